// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstring>
#include <type_traits>
#include <utility>

#include "tianya_rules/facts/arena-inl.hpp"
#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace facts_internal {

/// The memory of one column of a TableBuilder. Planes are whole words; `capacity` is a multiple of 64 rows.
struct ColumnStore {
  Layout layout = Layout::kBits;
  bool nullable = false;
  bool any_error = false;  ///< Since the last clear: without errors no plane is handed out.
  std::vector<std::uint64_t> known, null, error;
  std::unique_ptr<std::byte[]> values;
  std::vector<std::int32_t> offsets;       // lists only
  std::vector<std::string_view> elements;  // lists only

  template <typename T>
  T* as() {
    return reinterpret_cast<T*>(values.get());
  }
};

inline std::size_t value_bytes(Layout layout) {
  switch (layout) {
    case Layout::kInt8:
      return 1;
    case Layout::kInt32:
      return 4;
    case Layout::kInt64:
    case Layout::kFloat64:
      return 8;
    case Layout::kViews:
      return sizeof(std::string_view);
    default:
      return 0;
  }
}

inline Layout layout_of(const Type& type) {
  if (type.is_enumeration()) return type.enumeration->labels.size() <= 127 ? Layout::kInt8 : Layout::kInt32;
  switch (type.kind) {
    case TypeKind::kBool:
      return Layout::kBits;
    case TypeKind::kInt:
      return Layout::kInt64;
    case TypeKind::kDouble:
      return Layout::kFloat64;
    case TypeKind::kDate:
      return Layout::kInt32;
    case TypeKind::kString:
      return Layout::kViews;
    case TypeKind::kList:
      return Layout::kLists;
    default:
      return Layout::kMissing;
  }
}

}  // namespace facts_internal

struct TableBuilder::Storage {
  std::size_t entity = 0;
  std::size_t rows = 0;
  std::size_t capacity = 0;
  std::vector<facts_internal::ColumnStore> columns;
  std::vector<std::size_t> lists;  ///< Which columns are lists.
  std::vector<std::string_view> ids;
  facts_internal::Arena arena;

  [[nodiscard]] std::size_t word() const { return (rows - 1) >> 6; }
  [[nodiscard]] std::uint64_t bit() const { return std::uint64_t{1} << ((rows - 1) & 63); }

  void grow() {
    const std::size_t wanted = capacity == 0 ? 64 : capacity * 2;
    for (facts_internal::ColumnStore& column : columns) {
      column.known.resize(wanted / 64);
      column.null.resize(column.nullable ? wanted / 64 : 0);
      if (!column.error.empty()) column.error.resize(wanted / 64);
      if (column.layout == Layout::kLists) column.offsets.resize(wanted + 1);
      const bool bits = column.layout == Layout::kBits;
      const std::size_t old_bytes = bits ? capacity / 8 : capacity * facts_internal::value_bytes(column.layout);
      const std::size_t new_bytes = bits ? wanted / 8 : wanted * facts_internal::value_bytes(column.layout);
      // The new part is zero: the evaluator may read values of cells that are not known.
      std::unique_ptr<std::byte[]> values(new std::byte[new_bytes + 1]());
      if (old_bytes > 0) std::memcpy(values.get(), column.values.get(), old_bytes);
      column.values = std::move(values);
    }
    ids.resize(wanted);
    capacity = wanted;
  }

  /// Marks the last row's cell as known and gives its column.
  facts_internal::ColumnStore& know(std::size_t index) {
    assert(rows > 0 && index < columns.size());
    facts_internal::ColumnStore& column = columns[index];
    column.known[word()] |= bit();
    if (column.nullable) column.null[word()] &= ~bit();
    if (column.any_error) column.error[word()] &= ~bit();
    return column;
  }

  facts_internal::ColumnStore& forget(std::size_t index) {
    assert(rows > 0 && index < columns.size());
    facts_internal::ColumnStore& column = columns[index];
    column.known[word()] &= ~bit();
    if (column.nullable) column.null[word()] &= ~bit();
    if (column.any_error) column.error[word()] &= ~bit();
    if (column.layout == Layout::kLists) {
      column.elements.resize(static_cast<std::size_t>(column.offsets[rows - 1]));
      column.offsets[rows] = column.offsets[rows - 1];
    }
    return column;
  }
};

TIANYA_RULES_INLINE TableBuilder::TableBuilder(const Entity& entity, std::size_t entity_index) : storage_(new Storage) {
  storage_->entity = entity_index;
  storage_->columns.resize(entity.column_count());
  for (std::size_t i = 0; i < entity.attributes.size(); ++i) {
    storage_->columns[i].layout = facts_internal::layout_of(entity.attributes[i].type);
    storage_->columns[i].nullable = entity.attributes[i].type.nullable;
    if (storage_->columns[i].layout == Layout::kLists) storage_->lists.push_back(i);
  }
}
TIANYA_RULES_INLINE TableBuilder::~TableBuilder() = default;
TIANYA_RULES_INLINE TableBuilder::TableBuilder(TableBuilder&&) noexcept = default;
TIANYA_RULES_INLINE TableBuilder& TableBuilder::operator=(TableBuilder&&) noexcept = default;

TIANYA_RULES_INLINE void TableBuilder::clear() {
  Storage& s = *storage_;
  const std::size_t used_words = (s.rows + 63) / 64;
  const auto zero = [used_words](std::vector<std::uint64_t>& plane) {
    std::fill_n(plane.begin(), std::min(used_words, plane.size()), std::uint64_t{0});
  };
  for (facts_internal::ColumnStore& column : s.columns) {
    zero(column.known), zero(column.null), zero(column.error);
    column.any_error = false;
    column.elements.clear();
  }
  s.arena.clear();
  s.rows = 0;
}

TIANYA_RULES_INLINE void TableBuilder::begin_row(std::string_view id) {
  Storage& s = *storage_;
  if (s.rows == s.capacity) s.grow();
  s.ids[s.rows] = s.arena.keep(id);
  ++s.rows;
  for (const std::size_t list : s.lists) s.columns[list].offsets[s.rows] = s.columns[list].offsets[s.rows - 1];
}

TIANYA_RULES_INLINE void TableBuilder::set_id(std::string_view id) {
  assert(storage_->rows > 0);
  storage_->ids[storage_->rows - 1] = storage_->arena.keep(id);
}

TIANYA_RULES_INLINE void TableBuilder::drop_row() {
  Storage& s = *storage_;
  for (std::size_t i = 0; i < s.columns.size(); ++i) s.forget(i);
  --s.rows;
}

TIANYA_RULES_INLINE void TableBuilder::set_bool(std::size_t column, bool value) {
  Storage& s = *storage_;
  std::byte& byte = s.know(column).as<std::byte>()[(s.rows - 1) >> 3];
  const auto bit = std::byte{1} << ((s.rows - 1) & 7);
  byte = value ? byte | bit : byte & ~bit;
}

TIANYA_RULES_INLINE void TableBuilder::set_int(std::size_t column, std::int64_t value) {
  storage_->know(column).as<std::int64_t>()[storage_->rows - 1] = value;
}

TIANYA_RULES_INLINE void TableBuilder::set_double(std::size_t column, double value) {
  storage_->know(column).as<double>()[storage_->rows - 1] = value;
}

TIANYA_RULES_INLINE void TableBuilder::set_date(std::size_t column, std::int32_t days) {
  storage_->know(column).as<std::int32_t>()[storage_->rows - 1] = days;
}

TIANYA_RULES_INLINE void TableBuilder::set_code(std::size_t column, std::int32_t label_index) {
  facts_internal::ColumnStore& store = storage_->know(column);
  if (store.layout == Layout::kInt8) {
    store.as<std::int8_t>()[storage_->rows - 1] = static_cast<std::int8_t>(label_index);
  } else {
    store.as<std::int32_t>()[storage_->rows - 1] = label_index;
  }
}

TIANYA_RULES_INLINE void TableBuilder::set_string(std::size_t column, std::string_view value) {
  storage_->know(column).as<std::string_view>()[storage_->rows - 1] = storage_->arena.keep(value);
}

TIANYA_RULES_INLINE void TableBuilder::set_strings(std::size_t column, const std::vector<std::string_view>& values) {
  Storage& s = *storage_;
  facts_internal::ColumnStore& store = s.forget(column);
  for (const std::string_view value : values) store.elements.push_back(s.arena.keep(value));
  store.offsets[s.rows] = static_cast<std::int32_t>(store.elements.size());
  s.know(column);
}

TIANYA_RULES_INLINE void TableBuilder::set_null(std::size_t column) {
  facts_internal::ColumnStore& store = storage_->forget(column);
  assert(store.nullable);
  store.null[storage_->word()] |= storage_->bit();
}

TIANYA_RULES_INLINE void TableBuilder::set_error(std::size_t column) {
  facts_internal::ColumnStore& store = storage_->forget(column);
  if (store.error.empty()) store.error.resize(storage_->capacity / 64);
  store.any_error = true;
  store.error[storage_->word()] |= storage_->bit();
}

TIANYA_RULES_INLINE void TableBuilder::set_absent(std::size_t column) { storage_->forget(column); }

TIANYA_RULES_INLINE std::size_t TableBuilder::rows() const { return storage_->rows; }

TIANYA_RULES_INLINE std::string_view TableBuilder::id(std::size_t row) const {
  assert(row < storage_->rows);
  return storage_->ids[row];
}

TIANYA_RULES_INLINE Table TableBuilder::table() const {
  const auto bits = [](const std::vector<std::uint64_t>& plane) {
    return BitRun{reinterpret_cast<const std::uint8_t*>(plane.data()), 0};
  };
  Storage& s = *storage_;
  Table table;
  table.entity = s.entity;
  table.rows = s.rows;
  table.ids = s.ids.data();
  table.columns.resize(s.columns.size());
  for (std::size_t i = 0; s.capacity > 0 && i < s.columns.size(); ++i) {
    facts_internal::ColumnStore& store = s.columns[i];
    Column& column = table.columns[i];
    column.layout = store.layout;
    column.values = store.values.get();
    column.valid = bits(store.known);
    if (store.nullable) column.null = bits(store.null);
    if (store.any_error) column.error = bits(store.error);
    if (store.layout == Layout::kLists) column.values = store.elements.data(), column.offsets = store.offsets.data();
  }
  return table;
}

TIANYA_RULES_END_NAMESPACE
