// SPDX-License-Identifier: Apache-2.0
// The slow evaluator by rows: what CEL says, and what absent facts, null and errors do. The program gives the same.
#include "reference/evaluate.hpp"

#include <doctest/doctest.h>

#include "reference/columns.hpp"
#include "reference/world.hpp"

using namespace reference;

namespace {

/// n1 = 3, n2 absent, n3 an error; m1 = 4, m2 null; x1 = 1.5, x2 absent; y1 null; b1 true, b2 false, b3 absent, b4 an error; q1
/// null; s1 "中文", s2 absent, t1 null; d1 2026-01-31, d2 absent, e1 null, e2 an error; k1 green, k2 null; l1 ["a", "bb"], l2
/// absent.
Row sample(const World& world) {
  Row row;
  row.attributes.resize(world.entity.attributes.size());
  const auto set = [&](const char* name, Value value) { row.attributes[world.index_of(name)] = std::move(value); };
  set("n1", Value::of(std::int64_t{3}));
  set("n3", Value::failed("refused_cell"));
  set("m1", Value::of(std::int64_t{4}));
  set("m2", Value::null());
  set("x1", Value::of(1.5));
  set("y1", Value::null());
  set("b1", Value::of(true));
  set("b2", Value::of(false));
  set("b4", Value::failed("refused_cell"));
  set("q1", Value::null());
  set("s1", Value::of(std::string("中文")));
  set("t1", Value::null());
  set("d1", Value::of(Day{tianya_rules::Date(2026, 1, 31).days()}));
  set("e1", Value::null());
  set("e2", Value::failed("refused_cell"));
  set("k1", Value::of(std::int64_t{1}));
  set("k2", Value::null());
  set("l1", Value::of(List{Value::of(std::string("a")), Value::of(std::string("bb"))}));
  return row;
}

struct Case {
  std::string text, answer;
};

void check_rows(const std::vector<Case>& rows) {
  const World world;
  const Row row = sample(world);
  for (const Case& one : rows) {
    CAPTURE(one.text);
    const tianya_rules::TypedPtr typed = world.typed(one.text);
    CHECK(to_string(evaluate(*typed, row)) == one.answer);
    for (const bool fold : {false, true}) {
      CHECK(to_string(evaluate_columns(world.entity, typed, std::vector<Row>{row}, fold).front()) == one.answer);
    }
  }
}

}  // namespace

TEST_CASE("reference: connectives absorb what is unknown and what is an error") {
  check_rows({{"b1 && b3", "absent"},
              {"b2 && b3", "false"},
              {"b3 && b2", "false"},
              {"b4 && b2", "false"},
              {"b2 && b4", "false"},
              {"b3 && b4", "error"},
              {"b1 && b4", "error"},
              {"b1 || b4", "true"},
              {"b4 || b1", "true"},
              {"b2 || b3", "absent"},
              {"b3 || b4", "error"},
              {"b3 || b2 || b4 || b1", "true"},
              {"!b3", "absent"},
              {"!b4", "error"},
              {"!b2", "true"},
              {"b3 ? b1 : true", "true"},
              {"b3 ? b1 : b2", "absent"},
              {"b3 ? b1 : b4", "error"},
              {"b3 ? 1 : 1", "absent"},
              {"b3 ? 1 : 1 / 0", "error"},
              {"b4 ? b1 : b1", "error"},
              {"b1 ? 1 : 1 / 0", "1"},
              {"b2 ? 1 : 1 / 0", "error"}});
}

TEST_CASE("reference: absent, null and error operands") {
  check_rows({{"n1 > 2", "true"},
              {"n2 > 2", "absent"},
              {"n2 != 2", "absent"},
              {"n3 > 2", "error"},
              {"n2 > n3", "error"},
              {"m2 == null", "true"},
              {"m1 == null", "false"},
              {"m2 == 3", "false"},
              {"m2 != m1", "true"},
              {"m2 == n2", "absent"},
              {"m2 == n3", "error"},
              {"m2 != null && m2 > 1", "false"},
              {"m2 == null || m2 > 1", "true"},
              {"has(m2)", "false"},
              {"has(m1)", "true"},
              {"m2.orValue(7)", "7"},
              {"m1.orValue(n2)", "4"},
              {"m1.orValue(n3)", "4"},
              {"m2.orValue(n2)", "absent"},
              {"m2.orValue(m2)", "null"},
              {"m2 in [1, null]", "true"},
              {"m2 in [1, 2]", "false"},
              {"n2 in []", "absent"},
              {"q1 == null", "true"},
              {"k2 == null", "true"},
              {"k2 == \"red\"", "false"},
              {"k1 == \"green\"", "true"},
              {"k1 in [\"red\", \"green\"]", "true"},
              {"k1 + \"!\"", "\"green!\""},
              {"l2.exists(x, x == \"a\")", "absent"},
              {"size(l2)", "absent"},
              {"null == null", "true"},
              {"[null] == [null]", "true"}});
}

TEST_CASE("reference: numbers") {
  check_rows({{"9223372036854775807 + 1", "error"},
              {"-9223372036854775808 - 1", "error"},
              {"-(-9223372036854775808)", "error"},
              {"4294967296 * 4294967296", "error"},
              {"-9223372036854775808 / -1", "error"},
              {"-9223372036854775808 % -1", "error"},
              {"1 / 0", "error"},
              {"1 % 0", "error"},
              {"-7 / 2", "-3"},
              {"-3 % 5", "-3"},
              {"43 % -5", "3"},
              {"1.0 / 0.0", "inf"},
              {"0.0 / 0.0 == 0.0 / 0.0", "false"},
              {"0.0 / 0.0 != 0.0 / 0.0", "true"},
              {"0.0 / 0.0 in [0.0 / 0.0]", "false"},
              {"0.0 / 0.0 <= 0.0 / 0.0", "false"},
              {"-0.0 == 0.0", "true"},
              {"int(-2.9)", "-2"},
              {"int(9223372036854775807.0)", "error"},
              {"int(-9223372036854775808.0)", "error"},
              {"int(0.0 / 0.0)", "error"},
              {"int(\"-12\")", "-12"},
              {"int(\"+9223372036854775807\")", "9223372036854775807"},
              {"int(\"9223372036854775808\")", "error"},
              {"int(\" 1\")", "error"},
              {"int(\"\")", "error"},
              {"double(\"1e3\")", "1000.0"},
              {"double(\"+.5\")", "0.5"},
              {"double(\"1e999\")", "inf"},
              {"double(\"-1e-999\")", "-0.0"},
              {"1e400 > 1e308", "true"},
              {"0." + std::string(400, '0') + "1 == 0.0", "true"},
              {"1" + std::string(400, '0') + ".0 > 1e308", "true"},
              {"1" + std::string(400, '0') + "e-400 == 1.0", "true"},
              {"0." + std::string(400, '0') + "1e401 == 1.0", "true"},
              {"1" + std::string(400, '0') + "e-5 > 1e308", "true"},
              {"double(\"-1" + std::string(400, '0') + "e-5\") < -1e308", "true"},
              {"double(\"0x10\")", "error"},
              {"double(\"nan(1)\")", "error"},
              {"double(\"+-1\")", "error"},
              {"int(\"+-1\")", "error"},
              {"double(\"NaN\")", "nan"},
              {"bool(\"True\")", "true"},
              {"bool(\"TrUe\")", "error"},
              {"string(100000.0)", "\"100000\""},
              {"string(1000000.0)", "\"1e+06\""},
              {"string(-0.0045)", "\"-0.0045\""},
              {"string(0.0 / 0.0)", "\"NaN\""},
              {"string(-1.0 / 0.0)", "\"-Infinity\""},
              {"math.greatest(0.0 / 0.0, 1.0)", "nan"},
              {"math.greatest(1.0, 0.0 / 0.0)", "1.0"},
              {"math.greatest([1.0, 0.0 / 0.0, 2.0])", "2.0"},
              {"math.least(3, 1, 2)", "1"},
              {"math.greatest([2.5, 3.5])", "3.5"}});
}

TEST_CASE("reference: strings and lists") {
  check_rows({{"size(s1)", "2"},
              {"s1.contains(\"文\")", "true"},
              {"s1.startsWith(\"文\")", "false"},
              {"s1.endsWith(\"文\")", "true"},
              {"\"a\".endsWith(\"aa\")", "false"},
              {"\"😀\" > \"\xEF\xBF\xBD\"", "true"},
              {"\"🐱😀😀\".matches('(a|😀){2}')", "true"},
              {"\"a\".matches(s1 + \"(\")", "error"},
              {"[1, 1 / 0][0]", "error"},
              {"size([1, n2])", "absent"},
              {"[1, 2][2]", "error"},
              {"[1, 2][-1]", "error"},
              {"[1] + [2]", "[1, 2]"},
              {"[] == [1]", "false"},
              {"[[1], []] == [[1], []]", "true"},
              {"[1, 2, 3].all(e, 6 / (2 - e) == 6)", "false"},
              {"[1, 2, 3].all(e, 6 / (2 - e) != 7)", "error"},
              {"[1, 2, 3].exists(e, 6 / (2 - e) == 6)", "true"},
              {"[1, 2, 3].exists(e, e == n2)", "absent"},
              {"[1, 2].exists_one(e, e / 0 == 1)", "error"},
              {"[1, 2].exists_one(e, e == 1)", "true"},
              {"[1, 1].exists_one(e, e == 1)", "false"},
              {"[1, 2].exists_one(e, e == n2)", "absent"},
              {"[1, 1, 2].exists_one(e, e == 1 || e == n2)", "false"},
              {"[1, 2].filter(e, e > 1)", "[2]"},
              {"[1, 2].filter(e, e == n2)", "absent"},
              {"[1, 2].map(e, e > 1, 1 / (e - 1))", "[1]"},
              {"[1, 2].map(e, 1 / (e - 1))", "error"},
              {"[1, 2].map(e, [3].map(f, f + e))", "[[4], [5]]"},
              {"[1].exists(e, [2].exists(e, e == 2) && e == 1)", "true"},
              {"cel.bind(v, 1 / 0, true || v == 1)", "true"},
              {"cel.bind(v, n1 + 1, v * v)", "16"}});
}

TEST_CASE("reference: dates") {
  check_rows({{"d1 + months(1) == date(\"2026-02-28\")", "true"},
              {"d1 - months(2) == date(\"2025-11-30\")", "true"},
              {"d1 + days(1)", "2026-02-01"},
              {"d1 + years(200)", "error"},
              {"d1 - days(9223372036854775807)", "error"},
              {"d1 + days(-9223372036854775808)", "error"},
              {"date(\"2200-12-31\") + days(1)", "error"},
              {"date(\"1900-01-01\") - days(1)", "error"},
              {"latest_before(date(\"2026-04-30\"), months(1))", "2026-03-31"},
              {"d2 + days(1)", "absent"},
              {"e1 == null || e1 > d1", "true"},
              {"e2 != null && e2 > d1", "error"},
              {"e1.orValue(d1) == d1", "true"},
              {"math.least(d1, date(\"2025-01-01\"))", "2025-01-01"}});
}

TEST_CASE("reference: a test narrows a variable that may be null") {
  check_rows({{"[m2, 3].exists(x, x != null && x > 2)", "true"},
              {"[m2, 1].exists(x, x != null && x > 2)", "false"},
              {"[m2, 3].all(x, x == null || x > 2)", "true"},
              {"[m2, m1, 3].map(x, x != null, x + 1)", "[5, 4]"},
              {"[m2, 3].map(x, has(x) ? x + 1 : 0)", "[0, 4]"},
              {"[q1, true].exists(x, x != null && x)", "true"},
              {"[q1, false].exists(x, x != null && x)", "false"},
              {"[e1, d1].exists(x, x != null && x > date(\"2026-01-01\"))", "true"},
              {"[t1, s1].exists(x, x != null && size(x) == 2)", "true"},
              {"[m2, 3].exists(x, x != null && [m1].exists(y, y != null && y > x))", "true"},
              {"cel.bind(x, m2, x != null && x > 2)", "false"},
              {"cel.bind(x, m1, x != null && x > 2)", "true"},
              {"cel.bind(x, m2, x != null ? x + 1 : 0)", "0"}});
}
