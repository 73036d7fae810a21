// SPDX-License-Identifier: Apache-2.0
// Ledgers as data: every day between start and due date is there once, numbered or with the reason why not.
#include <doctest/doctest.h>

#include "property.hpp"
#include "tianya_rules/calendar/ledger.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;
using tianya_rules_tests::check_property;

namespace {

const Date kKnown(2026, 11, 24);

const WorkingCalendar& china() {
  static const WorkingCalendar calendar = shipped_working_calendar("cn", kKnown).value();
  return calendar;
}

LedgerRequest of_workdays(Date start, std::int64_t n) {
  LedgerRequest request;
  request.start = start, request.workdays = n;
  return request;
}

LedgerRequest of_period(Date start, const Period& period, Rounding rounding = Rounding::down) {
  LedgerRequest request;
  request.start = start, request.period = period, request.rounding = rounding;
  return request;
}

/// A letter a day, for tables: s start, . counted, + make-up day or worked locally, - weekend, h holiday, p pause, x excluded,
/// ? expected holiday.
std::string letters(const Ledger& ledger) {
  static const std::string kLetters = "s.++.xp-hh?";
  std::string out;
  for (const LedgerDay& day : ledger.days) out += kLetters[static_cast<std::size_t>(day.reason)];
  return out;
}

std::string code_of(const LedgerRequest& request) {
  const Result<Ledger> ledger = make_ledger(china(), request);
  return ledger.ok() ? "none" : ledger.diagnostics().items().front().code;
}

}  // namespace

TEST_CASE("each day of a ledger has its reason") {
  struct Row {
    LedgerRequest request;
    const char* due;
    const char* letters;
  };
  LedgerRequest excluded = of_workdays(Date(2026, 11, 2), 3), paused = of_workdays(Date(2026, 11, 2), 5);
  excluded.excluded = 2;
  paused.pause_from = Date(2026, 11, 4), paused.pause_to = Date(2026, 11, 8);
  LedgerRequest before = of_workdays(Date(2026, 10, 12), 3);
  before.before = true;
  const Row rows[] = {
      {of_workdays(Date(2026, 9, 21), 10), "2026-10-12", "s...hhh...hhhhhhh..+-."},
      {of_workdays(Date(2026, 10, 10), 0), "2026-10-10", "s"},
      {excluded, "2026-11-09", "s...x--x"},
      {paused, "2026-11-11", "s..pp--..."},
      {before, "2026-10-08", "..+-s"},
      {of_workdays(Date(2026, 12, 31), 1), "2027-01-04", "s?--."},
      {of_period(Date(2026, 9, 30), Period::of_days(3)), "2026-10-03", "s..."},
      {of_period(Date(2026, 1, 31), Period::of_months(1), Rounding::up), "2026-03-01", "s............................."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.due);
    const Ledger ledger = make_ledger(china(), row.request).value();
    CHECK(ledger.due_date().iso() == row.due);
    CHECK(letters(ledger) == row.letters);
  }
}

TEST_CASE("a day names its holiday and its notice") {
  const Ledger ledger = make_ledger(china(), of_workdays(Date(2018, 12, 27), 4)).value();
  REQUIRE(ledger.notices.size() == 1);
  CHECK(ledger.notices[0].title == "国务院办公厅关于2019年部分节假日安排的通知");
  CHECK(ledger.notices[0].published == Date(2018, 12, 6));
  const LedgerDay& worked = ledger.days[2];
  CHECK(worked.date == Date(2018, 12, 29));
  CHECK(worked.reason == LedgerReason::makeup_workday);
  CHECK(worked.number == 2);
  CHECK(worked.works == true);
  CHECK(worked.holiday.en == "New Year's Day");
  CHECK(worked.notice == 0);
  CHECK(ledger.days[3].reason == LedgerReason::holiday);
  CHECK(ledger.days[3].works == false);
}

TEST_CASE("an overlay is named in the ledger with its notice") {
  const WorkingCalendar hainan = shipped_working_calendar("cn+hainan", kKnown).value();
  const Ledger ledger = make_ledger(hainan, of_workdays(Date(2012, 3, 22), 1)).value();
  CHECK(ledger.days[1].reason == LedgerReason::local_holiday);
  REQUIRE(ledger.notices.size() == 1);
  CHECK(ledger.notices[0].overlay == "hainan");
  CHECK(ledger.calendar.zh.find("海南") != std::string::npos);
  const Ledger open = make_ledger(hainan, of_workdays(Date(2025, 3, 28), 1)).value();
  CHECK(open.days[3].reason == LedgerReason::expected);
  CHECK_FALSE(open.days[3].published);
  CHECK(open.due.provisional);
}

TEST_CASE("a period may leave the calendar, and says of such days only their date") {
  const Ledger ledger = make_ledger(china(), of_period(Date(1999, 12, 31), Period::of_days(2))).value();
  CHECK(ledger.due_date() == Date(2000, 1, 2));
  CHECK_FALSE(ledger.days[1].works.has_value());
  CHECK(ledger.days[1].holiday.empty());
}

TEST_CASE("what no ledger can be made of is refused") {
  CHECK(code_of(of_workdays(Date(2026, 9, 21), -1)) == "negative-count");
  CHECK(code_of(of_workdays(Date(2026, 9, 21), 100'000)) == "calendar-not-covered");
  CHECK(code_of(of_workdays(Date(2026, 9, 21), INT64_MAX)) == "calendar-not-covered");
  CHECK(code_of(of_workdays(Date(2006, 9, 21), 1)) == "calendar-not-covered");
  CHECK(code_of(of_period(Date(2026, 1, 31), Period::of_months(1), Rounding::reject)) == "ambiguous-date");
  CHECK(code_of(of_period(Date(2200, 12, 31), Period::of_days(1))) == "date-out-of-range");
  LedgerRequest back = of_period(Date(2026, 1, 31), {INT64_MIN, 0, 0});
  back.before = true;
  CHECK(code_of(back) == "date-out-of-range");
}

TEST_CASE("a ledger counts to n and has every day once") {
  check_property("numbers run on from 1 and every working day is counted or paused", [] {
    LedgerRequest request = of_workdays(Date::from_days(*rc::gen::inRange(Date(2007, 6, 1).days(), Date(2026, 6, 1).days())),
                                        *rc::gen::inRange<std::int64_t>(1, 60));
    request.excluded = *rc::gen::inRange<std::int64_t>(0, 5);
    request.before = *rc::gen::arbitrary<bool>();
    if (!request.before && *rc::gen::arbitrary<bool>()) {
      request.pause_from = request.start + *rc::gen::inRange(-5, 40);
      request.pause_to = *request.pause_from + *rc::gen::inRange(-3, 20);
    }
    const Ledger ledger = make_ledger(china(), request).value();
    const std::int32_t span = ledger.due_date() - request.start;
    RC_ASSERT(static_cast<std::int32_t>(ledger.days.size()) == std::abs(span) + 1);
    std::int64_t counted = 0, paused = 0;
    for (std::size_t i = 0; i < ledger.days.size(); ++i) {
      const LedgerDay& day = ledger.days[request.before ? ledger.days.size() - 1 - i : i];
      RC_ASSERT(day.date == request.start + (request.before ? -1 : 1) * static_cast<std::int32_t>(i));
      if (day.counted()) RC_ASSERT(day.number == ++counted);
      if (day.counted()) RC_ASSERT(day.works == true);
      if (day.reason == LedgerReason::pause) ++paused;
    }
    const bool pauses = request.pause_from && *request.pause_to > *request.pause_from;
    const std::int64_t length = pauses ? china().count(request.pause_from->days(), request.pause_to->days()).estimate : 0;
    RC_ASSERT(counted + paused == request.workdays + request.excluded + length);
    if (request.before) RC_ASSERT(paused == 0);
  });
}
