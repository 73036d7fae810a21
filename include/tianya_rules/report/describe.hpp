// SPDX-License-Identifier: Apache-2.0
/// describe: conditions, values and facts in plain Chinese or English, from the labels that the rulebook declares. Floor: report.
///
///     const Describer words(judge.model(), judge.choice(), norm.about, Language::kEnglish);
///     words.condition(atom);     // `times late ≥ 3 (reading "three times or more": three counts)`
///
/// What has no wording of its own (a rare function) is shown as the author wrote it, in backquotes.
///
/// Threads: reads only; keeps references to the model and the choice, which must outlive it. Tested by
/// tests/cpp/report_describe_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/expr/typed.hpp"
#include "tianya_rules/rulebook/checked.hpp"
#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// `zh` or `en`.
TIANYA_RULES_API std::string_view to_string(Language language);

class TIANYA_RULES_API Describer {
 public:
  Describer(const RulebookModel& model, const ReadingChoice& choice, std::size_t entity, Language language)
      : model_(model), choice_(choice), entity_(entity), language_(language) {}

  /// The label of a column (attributes, then derived facts).
  [[nodiscard]] std::string fact(std::size_t column) const;
  /// The label and the name: `归还日期（returned_on）`.
  [[nodiscard]] std::string named_fact(std::size_t column) const;
  [[nodiscard]] std::string value(const EvaluatedValue& value) const;
  [[nodiscard]] std::string value(const Constant& value, const Type& type) const;
  /// `label: value`.
  [[nodiscard]] std::string fact_is(const EvaluatedFact& fact) const;
  /// An expression that is not a truth: a date, a number. The readings that it rests on are named behind it; an answer that
  /// chooses between values is called by its label.
  [[nodiscard]] std::string expression(const Typed& node) const;
  /// The same written out in full, without naming readings.
  [[nodiscard]] std::string formula(const Typed& node) const;
  /// An atom as a clause; the readings that it rests on are named behind it.
  [[nodiscard]] std::string condition(const Typed& atom) const;
  /// The same without naming readings.
  [[nodiscard]] std::string bare_condition(const Typed& atom) const;
  /// A whole condition on one line.
  [[nodiscard]] std::string condition(const CheckedCondition& condition) const;
  [[nodiscard]] std::string condition(const ExplainedCondition& condition) const;
  /// The answer in force: `含三次`.
  [[nodiscard]] std::string answer_label(std::size_t reading) const;
  /// The reading and the answer in force: `读法“三次以上”：含三次`.
  [[nodiscard]] std::string reading(std::size_t reading) const;
  /// The same with the answer's basis behind it.
  [[nodiscard]] std::string reading_with_basis(std::size_t reading) const;
  [[nodiscard]] Language language() const { return language_; }
  /// Attributes of the entity: derived facts are numbered after them.
  [[nodiscard]] std::size_t attribute_count() const { return model_.vocabulary.entities[entity_].attributes.size(); }

 private:
  const RulebookModel& model_;
  const ReadingChoice& choice_;
  std::size_t entity_;
  Language language_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/describe-inl.hpp"
#endif
