// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/report/report.hpp"
#include "tianya_rules/report/sentences.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

/// One explained finding on its way to text.
class ExplainText {
 public:
  ExplainText(const Judge& judge, Date as_of, const FindingData& data, const Explanation& explanation, Language language)
      : judge_(judge),
        as_of_(as_of),
        data_(data),
        explanation_(explanation),
        norm_(judge.model().norms[data.norm]),
        sentences_(judge, as_of, data.norm, language) {}

  std::string write(std::string_view id) {
    heading(id);
    if (data_.not_in_force) return std::move(out_);
    if (explanation_.applies_condition) section(pick("适用", "applies"), applies_word(), *explanation_.applies_condition, true);
    const bool applies = explanation_.applies != Truth::kFalse;
    if (explanation_.test) section(test_title(), test_word(explanation_.test->truth), *explanation_.test, applies);
    if (explanation_.applies_condition || explanation_.test) {
      out_ += pick("（● 起决定作用，○ 不起决定作用）\n", "(● decides, ○ does not decide)\n");
    }
    if (explanation_.deadline) deadline(*explanation_.deadline);
    readings();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string pick(const char* zh, const char* en) const { return sentences_.pick(zh, en); }
  [[nodiscard]] Language language() const { return sentences_.words().language(); }

  void heading(std::string_view id) {
    const RulebookModel& model = judge_.model();
    const std::string verdict = sentences_.verdict_name(verdict_of(data_.bits, norm_.kind));
    out_ += capitalised(verdict) + pick("：", ": ") + message_of(judge_, as_of_, data_, explanation_, language()) + "\n\n";
    const LocalizedText& entity = model.vocabulary.entities[norm_.about].label;
    const std::string subject =
        (entity.empty() ? model.vocabulary.entities[norm_.about].name : entity.in(language())) + ' ' + show_control_characters(id);
    const std::string bearer = model.bearers[norm_.bearer].label.in(language());
    out_ += norm_.id + "  " + norm_.title.in(language()) + pick("（", " (") + norm_.cites + pick("）", ")") + " · " + subject +
            " · " + pick("截至 ", "as of ") + as_of_.iso() + " · " + pick("责任：", "who must act: ") + bearer + '\n';
  }

  [[nodiscard]] std::string test_title() const {
    switch (norm_.kind) {
      case NormKind::kBan:
        return pick("所禁止的情形", "what is forbidden");
      case NormKind::kTrigger:
        return pick("情形", "the ground");
      default:
        return pick("要求", "what is required");
    }
  }

  [[nodiscard]] std::string in_doubt(Truth truth) const {
    return truth == Truth::kUnknown ? pick("不明", "unknown") : pick("无法算出", "cannot be worked out");
  }

  [[nodiscard]] std::string applies_word() const {
    if (explanation_.applies == Truth::kTrue) return pick("是", "yes");
    return explanation_.applies == Truth::kFalse ? pick("否", "no") : in_doubt(explanation_.applies);
  }

  [[nodiscard]] std::string test_word(Truth truth) const {
    if (truth != Truth::kTrue && truth != Truth::kFalse) return in_doubt(truth);
    const bool holds = truth == Truth::kTrue;
    switch (norm_.kind) {
      case NormKind::kBan:
        return holds ? pick("出现", "occurred") : pick("没有出现", "did not occur");
      case NormKind::kTrigger:
        return holds ? pick("成立", "exists") : pick("不成立", "does not exist");
      default:
        return holds ? pick("达到", "is met") : pick("未达到", "is not met");
    }
  }

  [[nodiscard]] std::string truth_word(Truth truth) const {
    switch (truth) {
      case Truth::kTrue:
        return pick("成立    ", "holds    ");
      case Truth::kFalse:
        return pick("不成立  ", "fails    ");
      case Truth::kUnknown:
        return pick("不明    ", "unknown  ");
      case Truth::kError:
        return pick("算不出  ", "error    ");
    }
    return {};
  }

  void section(const std::string& title, const std::string& outcome, const ExplainedCondition& condition, bool decides) {
    out_ += title + pick("：", ": ") + outcome + '\n';
    if (condition.kind != Condition::Kind::kAll) return node(condition, 1, decides);
    below(condition, 1, decides);
  }

  void node(const ExplainedCondition& condition, std::size_t depth, bool decides) {
    out_ += std::string(depth * 2, ' ') + (decides && condition.decisive ? "● " : "○ ") + truth_word(condition.truth);
    if (condition.kind == Condition::Kind::kAtom) {
      out_ += sentences_.as_it_is(condition);
      for (const std::size_t reading : condition.readings) {
        out_ += pick("（", " (") + sentences_.words().reading(reading) + pick("）", ")");
      }
    } else {
      out_ += condition.kind == Condition::Kind::kAll   ? pick("以下全部：", "all of these:")
              : condition.kind == Condition::Kind::kAny ? pick("以下任一：", "any of these:")
                                                        : pick("并非：", "not this:");
    }
    if (condition.source != nullptr && condition.source->quote) out_ += "  「" + condition.source->quote->text + "」";
    out_ += '\n';
    below(condition, depth + 2, decides && condition.decisive);
  }

  /// A list that is no more than a list is not announced.
  void below(const ExplainedCondition& condition, std::size_t depth, bool decides) {
    for (const ExplainedCondition& item : condition.items) {
      const bool quoted = item.source != nullptr && item.source->quote;
      const bool plain =
          item.kind == Condition::Kind::kAll && !quoted && (condition.kind == Condition::Kind::kAtom || item.items.size() == 1);
      if (plain)
        below(item, depth, decides && item.decisive);
      else
        node(item, depth, decides);
    }
  }

  void line(const std::string& title, const std::string& text) { out_ += "  " + title + pick("：", ": ") + text + '\n'; }

  void deadline(const ExplainedDeadline& deadline) {
    const bool outside = verdict_of(data_.bits, norm_.kind) == Verdict::kNotApplicable;
    if (outside) return;
    const bool open = !deadline.due && deadline.earliest;
    out_ += pick("到期日：", "due: ") +
            (deadline.due ? Date::from_days(*deadline.due).iso()
             : open       ? pick("未能确定", "not settled")
                          : pick("无", "none")) +
            (deadline.provisional ? pick("（暂定）", " (provisional)") : "") + '\n';
    const std::string how = sentences_.reckoning(deadline);
    if (!how.empty()) line(pick("计算", "reckoned"), how);
    if (deadline.earliest && deadline.due != deadline.earliest)
      line(pick("最早", "at the earliest"), Date::from_days(*deadline.earliest).iso());
    if (deadline.latest && deadline.due != deadline.latest)
      line(pick("最晚", "at the latest"), Date::from_days(*deadline.latest).iso());
    ledger(deadline);
    out_ += sentences_.done_label() + pick("：", ": ") + sentences_.words().value(deadline.done) + '\n';
  }

  void ledger(const ExplainedDeadline& deadline) {
    const auto known = [](const EvaluatedValue& value) { return value.state == EvaluatedValue::State::kKnown; };
    const auto day = [](const EvaluatedValue& value) { return Date::from_days(static_cast<std::int32_t>(value.value.integer)); };
    if (deadline.has_by || !known(deadline.after) || !known(deadline.amount) || !deadline.due) return;
    const std::optional<WorkingCalendar> calendar = judge_.working_calendar(deadline.calendar);
    if (!calendar) return;
    LedgerRequest request;
    request.start = day(deadline.after);
    const std::int64_t amount = deadline.amount.value.integer;
    if (deadline.unit == Deadline::Unit::kWorkdays) request.workdays = amount;
    if (deadline.unit == Deadline::Unit::kDays) request.period = Period{0, 0, amount};
    if (deadline.unit == Deadline::Unit::kMonths) request.period = Period{0, amount, 0};
    if (deadline.has_extension && known(deadline.extended_by)) request.excluded = deadline.extended_by.value.integer;
    if (deadline.has_pause && known(deadline.pause_from) && known(deadline.pause_to)) {
      request.pause_from = day(deadline.pause_from), request.pause_to = day(deadline.pause_to);
    }
    const Result<Ledger> made = make_ledger(*calendar, request);
    if (!made.ok()) return;
    const std::string grid = ledger_grid(*made, language()) + ledger_holidays(*made, language());
    for (std::size_t at = 0; at < grid.size();) {
      const std::size_t end = std::min(grid.find('\n', at), grid.size());
      out_ += end > at ? "    " + grid.substr(at, end - at) + '\n' : "\n";
      at = end + 1;
    }
  }

  void readings() {
    if (explanation_.readings.empty()) return;
    out_ += pick("所依据的读法：", "rests on the readings:") + '\n';
    for (const std::size_t reading : explanation_.readings) {
      std::string text = sentences_.words().reading_with_basis(reading);
      const std::string lead = pick("读法", "reading ");
      if (text.compare(0, lead.size(), lead) == 0) text.erase(0, lead.size());
      out_ += "  " + text + '\n';
    }
  }

  const Judge& judge_;
  Date as_of_;
  const FindingData& data_;
  const Explanation& explanation_;
  const Norm& norm_;
  Sentences sentences_;
  std::string out_;
};

}  // namespace report_internal

TIANYA_RULES_INLINE std::string explain_text(const Judge& judge, Date as_of, std::string_view id, const FindingData& data,
                                             const Explanation& explanation, Language language) {
  return report_internal::ExplainText(judge, as_of, data, explanation, language).write(id);
}

TIANYA_RULES_END_NAMESPACE
