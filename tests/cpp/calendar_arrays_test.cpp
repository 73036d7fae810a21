// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "tianya_rules/calendar/workday_arrays.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

/// `sign` turns every count round, and so the direction that the loop is made for.
template <typename Day>
void compare_with_scalars(int sign) {
  const WorkingCalendar calendar = shipped_working_calendar("cn", Date(2026, 11, 24)).value();
  std::mt19937 random(7);
  std::uniform_int_distribution<int> day_of(Date(2006, 6, 1).days(), Date(2029, 6, 1).days());
  std::uniform_int_distribution<int> count_of(-60, 60);
  std::vector<Day> starts(20'000), ends(starts.size()), due(starts.size());
  std::vector<std::int64_t> counts(starts.size()), between(starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    starts[i] = day_of(random), ends[i] = i % 50 == 0 ? starts[i] : day_of(random), counts[i] = sign * count_of(random);
  }
  starts[17] = kNotATime<Day>;
  const ArrayOutcome added = add_workdays<Day>(calendar, {starts.data(), 1}, {counts.data(), 1}, starts.size(), due.data());
  const ArrayOutcome counted = count_workdays<Day>(calendar, {starts.data(), 1}, {ends.data(), 1}, starts.size(), between.data());
  std::size_t not_covered = 0, provisional = 0, not_counted = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (i == 17) continue;
    const DueDate expected = calendar.due(static_cast<std::int32_t>(starts[i]), counts[i]);
    REQUIRE(due[i] == (expected.ok() ? Day{expected.estimate} : kNotATime<Day>));
    if (!expected.ok() && not_covered++ == 0) REQUIRE(added.first_not_covered == i);
    provisional += expected.ok() && expected.provisional ? 1 : 0;
    const WorkdayCount count = calendar.count(static_cast<std::int32_t>(starts[i]), static_cast<std::int32_t>(ends[i]));
    REQUIRE(between[i] == (count.ok() ? count.estimate : kNotATime<std::int64_t>));
    not_counted += count.ok() ? 0 : 1;
  }
  CHECK(added.not_covered == not_covered);
  CHECK(added.provisional == provisional);
  CHECK(counted.not_covered == not_counted);
  CHECK(not_covered > 100);
  CHECK(provisional > 100);
  CHECK(due[17] == kNotATime<Day>);
  CHECK(between[17] == kNotATime<std::int64_t>);
}

}  // namespace

TEST_CASE("arrays give what scalars give") {
  for (const int sign : {1, -1}) {
    compare_with_scalars<std::int32_t>(sign);
    compare_with_scalars<std::int64_t>(sign);
  }
}

TEST_CASE("one value goes with all of the others") {
  const WorkingCalendar calendar = shipped_working_calendar("cn", Date(2026, 11, 24)).value();
  const std::int64_t start = Date(2026, 9, 21).days(), counts[] = {0, 1, 10, -1, INT64_MIN}, ten = 10;
  std::int64_t due[5] = {};
  const ArrayOutcome outcome = add_workdays<std::int64_t>(calendar, {&start, 0}, {counts, 1}, 5, due);
  CHECK(due[0] == start);
  CHECK(due[2] == Date(2026, 10, 12).days());
  CHECK(due[3] == Date(2026, 9, 20).days());
  CHECK(outcome.not_covered == 1);
  CHECK(outcome.first_not_covered == 4);
  const std::int64_t starts[] = {start, start + 1, INT64_MAX, INT64_MIN, std::int64_t{INT32_MIN}};
  const ArrayOutcome again = add_workdays<std::int64_t>(calendar, {starts, 1}, {&ten, 0}, 5, due);
  CHECK(due[0] == Date(2026, 10, 12).days());
  CHECK(due[3] == INT64_MIN);
  CHECK(again.not_covered == 2);
}
