// SPDX-License-Identifier: Apache-2.0
#include "reference/differential.hpp"

#include "reference/columns.hpp"
#include "reference/generate.hpp"
#include "reference/shifted.hpp"

namespace reference {

using namespace tianya_rules;

namespace {

/// Each edge comes up; most tables are short, since the slow evaluator is slow.
std::size_t random_row_count(Random& random) {
  static constexpr std::size_t kEdges[] = {0, 1, 63, 64, 65, 1023, 1024, 1025, 2049};
  const std::uint64_t die = random() % 200;
  return die < 9 ? kEdges[die] : die < 60 ? 100 : random() % 70;
}

std::string difference(const World& world, const TypedPtr& typed, const std::vector<Row>& rows, const std::vector<Value>& answers) {
  if (answers.size() != rows.size())
    return std::to_string(answers.size()) + " answers for " + std::to_string(rows.size()) + " rows";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Value expected = evaluate(*typed, rows[i]);
    if (identical(answers[i], expected)) continue;
    std::string text = "row " + std::to_string(i) + " of " + std::to_string(rows.size()) + ": " + to_string(answers[i]) +
                       ", the slow evaluator: " + to_string(expected) + "\nfacts:";
    for (std::size_t a = 0; a < world.entity.attributes.size(); ++a) {
      text += ' ' + world.entity.attributes[a].name + '=' + to_string(rows[i].attributes[a]);
    }
    return text;
  }
  return {};
}

}  // namespace

std::string compare_once(const World& world, std::uint64_t seed) {
  Random random(seed);
  ConditionMaker maker(random, {});
  const int depth = 1 + static_cast<int>(random() % 4);
  const std::string text = random() % 3 == 0 ? maker.expression(depth) : maker.condition(depth);
  Diagnostics problems;
  const TypedPtr typed = world.typed(text, problems);
  if (!typed) return {};
  std::vector<Row> rows(random_row_count(random));
  for (Row& row : rows) row = random_row(world.entity, random);
  const bool fold = random() % 2 == 0;
  std::vector<Value> answers;
  if (random() % 2 == 0) {
    answers = evaluate_columns(world.entity, typed, rows, fold);
  } else {
    const ShiftedTable shifted(world.entity, rows, random);
    answers = evaluate_columns(world.entity, typed, shifted.table(), fold);
  }
  const std::string found = difference(world, typed, rows, answers);
  return found.empty() ? found : "seed " + std::to_string(seed) + ": " + text + '\n' + found + '\n';
}

}  // namespace reference
