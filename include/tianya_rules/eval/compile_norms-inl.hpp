// SPDX-License-Identifier: Apache-2.0
// Compiler: norms, derived facts and deadlines.
#pragma once

#include <algorithm>

#include "tianya_rules/eval/compile.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE void Compiler::know(const CheckedRulebook& checked, std::size_t entity, const std::vector<bool>* ignored) {
  checked_ = &checked;
  entity_index_ = entity;
  ignored_ = ignored;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_condition(const CheckedCondition& condition) {
  std::uint32_t reg = 0;
  if (condition.kind == Condition::Kind::kAtom) {
    reg = compile_truth(*condition.atom);
    program().places[condition.atom.get()] = reg;
  } else if (condition.kind == Condition::Kind::kNot) {
    reg = emit_not(compile_condition(condition.items[0]));
  } else {
    Instruction one;
    one.op = condition.kind == Condition::Kind::kAny ? Op::kAny : Op::kAll;
    for (const CheckedCondition& item : condition.items) one.in.push_back(compile_condition(item));
    if (one.in.empty())
      reg = emit_truth(condition.kind != Condition::Kind::kAny);
    else
      reg = one.in.size() == 1 ? one.in[0] : emit(std::move(one), Lane::kTruth);
  }
  program().places[&condition] = reg;
  return reg;
}

/// `index` counts the entity's derived facts.
TIANYA_RULES_INLINE std::uint32_t Compiler::compile_derived(std::size_t index) {
  const auto& all = checked_->model->derived;
  const auto fact = std::find_if(all.begin(), all.end(),
                                 [&](const DerivedFact& one) { return one.entity == entity_index_ && one.index == index; });
  const auto at = static_cast<std::size_t>(fact - all.begin());
  if (const auto found = derived_.find(at); found != derived_.end()) return found->second;
  std::uint32_t reg = compile_condition(checked_->derived[at]);
  if (ignored_ == nullptr || ignored_->empty() || !(*ignored_)[at]) {
    Instruction given;
    given.op = Op::kLoadTruth;
    given.index = static_cast<std::uint32_t>(entity_.attributes.size() + index);
    given.code = ErrorCode::kRefusedCell;
    Instruction one;
    one.op = Op::kMeet;
    one.in = {reg, emit(given, Lane::kTruth)};
    reg = emit(std::move(one), Lane::kTruth);
    program().meets.emplace_back(given.index, static_cast<std::uint32_t>(program().code.size() - 1));
  }
  return derived_[at] = reg;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_met(std::size_t norm) {
  if (const auto found = met_.find(norm); found != met_.end()) return found->second;
  const CheckedNorm& checked = checked_->norms[norm];
  std::uint32_t reg = checked.test ? compile_condition(*checked.test) : emit_truth(true);
  if (checked.norm->kind == NormKind::kBan) reg = emit_not(reg);
  return met_[norm] = reg;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_due(const CheckedDeadline& deadline) {
  const Type date = Type::of(TypeKind::kDate, true), integer = Type::of(TypeKind::kInt, true);
  if (deadline.by) return compile_value(*deadline.by, date);
  Instruction one;
  one.op = Op::kDue;
  one.takes_null = true;
  one.due.unit = deadline.unit;
  one.code = deadline.unit == Deadline::Unit::kWorkdays ? ErrorCode::kCalendarNotCovered : ErrorCode::kDateOutOfRange;
  one.in = {compile_value(*deadline.after, date), compile_value(*deadline.amount, integer)};
  if (deadline.unit == Deadline::Unit::kWorkdays) one.due.calendar = calendar_index(deadline.calendar);
  if (deadline.extended_by) {
    one.due.has_extension = true;
    one.in.push_back(compile_value(*deadline.extended_by, integer));
  }
  if (deadline.pause_from) {
    one.due.has_pause = true;
    one.in.push_back(compile_value(*deadline.pause_from, date));
    one.in.push_back(compile_value(*deadline.pause_to, date));
  }
  // A due date stays with its bounds: it is never folded into a plain date.
  const bool folds = fold_;
  fold_ = false;
  const std::uint32_t reg = emit(std::move(one), Lane::kInt32);
  fold_ = folds;
  return reg;
}

TIANYA_RULES_INLINE void Compiler::add_norm(std::size_t norm) {
  const CheckedNorm& checked = checked_->norms[norm];
  NormPlan plan;
  plan.norm = norm;
  plan.kind = checked.norm->kind;
  if (checked.applies) plan.applies = compile_condition(*checked.applies);
  if (checked.test) {
    plan.test = compile_condition(*checked.test);
  } else if (checked.deadline) {
    plan.done = compile_value(*checked.deadline->done, Type::of(TypeKind::kDate, true));
    plan.due = compile_due(*checked.deadline);
    program().places[&*checked.deadline] = plan.due;
  }
  program().norms.push_back(std::move(plan));
}

/// Instructions that the norm's registers rest on, in order.
TIANYA_RULES_INLINE std::vector<std::uint32_t> Compiler::cone_of(const NormPlan& plan) const {
  const Program& program = *levels_.front().program;
  std::vector<bool> wanted(program.code.size());
  std::vector<std::uint32_t> open;
  if (plan.applies) open.push_back(*plan.applies);
  if (plan.kind == NormKind::kDeadline)
    open.insert(open.end(), {plan.done, plan.due});
  else
    open.push_back(plan.test);
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (wanted[at]) continue;
    wanted[at] = true;
    open.insert(open.end(), program.code[at].in.begin(), program.code[at].in.end());
  }
  std::vector<std::uint32_t> cone;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) cone.push_back(static_cast<std::uint32_t>(i));
  }
  return cone;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
