// SPDX-License-Identifier: Apache-2.0
#include "arrow/texts.hpp"

#include <algorithm>
#include <cstring>

#include "tianya_rules/base/text.hpp"

namespace tianya_rules::arrow {

bool TextReader::read(std::int64_t at, std::string_view& text) const {
  switch (type_.kind) {
    case Physical::kText32:
      return read_offsets<std::int32_t>(at, text);
    case Physical::kText64:
      return read_offsets<std::int64_t>(at, text);
    case Physical::kTextViews:
      return read_view(at, text);
    case Physical::kTextUtf32:
      return read_utf32(at, text);
    default:
      return false;
  }
}

template <typename Offset>
bool TextReader::read_offsets(std::int64_t at, std::string_view& text) const {
  Offset range[2];
  std::memcpy(range, array_.buffer<char>(1) + at * static_cast<std::int64_t>(sizeof(Offset)), sizeof range);
  const char* const bytes = array_.buffer<char>(2);
  if (range[0] < 0 || range[1] < range[0]) return false;
  text = range[1] == range[0] ? std::string_view("", 0)
                              : std::string_view(bytes + range[0], static_cast<std::size_t>(range[1] - range[0]));
  return range[1] == range[0] || bytes != nullptr;
}

/// Sixteen bytes: the length, then the text itself (up to 12 bytes) or its first four bytes, the buffer's number and the place in
/// it.
bool TextReader::read_view(std::int64_t at, std::string_view& text) const {
  const char* const view = array_.buffer<char>(1) + at * 16;
  std::int32_t length = 0, buffer = 0, offset = 0;
  std::memcpy(&length, view, 4), std::memcpy(&buffer, view + 8, 4), std::memcpy(&offset, view + 12, 4);
  if (length < 0) return false;
  if (length <= 12) return text = {view + 4, static_cast<std::size_t>(length)}, true;
  // Buffers: validity, views, the texts' buffers, and last the sizes of those.
  const std::size_t texts = array_.buffers.size() - 3;
  const auto* const sizes = static_cast<const char*>(array_.buffers.back());
  if (buffer < 0 || static_cast<std::size_t>(buffer) >= texts || sizes == nullptr || offset < 0) return false;
  std::int64_t size = 0;
  std::memcpy(&size, sizes + static_cast<std::size_t>(buffer) * 8, 8);
  const char* const bytes = array_.buffer<char>(2 + static_cast<std::size_t>(buffer));
  if (bytes == nullptr || std::int64_t{offset} + length > size) return false;
  text = {bytes + offset, static_cast<std::size_t>(length)};
  return true;
}

bool TextReader::read_utf32(std::int64_t at, std::string_view& text) const {
  const char* const cell = array_.buffer<char>(1) + at * type_.width * 4;
  std::string utf8;
  std::size_t end = 0;  // behind the last code point that is not 0
  for (std::int64_t i = 0; i < type_.width; ++i) {
    std::uint32_t code_point = 0;
    std::memcpy(&code_point, cell + i * 4, 4);
    if (code_point > 0x10FFFF) return false;
    append_code_point(utf8, static_cast<char32_t>(code_point));
    if (code_point != 0) end = utf8.size();
  }
  utf8.resize(end);
  text = arena_.keep(utf8);
  return true;
}

std::uint64_t LabelFinder::hash(std::string_view text) {
  std::uint64_t first = 0, last = 0;
  const std::size_t n = std::min<std::size_t>(text.size(), 8);
  if (n > 0) {
    std::memcpy(&first, text.data(), n);
    std::memcpy(&last, text.data() + text.size() - n, n);
  }
  const std::uint64_t mixed = (first ^ last * 0x9E3779B97F4A7C15u ^ text.size()) * 0xD6E8FEB86659FD93u;
  return mixed ^ mixed >> 32;
}

LabelFinder::LabelFinder(const facts_internal::Member& member) {
  const std::vector<std::string>& names = member.labels();
  const std::vector<LocalizedText>& labels = member.attribute->enum_labels;
  std::size_t size = 16;
  while (size < names.size() * 3 * 4) size *= 2;
  entries_.resize(size);
  mask_ = size - 1;
  const auto add = [&](const std::string& text, std::size_t label) {
    if (text.empty() || find(text) != kNone) return;  // names come first, and of two equal labels the first holds
    std::uint64_t at = hash(text) & mask_;
    while (entries_[at].label != kNone) at = (at + 1) & mask_;
    entries_[at] = {text, static_cast<std::int32_t>(label)};
  };
  for (std::size_t i = 0; i < names.size(); ++i) add(names[i], i);
  for (std::size_t i = 0; i < labels.size(); ++i) add(labels[i].zh, i);
  for (std::size_t i = 0; i < labels.size(); ++i) add(labels[i].en, i);
}

std::int32_t LabelFinder::find(std::string_view text) const {
  for (std::uint64_t at = hash(text) & mask_;; at = (at + 1) & mask_) {
    const Entry& entry = entries_[at];
    if (entry.label == kNone || entry.text == text) return entry.label;
  }
}

}  // namespace tianya_rules::arrow
