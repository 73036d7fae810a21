// SPDX-License-Identifier: Apache-2.0
// Whole norms of random conditions, judged: verdicts against the slow evaluator and against every completion of the absent facts,
// and what is missing against the facts that make a difference. 10,000 norms over 100 rows each.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "cpp/eval_books.hpp"
#include "cpp/property.hpp"
#include "reference/completions.hpp"
#include "reference/effort.hpp"
#include "reference/generate.hpp"
#include "reference/world.hpp"

using namespace reference;
using namespace tianya_rules;

namespace {

constexpr std::size_t kNorms = kConditionsOfRun, kRows = 100;

struct RandomNorm {
  std::string applies, requires_;
};

std::string quoted(const std::string& condition) {
  std::string text;
  for (const char c : condition) text += c == '\'' ? "''" : std::string(1, c);
  return '\'' + text + '\'';
}

std::string facts_yaml(const Entity& entity) {
  std::string yaml = "c:\n  label: {zh: 事, en: c}\n  attributes:\n";
  for (const Attribute& one : entity.attributes) {
    Type type = one.type;
    if (type.is_enumeration())
      yaml += "    " + one.name + ":\n      type: enum" + (type.nullable ? "?" : "") + "\n      labels:\n";
    else
      yaml += "    " + one.name + ":\n      type: " + to_string(type) + "\n";
    for (std::size_t i = 0; type.is_enumeration() && i < type.enumeration->labels.size(); ++i) {
      yaml += "        " + type.enumeration->labels[i] + ": {zh: 标" + std::to_string(i) + ", en: l" + std::to_string(i) + "}\n";
    }
    yaml += "      label: {zh: " + one.name + "项, en: " + one.name + "}\n      description: {zh: 说, en: d}\n";
    if (one.name[0] == 'b') yaml += "      judged: true\n";
  }
  return yaml;
}

/// A rulebook of those norms, all of them duties.
Rulebook rulebook_of(const World& world, const std::vector<RandomNorm>& norms) {
  const eval_books::TemporaryFolder folder;
  folder.write("regulation.yaml",
               "id: random\ntitle: {zh: 规, en: r}\nissuer: {zh: 局, en: i}\nlanguages: [zh, en]\nbearers:\n  bureau:\n"
               "    label: {zh: 局, en: bureau}\noutline:\n  - label: 第一条\n    text: 应当如此。\nnorms:\n  - norms.yaml\n");
  folder.write("facts.yaml", facts_yaml(world.entity));
  std::string yaml;
  for (std::size_t i = 0; i < norms.size(); ++i) {
    yaml += "n" + std::to_string(i) +
            ":\n  cites: 第一条\n  about: c\n  bearer: bureau\n  title: {zh: 题, en: t}\n  quotes: [应当如此]\n  applies: " +
            quoted(norms[i].applies) + "\n  requires: " + quoted(norms[i].requires_) + "\n";
  }
  folder.write("norms.yaml", yaml);
  return Rulebook::load(folder.path()).value();
}

struct Judged {
  std::vector<std::vector<std::uint8_t>> bits;              ///< By norm, by row.
  std::vector<std::vector<std::set<std::size_t>>> missing;  ///< The same; only of the rows asked for.
};

Judged judge(const Rulebook& book, const World& world, const std::vector<Row>& rows, bool with_missing) {
  CheckOptions options;
  options.as_of = Date::kMax;  // no event is still to come
  const Judge judge = book.judge(options).value();
  Judge::Scratch scratch = judge.scratch();
  TableBuilder builder(world.entity, 0);
  for (const Row& row : rows) append(row, world.entity, builder);
  Judged judged;
  judged.bits.resize(kNorms), judged.missing.resize(kNorms);
  const Diagnostics problems = judge.run(builder.table(), Date::kMax, scratch, [&](const JudgedBlock& block) {
    for (std::size_t norm = 0; norm < kNorms; ++norm) {
      const std::uint8_t* verdicts = block.verdicts(norm);
      judged.bits[norm].insert(judged.bits[norm].end(), verdicts, verdicts + block.rows());
      for (std::size_t row = 0; with_missing && row < block.rows(); ++row) {
        const FindingData finding = block.finding(norm, row);
        std::set<std::size_t> names(finding.missing.begin(), finding.missing.end());
        names.insert(finding.needs_judgement.begin(), finding.needs_judgement.end());
        judged.missing[norm].push_back(std::move(names));
      }
    }
  });
  RC_ASSERT(problems.empty());
  return judged;
}

constexpr std::uint8_t kVerdicts = 15;

/// Compliant 1, violated 2, not applicable 8, error 64.
std::uint8_t expected(const Value& applies, const Value& met) {
  const auto may_be = [](const Value& value, bool truth) { return !value.is_known() || value.is_true() == truth; };
  std::uint8_t bits = may_be(applies, false) ? 8 : 0;
  if (may_be(applies, true) && may_be(met, true)) bits |= 1;
  if (may_be(applies, true) && may_be(met, false)) bits |= 2;
  const bool doubt = (bits & (bits - 1)) != 0;
  const bool error = applies.is_error() || (met.is_error() && may_be(applies, true));
  return static_cast<std::uint8_t>(bits | (doubt && error ? 64 : 0));
}

std::vector<RandomNorm> random_norms(const World& world, Random& random, ConditionStyle style) {
  std::vector<RandomNorm> norms;
  while (norms.size() < kNorms) {
    ConditionMaker maker(random, style);
    RandomNorm norm;
    norm.applies = maker.condition(static_cast<int>(random() % 3));
    norm.requires_ = maker.another_condition(1 + static_cast<int>(random() % 3));
    Diagnostics problems;
    if (world.typed(norm.applies, problems) && world.typed(norm.requires_, problems)) norms.push_back(std::move(norm));
  }
  return norms;
}

std::string shown(const RandomNorm& norm) { return "applies: " + norm.applies + ", requires: " + norm.requires_; }

}  // namespace

TEST_CASE("property: verdicts are those of the slow evaluator") {
  const World world;
  tianya_rules_tests::check_property("verdicts", [&] {
    Random random(*rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()));
    const std::vector<RandomNorm> norms = random_norms(world, random, {});
    std::vector<Row> rows;
    for (std::size_t i = 0; i < kRows; ++i) rows.push_back(random_row(world.entity, random));
    const Judged judged = judge(rulebook_of(world, norms), world, rows, true);
    for (std::size_t norm = 0; norm < kNorms; ++norm) {
      const TypedPtr applies = world.typed(norms[norm].applies), met = world.typed(norms[norm].requires_);
      for (std::size_t row = 0; row < kRows; ++row) {
        const std::uint8_t bits = judged.bits[norm][row];
        if (bits != expected(evaluate(*applies, rows[row]), evaluate(*met, rows[row]))) RC_FAIL(shown(norms[norm]));
        const bool doubt = ((bits & kVerdicts) & ((bits & kVerdicts) - 1)) != 0;
        const bool is_missing = !judged.missing[norm][row].empty();
        if (!doubt && is_missing) RC_FAIL("something is missing without a doubt: " + shown(norms[norm]));
        if (doubt && !is_missing && (bits & 64) == 0) RC_FAIL("a doubt has no cause: " + shown(norms[norm]));
      }
    }
  });
}

TEST_CASE("property: what is missing is what makes a difference where no fact occurs twice") {
  const World world;
  tianya_rules_tests::check_property("missing", [&] {
    Random random(*rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()));
    ConditionStyle style;
    style.once = style.atoms = true;
    const std::vector<RandomNorm> norms = random_norms(world, random, style);
    // Rows that differ in what is absent, and behind each all its completions.
    std::vector<std::size_t> every(world.entity.attributes.size());
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
    std::vector<Row> bases, all;
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < kRows; ++i) {
      Row row;
      for (const Attribute& one : world.entity.attributes) {
        const std::vector<Value> values = one.type.is(TypeKind::kList) || one.type.is(TypeKind::kDouble)
                                              ? std::vector<Value>{random_known(one.type, random)}
                                              : completions(one);
        row.attributes.push_back(values[random() % values.size()]);
      }
      for (int n = 0; n < 4; ++n) {
        const std::size_t fact = random() % every.size();
        const TypeKind kind = world.entity.attributes[fact].type.kind;
        if (kind != TypeKind::kList && kind != TypeKind::kDouble) row.attributes[fact] = Value::absent();
      }
      for (Row& full : completed_rows(world.entity, every, row)) all.push_back(std::move(full));
      bases.push_back(std::move(row)), ends.push_back(all.size());
    }
    const Rulebook book = rulebook_of(world, norms);
    const Judged judged = judge(book, world, bases, true);
    const Judged full = judge(book, world, all, false);
    for (std::size_t norm = 0; norm < kNorms; ++norm) {
      for (std::size_t row = 0; row < kRows; ++row) {
        const std::size_t first = row == 0 ? 0 : ends[row - 1];
        std::uint8_t found = 0;
        for (std::size_t at = first; at < ends[row]; ++at) found |= full.bits[norm][at];
        if (found != judged.bits[norm][row]) RC_FAIL("possible is not what is found: " + shown(norms[norm]));
        // Completions that differ in one fact alone are a fixed stride apart: the last absent fact varies fastest.
        std::set<std::size_t> relevant;
        std::size_t stride = 1;
        for (std::size_t fact = every.size(); fact-- > 0;) {
          if (!bases[row].attributes[fact].is_absent()) continue;
          const std::size_t values = completions(world.entity.attributes[fact]).size();
          for (std::size_t at = first; at < ends[row]; ++at) {
            const bool is_last = ((at - first) / stride) % values == values - 1;
            if (!is_last && full.bits[norm][at] != full.bits[norm][at + stride]) relevant.insert(fact);
          }
          stride *= values;
        }
        if (relevant != judged.missing[norm][row]) RC_FAIL("what is missing is not what matters: " + shown(norms[norm]));
      }
    }
  });
}
