// SPDX-License-Identifier: Apache-2.0
/// DayTable: rank and select over the days of a calendar. Floor: calendar.
///
/// rank[d] is the number of working days before day d, select[k] the k-th working day (from 0); so the n-th working day after
/// `start` is select[rank[start + 1] + n - 1], in constant time.
///
/// Threads: immutable once built. Tested by tests/cpp/calendar_due_test.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct DayTable {
  std::int32_t first = 0;           ///< The day that ranks[0] belongs to.
  std::vector<std::int32_t> ranks;  ///< One for each day of the span, and one for the day after it.
  std::vector<std::int32_t> workdays;

  DayTable() = default;
  /// `worked[i]` says whether day `first_day + i` is worked.
  DayTable(std::int32_t first_day, const std::vector<bool>& worked) : first(first_day) {
    ranks.reserve(worked.size() + 1);
    for (std::size_t i = 0; i < worked.size(); ++i) {
      ranks.push_back(static_cast<std::int32_t>(workdays.size()));
      if (worked[i]) workdays.push_back(first_day + static_cast<std::int32_t>(i));
    }
    ranks.push_back(static_cast<std::int32_t>(workdays.size()));
  }

  /// Requires a day of the span, or the day after it.
  [[nodiscard]] std::int64_t rank(std::int64_t day) const { return ranks[static_cast<std::size_t>(day - first)]; }
  [[nodiscard]] bool has(std::int64_t index) const { return index >= 0 && index < static_cast<std::int64_t>(workdays.size()); }
  /// Requires `has(index)`.
  [[nodiscard]] std::int32_t select(std::int64_t index) const { return workdays[static_cast<std::size_t>(index)]; }
};

TIANYA_RULES_END_NAMESPACE
