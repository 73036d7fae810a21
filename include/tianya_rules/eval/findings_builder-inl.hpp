// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "tianya_rules/eval/findings_builder.hpp"
#include "tianya_rules/eval/findings_data.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE FindingsBuilder::FindingsBuilder(Judge judge, ReportHead head, FactStore facts,
                                                     std::shared_ptr<ScratchPool> scratches) {
  if (!scratches) scratches = std::make_shared<ScratchPool>();
  data_ = std::make_shared<FindingsData>(std::move(judge), std::move(head), std::move(facts), std::move(scratches));
}

TIANYA_RULES_INLINE void FindingsBuilder::add_warnings(const std::vector<FactWarning>& warnings, std::uint64_t count) {
  for (const FactWarning& warning : warnings) {
    if (data_->warnings.size() < kMaxWarnings) data_->warnings.push_back(warning);
  }
  data_->warning_count += count;
}

TIANYA_RULES_INLINE Result<Findings> FindingsBuilder::finish() {
  std::size_t most_rows = 0;
  for (const Table& table : data_->tables) most_rows = std::max(most_rows, table.rows);
  const Diagnostics problems =
      data_->scratches->with(data_->judge, most_rows, [this](Judge::Scratch& scratch) { return judge_all(scratch); });
  if (problems.has_errors()) return problems;
  Findings findings;
  findings.data_ = std::move(data_);
  return findings;
}

TIANYA_RULES_INLINE Diagnostics FindingsBuilder::judge_all(Judge::Scratch& scratch) {
  Diagnostics problems;
  for (const Table& table : data_->tables) {
    if (table.rows == 0) continue;
    warn_of_events(table);
    data_->items.reserve(data_->items.size() + table.rows * data_->judge.norms_about(table.entity).size());
    problems.append(data_->judge.run(table, data_->head.as_of, scratch, [this](const JudgedBlock& block) { keep(block); }));
  }
  return problems;
}

TIANYA_RULES_INLINE void FindingsBuilder::warn_of_events(const Table& table) {
  const Date as_of = data_->head.as_of;
  data_->judge.events_after(table, as_of, [&](std::size_t row, std::size_t attribute) {
    ++data_->warning_count;
    if (data_->warnings.size() >= kMaxWarnings) return;
    data_->warnings.push_back(after_as_of_warning(data_->judge.model().vocabulary, table.entity, table.ids[row], attribute, as_of));
  });
}

TIANYA_RULES_INLINE void FindingsBuilder::keep(const JudgedBlock& block) {
  const std::vector<Norm>& norms = data_->judge.model().norms;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      FindingsData::Item& item = data_->items.emplace_back();
      item.row = block.first_row() + row;
      item.data = block.finding(n, row);
      ++data_->summary[static_cast<std::size_t>(verdict_of(item.data.bits, norms[block.norms()[n]].kind))];
    }
  }
}

TIANYA_RULES_INLINE FactWarning after_as_of_warning(const Vocabulary& vocabulary, std::size_t entity, std::string_view id,
                                                    std::size_t attribute, Date as_of) {
  const Attribute& declared = vocabulary.entities[entity].attributes[attribute];
  FactWarning warning{"after_as_of", entity, std::string(id), declared.name, {}};
  const std::string zh = declared.label.in(Language::kChinese), en = declared.label.in(Language::kEnglish);
  warning.message.zh =
      (zh.empty() ? declared.name : "“" + zh + "”（" + declared.name + "）") + "晚于 " + as_of.iso() + "，视为尚未发生";
  warning.message.en = '`' + declared.name + '`' + (en.empty() ? "" : " (" + en + ')') + " lies after " + as_of.iso() +
                       " and is read as not yet happened";
  return warning;
}

TIANYA_RULES_END_NAMESPACE
