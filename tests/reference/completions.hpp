// SPDX-License-Identifier: Apache-2.0
/// What absent facts may turn out to be: enough values that every atom of ConditionMaker can be true and false.
#pragma once

#include <vector>

#include "reference/evaluate.hpp"
#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

namespace reference {

/// Values between which every atom of ConditionMaker can be true and false.
inline std::vector<Value> completions(const tianya_rules::Attribute& attribute) {
  using tianya_rules::TypeKind;
  std::vector<Value> values;
  if (attribute.type.nullable) values.push_back(Value::null());
  if (attribute.type.is_enumeration()) {
    return values.push_back(Value::of(std::int64_t{0})), values.push_back(Value::of(std::int64_t{1})), values;
  }
  switch (attribute.type.kind) {
    case TypeKind::kBool:
      return values.push_back(Value::of(true)), values.push_back(Value::of(false)), values;
    case TypeKind::kInt:
      for (std::int64_t n = -1; n <= 3; ++n) values.push_back(Value::of(n));
      return values;
    case TypeKind::kDate:
      for (unsigned day = 29; day <= 31; ++day) values.push_back(Value::of(Day{tianya_rules::Date(2026, 1, day).days()}));
      return values;
    default:
      return values.push_back(Value::of(std::string("a"))), values.push_back(Value::of(std::string("b"))), values;
  }
}

/// Every way to fill in what is absent of the facts used.
inline std::vector<Row> completed_rows(const tianya_rules::Entity& entity, const std::vector<std::size_t>& used, const Row& row) {
  std::vector<Row> all{row};
  for (const std::size_t fact : used) {
    if (!row.attributes[fact].is_absent()) continue;
    std::vector<Row> more;
    for (const Row& one : all) {
      for (const Value& value : completions(entity.attributes[fact])) {
        more.push_back(one);
        more.back().attributes[fact] = value;
      }
    }
    all = std::move(more);
  }
  return all;
}

}  // namespace reference
