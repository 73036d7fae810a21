// SPDX-License-Identifier: Apache-2.0
/// PyArrowTable: a table of ours as Python holds it. The face in front of it is tianya_rules.ArrowTable.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "arrow/array.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace tianya_rules::python {

struct PyArrowTable {
  std::shared_ptr<const arrow::OutputTable> table;
  std::vector<FactWarning> warnings;
  std::uint64_t warning_count = 0;
};

}  // namespace tianya_rules::python
