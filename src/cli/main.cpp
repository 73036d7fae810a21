// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <string>

#include "cli/commands.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

int run(const Arguments& arguments) {
  switch (arguments.verb) {
    case Verb::kCheck:
      return run_check(arguments);
    case Verb::kExplain:
      return run_explain(arguments);
    case Verb::kShow:
      return run_show(arguments);
    case Verb::kFacts:
      return run_facts(arguments);
    case Verb::kMissing:
      return run_missing(arguments);
    case Verb::kSensitivity:
      return run_sensitivity(arguments);
    case Verb::kReplay:
      return run_replay(arguments);
    case Verb::kDeadline:
      return run_deadline(arguments);
    case Verb::kCalendar:
      return run_calendar(arguments);
    case Verb::kLint:
      return run_lint(arguments);
    case Verb::kCoverage:
      return run_coverage(arguments);
    case Verb::kFunctions:
      return run_functions(arguments);
    case Verb::kVersion:
      return run_version(arguments);
    case Verb::kNone:
      break;
  }
  return kBadCommand;
}

void complain(const std::string& text) { std::fputs(text.c_str(), stderr); }

int run_all(int argc, const char* const* argv) {
  try {
    const ParsedArguments parsed = parse_arguments(argc, argv);
    if (parsed.answer.empty()) return run(parsed.arguments);
    std::fputs(parsed.answer.c_str(), stdout);
    return std::fflush(stdout) == 0 ? kFine : kRefused;
  } catch (const Refusal& refusal) {
    complain(refusal.problems().render());
    return refusal.status();
  } catch (const std::bad_alloc&) {
    complain("error[out-of-memory]: there is not enough memory\n");
  } catch (const std::exception& error) {
    complain("error[internal]: " + std::string(error.what()) + "\n");
  }
  return kRefused;
}

}  // namespace

}  // namespace tianya_rules::cli

int main(int argc, char** argv) { return tianya_rules::cli::run_all(argc, argv); }
