// SPDX-License-Identifier: Apache-2.0
/// The slow, obvious evaluator: one row at a time, straight over the typed syntax tree. Used only to be compared with.
///
/// It follows CEL and, for what CEL does not have (facts that are absent, null, errors, dates), the design: an absent operand is
/// unknown, an error is an unknown with a reason and wins over a mere unknown, `&&`, `||`, `all`, `exists` absorb both.
/// Tested by tests/reference/evaluate_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reference/value.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/expr/typed.hpp"

namespace reference {

/// One row: a value for each attribute, and for each derived fact.
struct Row {
  std::vector<Value> attributes;
  std::vector<Value> derived;
};

using FindCalendar = std::function<tianya_rules::WorkingCalendar(const std::string& text)>;

Value evaluate(const tianya_rules::Typed& typed, const Row& row, const FindCalendar& find_calendar = {});

/// What a constant of that type is as a value.
Value value_of(const tianya_rules::Constant& constant, const tianya_rules::Type& type);

/// `kernel` on operands, none of which is absent or an error. evaluate.cpp asks it; operators.cpp, functions.cpp answer.
Value apply(const tianya_rules::Typed& call, const std::vector<Value>& operands, const FindCalendar& find_calendar);
Value apply_operator(tianya_rules::KernelId kernel, const std::vector<Value>& operands);

/// CEL's equality: two-valued with null, NaN unequal to itself.
bool equal(const Value& a, const Value& b);

}  // namespace reference
