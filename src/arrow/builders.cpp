// SPDX-License-Identifier: Apache-2.0
#include "arrow/builders.hpp"

namespace tianya_rules::arrow {

std::vector<std::uint8_t> pack_bits(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> bits((bytes.size() + 7) / 8 + 1);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bits[i >> 3] = static_cast<std::uint8_t>(bits[i >> 3] | (bytes[i] != 0) << (i & 7));
  return bits;
}

ArrayData BoolBuilder::finish() {
  const auto memory = std::make_shared<std::vector<std::uint8_t>>(pack_bits(values_));
  ArrayData data;
  data.length = static_cast<std::int64_t>(values_.size());
  data.null_count = 0;
  data.buffers = {nullptr, memory->data()};
  data.keep = memory;
  values_.clear();
  return data;
}

void TextBuilder::append(std::string_view text) {
  bytes_ += text;
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  valid_.push_back(1);
}

void TextBuilder::append_null() {
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  valid_.push_back(0);
}

ArrayData TextBuilder::finish_as(bool large) {
  struct Memory {
    std::string bytes;
    std::vector<std::int64_t> large;
    std::vector<std::int32_t> small;
    std::vector<std::uint8_t> valid;
  };
  const auto memory = std::make_shared<Memory>();
  ArrayData data;
  data.length = static_cast<std::int64_t>(size());
  data.null_count = 0;
  for (const std::uint8_t valid : valid_) data.null_count += valid == 0;
  if (data.null_count > 0) memory->valid = pack_bits(valid_);
  if (large)
    memory->large = std::move(offsets_);
  else
    memory->small.assign(offsets_.begin(), offsets_.end());
  memory->bytes = std::move(bytes_);
  const void* const offsets = large ? static_cast<const void*>(memory->large.data()) : memory->small.data();
  data.buffers = {data.null_count > 0 ? memory->valid.data() : nullptr, offsets, memory->bytes.data()};
  data.keep = memory;
  *this = TextBuilder();
  return data;
}

Field TextListBuilder::field(std::string name) const {
  Field field = field_of(std::move(name), "+l", false);
  field.children.push_back(field_of("item", "u", false));
  return field;
}

ArrayData TextListBuilder::finish() {
  const auto memory = std::make_shared<std::vector<std::int32_t>>(std::move(offsets_));
  ArrayData data;
  data.length = static_cast<std::int64_t>(memory->size()) - 1;
  data.null_count = 0;
  data.buffers = {nullptr, memory->data()};
  data.children.push_back(texts_.finish());
  data.keep = memory;
  *this = TextListBuilder();
  return data;
}

Names::Names(std::vector<std::string> names) {
  TextBuilder texts;
  for (const std::string& name : names) texts.append(name);
  dictionary_ = std::make_shared<const ArrayData>(texts.finish());
}

Field Names::field(std::string name) const {
  Field field = field_of(std::move(name), "c", false);
  field.dictionary = std::make_shared<const Field>(field_of("", "u", false));
  return field;
}

ArrayData Names::column(const std::int8_t* codes, std::int64_t rows, std::shared_ptr<const void> keep) const {
  ArrayData data;
  data.length = rows;
  data.null_count = 0;
  data.buffers = {nullptr, codes};
  data.dictionary = dictionary_;
  data.keep = std::move(keep);
  return data;
}

ArrayData Names::column(std::vector<std::int8_t> codes) const {
  const auto memory = std::make_shared<std::vector<std::int8_t>>(std::move(codes));
  memory->reserve(1);
  return column(memory->data(), static_cast<std::int64_t>(memory->size()), memory);
}

}  // namespace tianya_rules::arrow
