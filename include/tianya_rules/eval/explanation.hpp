// SPDX-License-Identifier: Apache-2.0
/// Explanation: why a norm's verdict on one subject is what it is, as data. Texts are made of it in report/. Floor: eval.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tianya_rules/expr/typed.hpp"
#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown, kError };

/// A value as it was evaluated.
struct EvaluatedValue {
  enum class State : std::uint8_t { kKnown, kNull, kAbsent, kError } state = State::kAbsent;
  Type type;
  Constant value;  ///< kKnown
};

/// A fact that a condition looks at.
struct EvaluatedFact {
  std::size_t attribute = 0;  ///< Of the norm's entity; derived facts follow the attributes, as columns do.
  EvaluatedValue value;
};

/// A condition with its truth. Mirrors the YAML's nesting; an atom that is a derived fact or met() has the inner condition below
/// it.
struct ExplainedCondition {
  Condition::Kind kind = Condition::Kind::kAtom;
  Truth truth = Truth::kUnknown;
  bool decisive = false;              ///< Its truth settles (or its doubt unsettles) the whole.
  TypedPtr atom;                      ///< kAtom
  const Condition* source = nullptr;  ///< Its quote and place.
  /// kAtom: those it looks at, in order of appearance, no repeats. Of a list that the atom walks through, the items that settle it.
  std::vector<EvaluatedFact> facts;
  std::vector<std::size_t> readings;  ///< kAtom: those it rests on directly.
  std::vector<ExplainedCondition> items;
};

struct ExplainedDeadline {
  EvaluatedValue done, by, after, amount, extended_by, pause_from, pause_to;
  bool has_by = false, has_extension = false, has_pause = false;
  std::optional<std::int64_t> paused_workdays;
  Deadline::Unit unit = Deadline::Unit::kWorkdays;
  std::string calendar;  ///< `cn+local`
  std::optional<std::int32_t> due, earliest, latest;
  bool provisional = false;
  std::vector<EvaluatedFact> facts;
  std::vector<std::size_t> readings;
};

struct Explanation {
  std::size_t norm = 0;
  std::uint8_t bits = 0;
  Truth applies = Truth::kTrue;
  std::optional<ExplainedCondition> applies_condition;
  std::optional<ExplainedCondition> test;
  std::optional<ExplainedDeadline> deadline;
  std::vector<std::size_t> readings;  ///< All that the norm rests on.
};

TIANYA_RULES_END_NAMESPACE
