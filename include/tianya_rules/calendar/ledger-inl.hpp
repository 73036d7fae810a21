// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "tianya_rules/calendar/ledger.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace ledger_detail {

inline constexpr std::array<std::string_view, 11> kReasons{"start_day", "workday",       "makeup_workday", "local_workday",
                                                           "plain_day", "excluded",      "pause",          "weekend",
                                                           "holiday",   "local_holiday", "expected"};

inline Diagnostics failed(std::string code, std::string message, std::string help = {}) {
  Diagnostics problems;
  problems.error(std::move(code), std::move(message), {}, std::move(help));
  return problems;
}

inline Diagnostics not_covered(const WorkingCalendar& calendar, const LedgerRequest& request) {
  return failed("calendar-not-covered",
                std::to_string(request.workdays + request.excluded) + " working days " + (request.before ? "before" : "after") +
                    " `" + request.start.iso() + "` leave the calendar `" + calendar.id() + '`',
                "it covers " + calendar.first_day().iso() + " to " + calendar.last_day().iso());
}

inline Result<DueDate> due_of_workdays(const WorkingCalendar& calendar, const LedgerRequest& request) {
  static constexpr std::int64_t kMost = 1'000'000;
  if (request.workdays < 0 || request.excluded < 0) {
    return failed("negative-count", "a number of working days is not negative", "to count back, say so");
  }
  if (request.workdays > kMost || request.excluded > kMost) return not_covered(calendar, request);
  const std::int64_t n = request.workdays + request.excluded;
  const std::int32_t start = request.start.days();
  const bool paused = !request.before && request.pause_from && request.pause_to;
  const DueDate due = paused ? calendar.due_paused(start, n, request.pause_from->days(), request.pause_to->days())
                             : calendar.due(start, request.before ? -n : n);
  if (!due.ok()) return not_covered(calendar, request);
  return due;
}

inline Result<DueDate> due_of_period(const LedgerRequest& request) {
  const std::optional<Period> back = request.period->negated();
  if (request.before && !back) return failed("date-out-of-range", "the period is out of range");
  const Result<Date> due = add(request.start, request.before ? *back : *request.period, request.rounding);
  if (!due.ok()) return due.diagnostics();
  return DueDate{due->days(), due->days(), due->days(), false, DueStatus::ok};
}

/// Fills in the days of a ledger, its notices as they come up.
class Writer {
 public:
  Writer(const WorkingCalendar& calendar, Ledger& ledger) : calendar_(calendar), ledger_(ledger) {}

  void write() {
    const std::int32_t start = ledger_.request.start.days();
    const std::int32_t due = ledger_.due.estimate;
    const std::int32_t step = due < start ? -1 : 1;
    add(start, true);
    for (std::int32_t day = start; day != due;) add(day += step, false);
    if (step < 0) std::reverse(ledger_.days.begin(), ledger_.days.end());
  }

 private:
  void add(std::int32_t date, bool start) {
    const DayStatus status = calendar_.day(date);
    LedgerDay day;
    day.date = Date::from_days(date);
    day.published = !status.covered || status.published;
    if (status.covered) day.works = status.works;
    if (!status.holiday.empty()) {
      day.holiday = {std::string(status.holiday), calendar_.holiday_name(status.holiday, Language::kEnglish)};
    }
    if (status.notice != nullptr) day.notice = index_of(status);
    day.reason = start ? LedgerReason::start_day : reason_of(date, status);
    if (day.reason == LedgerReason::workday || day.reason == LedgerReason::makeup_workday ||
        day.reason == LedgerReason::plain_day || day.reason == LedgerReason::local_workday ||
        day.reason == LedgerReason::excluded) {
      day.number = ++counted_;
    }
    ledger_.days.push_back(std::move(day));
  }

  [[nodiscard]] LedgerReason reason_of(std::int32_t date, const DayStatus& status) const {
    const LedgerRequest& request = ledger_.request;
    if (request.period) return LedgerReason::plain_day;
    if (!status.works) {
      if (status.listed != nullptr && status.listed->kind == DayKind::local_holiday) return LedgerReason::local_holiday;
      if (status.listed != nullptr) return LedgerReason::holiday;
      return status.weekend ? LedgerReason::weekend : LedgerReason::expected;
    }
    const bool pause = !request.before && request.pause_from && request.pause_to;
    if (pause && date > request.pause_from->days() && date <= request.pause_to->days()) return LedgerReason::pause;
    if (counted_ >= request.workdays) return LedgerReason::excluded;
    if (status.listed == nullptr) return LedgerReason::workday;
    return status.listed->kind == DayKind::makeup_workday ? LedgerReason::makeup_workday : LedgerReason::local_workday;
  }

  int index_of(const DayStatus& status) {
    const auto found = indices_.find(status.notice);
    if (found != indices_.end()) return found->second;
    const int index = static_cast<int>(ledger_.notices.size());
    indices_.emplace(status.notice, index);
    const CalendarNotice& notice = *status.notice;
    ledger_.notices.push_back(
        {notice.title, notice.number, notice.address, notice.published, status.overlay == nullptr ? "" : status.overlay->id});
    return index;
  }

  const WorkingCalendar& calendar_;
  Ledger& ledger_;
  std::int64_t counted_ = 0;
  std::map<const CalendarNotice*, int> indices_;
};

}  // namespace ledger_detail

TIANYA_RULES_INLINE std::string_view to_string(LedgerReason reason) {
  return ledger_detail::kReasons[static_cast<std::size_t>(reason)];
}

TIANYA_RULES_INLINE Result<Ledger> make_ledger(const WorkingCalendar& calendar, const LedgerRequest& request) {
  const Result<DueDate> due =
      request.period ? ledger_detail::due_of_period(request) : ledger_detail::due_of_workdays(calendar, request);
  if (!due.ok()) return due.diagnostics();
  Ledger ledger;
  ledger.request = request;
  ledger.due = *due;
  ledger.known_on = calendar.known_on();
  ledger.calendar = calendar.data().label;
  for (const OverlayDataPtr& overlay : calendar.overlays()) {
    ledger.calendar.zh += "＋" + overlay->label.in(Language::kChinese);
    ledger.calendar.en += " + " + overlay->label.in(Language::kEnglish);
  }
  ledger_detail::Writer(calendar, ledger).write();
  return ledger;
}

TIANYA_RULES_END_NAMESPACE
