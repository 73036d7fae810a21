// SPDX-License-Identifier: Apache-2.0
// Prints the library's answers to random conditions of CEL's own functions: `tianya_rules_answers COUNT [FIRST_SEED]`. A line of
// JSON each: seed, expr, facts (all of them known), answer. compare_cel_cpp.py compares them with cel-cpp's.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "reference/columns.hpp"
#include "reference/generate.hpp"
#include "reference/world.hpp"

using namespace reference;
using nlohmann::json;

namespace {

/// Numbers as text: JSON has neither all ints nor NaN.
json shown(const Value& value) {
  if (value.is_error()) return {{"error", true}};
  if (const auto* flag = std::get_if<bool>(&value.value)) return {{"bool", *flag}};
  if (std::holds_alternative<std::int64_t>(value.value)) return {{"int", to_string(value)}};
  if (std::holds_alternative<double>(value.value)) return {{"double", to_string(value)}};
  if (std::holds_alternative<std::string>(value.value)) return {{"string", value.text()}};
  json list = json::array();
  for (const Value& one : value.list()) list.push_back(shown(one));
  return {{"list", list}};
}

void print_one(const World& world, std::uint64_t seed) {
  Random random(seed);
  ConditionStyle style;
  style.plain = true;
  ConditionMaker maker(random, style);
  const int depth = 1 + static_cast<int>(random() % 4);
  const std::string text = random() % 2 == 0 ? maker.expression(depth) : maker.condition(depth);
  tianya_rules::Diagnostics problems;
  const tianya_rules::TypedPtr typed = world.typed(text, problems);
  if (!typed) return;
  Row row;
  json facts = json::object();
  for (const auto& attribute : world.entity.attributes) {
    row.attributes.push_back(random_known(attribute.type, random));
    const bool plain = std::string("nxbsl").find(attribute.name[0]) != std::string::npos;
    if (plain) facts[attribute.name] = shown(row.attributes.back());
  }
  const Value answer = evaluate_columns(world.entity, typed, {row}, random() % 2 == 0).front();
  std::printf("%s\n", json{{"seed", seed}, {"expr", text}, {"facts", facts}, {"answer", shown(answer)}}.dump().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  const World world;
  for (std::uint64_t seed = first; seed < first + count; ++seed) print_one(world, seed);
  return 0;
}
