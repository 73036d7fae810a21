// SPDX-License-Identifier: Apache-2.0
/// Rulebook::State: what copies of a rulebook share. Floor: eval. Not for callers: use rulebook.hpp.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/eval/rulebook_calendars.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A caller's options as the rulebook understands them.
struct ChosenOptions {
  ReadingChoice readings;
  std::vector<Assumption> assumptions;
  std::vector<bool> selected;  ///< For each norm, whether `rules` selects it.
};

/// Every problem of the options at once: readings, answers, lists, assumptions, rules.
ChosenOptions choose_options(const RulebookModel& model, const CheckOptions& options, Diagnostics& problems);

struct Rulebook::State {
  State(const std::vector<YamlFile>& files, Diagnostics& problems) : calendars(files, problems) {}

  [[nodiscard]] KnowsCalendar knows_calendar() const {
    return [this](std::string_view text) { return calendars.knows(text); };
  }
  /// Types the conditions under the choice, finds the calendars and compiles. `ignored`: see Judge::Parts.
  [[nodiscard]] Result<Judge> compile(const ChosenOptions& chosen, const CheckOptions& options,
                                      std::vector<bool> ignored = {}) const;
  /// The calendar of the text, what there is to say of it, or why there is none.
  [[nodiscard]] static Judge::CalendarInfo describe(const std::string& text, const WorkingCalendar& calendar);

  /// The judge that was made of the same options lately.
  [[nodiscard]] std::optional<Judge> recent_judge(const CheckOptions& options) const;
  void remember(const CheckOptions& options, const Judge& judge) const;

  std::shared_ptr<const RulebookModel> model;
  Diagnostics warnings;
  RulebookCalendars calendars;

 private:
  static constexpr std::size_t kRemembered = 4;
  mutable std::mutex mutex_;
  mutable std::vector<std::pair<CheckOptions, Judge>> judges_;  ///< The latest last.
};

TIANYA_RULES_END_NAMESPACE
