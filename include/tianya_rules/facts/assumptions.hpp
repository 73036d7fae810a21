// SPDX-License-Identifier: Apache-2.0
/// Assumption: what a caller says an absent fact is (`--assume loan.transfer_workdays=0`). Floor: facts.
///
///     Result<Assumption> assumed = parse_assumption(vocabulary, "loan.transfer_workdays=0");
///
/// Errors: an unknown entity or attribute, with a suggestion; a value that does not fit the attribute's type or range.
/// Tested by tests/cpp/eval_check_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Fills an attribute where it is absent. The value is typed as the attribute is.
struct Assumption {
  std::size_t entity = 0;
  std::size_t column = 0;
  std::string text;                ///< As a CSV cell would have it: `0`, `true`, `null`, `2026-03-02`, `immediate`.
  bool null = false;               ///< Only where the type has `?`.
  std::int64_t integer = 0;        ///< bool (0, 1), int, date (days since 1970-01-01), enumeration (the label's index)
  double real = 0;                 ///< double
  std::string string;              ///< string
  std::vector<std::string> texts;  ///< list<string>
};

/// `path` is `entity.attribute`. Derived facts cannot be assumed: assume what they rest on.
TIANYA_RULES_API Result<Assumption> parse_assumption(const Vocabulary& vocabulary, std::string_view path, std::string_view value);
/// `text` is `entity.attribute=value`.
TIANYA_RULES_API Result<Assumption> parse_assumption(const Vocabulary& vocabulary, std::string_view text);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/facts/assumptions-inl.hpp"
#endif
