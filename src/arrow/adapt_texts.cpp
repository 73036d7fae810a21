// SPDX-License-Identifier: Apache-2.0
// ColumnAdapter: enumerations, texts and lists of texts.
#include <algorithm>
#include <cstring>

#include "arrow/adapt.hpp"
#include "arrow/scan.hpp"
#include "tianya_rules/base/text.hpp"

namespace tianya_rules::arrow {

using facts_internal::CellKind;

namespace {

constexpr std::int32_t kNullEntry = -2;
constexpr const char* kBrokenHelp = "whoever made this table broke the Arrow C data interface";
constexpr std::int64_t kMaxDictionary = 100'000'000;

/// How an undeclared label is mended.
std::string label_help(const facts_internal::Member& member, std::string_view text) {
  facts_internal::CellValue cell;
  return facts_internal::accept_label(member, text, cell).help;
}

}  // namespace

bool ColumnAdapter::map_codes(const Field& field) {
  const ArrayData& dictionary = *array_->dictionary;
  const PhysicalType type = physical_type(field);
  if (!check_buffers(dictionary, type, plan_.shown)) return false;
  if (dictionary.length > kMaxDictionary) {
    problems_.error("too-many",
                    "column `" + plan_.shown + "` has a dictionary of " + std::to_string(dictionary.length) + " entries");
    return false;
  }
  const auto size = static_cast<std::size_t>(dictionary.length);
  dictionary_arena_.clear();
  code_map_.assign(size, LabelFinder::kNone);
  dictionary_.assign(size, {});
  const TextReader texts(type, dictionary, dictionary_arena_);
  const BitRun valid{dictionary.null_count == 0 ? nullptr : dictionary.buffer<std::uint8_t>(0), dictionary.offset};
  plain_codes_ = labels_ != nullptr && size <= plan_.member.labels().size();
  suspicious_codes_ = false;
  for (std::size_t i = 0; i < size; ++i) {
    if (!bit_of(valid, i)) {
      code_map_[i] = kNullEntry;
    } else if (!texts.read(dictionary.offset + static_cast<std::int64_t>(i), dictionary_[i])) {
      problems_.error("invalid-arrow", "the dictionary of column `" + plan_.shown + "` is broken at entry " + std::to_string(i),
                      kBrokenHelp);
      return false;
    } else {
      code_map_[i] = labels_ ? labels_->find(dictionary_[i]) : 0;
    }
    plain_codes_ = plain_codes_ && code_map_[i] == static_cast<std::int32_t>(i);
    suspicious_codes_ = suspicious_codes_ || code_map_[i] < 0;
  }
  return true;
}

void ColumnAdapter::check_code(std::size_t row, const Piece& piece, std::int64_t code) {
  if (code < 0 || code >= static_cast<std::int64_t>(code_map_.size())) {
    return refuse(row, piece, "invalid-arrow", "code " + std::to_string(code) + " beyond the dictionary", kBrokenHelp);
  }
  const auto at = static_cast<std::size_t>(code);
  if (code_map_[at] == kNullEntry) return make_null(row);
  if (code_map_[at] < 0)
    refuse(row, piece, "undeclared-label", std::string(dictionary_[at]), label_help(plan_.member, dictionary_[at]));
}

template <typename T>
void ColumnAdapter::borrow_codes(const Piece& piece, Layout layout) {
  column_.layout = layout, column_.values = values<T>(), column_.offset = piece.at;
  if (!plain_codes_) column_.code_map = code_map_.data(), column_.code_map_size = code_map_.size();
  const T* const cells = values<T>() + piece.at;
  const auto last = static_cast<std::int64_t>(code_map_.size()) - 1;
  if (!suspicious_codes_ && last >= 0 && all_within(cells, piece.rows, 0, last)) return;
  for (std::size_t row = 0; row < piece.rows; ++row) {
    if (valid(row)) check_code(row, piece, static_cast<std::int64_t>(cells[row]));
  }
}

void ColumnAdapter::take_codes(const Piece& piece) {
  switch (plan_.type.kind) {
    case Physical::kInt8:
      return borrow_codes<std::int8_t>(piece, Layout::kInt8);
    case Physical::kInt16:
      return borrow_codes<std::int16_t>(piece, Layout::kInt16);
    case Physical::kInt32:
      return borrow_codes<std::int32_t>(piece, Layout::kInt32);
    case Physical::kUint8:
      return borrow_codes<std::uint8_t>(piece, Layout::kUint8);
    case Physical::kUint16:
      return borrow_codes<std::uint16_t>(piece, Layout::kUint16);
    case Physical::kUint32:
      return borrow_codes<std::uint32_t>(piece, Layout::kUint32);
    default:
      return borrow_codes<std::int64_t>(piece, Layout::kInt64);
  }
}

void ColumnAdapter::take_labels(const Piece& piece) {
  std::int32_t* const own = own_values<std::int32_t>(piece.rows);
  column_.layout = Layout::kInt32, column_.values = own;
  const TextReader texts(plan_.type, *array_, arena_);
  for (std::size_t row = 0; row < piece.rows; ++row) {
    own[row] = 0;
    if (!valid(row)) continue;
    std::string_view text;
    if (!texts.read(piece.at + static_cast<std::int64_t>(row), text)) {
      refuse(row, piece, "invalid-arrow", "a text beyond its buffer", kBrokenHelp);
      continue;
    }
    const std::int32_t label = labels_->find(text);
    if (label >= 0)
      own[row] = label;
    else
      refuse(row, piece, "undeclared-label", std::string(text), label_help(plan_.member, text));
  }
}

void ColumnAdapter::take_texts(const Piece& piece) {
  // No norm may use an attribute that only informs.
  if (plan_.member.attribute->informative) return;
  views_.assign(piece.rows, {"", 0});
  column_.layout = Layout::kViews, column_.values = views_.data();
  const TextReader texts(plan_.type, *array_, arena_);
  for (std::size_t row = 0; row < piece.rows; ++row) {
    if (!valid(row)) continue;
    const std::int64_t at = piece.at + static_cast<std::int64_t>(row);
    std::string_view text;
    bool fine = true;
    if (plan_.type.dictionary) {
      std::int64_t code = 0;
      switch (plan_.type.kind) {
        case Physical::kInt8:
          code = values<std::int8_t>()[at];
          break;
        case Physical::kInt16:
          code = values<std::int16_t>()[at];
          break;
        case Physical::kInt32:
          code = values<std::int32_t>()[at];
          break;
        case Physical::kUint8:
          code = values<std::uint8_t>()[at];
          break;
        case Physical::kUint16:
          code = values<std::uint16_t>()[at];
          break;
        case Physical::kUint32:
          code = values<std::uint32_t>()[at];
          break;
        default:
          code = values<std::int64_t>()[at];
          break;
      }
      const std::uint64_t before = refused_;
      check_code(row, piece, code);
      if (refused_ != before || !valid(row)) continue;
      text = dictionary_[static_cast<std::size_t>(code)];
    } else {
      fine = texts.read(at, text);
    }
    if (!fine)
      refuse(row, piece, "invalid-arrow", "a text beyond its buffer", kBrokenHelp);
    else if (find_invalid_utf8(text) != std::string_view::npos)
      refuse(row, piece, "invalid-utf8", std::string(text));
    else
      views_[row] = text;
  }
}

bool ColumnAdapter::list_range(std::int64_t at, std::int64_t& begin, std::int64_t& end) const {
  if (plan_.type.kind == Physical::kFixedList) {
    begin = at * plan_.type.width, end = begin + plan_.type.width;
  } else if (plan_.type.kind == Physical::kList64) {
    std::memcpy(&begin, values<char>() + at * 8, 8), std::memcpy(&end, values<char>() + at * 8 + 8, 8);
  } else {
    std::int32_t range[2];
    std::memcpy(range, values<char>() + at * 4, sizeof range);
    begin = range[0], end = range[1];
  }
  return begin >= 0 && end >= begin && end <= array_->children[0].length;
}

void ColumnAdapter::read_list(std::size_t row, const Piece& piece) {
  const ArrayData& elements = array_->children[0];
  const std::size_t before = views_.size();
  std::int64_t begin = 0, end = 0;
  if (!list_range(piece.at + static_cast<std::int64_t>(row), begin, end)) {
    return refuse(row, piece, "invalid-arrow", "a list beyond its elements", kBrokenHelp);
  }
  const BitRun known{elements.null_count == 0 ? nullptr : elements.buffer<std::uint8_t>(0), elements.offset};
  const TextReader texts(physical_type(*list_field_), elements, arena_);
  for (std::int64_t i = begin; i < end; ++i) {
    std::string_view text;
    const char* fault = nullptr;
    if (!bit_of(known, static_cast<std::size_t>(i)))
      fault = "a list with a null in it";
    else if (!texts.read(elements.offset + i, text))
      fault = "a text beyond its buffer";
    else if (find_invalid_utf8(text) != std::string_view::npos)
      fault = "a text that is not UTF-8";
    if (fault != nullptr) {
      views_.resize(before);
      return refuse(row, piece, "wrong-type", fault, "every element of the list is a text");
    }
    views_.push_back(text);
  }
}

void ColumnAdapter::take_lists(const Piece& piece) {
  views_.clear();
  list_offsets_.assign(1, 0);
  for (std::size_t row = 0; row < piece.rows; ++row) {
    if (valid(row)) read_list(row, piece);
    list_offsets_.push_back(static_cast<std::int32_t>(views_.size()));
  }
  if (views_.empty()) views_.reserve(1);
  column_.layout = Layout::kLists, column_.values = views_.data(), column_.offsets = list_offsets_.data();
}

}  // namespace tianya_rules::arrow
