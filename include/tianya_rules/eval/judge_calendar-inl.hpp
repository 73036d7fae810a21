// SPDX-License-Identifier: Apache-2.0
// Judge::working_calendar: a calendar that a compiled program counts by, for those who show its days.
#pragma once

#include <optional>
#include <string_view>

#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/eval/judge_state.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE std::optional<WorkingCalendar> Judge::working_calendar(std::string_view text) const {
  for (const auto& runnable : compiled_->runnables) {
    const auto& names = runnable->program().calendars;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == text) return runnable->calendars[i];
    }
  }
  return std::nullopt;
}

TIANYA_RULES_END_NAMESPACE
