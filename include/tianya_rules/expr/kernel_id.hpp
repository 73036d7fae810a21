// SPDX-License-Identifier: Apache-2.0
/// Kernel ids: what an overload does, named once. The table of functions names one in each row; the evaluator has a body for each.
/// Floor: expr, which knows dates, periods and calendars only as opaque types.
///
/// `kEqual…kGreaterEqual` serve every type they are declared for: the evaluator picks the body by the operands' type.
#pragma once

#include <cstdint>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

// clang-format off: a line a family.
enum class KernelId : std::uint16_t {
  kNone,
  // comparison: equality takes null on either side (two-valued) and lists; ordering an operand that is null is `null_operand`
  kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual,
  // int, 64-bit, checked
  kAddInt, kSubtractInt, kMultiplyInt, kDivideInt, kModuloInt, kNegateInt,
  // double, IEEE 754
  kAddDouble, kSubtractDouble, kMultiplyDouble, kDivideDouble, kNegateDouble,
  // strings; indices count code points
  kAddString, kSizeString, kContains, kStartsWith, kEndsWith, kMatches,
  // lists
  kAddList, kSizeList, kIndexList, kInList,
  // conversions
  kIntToDouble, kDoubleToInt, kStringToInt, kStringToDouble, kIntToString, kDoubleToString, kBoolToString, kStringToBool,
  kEnumToString, kIdentity,
  // null and order
  kOrValue,            ///< (T?, T) -> T, (T?, T?) -> T?: the first that is not null
  kLeast, kGreatest,   ///< int, double or date; two operands (more are nested calls)
  kLeastList, kGreatestList,
  // dates
  kDays, kMonths, kYears,                    ///< int -> period
  kAddPeriod, kSubtractPeriod,               ///< (date, period) -> date, rounds down
  kLatestBefore,                             ///< (date, period) -> date: the latest X with X + p <= date
  kAddWorkdays,                              ///< (date, int, calendar) -> date
  kCountWorkdays,                            ///< (date, date, calendar) -> int: after the first, through the second
  kCount_,
};
// clang-format on

/// The comparison that says the contrary of this one, of two values that are both known; kNone for what is no comparison.
[[nodiscard]] constexpr KernelId contrary(KernelId kernel) {
  switch (kernel) {
    case KernelId::kEqual:
      return KernelId::kNotEqual;
    case KernelId::kNotEqual:
      return KernelId::kEqual;
    case KernelId::kLess:
      return KernelId::kGreaterEqual;
    case KernelId::kLessEqual:
      return KernelId::kGreater;
    case KernelId::kGreater:
      return KernelId::kLessEqual;
    case KernelId::kGreaterEqual:
      return KernelId::kLess;
    default:
      return KernelId::kNone;
  }
}

/// The comparison that says the same with its operands exchanged.
[[nodiscard]] constexpr KernelId mirrored(KernelId kernel) {
  switch (kernel) {
    case KernelId::kLess:
      return KernelId::kGreater;
    case KernelId::kLessEqual:
      return KernelId::kGreaterEqual;
    case KernelId::kGreater:
      return KernelId::kLess;
    case KernelId::kGreaterEqual:
      return KernelId::kLessEqual;
    default:
      return kernel;
  }
}

TIANYA_RULES_END_NAMESPACE
