// SPDX-License-Identifier: Apache-2.0
/// FindingsData: what all findings of one check share and keep alive. Floor: eval. Not for callers: use finding.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/eval/scratch_pool.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct FindingsData {
  /// A finding and the row of its entity's table that it is about.
  struct Item {
    std::size_t row = 0;
    FindingData data;
  };

  FindingsData(Judge its_judge, ReportHead its_head, FactStore its_facts, std::shared_ptr<ScratchPool> its_scratches)
      : judge(std::move(its_judge)), head(std::move(its_head)), facts(std::move(its_facts)), scratches(std::move(its_scratches)) {
    tables.resize(facts.entities());
    for (std::size_t entity = 0; entity < tables.size(); ++entity) {
      if (facts.rows(entity) > 0) tables[entity] = facts.table(entity);
    }
  }

  [[nodiscard]] const Norm& norm_of(std::size_t item) const { return judge.model().norms[items[item].data.norm]; }
  [[nodiscard]] const Table& table_of(std::size_t item) const { return tables[norm_of(item).about]; }

  Judge judge;
  ReportHead head;
  FactStore facts;
  std::vector<Table> tables;  ///< By entity; of `facts`. Of an entity without records nothing is set.
  std::vector<Item> items;    ///< In report order.
  std::array<std::uint64_t, kVerdictCount> summary{};
  std::vector<FactWarning> warnings;
  std::uint64_t warning_count = 0;
  const std::shared_ptr<ScratchPool> scratches;  ///< Of the judge; for explanations too.
};

TIANYA_RULES_END_NAMESPACE
