// SPDX-License-Identifier: Apache-2.0
// Every tests/bad_rulebooks/*.txt: what it changes in the good rulebook, and what loading must say then.
//
//     one line that says what is wrong
//     == replace norms/one.yaml
//     …              (must stand there exactly once)
//     == with        (or `== with bytes`: \xNN is a byte)
//     …
//     == expect
//     error[…]: …
//
// Beside `replace`: `== append FILE`, `== write FILE`, `== remove FILE`. TIANYA_RULES_UPDATE_GOLDEN=1 rewrites what is expected.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "rulebook_patch.hpp"

namespace {

struct Section {
  std::string title;
  std::string text;
};

std::vector<Section> sections_of(const std::string& text) {
  std::vector<Section> sections(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    at = end;
    if (line.rfind("== ", 0) == 0) {
      sections.push_back({line.substr(3, line.size() - 4), ""});
    } else {
      sections.back().text += line;
    }
  }
  return sections;
}

std::string without_last_newline(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::vector<rulebook_patch::YamlFile> patched(const std::vector<Section>& sections) {
  auto files = rulebook_patch::good_rulebook();
  for (std::size_t i = 1; i < sections.size(); ++i) {
    const std::string& title = sections[i].title;
    const std::string verb = title.substr(0, title.find(' '));
    const std::string path = verb == title ? "" : title.substr(verb.size() + 1);
    if (verb == "replace") {
      const bool bytes = sections.at(i + 1).title == "with bytes";
      const std::string after = without_last_newline(sections[i + 1].text);
      rulebook_patch::replace(files, path, without_last_newline(sections[i].text),
                              bytes ? rulebook_patch::with_bytes(after) : after);
    } else if (verb == "append") {
      rulebook_patch::text_of(files, path) += sections[i].text;
    } else if (verb == "write") {
      rulebook_patch::text_of(files, path) = sections[i].text;
    } else if (verb == "remove") {
      rulebook_patch::remove(files, path);
    } else if (verb != "with" && verb != "expect") {
      throw std::runtime_error("unknown section: " + title);
    }
  }
  return files;
}

}  // namespace

TEST_CASE("the good rulebook is clean") { CHECK(rulebook_patch::problems_of(rulebook_patch::good_rulebook()) == ""); }

TEST_CASE("every bad rulebook is refused with its golden message") {
  namespace fs = std::filesystem;
  const bool update = std::getenv("TIANYA_RULES_UPDATE_GOLDEN") != nullptr;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(TIANYA_RULES_SOURCE_DIR "/tests/bad_rulebooks")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  CHECK(paths.size() >= 150);
  for (const fs::path& path : paths) {
    CAPTURE(path.filename().string());
    const std::string text = rulebook_patch::read_text_file(path);
    const std::vector<Section> sections = sections_of(text);
    REQUIRE(sections.size() > 1);
    REQUIRE(sections.back().title == "expect");
    const std::string said = rulebook_patch::problems_of(patched(sections));
    CHECK(said != "");
    if (update) {
      std::ofstream(path, std::ios::binary) << text.substr(0, text.size() - sections.back().text.size()) << said;
    } else {
      CHECK(said == sections.back().text);
    }
  }
}
