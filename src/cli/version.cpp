// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/version.hpp"

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

int run_version(const Arguments& arguments) {
  const Rulebook book = open_rulebook(arguments);
  const Judge judge = open_judge(book, {});
  std::string out = "tianya-rules " TIANYA_RULES_VERSION "\n";
  out += pick(arguments.language, "规则库 ", "rulebook ") + book.model().id + "  " + book.model().digest + '\n';
  const Judge::CalendarInfo& calendar = judge.calendar();
  if (calendar.published_through) {
    out += pick(arguments.language, "工作日历 ", "calendar ") + calendar.id +
           pick(arguments.language, " 已公布至 ", " published through ") + calendar.published_through->iso() + "  " +
           calendar.digest + '\n';
  }
  write_output({}, out);
  return kFine;
}

}  // namespace tianya_rules::cli
