// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/calendar/period.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace period_detail {

// Far beyond any date of ours; below it nothing overflows, so only the final result has to lie in range.
inline constexpr std::int64_t kMaxMonths = 10'000'000;
inline constexpr std::int64_t kMaxDays = 400'000'000;

/// Years and months as months, or nothing where they are absurd.
inline std::optional<std::int64_t> total_months(const Period& period) {
  std::int64_t months = 0;
  if (__builtin_mul_overflow(period.years, std::int64_t{12}, &months)) return std::nullopt;
  if (__builtin_add_overflow(months, period.months, &months)) return std::nullopt;
  if (months < -kMaxMonths || months > kMaxMonths) return std::nullopt;
  return months;
}

struct YearMonth {
  std::int64_t year;
  unsigned month;
};

inline YearMonth shifted(const CivilDay& day, std::int64_t months) {
  const std::int64_t index = static_cast<std::int64_t>(day.year) * 12 + day.month - 1 + months;
  const std::int64_t year = index >= 0 ? index / 12 : (index - 11) / 12;
  return {year, static_cast<unsigned>(index - year * 12) + 1};
}

/// Nothing if days is absurd, else date + days where that is a date.
inline std::optional<std::int32_t> in_range(std::int64_t date) {
  if (!Date::in_range(date)) return std::nullopt;
  return static_cast<std::int32_t>(date);
}

inline bool must_round(std::int32_t date, std::int64_t months) {
  const CivilDay day = civil_from_days(date);
  const YearMonth to = shifted(day, months);
  return day.day > days_in_month(to.year, to.month);
}

}  // namespace period_detail

TIANYA_RULES_INLINE std::string Period::text() const {
  std::string out;
  const auto part = [&](std::int64_t n, const char* unit) {
    if (n == 0) return;
    out += (out.empty() ? "" : " ") + std::to_string(n) + ' ' + unit + (n == 1 || n == -1 ? "" : "s");
  };
  part(years, "year"), part(months, "month"), part(days, "day");
  return out.empty() ? "0 days" : out;
}

TIANYA_RULES_INLINE std::optional<std::int32_t> add_days(std::int32_t date, const Period& period, Rounding rounding) {
  const auto months = period_detail::total_months(period);
  if (!months || period.days < -period_detail::kMaxDays || period.days > period_detail::kMaxDays) return std::nullopt;
  if (*months == 0) return period_detail::in_range(date + period.days);
  const CivilDay day = civil_from_days(date);
  const period_detail::YearMonth to = period_detail::shifted(day, *months);
  const unsigned last = days_in_month(to.year, to.month);
  std::int64_t result = days_from_civil(to.year, to.month, std::min(day.day, last));
  if (day.day > last) {
    if (rounding == Rounding::reject) return std::nullopt;
    if (rounding == Rounding::up) ++result;
  }
  return period_detail::in_range(result + period.days);
}

TIANYA_RULES_INLINE Result<Date> add(Date date, const Period& period, Rounding rounding) {
  if (const auto days = add_days(date.days(), period, rounding)) return Date::from_days(*days);
  const auto months = period_detail::total_months(period);
  const std::string sum = '`' + date.iso() + "` + " + period.text();
  if (months && rounding == Rounding::reject && period_detail::must_round(date.days(), *months)) {
    return Result<Date>::failure("ambiguous-date", sum + " falls on a day that its month has not",
                                 "say whether to round down, to the month's last day, or up, to the next month's first");
  }
  return Result<Date>::failure("date-out-of-range", sum + " is out of range", "dates run from 1900-01-01 to 2200-12-31");
}

TIANYA_RULES_INLINE std::optional<std::int32_t> latest_before_days(std::int32_t end, const Period& period) {
  const auto months = period_detail::total_months(period);
  if (!months || period.days < -period_detail::kMaxDays || period.days > period_detail::kMaxDays) return std::nullopt;
  const std::int64_t bound = end - period.days;
  if (*months == 0) return period_detail::in_range(bound);
  const CivilDay day = civil_from_days(bound);
  const period_detail::YearMonth to = period_detail::shifted(day, -*months);
  const unsigned last = days_in_month(to.year, to.month);
  // From the last day of a month every later day of the longer month rounds down onto it.
  const bool month_end = day.day == days_in_month(day.year, day.month);
  return period_detail::in_range(days_from_civil(to.year, to.month, month_end ? last : std::min(day.day, last)));
}

TIANYA_RULES_INLINE std::optional<Date> latest_before(Date end, const Period& period) {
  const auto days = latest_before_days(end.days(), period);
  if (!days) return std::nullopt;
  return Date::from_days(*days);
}

TIANYA_RULES_END_NAMESPACE
