// SPDX-License-Identifier: Apache-2.0
/// commands: one function a verb. Each returns the exit status and throws `Refusal` where it ends badly.
#pragma once

#include "cli/arguments.hpp"

namespace tianya_rules::cli {

int run_check(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_show(const Arguments& arguments);
int run_facts(const Arguments& arguments);
int run_missing(const Arguments& arguments);
int run_sensitivity(const Arguments& arguments);
int run_replay(const Arguments& arguments);
int run_deadline(const Arguments& arguments);
int run_calendar(const Arguments& arguments);
int run_lint(const Arguments& arguments);
int run_coverage(const Arguments& arguments);
int run_functions(const Arguments& arguments);
int run_version(const Arguments& arguments);

}  // namespace tianya_rules::cli
