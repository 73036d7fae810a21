// SPDX-License-Identifier: Apache-2.0
/// Register: what one instruction yields for every row of a block, as bit-planes and lanes. Internal to the eval floor.
///
/// A bool is planes alone: can be true (`t`), can be false (`f`), some of the doubt is an error (`e`); T = 100, F = 010, absent =
/// 110, error = 111. A value has a lane a row and planes: known, null, error; none set is absent.
///
/// *Provisional* (`p`): some of the doubt is a day that no notice has spoken of yet. A value with `p` and known lies between `low`
/// and `high`, its lane being the estimate; with `p` and null it is either null or that; with `p` alone nothing is known of it. `s`
/// is what a bool would be if every estimate held. Whether a block has any errors or provisional rows is a flag: without it the
/// plane is not read, and not kept up.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "tianya_rules/expr/type.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

using Word = std::uint64_t;

[[nodiscard]] constexpr std::size_t words_for(std::size_t rows) { return (rows + 63) / 64; }
[[nodiscard]] inline bool bit_at(const Word* plane, std::size_t row) { return (plane[row >> 6] >> (row & 63) & 1) != 0; }
/// The bits of a word of a plane that stand for rows.
[[nodiscard]] constexpr Word rows_in(std::size_t word, std::size_t rows) {
  return rows >= word * 64 + 64 ? ~Word{0} : (Word{1} << (rows - word * 64)) - 1;
}
inline void set_bit(Word* plane, std::size_t row) { plane[row >> 6] |= Word{1} << (row & 63); }

/// How a value lies in its lane.
enum class Lane : std::uint8_t {
  kTruth,   ///< No lane: planes only.
  kInt32,   ///< dates, codes of labels, bools that may be null
  kInt64,   ///< int
  kDouble,  ///< double
  kText,    ///< std::string_view
  kPeriod,  ///< Span of years, months and days: `PeriodLane`
  kList,    ///< ListLane: a range of the register's elements
};

/// Calls `use(row)` for every set bit.
template <typename Use>
void for_rows(Word bits, std::size_t word, const Use& use) {
  for (; bits != 0; bits &= bits - 1) use(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
}

struct PeriodLane {
  std::int64_t years, months, days;
};

struct ListLane {
  std::int32_t begin, end;
};

[[nodiscard]] constexpr std::size_t lane_bytes(Lane lane) {
  switch (lane) {
    case Lane::kTruth:
      return 0;
    case Lane::kInt32:
      return sizeof(std::int32_t);
    case Lane::kInt64:
      return sizeof(std::int64_t);
    case Lane::kDouble:
      return sizeof(double);
    case Lane::kText:
      return sizeof(std::string_view);
    case Lane::kPeriod:
      return sizeof(PeriodLane);
    case Lane::kList:
      return sizeof(ListLane);
  }
  return 0;
}

/// The lane of a value of that type. A bool that is no more than true or false needs none.
[[nodiscard]] inline Lane lane_of(const Type& type) {
  if (type.is_enumeration()) return Lane::kInt32;
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kDate:
      return Lane::kInt32;
    case TypeKind::kDouble:
      return Lane::kDouble;
    case TypeKind::kString:
      return Lane::kText;
    case TypeKind::kPeriod:
      return Lane::kPeriod;
    case TypeKind::kList:
      return Lane::kList;
    default:
      return Lane::kInt64;
  }
}

/// The elements of lists: known values or nulls, one behind the other. Owned, or borrowed from a table.
struct Elements {
  Lane lane = Lane::kInt64;
  const std::byte* data = nullptr;
  const std::uint8_t* nulls = nullptr;    ///< One byte an element; nullptr: none is null.
  std::shared_ptr<const Elements> below;  ///< Of lists of lists.

  std::vector<std::byte> owned;
  std::vector<std::uint8_t> owned_nulls;
  std::size_t size = 0;

  template <typename T>
  [[nodiscard]] const T& at(std::size_t index) const {
    return reinterpret_cast<const T*>(data)[index];
  }
  [[nodiscard]] bool is_null(std::size_t index) const { return nulls != nullptr && nulls[index] != 0; }
};

struct Register {
  Lane lane = Lane::kTruth;
  bool errors = false;       ///< Some row has `e`.
  bool provisional = false;  ///< Some row has `p`; only then `p` and `s`, `low` and `high` mean anything.
  /// A bool: can be true, can be false. A value: known, null.
  Word* a = nullptr;
  Word* b = nullptr;
  Word* e = nullptr;
  Word* p = nullptr;
  Word* s = nullptr;
  std::byte* own = nullptr;         ///< Lanes of its own; nullptr where it always borrows.
  const std::byte* data = nullptr;  ///< The lanes in use: its own, or a column's.
  /// Only of registers that may be provisional; dates and ints. Valid where `p` is set; in every row of a due date that is
  /// `bounded`.
  std::int32_t* low = nullptr;
  std::int32_t* high = nullptr;
  bool bounded = false;
  std::shared_ptr<const Elements> elements;  ///< Only of lists.
  std::shared_ptr<Elements> view;            ///< `elements` where they are a column's; kept for the next block.

  template <typename T>
  [[nodiscard]] const T* as() const {
    return reinterpret_cast<const T*>(data);
  }
  template <typename T>
  [[nodiscard]] T* write() {
    data = own;
    return reinterpret_cast<T*>(own);
  }
  // Planes by the name that fits.
  [[nodiscard]] Word* t() const { return a; }
  [[nodiscard]] Word* f() const { return b; }
  [[nodiscard]] Word* known() const { return a; }
  [[nodiscard]] Word* null() const { return b; }

  /// Error and provisional bits of a word, 0 where the flags say there are none.
  [[nodiscard]] Word e_at(std::size_t word) const { return errors ? e[word] : 0; }
  [[nodiscard]] Word p_at(std::size_t word) const { return provisional ? p[word] : 0; }
  /// What a bool is by the estimates.
  [[nodiscard]] Word s_at(std::size_t word) const { return provisional ? s[word] : a[word]; }
  /// Of a value: neither a value nor null, and (with `p`) not settled.
  [[nodiscard]] Word open_at(std::size_t word) const { return ~(a[word] | b[word]) | p_at(word); }
  /// Of a value: known beyond doubt.
  [[nodiscard]] Word settled_at(std::size_t word) const { return a[word] & ~p_at(word); }
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
