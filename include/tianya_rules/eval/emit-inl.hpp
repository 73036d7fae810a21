// SPDX-License-Identifier: Apache-2.0
// Compiler: writing instructions, numbering equal ones, working out constant ones.
#pragma once

#include <algorithm>
#include <numeric>

#include "tianya_rules/eval/compile.hpp"
#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/sweep.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

namespace emit_internal {

inline void append_number(std::string& key, std::int64_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

inline void append_constant(std::string& key, const Constant& constant) {
  append_number(key, constant.is_null);
  append_number(key, constant.integer);
  key.append(reinterpret_cast<const char*>(&constant.real), sizeof(constant.real));
  append_number(key, static_cast<std::int64_t>(constant.text.size()));
  key += constant.text;
  for (const std::int64_t part : {constant.years, constant.months, constant.days}) append_number(key, part);
  append_number(key, static_cast<std::int64_t>(constant.elements.size()));
  for (const Constant& one : constant.elements) append_constant(key, one);
}

/// The elements of constant lists point into the program's own constants, which must not move any more.
inline void build_constant_lists(Program& program) {
  for (const Instruction& one : program.code) {
    if (one.op != Op::kConstant || program.registers[one.out].lane != Lane::kList || one.constant.is_null) continue;
    ElementsBuilder all(*one.type.element);
    for (const Constant& element : one.constant.elements) all.append(element, *one.type.element);
    program.registers[one.out].elements = all.finish();
  }
}

inline Constant element_constant(const ValueAt& value, const Type& type);

inline Constant list_constant(const ListLane& lane, const Elements& elements, const Type& type) {
  Constant constant;
  for (std::int32_t i = lane.begin; i < lane.end; ++i)
    constant.elements.push_back(element_constant(value_at(elements, static_cast<std::size_t>(i)), *type.element));
  return constant;
}

inline Constant element_constant(const ValueAt& value, const Type& type) {
  Constant constant;
  constant.is_null = value.null;
  if (value.null) return constant;
  switch (value.lane) {
    case Lane::kInt32:
      constant.integer = value.as<std::int32_t>();
      break;
    case Lane::kInt64:
      constant.integer = value.as<std::int64_t>();
      break;
    case Lane::kDouble:
      constant.real = value.as<double>();
      break;
    case Lane::kText:
      constant.text = value.as<std::string_view>();
      break;
    case Lane::kPeriod: {
      const PeriodLane& lane = value.as<PeriodLane>();
      constant.years = lane.years, constant.months = lane.months, constant.days = lane.days;
      break;
    }
    case Lane::kList:
      return list_constant(value.as<ListLane>(), *value.below, type);
    case Lane::kTruth:
      break;
  }
  return constant;
}

/// What the pieces of a program need beside their operands, by kernel.
inline ErrorCode error_of(KernelId kernel) {
  using K = KernelId;
  switch (kernel) {
    case K::kAddInt:
    case K::kSubtractInt:
    case K::kMultiplyInt:
    case K::kNegateInt:
    case K::kDoubleToInt:
    case K::kAddList:
      return ErrorCode::kOverflow;
    case K::kDivideInt:
    case K::kModuloInt:
      return ErrorCode::kDivisionByZero;
    case K::kAddPeriod:
    case K::kSubtractPeriod:
    case K::kLatestBefore:
      return ErrorCode::kDateOutOfRange;
    case K::kAddWorkdays:
    case K::kCountWorkdays:
      return ErrorCode::kCalendarNotCovered;
    case K::kIndexList:
      return ErrorCode::kIndexOutOfRange;
    default:
      return ErrorCode::kInvalidValue;
  }
}

}  // namespace emit_internal

TIANYA_RULES_INLINE Constant constant_at(const Register& reg, std::size_t row, const Type& type) {
  if (reg.lane == Lane::kTruth) {
    Constant constant;
    constant.integer = bit_at(reg.t(), row) ? 1 : 0;
    return constant;
  }
  return emit_internal::element_constant(value_at(reg, row), type);
}

TIANYA_RULES_INLINE std::string Compiler::key_of(const Instruction& one, Lane lane) {
  std::string key;
  key.reserve(96);
  for (const auto part :
       {static_cast<std::int64_t>(one.op), static_cast<std::int64_t>(one.kernel), static_cast<std::int64_t>(one.code),
        static_cast<std::int64_t>(lane), static_cast<std::int64_t>(one.index)})
    emit_internal::append_number(key, part);
  for (const std::uint32_t side : one.in) emit_internal::append_number(key, side);
  key += '|';
  if (one.op == Op::kConstant || one.op == Op::kConstantTruth) emit_internal::append_constant(key, one.constant);
  if (one.op == Op::kConstant || one.op == Op::kList || one.op == Op::kCall) key += to_string(one.type);
  if (one.op == Op::kDue) {
    for (const auto part : {static_cast<std::int64_t>(one.due.unit), static_cast<std::int64_t>(one.due.calendar),
                            static_cast<std::int64_t>(one.due.has_extension), static_cast<std::int64_t>(one.due.has_pause)})
      emit_internal::append_number(key, part);
  }
  return key;
}

TIANYA_RULES_INLINE std::uint32_t Compiler::add_register(RegisterPlan plan) {
  program().registers.push_back(std::move(plan));
  return static_cast<std::uint32_t>(program().registers.size() - 1);
}

/// Instruction i writes register i.
TIANYA_RULES_INLINE std::uint32_t Compiler::emit(Instruction one, Lane lane) {
  const bool unique = one.body != nullptr || one.op == Op::kCaptured;
  std::string key = unique ? std::string() : key_of(one, lane);
  if (!unique) {
    const auto found = level().numbered.find(key);
    if (found != level().numbered.end()) return found->second;
  }
  bool constant = !one.in.empty(), bounds = one.op == Op::kDue;
  for (const std::uint32_t side : one.in) {
    constant = constant && plan(side).constant;
    bounds = bounds || plan(side).bounds;
  }
  if (one.body) constant = constant && one.body->captures.empty();
  if (constant && fold_) {
    if (const auto folded = fold(one, lane, one.type)) {
      if (!unique) level().numbered.emplace(std::move(key), *folded);
      return *folded;
    }
  }
  const bool workdays = one.kernel == KernelId::kAddWorkdays || one.kernel == KernelId::kCountWorkdays;
  RegisterPlan made;
  made.lane = lane;
  made.bounds = (bounds || workdays) && (lane == Lane::kTruth || lane == Lane::kInt32 || lane == Lane::kInt64);
  made.borrows = one.op == Op::kLoad;
  made.constant = one.op == Op::kConstant || one.op == Op::kConstantTruth || one.op == Op::kFailure;
  one.out = add_register(std::move(made));
  program().code.push_back(std::move(one));
  if (!unique) level().numbered.emplace(std::move(key), program().code.back().out);
  return program().code.back().out;
}

/// Runs an instruction of constants for one row. Nothing where the result may yet change with the notices.
TIANYA_RULES_INLINE std::optional<std::uint32_t> Compiler::fold(const Instruction& one, Lane lane, const Type& type) {
  Program small;
  small.calendars = program().calendars;
  Instruction copy = one;
  copy.in.clear();
  for (const std::uint32_t side : one.in) {
    Instruction operand = program().code[side];
    operand.out = static_cast<std::uint32_t>(small.registers.size());
    copy.in.push_back(operand.out);
    small.registers.push_back(program().registers[side]);
    small.registers.back().elements = nullptr;
    small.code.push_back(std::move(operand));
  }
  copy.out = static_cast<std::uint32_t>(small.registers.size());
  RegisterPlan result;
  result.lane = lane;
  result.bounds = lane == Lane::kInt32 || lane == Lane::kInt64 || lane == Lane::kTruth;
  small.registers.push_back(result);
  small.code.push_back(copy);
  emit_internal::build_constant_lists(small);
  Frame frame(small);
  frame.reserve(1);
  Block block;
  Executor(small, frame, block, 1).run();
  const Register& out = frame[copy.out];
  if (out.provisional && (out.p[0] & 1) != 0) return std::nullopt;
  if (out.errors && (out.e[0] & 1) != 0) {
    std::vector<Sweep::Found> causes;
    Sweep sweep(small, frame, block, 1, Sweep::For::kError, causes);
    std::vector<std::uint32_t> all(small.code.size());
    std::iota(all.begin(), all.end(), std::uint32_t{0});
    sweep.begin(all);
    set_bit(sweep.need(copy.out), 0);
    sweep.run(all);
    return emit_failure(causes.empty() ? one.code : causes.front().code, lane);
  }
  if (lane == Lane::kTruth) {
    if (bit_at(out.t(), 0) == bit_at(out.f(), 0)) return std::nullopt;
    return emit_truth(bit_at(out.t(), 0));
  }
  if (!bit_at(out.known(), 0) && !bit_at(out.null(), 0)) return std::nullopt;
  return emit_constant(constant_at(out, 0, type), type);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::emit_constant(const Constant& constant, const Type& type) {
  Instruction one;
  one.op = Op::kConstant;
  one.constant = constant;
  one.type = type;
  return emit(std::move(one), lane_of(type));
}

TIANYA_RULES_INLINE std::uint32_t Compiler::emit_truth(bool value) {
  Instruction one;
  one.op = Op::kConstantTruth;
  one.constant.integer = value ? 1 : 0;
  return emit(std::move(one), Lane::kTruth);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::emit_failure(ErrorCode code, Lane lane) {
  Instruction one;
  one.op = Op::kFailure;
  one.code = code;
  return emit(std::move(one), lane);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::emit_not(std::uint32_t reg) {
  Instruction one;
  one.op = Op::kNot;
  one.in = {reg};
  return emit(std::move(one), Lane::kTruth);
}

TIANYA_RULES_INLINE std::uint32_t Compiler::as_truth(std::uint32_t reg) {
  if (plan(reg).lane == Lane::kTruth) return reg;
  Instruction one;
  one.op = Op::kTruth;
  one.code = ErrorCode::kNullOperand;
  one.in = {reg};
  return emit(std::move(one), Lane::kTruth);
}

TIANYA_RULES_INLINE std::size_t Compiler::calendar_index(const std::string& text) {
  auto& names = program().calendar_names;
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.push_back(text);
  program().calendars.push_back(find_calendar_(text));
  return names.size() - 1;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
