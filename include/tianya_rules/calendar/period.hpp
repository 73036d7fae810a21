// SPDX-License-Identifier: Apache-2.0
/// Period: a length of time in years, months and days, and how it is added to a date. Floor: calendar.
///
/// Years and months are added together and rounded once (31 January + 1 month has no day of its own), then the days are added.
/// What rounding does is never left open: it is an argument.
///
///     add(Date(2026, 1, 31), Period::of_months(1), Rounding::down);   // 2026-02-28
///     add(Date(2026, 1, 31), Period::of_months(1), Rounding::up);     // 2026-03-01
///     latest_before(Date(2026, 4, 30), Period::of_months(1));         // 2026-03-31, the latest X with X + 1 month <= 30 April
///
/// Threads: values. Errors: `add` gives diagnostics, the raw forms nothing. Tested by tests/cpp/calendar_period_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tianya_rules/calendar/date.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct Period {
  std::int64_t years = 0;
  std::int64_t months = 0;
  std::int64_t days = 0;

  static constexpr Period of_years(std::int64_t n) { return {n, 0, 0}; }
  static constexpr Period of_months(std::int64_t n) { return {0, n, 0}; }
  static constexpr Period of_days(std::int64_t n) { return {0, 0, n}; }
  friend constexpr bool operator==(const Period&, const Period&) = default;

  /// The period back again; nothing where a part has no negative.
  [[nodiscard]] constexpr std::optional<Period> negated() const {
    if (years == INT64_MIN || months == INT64_MIN || days == INT64_MIN) return std::nullopt;
    return Period{-years, -months, -days};
  }
  /// `1 year 2 months 3 days`; `0 days`.
  [[nodiscard]] TIANYA_RULES_API std::string text() const;
};

/// What becomes of a day that its month has not: the month's last day, the next month's first, or no answer.
enum class Rounding : std::uint8_t { down, up, reject };

/// date + period. Codes `date-out-of-range`, `ambiguous-date` (only under `reject`).
TIANYA_RULES_API Result<Date> add(Date date, const Period& period, Rounding rounding);

/// The same over day numbers: nothing where there is no such date in 1900-01-01 … 2200-12-31, or it had to be rounded under
/// `reject`. Allocates nothing.
[[nodiscard]] TIANYA_RULES_API std::optional<std::int32_t> add_days(std::int32_t date, const Period& period, Rounding rounding);

/// The latest X with X + period <= end, where `+` rounds down; nothing where X lies outside 1900-01-01 … 2200-12-31.
[[nodiscard]] TIANYA_RULES_API std::optional<Date> latest_before(Date end, const Period& period);
[[nodiscard]] TIANYA_RULES_API std::optional<std::int32_t> latest_before_days(std::int32_t end, const Period& period);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/period-inl.hpp"
#endif
