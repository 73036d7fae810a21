// SPDX-License-Identifier: Apache-2.0
// Each limit of base/limits.hpp at its edge: what just fits is taken, one more is refused, and says so.
#include "tianya_rules/base/limits.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "cpp/facts_reading.hpp"
#include "cpp/rulebook_patch.hpp"
#include "reference/columns.hpp"
#include "reference/world.hpp"
#include "tianya_rules/expr/parse.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

using namespace tianya_rules;

namespace {

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// The code of the first problem, or "" where there is none.
std::string code_of(const Diagnostics& problems) { return problems.empty() ? "" : problems.items().front().code; }

/// Parses, checks and, where that is fine, evaluates: what is let in must be survived by all that comes after.
std::string verdict(const std::string& text) {
  static const reference::World world;
  Diagnostics problems;
  const TypedPtr typed = world.typed(text, problems);
  if (!typed) return code_of(problems);
  const reference::Row row{std::vector<reference::Value>(world.entity.attributes.size()), {}};
  reference::evaluate_columns(world.entity, typed, std::vector<reference::Row>{row}, true);
  reference::evaluate_columns(world.entity, typed, std::vector<reference::Row>{row}, false);
  return "";
}

void check_edge(const std::string& what, std::size_t limit, const std::string& code,
                const std::function<std::string(std::size_t)>& verdict_at) {
  CAPTURE(what);
  CHECK(verdict_at(limit) == "");
  CHECK(verdict_at(limit + 1) == code);
}

std::string yaml_verdict(const std::string& text) {
  Diagnostics problems;
  parse_yaml(std::make_shared<const Source>(Source{"x.yaml", text}), problems);
  return code_of(problems);
}

/// The code that facts are refused with.
std::string facts_verdict(const facts_sample::Input& input) {
  const facts_sample::Outcome outcome = facts_sample::read_facts({input});
  const std::size_t open = outcome.problems.find('['), close = outcome.problems.find(']');
  return outcome.accepted ? "" : outcome.problems.substr(open + 1, close - open - 1);
}

}  // namespace

TEST_CASE("limits of a condition's size") {
  check_edge("bytes", kMaxExpressionBytes, "too-large",
             [](std::size_t n) { return verdict("s1 == '" + std::string(n - 8, 'x') + "'"); });
  check_edge("elements of a list", kMaxListLiteral, "too-large",
             [](std::size_t n) { return verdict("n1 in [" + repeated("1,", n - 1) + "1]"); });
  // Two parts a side, and one for all of them; `==` itself is a third.
  check_edge("parts", kMaxNodes, "too-large", [](std::size_t n) {
    const std::size_t sides = (n - 1) / 3;
    const std::string rest = n - 1 - sides * 3 == 0 ? "" : n - 1 - sides * 3 == 1 ? "||b1" : "||!b1";
    return verdict(repeated("n1<1||", sides - 1) + "n1<1" + rest);
  });
}

TEST_CASE("limits of a condition's depth, whatever makes it deep") {
  const auto edge = [](const std::string& what, std::size_t levels_of_rest, const std::function<std::string(std::size_t)>& text) {
    check_edge(what, kMaxNestingDepth - levels_of_rest, "too-deep", [&](std::size_t n) { return verdict(text(n)); });
  };
  edge("parentheses", 1, [](std::size_t n) { return repeated("(", n) + "b1" + repeated(")", n); });
  edge("not", 1, [](std::size_t n) { return repeated("!", n) + "b1"; });
  edge("minus", 2, [](std::size_t n) { return repeated("-", n) + "n1 < 0"; });
  edge("sum", 2, [](std::size_t n) { return "n1" + repeated("+n1", n) + " < 0"; });
  edge("product", 2, [](std::size_t n) { return "n1" + repeated("*n1", n) + " < 0"; });
  edge("map", 3, [](std::size_t n) { return "[n1]" + repeated(".map(v, v)", n) + " == [1]"; });
  edge("conditional", 1, [](std::size_t n) { return repeated("b1 ? b2 : ", n) + "b3"; });
  edge("lists", 1, [](std::size_t n) { return repeated("[", n) + "1" + repeated("]", n); });
  edge("macros", 2, [](std::size_t n) { return "l1" + repeated(".filter(v, true)", n) + " == l2"; });
  CHECK(verdict(repeated("size(l1[", 124) + "0" + repeated("])", 124)) == "");
  CHECK(verdict(repeated("size(l1[", 125) + "0" + repeated("])", 125)) == "too-deep");
  // The sides of one && are beside each other, not below.
  CHECK(verdict("b1" + repeated(" && b2", 3000)) == "");
}

TEST_CASE("limits of what readings expand to") {
  std::vector<std::pair<std::string, SyntaxPtr>> readings;
  Environment environment;
  environment.lookup = [&](std::string_view name) -> std::optional<Declaration> {
    for (const auto& [known, answer] : readings) {
      if (name != known) continue;
      Declaration declaration;
      declaration.kind = Declaration::Kind::kReading;
      declaration.type = Type::of(TypeKind::kBool);
      declaration.expansion = answer;
      return declaration;
    }
    return std::nullopt;
  };
  const auto parsed = [](const std::string& text) {
    Diagnostics problems;
    return parse({text, std::make_shared<const Source>(Source{"x", text}), 0, {}}, problems);
  };
  const auto checked = [&](const std::string& text) {
    Diagnostics problems;
    check(parsed(text), environment, {std::nullopt, "it"}, {}, problems);
    return code_of(problems);
  };
  check_edge("one in another", static_cast<std::size_t>(kMaxReadingsDeep), "too-deep", [&](std::size_t n) {
    readings = {{"r0", parsed("true")}};
    for (std::size_t i = 1; i < n; ++i) readings.emplace_back("r" + std::to_string(i), parsed("!r" + std::to_string(i - 1)));
    return checked("r" + std::to_string(n - 1));
  });
  check_edge("in all", static_cast<std::size_t>(kMaxReadingsExpanded), "too-large", [&](std::size_t n) {
    readings = {{"r0", parsed("true")}};
    return checked("r0" + repeated("||r0", n - 1));
  });
  // 19 times the name, the `||` of the answer and its 10,000 sides; the outer `||`; the rest are sides of one part each.
  check_edge("parts with those of answers", kMaxTypedNodes, "too-large", [&](std::size_t n) {
    readings = {{"r0", parsed("true" + repeated("||true", 9'999))}};
    return checked("r0" + repeated("||r0", 18) + repeated("||true", n - 19 * 10'002 - 1));
  });
  // An answer's levels, its own literal among them, are below the reading's name.
  check_edge("levels", kMaxTypedDepth, "too-deep", [&](std::size_t n) {
    readings = {{"r0", parsed(repeated("!", 200) + "true")}, {"r1", parsed(repeated("!", 199) + "r0")}};
    return checked(repeated("!", n - 402) + "r1");
  });
}

TEST_CASE("limits of patterns") {
  check_edge("literal", kMaxRegexBytes, "bad-pattern",
             [](std::size_t n) { return verdict("s1.matches('" + std::string(n, 'a') + "')"); });
  const reference::World world;
  const TypedPtr typed = world.typed("s1.matches(s2)");
  for (const std::size_t size : {kMaxRegexBytes, kMaxRegexBytes + 1}) {
    reference::Row row{std::vector<reference::Value>(world.entity.attributes.size()), {}};
    row.attributes[world.index_of("s1")] = reference::Value::of(std::string("b"));
    row.attributes[world.index_of("s2")] = reference::Value::of(std::string(size, 'a'));
    const auto answers = reference::evaluate_columns(world.entity, typed, std::vector<reference::Row>{row}, false);
    CHECK(to_string(answers.front()) == (size == kMaxRegexBytes ? "false" : "error"));
  }
}

TEST_CASE("limits of problems told") {
  Diagnostics problems;
  for (std::size_t i = 0; i < kMaxDiagnostics + 50; ++i) problems.error("x", "one");
  CHECK(problems.items().size() == kMaxDiagnostics);
  CHECK(problems.error_count() == kMaxDiagnostics + 50);
  CHECK(problems.render().find("150 errors") != std::string::npos);
}

TEST_CASE("limits of YAML") {
  check_edge("bytes", kMaxYamlBytes, "yaml-too-large", [](std::size_t n) { return yaml_verdict(std::string(n, '#')); });
  check_edge("block levels below the first", kMaxYamlDepth, "yaml-too-deep", [](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += std::string(i, ' ') + "a:\n";
    return yaml_verdict(text + std::string(n, ' ') + "a: x\n");
  });
}

TEST_CASE("limits of facts") {
  check_edge("elements of a list", kMaxListElements, "too-many", [](std::size_t n) {
    return facts_verdict(facts_sample::ndjson("{\"id\":\"a\",\"said\":[" + repeated("\"\",", n - 1) + "\"\"]}"));
  });
  check_edge("columns of CSV", kMaxCsvColumns, "too-many", [](std::size_t n) {
    // Names that are nobody's are refused one by one, but for the limit: here only too many of them are asked for.
    std::string header = "id";
    for (std::size_t i = 1; i < n; ++i) header += ",unrelated_column_" + std::to_string(i);
    const std::string code = facts_verdict(facts_sample::csv(header + "\n"));
    return code == "too-many" ? code : "";
  });
  // Of a file that is read in pieces, a line must fit into memory; how much beyond the limit was read by then is up to the pieces.
  const auto line_of = [](std::size_t size) {
    const std::string start = "{\"id\":\"a\",\"site_id\":\"", end = "\"}\n";
    return start + std::string(size - start.size() - end.size(), 'x') + end;
  };
  for (const std::size_t size : {kMaxRecordBytes, 3 * kMaxRecordBytes}) {
    const facts_sample::Outcome outcome = facts_sample::read_facts({facts_sample::ndjson(line_of(size))}, {}, 1 << 20);
    CHECK(outcome.accepted == (size == kMaxRecordBytes));
    CHECK((outcome.problems.find("[too-long]") != std::string::npos) == (size != kMaxRecordBytes));
  }
}

// --- rulebooks inside the limits that took seconds to load --------------------------------------------------------------------

namespace {

std::string joined(const std::string& separator, std::size_t count, const std::function<std::string(std::size_t)>& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : separator) + text(i);
  return all;
}

/// A reading of the good rulebook's `permit`, with these answers.
std::string reading(const std::string& id, std::size_t answers, const std::function<std::string(std::size_t)>& is) {
  std::string text = id + ":\n  about: permit\n  label: {zh: 问, en: q}\n  question: {zh: 问, en: q}\n  answers:\n";
  for (std::size_t i = 0; i < answers; ++i) {
    text += "    a" + std::to_string(i) + ":\n      is: '" + is(i) + "'\n      label: {zh: 答, en: a}\n";
    if (i == 0) text += "      default: true\n      basis: 第二条\n";
  }
  return text;
}

/// The code that the good rulebook is refused with once it has these norms and readings; "" where it loads.
std::string verdict_on(const std::vector<std::string>& conditions, const std::string& readings = "") {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::text_of(files, "readings.yaml") += readings;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    rulebook_patch::text_of(files, "norms/two.yaml") +=
        "big" + std::to_string(i) + ":\n  cites: 第二条\n  about: permit\n  bearer: holder\n  title: {zh: 新, en: new}\n" +
        "  inferred: {zh: 推论, en: inferred}\n  requires: '" + conditions[i] + "'\n";
  }
  const auto loaded = load_checked_rulebook(files, [](std::string_view) { return true; });
  return loaded.ok() ? "" : code_of(loaded.diagnostics());
}

/// The parts that are checked for `text` about one nullable and one plain fact, and the names that narrow them.
std::size_t parts_checked(const std::string& text) {
  const reference::World world;
  Environment environment = world.environment;
  CheckTrace trace;
  environment.trace = &trace;
  Diagnostics problems;
  const SyntaxPtr syntax = parse({text, std::make_shared<const Source>(Source{"x", text}), 0, {}}, problems);
  check(syntax, environment, {std::nullopt, "it"}, {}, problems);
  CHECK(code_of(problems) == "");
  return trace.parts;
}

}  // namespace

TEST_CASE("a condition is checked part by part, once each, however many sides are equal or narrow the others") {
  CHECK(parts_checked("b1" + repeated("||b1", 14'999)) == 15'001);
  CHECK(parts_checked("b1" + repeated("&&b1", 14'999)) == 15'001);
}

TEST_CASE("rulebooks that took seconds load, or are refused") {
  const auto number = [](std::size_t i) { return std::to_string(i); };
  const auto named = [](std::size_t i) { return "reading.q" + std::to_string(i); };
  const auto readings = [](std::size_t count, std::size_t answers, const std::function<std::string(std::size_t)>& is) {
    return joined("", count, [&](std::size_t i) { return reading("q" + std::to_string(i), answers, is); });
  };
  const std::string sides = "passed_on" + repeated("||passed_on", 5'900);
  const auto many_sides = [&](std::size_t) { return sides; };
  const std::string sum = joined("+", 240, named) + " > 3";
  CHECK(verdict_on(std::vector<std::string>(55, sides)) == "");
  CHECK(verdict_on({sum}, readings(240, 50, number)) == "");
  CHECK(verdict_on({sum, sum, sum, sum}, readings(240, 50, number)) == "");
  CHECK(verdict_on(std::vector<std::string>(100, joined("+", 100, named) + " > 3"), readings(100, 4, number)) == "");
  CHECK(verdict_on({joined("||", 10, named)}, readings(10, 4, many_sides)) == "");
  CHECK(verdict_on({"reading.q0" + repeated("||reading.q0", 999)}, readings(1, 2, many_sides)) == "too-large");
  // The whole rulebook: 1,000,000 parts of conditions, and as many for other answers.
  CHECK(verdict_on(std::vector<std::string>(160, "reading.q0"), readings(1, 2, many_sides)) == "");
  CHECK(verdict_on(std::vector<std::string>(175, "reading.q0"), readings(1, 2, many_sides)) == "too-large");
  // Each answer shows another name not to be null, so that each is looked at in the whole condition.
  const auto shows = [](std::size_t i) { return "withdrawn_on == null || complaints > " + std::to_string(i); };
  CHECK(verdict_on({joined("||", 200, named)}, readings(200, 50, shows)) == "");
}

TEST_CASE("an answer is judged with all of its parts where they stand, not each by itself") {
  const auto with_parts = [](const std::string& first, const std::string& second) {
    const std::string texts = "      label: {zh: 答, en: a}\n";
    return "q0:\n  about: permit\n  label: {zh: 问, en: q}\n  question: {zh: 问, en: q}\n  answers:\n    plain:\n" + first + texts +
           "      default: true\n      basis: 第二条\n    other:\n" + second + texts;
  };
  const std::string late = "withdrawn_on > date(\"2026-01-31\")";
  const std::string shows = "      a: withdrawn_on != null\n      c: '" + late + "'\n";
  const std::string shows_not = "      a: passed_on\n      c: '" + late + "'\n", plain = "      a: passed_on\n      c: passed_on\n";
  CHECK(verdict_on({"reading.q0.a && reading.q0.c"}, with_parts(plain, shows)) == "");
  CHECK(verdict_on({"reading.q0.c"}, with_parts(plain, shows)) == "may-be-null");
  CHECK(verdict_on({"reading.q0.a && reading.q0.c"}, with_parts(shows, shows_not)) == "may-be-null");
}
