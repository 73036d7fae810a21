// SPDX-License-Identifier: Apache-2.0
/// Program: the conditions of one entity as straight-line code over columns. Internal to the eval floor.
///
/// Each instruction writes one register and reads earlier ones; no register is written twice, so that after a block is executed
/// every value in it can still be looked at (explanations, what is missing). Immutable and shared by threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/eval/register.hpp"
#include "tianya_rules/expr/typed.hpp"
#include "tianya_rules/rulebook/model.hpp"

namespace re2 {
class RE2;
}

TIANYA_RULES_BEGIN_NAMESPACE

struct Assumption;
struct CheckedCondition;

namespace eval_internal {

/// Why a value is an error; `code_name` gives the word of the reports.
enum class ErrorCode : std::uint8_t {
  kNone,
  kOverflow,
  kDivisionByZero,
  kDateOutOfRange,
  kNullOperand,
  kCalendarNotCovered,
  kRefusedCell,
  kInvalidValue,
  kIndexOutOfRange,
};
[[nodiscard]] TIANYA_RULES_API std::string_view code_name(ErrorCode code);
[[nodiscard]] ErrorCode code_of(std::string_view name);

enum class Op : std::uint8_t {
  kLoad,           ///< `index`: the attribute; a value
  kLoadTruth,      ///< `index`: the column; a bool
  kConstant,       ///< `constant`; a value
  kConstantTruth,  ///< `constant`; a bool
  kFailure,        ///< `code`; an error of the register's lane
  kCaptured,       ///< Written by the comprehension whose body this is: the element, or a register of the rows outside.
  kTruth,          ///< a value that is a bool -> a bool
  kValue,          ///< a bool -> a value
  kNot,
  kAll,
  kAny,
  kChoose,       ///< condition, then, else: bools
  kChooseValue,  ///< condition, then, else: values
  kIsNull,       ///< value -> bool
  kCompare,      ///< `kernel` is one of kEqual … kGreaterEqual; values of one lane -> bool
  kMeet,         ///< derivation, given -> bool
  kCall,         ///< `kernel`; values -> value, or bool
  kList,         ///< values -> list
  kQuantify,     ///< all, exists, exists_one: list -> bool; `body`
  kFilter,
  kMap,  ///< list -> list; `body`
  kDue,  ///< start, amount[, extension][, pause from, pause to] -> a date within bounds; `due`
};

struct Program;

/// What a comprehension does for each element, over a frame of its own with one row an element.
struct Body {
  std::shared_ptr<Program> program;
  Macro macro = Macro::kAll;
  std::uint32_t element = 0;  ///< Register of the body that holds the element.
  /// (register outside, register inside): copied to each element.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> captures;
  std::optional<std::uint32_t> test;   ///< bool
  std::optional<std::uint32_t> value;  ///< kMap: what the new list holds
};

/// How a due date is counted from its start.
struct DuePlan {
  Deadline::Unit unit = Deadline::Unit::kWorkdays;
  std::size_t calendar = 0;
  bool has_extension = false;
  bool has_pause = false;
};

struct Instruction {
  Op op = Op::kFailure;
  KernelId kernel = KernelId::kNone;
  ErrorCode code = ErrorCode::kNone;  ///< The error that it may bring about itself, null operands aside.
  bool takes_null = false;            ///< Null among its operands is no error.
  std::uint32_t out = 0;
  std::uint32_t index = 0;  ///< Attribute; or calendar of a working-day function.
  std::vector<std::uint32_t> in;
  Constant constant;
  Type type;  ///< Of the constant, the attribute or the operands compared.
  std::shared_ptr<const Body> body;
  DuePlan due;
  std::shared_ptr<const re2::RE2> pattern;  ///< `matches` with a constant pattern.
};

struct RegisterPlan {
  Lane lane = Lane::kTruth;
  bool bounds = false;   ///< May be provisional.
  bool borrows = false;  ///< Loads of columns: usually no lanes of its own are needed.
  bool constant = false;
  std::shared_ptr<const Elements> elements;  ///< Of a constant list.
};

/// Where a norm's verdict comes from.
struct NormPlan {
  std::size_t norm = 0;
  NormKind kind = NormKind::kDuty;
  std::optional<std::uint32_t> applies;  ///< bool; none: it always applies
  std::uint32_t test = 0;                ///< bool; duty, ban, trigger
  std::uint32_t done = 0, due = 0;       ///< dates; deadline
  std::vector<std::uint32_t> cone;       ///< The instructions it rests on, in order.
};

struct Program {
  std::vector<Instruction> code;  ///< Instruction i writes register i.
  std::vector<RegisterPlan> registers;
  std::vector<NormPlan> norms;
  std::vector<WorkingCalendar> calendars;
  std::vector<std::string> calendar_names;
  /// Derived facts that a caller may give: (derived fact's column, instruction of kMeet).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> meets;
  /// Where the value of a typed node, or of a condition, stands: for explanations.
  std::unordered_map<const void*, std::uint32_t> places;
  std::vector<const Assumption*> assumed;  ///< By attribute; nullptr where nothing is assumed.
  std::size_t attributes = 0;              ///< Of the entity; derived facts' columns follow.
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/program-inl.hpp"
#endif
