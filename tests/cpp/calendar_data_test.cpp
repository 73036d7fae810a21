// SPDX-License-Identifier: Apache-2.0
// Calendars that a program fills in by hand, without YAML or rulebook, and what `validate` says of wrong ones.
#include "tianya_rules/calendar/calendar_data.hpp"

#include <doctest/doctest.h>

#include "tianya_rules/calendar/working_calendar.hpp"

using namespace tianya_rules;

namespace {

CalendarNotice notice(int year, std::optional<Date> published, bool amendment = false) {
  return {year, amendment, amendment ? "later" : "annual", "a notice", "", "", published, {}};
}

CalendarData sample() {
  CalendarData data;
  data.id = "sample";
  data.notices = {notice(2025, Date(2024, 12, 1)), notice(2026, Date(2025, 12, 1))};
  data.days = {{Date(2026, 5, 1), DayKind::statutory, "May Day", 1, {}},
               {Date(2026, 5, 4), DayKind::shifted_rest, "May Day", 1, {}},
               {Date(2026, 5, 9), DayKind::makeup_workday, "May Day", 1, {}}};
  return data;
}

std::string codes_of(const CalendarData& data) {
  std::string codes;
  const Diagnostics problems = validate(data);
  for (const Diagnostic& problem : problems.items()) codes += (codes.empty() ? "" : " ") + problem.code;
  return codes;
}

}  // namespace

TEST_CASE("a calendar needs no rulebook") {
  const CalendarData data = sample();
  REQUIRE(codes_of(data).empty());
  const WorkingCalendar calendar = WorkingCalendar::build(std::make_shared<const CalendarData>(data)).value();
  CHECK(calendar.first_day() == Date(2025, 1, 1));
  CHECK(calendar.last_day() == Date(2026, 12, 31));
  CHECK(calendar.due(Date(2026, 4, 30).days(), 5).estimate == Date(2026, 5, 9).days());
  CHECK_FALSE(calendar.due(Date(2026, 12, 31).days(), 1).ok());
}

TEST_CASE("everything wrong with a calendar is said at once") {
  CalendarData data = sample();
  data.notices.push_back(notice(2028, std::nullopt));
  data.notices.push_back(notice(2028, std::nullopt, true));
  data.notices.push_back(notice(2025, Date(2025, 1, 1)));
  data.notices.push_back(notice(2031, Date(2031, 1, 1), true));
  data.days.push_back({Date(2026, 5, 1), DayKind::statutory, "May Day", 1, {}});
  data.days.push_back({Date(2026, 5, 6), DayKind::makeup_workday, "May Day", 1, {}});
  data.days.push_back({Date(2026, 5, 9), DayKind::shifted_rest, "May Day", 3, {}});
  data.days.push_back({Date(2024, 5, 1), DayKind::statutory, "May Day", 1, {}});
  const std::string codes = codes_of(data);
  for (const std::string code :
       {"gap-between-years", "notice-without-date", "amendment-without-date", "second-annual-notice", "year-without-notice",
        "day-listed-twice", "weekday-as-makeup", "weekend-as-shifted", "day-outside-year"}) {
    CAPTURE(code);
    CAPTURE(codes);
    CHECK(codes.find(code) != std::string::npos);
  }
  CHECK_FALSE(WorkingCalendar::build(std::make_shared<const CalendarData>(data)).ok());
}

TEST_CASE("a day that names no notice is refused before anything looks at it") {
  CalendarData data = sample();
  data.days.push_back({Date(2026, 6, 1), DayKind::statutory, "x", 9, {}});
  CHECK(codes_of(data) == "day-without-notice");
  CHECK(codes_of(CalendarData{}) == "no-years");
  OverlayData overlay;
  overlay.days = {{Date(2026, 6, 1), DayKind::local_holiday, "x", 0, {}}};
  CHECK(validate(overlay).items().front().code == "day-without-notice");
  overlay.notices = {notice(0, std::nullopt)};
  CHECK(validate(overlay).empty());
  overlay.days.push_back({Date(2026, 6, 2), DayKind::statutory, "x", 0, {}});
  CHECK(validate(overlay).items().front().code == "not-a-local-day");
  overlay.days.back() = overlay.days.front();
  CHECK(validate(overlay).items().front().code == "day-listed-twice");
}

TEST_CASE("kinds of days have names both ways") {
  for (int kind = 0; kind <= static_cast<int>(DayKind::local_workday); ++kind) {
    CHECK(parse_day_kind(to_string(static_cast<DayKind>(kind))) == static_cast<DayKind>(kind));
  }
  CHECK_FALSE(parse_day_kind("holiday").has_value());
}
