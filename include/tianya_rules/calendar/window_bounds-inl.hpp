// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/calendar/window_bounds.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE WindowBounds::WindowBounds(const std::vector<DayChange>& changes, std::int32_t longest)
    : loss_(static_cast<std::size_t>(longest) + 1), gain_(loss_.size()) {
  // A window that begins and ends on a change is the shortest with its sum, so no other need be looked at.
  for (auto first = changes.begin(); first != changes.end(); ++first) {
    std::int32_t sum = 0;
    for (auto last = first; last != changes.end() && last->day - first->day < longest; ++last) {
      sum += last->loss;
      const auto length = static_cast<std::size_t>(last->day - first->day + 1);
      loss_[length] = std::max(loss_[length], sum);
      gain_[length] = std::max(gain_[length], -sum);
    }
  }
  for (std::size_t length = 1; length < loss_.size(); ++length) {
    loss_[length] = std::max(loss_[length], loss_[length - 1]);
    gain_[length] = std::max(gain_[length], gain_[length - 1]);
  }
}

TIANYA_RULES_END_NAMESPACE
