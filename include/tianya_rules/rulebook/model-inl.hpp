// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace model_internal {
template <typename Item, typename Member>
std::optional<std::size_t> find_by(const std::vector<Item>& all, Member member, std::string_view wanted) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Item& one) { return one.*member == wanted; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}
}  // namespace model_internal

TIANYA_RULES_INLINE std::optional<std::size_t> Reading::find_answer(std::string_view answer) const {
  return model_internal::find_by(answers, &Answer::id, answer);
}

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookModel::find_norm(std::string_view norm) const {
  return model_internal::find_by(norms, &Norm::id, norm);
}

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookModel::find_reading(std::string_view reading) const {
  return model_internal::find_by(readings, &Reading::id, reading);
}

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookModel::find_unit(std::string_view label) const {
  return model_internal::find_by(units, &TextUnit::label, label);
}

TIANYA_RULES_END_NAMESPACE
