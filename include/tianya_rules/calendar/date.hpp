// SPDX-License-Identifier: Apache-2.0
/// Date: a day of the Gregorian calendar, held as a day number. Floor: calendar.
///
/// Every date of the library lies in 1900-01-01 … 2200-12-31; the day number (days since 1970-01-01) is what columns hold.
///
///     constexpr Date received(2026, 9, 21);
///     Result<Date> typed = Date::parse("2026-09-21");       // strict; near misses are explained
///     std::string text = (received + 10).iso();              // "2026-10-01"
///
/// Threads: a value. Errors: the constructor throws `std::out_of_range` (a constant date that does not exist fails to
/// compile); `parse` gives diagnostics; `parse_days` is the same without words, for readers of columns.
/// Tested by tests/cpp/calendar_date_test.cpp.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tianya_rules/base/config.hpp"
#include "tianya_rules/base/result.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Year, month 1…12, day 1…31.
struct CivilDay {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  friend constexpr bool operator==(const CivilDay&, const CivilDay&) = default;
};

/// Days of a month; requires month 1…12.
constexpr unsigned days_in_month(std::int64_t year, unsigned month) {
  constexpr unsigned char kDays[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29u : kDays[month - 1];
}

class TIANYA_RULES_API Date {
 public:
  static constexpr std::int32_t kMinDays = -25567;  ///< 1900-01-01
  static constexpr std::int32_t kMaxDays = 84370;   ///< 2200-12-31
  static const Date kMin, kMax;

  /// 1970-01-01.
  constexpr Date() = default;
  /// Throws `std::out_of_range` where there is no such day between 1900-01-01 and 2200-12-31.
  constexpr Date(int year, unsigned month, unsigned day);

  [[nodiscard]] static constexpr bool in_range(std::int64_t days) { return days >= kMinDays && days <= kMaxDays; }
  /// Requires `in_range(days)`.
  [[nodiscard]] static constexpr Date from_days(std::int32_t days) {
    Date date;
    date.days_ = days;
    return date;
  }
  [[nodiscard]] static constexpr bool exists(std::int64_t year, unsigned month, unsigned day) {
    return year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
  }

  /// `YYYY-MM-DD` and nothing else. Code `invalid-date`.
  static Result<Date> parse(std::string_view text);
  /// The day number of `YYYY-MM-DD`, or nothing.
  [[nodiscard]] static std::optional<std::int32_t> parse_days(std::string_view text);

  /// Days since 1970-01-01.
  [[nodiscard]] constexpr std::int32_t days() const { return days_; }
  [[nodiscard]] constexpr std::chrono::sys_days sys_days() const { return std::chrono::sys_days(std::chrono::days(days_)); }
  [[nodiscard]] constexpr CivilDay civil() const;
  [[nodiscard]] constexpr int year() const { return civil().year; }
  /// 0 Monday … 6 Sunday.
  [[nodiscard]] constexpr unsigned weekday() const { return weekday_of(days_); }
  [[nodiscard]] static constexpr unsigned weekday_of(std::int32_t days) {
    return static_cast<unsigned>((days % 7 + 10) % 7);  // day 0 was a Thursday
  }
  /// `YYYY-MM-DD`.
  [[nodiscard]] std::string iso() const;

  /// Calendar days later or earlier. Requires the result to be in range.
  friend constexpr Date operator+(Date date, std::int32_t days) { return from_days(date.days_ + days); }
  friend constexpr Date operator-(Date date, std::int32_t days) { return from_days(date.days_ - days); }
  friend constexpr std::int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }
  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  std::int32_t days_ = 0;
};

/// The day number of a civil day of any year (the range of `Date` is not asked for). Requires a day that exists.
constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  // Years begin in March here, so that the leap day is the last of a year.
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (static_cast<std::int64_t>(month) + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/// The inverse, for any day number of |days| < 10^9.
constexpr CivilDay civil_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

constexpr Date::Date(int year, unsigned month, unsigned day)
    : days_(exists(year, month, day) ? static_cast<std::int32_t>(days_from_civil(year, month, day))
                                     : throw std::out_of_range("no such day between 1900-01-01 and 2200-12-31")) {}

constexpr CivilDay Date::civil() const { return civil_from_days(days_); }

inline constexpr Date Date::kMin = Date::from_days(Date::kMinDays);
inline constexpr Date Date::kMax = Date::from_days(Date::kMaxDays);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/date-inl.hpp"
#endif
