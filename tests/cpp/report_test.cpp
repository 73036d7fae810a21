// SPDX-License-Identifier: Apache-2.0
// The library's own report of the invented library's facts, compared with the golden files of the command line: both must say the
// same.
#include "tianya_rules/report/report.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <string>
#include <vector>

#include "cpp/eval_books.hpp"

namespace {
using namespace eval_books;

std::string read(const std::string& path) { return read_text(kTests + "golden/" + path); }

std::string without_digests(const std::string& text) {
  return std::regex_replace(text, std::regex("sha256:[0-9a-f]{64}"), "sha256:…");
}

Findings findings() { return library().check_json(library_facts(), {}).value(); }

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

TEST_CASE("report: of a list what settles the finding is shown, and no more than a reader takes in") {
  const auto message = [](const std::vector<std::string>& said, Language language) {
    Record enquiry = library().record("enquiry", "E-1");
    enquiry["said"] = said;
    const std::string text = find(library().check({enquiry}, as_of(2026, 11, 23)).value(), "art5.pretext", "E-1").message(language);
    const std::size_t begin = text.find(language == Language::kEnglish ? "in fact: " : "实际：");
    return text.substr(begin, text.find(language == Language::kEnglish ? ")" : "）", begin) - begin);
  };
  CHECK(message({"请稍等", "没空", "再见"}, Language::kEnglish) == "in fact: “没空”");
  std::vector<std::string> many;
  for (int i = 1; i <= 7; ++i) many.push_back("没空" + std::to_string(i)), many.push_back("再见");
  CHECK(message(many, Language::kEnglish) == "in fact: “没空1”, “没空2”, “没空3”, “没空4”, “没空5” and 2 more");
  CHECK(message(many, Language::kChinese) == "实际：“没空1”“没空2”“没空3”“没空4”“没空5”等 7 项");
  std::string words = "没空", shown = "没空";
  for (int i = 0; i < 80; ++i) words += "啊", shown += i < 58 ? "啊" : "";
  CHECK(message({words}, Language::kChinese) == "实际：“" + shown + "…”");
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
