// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/describe.hpp"
#include "tianya_rules/report/show_text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

/// One norm on its way to text.
class ShowText {
 public:
  ShowText(const CheckedRulebook& rulebook, std::size_t norm, Language language)
      : rulebook_(rulebook),
        checked_(rulebook.norms[norm]),
        norm_(*checked_.norm),
        words_(*rulebook.model, rulebook.choice, norm_.about, language) {}

  std::string write() {
    heading();
    if (checked_.applies) list(pick("适用于", "applies where"), *checked_.applies);
    if (checked_.test) list(test_title(), *checked_.test);
    if (checked_.deadline) deadline(*checked_.deadline);
    wording();
    readings();
    return std::move(out_);
  }

 private:
  struct Line {
    std::string quote;
    std::string text;
  };
  [[nodiscard]] bool chinese() const { return words_.language() == Language::kChinese; }
  [[nodiscard]] std::string pick(const char* zh, const char* en) const { return chinese() ? zh : en; }

  void heading() {
    const RulebookModel& model = *rulebook_.model;
    const std::string entity = model.vocabulary.entities[norm_.about].label.in(words_.language());
    out_ += norm_.id + pick("　", "  ") + norm_.title.in(words_.language()) + pick("（", " (") + norm_.cites + pick("）", ")");
    out_ += pick("　", "  ") + kind() + pick("　关于：", "  about: ") +
            (entity.empty() ? model.vocabulary.entities[norm_.about].name : entity);
    out_ += pick("　责任：", "  who must act: ") + model.bearers[norm_.bearer].label.in(words_.language()) + '\n';
    if (norm_.same_as) out_ += pick("同一计算：", "the same as ") + model.norms[*norm_.same_as].id + '\n';
    if (!norm_.inferred.empty()) out_ += pick("推定：", "inferred: ") + norm_.inferred.in(words_.language()) + '\n';
  }

  [[nodiscard]] std::string kind() const {
    switch (norm_.kind) {
      case NormKind::kDuty:
        return pick("义务", "duty");
      case NormKind::kBan:
        return pick("禁止", "ban");
      case NormKind::kTrigger:
        return pick("触发：情形", "trigger");
      case NormKind::kDeadline:
        return pick("期限", "deadline");
    }
    return {};
  }

  [[nodiscard]] std::string test_title() const {
    switch (norm_.kind) {
      case NormKind::kBan:
        return pick("不得", "forbidden");
      case NormKind::kTrigger:
        return pick("情形成立，须", "the ground exists where");
      default:
        return pick("须", "required");
    }
  }

  void collect(const CheckedCondition& condition, std::size_t depth, std::vector<Line>& lines) {
    Line line;
    if (condition.source != nullptr && condition.source->quote) line.quote = condition.source->quote->text;
    const std::string indent(depth * 2, ' ');
    switch (condition.kind) {
      case Condition::Kind::kAtom:
        line.text = indent + words_.condition(*condition.atom);
        break;
      case Condition::Kind::kAll:
        line.text = indent + pick("全部：", "all of:");
        break;
      case Condition::Kind::kAny:
        line.text = indent + pick("任一：", "any of:");
        break;
      case Condition::Kind::kNot:
        line.text = indent + pick("并非：", "not:");
        break;
    }
    lines.push_back(std::move(line));
    for (const CheckedCondition& item : condition.items) collect(item, depth + 1, lines);
  }

  void list(const std::string& title, const CheckedCondition& condition) {
    std::vector<Line> lines;
    const bool unnamed_all = condition.kind == Condition::Kind::kAll && !(condition.source != nullptr && condition.source->quote);
    if (unnamed_all) {
      for (const CheckedCondition& item : condition.items) collect(item, 0, lines);
    } else {
      collect(condition, 0, lines);
    }
    out_ += title + (unnamed_all && condition.items.size() > 1 ? pick("（同时）：\n", " (all of):\n") : pick("：\n", ":\n"));
    print(lines);
  }

  /// Condition first, the wording it rests on behind it, aligned where that is not too far to the right.
  void print(const std::vector<Line>& lines) {
    static constexpr std::size_t kColumn = 44;
    std::size_t width = 0;
    for (const Line& line : lines) {
      if (!line.quote.empty() && display_width(line.text) <= kColumn) width = std::max(width, display_width(line.text));
    }
    for (const Line& line : lines) {
      out_ += "  " + line.text;
      if (!line.quote.empty()) {
        const std::size_t have = display_width(line.text);
        out_ += std::string(have < width ? width - have : 0, ' ') + "  「" + line.quote + "」";
        quoted_.push_back(line.quote);
      }
      out_ += '\n';
    }
  }

  void deadline(const CheckedDeadline& deadline) {
    const auto line = [&](const char* zh, const char* en, const std::string& text) {
      out_ += "  " + pick(zh, en) + pick("：", ": ") + text + '\n';
    };
    out_ += pick("期限：\n", "deadline:\n");
    line("完成", "done", words_.expression(*deadline.done));
    if (deadline.by) return line("不晚于", "not after", words_.expression(*deadline.by));
    line("起算，次日为第一天", "from the day after", words_.expression(*deadline.after));
    line("期间", "within", amount(*deadline.amount, deadline.unit));
    if (deadline.extended_by) line("另加", "extended by", amount(*deadline.extended_by, deadline.unit));
    if (deadline.pause_from) {
      const std::string from = words_.expression(*deadline.pause_from), to = words_.expression(*deadline.pause_to);
      line("暂停", "paused", chinese() ? from + "之后至" + to : "after " + from + " through " + to);
    }
    if (deadline.unit == Deadline::Unit::kWorkdays) line("工作日历", "calendar", deadline.calendar);
  }

  [[nodiscard]] std::string amount(const Typed& node, Deadline::Unit unit) const {
    const bool workdays = unit == Deadline::Unit::kWorkdays, plain = unit == Deadline::Unit::kDays;
    const std::string text = words_.expression(node);
    if (node.kind != TypedKind::kConstant) {
      return text + (workdays ? pick("（工作日）", " (working days)")
                     : plain  ? pick("（天）", " (days)")
                              : pick("（月）", " (months)"));
    }
    const std::string unit_name = workdays ? pick(" 个工作日", " working day")
                                  : plain  ? pick(" 天", " day")
                                           : pick(" 个月", " month");
    return text + unit_name + (!chinese() && node.constant.integer != 1 ? "s" : "");
  }

  /// The expressions that readings stand for in this norm: (name of reading and part, expression).
  void collect_answers(const Typed& node, std::map<std::string, const Typed*>& answers) const {
    if (node.kind == TypedKind::kReading) answers.emplace(node.name, node.children[0].get());
    for (const TypedPtr& child : node.children) collect_answers(*child, answers);
  }
  void collect_answers(const CheckedCondition& condition, std::map<std::string, const Typed*>& answers) const {
    if (condition.atom) collect_answers(*condition.atom, answers);
    for (const CheckedCondition& item : condition.items) collect_answers(item, answers);
  }
  [[nodiscard]] std::map<std::string, const Typed*> answers() const {
    std::map<std::string, const Typed*> all;
    if (checked_.applies) collect_answers(*checked_.applies, all);
    if (checked_.test) collect_answers(*checked_.test, all);
    if (!checked_.deadline) return all;
    const CheckedDeadline& d = *checked_.deadline;
    for (const TypedPtr* node : {&d.done, &d.by, &d.after, &d.amount, &d.extended_by, &d.pause_from, &d.pause_to}) {
      if (*node) collect_answers(**node, all);
    }
    return all;
  }

  /// What the answer in force works out to, where that is more than a number or a word.
  void formulas(const Reading& reading) {
    for (const auto& [name, node] : answers_) {
      const std::string_view base = std::string_view(name).substr(0, name.find('.'));
      if (base != reading.id || node->kind == TypedKind::kConstant) continue;
      out_ += "      " + (name.size() > base.size() ? name.substr(base.size() + 1) + pick("：", ": ") : "= ") +
              words_.formula(*node) + '\n';
    }
  }

  /// The wording that stands at no condition.
  void wording() {
    bool first = true;
    for (const Quote& quote : norm_.quotes) {
      if (std::find(quoted_.begin(), quoted_.end(), quote.text) != quoted_.end()) continue;
      if (first) out_ += pick("原文：\n", "wording:\n");
      first = false;
      out_ += "  「" + quote.text + "」\n";
    }
  }

  void readings() {
    if (checked_.readings.empty()) return;
    answers_ = answers();
    out_ += pick("所依据的读法：\n", "rests on the readings:\n");
    for (const std::size_t index : checked_.readings) {
      const Reading& reading = rulebook_.model->readings[index];
      const Answer& chosen = reading.answers[rulebook_.choice.answers[index]];
      const auto name = [&](const Answer& answer) { return answer.label.empty() ? answer.id : answer.label.in(words_.language()); };
      out_ += "  " + reading.id + pick("　", "  ") + reading.question.in(words_.language()) + '\n';
      out_ += "    " + chosen.id + pick("：", ": ") + name(chosen);
      if (!chosen.basis.empty()) out_ += pick("（", " (") + chosen.basis.in(words_.language()) + pick("）", ")");
      out_ += '\n';
      formulas(reading);
      std::string others;
      for (const Answer& answer : reading.answers) {
        if (&answer != &chosen) others += (others.empty() ? "" : pick("；", "; ")) + answer.id + pick("：", ": ") + name(answer);
      }
      if (!others.empty()) out_ += "    " + pick("或 ", "or ") + others + '\n';
    }
  }

  const CheckedRulebook& rulebook_;
  const CheckedNorm& checked_;
  const Norm& norm_;
  Describer words_;
  std::vector<std::string> quoted_;
  std::map<std::string, const Typed*> answers_;
  std::string out_;
};

}  // namespace report_internal

TIANYA_RULES_INLINE std::string show_text(const CheckedRulebook& rulebook, std::size_t norm, Language language) {
  return report_internal::ShowText(rulebook, norm, language).write();
}

TIANYA_RULES_END_NAMESPACE
