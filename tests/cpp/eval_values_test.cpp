// SPDX-License-Identifier: Apache-2.0
// What a condition comes to, and the code of the error where it is one, row by row: nulls of every type, and what may fail.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cpp/eval_books.hpp"

using namespace tianya_rules;

namespace {

struct Row {
  const char* condition;
  const char* expected;
};

const std::string kAttributes =
    "n: {type: int}\nm: {type: int?}\ns: {type: string}\nt: {type: string?}\nl: {type: list<string>}\n"
    "k: {type: enum, labels: {red: {en: r}, green: {en: g}}}\nq: {type: enum?, labels: {green: {en: g}, red: {en: r}}}\n"
    "r: {type: enum?, labels: {red: {en: r}, big: {en: b}}}\nb: {type: bool}\nd: {type: date}\n";

void check(const std::vector<Row>& rows, const std::string& facts) {
  std::vector<std::pair<std::string, std::string>> duties;
  for (std::size_t i = 0; i < rows.size(); ++i) duties.emplace_back("rule" + std::to_string(i), rows[i].condition);
  const Rulebook book = eval_books::small_book(kAttributes, duties);
  const Findings found = book.check_json(R"({"as_of": "2026-11-23", "c": [{"id": "C", )" + facts + "}]}", {}).value();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].condition);
    CHECK(eval_books::told(eval_books::find(found, duties[i].first, "C")) == rows[i].expected);
  }
}

}  // namespace

TEST_CASE("a label that is null is equal to null alone, beside whatever it is compared with") {
  const std::string facts = R"("k": "red", "s": "red", "t": null, "l": ["red"], "b": true)";
  check({{"q == k", "violated"},
         {"q != k", "compliant"},
         {"k == q", "violated"},
         {"q == s", "violated"},
         {"q == t", "compliant"},
         {"q == r", "compliant"},
         {"q in [k]", "violated"},
         {"k in [q]", "violated"},
         {"q in l", "violated"},
         {"[q] == ['red']", "violated"},
         {"[q, r].exists(x, x == null)", "compliant"},
         {"q.orValue(k) == 'red'", "compliant"},
         {"(b ? q : r) == null", "compliant"},
         {"(b ? null : k) == q", "compliant"}},
        facts + R"(, "q": null, "r": null)");
  check({{"q == k", "compliant"}, {"q == r", "violated"}, {"(b ? null : k) == q", "violated"}, {"q in l", "compliant"}},
        facts + R"(, "q": "red", "r": "big")");
  check({{"q == k", "compliant|violated missing:q"}, {"q.orValue(k) == 'red'", "compliant|violated missing:q"}}, facts);
}

TEST_CASE("an error is told by what failed, whether the condition is worked out beforehand or with the facts") {
  const std::string overflow = "compliant|violated error:overflow", zero = "compliant|violated error:division_by_zero";
  check({{"-9223372036854775808 / n == 1", overflow.c_str()},
         {"(-9223372036854775807 - 1) % n == 1", overflow.c_str()},
         {"n / (n + 1) == 1", zero.c_str()},
         {"n % (n + 1) == 1", zero.c_str()},
         {"n / 0 == 1", zero.c_str()},
         {"n + 9223372036854775807 + 9 == 1", overflow.c_str()},
         {"[1, 2, 3].exists_one(x, 6 / (2 - x) == 6)", zero.c_str()},
         {"[1, 2, 3].map(x, 6 / (2 - x)) == [6]", zero.c_str()},
         {"['a'].map(x, int(x)) == [1]", "compliant|violated error:invalid_value"},
         {"[1].map(x, [1][x]) == [1]", "compliant|violated error:index_out_of_range"},
         {"[1].map(x, date('2200-12-31') + days(x)) == [d]", "compliant|violated error:date_out_of_range"},
         {"l.map(x, int(x)) == [1]", "compliant|violated error:invalid_value"},
         {"l.all(x, size(x) / (n + 1) == 0)", zero.c_str()}},
        R"("n": -1, "l": ["a"], "d": "2026-01-01")");
}
