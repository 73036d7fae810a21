// SPDX-License-Identifier: Apache-2.0
/// options: from arguments to a rulebook and to what the library calls CheckOptions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/arguments.hpp"
#include "tianya_rules/eval/rulebook.hpp"

namespace tianya_rules::cli {

/// Dates, readings and assumptions of the command line. Throws `Refusal` (2; 1 for a list that cannot be read), all problems at
/// once.
CheckOptions check_options(const Arguments& arguments);

/// The rulebook of `--rules`, or the shipped one. Throws `Refusal` (1).
Rulebook open_rulebook(const Arguments& arguments);

/// Compiled under the options. Throws `Refusal` (2): an unknown reading, answer, rule, attribute.
Judge open_judge(const Rulebook& book, const CheckOptions& options);

/// A date argument, or nothing where it is empty. Problems name the option.
std::optional<Date> date_option(const char* option, const std::string& text, Diagnostics& problems);

/// The calendar of the rulebook with the overlays of the command line. Throws `Refusal` (2; 1 for a file that cannot be read).
WorkingCalendar open_calendar(const Arguments& arguments, std::optional<Date> known_on);

}  // namespace tianya_rules::cli
