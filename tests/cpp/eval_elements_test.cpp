// SPDX-License-Identifier: Apache-2.0
// Lists that are long: what a row may walk through and make depends on that row alone, and the causes of a doubt are found in
// whichever piece of the elements they lie.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cpp/eval_books.hpp"
#include "reference/columns.hpp"
#include "reference/world.hpp"
#include "tianya_rules/base/limits.hpp"

using namespace tianya_rules;
using reference::Value;

namespace {

/// `prefix0`, `prefix1` … of that length.
Value texts(const std::string& prefix, std::size_t length) {
  reference::List all;
  for (std::size_t i = 0; i < length; ++i) all.push_back(Value::of(prefix + std::to_string(i)));
  return Value::of(all);
}

reference::Row row_of_lists(const reference::World& world, const Value& first, const Value& second) {
  reference::Row row{std::vector<Value>(world.entity.attributes.size()), {}};
  row.attributes[world.index_of("l1")] = first;
  row.attributes[world.index_of("l2")] = second;
  return row;
}

std::vector<std::string> answers(const reference::World& world, const std::string& condition,
                                 const std::vector<reference::Row>& rows) {
  std::vector<std::string> all;
  for (const Value& one : reference::evaluate_columns(world.entity, world.typed(condition), rows, false))
    all.push_back(to_string(one));
  return all;
}

}  // namespace

TEST_CASE("a row's long lists take nothing from the rows beside it") {
  const reference::World world;
  // 1,024 rows of 150 x 150 pairs: more together than one row may have.
  const std::vector<reference::Row> rows(1024, row_of_lists(world, texts("a", 150), texts("a", 150)));
  CHECK(answers(world, "l1.all(x, l2.exists_one(y, x == y))", rows) == std::vector<std::string>(1024, "true"));
  CHECK(answers(world, "size(l1.filter(x, x in l2.map(y, y + 'z'))) == 0", rows) == std::vector<std::string>(1024, "true"));
}

TEST_CASE("one row's elements may be too many, and only that row's") {
  const reference::World world;
  struct Case {
    std::string condition;
    std::size_t first, second;  ///< Lengths of l1 and l2 that just fit; one more in l1 does not.
    std::string fits;
  };
  const std::size_t half = kMaxListElements / 2;
  const std::vector<Case> cases = {
      {"l1.all(x, l2.all(y, x != y))", kMaxRowElements / 8192, 8192, "true"},
      {"size(l1 + l2)", half, half, std::to_string(kMaxListElements)},
      // The lists in a list count: each of l1's elements makes one of three.
      {"size(l1.map(x, [x, x, x]))", kMaxListElements / 4, 0, std::to_string(kMaxListElements / 4)},
      {"size([l1, l2])", half - 1, half - 1, "2"},
      // Among many elements of one record, each may make fewer.
      {"l1.all(x, size(l2 + [x]) == 4096)", kMaxRowElements / 4096, 4095, "true"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.condition);
    const reference::Row fits = row_of_lists(world, texts("a", one.first), texts("b", one.second));
    const reference::Row more = row_of_lists(world, texts("a", one.first + 1), texts("b", one.second));
    CHECK(answers(world, one.condition, {more, fits, more}) == std::vector<std::string>{"error", one.fits, "error"});
  }
}

TEST_CASE("causes of a doubt are found in every piece of the elements") {
  const Rulebook book =
      eval_books::small_book("said: {type: list<string>}\nbanned: {type: string}\nshare: {type: int}\n",
                             {{"unsaid", "said.all(x, x != banned)"},
                              {"shared", "said.all(x, size(x) / share < 9)"},
                              {"pairs", "said.all(x, said.all(y, x != y || x == y))"},
                              {"nested", "said.filter(x, size(x) == 1).all(x, said.exists(y, x + banned == y))"}});
  // Of 3,000 texts each, two rows are more than a piece.
  std::vector<Record> records;
  for (int i = 0; i < 6; ++i) {
    Record record = book.record("c", "C-" + std::to_string(i));
    std::vector<std::string> said(i == 5 ? 4097 : 3000, "word");
    said.back() = "x";
    record["said"] = said;
    if (i % 2 == 0) record["banned"] = "y";
    if (i != 3) record["share"] = i == 2 ? 0 : 1;
    records.push_back(record);
  }
  const Findings found = book.check(records, eval_books::as_of(2026, 11, 23)).value();
  const auto told = [&](const std::string& rule, int record) {
    return eval_books::told(eval_books::find(found, rule, "C-" + std::to_string(record)));
  };
  Record violated = book.record("c", "C-6");
  violated["said"] = std::vector<std::string>(4500, "word");
  violated["banned"] = "word";
  const Findings one = book.check({violated}, eval_books::as_of(2026, 11, 23)).value();
  CHECK(eval_books::find(one, "unsaid", "C-6").message(Language::kEnglish).find("“word”, “word” and 4495 more") !=
        std::string::npos);
  for (int i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(told("unsaid", i) == (i % 2 == 0 ? "compliant" : "compliant|violated missing:banned"));
    CHECK(told("shared", i) == (i == 2   ? "compliant|violated error:division_by_zero"
                                : i == 3 ? "compliant|violated missing:share"
                                         : "compliant"));
    CHECK(told("pairs", i) == (i == 5 ? "compliant|violated error:overflow" : "compliant"));
    CHECK(told("nested", i) == (i % 2 == 0 ? "violated" : "compliant|violated missing:banned"));
  }
}
