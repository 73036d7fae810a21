// SPDX-License-Identifier: Apache-2.0
/// Typed: a checked condition. Every node has one type, every name is resolved, every call names its kernel, every reading stands
/// as the chosen answer. What the compiler reads; nothing later sees `Syntax`. Floor: expr.
/// Immutable and shared by pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/expr/kernel_id.hpp"
#include "tianya_rules/expr/type.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A value known at load. Which members count follows from the node's type.
struct Constant {
  bool is_null = false;
  std::int64_t integer = 0;                      ///< bool (0, 1), int, date (days since 1970-01-01), enumeration (code)
  double real = 0;                               ///< double
  std::string text;                              ///< string; calendar: its id and overlays joined by `+`, as in `cn+local`
  std::int64_t years = 0, months = 0, days = 0;  ///< period
  std::vector<Constant> elements;                ///< list
};

enum class TypedKind : std::uint8_t {
  kConstant,   ///< constant
  kError,      ///< an expression that is an error wherever it is evaluated (code in `name`, e.g. `division_by_zero`)
  kAttribute,  ///< index: position in the entity's attributes
  kDerived,    ///< index: position in the entity's derived facts
  kMet,        ///< index: the norm whose condition this is, without its `applies`
  kVariable,   ///< index: depth of the comprehension that binds it (0 = outermost); slot 1 of a two-variable one is `index | 1<<16`
  kReading,    ///< children[0]: the chosen answer (or part); name: `period.end`; type: joined over all answers
  kCall,       ///< kernel, children (receiver first)
  kNot,        ///< children[0]
  kAnd,        ///< children, two or more
  kOr,         ///< children, two or more
  kIf,         ///< children: condition, then, else
  kList,       ///< children: the elements
  kComprehension,  ///< macro, children: list, body [, map's transform: for `map(x, p, t)` children are list, p, t]; index: its
                   ///< depth
  kBind,           ///< cel.bind: children: value, body; index: its depth (the variable is used as kVariable)
};

enum class Macro : std::uint8_t { kAll, kExists, kExistsOne, kFilter, kMap };

struct Typed;
using TypedPtr = std::shared_ptr<const Typed>;

struct Typed {
  TypedKind kind = TypedKind::kConstant;
  Type type;
  Span span;
  KernelId kernel = KernelId::kNone;
  Macro macro = Macro::kAll;
  std::int32_t index = 0;
  std::string name;
  Constant constant;
  std::vector<TypedPtr> children;
};

TIANYA_RULES_END_NAMESPACE
