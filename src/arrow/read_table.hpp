// SPDX-License-Identifier: Apache-2.0
/// read_table: a foreign table as pieces of a facts `Table`, small enough to stay in the cache from the check of their cells to
/// their verdicts.
#pragma once

#include <functional>

#include "arrow/check_table.hpp"
#include "arrow/problems.hpp"

namespace tianya_rules::arrow {

/// What is done with the batches and their pieces.
struct TableVisitor {
  std::function<void(const Field& record, const TablePlan& plan)> begin;
  std::function<void(const ArrayData& batch)> begin_batch;
  /// `row`: the piece's first row in the batch. Not called once something is refused.
  std::function<void(const Table& piece, std::size_t row)> piece;
  std::function<void()> end_batch;
};

/// Reads `source` to its end. What is wrong is left in `problems`.
void read_table(const Vocabulary& vocabulary, std::size_t entity, TableSource& source, const ImportOptions& options,
                TableProblems& problems, const TableVisitor& visitor);

}  // namespace tianya_rules::arrow
