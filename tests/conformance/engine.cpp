// SPDX-License-Identifier: Apache-2.0
#include "conformance/engine.hpp"

#include <algorithm>
#include <random>

#include "reference/columns.hpp"
#include "reference/random_rows.hpp"

namespace conformance {

using reference::Row;
using reference::Value;
using tianya_rules::Entity;
using tianya_rules::TypedPtr;

std::vector<Value> answers(const Entity& entity, const TypedPtr& typed, const std::vector<Row>& rows, bool fold) {
  return reference::evaluate_columns(entity, typed, rows, fold);
}

ShuffledRows::ShuffledRows(const Variables& variables, const std::string& seed) {
  constexpr std::size_t kRows = 1000, kOwn = 100;
  std::seed_seq words(seed.begin(), seed.end());
  reference::Random random(words);
  std::vector<std::size_t> order(kRows);
  for (std::size_t i = 0; i < kRows; ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  rows.assign(kRows, variables.row);
  is_own.assign(kRows, false);
  for (std::size_t i = 0; i < kRows; ++i) {
    is_own[order[i]] = i < kOwn;
    if (i < kOwn || variables.row.attributes.empty()) continue;
    Row& row = rows[order[i]];
    const std::size_t only = random() % row.attributes.size();
    for (std::size_t column = 0; column < row.attributes.size(); ++column) {
      const bool changes = i % 2 == 0 ? column == only : random() % 3 == 0;
      if (changes) row.attributes[column] = reference::random_value(variables.entity.attributes[column].type, random);
    }
  }
}

}  // namespace conformance
