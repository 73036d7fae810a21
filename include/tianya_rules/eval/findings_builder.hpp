// SPDX-License-Identifier: Apache-2.0
/// FindingsBuilder: judges facts that are all there and keeps of them what a report needs. Floor: eval.
///
///     FindingsBuilder builder(judge, head, std::move(facts));          // head.as_of is the evaluation date
///     builder.add_warnings(reader.warnings(), reader.warning_count());
///     Result<Findings> findings = builder.finish();
///
/// Who cannot hold all facts runs the judge batch by batch and writes each block at once, as the command line does. Threads: one at
/// a time. Errors: derived facts that are given and disagree with what they follow from. Tested by
/// tests/cpp/eval_rulebook_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/result.hpp"
#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/finding.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API FindingsBuilder {
 public:
  /// `scratches`: of the same judge; nullptr: new ones.
  FindingsBuilder(Judge judge, ReportHead head, FactStore facts, std::shared_ptr<class ScratchPool> scratches = nullptr);
  /// Warnings of the reading; those of events later than as_of come behind them.
  void add_warnings(const std::vector<FactWarning>& warnings, std::uint64_t count);
  /// Judges entity by entity in the vocabulary's order. Once only.
  [[nodiscard]] Result<Findings> finish();

 private:
  Diagnostics judge_all(Judge::Scratch& scratch);
  void warn_of_events(const Table& table);
  void keep(const JudgedBlock& block);

  std::shared_ptr<struct FindingsData> data_;
};

/// What is said of an event later than as_of, which counts as not yet happened. `attribute` is the entity's.
[[nodiscard]] TIANYA_RULES_API FactWarning after_as_of_warning(const Vocabulary& vocabulary, std::size_t entity,
                                                               std::string_view id, std::size_t attribute, Date as_of);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/findings_builder-inl.hpp"
#endif
