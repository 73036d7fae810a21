// SPDX-License-Identifier: Apache-2.0
/// Due dates and counts where the fast path does not reach: past the horizon, over isolated unpublished days, counting back.
/// Included by working_calendar-inl.hpp only.
///
/// Forward, with r = rank[start + 1] + n - 1 and m = max(horizon, start): a coming notice can take at most L(w) working days
/// from the w days after m and add at most G(w), so the due date lies between select[r - G(w)] and select[r + L(w)] for the
/// smallest w that reaches it. Counting back is the mirror image. Isolated unpublished days are worked in `most`, off in `least`.
#pragma once

#include <algorithm>

#include "tianya_rules/calendar/calendar_tables-inl.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace due_detail {

inline constexpr DueDate kNotCovered{0, 0, 0, false, DueStatus::not_covered};
/// More working days than 1900 … 2200 has; guards sums against overflow.
inline constexpr std::int64_t kTooMany = 1'000'000;

}  // namespace due_detail

TIANYA_RULES_INLINE DueDate WorkingCalendar::due_checked(std::int32_t start, std::int64_t n) const {
  if (n == 0) return {start, start, start, false, DueStatus::ok};
  if (n > due_detail::kTooMany || n < -due_detail::kTooMany) return due_detail::kNotCovered;
  return n > 0 ? due_forward(start, Counts{n, n, n}) : due_back(start, -n);
}

// The smallest window of unpublished days after `from` that holds whatever may become of working day `index` of `least`,
// or -1 where that lies beyond the span. L never falls, so stepping up from 0 meets the smallest first.
TIANYA_RULES_INLINE std::int32_t WorkingCalendar::forward_window(std::int32_t from, std::int64_t index) const {
  for (std::int32_t window = 0;;) {
    const std::int64_t at = index + tables_->bounds.loss(window);
    if (!least().has(at)) return -1;
    const std::int32_t reach = least().select(at) - from;
    if (reach <= window) return window;
    window = reach;
  }
}

TIANYA_RULES_INLINE std::int32_t WorkingCalendar::back_window(std::int32_t end, std::int64_t index) const {
  for (std::int32_t window = 0;;) {
    const std::int64_t at = index - tables_->bounds.loss(window);
    if (!least().has(at)) return -1;
    const std::int32_t reach = end - std::max(horizon_ + 1, least().select(at));
    if (reach <= window) return window;
    window = reach;
  }
}

// A longer window can bring a greater gain, and so an earlier bound than a smaller count has: the bound of a count is the
// latest of the bounds of all smaller ones. Only the few counts whose own date lies after the best bound so far can raise it.
TIANYA_RULES_INLINE std::int32_t WorkingCalendar::earliest_forward(std::int32_t start, const Counts& n) const {
  const std::int32_t from = std::max(horizon_, start);
  const std::int64_t in_most = most().rank(start + 1) + n.most - 1;
  const std::int64_t in_least = least().rank(start + 1) + n.least - 1;
  // As if every unpublished day were worked.
  const auto floor = static_cast<std::int32_t>(from + in_most + 1 - most().rank(from + 1));
  std::int64_t best = -1;
  for (std::int64_t back = 0; in_most - back > best && back < std::min(n.most, n.least); ++back) {
    if (most().select(in_most - back) <= horizon_) break;
    best = std::max(best, in_most - back - tables_->bounds.gain(forward_window(from, in_least - back)));
  }
  return best < 0 ? floor : std::max(floor, most().select(best));
}

TIANYA_RULES_INLINE DueDate WorkingCalendar::due_forward(std::int32_t start, const Counts& n) const {
  if (!tables_->ranks(std::int64_t{start} + 1)) return due_detail::kNotCovered;
  const std::int64_t in_most = most().rank(start + 1) + n.most - 1;
  const std::int64_t in_least = least().rank(start + 1) + n.least - 1;
  if (!most().has(in_most) || !least().has(in_least)) return due_detail::kNotCovered;
  const std::int32_t early = most().select(in_most);
  const std::int32_t late = least().select(in_least);
  if (late <= horizon_) return {early, late, late, early != late, DueStatus::ok};
  const std::int32_t window = forward_window(std::max(horizon_, start), in_least);
  if (window < 0) return due_detail::kNotCovered;
  const std::int32_t latest = least().select(in_least + tables_->bounds.loss(window));
  const std::int32_t earliest = early <= horizon_ ? early : earliest_forward(start, n);
  const std::int64_t in_estimate = tables_->estimate.rank(start + 1) + n.estimate - 1;
  const std::int32_t estimate =
      tables_->estimate.has(in_estimate) ? std::clamp(tables_->estimate.select(in_estimate), earliest, latest) : latest;
  return {earliest, latest, estimate, true, DueStatus::ok};
}

TIANYA_RULES_INLINE std::int32_t WorkingCalendar::latest_back(std::int32_t end, std::int64_t n) const {
  const std::int64_t in_most = most().rank(end) - n;
  const std::int64_t in_least = least().rank(end) - n;
  // As if every unpublished day were worked.
  const std::int64_t unpublished = std::int64_t{end} - 1 - horizon_;
  const std::int32_t ceiling =
      n <= unpublished ? static_cast<std::int32_t>(end - n) : most().select(most().rank(horizon_ + 1) - (n - unpublished));
  auto best = static_cast<std::int64_t>(most().workdays.size());
  for (std::int64_t back = 0; in_most + back < best && back < n; ++back) {
    best = std::min(best, in_most + back + tables_->bounds.gain(back_window(end, in_least + back)));
  }
  return most().has(best) ? std::min(ceiling, most().select(best)) : ceiling;
}

TIANYA_RULES_INLINE DueDate WorkingCalendar::due_back(std::int32_t end, std::int64_t n) const {
  if (!tables_->ranks(end)) return due_detail::kNotCovered;
  const std::int64_t in_most = most().rank(end) - n;
  const std::int64_t in_least = least().rank(end) - n;
  if (in_least < 0) return due_detail::kNotCovered;
  if (end - 1 <= horizon_) {
    const std::int32_t early = least().select(in_least);
    const std::int32_t late = most().select(in_most);
    return {early, late, early, early != late, DueStatus::ok};
  }
  const std::int32_t window = back_window(end, in_least);
  if (window < 0) return due_detail::kNotCovered;
  const std::int32_t earliest = least().select(in_least - tables_->bounds.loss(window));
  const std::int32_t latest = latest_back(end, n);
  const std::int64_t in_estimate = tables_->estimate.rank(end) - n;
  const std::int32_t estimate = in_estimate >= 0 ? std::clamp(tables_->estimate.select(in_estimate), earliest, latest) : earliest;
  return {earliest, latest, estimate, true, DueStatus::ok};
}

TIANYA_RULES_INLINE DueDate WorkingCalendar::due_paused(std::int32_t start, std::int64_t n, std::int32_t pause_from,
                                                        std::int32_t pause_to) const {
  if (pause_to <= pause_from) return due(start, n);
  if (!tables_->ranks(std::int64_t{pause_from} + 1) || !tables_->ranks(std::int64_t{pause_to} + 1)) return due_detail::kNotCovered;
  if (n < 0 || n > due_detail::kTooMany) return due_detail::kNotCovered;
  const auto length = [&](const DayTable& table) { return table.rank(pause_to + 1) - table.rank(pause_from + 1); };
  // A pause within the count: what a notice may yet do to its days cancels out, for they are counted and left out alike.
  if (n >= 1 && pause_from >= start) {
    const DueDate within = due_forward(start, {n + length(most()), n + length(least()), n + length(tables_->estimate)});
    if (!within.ok() || within.earliest >= pause_to) return within;
  }
  // Otherwise its length is as doubtful as any count.
  const WorkdayCount paused = count(pause_from, pause_to);
  const DueDate shortest = due(start, n + paused.lowest);
  const DueDate longest = due(start, n + paused.highest);
  const DueDate estimate = due(start, n + paused.estimate);
  if (!shortest.ok() || !longest.ok() || !estimate.ok()) return due_detail::kNotCovered;
  const bool provisional = shortest.provisional || longest.provisional || shortest.earliest != longest.latest;
  return {shortest.earliest, longest.latest, std::clamp(estimate.estimate, shortest.earliest, longest.latest), provisional,
          DueStatus::ok};
}

TIANYA_RULES_INLINE WorkdayCount WorkingCalendar::count_forward(std::int32_t a, std::int32_t b) const {
  const auto between = [](const DayTable& table, std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(table.rank(to + 1) - table.rank(from + 1));
  };
  std::int32_t lowest = between(least(), a, b);
  std::int32_t highest = between(most(), a, b);
  if (b > horizon_) {
    const std::int32_t from = std::max(horizon_, a);
    lowest = std::max(lowest - tables_->bounds.loss(b - from), between(least(), a, from));
    highest = std::min(highest + tables_->bounds.gain(b - from), between(most(), a, from) + (b - from));
  }
  const std::int32_t estimate = std::clamp(between(tables_->estimate, a, b), lowest, highest);
  return {lowest, highest, estimate, b > horizon_ || lowest != highest, DueStatus::ok};
}

TIANYA_RULES_INLINE WorkdayCount WorkingCalendar::count_checked(std::int32_t a, std::int32_t b) const {
  if (a == b) return {};
  if (!tables_->ranks(std::int64_t{a} + 1) || !tables_->ranks(std::int64_t{b} + 1)) {
    return {0, 0, 0, false, DueStatus::not_covered};
  }
  if (a < b) return count_forward(a, b);
  const WorkdayCount back = count_forward(b, a);
  return {-back.highest, -back.lowest, -back.estimate, back.provisional, back.status};
}

TIANYA_RULES_END_NAMESPACE
