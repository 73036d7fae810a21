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

/// What is not the loop's own case. Out of line, so that the loop keeps its pointers in registers.
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

template <bool kBack, typename Day>
ArrayOutcome add_all(const WorkingCalendar& calendar, ArrayView<Day> starts, ArrayView<std::int64_t> counts, std::size_t size,
                     Day* out) {
  ArrayOutcome outcome;
  const ExactTable exact = calendar.exact_table();
  const auto add = [&](Day start, std::int64_t n, std::size_t i) {
    std::int32_t due = 0;
    if (kBack ? exact.find_back(start, n, due) : exact.find(start, n, due))
      out[i] = due;
    else
      add_one(calendar, start, n, i, out, outcome);
  };
  // One count for all is the common case, and then need not be read again.
  if (counts.step == 0 && size > 0) {
    const std::int64_t n = counts[0];
    for (std::size_t i = 0; i < size; ++i) add(starts[i], n, i);
  } else {
    for (std::size_t i = 0; i < size; ++i) add(starts[i], counts[i], i);
  }
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
