// SPDX-License-Identifier: Apache-2.0
/// Builders: columns of ours, cell by cell, as Arrow arrays. Each is filled, then `finish` hands its memory to an ArrayData.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "arrow/array.hpp"

namespace tianya_rules::arrow {

inline Field field_of(std::string name, std::string format, bool nullable) {
  Field field;
  field.name = std::move(name), field.format = std::move(format);
  field.flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  return field;
}

/// int32, int64 or (format `tdD`) date32 cells, some of them null.
template <typename T>
class NumberBuilder {
 public:
  void append(T value) { values_.push_back(value), valid_.push_back(1); }
  void append(std::optional<T> value) { values_.push_back(value.value_or(0)), valid_.push_back(value.has_value()); }
  void append_null() { append(std::nullopt); }
  ArrayData finish();

 private:
  std::vector<T> values_;
  std::vector<std::uint8_t> valid_;
};

/// Bits of bytes that are 0 or 1, least significant first.
std::vector<std::uint8_t> pack_bits(const std::vector<std::uint8_t>& bytes);

template <typename T>
ArrayData NumberBuilder<T>::finish() {
  struct Memory {
    std::vector<T> values;
    std::vector<std::uint8_t> valid;
  };
  const auto memory = std::make_shared<Memory>();
  ArrayData data;
  data.length = static_cast<std::int64_t>(values_.size());
  data.null_count = 0;
  for (const std::uint8_t valid : valid_) data.null_count += valid == 0;
  if (data.null_count > 0) memory->valid = pack_bits(valid_);
  memory->values = std::move(values_);
  memory->values.reserve(1);
  data.buffers = {data.null_count > 0 ? memory->valid.data() : nullptr, memory->values.data()};
  data.keep = memory;
  valid_.clear();
  return data;
}

/// bool cells, none null.
class BoolBuilder {
 public:
  void append(bool value) { values_.push_back(value ? 1 : 0); }
  ArrayData finish();

 private:
  std::vector<std::uint8_t> values_;
};

/// utf8 cells.
class TextBuilder {
 public:
  void append(std::string_view text);
  void append_null();
  [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }
  /// What `finish` gives: `large_utf8`, if the texts are longer than 2^31 bytes together; else `utf8`.
  [[nodiscard]] const char* format() const { return bytes_.size() > 0x7fffffff ? "U" : "u"; }
  ArrayData finish() { return finish_as(format()[0] == 'U'); }
  /// `large_utf8` in any case.
  ArrayData finish_large() { return finish_as(true); }

 private:
  ArrayData finish_as(bool large);
  std::string bytes_;
  std::vector<std::int64_t> offsets_ = {0};
  std::vector<std::uint8_t> valid_;
};

/// Lists of utf8 texts, none null.
class TextListBuilder {
 public:
  void append(std::string_view text) { texts_.append(text); }
  void end_list() { offsets_.push_back(static_cast<std::int32_t>(texts_.size())); }
  [[nodiscard]] Field field(std::string name) const;
  ArrayData finish();

 private:
  TextBuilder texts_;
  std::vector<std::int32_t> offsets_ = {0};
};

/// A dictionary of fixed texts, and the field of a column of int8 codes into it.
class Names {
 public:
  explicit Names(std::vector<std::string> names);
  [[nodiscard]] Field field(std::string name) const;
  [[nodiscard]] const std::shared_ptr<const ArrayData>& dictionary() const { return dictionary_; }
  /// A column of the codes, which `keep` owns.
  [[nodiscard]] ArrayData column(const std::int8_t* codes, std::int64_t rows, std::shared_ptr<const void> keep) const;
  /// A column that owns its codes.
  [[nodiscard]] ArrayData column(std::vector<std::int8_t> codes) const;

 private:
  std::shared_ptr<const ArrayData> dictionary_;
};

}  // namespace tianya_rules::arrow
