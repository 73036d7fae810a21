// SPDX-License-Identifier: Apache-2.0
/// A slow, obvious calendar to compare the fast one with: a set of days off and worked, walked one day at a time, and bounds found
/// by trying every window. It shares no table and no formula with the library beyond `CalendarData`.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "tianya_rules/calendar/working_calendar.hpp"

namespace tianya_rules_tests {

using namespace tianya_rules;

class ReferenceCalendar {
 public:
  ReferenceCalendar(const CalendarData& data, std::optional<Date> known_on) : data_(data) {
    for (const bool amendments : {false, true}) {
      for (const CalendarDay& day : data.days) {
        const CalendarNotice& notice = data.notices[day.notice];
        if (notice.amendment != amendments || (known_on && *notice.published > *known_on)) continue;
        worked_[day.date.days()] = is_worked(day.kind);
      }
    }
    int oldest = 9999, newest = 0;
    for (const CalendarNotice& notice : data.notices) {
      if (notice.amendment || (known_on && *notice.published > *known_on)) continue;
      oldest = std::min(oldest, notice.year), newest = std::max(newest, notice.year);
    }
    first = Date(oldest, 1, 1).days();
    horizon = Date(newest, data.settled_month, data.settled_day).days();
    last = Date(newest + data.estimated_years, 12, 31).days();
  }

  int first = 0, last = 0, horizon = 0;

  bool weekday(int day) const { return (data_.weekend >> Date::weekday_of(day) & 1) == 0; }
  bool works(int day) const {
    const auto found = worked_.find(day);
    return found == worked_.end() ? weekday(day) : found->second;
  }
  bool covers(int day) const { return day >= first && day <= last; }

  /// The n-th working day after (n > 0) or before (n < 0) `start`, by walking; nothing if the walk leaves the calendar.
  std::optional<int> walk(int start, int n) const {
    int day = start;
    const int step = n < 0 ? -1 : 1;
    for (int left = std::abs(n); left > 0;) {
      day += step;
      if (!covers(day)) return std::nullopt;
      left -= works(day) ? 1 : 0;
    }
    return day;
  }

  int count(int a, int b) const {
    int n = 0;
    for (int day = a + 1; day <= b; ++day) n += works(day) ? 1 : 0;
    return n;
  }

  /// L(w) and G(w), over every window of every length.
  void find_bounds(int longest) {
    loss.assign(static_cast<std::size_t>(longest) + 1, 0);
    gain = loss;
    for (int from = first; from <= horizon; ++from) {
      int net = 0;
      for (int length = 1; length <= longest && from + length - 1 <= horizon; ++length) {
        const int day = from + length - 1;
        net += (weekday(day) ? 1 : 0) - (works(day) ? 1 : 0);
        auto& most = loss[static_cast<std::size_t>(length)];
        auto& least = gain[static_cast<std::size_t>(length)];
        most = std::max(most, net), least = std::max(least, -net);
      }
    }
    for (std::size_t length = 1; length < loss.size(); ++length) {
      loss[length] = std::max(loss[length], loss[length - 1]), gain[length] = std::max(gain[length], gain[length - 1]);
    }
  }

  struct Bounds {
    int earliest, latest;
  };
  /// The bounds of the due dates of 1 … most working days, as the definition has them: the first window that fits, found by
  /// trying each, and never earlier than the bound of a smaller count. Nothing for those among settled days; the list ends
  /// where a bound would leave the span.
  std::vector<std::optional<Bounds>> forward(int start, int most) const {
    std::vector<std::optional<Bounds>> found;
    const int from = std::max(horizon, start);
    const int settled = count(start, from);  // 0 if start lies past the horizon
    int floor = start;
    for (int k = 1; k <= most; ++k) {
      const auto due = walk(start, k);
      if (!due) return found;
      if (*due <= horizon) {
        found.emplace_back();
        continue;
      }
      const auto window = first_window([&](int w) { return after(walk(start, k + loss[index(w)]), from); });
      if (!window) return found;
      int early = from + (k - settled);  // as if every unpublished day were worked
      const int reduced = k - gain[index(*window)];
      if (reduced > 0) early = std::max(early, walk(start, reduced).value());
      floor = std::max(early, floor);
      found.push_back(Bounds{floor, walk(start, k + loss[index(*window)]).value()});
    }
    return found;
  }

  /// The mirror image: 1 … most working days before `end`, where unpublished days lie between.
  std::vector<std::optional<Bounds>> back(int end, int most) const {
    std::vector<std::optional<Bounds>> found;
    const int unpublished = end - 1 - horizon;
    int ceiling = end;
    for (int k = 1; k <= most; ++k) {
      const auto window = first_window([&](int w) {
        const auto early = walk(end, -(k + loss[index(w)]));
        return early ? std::optional<int>(end - std::max(horizon + 1, *early)) : std::nullopt;
      });
      if (!window) return found;
      int late = k <= unpublished ? end - k : walk(horizon + 1, -(k - unpublished)).value();
      const int reduced = k - gain[index(*window)];
      if (reduced > 0) late = std::min(late, walk(end, -reduced).value());
      ceiling = std::min(late, ceiling);
      found.push_back(Bounds{walk(end, -(k + loss[index(*window)])).value(), ceiling});
    }
    return found;
  }

  std::vector<int> loss, gain;

 private:
  static std::size_t index(int window) { return static_cast<std::size_t>(window); }
  static std::optional<int> after(std::optional<int> day, int from) { return day ? std::optional<int>(*day - from) : std::nullopt; }

  /// The smallest window that holds its own reach; nothing if a reach leaves the span first.
  template <typename ReachOf>
  std::optional<int> first_window(ReachOf reach_of) const {
    for (int window = 0; window < static_cast<int>(loss.size()); ++window) {
      const auto reach = reach_of(window);
      if (!reach) return std::nullopt;
      if (*reach <= window) return window;
    }
    return std::nullopt;
  }

  const CalendarData& data_;
  std::map<int, bool> worked_;
};

}  // namespace tianya_rules_tests
