// SPDX-License-Identifier: Apache-2.0
#include "arrow/check_table.hpp"

#include <bit>
#include <numeric>
#include <utility>

#include "arrow/read_table.hpp"
#include "arrow/texts.hpp"
#include "arrow/verdict_columns.hpp"
#include "tianya_rules/eval/findings_builder.hpp"

namespace tianya_rules::arrow {

namespace {

class StreamSource final : public TableSource {
 public:
  explicit StreamSource(ArrowArrayStream& stream) : reader_(stream) {}
  Result<Field> schema() override { return reader_.schema(); }
  Result<std::optional<ArrayData>> next(const Field& field) override { return reader_.next(field); }

 private:
  StreamReader reader_;
};

/// One that lies within another's rows, as a column of its own.
ArrayData rows_of(const ArrayData& column, const ArrayData& batch) {
  ArrayData rows = column;
  rows.offset += batch.offset;
  if (rows.length != batch.length && rows.null_count != 0) rows.null_count = -1;
  rows.length = batch.length;
  return rows;
}

/// NumPy's texts as Arrow has them.
ArrayData utf8_of(const ArrayData& texts, const PhysicalType& type) {
  facts_internal::Arena arena;
  const TextReader reader(type, texts, arena);
  TextBuilder utf8;
  for (std::int64_t row = 0; row < texts.length; ++row) {
    std::string_view text;
    reader.read(texts.offset + row, text);
    utf8.append(text);
    arena.clear();
  }
  return utf8.finish_large();
}

ArrayData row_numbers(std::int64_t first, std::int64_t rows) {
  const auto numbers = std::shared_ptr<std::int64_t[]>(new std::int64_t[static_cast<std::size_t>(rows) + 1]);
  std::iota(numbers.get(), numbers.get() + rows, first);
  ArrayData data;
  data.length = rows;
  data.null_count = 0;
  data.buffers = {nullptr, numbers.get()};
  data.keep = numbers;
  return data;
}

class TableCheck {
 public:
  TableCheck(const Judge& judge, std::size_t entity, Date as_of, const TableOptions& options)
      : judge_(judge),
        as_of_(as_of),
        options_(options),
        entity_(entity),
        problems_(entity, options.import.lenient),
        verdicts_(judge, entity, options.details),
        scratch_(judge.scratch()) {}

  Result<CheckedTable> run(TableSource& source) {
    read_table(judge_.model().vocabulary, entity_, source, options_.import, problems_, visitor());
    if (problems_.any()) return problems_.diagnostics();
    CheckedTable checked;
    checked.table = std::make_shared<const OutputTable>(std::move(out_));
    checked.norms = verdicts_.norms();
    checked.warning_count = problems_.warning_count();
    checked.warnings = problems_.take_warnings();
    return checked;
  }

 private:
  TableVisitor visitor() {
    TableVisitor visitor;
    visitor.begin = [this](const Field& record, const TablePlan& plan) { begin(record, plan); };
    visitor.begin_batch = [this](const ArrayData& batch) {
      batch_ = &batch;
      verdicts_.begin(static_cast<std::size_t>(batch.length));
    };
    visitor.piece = [this](const Table& piece, std::size_t row) { judge_piece(piece, row); };
    visitor.end_batch = [this] { end_batch(); };
    return visitor;
  }

  void begin(const Field& record, const TablePlan& plan) {
    id_ = plan.id;
    Field id = id_ ? record.children[*id_] : field_of("id", "l", false);
    id.name = "id";
    id_type_ = physical_type(id);
    if (id_type_.kind == Physical::kTextUtf32) id.format = "U";
    out_.fields.push_back(std::move(id));
    for (Field& field : verdicts_.fields()) out_.fields.push_back(std::move(field));
  }

  void judge_piece(const Table& piece, std::size_t row) {
    judge_.events_after(piece, as_of_, [&](std::size_t at, std::size_t attribute) {
      problems_.warn(after_as_of_warning(judge_.model().vocabulary, entity_,
                                         std::to_string(rows_ + static_cast<std::int64_t>(row + at)), attribute, as_of_));
    });
    problems_.append(judge_.run(piece, as_of_, scratch_, [&](const JudgedBlock& block) { verdicts_.take(block, row); }));
  }

  void end_batch() {
    if (problems_.any()) return;
    OutputTable::Batch batch;
    batch.rows = batch_->length;
    batch.columns.push_back(id_ ? ids() : row_numbers(rows_, batch.rows));
    for (ArrayData& column : verdicts_.finish()) batch.columns.push_back(std::move(column));
    out_.batches.push_back(std::move(batch));
    rows_ += batch_->length;
  }

  [[nodiscard]] ArrayData ids() const {
    ArrayData rows = rows_of(batch_->children[*id_], *batch_);
    return id_type_.kind == Physical::kTextUtf32 ? utf8_of(rows, id_type_) : rows;
  }

  const Judge& judge_;
  Date as_of_;
  const TableOptions& options_;
  std::size_t entity_;
  TableProblems problems_;
  VerdictColumns verdicts_;
  Judge::Scratch scratch_;
  std::optional<std::size_t> id_;
  PhysicalType id_type_;
  const ArrayData* batch_ = nullptr;
  std::int64_t rows_ = 0;
  OutputTable out_;
};

}  // namespace

Result<CheckedTable> check_table(const Judge& judge, std::size_t entity, Date as_of, TableSource& source,
                                 const TableOptions& options) {
  return TableCheck(judge, entity, as_of, options).run(source);
}

Result<CheckedTable> check_table(const Judge& judge, std::size_t entity, Date as_of, ArrowArrayStream& stream,
                                 const TableOptions& options) {
  StreamSource source(stream);
  return check_table(judge, entity, as_of, source, options);
}

Result<TableMissing> count_missing(const Judge& judge, std::size_t entity, Date as_of, TableSource& source,
                                   const ImportOptions& options) {
  const RulebookModel& model = judge.model();
  TableProblems problems(entity, options.lenient);
  TableMissing missing;
  missing.findings.resize(model.vocabulary.entities[entity].attributes.size());
  Judge::Scratch scratch = judge.scratch();
  TableVisitor visitor;
  visitor.piece = [&](const Table& piece, std::size_t) {
    problems.append(judge.run(piece, as_of, scratch, [&](const JudgedBlock& block) {
      for (std::size_t position = 0; position < block.norms().size(); ++position) {
        for (const JudgedBlock::Missing& one : block.missing(position)) {
          for (std::size_t word = 0; word * 64 < block.rows(); ++word) {
            missing.findings[one.attribute] += static_cast<std::uint64_t>(std::popcount(one.rows[word]));
          }
        }
        const NormKind kind = model.norms[block.norms()[position]].kind;
        for (std::size_t row = 0; row < block.rows(); ++row) {
          missing.undetermined += verdict_of(block.verdicts(position)[row], kind) == Verdict::kUndetermined;
        }
      }
    }));
  };
  read_table(model.vocabulary, entity, source, options, problems, visitor);
  if (problems.any()) return problems.diagnostics();
  return missing;
}

}  // namespace tianya_rules::arrow
