// SPDX-License-Identifier: Apache-2.0
// What must hold of any condition on any facts: 10,000 random conditions over 100 rows each, by RapidCheck.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "cpp/property.hpp"
#include "reference/columns.hpp"
#include "reference/completions.hpp"
#include "reference/effort.hpp"
#include "reference/generate.hpp"
#include "reference/world.hpp"

using namespace reference;
using tianya_rules::Macro;
using tianya_rules::Typed;
using tianya_rules::TypedKind;
using tianya_rules::TypedPtr;

namespace {

constexpr std::size_t kRows = 100;

struct Sample {
  std::string text;
  TypedPtr typed;
  std::vector<Row> rows;
};

Sample sample(const World& world, std::uint64_t seed, ConditionStyle style) {
  Random random(seed);
  Sample made;
  while (!made.typed) {
    made.text = ConditionMaker(random, style).condition(1 + static_cast<int>(random() % 4));
    tianya_rules::Diagnostics problems;
    made.typed = world.typed(made.text, problems);
  }
  for (std::size_t i = 0; i < kRows; ++i) made.rows.push_back(random_row(world.entity, random));
  return made;
}

/// `check` on 10,000 seeds: 100 runs, the default of RapidCheck, of 100 each.
void check_on_samples(const std::string& description, const std::function<void(const World&, std::uint64_t)>& check) {
  static const World world;
  tianya_rules_tests::check_property(description, [&] {
    const auto first = *rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>());
    for (std::uint64_t i = 0; i < kConditionsOfRun; ++i) check(world, first + i * 0x9E3779B97F4A7C15);
  });
}

void require_same(const World& world, const Sample& sample, const TypedPtr& other, bool fold) {
  const std::vector<Value> before = evaluate_columns(world.entity, sample.typed, sample.rows, fold);
  const std::vector<Value> after = evaluate_columns(world.entity, other, sample.rows, fold);
  for (std::size_t i = 0; i < kRows; ++i) {
    if (!identical(before[i], after[i])) RC_FAIL(sample.text + ": " + to_string(before[i]) + " becomes " + to_string(after[i]));
  }
}

using Rewrite = std::function<TypedPtr(std::shared_ptr<Typed>)>;

/// Every connective rewritten, innermost first.
TypedPtr rewritten(const TypedPtr& typed, const Rewrite& rewrite) {
  auto made = std::make_shared<Typed>(*typed);
  for (TypedPtr& child : made->children) child = rewritten(child, rewrite);
  return made->kind == TypedKind::kAnd || made->kind == TypedKind::kOr ? rewrite(made) : made;
}

TypedPtr of_kind(const Typed& like, TypedKind kind, std::vector<TypedPtr> children) {
  auto made = std::make_shared<Typed>(like);
  made->kind = kind;
  made->children = std::move(children);
  return made;
}

bool contains(const Typed& typed, const std::function<bool(const Typed&)>& what) {
  return what(typed) ||
         std::any_of(typed.children.begin(), typed.children.end(), [&](const TypedPtr& one) { return contains(*one, what); });
}

/// Where an error may come from a fact that is filled in, although the answer was certain without it: the condition of a `?:` whose
/// branches agree, and `exists_one` that has two already.
bool may_gain_errors(const Typed& typed) {
  return contains(typed, [](const Typed& node) {
    return node.kind == TypedKind::kIf || (node.kind == TypedKind::kComprehension && node.macro == Macro::kExistsOne);
  });
}

bool may_be(const Value& value, bool truth) { return !value.is_known() || value.is_true() == truth; }

void require_no_new_verdict(const Sample& sample, const Value& before, const Value& after) {
  if (after.is_error() && may_gain_errors(*sample.typed)) return;
  for (const bool truth : {true, false}) {
    if (may_be(after, truth) && !may_be(before, truth))
      RC_FAIL(sample.text + ": was " + to_string(before) + ", is " + to_string(after));
  }
}

void used_facts(const Typed& typed, std::vector<std::size_t>& used) {
  if (typed.kind == TypedKind::kAttribute) used.push_back(static_cast<std::size_t>(typed.index));
  for (const TypedPtr& child : typed.children) used_facts(*child, used);
}

/// A row of random facts, of which the condition's are known but for up to three.
Row mostly_known(const World& world, const std::vector<std::size_t>& used, Random& random) {
  Row row;
  row.attributes.resize(world.entity.attributes.size());
  for (const std::size_t fact : used) {
    const std::vector<Value> values = completions(world.entity.attributes[fact]);
    row.attributes[fact] = values[random() % values.size()];
  }
  for (std::size_t n = std::min<std::size_t>(used.size(), random() % 4); n > 0; --n) {
    row.attributes[used[random() % used.size()]] = Value::absent();
  }
  return row;
}

}  // namespace

TEST_CASE("property: the order of the sides of a connective does not matter") {
  check_on_samples("commutative", [](const World& world, std::uint64_t seed) {
    const Sample one = sample(world, seed, {});
    Random random(seed + 1);
    const Rewrite shuffle = [&](std::shared_ptr<Typed> node) -> TypedPtr {
      std::shuffle(node->children.begin(), node->children.end(), random);
      return node;
    };
    require_same(world, one, rewritten(one.typed, shuffle), seed % 2 == 0);
  });
}

TEST_CASE("property: how connectives are grouped does not matter") {
  check_on_samples("associative", [](const World& world, std::uint64_t seed) {
    const Sample one = sample(world, seed, {});
    const Rewrite to_the_left = [](std::shared_ptr<Typed> node) -> TypedPtr {
      TypedPtr all = node->children[0];
      for (std::size_t i = 1; i < node->children.size(); ++i) all = of_kind(*node, node->kind, {all, node->children[i]});
      return all;
    };
    const Rewrite to_the_right = [](std::shared_ptr<Typed> node) -> TypedPtr {
      TypedPtr all = node->children.back();
      for (std::size_t i = node->children.size() - 1; i > 0; --i) all = of_kind(*node, node->kind, {node->children[i - 1], all});
      return all;
    };
    require_same(world, one, rewritten(one.typed, to_the_left), true);
    require_same(world, one, rewritten(one.typed, to_the_right), false);
  });
}

TEST_CASE("property: De Morgan") {
  check_on_samples("De Morgan", [](const World& world, std::uint64_t seed) {
    const Sample one = sample(world, seed, {});
    const Rewrite negate = [](std::shared_ptr<Typed> node) -> TypedPtr {
      std::vector<TypedPtr> sides;
      for (const TypedPtr& side : node->children) sides.push_back(of_kind(*node, TypedKind::kNot, {side}));
      const TypedKind other = node->kind == TypedKind::kAnd ? TypedKind::kOr : TypedKind::kAnd;
      return of_kind(*node, TypedKind::kNot, {of_kind(*node, other, std::move(sides))});
    };
    require_same(world, one, rewritten(one.typed, negate), seed % 2 == 0);
  });
}

TEST_CASE("property: filling in facts never adds a verdict") {
  check_on_samples("filling in", [](const World& world, std::uint64_t seed) {
    Sample one = sample(world, seed, {});
    const std::vector<Value> before = evaluate_columns(world.entity, one.typed, one.rows, false);
    Random random(seed + 1);
    for (Row& row : one.rows) {
      const bool all = random() % 2 == 0;
      for (std::size_t i = 0; i < row.attributes.size(); ++i) {
        const auto& type = world.entity.attributes[i].type;
        if (!row.attributes[i].is_absent() || (!all && random() % 2 == 0)) continue;
        row.attributes[i] = type.nullable && random() % 3 == 0 ? Value::null() : random_known(type, random);
      }
    }
    const std::vector<Value> after = evaluate_columns(world.entity, one.typed, one.rows, false);
    for (std::size_t i = 0; i < kRows; ++i) require_no_new_verdict(one, before[i], after[i]);
  });
}

TEST_CASE("property: where no fact occurs twice what is possible is what some completion gives") {
  check_on_samples("enumeration", [](const World& world, std::uint64_t seed) {
    ConditionStyle style;
    style.once = style.atoms = true;
    Sample one = sample(world, seed, style);
    std::vector<std::size_t> used;
    used_facts(*one.typed, used);
    Random random(seed + 1);
    std::vector<Row> all;
    std::vector<std::size_t> ends;
    for (Row& row : one.rows) {
      row = mostly_known(world, used, random);
      for (Row& full : completed_rows(world.entity, used, row)) all.push_back(std::move(full));
      ends.push_back(all.size());
    }
    const std::vector<Value> possible = evaluate_columns(world.entity, one.typed, one.rows, false);
    const std::vector<Value> answers = evaluate_columns(world.entity, one.typed, all, false);
    for (std::size_t i = 0; i < kRows; ++i) {
      bool found[2] = {false, false};
      for (std::size_t at = i == 0 ? 0 : ends[i - 1]; at < ends[i]; ++at) found[answers[at].is_true() ? 1 : 0] = true;
      if (found[1] != may_be(possible[i], true) || found[0] != may_be(possible[i], false)) {
        RC_FAIL(one.text + ": " + to_string(possible[i]) + ", enumerated otherwise");
      }
    }
  });
}
