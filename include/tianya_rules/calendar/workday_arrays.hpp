// SPDX-License-Identifier: Apache-2.0
/// Working-day arithmetic over arrays of day numbers. Floor: calendar.
///
/// A view has a step of 1, or of 0 for one value that goes with all of the others. Days are int32, or int64 as NumPy's
/// `datetime64[D]` has them, whose smallest value is "not a time" and stays so.
///
///     const ArrayOutcome outcome = add_workdays<std::int32_t>(calendar, {starts, 1}, {&ten, 0}, size, due);
///     if (outcome.not_covered > 0) complain_about(outcome.first_not_covered);
///
/// Elements that the calendar does not cover are set to `kNotATime<Day>` and counted. Estimates stand for what is provisional.
/// Threads: reads the calendar, writes only `out`. Allocates nothing. Tested by tests/cpp/calendar_arrays_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "tianya_rules/calendar/working_calendar.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

template <typename Value>
struct ArrayView {
  const Value* data = nullptr;
  std::size_t step = 1;  ///< 1, or 0: one value for every element.
  [[nodiscard]] Value operator[](std::size_t i) const { return data[i * step]; }
};

template <typename Day>
inline constexpr Day kNotATime = std::numeric_limits<Day>::min();

struct ArrayOutcome {
  std::size_t not_covered = 0;
  std::size_t first_not_covered = 0;  ///< Where `not_covered` is not 0.
  std::size_t provisional = 0;
};

namespace workday_arrays_detail {

constexpr bool fits(std::int64_t day) {
  return day > std::numeric_limits<std::int32_t>::min() && day <= std::numeric_limits<std::int32_t>::max();
}

/// Writes one element that the fast path left.
template <typename Day>
inline void finish(bool ok, bool provisional, std::int64_t value, std::size_t i, Day* out, ArrayOutcome& outcome) {
  if (!ok && outcome.not_covered++ == 0) outcome.first_not_covered = i;
  if (ok && provisional) ++outcome.provisional;
  out[i] = ok ? static_cast<Day>(value) : kNotATime<Day>;
}

/// One element that the fast path leaves. Out of line, for it is rare.
template <typename Day>
[[gnu::noinline]] void add_one(const WorkingCalendar& calendar, Day start, std::int64_t n, std::size_t i, Day* out,
                               ArrayOutcome& outcome) {
  if (start == kNotATime<Day> || n == 0) {
    out[i] = start;
    return;
  }
  if (!fits(start)) return finish(false, false, 0, i, out, outcome);
  const DueDate due = calendar.due(static_cast<std::int32_t>(start), n);
  finish(due.ok(), due.provisional, due.estimate, i, out, outcome);
}

/// Elements from `i` on that the fast path answers; returns where it first cannot. Without a call in the loop all that it reads
/// stays in registers.
template <bool kBack, typename StartOf, typename CountOf, typename Day>
inline std::size_t add_settled(const ExactTable& exact, StartOf start_of, CountOf count_of, std::size_t i, std::size_t size,
                               Day* out) {
  for (; i < size; ++i) {
    std::int32_t due = 0;
    if (!(kBack ? exact.find_back(start_of(i), count_of(i), due) : exact.find(start_of(i), count_of(i), due))) break;
    out[i] = due;
  }
  return i;
}

template <bool kBack, typename Day>
ArrayOutcome add_all(const WorkingCalendar& calendar, ArrayView<Day> starts, ArrayView<std::int64_t> counts, std::size_t size,
                     Day* out) {
  ArrayOutcome outcome;
  const ExactTable exact = calendar.exact_table();
  const auto each = [&](auto start_of, auto count_of) {
    for (std::size_t i = 0; (i = add_settled<kBack>(exact, start_of, count_of, i, size, out)) < size; ++i) {
      add_one(calendar, start_of(i), count_of(i), i, out, outcome);
    }
  };
  // A step of 0 or 1 is known before the loop, so that no element has to be multiplied for.
  const Day start = size > 0 ? starts[0] : Day{};
  const std::int64_t n = size > 0 ? counts[0] : 0;
  const auto one_start = [start](std::size_t) { return start; };
  const auto one_count = [n](std::size_t) { return n; };
  const auto every_start = [all = starts.data](std::size_t i) { return all[i]; };
  const auto every_count = [all = counts.data](std::size_t i) { return all[i]; };
  if (starts.step == 0 && counts.step == 0)
    each(one_start, one_count);
  else if (starts.step == 0)
    each(one_start, every_count);
  else if (counts.step == 0)
    each(every_start, one_count);
  else
    each(every_start, every_count);
  return outcome;
}

}  // namespace workday_arrays_detail

/// out[i] = the counts[i]-th working day after starts[i] (before it, for a negative count; itself, for 0).
template <typename Day>
ArrayOutcome add_workdays(const WorkingCalendar& calendar, ArrayView<Day> starts, ArrayView<std::int64_t> counts, std::size_t size,
                          Day* out) {
  // One direction is what a column has; whichever the first element has is what the loop is made for.
  const bool back = size > 0 && counts[0] < 0;
  return back ? workday_arrays_detail::add_all<true>(calendar, starts, counts, size, out)
              : workday_arrays_detail::add_all<false>(calendar, starts, counts, size, out);
}

/// out[i] = working days after a[i] through b[i]; negative if b[i] < a[i]. `kNotATime<std::int64_t>` where either is none.
template <typename Day>
ArrayOutcome count_workdays(const WorkingCalendar& calendar, ArrayView<Day> a, ArrayView<Day> b, std::size_t size,
                            std::int64_t* out) {
  ArrayOutcome outcome;
  const ExactTable exact = calendar.exact_table();
  for (std::size_t i = 0; i < size; ++i) {
    const std::int64_t from = a[i], through = b[i];
    std::int32_t workdays = 0;
    if (exact.count(from, through, workdays)) {
      out[i] = workdays;
    } else if (from == kNotATime<Day> || through == kNotATime<Day>) {
      out[i] = kNotATime<std::int64_t>;
    } else if (from == through) {
      out[i] = 0;
    } else if (!workday_arrays_detail::fits(from) || !workday_arrays_detail::fits(through)) {
      workday_arrays_detail::finish(false, false, 0, i, out, outcome);
    } else {
      const WorkdayCount count = calendar.count(static_cast<std::int32_t>(from), static_cast<std::int32_t>(through));
      workday_arrays_detail::finish(count.ok(), count.provisional, count.estimate, i, out, outcome);
    }
  }
  return outcome;
}

TIANYA_RULES_END_NAMESPACE
