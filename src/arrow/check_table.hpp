// SPDX-License-Identifier: Apache-2.0
/// check_table: judges a table that somebody else holds, from Arrow to Arrow, without a copy of what can be read in place.
///
///     ArrowArrayStream stream = …;
///     const Judge judge = book.judge(options).value();
///     const CheckedTable checked = check_table(judge, entity, as_of, stream, {}).value();
///     export_stream(checked.table, &out);
///
/// Threads: a free function; the Judge may be shared. Ownership: the stream is taken over; the result keeps the `id` column's
/// batches. Errors: all of the table at once (columns first, then cells), and nothing is judged in vain for the caller to see.
#pragma once

#include <memory>
#include <vector>

#include "arrow/columns.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace tianya_rules::arrow {

struct TableOptions {
  ImportOptions import;
  bool details = false;  ///< `<rule>.possible`, `.due`, `.days_late`, `.missing`, `.needs_judgement` behind each rule.
};

struct CheckedTable {
  std::shared_ptr<const OutputTable> table;  ///< `id`, then a column a rule.
  std::vector<std::size_t> norms;            ///< Of each rule's column, in order.
  std::vector<FactWarning> warnings;
  std::uint64_t warning_count = 0;
};

/// A source of batches: a struct field, and struct arrays of it until there are no more.
class TableSource {
 public:
  virtual ~TableSource() = default;
  virtual Result<Field> schema() = 0;
  virtual Result<std::optional<ArrayData>> next(const Field& field) = 0;
};

Result<CheckedTable> check_table(const Judge& judge, std::size_t entity, Date as_of, TableSource& source,
                                 const TableOptions& options);
/// Takes the stream over.
Result<CheckedTable> check_table(const Judge& judge, std::size_t entity, Date as_of, ArrowArrayStream& stream,
                                 const TableOptions& options);

/// How many findings each absent attribute of the entity leaves undetermined, by attribute.
struct TableMissing {
  std::vector<std::uint64_t> findings;
  std::uint64_t undetermined = 0;  ///< All findings that are.
};
Result<TableMissing> count_missing(const Judge& judge, std::size_t entity, Date as_of, TableSource& source,
                                   const ImportOptions& options);

}  // namespace tianya_rules::arrow
