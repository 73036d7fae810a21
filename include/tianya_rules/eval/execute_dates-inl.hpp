// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/bounds-inl.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

namespace date_internal {

inline Period period_of(const PeriodLane& lane) { return {lane.years, lane.months, lane.days}; }

inline bool take(const std::optional<std::int32_t>& date, std::int32_t& result) {
  if (date) result = *date;
  return date.has_value();
}

inline std::optional<std::int32_t> shifted(KernelId kernel, std::int32_t date, const PeriodLane& by) {
  if (kernel == KernelId::kLatestBefore) return latest_before_days(date, period_of(by));
  if (kernel == KernelId::kAddPeriod) return add_days(date, period_of(by), Rounding::down);
  const std::optional<Period> back = period_of(by).negated();
  return back ? add_days(date, *back, Rounding::down) : std::nullopt;
}

/// A due date as bounds; nothing where it is not covered or no date.
inline std::optional<Bounds> bounds_of(const DueDate& due) {
  if (!due.ok() || !Date::in_range(due.earliest) || !Date::in_range(due.latest)) return std::nullopt;
  return Bounds{due.earliest, due.latest, due.estimate, false, false};
}

/// The widest that a count may be when its ends lie within bounds themselves.
inline std::optional<Bounds> count_between(const WorkingCalendar& calendar, const Bounds& a, const Bounds& b) {
  const auto count = [&](std::int64_t from, std::int64_t to) {
    return calendar.count(static_cast<std::int32_t>(from), static_cast<std::int32_t>(to));
  };
  const WorkdayCount least = count(a.high, b.low), most = count(a.low, b.high), estimate = count(a.estimate, b.estimate);
  if (!least.ok() || !most.ok() || !estimate.ok()) return std::nullopt;
  return Bounds{least.lowest, most.highest, estimate.estimate, false, false};
}

inline std::optional<Bounds> workdays_from(const WorkingCalendar& calendar, const Bounds& start, const Bounds& n) {
  const auto due = [&](std::int64_t from, std::int64_t count) { return calendar.due(static_cast<std::int32_t>(from), count); };
  const DueDate first = due(start.low, n.low), last = due(start.high, n.high), estimate = due(start.estimate, n.estimate);
  const auto early = bounds_of(first), late = bounds_of(last), middle = bounds_of(estimate);
  if (!early || !late || !middle) return std::nullopt;
  return Bounds{early->low, late->high, std::clamp(middle->estimate, early->low, late->high), false, false};
}

/// Of a function that rises or falls with each of its operands, its bounds from theirs; nothing where they cannot be told.
inline std::optional<Bounds> bounds_of_call(KernelId kernel, const Bounds& a, const Bounds& b) {
  using K = KernelId;
  switch (kernel) {
    case K::kAddInt:
      return Bounds{a.low + b.low, a.high + b.high, a.estimate + b.estimate, false, false};
    case K::kSubtractInt:
      return Bounds{a.low - b.high, a.high - b.low, a.estimate - b.estimate, false, false};
    case K::kNegateInt:
      return Bounds{-a.high, -a.low, -a.estimate, false, false};
    case K::kLeast:
      return Bounds{std::min(a.low, b.low), std::min(a.high, b.high), std::min(a.estimate, b.estimate), false, false};
    case K::kGreatest:
      return Bounds{std::max(a.low, b.low), std::max(a.high, b.high), std::max(a.estimate, b.estimate), false, false};
    default:
      return std::nullopt;
  }
}

inline bool fits_32(const Bounds& bounds) { return bounds.low > INT32_MIN && bounds.high < INT32_MAX && bounds.low <= bounds.high; }

inline std::optional<Bounds> shifted_bounds(KernelId kernel, const Bounds& date, const PeriodLane& by) {
  const auto at = [&](std::int64_t day) { return shifted(kernel, static_cast<std::int32_t>(day), by); };
  const auto low = at(date.low), high = at(date.high), estimate = at(date.estimate);
  if (!low || !high || !estimate) return std::nullopt;
  return Bounds{*low, *high, *estimate, false, false};
}

}  // namespace date_internal

TIANYA_RULES_INLINE bool Executor::call_dates(const Instruction& one) {
  using K = KernelId;
  using date_internal::take;
  const auto period = [&](auto make) {
    const auto* const n = lane<std::int64_t>(one, 0);
    map_rows<PeriodLane>(one, [=](std::size_t row, PeriodLane& result) { return result = make(n[row]), true; });
    return true;
  };
  switch (one.kernel) {
    case K::kDays:
      return period([](std::int64_t n) { return PeriodLane{0, 0, n}; });
    case K::kMonths:
      return period([](std::int64_t n) { return PeriodLane{0, n, 0}; });
    case K::kYears:
      return period([](std::int64_t n) { return PeriodLane{n, 0, 0}; });
    case K::kAddPeriod:
    case K::kSubtractPeriod:
    case K::kLatestBefore: {
      const auto* const date = lane<std::int32_t>(one, 0);
      const auto* const by = lane<PeriodLane>(one, 1);
      map_rows<std::int32_t>(one, [=, kernel = one.kernel](std::size_t row, std::int32_t& result) {
        return take(date_internal::shifted(kernel, date[row], by[row]), result);
      });
      return true;
    }
    case K::kAddWorkdays:
      return add_workdays(one), true;
    case K::kCountWorkdays:
      return count_workdays(one), true;
    default:
      return false;
  }
}

namespace date_internal {
/// Takes a result that may be provisional: into the lane, or into the bounds.
struct ProvisionalRows {
  Register& out;
  std::size_t words;
  void note(std::size_t row, const Bounds& bounds) {
    if (!out.provisional) {
      out.provisional = true;
      std::fill_n(out.p, words, Word{0}), std::fill_n(out.s, words, Word{0});
    }
    write_bounds(out, row, bounds);
  }
};
}  // namespace date_internal

TIANYA_RULES_INLINE void Executor::add_workdays(const Instruction& one) {
  const WorkingCalendar& calendar = program_.calendars[one.index];
  const ExactTable exact = calendar.exact_table();
  const auto* const date = lane<std::int32_t>(one, 0);
  const auto* const n = lane<std::int64_t>(one, 1);
  date_internal::ProvisionalRows rows{frame_[one.out], words_};
  map_rows<std::int32_t>(one, [&](std::size_t row, std::int32_t& result) {
    if (exact.find(date[row], n[row], result) || exact.find_back(date[row], n[row], result)) return true;
    const DueDate due = calendar.due(date[row], n[row]);
    const auto bounds = date_internal::bounds_of(due);
    if (!bounds) return false;
    result = due.estimate;
    if (due.provisional) rows.note(row, *bounds);
    return true;
  });
}

TIANYA_RULES_INLINE void Executor::count_workdays(const Instruction& one) {
  const WorkingCalendar& calendar = program_.calendars[one.index];
  const auto *const from = lane<std::int32_t>(one, 0), *const to = lane<std::int32_t>(one, 1);
  date_internal::ProvisionalRows rows{frame_[one.out], words_};
  map_rows<std::int64_t>(one, [&](std::size_t row, std::int64_t& result) {
    const WorkdayCount count = calendar.count(from[row], to[row]);
    if (!count.ok()) return false;
    result = count.estimate;
    if (count.provisional) rows.note(row, {count.lowest, count.highest, count.estimate, false, false});
    return true;
  });
}

/// Rows whose operands are provisional: bounds in, bounds out.
TIANYA_RULES_INLINE void Executor::call_provisional(const Instruction& one) {
  using K = KernelId;
  Register& out = frame_[one.out];
  if (!out.provisional) std::fill_n(out.p, words_, Word{0}), std::fill_n(out.s, words_, Word{0});
  out.provisional = true;
  for (std::size_t w = 0; w < words_; ++w) {
    Word told = ~Word{0}, doubt = 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      told &= in.known()[w] | in.p_at(w);
      doubt |= in.p_at(w);
    }
    for_rows(told & doubt & rows_in(w, rows_), w, [&](std::size_t row) {
      const Bounds a = bounds_of(frame_[one.in[0]], row);
      Bounds b;
      const bool by_period = one.kernel == K::kAddPeriod || one.kernel == K::kSubtractPeriod || one.kernel == K::kLatestBefore;
      if (one.in.size() > 1 && !by_period) b = bounds_of(frame_[one.in[1]], row);
      std::optional<Bounds> result;
      const bool usable = !a.open() && !a.maybe_null && !b.maybe_null && (one.in.size() == 1 || by_period || !b.open());
      if (usable && by_period) result = date_internal::shifted_bounds(one.kernel, a, lane<PeriodLane>(one, 1)[row]);
      if (usable && one.kernel == K::kAddWorkdays) result = date_internal::workdays_from(program_.calendars[one.index], a, b);
      if (usable && one.kernel == K::kCountWorkdays) result = date_internal::count_between(program_.calendars[one.index], a, b);
      if (usable && !result) result = date_internal::bounds_of_call(one.kernel, a, b);
      if (result && !date_internal::fits_32(*result)) result.reset();
      write_bounds(out, row, result);
    });
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
