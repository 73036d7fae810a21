// SPDX-License-Identifier: Apache-2.0
/// findings_table: the findings of a check as Arrow columns, those of the CSV report in its order.
#pragma once

#include <memory>

#include "arrow/array.hpp"
#include "tianya_rules/eval/finding.hpp"

namespace tianya_rules::arrow {

/// rule, cites, bearer, entity, id, verdict, possible, due, days_late, days_left, provisional, due_earliest, due_latest, missing,
/// needs_judgement, errors, message. `provisional` is null where a norm is no deadline.
std::shared_ptr<const OutputTable> findings_table(const Findings& findings, Language language);

}  // namespace tianya_rules::arrow
