// SPDX-License-Identifier: Apache-2.0
/// FactStore: all records of an input, an entity a table, for whoever must look at them more than once. Floor: eval.
///
///     FactStore facts(book.model().vocabulary);
///     FactsReader reader(book.model().vocabulary, {}, [&](const Table& batch) { facts.append(batch); });
///
/// Owns what it holds; a `Table` of it is valid until the next `append`. Threads: reading is free for all.
#pragma once

#include <vector>

#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API FactStore {
 public:
  explicit FactStore(const Vocabulary& vocabulary);
  /// Copies the rows of a batch behind those of its entity. The batch has ids and lies as a `TableBuilder` lays it.
  void append(const Table& batch);
  [[nodiscard]] Table table(std::size_t entity) const;
  [[nodiscard]] std::size_t entities() const { return builders_.size(); }

 private:
  std::vector<TableBuilder> builders_;
  std::vector<std::vector<bool>> dates_;  ///< [entity][column]: a column of 32 bits holds dates, not an enumeration's codes.
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/fact_store-inl.hpp"
#endif
