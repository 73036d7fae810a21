// SPDX-License-Identifier: Apache-2.0
// Estimates and bounds past the horizon, compared with a search through every window.
#include <doctest/doctest.h>

#include "calendar_reference.hpp"
#include "tianya_rules/calendar/window_bounds.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;
using tianya_rules_tests::ReferenceCalendar;

namespace {

int day(int year, unsigned month, unsigned of_month) { return Date(year, month, of_month).days(); }

/// A year published later changes nothing here.
const Date kKnown(2026, 11, 24);

WorkingCalendar china(Date known_on = kKnown) { return shipped_working_calendar("cn", known_on).value(); }

}  // namespace

TEST_CASE("loss and gain are the greatest of any window") {
  for (const Date known_on : {kKnown, Date(2013, 9, 30)}) {
    const WorkingCalendar calendar = china(known_on);
    ReferenceCalendar reference(calendar.data(), known_on);
    const int longest = calendar.last_day() - calendar.horizon();
    reference.find_bounds(longest);
    for (int window = 0; window <= longest; ++window) {
      CAPTURE(window);
      REQUIRE(calendar.greatest_loss(window) == reference.loss[static_cast<std::size_t>(window)]);
      REQUIRE(calendar.greatest_gain(window) == reference.gain[static_cast<std::size_t>(window)]);
    }
  }
}

TEST_CASE("since 2007 no window of up to 60 days lost more than 7 or gained more than 3 working days") {
  const WorkingCalendar calendar = china();
  CHECK(calendar.greatest_loss(60) == 7);
  CHECK(calendar.greatest_gain(60) == 3);
  CHECK(calendar.greatest_loss(day(2007, 2, 23) - day(2007, 1, 1) + 1) == 7);
  CHECK(calendar.greatest_gain(day(2013, 4, 28) - day(2013, 4, 7) + 1) == 3);
}

TEST_CASE("window bounds of a few changes") {
  const WindowBounds none({}, 10);
  CHECK(none.loss(10) == 0);
  CHECK(none.gain(0) == 0);
  const WindowBounds some({{5, 1}, {6, 1}, {8, -1}, {9, -1}, {10, -1}, {20, 1}}, 16);
  CHECK(some.loss(0) == 0);
  CHECK(some.loss(1) == 1);
  CHECK(some.loss(2) == 2);
  CHECK(some.loss(16) == 2);
  CHECK(some.gain(1) == 1);
  CHECK(some.gain(3) == 3);
}

TEST_CASE("bounds of due dates equal the definition and never fall as n grows") {
  const WorkingCalendar calendar = china();
  ReferenceCalendar reference(calendar.data(), kKnown);
  reference.find_bounds(calendar.last_day() - calendar.horizon());
  for (const int start : {day(2026, 9, 30), day(2026, 11, 24), day(2026, 12, 24), day(2026, 12, 25), day(2026, 12, 31),
                          day(2027, 2, 6), day(2027, 5, 1), day(2028, 10, 2)}) {
    const auto expected = reference.forward(start, 140);
    DueDate before;
    for (std::size_t i = 0; i < 140; ++i) {
      CAPTURE(Date::from_days(start).iso());
      CAPTURE(i);
      const DueDate due = calendar.due(start, static_cast<int>(i) + 1);
      REQUIRE(due.ok() == (i < expected.size()));
      if (!due.ok()) break;
      REQUIRE(due.provisional == expected[i].has_value());
      if (!due.provisional) continue;
      REQUIRE(due.earliest == expected[i]->earliest);
      REQUIRE(due.latest == expected[i]->latest);
      REQUIRE(due.earliest <= due.estimate);
      REQUIRE(due.estimate <= due.latest);
      if (before.provisional) REQUIRE((due.earliest >= before.earliest && due.latest >= before.latest));
      before = due;
    }
  }
}

TEST_CASE("counting back over unpublished days mirrors") {
  const WorkingCalendar calendar = china();
  ReferenceCalendar reference(calendar.data(), kKnown);
  reference.find_bounds(calendar.last_day() - calendar.horizon());
  for (const int end :
       {day(2026, 12, 27), day(2026, 12, 31), day(2027, 3, 1), day(2027, 10, 10), day(2028, 12, 31), day(2029, 1, 1)}) {
    const auto expected = reference.back(end, 140);
    for (std::size_t i = 0; i < 140; ++i) {
      CAPTURE(Date::from_days(end).iso());
      CAPTURE(i);
      const DueDate due = calendar.due(end, -static_cast<int>(i) - 1);
      REQUIRE(due.ok() == (i < expected.size()));
      if (!due.ok()) break;
      REQUIRE(due.provisional);
      REQUIRE(due.earliest == expected[i]->earliest);
      REQUIRE(due.latest == expected[i]->latest);
      REQUIRE(due.earliest <= due.estimate);
      REQUIRE(due.estimate <= due.latest);
    }
  }
  CHECK_FALSE(calendar.due(day(2026, 12, 26), -1).provisional);  // 26 December itself is not counted
  CHECK(calendar.due(day(2026, 12, 27), -1).provisional);
}

TEST_CASE("an estimate leaves out the days that the law fixes") {
  const WorkingCalendar calendar = china();
  struct Row {
    Date date;
    const char* holiday;
  };
  const Row rows[] = {{Date(2027, 1, 1), "元旦"},   {Date(2027, 2, 5), "春节"},    {Date(2027, 2, 8), "春节"},
                      {Date(2027, 4, 5), "清明节"}, {Date(2027, 5, 1), "劳动节"},  {Date(2027, 5, 2), "劳动节"},
                      {Date(2027, 6, 9), "端午节"}, {Date(2027, 9, 15), "中秋节"}, {Date(2027, 10, 1), "国庆节"},
                      {Date(2028, 1, 25), "春节"},  {Date(2028, 5, 28), "端午节"}, {Date(2028, 10, 3), "国庆节"}};
  for (const Row& row : rows) {
    CAPTURE(row.date.iso());
    const DayStatus status = calendar.day(row.date.days());
    CHECK_FALSE(status.works);
    CHECK_FALSE(status.published);
    CHECK(status.holiday == row.holiday);
  }
  CHECK(calendar.is_workday(Date(2027, 2, 4)) == true);
  CHECK(calendar.is_workday(Date(2027, 2, 9)) == true);
  CHECK(calendar.is_workday(Date(2027, 5, 3)) == true);
  const DueDate due = calendar.due(day(2026, 12, 25), 10);
  CHECK(Date::from_days(due.estimate) == Date(2027, 1, 11));  // 10 weekdays and New Year's Day
  CHECK(due.provisional);
}

TEST_CASE("a pause within the count: unpublished days in it cancel out") {
  const WorkingCalendar calendar = china();
  const DueDate paused = calendar.due_paused(day(2026, 12, 21), 10, day(2026, 12, 23), day(2027, 1, 20));
  const DueDate longer =
      calendar.due(day(2026, 12, 21), 10 + calendar.most().rank(day(2027, 1, 21)) - calendar.most().rank(day(2026, 12, 24)));
  REQUIRE(paused.ok());
  CHECK(paused.provisional);
  CHECK(paused.earliest == longer.earliest);
  CHECK(paused.latest == longer.latest);
  // Before the start its length is as doubtful as any count.
  const DueDate before = calendar.due_paused(day(2027, 1, 20), 10, day(2026, 12, 23), day(2027, 1, 15));
  const WorkdayCount length = calendar.count(day(2026, 12, 23), day(2027, 1, 15));
  REQUIRE(before.ok());
  CHECK(before.earliest == calendar.due(day(2027, 1, 20), 10 + length.lowest).earliest);
  CHECK(before.latest == calendar.due(day(2027, 1, 20), 10 + length.highest).latest);
}

TEST_CASE("a count over unpublished days has bounds that hold its estimate") {
  const WorkingCalendar calendar = china();
  for (int to = day(2026, 12, 26); to <= day(2027, 12, 31); to += 9) {
    const WorkdayCount count = calendar.count(day(2026, 12, 1), to);
    CAPTURE(Date::from_days(to).iso());
    REQUIRE(count.provisional);
    REQUIRE(count.lowest <= count.estimate);
    REQUIRE(count.estimate <= count.highest);
    REQUIRE(count.lowest >= 18);                                      // 2 to 25 December, settled
    REQUIRE(count.highest <= 18 + (to - calendar.horizon().days()));  // as if every day were worked
    const WorkdayCount back = calendar.count(to, day(2026, 12, 1));
    REQUIRE(back.lowest == -count.highest);
    REQUIRE(back.highest == -count.lowest);
  }
}
