// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "tianya_rules/calendar/calendar_data.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace calendar_data_detail {

inline constexpr std::array<std::string_view, 6> kKinds{"statutory",      "shifted_rest",  "weekend_in_block",
                                                        "makeup_workday", "local_holiday", "local_workday"};
inline constexpr std::array<std::string_view, 7> kWeekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                           "Friday", "Saturday", "Sunday"};

inline bool is_weekend(const CalendarData& data, Date date) { return (data.weekend >> date.weekday() & 1) != 0; }

inline std::string quoted(Date date) { return '`' + date.iso() + '`'; }

/// A day may be listed once by annual notices and once by each amendment.
inline void check_listed_once(const std::vector<CalendarNotice>& notices, const std::vector<CalendarDay>& days,
                              Diagnostics& problems) {
  std::map<std::pair<Date, std::size_t>, bool> seen;
  for (const CalendarDay& day : days) {
    const bool amendment = notices[day.notice].amendment;
    const std::pair<Date, std::size_t> key(day.date, amendment ? day.notice + 1 : 0);
    if (!seen.emplace(key, true).second) {
      problems.error("day-listed-twice", quoted(day.date) + " is listed twice", day.span, "keep one of the two lines");
    }
  }
}

inline void check_day(const CalendarData& data, const CalendarDay& day, Diagnostics& problems) {
  const bool weekend = is_weekend(data, day.date);
  const std::string where = quoted(day.date) + " is a " + std::string(kWeekdays[day.date.weekday()]);
  if (day.kind == DayKind::makeup_workday && !data.has_makeup_days) {
    problems.error("no-makeup-days", quoted(day.date) + " is listed as make-up work, but this calendar has no make-up days",
                   day.span);
  } else if (day.kind == DayKind::makeup_workday && !weekend) {
    problems.error("weekday-as-makeup", where + ": a make-up working day falls on a weekend", day.span,
                   "a weekday is worked anyway; was another day meant?");
  } else if (day.kind == DayKind::shifted_rest && weekend) {
    problems.error("weekend-as-shifted", where + ": a shifted rest day is a weekday", day.span,
                   "write `weekend_in_block` for a weekend day inside a holiday");
  } else if (day.kind == DayKind::weekend_in_block && !weekend) {
    problems.error("weekday-as-weekend", where + ", not a weekend day", day.span, "write `shifted_rest` for a weekday off");
  } else if (day.kind == DayKind::local_holiday || day.kind == DayKind::local_workday) {
    problems.error("local-day-in-calendar", quoted(day.date) + " is a local day, which only an overlay may have", day.span);
  }
}

/// A notice of a year may also move the days of the year before that come after the settled ones.
inline void check_within_year(const CalendarData& data, const CalendarDay& day, Diagnostics& problems) {
  const int year = data.notices[day.notice].year;
  const CivilDay civil = day.date.civil();
  const bool late = std::pair(civil.month, civil.day) > std::pair(data.settled_month, data.settled_day);
  if (civil.year == year || (civil.year == year - 1 && late)) return;
  problems.error("day-outside-year", quoted(day.date) + " does not belong to the notice for " + std::to_string(year), day.span,
                 "a notice speaks of its own year and of the last days of the year before");
}

inline void check_years(const CalendarData& data, Diagnostics& problems) {
  std::map<int, const CalendarNotice*> annual;
  for (const CalendarNotice& notice : data.notices) {
    if (notice.amendment) continue;
    if (!annual.emplace(notice.year, &notice).second) {
      problems.error("second-annual-notice", std::to_string(notice.year) + " has two annual notices", notice.span,
                     "write the later one as an amendment");
    }
  }
  if (annual.empty()) problems.error("no-years", "the calendar `" + data.id + "` has no year");
  for (const CalendarNotice& notice : data.notices) {
    if (notice.amendment && annual.count(notice.year) == 0) {
      problems.error("year-without-notice", std::to_string(notice.year) + " has an amendment but no annual notice", notice.span);
    }
  }
  const CalendarNotice* before = nullptr;
  for (const auto& [year, notice] : annual) {
    if (before != nullptr && year != before->year + 1) {
      problems.error("gap-between-years",
                     "the years from " + std::to_string(before->year + 1) + " to " + std::to_string(year - 1) + " are missing",
                     notice->span, "every year between the first and the last needs its notice");
    }
    before = notice;
  }
}

inline void check_dated(const CalendarData& data, Diagnostics& problems) {
  for (const CalendarNotice& notice : data.notices) {
    if (notice.published) continue;
    const std::string year = std::to_string(notice.year);
    problems.error(notice.amendment ? "amendment-without-date" : "notice-without-date",
                   std::string(notice.amendment ? "an amendment of " : "the notice for ") + year + " has no date of publication",
                   notice.span, "say `published: YYYY-MM-DD`; without it nobody can tell what was known when");
  }
}

inline bool check_indices(const std::vector<CalendarNotice>& notices, const std::vector<CalendarDay>& days, Diagnostics& problems) {
  for (const CalendarDay& day : days) {
    if (day.notice < notices.size()) continue;
    problems.error("day-without-notice", quoted(day.date) + " names no notice", day.span);
  }
  return !problems.has_errors();
}

}  // namespace calendar_data_detail

TIANYA_RULES_INLINE std::string_view to_string(DayKind kind) {
  return calendar_data_detail::kKinds[static_cast<std::size_t>(kind)];
}

TIANYA_RULES_INLINE std::optional<DayKind> parse_day_kind(std::string_view text) {
  const auto& kinds = calendar_data_detail::kKinds;
  const auto found = std::find(kinds.begin(), kinds.end(), text);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<DayKind>(found - kinds.begin());
}

TIANYA_RULES_INLINE Diagnostics validate(const CalendarData& data) {
  Diagnostics problems;
  calendar_data_detail::check_years(data, problems);
  calendar_data_detail::check_dated(data, problems);
  Diagnostics days;
  if (calendar_data_detail::check_indices(data.notices, data.days, days)) {
    calendar_data_detail::check_listed_once(data.notices, data.days, days);
    for (const CalendarDay& day : data.days) {
      calendar_data_detail::check_day(data, day, days);
      calendar_data_detail::check_within_year(data, day, days);
    }
  }
  problems.append(days);
  problems.sort();
  return problems;
}

TIANYA_RULES_INLINE Diagnostics validate(const OverlayData& data) {
  Diagnostics problems;
  if (!calendar_data_detail::check_indices(data.notices, data.days, problems)) return problems;
  calendar_data_detail::check_listed_once(data.notices, data.days, problems);
  for (const CalendarDay& day : data.days) {
    if (day.kind == DayKind::local_holiday || day.kind == DayKind::local_workday) continue;
    problems.error("not-a-local-day", calendar_data_detail::quoted(day.date) + " is `" + std::string(to_string(day.kind)) + '`',
                   day.span, "in an overlay a day is `local_holiday` or `local_workday`");
  }
  problems.sort();
  return problems;
}

TIANYA_RULES_END_NAMESPACE
