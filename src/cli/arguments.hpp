// SPDX-License-Identifier: Apache-2.0
/// Arguments: the command line as plain data. What CLI11 knows stays in arguments.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tianya_rules/base/localized.hpp"

namespace tianya_rules::cli {

enum class Verb : std::uint8_t {
  kNone,
  kCheck,
  kExplain,
  kShow,
  kFacts,
  kMissing,
  kDeadline,
  kCalendar,
  kLint,
  kCoverage,
  kSensitivity,
  kReplay,
  kFunctions,
  kVersion
};

struct Arguments {
  Verb verb = Verb::kNone;
  Language language = Language::kEnglish;
  std::vector<std::string> files;
  std::string name;  ///< The one thing that show, calendar, lint and coverage are about.
  // judging
  std::string as_of, published_on, known_on, rules, entity, subject;
  std::vector<std::string> rule, reading, assume, only;
  bool lenient = false;
  // the deadline
  std::string from, svg;
  std::vector<std::string> overlay;
  std::optional<std::int64_t> workdays, months, days;
  bool before = false, ledger = false;
  // the output
  std::string format = "text", output;
};

/// What the command line comes to: arguments, or an answer at once (help), or problems.
struct ParsedArguments {
  Arguments arguments;
  std::string answer;  ///< Not empty: print it and end well.
};

/// Throws `Refusal` with status 2, every problem at once.
ParsedArguments parse_arguments(int argc, const char* const* argv);

/// `text` in the language.
inline std::string pick(Language language, const char* zh, const char* en) { return language == Language::kChinese ? zh : en; }

}  // namespace tianya_rules::cli
