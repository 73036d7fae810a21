// SPDX-License-Identifier: Apache-2.0
// Overlays: days set either way, and the local festival of years without a recorded notice.
#include <doctest/doctest.h>

#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

/// A year published later changes nothing here.
const Date kKnown(2026, 11, 24);

WorkingCalendar hainan(Date known_on = kKnown) { return shipped_working_calendar("cn+hainan", known_on).value(); }
WorkingCalendar china() { return shipped_working_calendar("cn", kKnown).value(); }
int day(int year, unsigned month, unsigned of_month) { return Date(year, month, of_month).days(); }

OverlayDataPtr overlay(const std::string& text) { return load_overlay({"mine.yaml", text, "mine.yaml"}).value(); }

std::string due_text(const DueDate& due) {
  if (!due.ok()) return "not covered";
  const std::string estimate = Date::from_days(due.estimate).iso();
  if (!due.provisional) return estimate;
  return estimate + " (" + Date::from_days(due.earliest).iso() + " to " + Date::from_days(due.latest).iso() + ")";
}

}  // namespace

TEST_CASE("recorded notices of the festival win over the lunar day") {
  const WorkingCalendar calendar = hainan();
  CHECK(calendar.is_workday(Date(2012, 3, 23)) == false);
  CHECK(calendar.day(day(2012, 3, 23)).published);
  CHECK(calendar.day(day(2012, 3, 23)).overlay->id == "hainan");
  CHECK(calendar.is_workday(Date(2014, 4, 2)) == false);
  CHECK(china().is_workday(Date(2012, 3, 23)) == true);
  CHECK(due_text(calendar.due(day(2014, 4, 1), 1)) == "2014-04-03");
}

TEST_CASE("the lunar day is an unpublished day where it would be an ordinary working day") {
  const std::vector<Date> expected{{2007, 4, 19}, {2008, 4, 8},  {2010, 4, 16}, {2013, 4, 12}, {2015, 4, 21},
                                   {2017, 3, 30}, {2018, 4, 18}, {2020, 3, 26}, {2021, 4, 14}, {2024, 4, 11},
                                   {2025, 3, 31}, {2027, 4, 9},  {2028, 3, 28}};
  std::string found, wanted;
  for (const Date date : expected) wanted += date.iso() + ' ';
  const WorkingCalendar calendar = hainan();
  for (const std::int32_t isolated : calendar.isolated_days()) found += Date::from_days(isolated).iso() + ' ';
  CHECK(found == wanted);
  CHECK(china().isolated_days().empty());
  const DayStatus status = calendar.day(day(2025, 3, 31));
  CHECK_FALSE(status.published);
  CHECK_FALSE(status.works);
  CHECK(status.holiday == "三月三");
}

TEST_CASE("an isolated unpublished day makes provisional what turns on it and nothing else") {
  const WorkingCalendar calendar = hainan();
  struct Row {
    int start;
    std::int64_t n;
    const char* due;
  };
  const Row rows[] = {{day(2025, 3, 27), 1, "2025-03-28"},
                      {day(2025, 3, 27), 2, "2025-04-01 (2025-03-31 to 2025-04-01)"},  // Monday 31 March
                      {day(2025, 3, 27), 3, "2025-04-02 (2025-04-01 to 2025-04-02)"},
                      {day(2025, 3, 31), 1, "2025-04-01"},
                      {day(2025, 4, 1), -1, "2025-03-28 (2025-03-28 to 2025-03-31)"},
                      {day(2025, 3, 31), -1, "2025-03-28"},
                      {day(2026, 4, 17), 5, "2026-04-24"}};  // in 2026 it is a Sunday
  for (const Row& row : rows) {
    CAPTURE(Date::from_days(row.start).iso());
    CAPTURE(row.n);
    CHECK(due_text(calendar.due(row.start, row.n)) == row.due);
  }
  const WorkdayCount count = calendar.count(day(2025, 3, 28), day(2025, 4, 2));
  CHECK(count.lowest == 2);
  CHECK(count.highest == 3);
  CHECK(count.estimate == 2);
  CHECK(count.provisional);
  // Within a pause it cancels out.
  CHECK(due_text(calendar.due_paused(day(2025, 3, 26), 3, day(2025, 3, 27), day(2025, 4, 1))) == "2025-04-03");
}

TEST_CASE("past the horizon the festival adds one to the loss") {
  const WorkingCalendar with = hainan(), without = china();
  int differing = 0;
  for (int n = 1; n <= 200; ++n) {
    const DueDate a = with.due(day(2026, 12, 1), n), b = without.due(day(2026, 12, 1), n);
    REQUIRE(a.ok());
    REQUIRE(a.earliest <= b.latest);
    // Beyond the festival the latest date moves by what the calendar without it gives for one working day more, or not at all.
    REQUIRE(a.latest >= b.latest);
    const DueDate next = without.due(day(2026, 12, 1), n + 1);
    REQUIRE(a.latest <= next.latest);
    differing += a.latest != b.latest ? 1 : 0;
    REQUIRE(a.earliest == b.earliest);
  }
  CHECK(differing > 100);
}

TEST_CASE("as known before a recorded notice the festival is an unpublished day or none") {
  // In 2012 the lunar day was a Saturday: before the notice of 23 March nothing was known of the Friday.
  CHECK(hainan(Date(2012, 3, 22)).is_workday(Date(2012, 3, 23)) == true);
  const WorkingCalendar before = hainan(Date(2014, 4, 1)), since = hainan(Date(2014, 4, 2));
  CHECK(before.day(day(2014, 4, 2)).published == false);
  CHECK(since.day(day(2014, 4, 2)).published == true);
}

TEST_CASE("an overlay sets a day either way and later overlays win") {
  const OverlayDataPtr closed = overlay(
      "id: mine\n"
      "notices:\n"
      "  order:\n"
      "    title: closed for repairs, open on Saturday\n"
      "days:\n"
      "  - {date: 2026-11-25, kind: local_holiday, name: repairs, notice: order}\n"
      "  - {date: 2026-11-28, kind: local_workday, name: repairs, notice: order}\n"
      "  - {date: 2027-03-03, kind: local_holiday, name: repairs, notice: order}\n");
  const OverlayDataPtr open = overlay(
      "id: theirs\nnotices:\n  order:\n    title: open after all\n    published: 2026-11-01\n"
      "days:\n  - {date: 2026-11-25, kind: local_workday, name: repairs, notice: order}\n");
  const CalendarDataPtr data = shipped_calendar("cn").value();
  const WorkingCalendar one = WorkingCalendar::build(data, {closed}, kKnown).value();
  CHECK(due_text(one.due(day(2026, 11, 24), 3)) == "2026-11-28");
  CHECK(one.day(day(2026, 11, 25)).notice->title == "closed for repairs, open on Saturday");
  CHECK(one.is_workday(Date(2027, 3, 3)) == false);
  CHECK(one.day(day(2027, 3, 3)).published);
  const WorkingCalendar both = WorkingCalendar::build(data, {closed, open}, kKnown).value();
  CHECK(due_text(both.due(day(2026, 11, 24), 1)) == "2026-11-25");
  CHECK(both.day(day(2026, 11, 25)).overlay->id == "theirs");
  const WorkingCalendar reversed = WorkingCalendar::build(data, {open, closed}, kKnown).value();
  CHECK(due_text(reversed.due(day(2026, 11, 24), 1)) == "2026-11-26");
  // What an overlay sets is not what a coming notice may do.
  CHECK(one.greatest_loss(60) == china().greatest_loss(60));
}
