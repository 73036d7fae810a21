// SPDX-License-Identifier: Apache-2.0
/// TablePlan: which column of a foreign table is which attribute of an entity.
///
/// A column is an attribute's by its name, by its Chinese or English label, or by `rename`. `id` is the record's name; a bool
/// column `<attribute>.known` says which nulls of the attribute stand for "nobody told us". Columns that mean nothing here are left
/// alone, but for near misses of a declared name, which are refused: they would be facts left out by a slip of the pen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "arrow/physical.hpp"
#include "tianya_rules/facts/cells-inl.hpp"

namespace tianya_rules::arrow {

/// What a null says in a column of an attribute whose type has `?`.
enum class NullMeaning : std::uint8_t { kUnsaid, kNull, kAbsent };

struct ImportOptions {
  /// Column -> attribute, `id` or `<attribute>.known`; nothing: the column is left alone.
  std::map<std::string, std::optional<std::string>> rename;
  NullMeaning nulls = NullMeaning::kUnsaid;     ///< For all columns,
  std::map<std::string, NullMeaning> nulls_of;  ///< and for single ones, by column or attribute.
  bool lenient = false;                         ///< A cell of a wrong value becomes an error value, with a warning.
};

struct ColumnPlan {
  std::size_t source = 0;  ///< Which child of the record.
  std::string shown;       ///< As messages call it: `归还日期`.
  PhysicalType type;
  facts_internal::Member member;
  NullMeaning nulls = NullMeaning::kUnsaid;
  std::optional<std::size_t> known;  ///< The child that is its `<attribute>.known`.
  PhysicalType known_type;
  /// The column is of a type that the attribute cannot have, but perhaps it holds nothing but nulls: what to say if it holds more.
  std::optional<Diagnostic> misfit;
};

struct TablePlan {
  std::size_t entity = 0;
  std::optional<std::size_t> id;
  std::vector<ColumnPlan> columns;
};

/// Plans the reading of `record` (a struct). All problems at once; what is planned is sound all the same, so that cells can be
/// looked at for further ones. The plan points into `vocabulary`.
TablePlan plan_table(const Vocabulary& vocabulary, std::size_t entity, const Field& record, const ImportOptions& options,
                     Diagnostics& problems);

}  // namespace tianya_rules::arrow
