// SPDX-License-Identifier: Apache-2.0
// Due dates and counts among published days; calendar_bounds_test.cpp has those past the horizon.
#include <doctest/doctest.h>

#include "calendar_reference.hpp"
#include "property.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;
using tianya_rules_tests::check_property;
using tianya_rules_tests::ReferenceCalendar;

namespace {

/// A year published later changes nothing here.
const Date kKnown(2026, 11, 24);

const WorkingCalendar& china() {
  static const WorkingCalendar calendar = shipped_working_calendar("cn", kKnown).value();
  return calendar;
}
int day(int year, unsigned month, unsigned of_month) { return Date(year, month, of_month).days(); }

std::string text_of(const DueDate& due) {
  if (!due.ok()) return "not covered";
  std::string text = Date::from_days(due.estimate).iso();
  if (due.provisional) text += " (" + Date::from_days(due.earliest).iso() + " to " + Date::from_days(due.latest).iso() + ")";
  return text;
}

}  // namespace

TEST_CASE("the shipped calendar covers 2007 to 2028 and is settled until 25 December 2026 as known in November 2026") {
  CHECK(china().first_day() == Date(2007, 1, 1));
  CHECK(china().last_day() == Date(2028, 12, 31));
  CHECK(china().horizon() == Date(2026, 12, 25));
  CHECK(china().published_through() == Date(2026, 12, 31));
  const WorkingCalendar newest = shipped_working_calendar("cn").value();
  CHECK_FALSE(newest.known_on().has_value());
  CHECK(newest.published_through() >= china().published_through());
}

TEST_CASE("due dates of known cases") {
  struct Row {
    int start;
    std::int64_t n;
    const char* due;
  };
  const Row rows[] = {
      {day(2026, 9, 21), 8, "2026-10-09"},  // 25 September and the first week of October off
      {day(2026, 9, 21), 9, "2026-10-10"},  // a Saturday, worked
      {day(2026, 9, 21), 10, "2026-10-12"},
      {day(2026, 9, 18), 1, "2026-09-20"},  // a Sunday, worked
      {day(2026, 9, 21), 0, "2026-09-21"},
      {day(2026, 10, 4), 0, "2026-10-04"},    // 0 is the start day, rest day or not
      {day(1950, 1, 1), 0, "1950-01-01"},     // and asks no calendar
      {day(2026, 11, 23), -1, "2026-11-20"},  // a Monday's one working day before is Friday
      {day(2026, 9, 21), -1, "2026-09-20"},
      {day(2006, 12, 31), 1, "2007-01-04"},  // every day counted is covered
      {day(2006, 12, 30), 1, "not covered"},
      {day(2007, 1, 4), -1, "not covered"},
      {day(2007, 1, 5), -1, "2007-01-04"},
      {day(2028, 12, 31), 1, "not covered"},
      {day(2029, 1, 2), -1, "not covered"},
      {day(2026, 9, 21), 100000, "not covered"},
      {day(2026, 9, 21), INT64_MAX, "not covered"},
      {day(2026, 9, 21), INT64_MIN, "not covered"},
      {Date::kMaxDays, 1, "not covered"},
      {Date::kMinDays, -1, "not covered"},
      {INT32_MAX, 1, "not covered"},
      {INT32_MIN, -1, "not covered"},
      {day(2026, 12, 24), 1, "2026-12-25"},  // the last settled day
  };
  for (const Row& row : rows) {
    CAPTURE(Date::from_days(row.start).iso());
    CAPTURE(row.n);
    CHECK(text_of(china().due(row.start, row.n)) == row.due);
  }
}

TEST_CASE("counts of known stretches") {
  CHECK(china().count(day(2018, 3, 31), day(2018, 4, 30)).estimate == 20);  // a Sanya bulletin, make-up days 8 and 28 April in
  CHECK(china().count(day(2018, 4, 30), day(2018, 3, 31)).estimate == -20);
  CHECK(china().count(day(2026, 9, 30), day(2026, 10, 10)).estimate == 3);
  CHECK(china().count(day(2006, 12, 31), day(2007, 12, 31)).ok());
  CHECK_FALSE(china().count(day(2006, 12, 30), day(2007, 12, 31)).ok());
  CHECK(china().count(day(2028, 1, 1), day(2028, 12, 31)).ok());
  CHECK_FALSE(china().count(day(2028, 1, 1), day(2029, 1, 1)).ok());
  CHECK_FALSE(china().count(INT32_MIN, INT32_MAX).ok());
  CHECK(china().count(day(1950, 1, 1), day(1950, 1, 1)).ok());  // an empty stretch asks no calendar
  CHECK_FALSE(china().count(day(2026, 1, 1), day(2026, 12, 25)).provisional);
  CHECK(china().count(day(2026, 1, 1), day(2026, 12, 26)).provisional);
}

TEST_CASE("add_workdays equals a walk for every start in 2007 to 2026 and n from -70 to 70") {
  const ReferenceCalendar reference(china().data(), kKnown);
  int compared = 0;
  for (int start = reference.first - 1; start <= day(2026, 12, 31); ++start) {
    for (int n = -70; n <= 70; ++n) {
      const auto expected = n == 0 ? std::optional<int>(start) : reference.walk(start, n);
      const DueDate due = china().due(start, n);
      if (!expected) {
        REQUIRE_FALSE(due.ok());
        continue;
      }
      const bool unpublished = n > 0 ? *expected > reference.horizon : n < 0 && start - 1 > reference.horizon;
      if (unpublished) {
        if (due.ok()) REQUIRE(due.provisional);
        continue;
      }
      REQUIRE(due.ok());
      REQUIRE_FALSE(due.provisional);
      REQUIRE(due.estimate == *expected);
      REQUIRE(due.earliest == *expected);
      REQUIRE(due.latest == *expected);
      ++compared;
    }
  }
  CHECK(compared > 1'000'000);
}

TEST_CASE("counting and adding are inverse") {
  const int first = china().first_day().days(), last = china().horizon().days();
  check_property("the n-th working day after a start is n working days away", [=] {
    const int start = *rc::gen::inRange(first - 1, last);
    const int n = *rc::gen::inRange(1, 400);
    const DueDate due = china().due(start, n);
    RC_PRE(due.ok() && !due.provisional);
    RC_ASSERT(china().count(start, due.estimate).estimate == n);
    RC_ASSERT(china().count(start, due.estimate - 1).estimate == n - 1);
    RC_ASSERT(china().is_workday(Date::from_days(due.estimate)) == true);
    RC_ASSERT(china().due(due.estimate + 1, -1).estimate == due.estimate);
    // n working days back from the day after the due date's successor is where counting began.
    if (n > 1) RC_ASSERT(china().due(due.estimate, -(n - 1)).estimate == china().due(start, 1).estimate);
  });
  check_property("counts add up and change sign with their direction", [=] {
    const int a = *rc::gen::inRange(first, last), b = *rc::gen::inRange(first, last), c = *rc::gen::inRange(first, last);
    RC_ASSERT(china().count(a, b).estimate + china().count(b, c).estimate == china().count(a, c).estimate);
    RC_ASSERT(china().count(a, b).estimate == -china().count(b, a).estimate);
  });
}

TEST_CASE("a due date is met exactly where the ranks say so") {
  // y <= due <=> rank[y] <= rank[start + 1] + n - 1 or y <= start: a comparison needs no select.
  const DayTable& table = china().most();
  check_property("comparison in rank space", [&] {
    const int start = *rc::gen::inRange(table.first, day(2026, 6, 1));
    const int n = *rc::gen::inRange(0, 60);
    const int y = *rc::gen::inRange(table.first, day(2026, 12, 1));
    const bool in_time = table.rank(y) <= table.rank(start + 1) + n - 1 || y <= start;
    RC_ASSERT(in_time == (y <= china().due(start, n).estimate));
  });
}

TEST_CASE("a pause leaves out its working days and is never negative") {
  struct Row {
    int start;
    std::int64_t n;
    int from, to;
    const char* due;
  };
  const Row rows[] = {
      {day(2026, 11, 2), 5, day(2026, 11, 4), day(2026, 11, 6), "2026-11-11"},  // 5 and 6 November left out
      {day(2026, 11, 2), 5, day(2026, 11, 6), day(2026, 11, 4), "2026-11-09"},  // ends before it begins: none
      {day(2026, 11, 2), 5, day(2026, 11, 4), day(2026, 11, 4), "2026-11-09"},
      {day(2026, 11, 2), 5, day(2026, 11, 6), day(2026, 11, 8), "2026-11-09"},   // a weekend
      {day(2026, 11, 2), 0, day(2026, 10, 30), day(2026, 11, 2), "2026-11-03"},  // 0 and the pause's one day
      {day(2026, 11, 2), 0, day(2026, 11, 2), day(2026, 11, 1), "2026-11-02"},
      {day(2026, 9, 18), 2, day(2026, 9, 18), day(2026, 9, 20), "2026-09-22"},  // the Sunday worked is left out
      {day(2026, 11, 2), 5, day(2006, 12, 1), day(2026, 11, 4), "not covered"},
      {day(2026, 11, 2), 5, day(2026, 11, 4), day(2035, 1, 1), "not covered"},
      {day(2026, 11, 2), -1, day(2026, 11, 3), day(2026, 11, 4), "not covered"},
  };
  for (const Row& row : rows) {
    CAPTURE(Date::from_days(row.from).iso() + " to " + Date::from_days(row.to).iso());
    CHECK(text_of(china().due_paused(row.start, row.n, row.from, row.to)) == row.due);
  }
}
