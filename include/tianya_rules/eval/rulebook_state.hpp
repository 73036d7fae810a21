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
#include "tianya_rules/eval/scratch_pool.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A caller's options as the rulebook understands them.
struct ChosenOptions {
  ReadingChoice readings;
  std::vector<Assumption> assumptions;
  std::vector<bool> selected;  ///< For each norm, whether `rules` selects it.
};

/// Every problem of the options at once: readings, answers, lists, assumptions, rules.
ChosenOptions choose_options(const RulebookModel& model, const CheckOptions& options, Diagnostics& problems);

/// A judge, and registers for it that are warm.
struct Bench {
  Judge judge;
  std::shared_ptr<ScratchPool> scratches;
};

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

  /// The judge of the options, made now or lately.
  [[nodiscard]] Result<Bench> bench(const CheckOptions& options) const;

  std::shared_ptr<const RulebookModel> model;
  Diagnostics warnings;
  std::optional<FactsSchemas> schemas;  ///< Set once the model is.
  RulebookCalendars calendars;

 private:
  [[nodiscard]] std::optional<Bench> remembered(const CheckOptions& options) const;

  static constexpr std::size_t kRemembered = 4;
  mutable std::mutex mutex_;
  mutable std::vector<std::pair<CheckOptions, Bench>> benches_;  ///< The latest last.
};

TIANYA_RULES_END_NAMESPACE
