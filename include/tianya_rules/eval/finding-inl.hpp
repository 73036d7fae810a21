// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>

#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/eval/findings_data.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace finding_internal {

inline std::vector<std::string_view> names_of(const std::vector<std::size_t>& attributes, const Entity& entity) {
  std::vector<std::string_view> names;
  for (const std::size_t attribute : attributes) names.push_back(entity.attributes[attribute].name);
  return names;
}

}  // namespace finding_internal

TIANYA_RULES_INLINE const Norm& Finding::norm() const { return all_->norm_of(index_); }
TIANYA_RULES_INLINE std::string_view Finding::rule_id() const { return norm().id; }
TIANYA_RULES_INLINE std::string_view Finding::cites() const { return norm().cites; }
TIANYA_RULES_INLINE std::string_view Finding::bearer() const { return judge().model().bearers[norm().bearer].id; }
TIANYA_RULES_INLINE std::string_view Finding::entity() const { return judge().model().vocabulary.entities[norm().about].name; }
TIANYA_RULES_INLINE std::string_view Finding::subject_id() const { return all_->table_of(index_).ids[all_->items[index_].row]; }
TIANYA_RULES_INLINE Verdict Finding::verdict() const { return verdict_of(data().bits, norm().kind); }
TIANYA_RULES_INLINE std::vector<Verdict> Finding::possible() const { return possible_of(data().bits, norm().kind); }
TIANYA_RULES_INLINE const FindingData& Finding::data() const { return all_->items[index_].data; }
TIANYA_RULES_INLINE const Judge& Finding::judge() const { return all_->judge; }
TIANYA_RULES_INLINE Date Finding::as_of() const { return all_->head.as_of; }

TIANYA_RULES_INLINE std::optional<Date> Finding::due() const {
  if (!data().due) return std::nullopt;
  return Date::from_days(*data().due);
}

TIANYA_RULES_INLINE std::vector<std::string_view> Finding::missing() const {
  return finding_internal::names_of(data().missing, judge().model().vocabulary.entities[norm().about]);
}

TIANYA_RULES_INLINE std::vector<std::string_view> Finding::needs_judgement() const {
  return finding_internal::names_of(data().needs_judgement, judge().model().vocabulary.entities[norm().about]);
}

TIANYA_RULES_INLINE Explanation Finding::explanation() const {
  return all_->scratches->with(judge(), 1, [&](Judge::Scratch& scratch) {
    return judge().explain(all_->table_of(index_), all_->items[index_].row, data().norm, as_of(), scratch);
  });
}

TIANYA_RULES_INLINE std::size_t Findings::size() const { return data_->items.size(); }

TIANYA_RULES_INLINE Finding Findings::operator[](std::size_t index) const {
  assert(index < size());
  Finding finding;
  finding.all_ = data_;
  finding.index_ = index;
  return finding;
}

TIANYA_RULES_INLINE std::vector<Finding> Findings::with(Verdict verdict) const {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < size(); ++i) {
    if (verdict_of(data_->items[i].data.bits, data_->norm_of(i).kind) == verdict) found.push_back((*this)[i]);
  }
  return found;
}

TIANYA_RULES_INLINE const std::array<std::uint64_t, kVerdictCount>& Findings::summary() const { return data_->summary; }
TIANYA_RULES_INLINE const ReportHead& Findings::head() const { return data_->head; }
TIANYA_RULES_INLINE const Judge& Findings::judge() const { return data_->judge; }
TIANYA_RULES_INLINE const std::vector<FactWarning>& Findings::warnings() const { return data_->warnings; }
TIANYA_RULES_INLINE std::uint64_t Findings::warning_count() const { return data_->warning_count; }

TIANYA_RULES_END_NAMESPACE
