// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

#include <algorithm>

#include "tianya_rules/eval/compile.hpp"
#include "tianya_rules/eval/compile_norms-inl.hpp"
#include "tianya_rules/eval/emit-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE Compiler::Compiler(const Entity& entity, FindCalendar find_calendar, bool fold)
    : entity_(entity), find_calendar_(std::move(find_calendar)), fold_(fold) {
  levels_.emplace_back().program = std::make_shared<Program>();
  program().attributes = entity.attributes.size();
}

TIANYA_RULES_INLINE std::shared_ptr<Program> Compiler::finish() {
  std::shared_ptr<Program> made = levels_.front().program;
  for (NormPlan& norm : made->norms) norm.cone = cone_of(norm);
  emit_internal::build_constant_lists(*made);
  return made;
}

/// Compiles for the entity's rows, wherever the compiler is just now, and brings the register here.
TIANYA_RULES_INLINE std::uint32_t Compiler::at_rows(const std::function<std::uint32_t()>& compile_there) {
  std::vector<Level> inner(std::make_move_iterator(levels_.begin() + 1), std::make_move_iterator(levels_.end()));
  levels_.resize(1);
  const std::uint32_t reg = compile_there();
  levels_.insert(levels_.end(), std::make_move_iterator(inner.begin()), std::make_move_iterator(inner.end()));
  return bring(reg, 0);
}

/// The register of level `from`, as seen from the innermost one.
TIANYA_RULES_INLINE std::uint32_t Compiler::bring(std::uint32_t reg, std::size_t from) {
  for (std::size_t at = from + 1; at < levels_.size(); ++at) {
    Level& inside = levels_[at];
    const auto [found, is_new] = inside.captures.emplace(reg, 0);
    if (is_new) {
      const RegisterPlan& outside = levels_[at - 1].program->registers[reg];
      RegisterPlan made;
      made.lane = outside.lane, made.bounds = outside.bounds;
      Instruction one;
      one.op = Op::kCaptured;
      one.out = static_cast<std::uint32_t>(inside.program->registers.size());
      inside.program->registers.push_back(made);
      found->second = one.out;
      inside.program->code.push_back(std::move(one));
    }
    reg = found->second;
  }
  return reg;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile(const Typed& typed) {
  std::uint32_t reg = 0;
  switch (typed.kind) {
    case TypedKind::kConstant: {
      const bool truth = typed.type.is(TypeKind::kBool) && !typed.type.nullable && !typed.constant.is_null;
      reg = truth ? emit_truth(typed.constant.integer != 0) : emit_constant(typed.constant, typed.type);
      break;
    }
    case TypedKind::kError:
      reg = emit_failure(code_of(typed.name), typed.type.is(TypeKind::kBool) ? Lane::kTruth : lane_of(typed.type));
      break;
    case TypedKind::kAttribute:
      reg = at_rows([&] { return compile_attribute(typed); });
      break;
    case TypedKind::kDerived:
      reg = at_rows([&] { return compile_derived(static_cast<std::size_t>(typed.index)); });
      break;
    case TypedKind::kMet:
      reg = at_rows([&] { return compile_met(static_cast<std::size_t>(typed.index)); });
      break;
    case TypedKind::kVariable:
      reg = compile_variable(typed);
      break;
    case TypedKind::kReading:
      reg = compile(*typed.children[0]);
      break;
    case TypedKind::kCall:
      reg = compile_call(typed);
      break;
    case TypedKind::kNot:
      reg = emit_not(compile_truth(*typed.children[0]));
      break;
    case TypedKind::kAnd:
    case TypedKind::kOr:
      reg = compile_junction(typed);
      break;
    case TypedKind::kIf:
      reg = compile_choice(typed);
      break;
    case TypedKind::kList:
      reg = compile_list(typed);
      break;
    case TypedKind::kComprehension:
      reg = compile_comprehension(typed);
      break;
    case TypedKind::kBind:
      reg = compile_bind(typed);
      break;
  }
  if (levels_.size() == 1) program().places.emplace(&typed, reg);
  return reg;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_truth(const Typed& typed) { return as_truth(compile(typed)); }

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_value(const Typed& typed, const Type& wanted) {
  const Typed* node = &typed;
  while (node->kind == TypedKind::kReading) node = node->children[0].get();
  if (node->type.is(TypeKind::kNull) && node->kind == TypedKind::kConstant) {
    Constant null;
    null.is_null = true;
    const std::uint32_t reg = emit_constant(null, wanted.is(TypeKind::kNull) ? Type::of(TypeKind::kInt, true) : wanted);
    if (levels_.size() == 1) program().places.emplace(&typed, reg);
    return reg;
  }
  const std::uint32_t reg = compile(typed);
  if (plan(reg).lane != Lane::kTruth) return reg;
  Instruction one;
  one.op = Op::kValue;
  one.type = Type::of(TypeKind::kBool);
  one.in = {reg};
  return emit(std::move(one), Lane::kInt32);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_attribute(const Typed& typed) {
  const Attribute& attribute = entity_.attributes[static_cast<std::size_t>(typed.index)];
  Instruction one;
  one.index = static_cast<std::uint32_t>(typed.index);
  one.type = attribute.type;
  one.code = ErrorCode::kRefusedCell;
  const bool truth = attribute.type.is(TypeKind::kBool) && !attribute.type.nullable;
  one.op = truth ? Op::kLoadTruth : Op::kLoad;
  return emit(std::move(one), truth ? Lane::kTruth : lane_of(attribute.type));
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_variable(const Typed& typed) {
  const Binding& binding = bindings_.at(static_cast<std::size_t>(typed.index));
  return bring(binding.reg, binding.level);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_junction(const Typed& typed) {
  Instruction one;
  one.op = typed.kind == TypedKind::kAnd ? Op::kAll : Op::kAny;
  for (const TypedPtr& child : typed.children) one.in.push_back(compile_truth(*child));
  return emit(std::move(one), Lane::kTruth);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_choice(const Typed& typed) {
  Instruction one;
  const bool truths = typed.type.is(TypeKind::kBool) && !typed.type.nullable;
  one.op = truths ? Op::kChoose : Op::kChooseValue;
  one.type = typed.type.is(TypeKind::kNull) ? Type::of(TypeKind::kInt, true) : typed.type;
  one.takes_null = true;
  one.in = {compile_truth(*typed.children[0])};
  for (const std::size_t branch : {1, 2})
    one.in.push_back(truths ? compile_truth(*typed.children[branch]) : compile_value(*typed.children[branch], one.type));
  const Lane lane = truths ? Lane::kTruth : lane_of(one.type);
  return emit(std::move(one), lane);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_list(const Typed& typed) {
  Instruction one;
  one.op = Op::kList;
  one.code = ErrorCode::kOverflow;
  one.type = typed.type;
  one.takes_null = true;
  for (const TypedPtr& child : typed.children) one.in.push_back(compile_value(*child, *typed.type.element));
  if (one.in.empty()) return emit_constant({}, typed.type);
  return emit(std::move(one), Lane::kList);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_or_value(const Typed& typed) {
  const Type& type = typed.type;
  const Type given = type.is(TypeKind::kNull) ? Type::of(TypeKind::kInt, true) : type;
  Instruction test;
  test.op = Op::kIsNull;
  test.takes_null = true;
  const std::uint32_t first = compile_value(*typed.children[0], given);
  test.in = {first};
  Instruction one;
  one.op = Op::kChooseValue;
  one.type = given;
  one.takes_null = true;
  const std::uint32_t is_null = emit(std::move(test), Lane::kTruth);
  one.in = {is_null, compile_value(*typed.children[1], given), first};
  return emit(std::move(one), lane_of(given));
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_equality(const Typed& typed) {
  const Typed &a = *typed.children[0], &b = *typed.children[1];
  const bool negated = typed.kernel == KernelId::kNotEqual;
  Instruction one;
  one.takes_null = true;
  const bool null = a.type.is(TypeKind::kNull) || b.type.is(TypeKind::kNull);
  if (null) {
    const Typed& other = a.type.is(TypeKind::kNull) ? b : a;
    one.op = Op::kIsNull;
    one.in = {compile_value(other, other.type)};
    const std::uint32_t reg = emit(std::move(one), Lane::kTruth);
    return negated ? emit_not(reg) : reg;
  }
  one.op = Op::kCompare;
  one.kernel = typed.kernel;
  one.type = a.type;
  one.in = {compile_value(a, a.type), compile_value(b, b.type)};
  // A constant stands on the right, where one value serves all rows.
  if (plan(one.in[0]).constant && !plan(one.in[1]).constant) std::swap(one.in[0], one.in[1]);
  return emit(std::move(one), Lane::kTruth);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_call(const Typed& typed) {
  using K = KernelId;
  switch (typed.kernel) {
    case K::kEqual:
    case K::kNotEqual:
      return compile_equality(typed);
    case K::kIdentity:
      return compile(*typed.children[0]);
    case K::kOrValue:
      return compile_or_value(typed);
    case K::kAddWorkdays:
    case K::kCountWorkdays:
      return compile_workdays(typed, *typed.children[2]);
    default:
      break;
  }
  const bool order = typed.kernel >= K::kLess && typed.kernel <= K::kGreaterEqual;
  Instruction one;
  one.op = order ? Op::kCompare : Op::kCall;
  one.kernel = typed.kernel;
  one.code = order ? ErrorCode::kNullOperand : emit_internal::error_of(typed.kernel);
  for (const TypedPtr& child : typed.children) one.in.push_back(compile_value(*child, child->type));
  one.type = typed.kernel == K::kEnumToString ? typed.children[0]->type : order ? typed.children[0]->type : typed.type;
  // A null may be looked for, and a label that is null is a text that is null.
  one.takes_null = typed.kernel == K::kInList || typed.kernel == K::kEnumToString;
  if (order && plan(one.in[0]).constant && !plan(one.in[1]).constant) {
    std::swap(one.in[0], one.in[1]);
    one.kernel = mirrored(one.kernel);
  }
  if (typed.kernel == K::kMatches && plan(one.in[1]).constant) {
    const Instruction& made = program().code[one.in[1]];
    RE2::Options options;
    options.set_log_errors(false);
    auto pattern = std::make_shared<RE2>(made.constant.text, options);
    if (made.op == Op::kConstant && pattern->ok()) one.pattern = std::move(pattern);
  }
  const bool truth = typed.type.is(TypeKind::kBool) && !typed.type.nullable && typed.kernel != K::kIndexList;
  return emit(std::move(one), truth ? Lane::kTruth : lane_of(typed.type));
}

/// A calendar that depends on facts is a choice of calls.
TIANYA_RULES_INLINE std::uint32_t Compiler::compile_workdays(const Typed& typed, const Typed& calendar) {
  if (calendar.kind == TypedKind::kReading) return compile_workdays(typed, *calendar.children[0]);
  Instruction one;
  one.type = typed.type;
  if (calendar.kind == TypedKind::kIf) {
    one.op = Op::kChooseValue;
    one.takes_null = true;
    one.in = {compile_truth(*calendar.children[0])};
    for (const std::size_t branch : {1, 2}) one.in.push_back(compile_workdays(typed, *calendar.children[branch]));
    return emit(std::move(one), lane_of(typed.type));
  }
  one.op = Op::kCall;
  one.kernel = typed.kernel;
  one.code = ErrorCode::kCalendarNotCovered;
  for (const std::size_t operand : {0, 1}) one.in.push_back(compile_value(*typed.children[operand], typed.children[operand]->type));
  one.index = static_cast<std::uint32_t>(calendar_index(calendar.constant.text));
  return emit(std::move(one), lane_of(typed.type));
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_comprehension(const Typed& typed) {
  const Typed& source = *typed.children[0];
  const std::uint32_t list = compile_value(source, source.type);
  auto body = std::make_shared<Body>();
  body->macro = typed.macro;
  levels_.emplace_back().program = std::make_shared<Program>();
  Instruction element;
  element.op = Op::kCaptured;
  RegisterPlan plan;
  plan.lane = lane_of(*source.type.element);
  body->element = element.out = add_register(plan);
  program().code.push_back(element);
  const auto depth = static_cast<std::size_t>(typed.index);
  bindings_[depth] = {levels_.size() - 1, body->element};
  const bool maps_all = typed.macro == Macro::kMap && typed.children.size() == 2;
  if (!maps_all) body->test = compile_truth(*typed.children[1]);
  if (typed.macro == Macro::kMap) {
    const Typed& made = *typed.children.back();
    body->value = compile_value(made, made.type.is(TypeKind::kNull) ? Type::of(TypeKind::kInt, true) : made.type);
  }
  bindings_.erase(depth);
  emit_internal::build_constant_lists(program());
  body->program = level().program;
  for (const auto& capture : level().captures) body->captures.push_back(capture);
  levels_.pop_back();
  Instruction one;
  one.in = {list};
  for (const auto& capture : body->captures) one.in.push_back(capture.first);
  one.op = typed.macro == Macro::kFilter ? Op::kFilter : typed.macro == Macro::kMap ? Op::kMap : Op::kQuantify;
  one.type = typed.type;
  one.code = ErrorCode::kOverflow;
  one.body = std::move(body);
  return emit(std::move(one), typed.type.is(TypeKind::kBool) ? Lane::kTruth : Lane::kList);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::compile_bind(const Typed& typed) {
  const auto depth = static_cast<std::size_t>(typed.index);
  const Typed& value = *typed.children[0];
  const std::uint32_t reg = value.type.is(TypeKind::kNull) ? compile_value(value, value.type) : compile(value);
  bindings_[depth] = {levels_.size() - 1, reg};
  const std::uint32_t body = compile(*typed.children[1]);
  bindings_.erase(depth);
  return body;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
