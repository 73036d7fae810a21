// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/calendar/date.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace date_detail {

/// The digits of text[at, at + count) as a number, or -1.
inline int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

inline std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

inline std::string iso_text(std::int64_t year, unsigned month, unsigned day) {
  return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2);
}

/// The three numbers of something that looks like a date written another way (`2026/9/21`, `2026年9月21日`, `20260921`).
inline std::optional<std::array<int, 3>> three_numbers(std::string_view text) {
  if (text.size() == 8 && digits(text, 0, 8) >= 0) return {{digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2)}};
  std::array<int, 3> found{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == i) {
      ++i;
      continue;
    }
    if (count == 3 || end - i > 4) return std::nullopt;
    found[count++] = digits(text, i, end - i);
    i = end;
  }
  if (count != 3) return std::nullopt;
  return found;
}

inline std::string help_for(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(text, 0, 4) >= 0) {
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (month >= 0 && (month < 1 || month > 12)) return "months run from 01 to 12";
    if (month > 0 && day >= 0 && (year < 1900 || year > 2200)) return "dates run from 1900-01-01 to 2200-12-31";
    if (month > 0 && day >= 0) {
      return padded(year, 4) + '-' + padded(month, 2) + " has " +
             std::to_string(days_in_month(year, static_cast<unsigned>(month))) + " days";
    }
  }
  const auto numbers = three_numbers(text.size() > 64 ? std::string_view() : text);
  if (numbers && (*numbers)[1] > 0 && (*numbers)[2] > 0) {
    const auto [year, month, day] = *numbers;
    if (Date::exists(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) {
      return "write `" + iso_text(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) + '`';
    }
  }
  return "a date is written `YYYY-MM-DD`";
}

}  // namespace date_detail

TIANYA_RULES_INLINE std::optional<std::int32_t> Date::parse_days(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = date_detail::digits(text, 0, 4);
  const int month = date_detail::digits(text, 5, 2);
  const int day = date_detail::digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  if (!exists(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return std::nullopt;
  return static_cast<std::int32_t>(days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)));
}

TIANYA_RULES_INLINE Result<Date> Date::parse(std::string_view text) {
  if (const auto days = parse_days(text)) return from_days(*days);
  const std::string shown(text.substr(0, 64));
  return Result<Date>::failure("invalid-date", '`' + shown + (text.size() > 64 ? "…" : "") + "` is not a date",
                               date_detail::help_for(text));
}

TIANYA_RULES_INLINE std::string Date::iso() const {
  const CivilDay day = civil();
  return date_detail::iso_text(day.year, day.month, day.day);
}

TIANYA_RULES_END_NAMESPACE
