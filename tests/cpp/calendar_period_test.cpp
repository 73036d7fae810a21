// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "property.hpp"
#include "tianya_rules/calendar/period.hpp"

using namespace tianya_rules;
using tianya_rules_tests::check_property;

namespace {

std::string text_of(const std::optional<std::int32_t>& days) { return days ? Date::from_days(*days).iso() : "none"; }

Date any_date() { return Date::from_days(*rc::gen::inRange(Date::kMinDays, Date::kMaxDays + 1)); }
Period any_period() {
  return {*rc::gen::inRange<std::int64_t>(-120, 120), *rc::gen::inRange<std::int64_t>(-400, 400),
          *rc::gen::inRange<std::int64_t>(-900, 900)};
}

}  // namespace

TEST_CASE("adding a period rounds once and as told") {
  struct Row {
    Date date;
    Period period;
    const char *down, *up, *reject;
  };
  const Row rows[] = {
      {Date(2026, 1, 31), {0, 1, 0}, "2026-02-28", "2026-03-01", "none"},
      {Date(2024, 1, 31), {0, 1, 0}, "2024-02-29", "2024-03-01", "none"},
      {Date(2026, 1, 28), {0, 1, 0}, "2026-02-28", "2026-02-28", "2026-02-28"},
      {Date(2024, 2, 29), {1, 0, 0}, "2025-02-28", "2025-03-01", "none"},
      {Date(2024, 2, 29), {4, 0, 0}, "2028-02-29", "2028-02-29", "2028-02-29"},
      {Date(2026, 1, 31), {1, 1, 0}, "2027-02-28", "2027-03-01", "none"},
      {Date(2026, 1, 31), {0, 1, 1}, "2026-03-01", "2026-03-02", "none"},
      {Date(2026, 3, 31), {0, -1, 0}, "2026-02-28", "2026-03-01", "none"},
      {Date(2026, 5, 31), {0, -1, 0}, "2026-04-30", "2026-05-01", "none"},
      {Date(2026, 4, 30), {0, -1, 0}, "2026-03-30", "2026-03-30", "2026-03-30"},
      {Date(2026, 2, 28), {0, -1, 0}, "2026-01-28", "2026-01-28", "2026-01-28"},
      {Date(2026, 12, 31), {0, 0, 1}, "2027-01-01", "2027-01-01", "2027-01-01"},
      {Date(2200, 12, 31), {0, 0, 1}, "none", "none", "none"},
      {Date(1900, 1, 1), {0, -1, 0}, "none", "none", "none"},
      // Only the end of the sum has to be a date.
      {Date(2200, 12, 15), {0, 1, -20}, "2200-12-26", "2200-12-26", "2200-12-26"},
      {Date(2026, 1, 1), {INT64_MAX, 1, 0}, "none", "none", "none"},
      {Date(2026, 1, 1), {0, INT64_MIN, 0}, "none", "none", "none"},
      {Date(2026, 1, 1), {0, 0, INT64_MAX}, "none", "none", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.date.iso() + " + " + row.period.text());
    CHECK(text_of(add_days(row.date.days(), row.period, Rounding::down)) == row.down);
    CHECK(text_of(add_days(row.date.days(), row.period, Rounding::up)) == row.up);
    CHECK(text_of(add_days(row.date.days(), row.period, Rounding::reject)) == row.reject);
  }
  CHECK(add(Date(2026, 1, 31), Period::of_months(1), Rounding::reject).diagnostics().items().front().code == "ambiguous-date");
  CHECK(add(Date(2200, 12, 31), Period::of_days(1), Rounding::down).diagnostics().items().front().code == "date-out-of-range");
  CHECK(add(Date(2026, 1, 31), {0, 1, INT64_MAX}, Rounding::down).diagnostics().items().front().code == "date-out-of-range");
}

TEST_CASE("the latest date before which a period fits") {
  CHECK(latest_before(Date(2026, 4, 30), Period::of_months(1)) == Date(2026, 3, 31));
  CHECK(latest_before(Date(2026, 2, 28), Period::of_months(1)) == Date(2026, 1, 31));
  CHECK(latest_before(Date(2024, 2, 28), Period::of_months(1)) == Date(2024, 1, 28));
  CHECK(latest_before(Date(2026, 3, 30), Period::of_months(1)) == Date(2026, 2, 28));
  CHECK_FALSE(latest_before(Date(1900, 1, 15), Period::of_months(1)).has_value());

  // The other way to count a month back differs on 20 days of 2025 to 2028.
  int differing = 0;
  for (Date end(2025, 1, 1); end <= Date(2028, 12, 31); end = end + 1) {
    differing +=
        latest_before_days(end.days(), Period::of_months(1)) != add_days(end.days(), Period::of_months(-1), Rounding::down);
  }
  CHECK(differing == 20);
}

TEST_CASE("properties of date arithmetic") {
  check_property("well-formed: a sum is a date of the range", [] {
    const Date date = any_date();
    const Period period = any_period();
    for (const Rounding rounding : {Rounding::down, Rounding::up, Rounding::reject}) {
      const auto sum = add_days(date.days(), period, rounding);
      if (sum) RC_ASSERT(Date::in_range(*sum));
      if (sum) RC_ASSERT(Date::parse_days(Date::from_days(*sum).iso()) == sum);
    }
  });
  check_property("twelve months are a year", [] {
    const Date date = any_date();
    const auto years = *rc::gen::inRange<std::int64_t>(-200, 200);
    for (const Rounding rounding : {Rounding::down, Rounding::up, Rounding::reject}) {
      RC_ASSERT(add_days(date.days(), Period::of_years(years), rounding) ==
                add_days(date.days(), Period::of_months(12 * years), rounding));
    }
  });
  check_property("a later date never gives an earlier sum and down never exceeds up", [] {
    const Date a = any_date();
    const Date b = Date::from_days(*rc::gen::inRange(a.days(), std::min(a.days() + 70, Date::kMaxDays) + 1));
    const Period period = any_period();
    for (const Rounding rounding : {Rounding::down, Rounding::up}) {
      const auto x = add_days(a.days(), period, rounding), y = add_days(b.days(), period, rounding);
      if (x && y) RC_ASSERT(*x <= *y);
    }
    const auto down = add_days(a.days(), period, Rounding::down), up = add_days(a.days(), period, Rounding::up);
    if (down && up) RC_ASSERT(*down <= *up);
    const auto exact = add_days(a.days(), period, Rounding::reject);
    if (exact) RC_ASSERT(exact == down);
    if (exact) RC_ASSERT(exact == up);
    if (down && up && *down == *up) RC_ASSERT(exact == down);
  });
  check_property("latest_before is the latest date from which the period ends in time", [] {
    const Date end = any_date();
    const Period period{0, *rc::gen::inRange<std::int64_t>(0, 40), *rc::gen::inRange<std::int64_t>(0, 40)};
    const auto latest = latest_before_days(end.days(), period);
    RC_PRE(latest.has_value());
    const auto sum = add_days(*latest, period, Rounding::down);
    RC_ASSERT(sum.has_value());
    RC_ASSERT(*sum <= end.days());
    const auto next = add_days(*latest + 1, period, Rounding::down);
    if (next) RC_ASSERT(*next > end.days());
  });
}
