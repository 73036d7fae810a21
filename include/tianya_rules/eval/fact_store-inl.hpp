// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstring>

#include "tianya_rules/eval/fact_store.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace fact_store_internal {

inline bool bit(const BitRun& run, std::size_t row, bool otherwise) {
  if (run.data == nullptr) return otherwise;
  const std::size_t at = static_cast<std::size_t>(run.offset) + row;
  return (run.data[at >> 3] >> (at & 7) & 1) != 0;
}

template <typename T>
T value(const Column& column, std::size_t row) {
  T value;
  std::memcpy(&value, static_cast<const std::byte*>(column.values) + (static_cast<std::size_t>(column.offset) + row) * sizeof(T),
              sizeof(T));
  return value;
}

/// A list's texts, by way of `texts`, which keeps its memory.
inline void copy_list(const Column& column, std::size_t row, std::size_t to, std::vector<std::string_view>& texts,
                      TableBuilder& builder) {
  const std::size_t at = static_cast<std::size_t>(column.offset) + row;
  const auto* const all = static_cast<const std::string_view*>(column.values);
  texts.assign(all + column.offsets[at], all + column.offsets[at + 1]);
  builder.set_strings(to, texts);
}

/// `column` holds dates where an attribute of 32 bits is no enumeration.
inline void copy_value(const Column& column, std::size_t row, std::size_t to, bool date, std::vector<std::string_view>& texts,
                       TableBuilder& builder) {
  switch (column.layout) {
    case Layout::kBits:
      return builder.set_bool(to, bit({static_cast<const std::uint8_t*>(column.values), column.offset}, row, false));
    case Layout::kInt8:
      return builder.set_code(to, value<std::int8_t>(column, row));
    case Layout::kInt32:
      if (date) return builder.set_date(to, value<std::int32_t>(column, row));
      return builder.set_code(to, value<std::int32_t>(column, row));
    case Layout::kInt64:
      return builder.set_int(to, value<std::int64_t>(column, row));
    case Layout::kFloat64:
      return builder.set_double(to, value<double>(column, row));
    case Layout::kViews:
      return builder.set_string(to, value<std::string_view>(column, row));
    case Layout::kLists:
      return copy_list(column, row, to, texts, builder);
    default:
      assert(!"a table that no TableBuilder made");
  }
}

}  // namespace fact_store_internal

TIANYA_RULES_INLINE void FactStore::append(const Table& batch) {
  using namespace fact_store_internal;
  if (batch.rows == 0) return;
  const Entity& entity = vocabulary_->entities[batch.entity];
  std::optional<TableBuilder>& made = builders_[batch.entity];
  if (!made) made.emplace(entity, batch.entity);
  TableBuilder& builder = *made;
  std::vector<std::string_view> texts;
  for (std::size_t row = 0; row < batch.rows; ++row) {
    builder.begin_row(batch.ids[row]);
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
      const Column& column = batch.columns[i];
      if (column.layout == Layout::kMissing) continue;
      if (bit(column.valid, row, true)) {
        copy_value(column, row, i, i < entity.attributes.size() && entity.attributes[i].type.is(TypeKind::kDate), texts, builder);
      } else if (bit(column.error, row, false)) {
        builder.set_error(i);
      } else if (bit(column.null, row, false)) {
        builder.set_null(i);
      }
    }
  }
}

TIANYA_RULES_INLINE Table FactStore::table(std::size_t entity) const {
  if (builders_[entity]) return builders_[entity]->table();
  Table none;
  none.entity = entity;
  none.columns.resize(vocabulary_->entities[entity].column_count());
  return none;
}

TIANYA_RULES_END_NAMESPACE
