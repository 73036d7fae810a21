// SPDX-License-Identifier: Apache-2.0
// explain: one finding, with the conditions that decided it and the account of its due date.
#include <algorithm>
#include <string>

#include "cli/commands.hpp"
#include "cli/judging.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/report/report.hpp"

namespace tianya_rules::cli {

namespace {

std::size_t only_norm(const Judging& judging) {
  for (std::size_t entity = 0; entity < judging.model().vocabulary.entities.size(); ++entity) {
    if (!judging.judge().norms_about(entity).empty()) return judging.judge().norms_about(entity).front();
  }
  return 0;  // a glob without a rule is refused before
}

std::string explained(const Judging& judging, const Table& table, std::size_t row, std::size_t norm, Language language) {
  Judge::Scratch scratch = judging.judge().scratch(), explaining = judging.judge().scratch();
  FindingData data;
  const Diagnostics problems = judging.judge().run(table, judging.as_of(), scratch, [&](const JudgedBlock& block) {
    if (row >= block.first_row() && row < block.first_row() + block.rows()) data = block.finding(0, row - block.first_row());
  });
  if (problems.has_errors()) throw Refusal(kRefused, problems);
  const Explanation why = judging.judge().explain(table, row, norm, judging.as_of(), explaining);
  return explain_text(judging.judge(), judging.as_of(), table.ids[row], data, why, language);
}

std::string verdicts(std::uint8_t bits, NormKind kind, Language language) {
  std::string out;
  for (const Verdict verdict : possible_of(bits, kind))
    out += (out.empty() ? "" : pick(language, "或", " or ")) + label_of(verdict).in(language);
  return out;
}

/// What the finding would be under each other answer of a reading.
std::string other_readings(const Judging& judging, const FactStore& facts, std::size_t norm, const Arguments& arguments) {
  const RulebookModel& model = judging.model();
  if (judging.judge().readings_of(norm).empty()) return {};
  const auto found = judging.book().sensitivity(facts, judging.as_of(), judging.judge().published_on(), judging.options());
  if (!found.ok()) throw Refusal(kRefused, found.diagnostics());
  std::string changes;
  for (const Rulebook::Flip& flip : found->flips) {
    if (flip.norm != norm || flip.id != arguments.subject) continue;
    const Reading& reading = model.readings[flip.reading];
    const Answer& answer = reading.answers[flip.answer];
    changes += "  " + reading.id + '=' + answer.id + pick(arguments.language, "（", " (") +
               (answer.label.empty() ? answer.id : answer.label.in(arguments.language)) + pick(arguments.language, "）：", "): ") +
               verdicts(flip.to, model.norms[norm].kind, arguments.language) + '\n';
  }
  if (changes.empty()) return pick(arguments.language, "换其他读法：不变\n", "under other readings: no change\n");
  return pick(arguments.language, "换其他读法：\n", "under other readings:\n") + changes;
}

}  // namespace

int run_explain(const Arguments& arguments) {
  Judging judging(arguments);
  std::size_t chosen = 0;
  for (std::size_t entity = 0; entity < judging.model().vocabulary.entities.size(); ++entity)
    chosen += judging.judge().norms_about(entity).size();
  if (chosen > 1) {
    throw Refusal(kBadCommand, "several-rules", '`' + arguments.rule.front() + "` means " + std::to_string(chosen) + " rules",
                  "name one of them");
  }
  Output output(arguments.output);
  FactStore facts(judging.model().vocabulary);
  judging.keep(facts);
  const std::size_t norm = only_norm(judging);
  const Table table = facts.table(judging.model().norms[norm].about);
  const std::string_view* found = std::find(table.ids, table.ids + table.rows, arguments.subject);
  if (found == table.ids + table.rows) {
    throw Refusal(kBadCommand, "unknown-subject",
                  '`' + judging.model().norms[norm].id + "` has no subject `" + arguments.subject + "` in these facts");
  }
  output.write(explained(judging, table, static_cast<std::size_t>(found - table.ids), norm, arguments.language) +
               other_readings(judging, facts, norm, arguments));
  output.commit();
  return kFine;
}

}  // namespace tianya_rules::cli
