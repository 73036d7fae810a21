// SPDX-License-Identifier: Apache-2.0
// The calendar as it was known on a day, and how its bounds would have done in every year since 2010.
#include <doctest/doctest.h>

#include <random>
#include <sstream>
#include <tuple>

#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

WorkingCalendar known_on(Date date) { return shipped_working_calendar("cn", date).value(); }
/// A year published later changes nothing here; its own back-test is one more year of the loop.
const WorkingCalendar& now() {
  static const WorkingCalendar calendar = shipped_working_calendar("cn", Date(2026, 11, 24)).value();
  return calendar;
}

/// What became of the limits of one year that were answered on 30 September before it.
struct Outcome {
  int asked = 0, outside = 0, record_window = 0, order_795 = 0, refused = 0;
  double width = 0;
};

/// Net working days lost over (from, to], as published since.
int true_loss(std::int32_t from, std::int32_t to) {
  int loss = 0;
  for (std::int32_t day = from + 1; day <= to; ++day) {
    loss += (Date::weekday_of(day) < 5 ? 1 : 0) - (now().is_workday(Date::from_days(day)).value() ? 1 : 0);
  }
  return loss;
}

/// Statutory days over (from, to] that there are only since Order 795: New Year's Eve and 2 May, from 2025 on.
int days_of_order_795(std::int32_t from, std::int32_t to) {
  int days = 0;
  for (const Date day : {Date(2025, 1, 28), Date(2025, 5, 2), Date(2026, 2, 16), Date(2026, 5, 2)}) {
    days += day.days() > from && day.days() <= to ? 1 : 0;
  }
  return days;
}

/// Limits of `shortest` to `longest` working days that start from `first` to `last` and end past what was settled.
struct Limits {
  Date first, last;
  int shortest, longest;
};

Outcome back_test(int year, const Limits& limits) {
  static constexpr int kLimits = 10'000;
  const WorkingCalendar then = known_on(Date(year - 1, 9, 30));
  std::mt19937 random(static_cast<unsigned>(year * 1000 + limits.longest));
  std::uniform_int_distribution<std::int32_t> start_of(limits.first.days(), limits.last.days());
  std::uniform_int_distribution<int> limit_of(limits.shortest, limits.longest);
  Outcome outcome;
  // Beside what is asked, there is what ends among settled days or, for the newest year, is not published yet: of that a bounded
  // number is passed over.
  for (int tried = 0; outcome.asked < kLimits && tried < 100 * kLimits; ++tried) {
    const std::int32_t start = start_of(random);
    const int n = limit_of(random);
    const DueDate truth = now().due(start, n);
    // Limits that run into the year, or into the days before it that its notice may move.
    if (!truth.ok() || truth.provisional || truth.estimate <= then.horizon().days()) continue;
    ++outcome.asked;
    const DueDate answer = then.due(start, n);
    if (!answer.ok()) {
      ++outcome.refused;
      continue;
    }
    outcome.width += answer.latest - answer.earliest;
    if (truth.estimate >= answer.earliest && truth.estimate <= answer.latest) continue;
    ++outcome.outside;
    const std::int32_t from = std::max(then.horizon().days(), start);
    // By the bound itself more days had been lost, or by the true date more gained, than in any window so long before.
    const std::int32_t to = std::min(truth.estimate, answer.latest);
    const int loss = true_loss(from, to);
    if (loss > then.greatest_loss(to - from) || -loss > then.greatest_gain(to - from)) ++outcome.record_window;
    if (loss > 0 && loss - days_of_order_795(from, to) <= then.greatest_loss(to - from)) ++outcome.order_795;
  }
  return outcome;
}

/// Asks every year since 2010 and writes a line for each into `table`.
struct BackTest {
  std::ostringstream table;
  int asked = 0, outside = 0;
  double width = 0;

  Outcome run(int year, const char* what, const Limits& limits) {
    const Outcome outcome = back_test(year, limits);
    REQUIRE(outcome.asked == 10'000);
    // Whatever lies outside does so only because no window like it had been seen before.
    CHECK(outcome.record_window == outcome.outside);
    CHECK(outcome.refused == 0);
    asked += outcome.asked, outside += outcome.outside, width += outcome.width;
    table << year << "  " << what << "  " << outcome.asked << "  " << outcome.outside << "  " << outcome.width / outcome.asked;
    if (outcome.outside > 0)
      table << "  a window not seen before: " << outcome.record_window << ", but for Order 795: " << outcome.order_795;
    table << '\n';
    return outcome;
  }
};

}  // namespace

TEST_CASE("amendments are known from the day they were published") {
  struct Row {
    Date known;
    Date date;
    bool works;
  };
  const Row rows[] = {{Date(2019, 3, 1), Date(2019, 5, 2), true},    {Date(2019, 3, 21), Date(2019, 5, 3), true},
                      {Date(2019, 3, 22), Date(2019, 5, 2), false},  {Date(2019, 3, 21), Date(2019, 4, 28), false},
                      {Date(2019, 3, 22), Date(2019, 4, 28), true},  {Date(2019, 3, 1), Date(2019, 5, 1), false},
                      {Date(2020, 1, 26), Date(2020, 1, 31), true},  {Date(2020, 1, 27), Date(2020, 1, 31), false},
                      {Date(2020, 1, 26), Date(2020, 2, 1), true},   {Date(2020, 1, 27), Date(2020, 2, 1), false},
                      {Date(2015, 5, 12), Date(2015, 9, 3), true},   {Date(2015, 5, 13), Date(2015, 9, 3), false},
                      {Date(2015, 5, 12), Date(2015, 9, 6), false},  {Date(2015, 5, 13), Date(2015, 9, 6), true},
                      {Date(2018, 12, 5), Date(2018, 12, 31), true}, {Date(2018, 12, 6), Date(2018, 12, 31), false}};
  for (const Row& row : rows) {
    CAPTURE(row.known.iso());
    CAPTURE(row.date.iso());
    CHECK(known_on(row.known).is_workday(row.date) == row.works);
  }
}

TEST_CASE("what a calendar covers depends on the day it is known on") {
  const WorkingCalendar then = known_on(Date(2019, 3, 1));
  CHECK(then.known_on() == Date(2019, 3, 1));
  CHECK(then.horizon() == Date(2019, 12, 25));
  CHECK(then.published_through() == Date(2019, 12, 31));
  CHECK(then.last_day() == Date(2021, 12, 31));
  CHECK_FALSE(then.is_workday(Date(2022, 1, 1)).has_value());
  CHECK(then.due(Date(2018, 12, 28).days(), 1).estimate == Date(2018, 12, 29).days());
  CHECK(then.due(Date(2019, 12, 25).days(), 1).provisional);

  CHECK(known_on(Date(2006, 12, 18)).last_day() == Date(2009, 12, 31));
  const auto before = shipped_working_calendar("cn", Date(2006, 12, 17));
  REQUIRE_FALSE(before.ok());
  CHECK(before.diagnostics().render() ==
        "error[not-yet-published]: no notice of the calendar `cn` was out on `2006-12-17`\n"
        "   = help: the first is of 2006-12-18\n"
        "1 error\n");
}

TEST_CASE("an estimate follows the law as it was known") {
  // Order 795 came out on 2024-11-10 and adds New Year's Eve and 2 May from 2025 on.
  CHECK(known_on(Date(2024, 11, 9)).is_workday(Date(2025, 1, 28)) == true);
  CHECK(known_on(Date(2024, 11, 10)).is_workday(Date(2025, 1, 28)) == false);
  CHECK(known_on(Date(2024, 11, 10)).is_workday(Date(2025, 5, 2)) == false);
  CHECK(known_on(Date(2024, 11, 9)).is_workday(Date(2025, 5, 2)) == true);
}

TEST_CASE("the law and the festival table give the statutory days of every published year") {
  // Estimates are made from them; here they are compared with what the notices then said. 2014 is left out: its law came out
  // on the day of its notice.
  for (int year = 2008; year <= 2026; ++year) {
    if (year == 2014) continue;
    const Date before_notice = year == 2008 ? Date(2007, 12, 17) : year == 2025 ? Date(2024, 11, 11) : Date(year - 1, 9, 30);
    const WorkingCalendar then = known_on(before_notice);
    int compared = 0;
    for (const CalendarDay& day : now().data().days) {
      const CalendarNotice& notice = now().data().notices[day.notice];
      if (notice.year != year || day.kind != DayKind::statutory || notice.amendment) continue;
      CAPTURE(day.date.iso());
      CHECK(then.is_workday(day.date) == false);
      CHECK_FALSE(then.day(day.date.days()).published);
      CHECK_FALSE(then.day(day.date.days()).holiday.empty());
      ++compared;
    }
    CHECK(compared >= 8);  // some fall on a weekend that its notice does not list as such
  }
}

TEST_CASE("back-test: the bounds known on 30 September hold what was published later") {
  BackTest test;
  test.table << "limits answered on 30 September before a year, and what its notice then made of them\n"
                "year  limits  asked  outside  mean width in days  why outside\n";
  for (int year = 2010; year <= 2026; ++year) {
    const Date spring(year - 1, 4, 1), eve(year - 1, 12, 31);
    const Outcome outcome = test.run(year, "into the year, 1 to 40", {spring, eve, 1, 40});
    if (year >= 2014) CHECK(outcome.outside == 0);
  }
  test.table << "all of these: " << test.outside << " of " << test.asked << " outside, mean width " << test.width / test.asked
             << " days\n";
  for (const auto& [what, shortest, longest] :
       {std::tuple{"into the year, 41 to 120", 41, 120}, std::tuple{"into the year, 121 to 250", 121, 250}}) {
    for (int year = 2010; year <= 2026; ++year)
      test.run(year, what, {Date(year - 1, 4, 1), Date(year - 1, 12, 31), shortest, longest});
  }
  // Limits that also start in the unpublished year have all of its windows before them.
  for (const auto& [what, shortest, longest] :
       {std::tuple{"within the year, 1 to 40", 1, 40}, std::tuple{"within the year, 41 to 120", 41, 120}}) {
    for (int year = 2010; year <= 2026; ++year) test.run(year, what, {Date(year, 1, 1), Date(year, 6, 30), shortest, longest});
  }
  MESSAGE(test.table.str());
}
