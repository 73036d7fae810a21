// SPDX-License-Identifier: Apache-2.0
/// TextReader: the texts of an array, whatever its layout; LabelFinder: which label of an enumeration a text is.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arrow/physical.hpp"
#include "tianya_rules/facts/arena-inl.hpp"
#include "tianya_rules/facts/cells-inl.hpp"

namespace tianya_rules::arrow {

class TextReader {
 public:
  /// `type` is_text and no dictionary. Texts that are not UTF-8 in the array are kept in `arena`.
  TextReader(PhysicalType type, const ArrayData& array, facts_internal::Arena& arena) : type_(type), array_(array), arena_(arena) {}
  /// The text of element `at` (of the whole array, its offset included). False: the array is broken there.
  bool read(std::int64_t at, std::string_view& text) const;

 private:
  template <typename Offset>
  bool read_offsets(std::int64_t at, std::string_view& text) const;
  bool read_view(std::int64_t at, std::string_view& text) const;
  bool read_utf32(std::int64_t at, std::string_view& text) const;

  PhysicalType type_;
  const ArrayData& array_;
  facts_internal::Arena& arena_;
};

/// Names and labels (in both languages) of an enumeration, found in a few nanoseconds.
class LabelFinder {
 public:
  static constexpr std::int32_t kNone = -1;
  explicit LabelFinder(const facts_internal::Member& member);
  [[nodiscard]] std::int32_t find(std::string_view text) const;

 private:
  struct Entry {
    std::string text;
    std::int32_t label = kNone;
  };
  static std::uint64_t hash(std::string_view text);
  std::vector<Entry> entries_;  ///< Open addressing; an empty one has label kNone.
  std::uint64_t mask_ = 0;
};

}  // namespace tianya_rules::arrow
