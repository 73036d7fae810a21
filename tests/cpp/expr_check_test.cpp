// SPDX-License-Identifier: Apache-2.0
// Types, names, narrowing and readings of single conditions, and the printer.
#include <doctest/doctest.h>

#include "tianya_rules/expr/check.hpp"
#include "tianya_rules/expr/parse.hpp"

using namespace tianya_rules;

namespace {

SyntaxPtr parsed(const std::string& text, Diagnostics& problems) {
  return parse({text, std::make_shared<const Source>(Source{"x", text}), 0, {}}, problems);
}

/// A small entity `c`: n int, m int?, b bool, d date, e date?, s string, l list<string>, k enumeration; and a reading or two.
struct World {
  std::shared_ptr<const Enumeration> kinds = std::make_shared<const Enumeration>(Enumeration{"c.k", {"red", "blue"}});
  std::vector<std::pair<std::string, Declaration>> declared;
  Environment environment;

  World() {
    add("c.n", Type::of(TypeKind::kInt));
    add("c.m", Type::of(TypeKind::kInt, true));
    add("c.b", Type::of(TypeKind::kBool));
    add("c.d", Type::of(TypeKind::kDate));
    add("c.e", Type::of(TypeKind::kDate, true));
    add("c.s", Type::of(TypeKind::kString));
    add("c.l", Type::list_of(Type::of(TypeKind::kString)));
    add("c.k", Type::enumeration_of(kinds));
    reading("reading.three", Type::of(TypeKind::kInt), "3");
    reading("reading.some", Type::of(TypeKind::kInt, true), "m");
    reading("reading.told", Type::of(TypeKind::kBool), "m != null");
    reading("reading.any", Type::of(TypeKind::kBool), "l.exists(x, x == s)");
    environment.container = "c";
    environment.lookup = [this](std::string_view name) -> std::optional<Declaration> {
      for (const auto& [known, declaration] : declared) {
        if (known == name) return declaration;
      }
      return std::nullopt;
    };
    environment.names = [this] {
      std::vector<std::string_view> names;
      for (const auto& [known, declaration] : declared) names.push_back(known);
      return names;
    };
  }
  void add(const std::string& name, Type type) {
    Declaration declaration;
    declaration.type = std::move(type);
    declaration.index = static_cast<std::int32_t>(declared.size());
    declared.emplace_back(name, declaration);
  }
  void reading(const std::string& name, Type type, const std::string& text) {
    Diagnostics problems;
    Declaration declaration;
    declaration.kind = Declaration::Kind::kReading;
    declaration.type = std::move(type);
    declaration.expansion = parsed(text, problems);
    declared.emplace_back(name, declaration);
  }
  TypedPtr typed(const std::string& text, Diagnostics& problems) const {
    const SyntaxPtr syntax = parsed(text, problems);
    return check(syntax, environment, {std::nullopt, "it"}, {}, problems);
  }
  /// Its type, or its codes.
  std::string verdict(const std::string& text) const {
    Diagnostics problems;
    const TypedPtr node = typed(text, problems);
    std::string out = node ? to_string(node->type) : "";
    for (const Diagnostic& problem : problems.items()) out += (out.empty() ? "" : " ") + problem.code;
    return out;
  }
};

}  // namespace

TEST_CASE("types of expressions and codes of what is wrong with them") {
  struct Row {
    const char *text, *verdict;
  };
  const Row kRows[] = {
      {"n", "int"},
      {"m", "int?"},
      {"k", "enum c.k"},
      {"c.n", "int"},
      {".c.n", "int"},
      {".n", "unknown-name"},
      {"n + 1 > 2", "bool"},
      {"n + 1.0", "no-overload"},
      {"1 == 1.0", "no-overload"},
      {"n == s", "no-overload"},
      {"m + 1", "may-be-null"},
      {"m > 1", "may-be-null"},
      {"m == 1", "bool"},
      {"m == null", "bool"},
      {"n == null", "never-null"},
      {"has(m)", "bool"},
      {"has(n)", "never-null"},
      {"null == null", "bool"},
      {"null < null", "may-be-null may-be-null"},
      {"m != null && m > 1", "bool"},
      {"m > 1 && m != null", "bool"},
      {"m == null || m > 1", "bool"},
      {"m != null || m > 1", "may-be-null"},
      {"!(m == null) && m > 1", "bool"},
      {"m == null ? 0 : m", "int"},
      {"m != null ? m : null", "int?"},
      {"m.orValue(0)", "int"},
      {"m.orValue(m)", "int?"},
      {"m.orValue(null)", "int?"},
      {"n.orValue(0)", "int"},
      {"k == \"red\"", "bool"},
      {"\"blue\" != k", "bool"},
      {"k == \"green\"", "undeclared-label"},
      {"k in [\"red\", \"blue\"]", "bool"},
      {"k in [\"red\", \"bleu\"]", "undeclared-label"},
      {"k == s", "bool"},
      {"k < \"red\"", "no-overload"},
      {"k.startsWith(\"r\")", "bool"},
      {"size(k)", "int"},
      {"b ? k : \"red\"", "enum c.k"},
      {"b && n", "wrong-type"},
      {"!n", "wrong-type"},
      {"n ? 1 : 2", "wrong-type"},
      {"b ? 1 : \"x\"", "no-overload"},
      {"[1, 2]", "list<int>"},
      {"[]", "list<?>"},
      {"[] + [3]", "list<int>"},
      {"7 in []", "bool"},
      {"[].all(x, x > 0)", "bool"},
      {"[].exists(x, x)", "bool"},
      {"[].map(x, x / 2)", "list<int>"},
      {"[].filter(x, x > 1)", "list<?>"},
      {"[].filter(x, x > 1) == [n]", "bool"},
      {"cel.bind(x, [], x == [1] && x == l)", "bool"},
      {"size(b ? [] : [])", "int"},
      {"[[]].all(x, x == [1])", "ambiguous-type"},
      {"(b ? [] : []).all(x, x > 1)", "ambiguous-type"},
      {"cel.bind(x, b ? [] : [], x == [1])", "ambiguous-type"},
      {"[][0]", "ambiguous-type"},
      {"[1, \"x\"]", "no-overload"},
      {"[[1], []]", "list<list<int>>"},
      {"[1, null]", "list<int?>"},
      {"l[0]", "string"},
      {"l.exists(x, x == s)", "bool"},
      {"l.map(x, size(x))", "list<int>"},
      {"l.map(x, x != s, size(x))", "list<int>"},
      {"l.filter(x, size(x) > n)", "list<string>"},
      {"l.exists(x, l.all(y, x != y))", "bool"},
      {"l.exists(x, x)", "wrong-type"},
      {"n.exists(x, true)", "no-overload"},
      {"l.exists(x, y == s)", "unknown-name"},
      {"cel.bind(x, n + 1, x * x)", "int"},
      {"math.least(n, 2, 3)", "int"},
      {"math.least([1, 2])", "int"},
      {"math.greatest(n)", "int"},
      {"math.least(n, 1.0)", "no-overload"},
      {"date(\"2026-02-28\") < d", "bool"},
      {"date(\"2026-02-29\")", "invalid-date"},
      {"date(s)", "not-a-literal"},
      {"e > d", "may-be-null"},
      {"d == e", "bool"},
      {"3u", "not-in-profile"},
      {"nope", "unknown-name"},
      {"nope(n)", "unknown-function"},
      {"s.matches(\"a+\")", "bool"},
      {"s.matches(\"(a\")", "bad-pattern"},
      {"reading.three", "int"},
      {"n >= reading.three", "bool"},
      {"reading.some", "int?"},
      {"reading.some > 1", "may-be-null"},
      {"m != null && reading.some > 1", "bool"},
      {"reading.some != null && reading.some > 1", "bool"},
      {"reading.told && m > 1", "bool"},
      {"!reading.told || m > 1", "bool"},
      {"reading.told || m > 1", "may-be-null"},
      {"l.exists(m, reading.told)", "bool"},
      {"[m, 3].exists(x, x != null && x > 2)", "bool"},
      {"[m, 3].exists(x, x == null || x > 2)", "bool"},
      {"[m, 3].all(x, has(x) ? x > 2 : b)", "bool"},
      {"[m, 3].map(x, x != null, x + 1)", "list<int>"},
      {"[m, 3].exists(x, x != null && x > 2 && x != null)", "bool"},
      {"[m, 3].exists(x, x > 2)", "may-be-null"},
      {"[m, 3].exists(x, x != null && [m].exists(y, y > x))", "may-be-null"},
      {"[m, 3].exists(x, x != null && [m].exists(y, y != null && y > x))", "bool"},
      {"[m].exists(x, x != null && [m].exists(x, x > 2))", "may-be-null"},
      {"[m, 3].exists(m, m != null) && m > 1", "may-be-null"},
      {"[m, 3].exists(x, m != null && x > 1)", "may-be-null"},
      {"[1].exists(m, m > 1 && m == null)", "never-null"},
      {"cel.bind(x, m, x != null && x > 2)", "bool"},
      {"cel.bind(x, m, x != null ? x + 1 : 0)", "int"},
      {"reading.thre", "unknown-name"},
      {"n > 1 && nope && m > 1", "unknown-name may-be-null"},
  };
  const World world;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(world.verdict(row.text) == row.verdict);
  }
}

TEST_CASE("an empty list has the type of what it stands beside") {
  const World world;
  Diagnostics problems;
  for (const char* text : {"[] == [1]", "7 in []", "[] + [1] == []", "(b ? [] : []) == [1]", "[[], [1]] == [[]]", "[1] + [] == []",
                           "cel.bind(x, [], x == [1])", "[].filter(x, x > 0) == [1]"}) {
    CAPTURE(text);
    const TypedPtr typed = world.typed(text, problems);
    REQUIRE(typed);
    const std::function<void(const Typed&)> look = [&](const Typed& node) {
      CHECK(to_string(node.type).find('?') == std::string::npos);
      for (const TypedPtr& child : node.children) look(*child);
    };
    look(*typed);
  }
}

TEST_CASE("a reading inside a comprehension keeps its variables apart") {
  const World world;
  Diagnostics problems;
  const TypedPtr typed = world.typed("l.exists(x, reading.any && x != s)", problems);
  REQUIRE(typed);
  const Typed& inner = *typed->children[1]->children[0]->children[0];
  REQUIRE(inner.kind == TypedKind::kComprehension);
  CHECK(typed->index == 0);
  CHECK(inner.index == 1);
}

TEST_CASE("what is printed reads back the same") {
  const char* const kTexts[] = {
      "a && b || c",
      "a && (b || c)",
      "!a && !(b || c)",
      "a ? b : c ? d : e",
      "(a ? b : c) ? d : e",
      "1 - (2 - 3) - 4",
      "-a + -3 * (b + c)",
      "a.b.c(1, x).d[2][a ? 1 : 2]",
      "x in [1, 2.5, \"q\\\"\\\\\", null, true]",
      "has(a.b) && .c == \"中\\x07\"",
      "(a == b) == (c < d)",
      "l.exists(x, x > 1 || x < 0)",
      "-9223372036854775808",
      "1.0 + 1e+20",
      "(-3).f()",
      "3---0",
      "-(1.5)",
  };
  for (const char* text : kTexts) {
    CAPTURE(text);
    Diagnostics problems;
    const SyntaxPtr once = parsed(text, problems);
    REQUIRE(once);
    const std::string printed = print(*once);
    const SyntaxPtr twice = parsed(printed, problems);
    CAPTURE(printed);
    REQUIRE(twice);
    CHECK(print(*twice) == printed);
    CHECK(problems.render() == "");
  }
  Diagnostics problems;
  CHECK(print(*parsed("a&&(b||c)", problems)) == "a && (b || c)");
  CHECK(print(*parsed("((a+b))*c", problems)) == "(a + b) * c");
}
