// SPDX-License-Identifier: Apache-2.0
/// Table: the records of one entity as columns, borrowed or owned. Floor: facts. A single case is a table with one row.
///
/// A `Column` is a view: it borrows Arrow, NumPy or a `TableBuilder`'s memory in place, whatever its offset or alignment, and says
/// how to tell *known*, *null* and *absent* apart. It owns nothing; whoever made it keeps the memory alive.
/// Threads: reading is free for all; a table is not changed while it is evaluated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// How a column's values lie in memory.
enum class Layout : std::uint8_t {
  kMissing,  ///< No such column: absent in every row.
  kBits,     ///< bool: one bit a row, least significant first
  kBytes,    ///< bool: one byte a row, 0 is false
  kInt8,     ///< This and the six after it: int, date (days since 1970-01-01), or codes through `code_map`
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kFloat64,  ///< double; or int where every value is integral
  kMillis,   ///< This and the three after it: date, int64 timestamps at midnight, checked by whoever made the view
  kMicros,
  kNanos,
  kSeconds,
  kViews,  ///< string: an array of std::string_view
  kLists,  ///< list<string>: `offsets` (rows + 1) into an array of std::string_view
};

/// A run of bits that may begin anywhere in a byte. Without `data`: all bits have the reader's default.
struct BitRun {
  const std::uint8_t* data = nullptr;
  std::int64_t offset = 0;  ///< in bits
};

/// One attribute's cells. A cell is, in this order: absent where `told` is 0; known where `valid` is 1; an error where `error` is
/// 1; null where `null` is 1 or `invalid_is_null`; else absent. Missing runs: told = 1, valid = 1, error = 0, null = 0.
struct Column {
  Layout layout = Layout::kMissing;
  const void* values = nullptr;            ///< Of the whole array; row i is element `offset + i` (kBits: bit `offset + i`).
  const std::int32_t* offsets = nullptr;   ///< kLists only.
  std::int64_t offset = 0;                 ///< In elements; the BitRuns have offsets of their own.
  const std::int32_t* code_map = nullptr;  ///< Enumerations: physical code -> label index; nullptr: they are the same.
  std::size_t code_map_size = 0;
  BitRun told, valid, error, null;
  bool invalid_is_null = false;
};

/// The records of one entity.
struct Table {
  std::size_t entity = 0;  ///< Index into the vocabulary.
  std::size_t rows = 0;
  std::vector<Column> columns;  ///< Entity::column_count() of them: attributes, then derived facts (kBits or kBytes or kMissing).
  const std::string_view* ids = nullptr;  ///< `rows` of them; nullptr: the row number is the id.
};

/// Owns a table's memory and is filled row by row. Reused between batches: `clear` keeps the capacity.
///
///     TableBuilder loans(vocabulary, entity);
///     loans.begin_row("L-17");
///     loans.set_date(reserved_on, Date(2026, 9, 21).days());
///     loans.set_null(returned_on);              // an attribute not set stays absent
///     Table table = loans.table();              // valid until the next change
class TIANYA_RULES_API TableBuilder {
 public:
  TableBuilder(const Entity& entity, std::size_t entity_index);
  ~TableBuilder();
  TableBuilder(TableBuilder&&) noexcept;
  TableBuilder& operator=(TableBuilder&&) noexcept;

  void clear();
  void begin_row(std::string_view id);
  /// Names the last row, where its id came after its facts.
  void set_id(std::string_view id);
  /// Takes the last row back.
  void drop_row();
  /// `column` as Entity::column_count numbers them. Values must fit the type (the readers check; assertions only here). Setting
  /// twice overwrites.
  void set_bool(std::size_t column, bool value);
  void set_int(std::size_t column, std::int64_t value);
  void set_double(std::size_t column, double value);
  void set_date(std::size_t column, std::int32_t days);
  void set_code(std::size_t column, std::int32_t label_index);
  void set_string(std::size_t column, std::string_view value);
  void set_strings(std::size_t column, const std::vector<std::string_view>& values);
  void set_null(std::size_t column);
  void set_error(std::size_t column);  ///< A refused cell (`--lenient`).
  void set_absent(std::size_t column);

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::string_view id(std::size_t row) const;
  /// Borrows this builder's memory: valid until the next call that changes it. All setters write to the last row; while it stays
  /// the last one, and no `set_error` and no text comes in, a Table once taken shows what they write (a form of one row).
  [[nodiscard]] Table table() const;

 private:
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/facts/table-inl.hpp"
#endif
