// SPDX-License-Identifier: Apache-2.0
/// fold_constant: what an expression comes to without any fact; for warnings of conditions that can never hold, or always do.
/// Floor: rulebook. Not for callers: `check_every_answer` warns.
///
///     fold_constant(*typed);   // of `date("2026-01-01") + days(5)`: the day number of 2026-01-06
///
/// Threads: a function of its argument. Errors: what is an error, or not worked out here, has no value. Tested by
/// tests/cpp/rulebook_lint_test.cpp.
#pragma once

#include <optional>

#include "tianya_rules/expr/typed.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Nothing where the value hangs on a fact or on a reading's answer.
TIANYA_RULES_API std::optional<Constant> fold_constant(const Typed& typed);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/fold_constant-inl.hpp"
#endif
