// SPDX-License-Identifier: Apache-2.0
/// FactStore: all records of an input, an entity a table, for whoever must look at them more than once. Floor: eval.
///
///     FactStore facts(book.model().vocabulary);
///     FactsReader reader(book.model().vocabulary, {}, [&](const Table& batch) { facts.append(batch); });
///
/// Owns what it holds; a `Table` of it is valid until the next `append`. The vocabulary must outlive it. Threads: reading is free
/// for all. Tested by tests/cpp/eval_check_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API FactStore {
 public:
  explicit FactStore(const Vocabulary& vocabulary) : vocabulary_(&vocabulary), builders_(vocabulary.entities.size()) {}
  /// Copies the rows of a batch behind those of its entity. The batch has ids and lies as a `TableBuilder` lays it.
  void append(const Table& batch);
  [[nodiscard]] Table table(std::size_t entity) const;
  [[nodiscard]] std::size_t rows(std::size_t entity) const { return builders_[entity] ? builders_[entity]->rows() : 0; }
  [[nodiscard]] std::size_t entities() const { return builders_.size(); }

 private:
  const Vocabulary* vocabulary_;
  std::vector<std::optional<TableBuilder>> builders_;  ///< By entity; made with its first record.
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/fact_store-inl.hpp"
#endif
