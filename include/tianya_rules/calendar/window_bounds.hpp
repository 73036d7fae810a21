// SPDX-License-Identifier: Apache-2.0
/// WindowBounds: by how many working days a stretch of days may differ from plain Monday to Friday. Floor: calendar.
///
/// L(w) is the greatest net loss (weekdays off less weekend days worked), G(w) the greatest net gain, of any window of at most w
/// days among those published. They bound what a notice not yet published can do to a due date.
///
///     const WindowBounds bounds(changes, 737);    // changes: (day, +1 a weekday off, -1 a weekend day worked), sorted
///     bounds.loss(60);                            // 7 for China since 2007
///
/// Threads: immutable. Tested by tests/cpp/calendar_bounds_test.cpp against every window, one by one.
#pragma once

#include <cstdint>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A day on which a calendar differs from its weekend rule.
struct DayChange {
  std::int32_t day = 0;
  std::int32_t loss = 0;  ///< 1: a weekday off; -1: a weekend day worked.
};

class TIANYA_RULES_API WindowBounds {
 public:
  WindowBounds() = default;
  /// `changes` in order of day; windows longer than `longest` are not looked at.
  WindowBounds(const std::vector<DayChange>& changes, std::int32_t longest);

  /// Requires 0 <= window <= longest().
  [[nodiscard]] std::int32_t loss(std::int32_t window) const { return loss_[static_cast<std::size_t>(window)]; }
  [[nodiscard]] std::int32_t gain(std::int32_t window) const { return gain_[static_cast<std::size_t>(window)]; }
  [[nodiscard]] std::int32_t longest() const { return static_cast<std::int32_t>(loss_.size()) - 1; }

 private:
  std::vector<std::int32_t> loss_{0};
  std::vector<std::int32_t> gain_{0};
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/window_bounds-inl.hpp"
#endif
