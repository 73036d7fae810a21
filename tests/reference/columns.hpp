// SPDX-License-Identifier: Apache-2.0
/// The library's evaluator on the same rows as the slow one, with its answers as the slow one's values.
#pragma once

#include <vector>

#include "reference/evaluate.hpp"
#include "tianya_rules/facts/table.hpp"

namespace reference {

/// One answer a row.
std::vector<Value> evaluate_columns(const tianya_rules::Entity& entity, const tianya_rules::TypedPtr& typed,
                                    const std::vector<Row>& rows, bool fold, const FindCalendar& find_calendar = {});

std::vector<Value> evaluate_columns(const tianya_rules::Entity& entity, const tianya_rules::TypedPtr& typed,
                                    const tianya_rules::Table& table, bool fold, const FindCalendar& find_calendar = {});

}  // namespace reference
