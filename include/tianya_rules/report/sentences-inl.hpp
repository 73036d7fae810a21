// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/report/sentences.hpp"
#include "tianya_rules/report/wording.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

inline std::string iso(std::int32_t days) { return Date::from_days(days).iso(); }

/// The atoms that settled a condition, in reading order.
inline void decisive_atoms(const ExplainedCondition& condition, std::vector<const ExplainedCondition*>& found) {
  if (!condition.decisive) return;
  if (condition.kind == Condition::Kind::kAtom) {
    found.push_back(&condition);
    return;
  }
  for (const ExplainedCondition& item : condition.items) decisive_atoms(item, found);
}

/// Whether an atom says no more than its fact's value does: a truth, a label, "has happened".
inline bool speaks_for_itself(const Typed& atom) {
  switch (atom.kind) {
    case TypedKind::kAttribute:
    case TypedKind::kDerived:
    case TypedKind::kMet:
      return true;
    case TypedKind::kNot:
    case TypedKind::kReading:
      return speaks_for_itself(*atom.children[0]);
    case TypedKind::kAnd:
      return std::all_of(atom.children.begin(), atom.children.end(), [](const TypedPtr& side) { return speaks_for_itself(*side); });
    case TypedKind::kCall:
      return (atom.kernel == KernelId::kEqual || atom.kernel == KernelId::kNotEqual) &&
             (atom.children[0]->type.is_enumeration() || atom.children[1]->constant.is_null || atom.children[0]->constant.is_null);
    default:
      return false;
  }
}

inline bool is_plain_truth(const Typed& atom) {
  if (atom.kind == TypedKind::kNot || atom.kind == TypedKind::kReading) return is_plain_truth(*atom.children[0]);
  return atom.kind == TypedKind::kAttribute || atom.kind == TypedKind::kDerived || atom.kind == TypedKind::kMet;
}

}  // namespace report_internal

TIANYA_RULES_INLINE std::string error_text(std::string_view code, Language language) {
  struct Row {
    std::string_view code;
    const char* zh;
    const char* en;
  };
  static constexpr std::array<Row, 6> kRows = {{
      {"overflow", "数值超出整数范围", "a number beyond the range of integers"},
      {"division_by_zero", "除数为零", "a division by zero"},
      {"date_out_of_range", "日期超出 1900 至 2200 年", "a date outside 1900 to 2200"},
      {"null_operand", "用“没有”的值作了比较或运算", "an operation on a value that is none"},
      {"calendar_not_covered", "工作日历不包含所需的日子", "a day that the working calendar does not cover"},
      {"refused_cell", "所填的值不能采用", "a value that could not be accepted"},
  }};
  for (const Row& row : kRows) {
    if (row.code == code) return language == Language::kChinese ? row.zh : row.en;
  }
  return std::string(code);
}

TIANYA_RULES_INLINE Sentences::Sentences(const Judge& judge, Date as_of, std::size_t norm, Language language)
    : judge_(judge),
      as_of_(as_of),
      checked_(judge_.checked().norms[norm]),
      norm_(judge_.model().norms[norm]),
      words_(judge_.model(), judge_.choice(), norm_.about, language) {
  if (!checked_.deadline) return;
  done_ = words_.expression(*checked_.deadline->done);
  if (checked_.deadline->by) by_ = words_.formula(*checked_.deadline->by);
}

TIANYA_RULES_INLINE std::string Sentences::verdict_name(Verdict verdict) const { return label_of(verdict).in(words_.language()); }

TIANYA_RULES_INLINE std::string Sentences::sentence(const std::string& text) const {
  return chinese() ? text + "。" : ' ' + report_internal::capitalised(text) + '.';
}

TIANYA_RULES_INLINE std::string Sentences::days(std::int64_t n) const {
  if (chinese()) return std::to_string(n) + " 天";
  return std::to_string(n) + (n == 1 ? " day" : " days");
}

TIANYA_RULES_INLINE std::string Sentences::not_in_force() const {
  const std::string from = judge_.published_on() ? judge_.published_on()->iso() : std::string();
  if (chinese()) return "本规定自 " + from + " 起施行，" + as_of_.iso() + " 尚未施行。";
  return "In force from " + from + " only; not yet on " + as_of_.iso() + ".";
}

TIANYA_RULES_INLINE std::string Sentences::not_applicable() const {
  if (!checked_.applies) return pick("不在适用范围内。", "Outside the scope of this rule.");
  const std::string scope = words_.condition(*checked_.applies);
  return chinese() ? "不具备适用条件（" + scope + "）。" : "The condition for it to apply is not met (" + scope + ").";
}

TIANYA_RULES_INLINE std::string Sentences::list_facts(const std::vector<std::size_t>& attributes) const {
  std::string out;
  for (const std::size_t attribute : attributes) out += (out.empty() ? "" : chinese() ? "、" : ", ") + words_.named_fact(attribute);
  return out;
}

TIANYA_RULES_INLINE std::string Sentences::provisional(const FindingData& data) const {
  if (!data.provisional || !data.due_earliest || !data.due_latest) return {};
  const std::string earliest = report_internal::iso(*data.due_earliest), latest = report_internal::iso(*data.due_latest);
  if (chinese()) return "到期日为暂定（放假安排尚未公布）：最早 " + earliest + "，最晚 " + latest + "。";
  return " The due date is provisional (holidays not yet published): " + earliest + " at the earliest, " + latest +
         " at the latest.";
}

TIANYA_RULES_INLINE std::string Sentences::undetermined(const FindingData& data) const {
  std::string out = pick("可能", "Possibly ");
  const std::vector<Verdict> possible = possible_of(data.bits, norm_.kind);
  for (std::size_t i = 0; i < possible.size(); ++i) {
    if (i > 0) out += chinese() ? "，也可能" : i + 1 == possible.size() ? " or " : ", ";
    out += verdict_name(possible[i]);
  }
  out += pick("。", ".");
  if (!data.missing.empty()) out += pick("缺：", " Missing: ") + list_facts(data.missing) + pick("。", ".");
  if (!data.needs_judgement.empty())
    out += pick("需人工判断：", " Needs judgement: ") + list_facts(data.needs_judgement) + pick("。", ".");
  std::string errors;
  for (const FindingError& error : data.errors) {
    errors += (errors.empty() ? "" : pick("；", "; ")) + error_text(error.code, words_.language());
    if (error.attribute) errors += pick("：", ": ") + words_.named_fact(*error.attribute);
  }
  if (!errors.empty()) out += pick("无法算出：", " Cannot be worked out: ") + errors + pick("。", ".");
  const bool unpublished =
      (data.bits & kBitProvisional) != 0 && data.missing.empty() && data.needs_judgement.empty() && errors.empty();
  const std::string bounds = provisional(data);
  if (unpublished && bounds.empty())
    out += pick("所涉日子的放假安排尚未公布。", " It turns on days whose holidays are not yet published.");
  return out + bounds;
}

TIANYA_RULES_INLINE std::string Sentences::pending(const FindingData& data) const {
  const std::string& done = done_label();
  if (!data.due && data.due_earliest) {
    const std::string earliest = report_internal::iso(*data.due_earliest);
    return chinese() ? "“" + done + "”尚未发生；到期日未能确定，最早 " + earliest + "。"
                     : "Not done yet (" + done + "); the due date is not settled, " + earliest + " at the earliest.";
  }
  if (!data.due)
    return chinese() ? "“" + done + "”尚未发生，目前没有到期日。" : "Not done yet (" + done + "); nothing falls due so far.";
  const std::string due = report_internal::iso(*data.due);
  if (!data.days_left || *data.days_left < 0) {
    return (chinese() ? "“" + done + "”尚未发生。" : "Not done yet (" + done + ").") + provisional(data);
  }
  const std::string out = chinese() ? "“" + done + "”尚未发生；到期日 " + due + "，还有 " + days(*data.days_left) + "。"
                                    : "Not done yet (" + done + "); due " + due + ", " + days(*data.days_left) + " left.";
  return out + provisional(data);
}

TIANYA_RULES_INLINE std::string Sentences::in_time(const FindingData& data, const Explanation* explanation) const {
  const bool known =
      explanation != nullptr && explanation->deadline && explanation->deadline->done.state == EvaluatedValue::State::kKnown;
  const std::string what =
      report_internal::capitalised(done_label()) + (known ? " " + words_.value(explanation->deadline->done) : std::string());
  if (data.due) {
    const std::string due = report_internal::iso(*data.due);
    return (chinese() ? what + "，未晚于到期日 " + due + "。" : what + ", not after the due date " + due + ".") + provisional(data);
  }
  if (data.due_earliest) {
    const std::string earliest = report_internal::iso(*data.due_earliest);
    return chinese() ? what + "，未晚于最早的到期日 " + earliest + "。"
                     : what + ", not after the earliest due date " + earliest + ".";
  }
  return chinese() ? what + "；没有到期日。" : what + "; nothing falls due.";
}

TIANYA_RULES_INLINE std::string Sentences::late(const FindingData& data, const Explanation* explanation) const {
  const std::string due = data.due ? report_internal::iso(*data.due) : "?";
  const std::string by = data.days_late ? days(*data.days_late) : std::string();
  const bool done =
      explanation != nullptr && explanation->deadline && explanation->deadline->done.state == EvaluatedValue::State::kKnown;
  const std::string& label = done_label();
  std::string out;
  if (done) {
    const std::string when = words_.value(explanation->deadline->done);
    out = chinese() ? label + " " + when + "，晚于到期日 " + due + "，逾期 " + by + "。"
                    : report_internal::capitalised(label) + " " + when + ", " + by + " after the due date " + due + ".";
  } else {
    out = chinese() ? "到期日 " + due + " 已过，至 " + as_of_.iso() + " “" + label + "”仍未发生，逾期 " + by + "。"
                    : "Due " + due + ", not done by " + as_of_.iso() + " (" + label + "): " + by + " late.";
  }
  out += provisional(data);
  if (explanation == nullptr || !explanation->deadline) return out;
  const std::string how = reckoning(*explanation->deadline);
  return how.empty() ? out : out + sentence(how);
}

TIANYA_RULES_INLINE std::string Sentences::reckoning(const ExplainedDeadline& deadline) const {
  const auto known = [](const EvaluatedValue& value) { return value.state == EvaluatedValue::State::kKnown; };
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : pick("；", "; ")) + part; };
  if (deadline.has_by) add((chinese() ? "到期日为" : "the due date is ") + by_);
  if (!deadline.has_by && known(deadline.after) && known(deadline.amount)) {
    const std::string start = words_.value(deadline.after), n = words_.value(deadline.amount);
    const bool one = n == "1";
    const char* unit = deadline.unit == Deadline::Unit::kWorkdays ? (one ? " working day" : " working days")
                       : deadline.unit == Deadline::Unit::kDays   ? (one ? " day" : " days")
                                                                  : (one ? " month" : " months");
    const char* zh = deadline.unit == Deadline::Unit::kWorkdays ? " 个工作日"
                     : deadline.unit == Deadline::Unit::kDays   ? " 天"
                                                                : " 个月";
    add(chinese() ? "自 " + start + " 的次日起 " + n + zh : n + unit + " from the day after " + start);
  }
  if (deadline.has_extension && known(deadline.extended_by) && deadline.extended_by.value.integer != 0) {
    const std::string more = words_.value(deadline.extended_by);
    add(chinese() ? "另有 " + more + " 个工作日不计入" : more + " more not counted");
  }
  if (deadline.paused_workdays && *deadline.paused_workdays > 0) {
    const std::string paused = std::to_string(*deadline.paused_workdays);
    add(chinese() ? "暂停 " + paused + " 个工作日" : "paused for " + paused + (paused == "1" ? " working day" : " working days"));
  }
  const std::string& done = done_label();
  for (const EvaluatedFact& fact : deadline.facts) {
    if (known(fact.value) && words_.fact(fact.attribute) != done) add(words_.fact_is(fact));
  }
  for (const std::size_t reading : deadline.readings) {
    if (judge_.choice().answers[reading] != judge_.model().readings[reading].default_answer) add(words_.reading(reading));
  }
  return out;
}

/// The facts that an atom looks at; of a single one the value alone, led by a word.
TIANYA_RULES_INLINE std::string Sentences::values_of(const ExplainedCondition& atom, const char* one_zh, const char* one_en) const {
  if (atom.facts.size() == 1) return pick(one_zh, one_en) + words_.value(atom.facts.front().value);
  std::string values;
  for (const EvaluatedFact& fact : atom.facts) values += (values.empty() ? "" : pick("，", ", ")) + words_.fact_is(fact);
  return values;
}

TIANYA_RULES_INLINE std::string Sentences::as_it_is(const ExplainedCondition& atom, bool demanded) const {
  const Typed& node = *atom.atom;
  const bool settled = atom.truth == Truth::kTrue || atom.truth == Truth::kFalse;
  if (report_internal::is_plain_truth(node)) {
    if (!settled && atom.facts.size() == 1) return words_.fact_is(atom.facts.front());
    return Wording(words_, judge_.model()).clause(node, atom.truth == Truth::kTrue);
  }
  std::string rule = words_.bare_condition(node);
  if (atom.facts.empty()) return demanded ? pick("应当：", "should be: ") + rule : rule;
  if (demanded) {
    const std::string wanted = chinese() ? "应“" + rule + "”" : "should be so: " + rule;
    if (atom.facts.size() == 1) return wanted + pick("，实际：", "; in fact: ") + words_.value(atom.facts.front().value);
    return wanted + pick("（", " (") + values_of(atom, "", "") + pick("）", ")");
  }
  if (atom.truth == Truth::kTrue && report_internal::speaks_for_itself(node)) return rule;
  const std::string values = values_of(atom, "实际：", "in fact: ");
  return rule + (chinese() ? "（" + values + "）" : " (" + values + ")");
}

TIANYA_RULES_INLINE std::string Sentences::conditions(const Explanation* explanation) const {
  const bool ban = norm_.kind == NormKind::kBan, trigger = norm_.kind == NormKind::kTrigger;
  std::string out = trigger ? pick("情形成立。", "The ground exists.")
                    : ban   ? pick("出现了所禁止的情形。", "What is forbidden occurred.")
                            : pick("未达到要求。", "What is required is not met.");
  if (explanation == nullptr || !explanation->test) return out;
  std::vector<const ExplainedCondition*> atoms;
  report_internal::decisive_atoms(*explanation->test, atoms);
  std::string list;
  std::vector<std::size_t> readings;
  for (const ExplainedCondition* atom : atoms) {
    list += (list.empty() ? "" : pick("；", "; ")) + as_it_is(*atom, norm_.kind == NormKind::kDuty && atom->truth == Truth::kFalse);
    for (const std::size_t reading : atom->readings) {
      if (std::find(readings.begin(), readings.end(), reading) == readings.end()) readings.push_back(reading);
    }
  }
  if (!list.empty()) out += sentence(list);
  for (const std::size_t reading : readings) out += sentence(words_.reading(reading));
  return out;
}

TIANYA_RULES_END_NAMESPACE
