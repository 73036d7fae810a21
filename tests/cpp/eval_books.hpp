// SPDX-License-Identifier: Apache-2.0
/// Rulebooks, options and findings in the words of the tests of the evaluation floor.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/eval/rulebook.hpp"

namespace eval_books {
using namespace tianya_rules;

inline const std::string kTests = TIANYA_RULES_SOURCE_DIR "/tests/";

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The invented library's rules, which no change to a shipped rulebook touches.
inline const Rulebook& library() {
  static const Rulebook book = Rulebook::load(kTests + "golden/library").value();
  return book;
}

inline std::string library_facts() { return read_text(kTests + "golden/library.json"); }

inline const Rulebook& shipped() {
  static const Rulebook book = Rulebook::shipped().value();
  return book;
}

inline CheckOptions as_of(int year, unsigned month, unsigned day) {
  CheckOptions options;
  options.as_of = Date(year, month, day);
  return options;
}

/// `code: message (help)` of every problem, a line each; then how many more there are.
inline std::string told(const Diagnostics& problems) {
  std::string out;
  for (const Diagnostic& problem : problems.items()) {
    out += problem.code + ": " + problem.message + (problem.help.empty() ? "" : " (" + problem.help + ')') + '\n';
  }
  const std::size_t all = problems.error_count() + problems.warning_count();
  if (all > problems.items().size()) out += "and " + std::to_string(all - problems.items().size()) + " more\n";
  return out;
}

/// `violated`, `compliant|violated`.
inline std::string possible(std::uint8_t bits, NormKind kind) {
  std::string out;
  for (const Verdict verdict : possible_of(bits, kind)) out += (out.empty() ? "" : "|") + std::string(to_string(verdict));
  return out;
}

/// A line a finding: `rule id possible due`.
inline std::string listed(const Findings& findings) {
  std::string out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding finding = findings[i];
    out += std::string(finding.rule_id()) + ' ' + std::string(finding.subject_id()) + ' ' +
           possible(finding.data().bits, finding.norm().kind) + (finding.due() ? ' ' + finding.due()->iso() : "") + '\n';
  }
  return out;
}

/// The one finding of that rule about that subject.
inline Finding find(const Findings& all, std::string_view rule, std::string_view id) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].rule_id() == rule && all[i].subject_id() == id) return all[i];
  }
  FAIL("no finding of ", std::string(rule), " about ", std::string(id));
  return all[0];
}

/// A folder of its own for a test, gone when the test is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tianya-rules-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  void copy(const std::string& from) const { std::filesystem::copy(from, path_, std::filesystem::copy_options::recursive); }
  void write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A rulebook about one entity `c`, whose attributes are given as YAML (`name: {type: int}`, a line each); all norms are duties.
inline Rulebook small_book(const std::string& attributes, const std::vector<std::pair<std::string, std::string>>& duties) {
  const TemporaryFolder folder;
  folder.write("regulation.yaml",
               "id: small\ntitle: {en: r}\nissuer: {en: i}\nlanguages: [en]\nbearers:\n  bureau:\n"
               "    label: {en: bureau}\noutline:\n  - label: 第一条\n    text: 应当如此。\nnorms:\n  - norms.yaml\n");
  std::string facts = "c:\n  label: {en: c}\n  attributes:\n";
  for (std::size_t begin = 0; begin < attributes.size();) {
    const std::size_t end = attributes.find("}\n", begin);
    facts +=
        "    " + attributes.substr(begin, end - begin) + ", label: {en: a" + std::to_string(begin) + "}, description: {en: d}}\n";
    begin = end + 2;
  }
  folder.write("facts.yaml", facts);
  std::string norms;
  for (const auto& [id, condition] : duties) {
    norms += id + ":\n  cites: 第一条\n  about: c\n  bearer: bureau\n  title: {en: t}\n  quotes: [应当如此]\n  requires: |-\n    " +
             condition + '\n';
  }
  folder.write("norms.yaml", norms);
  return Rulebook::load(folder.path()).value();
}

/// `compliant|violated missing:name error:code`.
inline std::string told(const Finding& finding) {
  std::string text = possible(finding.data().bits, finding.norm().kind);
  for (const std::string_view name : finding.missing()) text += " missing:" + std::string(name);
  for (const FindingError& error : finding.data().errors) text += " error:" + std::string(error.code);
  return text;
}

}  // namespace eval_books
