// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>

#include "tianya_rules/calendar/date.hpp"

using namespace tianya_rules;

static_assert(Date(1900, 1, 1) == Date::kMin && Date(2200, 12, 31) == Date::kMax);
static_assert(Date(1970, 1, 1).days() == 0 && Date(2026, 11, 24).weekday() == 1);

TEST_CASE("every date of the range agrees with the standard library and survives its text") {
  for (std::int32_t days = Date::kMinDays; days <= Date::kMaxDays; ++days) {
    const Date date = Date::from_days(days);
    const std::chrono::year_month_day expected{std::chrono::sys_days{std::chrono::days{days}}};
    const CivilDay civil = date.civil();
    REQUIRE(civil.year == static_cast<int>(expected.year()));
    REQUIRE(civil.month == static_cast<unsigned>(expected.month()));
    REQUIRE(civil.day == static_cast<unsigned>(expected.day()));
    REQUIRE(date.weekday() == std::chrono::weekday(date.sys_days()).iso_encoding() - 1);
    REQUIRE(Date::parse_days(date.iso()) == days);
    REQUIRE(Date(civil.year, civil.month, civil.day) == date);
  }
}

TEST_CASE("a date that does not exist is refused by the constructor") {
  CHECK_THROWS_AS(Date(2026, 2, 29), std::out_of_range);
  CHECK_THROWS_AS(Date(1899, 12, 31), std::out_of_range);
  CHECK_THROWS_AS(Date(2201, 1, 1), std::out_of_range);
  CHECK_THROWS_AS(Date(2026, 0, 1), std::out_of_range);
  CHECK_THROWS_AS(Date(2026, 13, 1), std::out_of_range);
  CHECK_NOTHROW(Date(2024, 2, 29));
}

TEST_CASE("only YYYY-MM-DD is a date and near misses are explained") {
  struct Row {
    const char* text;
    const char* help;
  };
  const Row rows[] = {{"2026/9/21", "write `2026-09-21`"},
                      {"2026-9-21", "write `2026-09-21`"},
                      {"20260921", "write `2026-09-21`"},
                      {"2026年9月21日", "write `2026-09-21`"},
                      {" 2026-09-21", "write `2026-09-21`"},
                      {"2026-02-30", "2026-02 has 28 days"},
                      {"2026-02-00", "2026-02 has 28 days"},
                      {"2026-13-01", "months run from 01 to 12"},
                      {"1899-12-31", "dates run from 1900-01-01 to 2200-12-31"},
                      {"2201-01-01", "dates run from 1900-01-01 to 2200-12-31"},
                      {"21.09.2026", "a date is written `YYYY-MM-DD`"},
                      {"tomorrow", "a date is written `YYYY-MM-DD`"},
                      {"2026-0a-01", "a date is written `YYYY-MM-DD`"},
                      {"", "a date is written `YYYY-MM-DD`"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<Date> date = Date::parse(row.text);
    REQUIRE_FALSE(date.ok());
    const Diagnostic& problem = date.diagnostics().items().front();
    CHECK(problem.code == "invalid-date");
    CHECK(problem.message == "`" + std::string(row.text) + "` is not a date");
    CHECK(problem.help == row.help);
  }
  CHECK(Date::parse("2026-09-21").value() == Date(2026, 9, 21));
  CHECK(Date::parse("1900-01-01").value() == Date::kMin);
  CHECK(Date::parse("2200-12-31").value() == Date::kMax);
}
