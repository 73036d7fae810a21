// SPDX-License-Identifier: Apache-2.0
/// What a Judge and its Scratch hold. Internal to the eval floor.
#pragma once

#include <memory>
#include <vector>

#include "tianya_rules/eval/compile.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/eval/sweep.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Shared by all copies of a judge: everything but the commencement.
struct Judge::Compiled {
  Parts parts;
  std::vector<std::vector<std::size_t>> norms_about;                    ///< By entity.
  std::vector<std::shared_ptr<const eval_internal::Program>> programs;  ///< By entity.
  std::vector<std::vector<std::uint32_t>> events;                       ///< By entity: its `date?` attributes.
};

namespace eval_internal {

/// One entity's block, judged.
struct JudgedRun {
  const Program* program = nullptr;
  const std::vector<std::size_t>* norms = nullptr;
  const RulebookModel* model = nullptr;
  const Entity* entity = nullptr;
  std::unique_ptr<Frame> frame;
  Block block;
  std::size_t rows = 0;
  std::int32_t as_of = 0;
  bool not_in_force = false;

  std::size_t capacity = 0;
  std::vector<std::uint8_t> verdicts;  ///< A norm after the other, `capacity` bytes each.
  std::vector<std::int32_t> due;       ///< The same for due days; filled for a norm when asked for.
  std::vector<std::uint8_t> has_due;
  /// Why a norm's verdicts are open: worked out for a block when asked for.
  struct Causes {
    bool missing_known = false, errors_known = false;
    std::vector<Sweep::Found> missing, errors;
    std::vector<JudgedBlock::Missing> shown;
  };
  std::vector<Causes> causes;

  void judge(const Table& table, std::size_t first_row, std::size_t row_count, std::int32_t day, bool in_force);
  void find_missing(std::size_t position);
  void find_errors(std::size_t position);
  /// A finding as the report shows it.
  [[nodiscard]] FindingData finding(std::size_t position, std::size_t row);
  [[nodiscard]] const std::int32_t* due_days(std::size_t position);

 private:
  void judge_condition(const NormPlan& plan, std::uint8_t* out);
  void judge_deadline(const NormPlan& plan, std::uint8_t* out);
  void ask(const NormPlan& plan, Sweep& sweep, Sweep::For what);
};

}  // namespace eval_internal

struct Judge::Scratch::State {
  std::vector<std::unique_ptr<eval_internal::JudgedRun>> runs;  ///< By entity, made when first needed.
};

TIANYA_RULES_END_NAMESPACE
