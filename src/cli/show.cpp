// SPDX-License-Identifier: Apache-2.0
// show: a norm in plain words, each condition beside the wording that it rests on.
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/report/show_text.hpp"

namespace tianya_rules::cli {

int run_show(const Arguments& arguments) {
  Arguments selecting = arguments;
  selecting.rule = {arguments.name};
  const CheckOptions options = check_options(selecting);
  const Rulebook book = open_rulebook(arguments);
  const Judge judge = open_judge(book, options);
  std::vector<std::size_t> chosen;
  for (std::size_t entity = 0; entity < judge.model().vocabulary.entities.size(); ++entity) {
    const std::vector<std::size_t>& about = judge.norms_about(entity);
    chosen.insert(chosen.end(), about.begin(), about.end());
  }
  std::sort(chosen.begin(), chosen.end());
  std::string out;
  for (const std::size_t norm : chosen) out += (out.empty() ? "" : "\n") + show_text(judge.checked(), norm, arguments.language);
  write_output(arguments.output, out);
  return kFine;
}

}  // namespace tianya_rules::cli
