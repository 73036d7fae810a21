// SPDX-License-Identifier: Apache-2.0
/// What conformance tests run on: an expression over rows, and rows between which a test's own stand.
#pragma once

#include <string>
#include <vector>

#include "conformance/suite.hpp"

namespace conformance {

/// The library's answers, one a row.
std::vector<reference::Value> answers(const tianya_rules::Entity& entity, const tianya_rules::TypedPtr& typed,
                                      const std::vector<reference::Row>& rows, bool fold);

/// 1,000 rows in random order: a test's own one at many places, between them others that differ in one cell, or in many.
struct ShuffledRows {
  ShuffledRows(const Variables& variables, const std::string& seed);
  std::vector<reference::Row> rows;
  std::vector<bool> is_own;
};

}  // namespace conformance
