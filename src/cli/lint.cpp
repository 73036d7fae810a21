// SPDX-License-Identifier: Apache-2.0
// lint: everything wrong with a rulebook's folder, and what looks wrong.
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

int run_lint(const Arguments& arguments) {
  const Result<Rulebook> book = Rulebook::load(arguments.name);
  if (!book.ok()) throw Refusal(kRefused, book.diagnostics());
  const Diagnostics& found = book->warnings();
  const RulebookModel& model = book->model();
  std::string out = found.empty() ? "" : found.render();
  const std::string counts = std::to_string(model.norms.size()) + pick(arguments.language, " 条规则，", " rules, ") +
                             std::to_string(model.readings.size()) + pick(arguments.language, " 种读法", " readings");
  if (found.empty()) out = pick(arguments.language, "没有问题：", "clean: ") + counts + '\n';
  write_output({}, out);
  return kFine;
}

}  // namespace tianya_rules::cli
