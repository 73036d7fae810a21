// SPDX-License-Identifier: Apache-2.0
// Judge::explain: one row judged by itself, and the registers that led to its verdict read back as a tree.
#pragma once

#include <algorithm>

#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/eval/verdicts-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// The value of a register in one row.
TIANYA_RULES_INLINE EvaluatedValue evaluated(const Register& reg, std::size_t row, const Type& type) {
  using State = EvaluatedValue::State;
  EvaluatedValue value;
  value.type = type;
  const bool error = reg.errors && bit_at(reg.e, row);
  if (reg.lane == Lane::kTruth) {
    const bool t = bit_at(reg.t(), row), f = bit_at(reg.f(), row);
    value.state = error ? State::kError : t && f ? State::kAbsent : State::kKnown;
  } else {
    const bool known = bit_at(reg.known(), row), null = bit_at(reg.null(), row);
    value.state = error ? State::kError : known ? State::kKnown : null ? State::kNull : State::kAbsent;
  }
  if (value.state == State::kKnown) value.value = constant_at(reg, row, type);
  return value;
}

TIANYA_RULES_INLINE Truth truth_of(const Register& reg, std::size_t row) {
  const bool t = bit_at(reg.t(), row), f = bit_at(reg.f(), row);
  if (t && f) return reg.errors && bit_at(reg.e, row) ? Truth::kError : Truth::kUnknown;
  return t ? Truth::kTrue : Truth::kFalse;
}

/// Reads one row's tree out of a run of that row alone.
class Explainer {
 public:
  Explainer(JudgedRun& run, const CheckedRulebook& checked, std::size_t entity)
      : run_(run), checked_(checked), entity_index_(entity) {}

  Explanation explain(std::size_t position) const {
    const NormPlan& plan = run_.program->norms[position];
    const CheckedNorm& norm = checked_.norms[plan.norm];
    Explanation made;
    made.norm = plan.norm;
    made.bits = run_.verdicts[position * run_.capacity];
    made.readings = norm.readings;
    if (plan.applies) made.applies = truth_of((*run_.frame)[*plan.applies], 0);
    if (norm.applies) made.applies_condition = condition(*norm.applies, true);
    if (norm.test) made.test = condition(*norm.test, true);
    if (norm.deadline) made.deadline = deadline(*norm.deadline, plan);
    return made;
  }

 private:
  [[nodiscard]] const Register& at(const void* node) const { return (*run_.frame)[run_.program->places.at(node)]; }

  [[nodiscard]] ExplainedCondition condition(const CheckedCondition& checked, bool decisive) const {
    ExplainedCondition made;
    made.kind = checked.kind;
    made.source = checked.source;
    made.truth = truth_of(at(&checked), 0);
    made.decisive = decisive;
    if (checked.kind == Condition::Kind::kAtom) {
      atom(checked, made);
      return made;
    }
    for (const CheckedCondition& item : checked.items) {
      const Truth inner = truth_of(at(&item), 0);
      made.items.push_back(condition(item, decides(checked.kind, made.truth, inner)));
    }
    return made;
  }

  /// Whether an item with that truth settles (or unsettles) the whole.
  static bool decides(Condition::Kind kind, Truth whole, Truth item) {
    const auto unsettled = [](Truth truth) { return truth == Truth::kUnknown || truth == Truth::kError; };
    if (kind == Condition::Kind::kNot) return true;
    return unsettled(whole) ? unsettled(item) : item == whole;
  }

  void atom(const CheckedCondition& checked, ExplainedCondition& made) const {
    made.atom = checked.atom;
    collect(*checked.atom, made.facts, made.readings);
    keep_settling(*checked.atom, made.facts);
    const Typed& typed = *checked.atom;
    if (typed.kind == TypedKind::kDerived) {
      for (std::size_t i = 0; i < checked_.model->derived.size(); ++i) {
        const DerivedFact& fact = checked_.model->derived[i];
        if (fact.entity == entity_index_ && fact.index == static_cast<std::size_t>(typed.index))
          made.items.push_back(condition(checked_.derived[i], true));
      }
    } else if (typed.kind == TypedKind::kMet) {
      const CheckedNorm& norm = checked_.norms[static_cast<std::size_t>(typed.index)];
      if (norm.test) made.items.push_back(condition(*norm.test, true));
    }
  }

  /// Of the list that `exists` or `all` walks through, only the items that settle it, where any do.
  void keep_settling(const Typed& atom, std::vector<EvaluatedFact>& facts) const {
    const Typed* node = &atom;
    while (node->kind == TypedKind::kReading || node->kind == TypedKind::kNot) node = node->children[0].get();
    const auto place = run_.program->places.find(node);
    if (node->kind != TypedKind::kComprehension || place == run_.program->places.end()) return;
    const Instruction& one = run_.program->code[place->second];
    if (one.op != Op::kQuantify || one.body->macro == Macro::kExistsOne) return;
    const bool settling = one.body->macro == Macro::kExists;
    const Instruction& list = run_.program->code[one.in[0]];
    if (list.op != Op::kLoad || truth_of((*run_.frame)[one.out], 0) != (settling ? Truth::kTrue : Truth::kFalse)) return;
    const Register& test = (*run_.frame->inner(place->second, *one.body).frame)[*one.body->test];
    for (EvaluatedFact& fact : facts) {
      if (fact.attribute != list.index) continue;
      std::vector<Constant> kept;
      for (std::size_t i = 0; i < fact.value.value.elements.size(); ++i) {
        if (truth_of(test, i) == (settling ? Truth::kTrue : Truth::kFalse)) kept.push_back(std::move(fact.value.value.elements[i]));
      }
      fact.value.value.elements = std::move(kept);
    }
  }

  /// Facts and readings that an expression names, in order, once each.
  void collect(const Typed& typed, std::vector<EvaluatedFact>& facts, std::vector<std::size_t>& readings) const {
    const bool attribute = typed.kind == TypedKind::kAttribute, derived = typed.kind == TypedKind::kDerived;
    if (attribute || derived) {
      EvaluatedFact fact;
      fact.attribute = static_cast<std::size_t>(typed.index) + (derived ? run_.program->attributes : 0);
      const bool told =
          std::any_of(facts.begin(), facts.end(), [&](const EvaluatedFact& f) { return f.attribute == fact.attribute; });
      const auto place = run_.program->places.find(&typed);
      if (!told && place != run_.program->places.end()) {
        const Type& type = attribute ? run_.entity->attributes[fact.attribute].type : Type::of(TypeKind::kBool);
        fact.value = evaluated((*run_.frame)[place->second], 0, type);
        facts.push_back(std::move(fact));
      }
    }
    if (typed.kind == TypedKind::kReading) {
      const auto reading = checked_.model->find_reading(std::string_view(typed.name).substr(0, typed.name.find('.')));
      if (reading && std::find(readings.begin(), readings.end(), *reading) == readings.end()) readings.push_back(*reading);
    }
    for (const TypedPtr& child : typed.children) collect(*child, facts, readings);
  }

  [[nodiscard]] EvaluatedValue value(const TypedPtr& typed, ExplainedDeadline& made) const {
    if (!typed) return {};
    collect(*typed, made.facts, made.readings);
    return evaluated(at(typed.get()), 0, typed->type);
  }

  [[nodiscard]] ExplainedDeadline deadline(const CheckedDeadline& checked, const NormPlan& plan) const {
    ExplainedDeadline made;
    made.done = value(checked.done, made);
    made.by = value(checked.by, made);
    made.after = value(checked.after, made);
    made.amount = value(checked.amount, made);
    made.extended_by = value(checked.extended_by, made);
    made.pause_from = value(checked.pause_from, made);
    made.pause_to = value(checked.pause_to, made);
    made.has_by = checked.by != nullptr, made.has_extension = checked.extended_by != nullptr;
    made.has_pause = checked.pause_from != nullptr;
    made.unit = checked.unit;
    made.calendar = checked.calendar;
    const Register& due = (*run_.frame)[plan.due];
    FindingData shown;
    verdict_internal::show_due(due, 0, shown);
    made.due = shown.due, made.provisional = shown.provisional;
    made.earliest = shown.due_earliest, made.latest = shown.due_latest;
    paused(made);
    return made;
  }

  void paused(ExplainedDeadline& made) const {
    using State = EvaluatedValue::State;
    if (made.pause_from.state != State::kKnown || made.pause_to.state != State::kKnown) return;
    const auto& names = run_.program->calendar_names;
    const auto named = std::find(names.begin(), names.end(), made.calendar);
    if (named == names.end()) return;
    const WorkdayCount count = run_.program->calendars[static_cast<std::size_t>(named - names.begin())].count(
        static_cast<std::int32_t>(made.pause_from.value.integer), static_cast<std::int32_t>(made.pause_to.value.integer));
    if (count.ok()) made.paused_workdays = std::max(0, count.estimate);
  }

  JudgedRun& run_;
  const CheckedRulebook& checked_;
  std::size_t entity_index_;
};

}  // namespace eval_internal

TIANYA_RULES_INLINE Explanation Judge::explain(const Table& table, std::size_t row, std::size_t norm, Date as_of,
                                               Scratch& scratch) const {
  eval_internal::JudgedRun& run = run_for(table.entity, scratch);
  run.judge(table, row, 1, as_of.days(), !published_on_ || *published_on_ <= as_of);
  const std::vector<std::size_t>& norms = norms_about(table.entity);
  const auto position = static_cast<std::size_t>(std::find(norms.begin(), norms.end(), norm) - norms.begin());
  return eval_internal::Explainer(run, checked(), table.entity).explain(position);
}

TIANYA_RULES_END_NAMESPACE
