// SPDX-License-Identifier: Apache-2.0
#include "arrow/read_table.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "arrow/adapt.hpp"

namespace tianya_rules::arrow {

namespace {

constexpr std::int64_t kPieceRows = 16 * 1024;

class Reading {
 public:
  Reading(const Vocabulary& vocabulary, Field record, TablePlan plan, TableProblems& problems, const TableVisitor& visitor)
      : entity_(vocabulary.entities[plan.entity]),
        record_(std::move(record)),
        plan_(std::move(plan)),
        problems_(problems),
        visitor_(visitor) {
    for (const ColumnPlan& column : plan_.columns) adapters_.emplace_back(column, problems_);
    names_rows_ = std::any_of(plan_.columns.begin(), plan_.columns.end(),
                              [this](const ColumnPlan& column) { return column.member.column >= entity_.attributes.size(); });
    if (visitor_.begin) visitor_.begin(record_, plan_);
  }

  void run(TableSource& source) {
    for (;;) {
      Result<std::optional<ArrayData>> batch = source.next(record_);
      if (!batch.ok()) return problems_.append(batch.diagnostics());
      if (!*batch) break;
      if (!take(**batch)) return;
    }
    for (ColumnAdapter& adapter : adapters_) adapter.finish();
  }

 private:
  /// False: what follows makes no sense.
  bool take(const ArrayData& batch) {
    if (!check_rows(batch)) return false;
    for (ColumnAdapter& adapter : adapters_) {
      if (!adapter.begin(batch, record_)) return false;
    }
    check_ids(batch);
    if (visitor_.begin_batch) visitor_.begin_batch(batch);
    for (std::int64_t from = 0; from < batch.length; from += kPieceRows) {
      take_piece(from, static_cast<std::size_t>(std::min(kPieceRows, batch.length - from)));
    }
    if (visitor_.end_batch) visitor_.end_batch();
    row_ += batch.length;
    return true;
  }

  void take_piece(std::int64_t from, std::size_t rows) {
    Table table;
    table.entity = plan_.entity;
    table.rows = rows;
    table.columns.resize(entity_.column_count());
    for (ColumnAdapter& adapter : adapters_) table.columns[adapter.column()] = adapter.piece(from, rows, row_ + from);
    if (problems_.any()) return;
    if (names_rows_) name_rows(table, row_ + from);
    visitor_.piece(table, static_cast<std::size_t>(from));
  }

  /// The judge names records that contradict themselves by their ids: here by their rows.
  void name_rows(Table& table, std::int64_t first) {
    names_.resize(table.rows);
    ids_.resize(table.rows);
    for (std::size_t row = 0; row < table.rows; ++row) {
      names_[row] = "row " + std::to_string(first + static_cast<std::int64_t>(row));
      ids_[row] = names_[row];
    }
    table.ids = ids_.data();
  }

  bool check_rows(const ArrayData& batch) {
    const auto* const valid = batch.buffer<std::uint8_t>(0);
    if (valid == nullptr || batch.null_count == 0) return true;
    const auto rows = static_cast<std::size_t>(batch.length);
    if (count_set({valid, batch.offset}, rows) == rows) return true;
    problems_.error("null-row", "the table has rows that are null as a whole", "leave them out");
    return false;
  }

  void check_ids(const ArrayData& batch) {
    if (!plan_.id) return;
    const ArrayData& ids = batch.children[*plan_.id];
    const auto rows = static_cast<std::size_t>(batch.length);
    if (ids.length - batch.offset < batch.length) {
      return problems_.error("invalid-arrow", "the column of ids is shorter than its table");
    }
    std::uint64_t nulls = 0;
    if (record_.children[*plan_.id].format == "n")
      nulls = rows;
    else if (ids.null_count != 0 && ids.buffer<void>(0) != nullptr) {
      nulls = rows - count_set({ids.buffer<std::uint8_t>(0), ids.offset + batch.offset}, rows);
    }
    if (nulls == 0) return;
    problems_.error("missing-id",
                    "column `" + record_.children[*plan_.id].name + "` has " + std::to_string(nulls) + " nulls in rows " +
                        std::to_string(row_) + " to " + std::to_string(row_ + batch.length - 1),
                    "every record has an id; leave the column out, and rows are numbered");
  }

  const Entity& entity_;
  const Field record_;
  const TablePlan plan_;
  TableProblems& problems_;
  const TableVisitor& visitor_;
  std::vector<ColumnAdapter> adapters_;
  bool names_rows_ = false;
  std::int64_t row_ = 0;
  std::vector<std::string> names_;
  std::vector<std::string_view> ids_;
};

}  // namespace

void read_table(const Vocabulary& vocabulary, std::size_t entity, TableSource& source, const ImportOptions& options,
                TableProblems& problems, const TableVisitor& visitor) {
  Result<Field> record = source.schema();
  if (!record.ok()) return problems.append(record.diagnostics());
  Diagnostics column_problems;
  TablePlan plan = plan_table(vocabulary, entity, *record, options, column_problems);
  problems.append(column_problems);
  Reading(vocabulary, std::move(*record), std::move(plan), problems, visitor).run(source);
}

}  // namespace tianya_rules::arrow
