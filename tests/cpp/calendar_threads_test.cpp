// SPDX-License-Identifier: Apache-2.0
// One calendar read by many threads, and shipped ones asked for at once: for ThreadSanitizer above all.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/workday_arrays.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

/// What one thread asks of a calendar, folded into a number.
std::int64_t ask(const WorkingCalendar& calendar) {
  std::vector<std::int32_t> starts, due(400);
  for (std::int32_t i = 0; i < 400; ++i) starts.push_back(Date(2026, 1, 1).days() + i);
  const std::int64_t n = 20;
  const ArrayOutcome outcome = add_workdays<std::int32_t>(calendar, {starts.data(), 1}, {&n, 0}, starts.size(), due.data());
  std::int64_t sum = static_cast<std::int64_t>(outcome.provisional);
  for (const std::int32_t day : due) sum += day;
  LedgerRequest request;
  request.start = Date(2026, 12, 21), request.workdays = 10;
  const Ledger ledger = make_ledger(calendar, request).value();
  return sum + static_cast<std::int64_t>(ledger_text(ledger, Language::kChinese).size() + ledger_json(ledger).size());
}

}  // namespace

TEST_CASE("threads share a calendar and ask for shipped ones at once") {
  static constexpr int kThreads = 8;
  const Date known(2026, 11, 24);
  const WorkingCalendar shared = shipped_working_calendar("cn", known).value();
  const std::int64_t expected = ask(shared);
  std::atomic<int> equal{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const WorkingCalendar own = shipped_working_calendar("cn", known).value();
      const bool overlay = shipped_working_calendar("cn+hainan", known).ok();
      if (ask(shared) == expected && ask(own) == expected && overlay) ++equal;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == kThreads);
}
