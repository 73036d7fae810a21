// SPDX-License-Identifier: Apache-2.0
/// WorkingCalendar: which days are worked, as known on a date; due dates and counts in constant time. Floor: calendar.
///
/// Built from `CalendarData` and any overlays, immutable and cheap to copy (the tables are shared). Every answer says whether it
/// rests on days that no notice has spoken of yet, and between which bounds it then lies.
///
///     const auto calendar = WorkingCalendar::build(data, {}).value();
///     const DueDate due = calendar.due(Date(2026, 9, 21).days(), 10);  // the 10th working day after 21 September
///     if (due.ok() && !due.provisional) use(Date::from_days(due.estimate));
///     calendar.count(Date(2018, 3, 31).days(), Date(2018, 4, 30).days());  // after the first, through the second
///
/// Three tables: in `most()` every isolated unpublished day (an overlay's local festival) is worked, in `least()` none, and
/// past the horizon both count the weekend rule; `estimate()` also leaves out the days that the holiday law fixes. Without an
/// overlay `most()` and `least()` are the same table.
/// Days asked about must lie in first_day() … last_day(), else `DueStatus::not_covered`: an answer is never made up. The start
/// of a count is not itself asked about, so the day before first_day() may be one; a count of 0 asks no calendar at all.
///
/// Threads: immutable, share freely. Errors: `build` gives diagnostics; queries give a status, allocate nothing, never throw.
/// Tested by tests/cpp/calendar_due_test.cpp, calendar_bounds_test.cpp, calendar_known_on_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/calendar_data.hpp"
#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/calendar/day_table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class DueStatus : std::uint8_t { ok, not_covered };

/// A due date as day numbers, earliest <= estimate <= latest; all three equal unless `provisional`. Nothing but `status` has a
/// meaning where it is `not_covered`.
struct DueDate {
  std::int32_t earliest = 0;
  std::int32_t latest = 0;
  std::int32_t estimate = 0;
  bool provisional = false;
  DueStatus status = DueStatus::ok;
  [[nodiscard]] constexpr bool ok() const { return status == DueStatus::ok; }
};

/// A number of working days, lowest <= estimate <= highest; all three equal unless `provisional`.
struct WorkdayCount {
  std::int32_t lowest = 0;
  std::int32_t highest = 0;
  std::int32_t estimate = 0;
  bool provisional = false;
  DueStatus status = DueStatus::ok;
  [[nodiscard]] constexpr bool ok() const { return status == DueStatus::ok; }
};

/// What is known of one day. Pointers live as long as the calendar.
struct DayStatus {
  bool covered = false;    ///< false: nothing below has a meaning.
  bool works = false;      ///< As estimated, where it is not published.
  bool published = false;  ///< false: past the horizon, or an isolated unpublished day.
  bool weekend = false;
  const CalendarDay* listed = nullptr;     ///< The notice's line on this day, if there is one.
  const CalendarNotice* notice = nullptr;  ///< The notice that it stands in.
  const OverlayData* overlay = nullptr;    ///< The overlay that speaks of this day, if one does.
  std::string_view holiday;                ///< Its name: of the listed day, the local festival, or the statutory estimate.
};

class TIANYA_RULES_API WorkingCalendar {
 public:
  /// The calendar as known on a day (that day's notices included), or, without one, as known by all of `data`. Overlays are
  /// applied in order, later ones win. Errors: those of `validate`; `not-yet-published` if no notice was out on that day.
  static Result<WorkingCalendar> build(CalendarDataPtr data, std::vector<OverlayDataPtr> overlays = {},
                                       std::optional<Date> known_on = std::nullopt);

  /// The n-th working day after `start`; n = 0 is `start` itself; n < 0 counts back from `start`, which is not counted.
  [[nodiscard]] DueDate due(std::int32_t start, std::int64_t n) const {
    std::int32_t due = 0;
    if (exact_.find(start, n, due) || exact_.find_back(start, n, due)) return {due, due, due, false, DueStatus::ok};
    return due_checked(start, n);
  }

  /// The n-th working day after `start`, moved out by as many working days as lie after `pause_from` through `pause_to`, wherever
  /// these lie (whether a pause still counts once the limit has run out is the caller's question). Requires n >= 0. A pause that
  /// ends before it begins is none.
  [[nodiscard]] DueDate due_paused(std::int32_t start, std::int64_t n, std::int32_t pause_from, std::int32_t pause_to) const;

  /// Working days after `a` through `b`; negative (after `b` through `a`) if b < a.
  [[nodiscard]] WorkdayCount count(std::int32_t a, std::int32_t b) const {
    std::int32_t workdays = 0;
    if (exact_.count(a, b, workdays)) return {workdays, workdays, workdays, false, DueStatus::ok};
    return count_checked(a, b);
  }

  [[nodiscard]] DayStatus day(std::int32_t day) const;
  /// Whether a covered day is worked, as estimated where it is not published; nothing outside first_day() … last_day().
  [[nodiscard]] std::optional<bool> is_workday(Date date) const;

  [[nodiscard]] Date first_day() const { return Date::from_days(exact_.first); }
  [[nodiscard]] Date last_day() const { return Date::from_days(last_); }
  /// The last day that the notices settle for good; later days are unpublished.
  [[nodiscard]] Date horizon() const { return Date::from_days(horizon_); }
  /// 31 December of the newest year that has its notice.
  [[nodiscard]] Date published_through() const { return Date::from_days(published_through_); }
  [[nodiscard]] std::optional<Date> known_on() const;
  [[nodiscard]] const CalendarData& data() const;
  [[nodiscard]] const std::vector<OverlayDataPtr>& overlays() const;
  [[nodiscard]] const std::string& id() const;
  /// `name` in English where the data has a translation (`A、B` part by part), else as it is.
  [[nodiscard]] std::string holiday_name(std::string_view name, Language language) const;
  /// Days that are unpublished although they lie before the horizon or are known to be a local festival after it, in order.
  [[nodiscard]] const std::vector<std::int32_t>& isolated_days() const;

  /// The tables, for loops of one's own; see the top of this file. The first `exact_count()` working days of `most()` are
  /// settled: a due date with an index below it is exact.
  [[nodiscard]] const DayTable& most() const;
  [[nodiscard]] const DayTable& least() const;
  [[nodiscard]] const DayTable& estimate() const;
  [[nodiscard]] std::int64_t exact_count() const { return static_cast<std::int64_t>(exact_.exact_count); }
  /// The fast path of `due`, for loops of one's own.
  [[nodiscard]] ExactTable exact_table() const { return exact_; }
  /// The greatest loss and gain of a window of `window` days among the published ones.
  [[nodiscard]] std::int32_t greatest_loss(std::int32_t window) const;
  [[nodiscard]] std::int32_t greatest_gain(std::int32_t window) const;

  /// Built once, then only read. Its definition is no part of the interface.
  struct Tables;

 private:
  explicit WorkingCalendar(std::shared_ptr<const Tables> tables);
  [[nodiscard]] DueDate due_checked(std::int32_t start, std::int64_t n) const;
  /// A count in each table: they differ where a pause spans a day that the tables see differently.
  struct Counts {
    std::int64_t most, least, estimate;
  };
  [[nodiscard]] DueDate due_forward(std::int32_t start, const Counts& n) const;
  [[nodiscard]] DueDate due_back(std::int32_t end, std::int64_t n) const;
  [[nodiscard]] WorkdayCount count_checked(std::int32_t a, std::int32_t b) const;
  [[nodiscard]] WorkdayCount count_forward(std::int32_t a, std::int32_t b) const;
  [[nodiscard]] std::int32_t forward_window(std::int32_t from, std::int64_t index) const;
  [[nodiscard]] std::int32_t back_window(std::int32_t end, std::int64_t index) const;
  [[nodiscard]] std::int32_t earliest_forward(std::int32_t start, const Counts& n) const;
  [[nodiscard]] std::int32_t latest_back(std::int32_t end, std::int64_t n) const;

  std::shared_ptr<const Tables> tables_;
  ExactTable exact_;  // what the fast path of `due` reads, without a step through the pointer
  std::int32_t last_ = 0;
  std::int32_t horizon_ = 0;
  std::int32_t published_through_ = 0;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/working_calendar-inl.hpp"
#endif
