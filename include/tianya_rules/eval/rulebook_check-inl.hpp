// SPDX-License-Identifier: Apache-2.0
// Rulebook::check and check_json: facts that are all there, into findings.
#pragma once

#include <algorithm>
#include <utility>

#include "tianya_rules/eval/findings_builder.hpp"
#include "tianya_rules/eval/gathered_facts.hpp"
#include "tianya_rules/eval/rulebook_state.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace rulebook_internal {

inline Diagnostics no_as_of() {
  Diagnostics problems;
  problems.error("no-as-of", "nothing says as of which day to judge", {},
                 "give `as_of`, in the options or at the top level of JSON facts");
  return problems;
}

/// Judges what was read. Where some of it was refused the rest is judged all the same, for the problems that only judging finds.
inline Result<Findings> judge_gathered(const Bench& bench, GatheredFacts& facts) {
  facts.finish();
  if (!facts.as_of()) return facts.accepted() ? no_as_of() : facts.problems();
  FindingsBuilder builder(bench.judge.with_published_on(facts.published_on()), facts.head(), std::move(facts.store()),
                          bench.scratches);
  builder.add_warnings(facts.reader().warnings(), facts.reader().warning_count());
  Result<Findings> findings = builder.finish();
  if (facts.accepted()) return findings;
  Diagnostics problems = facts.problems();
  problems.append(findings.diagnostics());
  return problems;
}

}  // namespace rulebook_internal

TIANYA_RULES_INLINE Record::Cell Record::operator[](std::string_view attribute) {
  auto at = std::find_if(cells_.begin(), cells_.end(), [&](const auto& cell) { return cell.first == attribute; });
  if (at == cells_.end()) at = cells_.emplace(cells_.end(), attribute, std::nullopt);
  return Cell(at->second);
}

TIANYA_RULES_INLINE Result<Findings> Rulebook::check(const std::vector<Record>& records, const CheckOptions& options) const {
  const Result<Bench> bench = state_->bench(options);
  if (!bench.ok()) return bench.diagnostics();
  GatheredFacts facts(model().vocabulary, *state_->schemas, options, true);
  facts.read_records(records);
  return rulebook_internal::judge_gathered(*bench, facts);
}

TIANYA_RULES_INLINE Result<Findings> Rulebook::check_json(std::string_view text, const CheckOptions& options,
                                                          std::string name) const {
  const Result<Bench> bench = state_->bench(options);
  if (!bench.ok()) return bench.diagnostics();
  GatheredFacts facts(model().vocabulary, *state_->schemas, options, true);
  facts.read_json(std::move(name), text);
  return rulebook_internal::judge_gathered(*bench, facts);
}

TIANYA_RULES_END_NAMESPACE
