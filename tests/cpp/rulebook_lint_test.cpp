// SPDX-License-Identifier: Apache-2.0
// Warnings of conditions that can never hold or always do, and of branches that are never reached.
#include <doctest/doctest.h>

#include <algorithm>

#include "rulebook_patch.hpp"

namespace {

constexpr char kNever[] = "this can never hold";
constexpr char kAlways[] = "this always holds";

/// The good rulebook with one more entity of all kinds of facts, and a norm about it or, where its body says `about`, another.
std::string warnings_of(const std::string& body) {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::text_of(files, "facts.yaml") += R"(thing:
  label: {zh: 物, en: thing}
  attributes:
    i: {type: int, label: {zh: i, en: i}, description: {zh: i, en: i}}
    m: {type: int, min: 0, max: 10, label: {zh: m, en: m}, description: {zh: m, en: m}}
    ni: {type: 'int?', label: {zh: ni, en: ni}, description: {zh: ni, en: ni}}
    r: {type: double, label: {zh: r, en: r}, description: {zh: r, en: r}}
    b: {type: bool, label: {zh: b, en: b}, description: {zh: b, en: b}}
    c: {type: bool, label: {zh: c, en: c}, description: {zh: c, en: c}}
    s: {type: string, label: {zh: s, en: s}, description: {zh: s, en: s}}
    day: {type: date, label: {zh: day, en: day}, description: {zh: day, en: day}}
    nday: {type: 'date?', label: {zh: nday, en: nday}, description: {zh: nday, en: nday}}
    e: {type: enum, label: {zh: e, en: e}, description: {zh: e, en: e}, labels: {red: {zh: 红, en: red}, green: {zh: 绿, en: green}, blue: {zh: 蓝, en: blue}}}
    ne: {type: 'enum?', label: {zh: ne, en: ne}, description: {zh: ne, en: ne}, labels: {red: {zh: 红, en: red}, blue: {zh: 蓝, en: blue}}}
  derived:
    d: {label: {zh: d, en: d}, cites: 第二条, is: b || c}
)";
  rulebook_patch::text_of(files, "readings.yaml") +=
      "few:\n  label: {zh: 少, en: few}\n  question: {zh: 少？, en: few?}\n  answers:\n"
      "    two: {label: {zh: 二, en: two}, is: '[1, 2]', default: true, basis: 第一条}\n"
      "    none: {label: {zh: 无, en: none}, is: '[7, 8]'}\n";
  const std::string about = body.find("  about:") == std::string::npos ? "  about: thing\n" : "";
  rulebook_patch::text_of(files, "norms/two.yaml") +=
      "a9.new:\n  cites: 第二条\n" + about +
      "  bearer: office\n  title: {zh: 新, en: new}\n  inferred: {zh: 推论, en: inferred}\n" + body +
      "a9.few:\n  cites: 第二条\n  about: thing\n  bearer: office\n  title: {zh: 少, en: few}\n"
      "  inferred: {zh: 推论, en: inferred}\n  requires: i in reading.few\n";
  return rulebook_patch::problems_of(files);
}

struct Row {
  std::string body;
  std::string said;        ///< "" for nothing
  std::string under = {};  ///< The words over the carets; "" for any.
};

/// The words over the carets of the first problem.
std::string marked(const std::string& rendered) {
  const std::size_t caret = rendered.find('^');
  const std::size_t line = rendered.rfind('\n', caret) + 1;
  const std::size_t above = rendered.rfind('\n', line - 2) + 1;
  const std::size_t count = rendered.find_first_not_of('^', caret) - caret;
  return rendered.substr(above + caret - line, count);
}

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.body);
    const std::string said = warnings_of(row.body);
    CAPTURE(said);
    if (row.said.empty()) {
      CHECK(said == "");
      continue;
    }
    CHECK(said.find("warning[constant-condition]: " + row.said) == 0);
    CHECK(said.find("1 warning\n") != std::string::npos);
    if (!row.under.empty()) CHECK(marked(said) == row.under);
  }
}

/// A row for a condition about `thing`.
Row when(const std::string& condition, const std::string& said, const std::string& under = {}) {
  return {"  when: '" + condition + "'\n", said, under};
}

}  // namespace

TEST_CASE("conditions that can never hold or always do are warned of unless a reading is the cause") {
  std::vector<Row> rows = {
      {"  requires: complaints > 3 && complaints < 2\n", "this can never hold"},
      {"  requires:\n    - complaints > 3\n    - complaints < 2\n", "this can never hold"},
      {"  requires: complaints >= 0\n", "this always holds"},
      {"  requires: complaints > 1000\n", "this can never hold"},
      {"  requires: complaints > 3 || complaints < 5\n", "this always holds"},
      {"  requires: complaints > 3 || complaints < 3\n", ""},
      {"  requires: passed_on && !passed_on\n", "this can never hold"},
      {"  applies: complaints > 5\n  requires: complaints > 3\n", "this always holds"},
      {"  applies: complaints > 5\n  requires: complaints > 7\n", ""},
      {"  requires: withdrawn_on == null && withdrawn_on != null\n", "this can never hold"},
      {"  requires: withdrawn_on == null || withdrawn_on > date(\"2026-01-01\")\n", ""},
      {"  requires: withdrawn_on != null && withdrawn_on > date(\"2026-01-01\") && withdrawn_on < date(\"2025-01-01\")\n",
       "this can never hold"},
      {"  requires: complaints >= reading.three_or_more && complaints < 3\n", ""},
      {"  requires: complaints == 2 && complaints != 2\n", "this can never hold"},
      {"  requires: 'true'\n", "this always holds"},
      {"  requires: 'complaints > 5 ? (complaints < 3 ? passed_on : true) : passed_on'\n", "this can never hold"},
      {"  requires: 'complaints > 5 ? passed_on : (complaints < 9 ? passed_on : true)'\n", "this always holds"},
      {"  requires: 'complaints > 5 ? (complaints < 9 ? passed_on : true) : passed_on'\n", ""},
      {"  requires: 'complaints >= reading.three_or_more ? (complaints < 3 ? passed_on : true) : passed_on'\n", ""},
  };
  for (Row& row : rows) row.body = "  about: permit\n" + row.body;
  check_rows(rows);
  check_rows({
      {"  about: request\n  requires: kind == \"car\" && kind == \"bicycle\"\n", kNever},
      {"  about: request\n  requires: kind == \"car\" || kind == \"bicycle\" || kind == \"other\"\n", kAlways},
      {"  about: request\n  requires: kind == \"car\" || kind == \"bicycle\"\n", ""},
  });
}

TEST_CASE("a warning stands under the item with which the list becomes impossible, or certain") {
  check_rows({
      {"  when:\n    - b\n    - i > 3\n    - c\n    - i < 2\n", kNever, "i < 2"},
      {"  when:\n    any:\n      - b\n      - i > 3\n      - c\n      - i < 5\n", kAlways, "i < 5"},
      {"  when:\n    - b\n    - not:\n        any:\n          - c\n          - b\n", kNever, "b"},
      {"  applies: i > 5\n  when:\n    - b\n    - c\n    - i < 3\n", kNever, "i < 3"},
      {"  when:\n    - b\n    - i > 3 && c && i < 2\n", kNever, "i > 3 && c && i < 2"},
      {"  when:\n    - i > 3\n    - any:\n        - i < 2\n        - i < 1\n    - b\n", kNever, "i < 2"},
      {"  when:\n    - i > 3 && c\n    - i < 2\n", kNever, "i < 2"},
      {"  when:\n    - any:\n        - i > 3\n        - i > 4\n    - i < 2\n", kNever, "i > 3"},
  });
}

TEST_CASE("a branch that is never reached is told by the condition that leads to it") {
  check_rows({
      when("true ? i > 3 : i > 4", kAlways, "true"),
      when("false ? b : c", kNever, "false"),
      when("\"a\" == \"b\" ? b : c", kNever, "\"a\" == \"b\""),
      when("b ? (b ? i > 3 : i > 4) : c", kAlways, "b"),
      when("b ? c : (b ? i > 3 : i > 4)", kNever, "b"),
      when("b ? (c ? i > 3 : i > 4) : c", ""),
      when("b ? true : false", ""),
      when("b ? i > 3 : false", ""),
      when("(b ? i > 3 : i > 4) && i < 2", kNever),
      when("(b ? i > 3 : i > 1) && i < 3", ""),
      when("(i > 3 || i > 4) && i < 2", kNever),
      when("(1 in reading.few) ? b : c", ""),
      {"  applies: b\n  deadline:\n    done: nday\n    by: 'b ? day : day + days(1)'\n", kAlways, "b"},
      {"  applies: c\n  deadline:\n    done: nday\n    by: 'b ? day : day + days(1)'\n", ""},
  });
}

TEST_CASE("constants are worked out") {
  check_rows({
      when("1 == 1", kAlways),
      when("1 > 2", kNever),
      when("1 > 2 && b", kNever, "1 > 2"),
      when("0x10 == 16 || c", kAlways, "0x10 == 16"),
      when("!(2 * 3 == 6)", kAlways, "2 * 3 == 6"),
      when("\"a\" < \"b\"", kAlways),
      when("1.5 > 2.0", kNever),
      when("null == null", kAlways),
      when("3 in [1, 2]", kNever),
      when("(true ? 1 : 2) == 1", kAlways, "true"),
      when("true || b", kAlways),
      when("date(\"2026-01-31\") + months(1) == date(\"2026-02-28\")", kAlways),
      when("i > 2 + 3 && i < 4", kNever),
      when("i > 2 + 3 && i < 7", ""),
      when("i > -(2) && i < -3", kNever),
      when("i > 9223372036854775807", kNever),
      when("i == 1 / 0", ""),  // an error, not a constant
      when("i > 9223372036854775807 + 1", ""),
      when("b != b", kNever),
      when("b == b", kAlways),
      when("d == d", kAlways),
      when("s != s", kNever),
      when("ni == ni", kAlways),
      when("i < i", kNever),
      when("i <= i", kAlways),
      when("i < m", ""),
      when("r == r", ""),  // not of what is not a number
      when("i != 5 && i == 5", kNever),
      when("m != 0 && m < 1", kNever),
      when("i in reading.few", ""),
      when("i in reading.few && i > 5", ""),
      when("1 in reading.few", ""),
      when("reading.few == [1, 2]", ""),
  });
}

TEST_CASE("membership of a literal list narrows a fact") {
  check_rows({
      when("i in []", kNever),
      when("s in []", kNever),
      when("!(i in [])", kNever, "i in []"),
      when("e in [\"red\", \"green\", \"blue\"]", kAlways),
      when("e in [\"red\", \"green\"]", ""),
      when("ne in [\"red\", \"blue\"]", ""),  // null is in neither
      when("ne != null && ne in [\"red\", \"blue\"]", ""),
      when("ne == null || ne in [\"red\", \"blue\"]", kAlways),
      when("e in [\"red\"] && e == \"blue\"", kNever),
      when("e != \"red\" && !(e in [\"green\", \"blue\"])", kNever),
      when("m in [11, 12]", kNever),
      when("m in [10, 12]", ""),
      when("i in [1, 2] && i > 2", kNever),
      when("i in [1, 2] && i > 1", ""),
      when("i in [1, 3] && i == 2", kNever),
      when("i in [1, 1000000000000] && i != 1", ""),
      when("i in [1, 1000000000000] && i != 1 && i < 9", kNever),
      when("i in [1, 2] && i in [3, 4]", kNever),
      when("ni in [1, null] && ni == null", ""),
      when("ni in [1, 2] && ni == null", kNever),
      when("!(ni in [1, null]) && ni == null", kNever),
      when("b in [true, false]", kAlways),
      when("i in [m, 2] && i > 2", ""),
      when("day in [date(\"2026-01-01\")] && day > date(\"2026-01-02\")", kNever),
  });
}

TEST_CASE("dates lie in the days that there are") {
  check_rows({
      when("day > date(\"2200-12-31\")", kNever), when("day >= date(\"1900-01-01\")", kAlways),
      when("day > date(\"2200-12-30\")", ""),
      when("nday != null && nday >= date(\"1900-01-01\")", kAlways, "nday >= date(\"1900-01-01\")"),
      when("day > date(\"2026-01-01\") + days(5) && day < date(\"2026-01-06\")", kNever),
      when("day > date(\"2026-01-01\") + days(5) && day < date(\"2026-01-08\")", ""),
      when("day > date(\"2026-03-31\") - months(1) && day < date(\"2026-02-01\")", kNever),
      when("day > latest_before(date(\"2026-04-30\"), months(1)) && day < date(\"2026-03-01\")", kNever),
      when("day > date(\"2200-12-31\") + days(1)", ""),  // an error
  });
}
