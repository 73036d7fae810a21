// SPDX-License-Identifier: Apache-2.0
// What the loader of calendars refuses, each with its place and its mend.
#include "tianya_rules/rulebook/calendar_yaml.hpp"

#include <doctest/doctest.h>

using namespace tianya_rules;

namespace {

const YamlFile kCalendar{"calendar.yaml", "id: test\nsettled_until: \"12-25\"\nestimated_years: 2\n", "cn/calendar.yaml"};

YamlFile year(int number, const std::string& days, const std::string& notices = "") {
  const std::string name = std::to_string(number);
  const std::string annual =
      "  annual:\n    title: the notice for " + name + "\n    published: " + std::to_string(number - 1) + "-12-01\n";
  return {name + ".yaml", "year: " + name + "\nnotices:\n" + (notices.empty() ? annual : notices) + days, "cn/" + name + ".yaml"};
}

std::string problems_of(const std::vector<YamlFile>& files) {
  const auto data = load_calendar(files);
  return data.ok() ? "none" : data.diagnostics().render();
}

}  // namespace

TEST_CASE("a weekday as make-up work is refused") {
  CHECK(
      problems_of({kCalendar, year(2026, "days:\n  - {date: 2026-10-09, kind: makeup_workday, name: 国庆节, notice: annual}\n")}) ==
      "error[weekday-as-makeup]: `2026-10-09` is a Friday: a make-up working day falls on a weekend\n"
      "  --> cn/2026.yaml:7:12\n"
      "  |\n"
      "7 |   - {date: 2026-10-09, kind: makeup_workday, name: 国庆节, notice: annual}\n"
      "  |            ^^^^^^^^^^\n"
      "  = help: a weekday is worked anyway; was another day meant?\n"
      "1 error\n");
}

TEST_CASE("a day listed twice is refused in one file and over two") {
  const std::string line = "  - {date: 2026-01-01, kind: statutory, name: 元旦, notice: annual}\n";
  CHECK(problems_of({kCalendar, year(2026, "days:\n" + line + line)}) ==
        "error[day-listed-twice]: `2026-01-01` is listed twice\n"
        "  --> cn/2026.yaml:8:12\n"
        "  |\n"
        "8 |   - {date: 2026-01-01, kind: statutory, name: 元旦, notice: annual}\n"
        "  |            ^^^^^^^^^^\n"
        "  = help: keep one of the two lines\n"
        "1 error\n");
  const std::string late = "days:\n  - {date: 2026-12-31, kind: statutory, name: x, notice: annual}\n";
  CHECK(problems_of({kCalendar, year(2026, late), year(2027, late)}) ==
        "error[day-listed-twice]: `2026-12-31` is listed twice\n"
        "  --> cn/2027.yaml:7:12\n"
        "  |\n"
        "7 |   - {date: 2026-12-31, kind: statutory, name: x, notice: annual}\n"
        "  |            ^^^^^^^^^^\n"
        "  = help: keep one of the two lines\n"
        "1 error\n");
}

TEST_CASE("a year without a notice is refused") {
  const std::string amendment = "  annual:\n    amends: annual\n    title: x\n    published: 2026-02-01\n";
  const std::string text = problems_of({kCalendar, year(2026, "", amendment)});
  CHECK(text.find("error[unknown-notice]: `annual` amends `annual`, which stands nowhere above\n") != std::string::npos);
  CHECK(text.find("error[year-without-notice]: 2026 has no annual notice\n") != std::string::npos);
  CHECK(problems_of({kCalendar, {"2026.yaml", "year: 2026\ndays: []\n", "cn/2026.yaml"}}) ==
        "error[missing-key]: a year needs `notices`\n"
        "  --> cn/2026.yaml:1:1\n"
        "  |\n"
        "1 | year: 2026\n"
        "  | ^^^^^^^^^^\n"
        "1 error\n");
}

TEST_CASE("a gap between years is refused") {
  CHECK(problems_of({kCalendar, year(2023, ""), year(2026, "")}) ==
        "error[gap-between-years]: the years from 2024 to 2025 are missing\n"
        "  --> cn/2026.yaml:3:3\n"
        "  |\n"
        "3 |   annual:\n"
        "  |   ^^^^^^\n"
        "  = help: every year between the first and the last needs its notice\n"
        "1 error\n");
}

TEST_CASE("an amendment and a notice without a date are refused") {
  const std::string notices = "  annual:\n    title: x\n  later:\n    amends: annual\n    title: y\n";
  CHECK(problems_of({kCalendar, year(2026, "", notices)}) ==
        "error[notice-without-date]: the notice for 2026 has no date of publication\n"
        "  --> cn/2026.yaml:3:3\n"
        "  |\n"
        "3 |   annual:\n"
        "  |   ^^^^^^\n"
        "  = help: say `published: YYYY-MM-DD`; without it nobody can tell what was known when\n"
        "error[amendment-without-date]: an amendment of 2026 has no date of publication\n"
        "  --> cn/2026.yaml:5:3\n"
        "  |\n"
        "5 |   later:\n"
        "  |   ^^^^^\n"
        "  = help: say `published: YYYY-MM-DD`; without it nobody can tell what was known when\n"
        "2 errors\n");
}

TEST_CASE("other slips of the pen are refused too") {
  struct Row {
    const char* day;
    const char* code;
  };
  const Row rows[] = {
      {"{date: 2026-10-03, kind: shifted_rest, name: x, notice: annual}", "weekend-as-shifted"},
      {"{date: 2026-10-01, kind: weekend_in_block, name: x, notice: annual}", "weekday-as-weekend"},
      {"{date: 2026-10-01, kind: local_holiday, name: x, notice: annual}", "local-day-in-calendar"},
      {"{date: 2027-10-01, kind: statutory, name: x, notice: annual}", "day-outside-year"},
      {"{date: 2025-12-25, kind: statutory, name: x, notice: annual}", "day-outside-year"},
      {"{date: 2026-02-30, kind: statutory, name: x, notice: annual}", "invalid-date"},
      {"{date: 2026-10-01, kind: statutary, name: x, notice: annual}", "unknown-kind"},
      {"{date: 2026-10-01, kind: statutory, name: x, notice: anual}", "unknown-notice"},
      {"{date: 2026-10-01, kind: statutory, name: x}", "missing-key"},
      {"{date: 2026-10-01, kind: statutory, name: x, notice: annual, note: y}", "unknown-key"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.day);
    const auto data = load_calendar({kCalendar, year(2026, std::string("days:\n  - ") + row.day + "\n")});
    REQUIRE_FALSE(data.ok());
    CHECK(data.diagnostics().items().front().code == row.code);
    CHECK(data.diagnostics().error_count() == 1);
  }
  CHECK(problems_of({kCalendar, year(2026, "days:\n  - {date: 2025-12-26, kind: shifted_rest, name: x, notice: annual}\n")}) ==
        "none");
  CHECK(problems_of({year(2026, "")}).find("error[no-calendar-file]") != std::string::npos);
  CHECK(problems_of({kCalendar}).find("error[no-years]") != std::string::npos);
  CHECK(problems_of({kCalendar, {"notes.yaml", "a: 1\n", ""}}).find("error[unknown-file]") != std::string::npos);
  CHECK(problems_of({kCalendar, {"2025.yaml", year(2026, "").text, ""}}).find("error[year-differs]") != std::string::npos);
}

TEST_CASE("a calendar without make-up days refuses them and needs no estimate") {
  const YamlFile plain{"calendar.yaml", "id: plain\nweekend: [friday, saturday]\nmakeup_days: false\n", ""};
  const auto data =
      load_calendar({plain, year(2026, "days:\n  - {date: 2026-03-03, kind: statutory, name: spring, notice: annual}\n")});
  const WorkingCalendar calendar = WorkingCalendar::build(data.value()).value();
  CHECK(calendar.horizon() == Date(2026, 12, 31));
  CHECK(calendar.last_day() == Date(2026, 12, 31));
  CHECK(calendar.is_workday(Date(2026, 3, 1)) == true);   // a Sunday
  CHECK(calendar.is_workday(Date(2026, 3, 6)) == false);  // a Friday
  CHECK(calendar.is_workday(Date(2026, 3, 3)) == false);
  CHECK(calendar.due(Date(2026, 12, 30).days(), 1).estimate == Date(2026, 12, 31).days());
  CHECK_FALSE(calendar.due(Date(2026, 12, 31).days(), 1).ok());
  CHECK(problems_of({plain, year(2026, "days:\n  - {date: 2026-03-07, kind: makeup_workday, name: x, notice: annual}\n")})
            .find("error[no-makeup-days]") != std::string::npos);
}

TEST_CASE("a calendar is looked up by name, a rulebook's own before the shipped one") {
  CHECK(shipped_working_calendar("cn").value().id() == "cn");
  CHECK(shipped_working_calendar("xx").diagnostics().items().front().code == "unknown-calendar");
  CHECK(shipped_working_calendar("cn+xx").diagnostics().items().front().code == "unknown-overlay");
  YamlFile own = kCalendar, first = year(2026, "");
  own.path = "calendars/cn/calendar.yaml", first.path = "calendars/cn/2026.yaml";
  CHECK(find_working_calendar("cn", {own, first}).value().id() == "test");
  CHECK(find_working_calendar("cn+hainan", {own, first}).value().overlays().front()->id == "hainan");
}
