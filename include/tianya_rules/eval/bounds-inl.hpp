// SPDX-License-Identifier: Apache-2.0
/// Bounds: what is known of a value that rests on days which no notice has spoken of yet. Internal to the eval floor.
#pragma once

#include <algorithm>
#include <optional>

#include "tianya_rules/calendar/period.hpp"
#include "tianya_rules/eval/program.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

struct Bounds {
  std::int64_t low = INT32_MIN, high = INT32_MAX;  ///< These two: nothing is known.
  std::int64_t estimate = 0;
  bool maybe_null = false;        ///< Null, or within the bounds;
  bool null_by_estimate = false;  ///< by the estimates, null.
  [[nodiscard]] bool open() const { return low == INT32_MIN || high == INT32_MAX; }
};

inline std::int64_t int_lane(const Register& reg, std::size_t row) {
  return reg.lane == Lane::kInt32 ? reg.as<std::int32_t>()[row] : reg.as<std::int64_t>()[row];
}

/// Of a date or int that is known, or provisional.
inline Bounds bounds_of(const Register& reg, std::size_t row) {
  if (!reg.provisional || !bit_at(reg.p, row)) return {int_lane(reg, row), int_lane(reg, row), int_lane(reg, row), false, false};
  const bool known = bit_at(reg.known(), row), null = bit_at(reg.null(), row);
  if (!known && !null) return {};
  return {reg.low[row], reg.high[row], int_lane(reg, row), null, null && !bit_at(reg.s, row)};
}

inline void write_bounds(Register& reg, std::size_t row, const std::optional<Bounds>& bounds) {
  set_bit(reg.p, row);
  const bool open = !bounds || bounds->open();
  if (!open) set_bit(reg.known(), row);
  reg.low[row] = open ? INT32_MIN : static_cast<std::int32_t>(bounds->low);
  reg.high[row] = open ? INT32_MAX : static_cast<std::int32_t>(bounds->high);
  const std::int64_t estimate = open ? 0 : bounds->estimate;
  if (reg.lane == Lane::kInt32)
    reinterpret_cast<std::int32_t*>(reg.own)[row] = static_cast<std::int32_t>(estimate);
  else
    reinterpret_cast<std::int64_t*>(reg.own)[row] = estimate;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
