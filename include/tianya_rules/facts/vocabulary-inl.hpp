// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace vocabulary_internal {
template <typename Named>
std::optional<std::size_t> find_named(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}
}  // namespace vocabulary_internal

TIANYA_RULES_INLINE std::optional<std::size_t> Entity::find_attribute(std::string_view attribute) const {
  return vocabulary_internal::find_named(attributes, attribute);
}

TIANYA_RULES_INLINE std::optional<std::size_t> Entity::find_derived(std::string_view derived_name) const {
  return vocabulary_internal::find_named(derived, derived_name);
}

TIANYA_RULES_INLINE std::optional<std::size_t> Vocabulary::find_entity(std::string_view name) const {
  return vocabulary_internal::find_named(entities, name);
}

TIANYA_RULES_END_NAMESPACE
