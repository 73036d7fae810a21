// SPDX-License-Identifier: Apache-2.0
/// The same rows as other memory: what a slice of somebody's Arrow table looks like.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "reference/random_rows.hpp"
#include "tianya_rules/facts/table.hpp"

namespace reference {

/// Rows in columns whose values begin at an odd element and whose bits at odd bits, each run at its own; with bools as bytes, ints
/// as other widths or doubles, codes through a map, dates as timestamps, chosen at random.
class ShiftedTable {
 public:
  ShiftedTable(const tianya_rules::Entity& entity, const std::vector<Row>& rows, Random& random);
  ShiftedTable(const ShiftedTable&) = delete;
  ShiftedTable& operator=(const ShiftedTable&) = delete;
  [[nodiscard]] const tianya_rules::Table& table() const { return table_; }

 private:
  void fill(tianya_rules::Column& column, const tianya_rules::Type& type, const std::vector<Value>& cells, Random& random);
  void values(tianya_rules::Column& column, const tianya_rules::Type& type, const std::vector<Value>& cells, Random& random);
  void codes(tianya_rules::Column& column, const std::vector<Value>& cells, Random& random);
  void integers(tianya_rules::Column& column, const std::vector<Value>& cells, Random& random);
  void strings(tianya_rules::Column& column, const std::vector<Value>& cells);
  void lists(tianya_rules::Column& column, const std::vector<Value>& cells);
  tianya_rules::BitRun bits(const std::vector<bool>& flags, std::int64_t offset);
  template <typename T>
  void numbers(tianya_rules::Column& column, tianya_rules::Layout layout, const std::vector<std::int64_t>& cells);

  std::deque<std::vector<std::uint64_t>> memory_;  ///< Of 8-byte words, so that every type is aligned in them.
  std::deque<std::vector<std::string_view>> views_;
  std::deque<std::vector<std::int32_t>> offsets_;
  std::deque<std::string> texts_;
  tianya_rules::Table table_;
};

}  // namespace reference
