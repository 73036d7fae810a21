// SPDX-License-Identifier: Apache-2.0
#include "reference/columns.hpp"

#include "reference/world.hpp"
#include "tianya_rules/eval/expression.hpp"

namespace reference {

using namespace tianya_rules;

namespace {
Value answer_of(const EvaluatedValue& evaluated) {
  switch (evaluated.state) {
    case EvaluatedValue::State::kKnown:
      return reference::value_of(evaluated.value, evaluated.type);
    case EvaluatedValue::State::kNull:
      return Value::null();
    case EvaluatedValue::State::kAbsent:
      return Value::absent();
    case EvaluatedValue::State::kError:
      break;
  }
  return Value::failed("error");
}
}  // namespace

std::vector<Value> evaluate_columns(const Entity& entity, const TypedPtr& typed, const Table& table, bool fold,
                                    const FindCalendar& find_calendar) {
  Expression::FindCalendar find;
  if (find_calendar) find = [&](std::string_view text) { return find_calendar(std::string(text)); };
  std::vector<Value> values;
  for (const EvaluatedValue& one : Expression(entity, typed, find, fold).evaluate(table)) values.push_back(answer_of(one));
  return values;
}

std::vector<Value> evaluate_columns(const Entity& entity, const TypedPtr& typed, const std::vector<Row>& rows, bool fold,
                                    const FindCalendar& find_calendar) {
  TableBuilder builder(entity, 0);
  for (const Row& row : rows) append(row, entity, builder);
  return evaluate_columns(entity, typed, builder.table(), fold, find_calendar);
}

}  // namespace reference
