// SPDX-License-Identifier: Apache-2.0
// docs/diagnostics.md: each bad example has its code, each mended one has no error, and every code of the sources is documented.
#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <sstream>

#include "rulebook_patch.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

namespace {

struct Example {
  std::string code, kind, path, option, text;
};

/// The fenced blocks whose info line is `yaml bad|mended FILE [OPTION]`, below the heading that names their code.
std::vector<Example> examples_of(const std::string& document, std::set<std::string>& codes) {
  std::vector<Example> examples;
  std::istringstream lines(document);
  std::string code;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("### `", 0) == 0) codes.insert(code = line.substr(5, line.size() - 6));
    if (line.rfind("```", 0) == 0) {
      std::istringstream words(line);
      std::string yaml;
      Example example;
      example.code = code;
      if (inside) {
        inside = false;
      } else if (words >> yaml >> example.kind >> example.path) {
        words >> example.option;
        examples.push_back(example);
        inside = true;
      }
    } else if (inside) {
      examples.back().text += line + '\n';
    }
  }
  return examples;
}

std::string text_of(const Example& example) {
  if (example.option == "bytes") return rulebook_patch::with_bytes(example.text);
  if (example.option.rfind("repeat-", 0) != 0) return example.text;
  std::string text;
  for (int i = std::stoi(example.option.substr(7)); i > 0; --i) text += example.text;
  return text;
}

/// What loading says of an example: of the good rulebook with it, or of a small calendar with it.
std::string problems_of(const Example& example) {
  const std::string folder = "calendars/";
  if (example.path.rfind(folder, 0) != 0) {
    auto files = rulebook_patch::good_rulebook();
    rulebook_patch::put_entries(files, example.path, text_of(example));
    return rulebook_patch::problems_of(files);
  }
  const std::string path = example.path.substr(folder.size());
  if (path == "overlay.yaml") return tianya_rules::load_overlay({path, example.text, path}).diagnostics().render();
  std::vector<rulebook_patch::YamlFile> files = {
      {"calendar.yaml", "id: test\nsettled_until: \"12-25\"\nestimated_years: 2\n", ""},
      {"2026.yaml",
       "year: 2026\nnotices:\n  annual: {title: the notice for 2026, published: 2025-11-04}\ndays:\n"
       "  - {date: 2026-10-10, kind: makeup_workday, name: 国庆节, notice: annual}\n",
       ""}};
  rulebook_patch::text_of(files, path) = example.text;
  return tianya_rules::load_calendar(files).diagnostics().render();
}

}  // namespace

TEST_CASE("the examples of docs slash diagnostics have their problem and their mend has none") {
  std::set<std::string> codes;
  const auto examples = examples_of(rulebook_patch::read_text_file(TIANYA_RULES_SOURCE_DIR "/docs/diagnostics.md"), codes);
  CHECK(examples.size() >= 2 * 50);
  std::set<std::string> shown;
  for (const Example& example : examples) {
    CAPTURE(example.code);
    CAPTURE(example.kind);
    const std::string said = problems_of(example);
    const bool has_code = said.find("[" + example.code + "]") != std::string::npos;
    CAPTURE(said);
    if (example.kind == "bad") {
      CHECK(has_code);
      shown.insert(example.code);
    } else {
      CHECK(example.kind == "mended");
      CHECK(!has_code);
      CHECK(said.find("error[") == std::string::npos);
    }
  }
  // These need a folder, or a program: no single file shows them.
  for (const char* code : {"unreadable-folder", "unreadable-file", "too-many-files", "no-calendar-file", "no-years",
                           "unknown-overlay", "day-without-notice", "too-many"}) {
    shown.insert(code);
  }
  CHECK(shown == codes);
}

TEST_CASE("every code that rulebooks can raise is documented") {
  namespace fs = std::filesystem;
  std::set<std::string> documented;
  examples_of(rulebook_patch::read_text_file(TIANYA_RULES_SOURCE_DIR "/docs/diagnostics.md"), documented);
  // A kebab-case word as the first text of a call that reports, or as one of two codes to choose from.
  const std::regex code_pattern(
      R"re((?:error|warning|failure|give_up_flow|code =|\?|:)\s*\(?\s*(?:problems|node|map)?,?\s*"([a-z]+(?:-[a-z]+)+)")re");
  std::size_t found = 0;
  for (const char* floor : {"expr", "rulebook"}) {
    for (const auto& entry : fs::directory_iterator(std::string(TIANYA_RULES_SOURCE_DIR "/include/tianya_rules/") + floor)) {
      const std::string source = rulebook_patch::read_text_file(entry.path());
      for (std::sregex_iterator at(source.begin(), source.end(), code_pattern), end; at != end; ++at) {
        CAPTURE(entry.path().string());
        CAPTURE((*at)[1].str());
        CHECK(documented.count((*at)[1].str()) == 1);
        ++found;
      }
    }
  }
  CHECK(found > 50);
}
