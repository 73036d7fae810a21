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

/// The settled part of a calendar as bare arrays, by value, for loops: due dates in it are exact, and everything else is refused
/// with three comparisons. Points into a calendar, which must outlive it.
struct ExactTable {
  const std::int32_t* rank = nullptr;  ///< Of day `first` and on.
  const std::int32_t* select = nullptr;
  std::uint64_t rank_count = 0;
  std::uint64_t exact_count = 0;    ///< Working days that are settled.
  std::uint64_t settled_count = 0;  ///< Ranks that only settled days go into.
  std::int32_t first = 0;

  /// The n-th working day after `start`, if n >= 1 and it is settled. Safe for every argument.
  [[nodiscard]] bool find(std::int64_t start, std::int64_t n, std::int32_t& due) const {
    const std::uint64_t at = index_of(start, 1);
    const std::uint64_t ahead = static_cast<std::uint64_t>(n) - 1;
    if (at >= rank_count || ahead >= exact_count) return false;
    // Neither term is above exact_count + what lies past it, so 32 bits hold the sum.
    const std::uint32_t index = static_cast<std::uint32_t>(rank[at]) + static_cast<std::uint32_t>(ahead);
    if (index >= static_cast<std::uint32_t>(exact_count)) return false;
    due = select[index];
    return true;
  }

  /// The n-th working day before `end`, for n = -1, -2, …, if every day between is settled. Safe for every argument.
  [[nodiscard]] bool find_back(std::int64_t end, std::int64_t n, std::int32_t& due) const {
    const std::uint64_t at = index_of(end, 0);
    if (at >= settled_count || n >= 0) return false;
    const std::uint64_t back = 0 - static_cast<std::uint64_t>(n);
    const auto before = static_cast<std::uint64_t>(rank[at]);
    if (back > before) return false;
    due = select[before - back];
    return true;
  }

  /// Working days after `a` through `b`, negative if b < a, if every day between is settled. Safe for every argument.
  [[nodiscard]] bool count(std::int64_t a, std::int64_t b, std::int32_t& workdays) const {
    const std::uint64_t from = index_of(a, 1), through = index_of(b, 1);
    if (from >= settled_count || through >= settled_count) return false;
    workdays = rank[through] - rank[from];
    return true;
  }

 private:
  // Unsigned: what lies before `first` becomes too great.
  [[nodiscard]] std::uint64_t index_of(std::int64_t day, std::uint64_t ahead) const {
    return static_cast<std::uint64_t>(day) + ahead - static_cast<std::uint64_t>(std::int64_t{first});
  }
};

TIANYA_RULES_END_NAMESPACE
