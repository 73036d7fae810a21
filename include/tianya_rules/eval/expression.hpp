// SPDX-License-Identifier: Apache-2.0
/// Expression: one typed expression over the columns of an entity; what `Judge` does for norms, for a single expression. Floor:
/// eval.
///
///     Expression longer(entity, typed);                     // typed: by `check`, names being the entity's attributes
///     std::vector<EvaluatedValue> values = longer.evaluate(table);   // one a row
///
/// The same compiler and kernels as a judge's. An unknown bool is kAbsent; one of whose doubt some is an error is kError. Events
/// are not compared with any date. Immutable; `evaluate` may run in several threads at once.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API Expression {
 public:
  using FindCalendar = std::function<WorkingCalendar(std::string_view text)>;
  /// `fold`: whether what is constant is worked out once, at compile time.
  Expression(const Entity& entity, TypedPtr typed, const FindCalendar& find_calendar = {}, bool fold = true);
  /// `table.columns` are the entity's; any number of rows.
  [[nodiscard]] std::vector<EvaluatedValue> evaluate(const Table& table) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/expression-inl.hpp"
#endif
