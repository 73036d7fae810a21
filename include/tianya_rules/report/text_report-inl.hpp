// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/describe.hpp"
#include "tianya_rules/report/messages.hpp"
#include "tianya_rules/report/text_report.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

struct VerdictMark {
  const char* mark;
  const char* colour;
};

inline VerdictMark mark_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kViolated:
      return {"✗", "\033[31m"};
    case Verdict::kTriggered:
      return {"!", "\033[35m"};
    case Verdict::kUndetermined:
      return {"?", "\033[33m"};
    case Verdict::kPending:
      return {"…", "\033[36m"};
    case Verdict::kCompliant:
    case Verdict::kNotTriggered:
      return {"✓", "\033[32m"};
    case Verdict::kNotApplicable:
      break;
  }
  return {"-", ""};
}

}  // namespace report_internal

TIANYA_RULES_INLINE std::string grouped_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

TIANYA_RULES_INLINE std::size_t TextReport::rank(Verdict verdict) {
  switch (verdict) {
    case Verdict::kViolated:
      return 0;
    case Verdict::kTriggered:
      return 1;
    case Verdict::kUndetermined:
      return 2;
    case Verdict::kPending:
      return 3;
    case Verdict::kCompliant:
      return 4;
    case Verdict::kNotTriggered:
      return 5;
    case Verdict::kNotApplicable:
      return 6;
  }
  return 6;
}

TIANYA_RULES_INLINE std::string TextReport::painted(const char* colour, const std::string& text) const {
  return style_.colour && *colour != '\0' ? colour + text + "\033[0m" : text;
}

TIANYA_RULES_INLINE std::string TextReport::entity_label(std::size_t entity) const {
  const Entity& declared = judge_.model().vocabulary.entities[entity];
  return declared.label.empty() ? declared.name : declared.label.in(style_.language);
}

TIANYA_RULES_INLINE std::string TextReport::readings_line() const {
  const RulebookModel& model = judge_.model();
  const ReadingChoice& choice = judge_.choice();
  const Describer words(model, choice, 0, style_.language);
  std::string out;
  for (std::size_t i = 0; i < model.readings.size(); ++i) {
    if (choice.answers[i] != model.readings[i].default_answer) out += (out.empty() ? "" : pick("；", "; ")) + words.reading(i);
  }
  if (!out.empty() || model.readings.empty()) return out;
  return pick("读法均为默认", "all readings as by default");
}

TIANYA_RULES_INLINE std::string TextReport::heading(const ReportHead& head) const {
  const RulebookModel& model = judge_.model();
  std::string out = painted("\033[1m", model.title.empty() ? model.id : model.title.in(style_.language)) + '\n';
  out += pick("截至 ", "as of ") + head.as_of.iso();
  const Judge::CalendarInfo& calendar = judge_.calendar();
  if (calendar.published_through)
    out += pick(" · 工作日历已公布至 ", " · calendar published through ") + calendar.published_through->iso();
  if (head.known_on) out += pick(" · 按当日所知 ", " · as known on ") + head.known_on->iso();
  if (head.published_on) out += pick(" · 发布于 ", " · published on ") + head.published_on->iso();
  const std::string readings = readings_line();
  if (!readings.empty()) out += " · " + readings;
  if (!judge_.options().assume.empty()) {
    std::string assumed;
    for (const auto& [path, value] : judge_.options().assume) assumed += (assumed.empty() ? "" : ", ") + path + " = " + value;
    out += pick(" · 空缺时假定 ", " · assumed where absent: ") + show_control_characters(assumed);
  }
  return out + "\n\n";
}

TIANYA_RULES_INLINE std::string TextReport::subject(std::size_t entity, std::string_view id) const {
  return painted("\033[1m", entity_label(entity) + ' ' + show_control_characters(id)) + '\n';
}

TIANYA_RULES_INLINE std::string TextReport::finding(const FindingData& data, std::string_view message) const {
  const RulebookModel& model = judge_.model();
  const Norm& norm = model.norms[data.norm];
  const Verdict verdict = verdict_of(data.bits, norm.kind);
  const auto [mark, colour] = report_internal::mark_of(verdict);
  const bool chinese = style_.language == Language::kChinese;
  const std::size_t width = chinese ? 10 : 16;
  std::string name = label_of(verdict).in(style_.language);
  const std::string gap(width - std::min(width, display_width(name)), ' ');
  const std::string& bearer = model.bearers[norm.bearer].label.in(style_.language);
  const std::string title = norm.title.in(style_.language);
  std::string out = "  " + painted(colour, std::string(mark) + ' ' + name) + gap;
  out += chinese ? norm.cites + "　" + title + "（责任：" + bearer + "）"
                 : title + " (" + norm.cites + "; who must act: " + bearer + ")";
  out += "  " + painted("\033[2m", norm.id) + '\n';
  return out + std::string(4 + width, ' ') + show_control_characters(message) + '\n';
}

TIANYA_RULES_INLINE std::string TextReport::totals(const std::array<std::uint64_t, kVerdictCount>& summary,
                                                   const std::vector<MissingFact>& most_missing) const {
  std::uint64_t all = 0;
  for (const std::uint64_t n : summary) all += n;
  const bool chinese = style_.language == Language::kChinese;
  std::string out =
      chinese ? "合计 " + grouped_digits(all) + " 项认定：" : grouped_digits(all) + (all == 1 ? " finding: " : " findings: ");
  bool first = true;
  for (const Verdict verdict : {Verdict::kViolated, Verdict::kTriggered, Verdict::kPending, Verdict::kUndetermined,
                                Verdict::kCompliant, Verdict::kNotTriggered, Verdict::kNotApplicable}) {
    const std::uint64_t n = summary[static_cast<std::size_t>(verdict)];
    const std::string label = label_of(verdict).in(style_.language);
    out += (first ? "" : " · ") + (chinese ? label + ' ' + grouped_digits(n) : grouped_digits(n) + ' ' + label);
    first = false;
  }
  out += '\n';
  if (most_missing.empty()) return out;
  out += pick("最值得补充的事实：", "facts most worth adding: ");
  for (std::size_t i = 0; i < most_missing.size(); ++i) {
    const MissingFact& fact = most_missing[i];
    const Attribute& attribute = judge_.model().vocabulary.entities[fact.entity].attributes[fact.attribute];
    const std::string label = attribute.label.empty() ? attribute.name : attribute.label.in(style_.language);
    const std::string n = grouped_digits(fact.findings);
    out += i == 0 ? "" : pick("、", ", ");
    out += chinese ? entity_label(fact.entity) + "“" + label + "”（" + attribute.name + "，影响 " + n + " 项" +
                         (attribute.judged ? "，需人工判断）" : "）")
                   : entity_label(fact.entity) + " “" + label + "” (" + attribute.name + ": " + n +
                         (attribute.judged ? ", needs judgement)" : ")");
  }
  return out + '\n';
}

TIANYA_RULES_INLINE std::string TextReport::warnings(const std::vector<FactWarning>& warnings, std::uint64_t count) const {
  static constexpr std::size_t kShown = 10;
  if (count == 0) return {};
  std::string out = pick("提示：", "warnings: ") + grouped_digits(count) + '\n';
  for (std::size_t i = 0; i < std::min(kShown, warnings.size()); ++i) {
    out += "  " + entity_label(warnings[i].entity) + ' ' + show_control_characters(warnings[i].id) + pick("：", ": ") +
           show_control_characters(warnings[i].message.in(style_.language)) + '\n';
  }
  if (count > kShown) out += pick("  其余 ", "  and ") + grouped_digits(count - kShown) + pick(" 条从略\n", " more\n");
  return out;
}

namespace report_internal {

/// Findings on their way to text: those of one record stand together, worst first, and so do the records.
class TextOfFindings {
 public:
  TextOfFindings(const Findings& findings, TextStyle style)
      : findings_(findings), report_(findings.judge(), style), messages_(findings.judge(), findings.head().as_of) {
    for (const Entity& entity : findings.judge().model().vocabulary.entities) waiting_.emplace_back(entity.attributes.size(), 0);
  }

  std::string write() {
    for (std::size_t i = 0; i < findings_.size(); ++i) add(findings_[i]);
    end_of_record();
    std::string out = report_.heading(findings_.head());
    for (const std::string& part : by_rank_) out += part;
    return out + report_.totals(findings_.summary(), most_missing(3)) +
           report_.warnings(findings_.warnings(), findings_.warning_count());
  }

 private:
  void add(const Finding& finding) {
    const bool same = !record_.empty() && record_.front().second.subject_id() == finding.subject_id() &&
                      record_.front().second.norm().about == finding.norm().about;
    if (!same) end_of_record();
    const std::size_t rank = TextReport::rank(finding.verdict());
    if (rank < TextReport::kFine) record_.emplace_back(rank, finding);
    for (const auto* list : {&finding.data().missing, &finding.data().needs_judgement}) {
      for (const std::size_t attribute : *list) ++waiting_[finding.norm().about][attribute];
    }
  }

  void end_of_record() {
    if (record_.empty()) return;
    std::stable_sort(record_.begin(), record_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string& out = by_rank_[record_.front().first];
    out += report_.subject(record_.front().second.norm().about, record_.front().second.subject_id());
    for (const auto& [rank, finding] : record_) {
      std::optional<Explanation> why;
      if (messages_.needs_explanation(finding.data())) why = finding.explanation();
      out += report_.finding(finding.data(), messages_.message(finding.data(), why ? &*why : nullptr, report_.language()));
    }
    out += '\n';
    record_.clear();
  }

  [[nodiscard]] std::vector<MissingFact> most_missing(std::size_t limit) const {
    std::vector<MissingFact> most;
    for (std::size_t entity = 0; entity < waiting_.size(); ++entity) {
      for (std::size_t attribute = 0; attribute < waiting_[entity].size(); ++attribute) {
        if (waiting_[entity][attribute] > 0) most.push_back({entity, attribute, waiting_[entity][attribute]});
      }
    }
    std::stable_sort(most.begin(), most.end(), [](const MissingFact& a, const MissingFact& b) { return a.findings > b.findings; });
    if (most.size() > limit) most.resize(limit);
    return most;
  }

  const Findings& findings_;
  TextReport report_;
  Messages messages_;
  std::array<std::string, TextReport::kFine> by_rank_;
  std::vector<std::pair<std::size_t, Finding>> record_;  ///< (rank, finding) of the record at hand
  std::vector<std::vector<std::uint64_t>> waiting_;      ///< [entity][attribute]
};

}  // namespace report_internal

TIANYA_RULES_INLINE std::string to_text(const Findings& findings, TextStyle style) {
  return report_internal::TextOfFindings(findings, style).write();
}

TIANYA_RULES_END_NAMESPACE
