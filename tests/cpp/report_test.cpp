// SPDX-License-Identifier: Apache-2.0
// The library's own report of the invented library's facts, compared with the golden files of the command line: both must say the
// same.
#include "tianya_rules/report/report.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "tianya_rules/eval/rulebook.hpp"

namespace {
using namespace tianya_rules;

std::string read(const std::string& path) {
  std::ifstream file(std::string(TIANYA_RULES_SOURCE_DIR "/tests/golden/") + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string without_digests(const std::string& text) {
  return std::regex_replace(text, std::regex("sha256:[0-9a-f]{64}"), "sha256:…");
}

Findings findings() {
  const Rulebook book = Rulebook::load(TIANYA_RULES_SOURCE_DIR "/tests/golden/library").value();
  return book.check_json(read("library.json"), {}).value();
}

Finding find(const Findings& all, std::string_view rule, std::string_view id) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].rule_id() == rule && all[i].subject_id() == id) return all[i];
  }
  FAIL("no such finding");
  return all[0];
}

/// An explanation of the command line ends with what other readings would change, which one finding does not know.
std::string explained(const std::string& name) {
  const std::string text = read(name);
  const std::size_t zh = text.find("换其他读法"), en = text.find("under other readings");
  return text.substr(0, std::min(zh, en));
}
}  // namespace

TEST_CASE("report: the library says what the command line says") {
  const Findings all = findings();
  CHECK(without_digests(to_json(all)) == read("expected/en/check.json"));
  CHECK(without_digests(to_ndjson(all)) == read("expected/en/check.ndjson"));
  CHECK(to_csv(all, Language::kEnglish) == read("expected/en/check.csv"));
  CHECK(to_csv(all, Language::kChinese) == read("expected/zh/check.csv"));
  CHECK(to_text(all, {Language::kEnglish, false}) == read("expected/en/check.text"));
  CHECK(to_text(all, {Language::kChinese, false}) == read("expected/zh/check.text"));
}

TEST_CASE("report: one finding explained") {
  const Findings all = findings();
  CHECK(find(all, "art2.ready", "L-1").explain("en") == explained("expected/en/explain_late.text"));
  CHECK(find(all, "art2.ready", "L-1").explain("zh") == explained("expected/zh/explain_late.text"));
  CHECK(find(all, "art4.suspend", "L-3").explain("zh") == explained("expected/zh/explain_undetermined.text"));
  CHECK(find(all, "art5.pretext", "E-1").explain("en") == explained("expected/en/explain_list.text"));
}

TEST_CASE("report: one finding as JSON is its line in the report") {
  const Findings all = findings();
  const std::string report = to_json(all);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(report.find("\n  " + to_json(all[i])) != std::string::npos);
  const Finding late = find(all, "art2.ready", "L-1");
  CHECK(to_json(late).find(late.message(Language::kChinese)) != std::string::npos);
}

TEST_CASE("report: colour only where it is asked for and never instead of a word") {
  const Findings all = findings();
  const std::string plain = to_text(all, {Language::kEnglish, false}), colour = to_text(all, {Language::kEnglish, true});
  CHECK(plain.find('\033') == std::string::npos);
  CHECK(colour.find("\033[31m✗ violated\033[0m") != std::string::npos);
  CHECK(std::regex_replace(colour, std::regex("\033\\[[0-9]*m"), "") == plain);
}

TEST_CASE("report: more warnings than are listed are counted") {
  const Findings all = findings();
  const std::string closing = closing_fields(all.judge().model(), all.summary(), {}, 1234);
  CHECK(closing.find(
            R"({"code": "further_warnings", "subject": null, "attribute": null, "message": {"zh": "另有 1234 条提示未列出", )"
            R"("en": "1234 further warnings are not listed"}, "count": 1234})") != std::string::npos);
}
