// SPDX-License-Identifier: Apache-2.0
/// Ledger: every day from a start to a due date, counted or skipped, why, and under which notice. Floor: calendar.
///
/// The account of a deadline that a person can check with a wall calendar.
///
///     LedgerRequest request;
///     request.start = Date(2026, 9, 21);
///     request.workdays = 10;
///     const Ledger ledger = make_ledger(calendar, request).value();
///     text = ledger_text(ledger, Language::kEnglish);           // ledger_format.hpp: text, JSON, picture
///
/// Threads: a value that owns its texts. Errors: `make_ledger` gives diagnostics. Tested by tests/cpp/calendar_ledger_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/period.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What to account for: so many working days from `start` (the default), or a period.
struct LedgerRequest {
  Date start;
  std::int64_t workdays = 0;       ///< Not negative.
  std::int64_t excluded = 0;       ///< Working days that do not count towards the limit: it ends so much later.
  std::optional<Date> pause_from;  ///< A pause: the limit ends later by the working days after `pause_from` through `pause_to`.
  std::optional<Date> pause_to;
  std::optional<Period> period;  ///< In place of working days; every day counts.
  Rounding rounding = Rounding::down;
  bool before = false;  ///< Count back from `start`.
};

enum class LedgerReason : std::uint8_t {
  start_day,       ///< Not counted: counting begins the day after.
  workday,         ///< Counted.
  makeup_workday,  ///< Counted: a weekend day that a notice made a working day.
  local_workday,   ///< Counted: an overlay made it one.
  plain_day,       ///< Counted: in a period every day is.
  excluded,        ///< A working day by which excluded time moves the due date out.
  pause,           ///< Skipped: a working day within the pause.
  weekend,         ///< Skipped.
  holiday,         ///< Skipped, under a notice.
  local_holiday,   ///< Skipped, under an overlay's notice.
  expected,        ///< Skipped in the estimate: a statutory day, or a local festival, that no notice has confirmed.
};
TIANYA_RULES_API std::string_view to_string(LedgerReason reason);

struct LedgerNotice {
  std::string title;
  std::string number;
  std::string address;
  std::optional<Date> published;
  std::string overlay;  ///< The overlay's id, "" for the calendar itself.
};

struct LedgerDay {
  Date date;
  std::int64_t number = 0;  ///< 1…n where counted, else 0. Within excluded time the count goes on.
  LedgerReason reason = LedgerReason::start_day;
  LocalizedText holiday;  ///< The holiday that the day belongs to, if any.
  int notice = -1;        ///< Index into `Ledger::notices`, or -1.
  bool published = true;  ///< false: no notice has spoken of this day yet.
  /// Whether it is worked, as estimated where it is not published; nothing outside the calendar (a period may leave it).
  std::optional<bool> works;
  [[nodiscard]] bool counted() const { return number != 0; }
};

struct Ledger {
  LedgerRequest request;
  LocalizedText calendar;  ///< The calendar's label, and those of its overlays.
  std::optional<Date> known_on;
  DueDate due;                        ///< `estimate` is the due date.
  std::vector<LedgerDay> days;        ///< In order of date, start and due date included.
  std::vector<LedgerNotice> notices;  ///< Those that some day rests on, in order of first use.
  [[nodiscard]] Date due_date() const { return Date::from_days(due.estimate); }
};

/// Codes: `calendar-not-covered`, `date-out-of-range`, `ambiguous-date`, `negative-count`.
TIANYA_RULES_API Result<Ledger> make_ledger(const WorkingCalendar& calendar, const LedgerRequest& request);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/ledger-inl.hpp"
#endif
