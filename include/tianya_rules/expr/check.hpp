// SPDX-License-Identifier: Apache-2.0
/// check: `Syntax` to `Typed` against declared names. Floor: expr.
///
/// The checker knows no rulebook: names are asked of an `Environment`. It narrows `T?` by literal tests only (`x == null`,
/// `x != null`, `has(x)`), along `&&`, `||` and `?:`, and from facts the caller says hold already.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/expr/functions.hpp"
#include "tianya_rules/expr/not_null.hpp"
#include "tianya_rules/expr/syntax.hpp"
#include "tianya_rules/expr/typed.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What a name stands for.
struct Declaration {
  enum class Kind : std::uint8_t { kAttribute, kDerived, kConstant, kReading } kind = Kind::kAttribute;
  Type type;               ///< kReading: joined over all answers.
  std::int32_t index = 0;  ///< kAttribute, kDerived
  Constant constant;       ///< kConstant
  SyntaxPtr expansion;     ///< kReading: the chosen answer's text, checked where the name stands, in the same environment
};

/// A reading's name where a condition uses it.
struct ReadingUse {
  const Syntax& syntax;
  const std::string& full_name;
  std::size_t depth = 0;    ///< of the name
  const NotNull& not_null;  ///< known here
};

/// What checks have cost.
struct CheckTrace {
  std::size_t parts = 0;  ///< Checked in all, with those of answers.
  std::size_t depth = 0;  ///< The deepest.
};

/// Names as a condition sees them. All members may be empty.
struct Environment {
  /// CEL's container: in `a.b`, a name x is looked up as a.b.x, a.x, x.
  std::string container;
  /// The declaration of a full (dotted) name.
  std::function<std::optional<Declaration>(std::string_view)> lookup;
  /// All names that `lookup` knows, for suggestions and to tell `a.b` the name from `a` . `b`.
  std::function<std::vector<std::string_view>()> names;
  /// `met("id")`: the index of that norm, or a diagnostic added and nothing.
  std::function<std::optional<std::int32_t>(std::string_view id, const Span& span, Diagnostics& problems)> met;
  /// Functions beside `core_functions()`; the pointer must outlive the check.
  const std::vector<Function>* more_functions = nullptr;
  /// The calendar that a working-day function means where none is named; nullptr: one must be named.
  SyntaxPtr default_calendar;
  /// Whether `calendar("id", "overlay"…)` exists; adds a diagnostic where not.
  std::function<bool(std::string_view calendar_and_overlays, const Span& span, Diagnostics& problems)> knows_calendar;
  /// Told of each use of a reading, before its answer is checked: the same place may have to be looked at under other answers.
  std::function<void(const ReadingUse&)> uses_reading;
  CheckTrace* trace = nullptr;  ///< Added to; may be nullptr.
};

/// What a position accepts.
struct Expected {
  std::optional<Type> type;  ///< nothing: any type. `T?` accepts `T` and null.
  std::string what;          ///< for messages: "`applies`", "`done`"
};

/// The names that literal tests have shown not to be null, given a condition that holds (or, with `holds` false, that fails).
/// Looks through parentheses, `&&` (holds), `||` (fails), `!` and readings. `variable`: what a name stands for that a macro binds
/// around the condition; nothing where it is none.
TIANYA_RULES_API std::vector<std::string> names_not_null(
    const Syntax& condition, bool holds, const Environment& environment,
    const std::function<std::optional<std::string>(std::string_view)>& variable = {});

/// nullptr where anything is wrong; every problem is added to `problems`. `not_null` names (full names) are known not to be null
/// here.
TIANYA_RULES_API TypedPtr check(const SyntaxPtr& syntax, const Environment& environment, const Expected& expected,
                                const std::vector<std::string>& not_null, Diagnostics& problems);
/// The same with a set that is narrowed on the way and is at the end as it was.
TIANYA_RULES_API TypedPtr check(const SyntaxPtr& syntax, const Environment& environment, const Expected& expected,
                                NotNull& not_null, Diagnostics& problems);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/expr/check-inl.hpp"
#endif
