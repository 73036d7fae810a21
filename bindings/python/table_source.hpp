// SPDX-License-Identifier: Apache-2.0
/// What Python calls a table, as a source of batches.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>

#include "arrow/check_table.hpp"

namespace tianya_rules::python {

/// `source` is an `arrow_array_stream` capsule, a pair of `arrow_schema` and `arrow_array` capsules, or a list of the columns that
/// `tianya_rules._columns` makes of NumPy arrays. Takes over what the capsules hold. The memory of NumPy arrays is borrowed, and
/// let go with the GIL held.
std::unique_ptr<arrow::TableSource> table_source(pybind11::handle source);

}  // namespace tianya_rules::python
