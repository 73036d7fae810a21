// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/eval/compile.hpp"
#include "tianya_rules/eval/execute.hpp"
#include "tianya_rules/eval/explain-inl.hpp"
#include "tianya_rules/eval/expression.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct Expression::Compiled {
  TypedPtr typed;
  Entity entity;
  std::shared_ptr<const eval_internal::Program> program;
  std::uint32_t result = 0;
};

TIANYA_RULES_INLINE Expression::Expression(const Entity& entity, TypedPtr typed, const FindCalendar& find_calendar, bool fold) {
  auto compiled = std::make_shared<Compiled>();
  compiled->typed = std::move(typed);
  compiled->entity = entity;
  eval_internal::Compiler compiler(compiled->entity, find_calendar, fold);
  compiled->result = compiler.add(*compiled->typed);
  compiled->program = compiler.finish();
  compiled_ = std::move(compiled);
}

TIANYA_RULES_INLINE std::vector<EvaluatedValue> Expression::evaluate(const Table& table) const {
  using namespace eval_internal;
  static constexpr std::size_t kRows = 1024;
  std::vector<EvaluatedValue> values;
  values.reserve(table.rows);
  Frame frame(*compiled_->program);
  Block block;
  block.table = &table;
  for (std::size_t first = 0; first < table.rows; first += kRows) {
    const std::size_t rows = std::min(kRows, table.rows - first);
    frame.reserve(rows);
    block.first_row = first;
    block.texts.clear();
    Executor(*compiled_->program, frame, block, rows).run();
    const Register& result = frame[compiled_->result];
    for (std::size_t row = 0; row < rows; ++row) values.push_back(evaluated(result, row, compiled_->typed->type));
  }
  return values;
}

TIANYA_RULES_END_NAMESPACE
