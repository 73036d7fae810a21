// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <optional>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/report/describe.hpp"
#include "tianya_rules/report/wording.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

inline bool is_chinese(Language language) { return language == Language::kChinese; }

/// The labels of an enumeration's codes, by the attribute that declares it.
inline const std::vector<LocalizedText>* enum_labels_of(const RulebookModel& model, const Enumeration& enumeration) {
  for (const Entity& entity : model.vocabulary.entities) {
    for (const Attribute& attribute : entity.attributes) {
      if (attribute.type.enumeration.get() == &enumeration) return &attribute.enum_labels;
    }
  }
  return nullptr;
}

inline std::string quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

/// What an atom is wherever it is asked: the answer of a reading may be.
inline std::optional<bool> constant_truth(const Typed& node) {
  if (node.kind == TypedKind::kReading) return constant_truth(*node.children[0]);
  if (node.kind != TypedKind::kConstant || !node.type.is(TypeKind::kBool)) return std::nullopt;
  return node.constant.integer != 0;
}

/// Condition or the like into one line; `Tree` has kind, items and a way to name its atom.
template <typename Tree, typename AtomText>
std::string one_line(const Tree& tree, Language language, bool nested, const AtomText& atom_text) {
  const bool chinese = is_chinese(language);
  if (tree.kind == Condition::Kind::kAtom) return atom_text(tree);
  if (tree.kind == Condition::Kind::kNot) {
    const std::string inner = one_line(tree.items.front(), language, true, atom_text);
    return chinese ? "并非" + inner : "not " + inner;
  }
  const bool all = tree.kind == Condition::Kind::kAll;
  std::vector<const Tree*> said;
  for (const Tree& item : tree.items) {
    const bool idle = all && item.kind == Condition::Kind::kAtom && constant_truth(*item.atom) == true;
    if (!idle) said.push_back(&item);
  }
  if (said.empty()) return chinese ? "总是" : "always";
  if (said.size() == 1) return one_line(*said.front(), language, nested, atom_text);
  std::string out;
  for (const Tree* item : said) {
    if (!out.empty()) out += chinese ? (all ? "，且" : "，或") : (all ? " and " : " or ");
    out += one_line(*item, language, true, atom_text);
  }
  return nested ? (chinese ? "（" : "(") + out + (chinese ? "）" : ")") : out;
}

}  // namespace report_internal

TIANYA_RULES_INLINE std::string_view to_string(Language language) { return language == Language::kChinese ? "zh" : "en"; }

TIANYA_RULES_INLINE std::string Describer::fact(std::size_t column) const {
  const Entity& entity = model_.vocabulary.entities[entity_];
  const bool derived = column >= entity.attributes.size();
  const LocalizedText& label = derived ? entity.derived[column - entity.attributes.size()].label : entity.attributes[column].label;
  const std::string& name = derived ? entity.derived[column - entity.attributes.size()].name : entity.attributes[column].name;
  return label.empty() ? name : label.in(language_);
}

TIANYA_RULES_INLINE std::string Describer::named_fact(std::size_t column) const {
  const Entity& entity = model_.vocabulary.entities[entity_];
  const bool derived = column >= entity.attributes.size();
  const std::string& name = derived ? entity.derived[column - entity.attributes.size()].name : entity.attributes[column].name;
  const std::string label = fact(column);
  if (label == name) return name;
  return report_internal::is_chinese(language_) ? label + "（" + name + "）" : label + " (" + name + ")";
}

TIANYA_RULES_INLINE std::string Describer::value(const Constant& value, const Type& type) const {
  const bool chinese = report_internal::is_chinese(language_);
  if (value.is_null || type.is(TypeKind::kNull)) {
    if (type.is(TypeKind::kDate)) return chinese ? "尚未发生" : "has not happened";
    return chinese ? "无" : "none";
  }
  if (type.is_enumeration()) {
    const auto* labels = report_internal::enum_labels_of(model_, *type.enumeration);
    const auto code = static_cast<std::size_t>(value.integer);
    if (code >= type.enumeration->labels.size()) return report_internal::quoted(value.text);
    const bool labelled = labels != nullptr && code < labels->size() && !(*labels)[code].empty();
    return labelled ? (*labels)[code].in(language_) : type.enumeration->labels[code];
  }
  switch (type.kind) {
    case TypeKind::kBool:
      return chinese ? (value.integer != 0 ? "是" : "否") : (value.integer != 0 ? "yes" : "no");
    case TypeKind::kInt:
      return std::to_string(value.integer);
    case TypeKind::kDouble:
      return fmt::format("{}", value.real);
    case TypeKind::kDate:
      return Date::in_range(value.integer) ? Date::from_days(static_cast<std::int32_t>(value.integer)).iso() : "?";
    case TypeKind::kList: {
      if (value.elements.empty()) return chinese ? "（空）" : "(empty)";
      std::string out;
      for (const Constant& element : value.elements) {
        const std::string one = type.element ? this->value(element, *type.element) : report_internal::quoted(element.text);
        out += (out.empty() || chinese ? "" : ", ") + one;
      }
      return out;
    }
    default:
      return report_internal::quoted(value.text);
  }
}

namespace report_internal {

/// A known value as a reader can take it in: facts may hold many texts, and long ones.
inline std::string brief(const Describer& words, const EvaluatedValue& value, bool chinese) {
  static constexpr std::size_t kItems = 5, kCodePoints = 60;
  Constant shown = value.value;
  shown.text = shortened(shown.text, kCodePoints);
  const std::size_t count = shown.elements.size();
  if (count > kItems) shown.elements.resize(kItems);
  for (Constant& one : shown.elements) one.text = shortened(one.text, kCodePoints);
  std::string out = words.value(shown, value.type);
  if (count <= kItems) return out;
  return chinese ? out + "等 " + std::to_string(count) + " 项" : out + " and " + std::to_string(count - kItems) + " more";
}

}  // namespace report_internal

TIANYA_RULES_INLINE std::string Describer::value(const EvaluatedValue& value) const {
  const bool chinese = report_internal::is_chinese(language_);
  switch (value.state) {
    case EvaluatedValue::State::kKnown:
      return report_internal::brief(*this, value, chinese);
    case EvaluatedValue::State::kNull: {
      Constant none;
      none.is_null = true;
      return this->value(none, value.type);
    }
    case EvaluatedValue::State::kAbsent:
      return chinese ? "未提供" : "not given";
    case EvaluatedValue::State::kError:
      return chinese ? "无法算出" : "cannot be worked out";
  }
  return {};
}

TIANYA_RULES_INLINE std::string Describer::fact_is(const EvaluatedFact& fact) const {
  return this->fact(fact.attribute) + (report_internal::is_chinese(language_) ? "：" : ": ") + value(fact.value);
}

TIANYA_RULES_INLINE std::string Describer::expression(const Typed& node) const {
  Wording wording(*this, model_, true);
  const bool condition = node.type.is(TypeKind::kBool), chinese = report_internal::is_chinese(language_);
  const std::optional<bool> settled = condition ? report_internal::constant_truth(node) : std::nullopt;
  std::string out = condition ? wording.clause(node) : wording.term(node);
  // A reading under which the condition is none at all is all there is to say.
  if (settled && wording.readings().size() == 1)
    return reading(wording.readings().front()) + (chinese ? "（" : " (") + out + (chinese ? "）" : ")");
  for (const std::size_t each : wording.readings()) out += (chinese ? "（" : " (") + reading(each) + (chinese ? "）" : ")");
  return out;
}

TIANYA_RULES_INLINE std::string Describer::formula(const Typed& node) const {
  Wording wording(*this, model_);
  return node.type.is(TypeKind::kBool) ? wording.clause(node) : wording.term(node);
}

TIANYA_RULES_INLINE std::string Describer::condition(const Typed& atom) const { return expression(atom); }

TIANYA_RULES_INLINE std::string Describer::bare_condition(const Typed& atom) const { return Wording(*this, model_).clause(atom); }

TIANYA_RULES_INLINE std::string Describer::condition(const CheckedCondition& condition) const {
  return report_internal::one_line(condition, language_, false, [&](const CheckedCondition& c) { return bare_condition(*c.atom); });
}

TIANYA_RULES_INLINE std::string Describer::condition(const ExplainedCondition& condition) const {
  return report_internal::one_line(condition, language_, false,
                                   [&](const ExplainedCondition& c) { return bare_condition(*c.atom); });
}

TIANYA_RULES_INLINE std::string Describer::answer_label(std::size_t reading) const {
  const Answer& answer = model_.readings[reading].answers[choice_.answers[reading]];
  return answer.label.empty() ? answer.id : answer.label.in(language_);
}

TIANYA_RULES_INLINE std::string Describer::reading(std::size_t reading) const {
  const Reading& asked = model_.readings[reading];
  const std::string question = asked.label.empty() ? asked.id : asked.label.in(language_);
  return (report_internal::is_chinese(language_) ? "读法“" + question + "”：" : "reading “" + question + "”: ") +
         answer_label(reading);
}

TIANYA_RULES_INLINE std::string Describer::reading_with_basis(std::size_t reading) const {
  const LocalizedText& basis = model_.readings[reading].answers[choice_.answers[reading]].basis;
  if (basis.empty()) return this->reading(reading);
  const bool chinese = report_internal::is_chinese(language_);
  return this->reading(reading) + (chinese ? "（" : " (") + basis.in(language_) + (chinese ? "）" : ")");
}

TIANYA_RULES_END_NAMESPACE
