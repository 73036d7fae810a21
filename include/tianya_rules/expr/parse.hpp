// SPDX-License-Identifier: Apache-2.0
/// parse: a condition's text to `Syntax`. Floor: expr.
///
///     Diagnostics problems;
///     SyntaxPtr tree = parse({"times_late >= 3", {}}, problems);   // nullptr where problems has errors
#pragma once

#include <string_view>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/expr/syntax.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The text of one expression and where it stands. `offsets[i]` is the byte of `source` that byte i of `text` was written at (one
/// longer than `text`): a YAML scalar with escapes or a block scalar is not contiguous in its file. Empty: text is source[base …].
struct ExpressionText {
  std::string text;
  SourcePtr source;
  std::size_t base = 0;
  std::vector<std::size_t> offsets;
};

/// nullptr where the text is no expression; every problem found is added to `problems`.
TIANYA_RULES_API SyntaxPtr parse(const ExpressionText& expression, Diagnostics& problems);

/// The expression as CEL text that parses to the same tree.
TIANYA_RULES_API std::string print(const Syntax& syntax);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/expr/lexer-inl.hpp"
#include "tianya_rules/expr/parse-inl.hpp"
#include "tianya_rules/expr/print-inl.hpp"
#endif
