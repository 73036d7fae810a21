// SPDX-License-Identifier: Apache-2.0
/// A small entity with facts of every type, and conditions about it: what random conditions and rows are made over.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reference/evaluate.hpp"
#include "tianya_rules/expr/check.hpp"
#include "tianya_rules/facts/table.hpp"

namespace reference {

/// Entity `c`. Attributes: n1 n2 n3 int, m1 m2 int?, x1 x2 double, y1 double?, b1 b2 b3 b4 bool, q1 bool?, s1 s2 string, t1
/// string?, d1 d2 date, e1 e2 date?, k1 k2 enumerations, l1 l2 list<string>.
class World {
 public:
  World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// nullptr where it is not well-typed; `problems` then says why.
  [[nodiscard]] tianya_rules::TypedPtr typed(const std::string& text, tianya_rules::Diagnostics& problems) const;
  /// Throws where it is not well-typed.
  [[nodiscard]] tianya_rules::TypedPtr typed(const std::string& text) const;
  [[nodiscard]] std::size_t index_of(const std::string& name) const;

  tianya_rules::Entity entity;
  tianya_rules::Environment environment;

 private:
  std::vector<std::string> full_names_;
};

/// Appends a row to a table.
void append(const Row& row, const tianya_rules::Entity& entity, tianya_rules::TableBuilder& builder);

/// Row `row` of a table, read cell by cell.
Row row_of(const tianya_rules::Table& table, const tianya_rules::Entity& entity, std::size_t row);

}  // namespace reference
