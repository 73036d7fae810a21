// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/rulebook/checker.hpp"
#include "tianya_rules/rulebook/value_ranges.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace lint_internal {
/// Assumes a condition of the YAML, as ValueRanges::assume does one of CEL. Its atoms stand in all kinds of nesting.
TIANYA_RULES_INLINE bool assume(const CheckedCondition& condition, bool holds, ValueRanges& ranges) {
  if (condition.kind == Condition::Kind::kAtom) return !condition.atom || ranges.assume(*condition.atom, holds);
  if (condition.kind == Condition::Kind::kNot) return condition.items.empty() || assume(condition.items[0], !holds, ranges);
  bool possible = true;
  if (holds == (condition.kind == Condition::Kind::kAll)) {
    for (const bool simple : {true, false}) {
      for (const CheckedCondition& item : condition.items) {
        if ((item.atom && ValueRanges::is_simple(*item.atom)) == simple) possible = assume(item, holds, ranges) && possible;
      }
    }
    return possible;
  }
  for (const CheckedCondition& item : condition.items) {
    ValueRanges alone = ranges;
    if (assume(item, holds, alone)) return true;
  }
  return condition.items.empty();
}

TIANYA_RULES_INLINE Span place_of(const CheckedCondition& condition) {
  if (condition.atom) return condition.atom->span;
  for (const CheckedCondition& item : condition.items) return place_of(item);
  return condition.source ? condition.source->span : Span{};
}

/// Where it is told that `condition` cannot hold (or fail): the item with which that comes about.
TIANYA_RULES_INLINE Span place_of_cause(const CheckedCondition& condition, bool holds, ValueRanges ranges) {
  if (condition.kind == Condition::Kind::kNot && !condition.items.empty())
    return place_of_cause(condition.items[0], !holds, ranges);
  if (holds == (condition.kind == Condition::Kind::kAll)) {
    for (const CheckedCondition& item : condition.items) {
      const ValueRanges before = ranges;
      if (!assume(item, holds, ranges)) return place_of_cause(item, holds, before);
    }
  }
  return place_of(condition);
}
}  // namespace lint_internal

/// Warns of the smallest parts that can never hold, or always do, given the ranges of the facts; a part inside one is not told
/// again.
class ConditionLint {
 public:
  ConditionLint(const Entity& entity, Diagnostics& problems) : entity_(entity), problems_(problems) {}

  /// `known`: what holds already, such as `applies`.
  void look(const CheckedCondition& condition, const ValueRanges& known) {
    const std::size_t warnings = problems_.warning_count();
    if (condition.atom) look(*condition.atom, ValueRanges(entity_));
    for (const CheckedCondition& item : condition.items) look(item, ValueRanges(entity_));
    if (problems_.warning_count() != warnings) return;
    ValueRanges holds = known, fails = known;
    const bool may_hold = lint_internal::assume(condition, true, holds);
    tell(may_hold, lint_internal::assume(condition, false, fails), lint_internal::place_of_cause(condition, !may_hold, known));
  }

  /// `known`: what holds on the way here, through the conditions of `? :`. So a branch that is never reached is told by the
  /// condition that leads to it.
  void look(const Typed& typed, const ValueRanges& known) {
    if (typed.kind == TypedKind::kReading) return;  // one answer may well make constant what another does not
    const std::size_t warnings = problems_.warning_count();
    if (typed.kind == TypedKind::kIf) {
      look_at_branches(typed, known);
    } else {
      for (const TypedPtr& child : typed.children) look(*child, known);
    }
    const bool literal = typed.kind == TypedKind::kConstant || typed.kind == TypedKind::kAttribute;
    if (problems_.warning_count() != warnings || !typed.type.is(TypeKind::kBool) || typed.type.nullable || literal) return;
    ValueRanges holds = known, fails = known;
    tell(holds.assume(typed, true), fails.assume(typed, false), typed.span);
  }

 private:
  void look_at_branches(const Typed& typed, const ValueRanges& known) {
    const std::size_t warnings = problems_.warning_count();
    look(*typed.children[0], known);
    if (problems_.warning_count() != warnings) return;
    ValueRanges yes = known, no = known;  // a literal, or a fact that settled an outer condition, chooses no branch
    tell(yes.assume(*typed.children[0], true), no.assume(*typed.children[0], false), typed.children[0]->span);
    if (problems_.warning_count() != warnings) return;
    for (const bool holds : {true, false}) {
      ValueRanges ranges = known;
      ranges.assume(*typed.children[0], holds);
      look(*typed.children[holds ? 1 : 2], ranges);
    }
  }

  void tell(bool may_hold, bool may_fail, const Span& place) {
    if (may_hold && may_fail) return;
    problems_.warning("constant-condition", may_hold ? "this always holds" : "this can never hold", place,
                      "is a bound, a label or a connective other than meant?");
  }

  const Entity& entity_;
  Diagnostics& problems_;
};

TIANYA_RULES_INLINE void RulebookChecker::warn_of_constant_conditions(const CheckedRulebook& checked, Diagnostics& problems) const {
  for (std::size_t i = 0; i < checked.derived.size(); ++i) {
    const Entity& entity = model_.vocabulary.entities[model_.derived[i].entity];
    ConditionLint(entity, problems).look(checked.derived[i], ValueRanges(entity));
  }
  for (const CheckedNorm& norm : checked.norms) {
    if (norm.norm->same_as) continue;
    const Entity& entity = model_.vocabulary.entities[norm.norm->about];
    ConditionLint lint(entity, problems);
    ValueRanges known(entity);
    const std::size_t warnings = problems.warning_count();
    if (norm.applies) lint.look(*norm.applies, known);
    if (problems.warning_count() != warnings) continue;
    if (norm.applies) lint_internal::assume(*norm.applies, true, known);
    if (norm.test) lint.look(*norm.test, known);
    if (!norm.deadline) continue;
    const CheckedDeadline& deadline = *norm.deadline;
    for (const TypedPtr& part : {deadline.done, deadline.by, deadline.after, deadline.amount, deadline.extended_by,
                                 deadline.pause_from, deadline.pause_to}) {
      if (part) lint.look(*part, known);
    }
  }
}

TIANYA_RULES_INLINE void RulebookChecker::warn(const CheckedRulebook& checked, Diagnostics& problems) {
  std::set<std::size_t> used;
  if (model_.calendar) collect_readings(*model_.calendar, used);
  for (const DerivedFact& fact : model_.derived) collect_readings(fact.condition, used);
  for (const Norm& norm : model_.norms) collect_readings(norm, used);
  for (std::size_t i = 0; i < model_.readings.size(); ++i) {
    if (used.count(i) > 0) continue;
    problems.warning("unused-reading", "no norm asks for the reading `" + model_.readings[i].id + "`", model_.readings[i].span,
                     "use it as `reading." + model_.readings[i].id + "`, or remove it");
  }
  warn_of_constant_conditions(checked, problems);
}

TIANYA_RULES_END_NAMESPACE
