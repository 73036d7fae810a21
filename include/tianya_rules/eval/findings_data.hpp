// SPDX-License-Identifier: Apache-2.0
/// FindingsData: what all findings of one check share and keep alive. Floor: eval. Not for callers: use finding.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/eval/judge.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct FindingsData {
  /// A finding and the row of its entity's table that it is about.
  struct Item {
    std::size_t row = 0;
    FindingData data;
  };

  FindingsData(Judge its_judge, ReportHead its_head, FactStore its_facts)
      : judge(std::move(its_judge)), head(std::move(its_head)), facts(std::move(its_facts)) {
    for (std::size_t entity = 0; entity < facts.entities(); ++entity) tables.push_back(facts.table(entity));
  }

  [[nodiscard]] const Norm& norm_of(std::size_t item) const { return judge.model().norms[items[item].data.norm]; }
  [[nodiscard]] const Table& table_of(std::size_t item) const { return tables[norm_of(item).about]; }

  /// Works with registers that nobody else uses meanwhile; they are kept for the next who asks.
  template <typename Work>
  auto with_scratch(const Work& work) const {
    Judge::Scratch scratch = take_scratch();
    auto result = work(scratch);
    const std::lock_guard<std::mutex> lock(mutex);
    idle.push_back(std::move(scratch));
    return result;
  }

  Judge judge;
  ReportHead head;
  FactStore facts;
  std::vector<Table> tables;  ///< By entity; of `facts`.
  std::vector<Item> items;    ///< In report order.
  std::array<std::uint64_t, kVerdictCount> summary{};
  std::vector<FactWarning> warnings;
  std::uint64_t warning_count = 0;

 private:
  [[nodiscard]] Judge::Scratch take_scratch() const {
    const std::lock_guard<std::mutex> lock(mutex);
    if (idle.empty()) return judge.scratch();
    Judge::Scratch scratch = std::move(idle.back());
    idle.pop_back();
    return scratch;
  }

  mutable std::mutex mutex;
  mutable std::vector<Judge::Scratch> idle;
};

TIANYA_RULES_END_NAMESPACE
