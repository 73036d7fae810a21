// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/rulebook/yaml_tree.hpp"

#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace tianya_rules;

namespace {

/// A document as one line: <scalar> [list,] {key:value,} and ~ for nothing, `null` and `~`.
void show(const YamlNode& node, std::string& out) {
  const bool says_null = node.is_scalar() && node.style == YamlNode::Style::kPlain && (node.text == "null" || node.text == "~");
  if (node.is_null() || says_null) out += '~';
  if (node.is_scalar() && !says_null) out += '<' + node.text + '>';
  if (node.is_list()) {
    out += '[';
    for (const YamlNode& item : node.items) show(item, out), out += ',';
    out += ']';
  }
  if (!node.is_map()) return;
  out += '{';
  for (const YamlEntry& entry : node.entries) show(entry.key, out), out += ':', show(entry.value, out), out += ',';
  out += '}';
}

void show(const YAML::Node& node, std::string& out) {
  if (node.IsScalar()) out += '<' + node.Scalar() + '>';
  if (node.IsNull()) out += '~';
  if (node.IsSequence()) {
    out += '[';
    for (const YAML::Node& item : node) show(item, out), out += ',';
    out += ']';
  }
  if (!node.IsMap()) return;
  out += '{';
  for (const auto& entry : node) show(entry.first, out), out += ':', show(entry.second, out), out += ',';
  out += '}';
}

SourcePtr source(std::string text) { return std::make_shared<const Source>(Source{"a.yaml", std::move(text)}); }

std::string read(const std::string& text, Diagnostics& problems) {
  std::string out;
  show(parse_yaml(source(text), problems), out);
  return out;
}

std::string read_by_yaml_cpp(const std::string& text) {
  std::string out;
  show(YAML::Load(text), out);
  return out;
}

}  // namespace

TEST_CASE("what is accepted means the same to yaml-cpp") {
  const char* const kDocuments[] = {
      "a: b\n",
      "a: b",
      "---\na: b\n",
      "# c\n\n---\na: b # c\n",
      ("\xEF\xBB\xBF"
       "a: b\n"),
      "a: b\r\nc:\r\n  - d\r\n",
      "a:\n  - b\n  - c: d\n    e: f\n",
      "a:\n- b\n- c\nd: e\n",
      "- - a\n  - b\n- c\n",
      "-\n  - a\n  -\n    b: c\n",
      "a: |\n  b\n   c\n\n  d\n\n\ne: f\n",
      "a: |-\n  b\n\ne: f\n",
      "a: |\n  b",
      "a: |\nb: c\n",
      "a: |\n\n  b # no comment\n",
      "- |\n  a\n- |\n b\n",
      "a: 'it''s'\nb: \"x\\n\\u4e2d\\x41\\\"\\\\ \\t\"\n",
      "a: ''\nb: \"\"\n",
      "'a b': c\n\"d\": e\n",
      "a: {b: c, 'd': \"e, f\", g: [h, {i: j}]}\n",
      "a: {b: c,\n    d: e}\n",
      "a: [b,\n    c,\n    ]\n",
      "a: {}\nb: []\n",
      "a:\n  b\nc:\n  'd'\n",
      "a:\nb:\n  -\n  - c\n",
      "a: b:c\nd: e#f\ng: -1\nh: ?x\n",
      "窗口: 人员\n列:\n  - 甲、乙\n",
      "a : b\n",
      "a: x == \"y\" && z\n",
      "a: 1 - 2\nb: a[0]\n",
      "a: {b: the holder's, c: d}\ne: the holders' f # g\n",
      "just text\n",
      "a:   \t b\t\n",
      "",
      "# only a comment\n",
  };
  for (const std::string document : kDocuments) {
    CAPTURE(document);
    Diagnostics problems;
    const std::string ours = read(document, problems);
    CHECK(problems.render() == "");
    CHECK(ours == read_by_yaml_cpp(document));
  }
}

TEST_CASE("every shipped file means the same to yaml-cpp") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TIANYA_RULES_SOURCE_DIR "/rules")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CAPTURE(entry.path().string());
    Diagnostics problems;
    const std::string ours = read(text, problems);
    CHECK(problems.render() == "");
    const bool same = ours == read_by_yaml_cpp(text);  // not in CHECK, which would print both
    CHECK(same);
    ++files;
  }
  CHECK(files >= 20);
}

TEST_CASE("what YAML would read otherwise than meant is refused with its mend") {
  struct Row {
    const char *text, *code, *marked, *help;
  };
  const Row kRows[] = {
      {"is: !a && b\n", "yaml-tag", "!a && b", "quote it: '!a && b'"},
      {"is: !x\n", "yaml-tag", "!x", "quote it: '!x'"},
      {"- !a\n", "yaml-tag", "!a", "quote it: '!a'"},
      {"is: a ? b : c\n", "yaml-colon", ":", "quote it: 'a ? b : c'"},
      {"- a ? b : c\n", "yaml-colon", ":", "quote it: 'a ? b : c'"},
      {"is: a == 'x: y'\n", "yaml-colon", ":", "quote it: 'a == ''x: y'''"},
      {"a: {is: f(a, b)}\n", "yaml-flow-comma", ", b)}", "quote the value, or write it in block style"},
      {"a: {is: x[0]}\n", "yaml-flow", "[0]}", "quote the value, or write it in block style"},
      {"a: {b}\n", "yaml-flow", "b}", "in `{ }` a comma separates entries: quote a value that holds one"},
      {"a: {b: c\n", "yaml-flow", "", "quote the value, or write it in block style"},
      {"a: [b, c\nd: e\n", "yaml-flow", "d: e", "quote the value, or write it in block style"},
      {"a: {b: c ? d : e}\n", "yaml-colon", ": e}", "quote the value, or write it in block style"},
      {"is: f(a #b)\n", "yaml-comment", "#b)", "if the `#` belongs to the value, quote it: 'f(a #b)'"},
      {"is: \"a\" in b\n", "yaml-after-value", "in b", "if all of it is one value, quote it: '\"a\" in b'"},
      {"is: [1, 2] == b\n", "yaml-after-value", "== b", "if all of it is one value, quote it: '[1, 2] == b'"},
      {"a: b\na: c\n", "yaml-duplicate-key", "a", "the first is in line 1: remove or rename one"},
      {"a: &x b\n", "yaml-anchor", "&x b", "quote it: '&x b'"},
      {"a: *x\n", "yaml-alias", "*x", "quote it: '*x'"},
      {"<<: *x\n", "yaml-alias", "*x", "quote it: '*x'"},
      {"a: >\n  b\n  c\n", "yaml-folded", ">", "use `|`, or one quoted line"},
      {"a: b\n  c\n", "yaml-multi-line", "c", "write it in one line, or as a block scalar: `|` and indented lines"},
      {"a: \"b\n  c\"\n", "yaml-quote", "\"b", "close it, or use a block scalar: `|` and indented lines"},
      {"a: 'b\n", "yaml-quote", "'b", "close it, or use a block scalar: `|` and indented lines"},
      {"a: \"\\q\"\n", "yaml-escape", "\\q", "in single quotes a backslash is a backslash"},
      {"a: \"\\ud800\"\n", "yaml-escape", "\\ud800", "in single quotes a backslash is a backslash"},
      {"a: |2\n  b\n", "yaml-block", "|2", "write `|` or `|-` and the text in indented lines below"},
      {"a: || b\n", "yaml-block", "|| b", "write `|` or `|-` and the text in indented lines below"},
      {"a: b\n---\nc: d\n", "yaml-document", "---", "move what follows to a file of its own"},
      {"a: b\n...\nc: d\n", "yaml-document", "...", "move what follows to a file of its own"},
      {"a:\n\tb: c\n", "yaml-tab", "\t", "indent with spaces"},
      {"a: b\n c: d\n", "yaml-multi-line", "c: d", "write it in one line, or as a block scalar: `|` and indented lines"},
      {"a:\n  b: c\n   d: e\n", "yaml-multi-line", "d: e", "write it in one line, or as a block scalar: `|` and indented lines"},
      {"a:\n    b: {}\n  c: d\n", "yaml-indent", "c: d", "give all entries of one map or list the same indentation"},
      {"  a: b\nc: d\n", "yaml-indent", "c: d", "give both the same indentation"},
      {"a: b\nc\n", "yaml-key", "c", "write `key: value`, or indent it below its key"},
      {"a: b\n- c\n", "yaml-key", "- c", "indent it below its key"},
      {"? a\n: b\n", "yaml-reserved", "? a", "quote it: '? a'"},
      {"a: @b\n", "yaml-reserved", "@b", "quote it: '@b'"},
      {"a: `b`\n", "yaml-reserved", "`b`", "quote it: '`b`'"},
      {"a: %b\n", "yaml-reserved", "%b", "quote it: '%b'"},
      {"a: - b\n", "yaml-reserved", "- b", "move it below its key"},
      {"*a : b\n", "yaml-key", "*a", "quote it: '*a'"},
      {"a: \xFF\n", "yaml-encoding", "\xFF", "is it GBK? save it as UTF-8"},
      {"a: \x01\n", "yaml-character", "\x01", "remove it, or write it as an escape in double quotes"},
      {"a: b\rc: d\n", "yaml-character", "\r", "end lines with a line feed"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Diagnostics problems;
    read(row.text, problems);
    REQUIRE(problems.error_count() == 1);
    const Diagnostic& problem = problems.items()[0];
    CHECK(problem.code == row.code);
    CHECK(std::string(row.text).substr(problem.span.begin, problem.span.end - problem.span.begin) == row.marked);
    CHECK(problem.help == row.help);
  }
}

TEST_CASE("a comment that may have been meant as text is a warning") {
  Diagnostics problems;
  CHECK(read("a: b #c\nd: e # f\ng: h ## i\n", problems) == "{<a>:<b>,<d>:<e>,<g>:<h>,}");
  REQUIRE(problems.items().size() == 1);
  CHECK(problems.items()[0].code == "yaml-comment");
  CHECK(problems.items()[0].severity == Severity::kWarning);
}

TEST_CASE("all problems of a file are told at once") {
  Diagnostics problems;
  CHECK(read("a: !x\nb: ok\nc: *y\nd:\n  - e\n  - &f g\n  - h\n", problems) == "{<a>:~,<b>:<ok>,<c>:~,<d>:[<e>,~,<h>,],}");
  CHECK(problems.error_count() == 3);
}

TEST_CASE("size and depth are limited") {
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  const std::string brackets = "a: " + std::string(500, '[');
  const std::string large(4 * 1024 * 1024 + 1, '#');
  for (const auto& [text, code] :
       {std::pair<std::string, std::string>{deep, "yaml-too-deep"}, {brackets, "yaml-too-deep"}, {large, "yaml-too-large"}}) {
    Diagnostics problems;
    read(text, problems);
    REQUIRE(problems.has_errors());
    CHECK(problems.items()[0].code == code);
  }
  Diagnostics problems;
  CHECK(read(std::string(4 * 1024 * 1024, '#'), problems) == "~");
  CHECK(problems.empty());
}

TEST_CASE("a last line `...` ends the document that it stands in, and nothing follows") {
  for (const char* text : {"a: b\n...\n", "a: b\n...", "a: b\n... \n\n"}) {
    Diagnostics problems;
    parse_yaml(std::make_shared<const Source>(Source{"x.yaml", text}), problems);
    CHECK(problems.empty());
  }
}

TEST_CASE("each byte of a scalar knows where it was written") {
  const std::string text = "a: 'it''s'\nb: \"x\\u4e2dy\"\nc: |\n  one\n    two\nd: plain # c\ne: \"no escapes\"\n";
  Diagnostics problems;
  const YamlNode root = parse_yaml(source(text), problems);
  REQUIRE(problems.empty());
  struct Row {
    const char *key, *part, *written;
  };
  for (const Row& row : {Row{"a", "s", "s"}, Row{"b", "中", "\\u4e2d"}, Row{"b", "y", "y"}, Row{"c", "two", "two"},
                         Row{"d", "plain", "plain"}, Row{"e", "escapes", "escapes"}}) {
    CAPTURE(row.key);
    const YamlNode& node = *root.find(row.key);
    const ExpressionText expression = expression_text(node);
    const std::size_t at = node.text.find(row.part);
    REQUIRE(at != std::string::npos);
    const std::size_t offset = expression.offsets.empty() ? expression.base + at : expression.offsets[at];
    CHECK(text.substr(offset, std::string(row.written).size()) == row.written);
    if (!expression.offsets.empty()) CHECK(expression.offsets.size() == node.text.size() + 1);
  }
}
