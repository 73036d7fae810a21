// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/rulebook/checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE void RulebookChecker::warn(Diagnostics& problems) {
  std::set<std::size_t> used;
  if (model_.calendar) collect_readings(*model_.calendar, used);
  for (const DerivedFact& fact : model_.derived) collect_readings(fact.condition, used);
  for (const Norm& norm : model_.norms) {
    for (const std::size_t reading : readings_of(norm)) used.insert(reading);
  }
  for (std::size_t i = 0; i < model_.readings.size(); ++i) {
    if (used.count(i) > 0) continue;
    problems.warning("unused-reading", "no norm asks for the reading `" + model_.readings[i].id + "`", model_.readings[i].span,
                     "use it as `reading." + model_.readings[i].id + "`, or remove it");
  }
}

TIANYA_RULES_END_NAMESPACE
