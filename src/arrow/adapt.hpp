// SPDX-License-Identifier: Apache-2.0
/// ColumnAdapter: a foreign column as a `Column` of a facts table, piece by piece.
///
/// Where its layout is one that the evaluator reads, memory is borrowed in place: integers, floats, bools, dates as day numbers,
/// codes through a map. Timestamps, texts and lists are converted, a piece at a time into memory that is used again. Every cell is
/// checked: range, whole numbers, labels, dates, nulls.
///
///     ColumnAdapter adapter(plan, problems);
///     adapter.begin(batch);                       // a record batch
///     Column column = adapter.piece(0, 16384, first_row);   // valid until the next piece
///     adapter.finish();                           // after the last batch
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arrow/problems.hpp"
#include "arrow/row_bits.hpp"
#include "arrow/texts.hpp"

namespace tianya_rules::arrow {

class ColumnAdapter {
 public:
  ColumnAdapter(const ColumnPlan& plan, TableProblems& problems);

  /// Takes up a batch: a struct array that must outlive its pieces. False: its arrays are broken, and the problem is noted.
  bool begin(const ArrayData& batch, const Field& record);
  /// Rows [from, from + rows) of the batch; `table_row` is the first one's number in the whole table, for messages.
  Column piece(std::int64_t from, std::size_t rows, std::int64_t table_row);
  /// Notes what can be said only when all is read: nulls of which nobody said what they mean, cells that were only counted.
  void finish();

  [[nodiscard]] std::size_t column() const { return plan_.member.column; }

 private:
  struct Piece {
    std::int64_t at = 0;  ///< Its first element in the array, the array's offset included.
    std::size_t rows = 0;
    std::int64_t table_row = 0;
  };

  bool check_buffers(const ArrayData& array, const PhysicalType& type, const std::string& name);
  bool map_codes(const Field& field);

  void take(const Piece& piece);
  void take_nothing(const Piece& piece);
  void note_misfit(const Piece& piece);
  void take_bools(const Piece& piece);
  void take_whole_numbers(const Piece& piece);
  void take_numbers(const Piece& piece);
  void take_dates(const Piece& piece);
  void take_codes(const Piece& piece);
  void take_labels(const Piece& piece);
  void take_texts(const Piece& piece);
  void take_lists(const Piece& piece);

  template <typename T>
  void borrow_integers(const Piece& piece, Layout layout);
  template <typename T>
  void borrow_codes(const Piece& piece, Layout layout);
  void check_code(std::size_t row, const Piece& piece, std::int64_t code);
  bool list_range(std::int64_t at, std::int64_t& begin, std::int64_t& end) const;
  void read_list(std::size_t row, const Piece& piece);

  /// What nulls mean, `.known`, and what must not be null.
  void settle_nulls(const Piece& piece);
  void take_known(const Piece& piece);

  /// The value at `row` of the piece does not fit.
  void refuse(std::size_t row, const Piece& piece, const char* code, const std::string& value, std::string help = {});
  void make_null(std::size_t row);
  void own_valid();

  template <typename T>
  [[nodiscard]] const T* values() const {
    return array_->buffer<T>(1);
  }
  template <typename T>
  T* own_values(std::size_t count) {
    own_.resize(count * sizeof(T));
    return reinterpret_cast<T*>(own_.data());
  }
  [[nodiscard]] bool valid(std::size_t row) const { return bit_of(column_.valid, row); }

  const ColumnPlan& plan_;
  TableProblems& problems_;
  std::unique_ptr<LabelFinder> labels_;
  std::int64_t least_ = 0, greatest_ = 0;  ///< whole numbers

  // Of the batch:
  const ArrayData* array_ = nullptr;
  const ArrayData* known_ = nullptr;
  const Field* list_field_ = nullptr;  ///< Of a list's elements.
  std::int64_t batch_offset_ = 0;
  std::vector<std::int32_t> code_map_;
  std::vector<std::string_view> dictionary_;
  bool plain_codes_ = false;            ///< Codes are the labels' own numbers.
  bool suspicious_codes_ = false;       ///< Some entry of the dictionary is null or no label.
  std::vector<std::uint64_t> aligned_;  ///< A copy of values that were not aligned.
  ArrayData aligned_array_;

  // Of the piece:
  Column column_;
  std::size_t rows_ = 0;
  bool owns_valid_ = false, has_error_ = false;
  RowBits valid_, error_, told_;
  std::vector<std::byte> own_;
  std::vector<std::int32_t> list_offsets_;
  std::vector<std::string_view> views_;
  facts_internal::Arena arena_, dictionary_arena_;

  bool misfit_noted_ = false;
  std::uint64_t refused_ = 0, unsaid_nulls_ = 0;
  std::int64_t first_unsaid_ = 0;
};

}  // namespace tianya_rules::arrow
