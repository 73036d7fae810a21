// SPDX-License-Identifier: Apache-2.0
// Ledgers and years as they are shown, compared with tests/golden/calendar/. TIANYA_RULES_UPDATE_GOLDEN=1 writes them anew: look
// at the pictures before you commit them.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

const Date kKnown(2026, 11, 24);

WorkingCalendar calendar(std::string_view text, Date known_on = kKnown) { return shipped_working_calendar(text, known_on).value(); }

void compare(const std::string& name, const std::string& text) {
  const std::string path = std::string(TIANYA_RULES_SOURCE_DIR "/tests/golden/calendar/") + name;
  if (std::getenv("TIANYA_RULES_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), name << " is missing: TIANYA_RULES_UPDATE_GOLDEN=1 writes it");
  const std::string expected{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK_MESSAGE(text == expected, name << " differs");
}

struct Case {
  const char* name;
  const char* calendar;
  Date known_on;
  LedgerRequest request;
};

LedgerRequest of_workdays(Date start, std::int64_t n) {
  LedgerRequest request;
  request.start = start, request.workdays = n;
  return request;
}

std::vector<Case> cases() {
  LedgerRequest month = of_workdays(Date(2026, 1, 31), 0), before = of_workdays(Date(2026, 10, 12), 5);
  month.period = Period::of_months(1);
  before.before = true;
  LedgerRequest everything = of_workdays(Date(2026, 12, 21), 20);
  everything.excluded = 3, everything.pause_from = Date(2026, 12, 23), everything.pause_to = Date(2026, 12, 30);
  return {{"national", "cn", kKnown, of_workdays(Date(2026, 9, 21), 10)},
          {"month", "cn", kKnown, month},
          {"before", "cn", kKnown, before},
          {"everything", "cn", kKnown, everything},
          {"nothing", "cn", kKnown, of_workdays(Date(2026, 9, 25), 0)},
          {"known_on", "cn", Date(2019, 3, 1), of_workdays(Date(2019, 4, 26), 4)},
          {"two_notices", "cn+hainan", kKnown, of_workdays(Date(2012, 3, 22), 9)},
          {"local_open", "cn+hainan", kKnown, of_workdays(Date(2025, 3, 27), 3)}};
}

/// Every tag is closed, and every value in it quoted.
bool well_formed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at)) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = svg.substr(at + 1, end - at - 1);
    at = end;
    const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag[0] == '/') {
      if (open.empty() || '/' + open.back() != tag) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return false;
  }
  return open.empty();
}

}  // namespace

TEST_CASE("ledgers as text, JSON and pictures equal their golden files") {
  for (const Case& row : cases()) {
    CAPTURE(row.name);
    const Ledger ledger = make_ledger(calendar(row.calendar, row.known_on), row.request).value();
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      const std::string name = std::string(row.name) + (language == Language::kChinese ? ".zh" : ".en");
      const std::string holidays = ledger_holidays(ledger, language);
      compare(name + ".txt",
              ledger_text(ledger, language) + '\n' + ledger_grid(ledger, language) + (holidays.empty() ? "" : '\n' + holidays));
      const std::string svg = ledger_svg(ledger, language);
      compare(name + ".svg", svg);
      CHECK(well_formed(svg));
    }
    compare(std::string(row.name) + ".json", ledger_json(ledger));
  }
}

TEST_CASE("years as text and JSON equal their golden files") {
  struct Row {
    const char* calendar;
    Date known_on;
    int year;
    const char* name;
  };
  const Row rows[] = {{"cn", kKnown, 2026, "2026"},
                      {"cn", kKnown, 2027, "2027"},
                      {"cn+hainan", kKnown, 2012, "2012_hainan"},
                      {"cn", Date(2020, 1, 26), 2020, "2020_known_on"}};
  for (const Row& row : rows) {
    const WorkingCalendar shown = calendar(row.calendar, row.known_on);
    compare(std::string("year_") + row.name + ".zh.txt", year_text(shown, row.year, Language::kChinese).value());
    compare(std::string("year_") + row.name + ".en.txt", year_text(shown, row.year, Language::kEnglish).value());
    compare(std::string("year_") + row.name + ".json", year_json(shown, row.year).value());
  }
  CHECK(year_text(calendar("cn"), 2006, Language::kEnglish).diagnostics().items().front().code == "calendar-not-covered");
  CHECK(year_json(calendar("cn"), 2029).diagnostics().items().front().code == "calendar-not-covered");
}

TEST_CASE("notices of one title are told apart") {
  OverlayData one, two;
  one.id = "one", two.id = "two";
  one.notices = two.notices = {{0, false, "n", "closed", "", "", std::nullopt, {}}};
  one.days = {{Date(2026, 3, 3), DayKind::local_holiday, "first", 0, {}}};
  two.days = {{Date(2026, 3, 4), DayKind::local_holiday, "second", 0, {}}};
  const WorkingCalendar both =
      WorkingCalendar::build(shipped_calendar("cn").value(),
                             {std::make_shared<const OverlayData>(one), std::make_shared<const OverlayData>(two)}, kKnown)
          .value();
  const auto json = nlohmann::json::parse(year_json(both, 2026).value());
  for (const auto& day : json["days"]) {
    if (day["date"] == "2026-03-03") CHECK(json["notices"][day["notice"].get<std::size_t>()]["overlay"] == "one");
    if (day["date"] == "2026-03-04") CHECK(json["notices"][day["notice"].get<std::size_t>()]["overlay"] == "two");
  }
}

TEST_CASE("JSON holds the whole ledger") {
  const Ledger ledger = make_ledger(calendar("cn"), of_workdays(Date(2026, 9, 21), 10)).value();
  const auto json = nlohmann::json::parse(ledger_json(ledger));
  REQUIRE(json["days"].size() == ledger.days.size());
  for (std::size_t i = 0; i < ledger.days.size(); ++i) {
    CHECK(json["days"][i]["date"] == ledger.days[i].date.iso());
    CHECK(json["days"][i]["counted"] == ledger.days[i].counted());
  }
  CHECK(json["due"] == "2026-10-12");
  CHECK(json["notices"][0]["number"] == "国办发明电〔2025〕7号");
}

TEST_CASE("a picture escapes what it quotes and says everything without colour") {
  OverlayData data;
  data.id = "mine";
  data.label = {"<&\">", "<&\">"};
  data.notices = {{0, false, "n", "a <b> & \"c\"", "", "", std::nullopt, {}}};
  data.days = {{Date(2026, 9, 22), DayKind::local_holiday, "<i>&", 0, {}}};
  const WorkingCalendar mine =
      WorkingCalendar::build(shipped_calendar("cn").value(), {std::make_shared<const OverlayData>(data)}, kKnown).value();
  const Ledger ledger = make_ledger(mine, of_workdays(Date(2026, 9, 21), 10)).value();
  const std::string svg = ledger_svg(ledger, Language::kEnglish);
  CHECK(well_formed(svg));
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(svg.find("a &lt;b&gt; &amp; &quot;c&quot;") != std::string::npos);
  // Each kind of day has a word or a number in it, or is a weekend; the legend names each.
  for (const char* word : {"start day", "counted; the large number", "holiday, not counted", "weekend, not counted", "due date"}) {
    CHECK(svg.find(word) != std::string::npos);
  }
}
