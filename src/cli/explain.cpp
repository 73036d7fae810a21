// SPDX-License-Identifier: Apache-2.0
// explain: one finding, with the conditions that decided it and the account of its due date.
#include <optional>

#include "cli/commands.hpp"
#include "cli/check_writers.hpp"
#include "cli/judging.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/report/report.hpp"

namespace tianya_rules::cli {

int run_explain(const Arguments& arguments) {
  Judging judging(arguments);
  std::size_t chosen = 0;
  for (std::size_t entity = 0; entity < judging.model().vocabulary.entities.size(); ++entity) chosen += judging.judge().norms_about(entity).size();
  if (chosen > 1) {
    throw Refusal(kBadCommand, "several-rules", '`' + arguments.rule.front() + "` means " + std::to_string(chosen) + " rules", "name one of them");
  }
  Output output(arguments.output);
  Explainer explainer(judging);
  std::optional<std::string> text;
  judging.run(false, [&](const JudgedBlock& block) {
    for (std::size_t row = 0; row < block.rows() && !block.norms().empty(); ++row) {
      const std::string_view id = block.table().ids[block.first_row() + row];
      if (id != arguments.subject) continue;
      const FindingData data = block.finding(0, row);
      text = explain_text(judging.judge(), judging.as_of(), id, data, explainer.explain(block, row, data.norm), arguments.language);
    }
  });
  if (!text) {
    throw Refusal(kBadCommand, "unknown-subject", '`' + arguments.rule.front() + "` has no subject `" + arguments.subject + "` in these facts");
  }
  output.write(*text);
  output.commit();
  return kFine;
}

}  // namespace tianya_rules::cli
