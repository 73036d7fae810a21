// SPDX-License-Identifier: Apache-2.0
/// The one table of functions: operators and functions alike, a row each. Floor: expr.
///
/// Adding a function is one row here (or, for date functions, in rulebook/date_functions), one kernel in eval/, and its tests.
#pragma once

#include <string_view>
#include <vector>

#include "tianya_rules/expr/kernel_id.hpp"
#include "tianya_rules/expr/type.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// One overload. Parameter and result types are patterns: `T` stands for one type throughout the row, `T?` accepts null.
struct Function {
  std::string_view name;                     ///< As the parser names it: `_<_`, `size`, `math.least`, `add_workdays`.
  std::string_view overload;                 ///< Stable id, CEL's own where it has one: `add_int64`.
  bool receiver = false;                     ///< Called as `a.f(b)`; the receiver is the first parameter.
  std::vector<std::string_view> parameters;  ///< Type patterns: "int", "date?", "list<T>", "T"
  std::string_view result;
  KernelId kernel = KernelId::kNone;
  std::string_view doc_en;
  std::string_view doc_zh;
};

/// CEL's own operators and functions of the profile, in the order they are documented.
TIANYA_RULES_API const std::vector<Function>& core_functions();

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/expr/functions-inl.hpp"
#endif
