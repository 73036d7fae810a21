// SPDX-License-Identifier: Apache-2.0
/// help: the words of the command line, in Chinese and English.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/arguments.hpp"

namespace tianya_rules::cli {

struct VerbWords {
  Verb verb;
  const char* name;
  const char* usage;  ///< What stands behind the name.
  const char* zh;
  const char* en;
};
/// Every verb there is, in the order in which help lists them.
const std::vector<VerbWords>& all_verbs();

struct OptionWords {
  const char* flags;
  const char* value;
  std::string text;
};
/// The words of an option; `name` is its key in the table. Asserts that there is one.
OptionWords option_words(std::string_view name, Language language);

std::string program_summary(Language language);

/// Lays out `--help`.
class HelpFormatter : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(Language language) : language_(language) {}
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;

 private:
  Language language_;
};

}  // namespace tianya_rules::cli
