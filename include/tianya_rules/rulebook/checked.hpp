// SPDX-License-Identifier: Apache-2.0
/// checked: a rulebook's conditions with types, under one choice of readings; and the check under every answer. Floor: rulebook.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/expr/check.hpp"
#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A condition with its atoms typed bool. Mirrors `Condition`, which `source` points to (in the model).
struct CheckedCondition {
  Condition::Kind kind = Condition::Kind::kAll;  ///< kAll without items is true.
  TypedPtr atom;
  std::vector<CheckedCondition> items;
  const Condition* source = nullptr;
};

struct CheckedDeadline {
  TypedPtr done;         ///< date?
  TypedPtr by;           ///< date?; or else:
  TypedPtr after;        ///< date?
  TypedPtr amount;       ///< int?
  TypedPtr extended_by;  ///< int; may be nullptr
  TypedPtr pause_from;   ///< date?; both or neither (a pause whose parts are constant null is dropped)
  TypedPtr pause_to;
  Deadline::Unit unit = Deadline::Unit::kWorkdays;
  std::string calendar;  ///< For workdays: as Constant::text has it, `cn` or `cn+local`.
};

struct CheckedNorm {
  const Norm* norm = nullptr;
  std::optional<CheckedCondition> applies;
  std::optional<CheckedCondition> test;
  std::optional<CheckedDeadline> deadline;
  std::vector<std::size_t> readings;  ///< Those it rests on, through derived facts, other norms and readings; sorted.
};

struct CheckedRulebook {
  const RulebookModel* model = nullptr;  ///< Must outlive this.
  ReadingChoice choice;
  std::vector<CheckedNorm> norms;                          ///< As RulebookModel::norms.
  std::vector<CheckedCondition> derived;                   ///< As RulebookModel::derived.
  std::vector<std::vector<std::size_t>> derived_readings;  ///< For each derived fact, the readings it rests on; sorted.
  std::vector<std::string> calendars;                      ///< All that are used, as Constant::text has them.
  std::string calendar;  ///< The one wherever none is named, used or not; "" where the rulebook has none.
};

/// The choice of the defaults.
TIANYA_RULES_API ReadingChoice default_choice(const RulebookModel& model);

/// Whether a calendar of that text (`cn`, `cn+local`) exists.
using KnowsCalendar = std::function<bool(std::string_view calendar_and_overlays)>;

/// Types every condition under `choice`. Fails only where `check_every_answer` would have.
TIANYA_RULES_API Result<CheckedRulebook> check_rulebook(const RulebookModel& model, const ReadingChoice& choice,
                                                        const KnowsCalendar& knows_calendar);

/// Types every condition under every answer of every reading it uses, finds cycles, and warns of what looks wrong.
TIANYA_RULES_API Diagnostics check_every_answer(const RulebookModel& model, const KnowsCalendar& knows_calendar);

/// `load_rulebook` and `check_every_answer` in one, so that the problems of both are told at once. Warnings come with the value.
TIANYA_RULES_API Result<RulebookModel> load_checked_rulebook(const std::vector<YamlFile>& files,
                                                             const KnowsCalendar& knows_calendar);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/checked-inl.hpp"
#endif
