// SPDX-License-Identifier: Apache-2.0
/// VerdictColumns: judged blocks as Arrow columns, a dictionary of verdict names for each norm.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "arrow/builders.hpp"
#include "tianya_rules/eval/judge.hpp"

namespace tianya_rules::arrow {

/// The seven verdicts in their order: the codes of every verdict column.
const Names& verdict_names();

/// Code of a verdict byte's lower half, by norm kind.
void fill_verdict_codes(NormKind kind, std::int8_t codes[16]);

class VerdictColumns {
 public:
  VerdictColumns(const Judge& judge, std::size_t entity, bool details);

  [[nodiscard]] const std::vector<std::size_t>& norms() const { return norms_; }
  [[nodiscard]] std::vector<Field> fields() const;
  /// A batch of so many rows begins.
  void begin(std::size_t rows);
  /// Rows [first + block.first_row(), …) of the batch. Blocks come in order.
  void take(const JudgedBlock& block, std::size_t first);
  /// The batch's columns, in the order of `fields`.
  std::vector<ArrayData> finish();

 private:
  struct Details {
    TextListBuilder possible, missing, needs_judgement;
    NumberBuilder<std::int32_t> due, days_late;
  };
  void take_details(const JudgedBlock& block, std::size_t position);

  const RulebookModel& model_;
  const Entity& entity_;
  std::vector<std::size_t> norms_;
  bool details_;
  std::vector<std::array<std::int8_t, 16>> codes_of_;
  std::size_t rows_ = 0, stride_ = 0;
  std::shared_ptr<std::int8_t[]> codes_;
  std::vector<Details> detail_columns_;
};

}  // namespace tianya_rules::arrow
