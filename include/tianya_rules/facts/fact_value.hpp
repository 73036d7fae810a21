// SPDX-License-Identifier: Apache-2.0
/// FactValue: what a program says of one attribute, before its type is checked. Floor: facts.
///
///     FactValue value = Date(2026, 9, 21);
///     append_fact_json(line, value);          // `"2026-09-21"`: from here on a reader judges it as it judges a file's
///
/// Threads: values. Tested by tests/cpp/eval_rulebook_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tianya_rules/calendar/date.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// "Nothing happened", "none": a fact that is known to be null.
struct Null {};
inline constexpr Null null{};

/// What a caller says of one attribute.
using FactValue = std::variant<Null, bool, std::int64_t, double, Date, std::string, std::vector<std::string>>;

/// Appends the value as JSON. A double that is no finite number becomes its name in quotation marks, which no attribute of a
/// number's type accepts.
TIANYA_RULES_API void append_fact_json(std::string& out, const FactValue& value);
/// Appends a text as JSON, between quotation marks.
TIANYA_RULES_API void append_fact_text(std::string& out, std::string_view text);

/// Whether all texts of the value are UTF-8.
[[nodiscard]] TIANYA_RULES_API bool is_utf8(const FactValue& value);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/facts/fact_value-inl.hpp"
#endif
