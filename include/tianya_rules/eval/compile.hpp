// SPDX-License-Identifier: Apache-2.0
/// Compiler: checked conditions of one entity to a `Program`. Internal to the eval floor.
///
/// Equal subexpressions get one register (value numbering), whatever is constant is worked out once, and what a comprehension does
/// for each element becomes a program of its own. Operands stand before what uses them, so a program runs from top to bottom.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tianya_rules/eval/program.hpp"
#include "tianya_rules/rulebook/checked.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

class Compiler {
 public:
  using FindCalendar = std::function<WorkingCalendar(std::string_view text)>;

  Compiler(const Entity& entity, FindCalendar find_calendar, bool fold = true);

  /// What derived facts and `met` mean; `ignored` as Judge::Parts has it. Without it there are neither.
  void know(const CheckedRulebook& checked, std::size_t entity, const std::vector<bool>* ignored);
  void add_norm(std::size_t norm);
  /// A register of the finished program: a bool, or a value.
  std::uint32_t add(const Typed& typed) { return compile(typed); }
  /// The program; the compiler is used up.
  std::shared_ptr<Program> finish();

 private:
  /// A program under way: the entity's rows, or the elements of a comprehension.
  struct Level {
    std::shared_ptr<Program> program;
    std::unordered_map<std::string, std::uint32_t> numbered;
    std::map<std::uint32_t, std::uint32_t> captures;  ///< outside -> inside
  };
  /// Where a variable of a comprehension or `cel.bind` stands.
  struct Binding {
    std::size_t level = 0;
    std::uint32_t reg = 0;
  };

  Level& level() { return levels_.back(); }
  Program& program() { return *levels_.back().program; }
  const RegisterPlan& plan(std::uint32_t reg) { return program().registers[reg]; }

  // compile-inl.hpp
  std::uint32_t compile(const Typed& typed);
  std::uint32_t compile_truth(const Typed& typed);
  std::uint32_t compile_value(const Typed& typed, const Type& wanted);
  std::uint32_t compile_attribute(const Typed& typed);
  std::uint32_t compile_variable(const Typed& typed);
  std::uint32_t compile_junction(const Typed& typed);
  std::uint32_t compile_choice(const Typed& typed);
  std::uint32_t compile_list(const Typed& typed);
  std::uint32_t compile_call(const Typed& typed);
  std::uint32_t compile_equality(const Typed& typed);
  std::uint32_t compile_or_value(const Typed& typed);
  std::uint32_t compile_workdays(const Typed& typed, const Typed& calendar);
  std::uint32_t compile_comprehension(const Typed& typed);
  std::uint32_t compile_bind(const Typed& typed);
  std::uint32_t at_rows(const std::function<std::uint32_t()>& compile_there);
  std::uint32_t bring(std::uint32_t reg, std::size_t from);
  // compile_norms-inl.hpp
  std::uint32_t compile_condition(const CheckedCondition& condition);
  std::uint32_t compile_derived(std::size_t index);
  std::uint32_t compile_met(std::size_t norm);
  std::uint32_t compile_due(const CheckedDeadline& deadline);
  std::vector<std::uint32_t> cone_of(const NormPlan& plan) const;
  // emit-inl.hpp
  std::uint32_t emit(Instruction one, Lane lane);
  std::uint32_t emit_constant(const Constant& constant, const Type& type);
  std::uint32_t emit_truth(bool value);
  std::uint32_t emit_failure(ErrorCode code, Lane lane);
  std::uint32_t emit_not(std::uint32_t reg);
  std::uint32_t as_truth(std::uint32_t reg);
  std::optional<std::uint32_t> fold(const Instruction& one, Lane lane, const Type& type);
  std::uint32_t add_register(RegisterPlan plan);
  std::size_t calendar_index(const std::string& text);
  [[nodiscard]] static std::string key_of(const Instruction& one, Lane lane);

  const Entity& entity_;
  FindCalendar find_calendar_;
  bool fold_;
  const CheckedRulebook* checked_ = nullptr;
  std::size_t entity_index_ = 0;
  const std::vector<bool>* ignored_ = nullptr;
  std::vector<Level> levels_;
  std::map<std::size_t, Binding> bindings_;       ///< By depth.
  std::map<std::size_t, std::uint32_t> derived_;  ///< By index of RulebookModel::derived.
  std::map<std::size_t, std::uint32_t> met_;      ///< By norm.
};

/// The value of a register in one row, as a constant of that type. The row is known.
[[nodiscard]] Constant constant_at(const Register& reg, std::size_t row, const Type& type);

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/compile-inl.hpp"
#endif
