// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/report/messages.hpp"
#include "tianya_rules/report/sentences.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE Messages::Messages(Judge judge, Date as_of)
    : judge_(std::move(judge)), as_of_(as_of), said_(judge_.model().norms.size()), sentences_(said_.size()) {}

TIANYA_RULES_INLINE const Sentences& Messages::sentences(std::size_t norm, Language language) {
  std::optional<Sentences>& made = sentences_[norm][static_cast<std::size_t>(language)];
  if (!made) made.emplace(judge_, as_of_, norm, language);
  return *made;
}

/// What is said of every subject alike, so that it is worked out once a norm.
TIANYA_RULES_INLINE bool Messages::is_repeated(const FindingData& data, Verdict verdict) const {
  if (data.not_in_force) return false;
  if (verdict == Verdict::kNotApplicable) return true;
  return judge_.model().norms[data.norm].kind != NormKind::kDeadline &&
         (verdict == Verdict::kCompliant || verdict == Verdict::kNotTriggered);
}

TIANYA_RULES_INLINE bool Messages::needs_explanation(const FindingData& data) const {
  const Norm& norm = judge_.model().norms[data.norm];
  const Verdict verdict = verdict_of(data.bits, norm.kind);
  if (data.not_in_force) return false;
  if (verdict == Verdict::kViolated || verdict == Verdict::kTriggered) return true;
  return norm.kind == NormKind::kDeadline && verdict == Verdict::kCompliant;
}

TIANYA_RULES_INLINE std::string Messages::message(const FindingData& data, const Explanation* explanation, Language language) {
  const Verdict verdict = verdict_of(data.bits, judge_.model().norms[data.norm].kind);
  if (!is_repeated(data, verdict)) return work_out(data, explanation, language);
  std::string& text = said_[data.norm][verdict == Verdict::kNotApplicable ? 1 : 0][static_cast<std::size_t>(language)];
  if (text.empty()) text = work_out(data, explanation, language);
  return text;
}

TIANYA_RULES_INLINE std::string Messages::work_out(const FindingData& data, const Explanation* explanation, Language language) {
  const Norm& norm = judge_.model().norms[data.norm];
  const Sentences& sentences = this->sentences(data.norm, language);
  if (data.not_in_force) return sentences.not_in_force();
  switch (verdict_of(data.bits, norm.kind)) {
    case Verdict::kUndetermined:
      return sentences.undetermined(data);
    case Verdict::kNotApplicable:
      return sentences.not_applicable();
    case Verdict::kPending:
      return sentences.pending(data);
    case Verdict::kNotTriggered:
      return sentences.pick("情形不成立。", "The ground does not exist.");
    case Verdict::kTriggered:
      return sentences.conditions(explanation);
    case Verdict::kCompliant:
      if (norm.kind == NormKind::kDeadline) return sentences.in_time(data, explanation);
      return norm.kind == NormKind::kBan ? sentences.pick("没有所禁止的情形。", "What is forbidden did not occur.")
                                         : sentences.pick("符合要求。", "What is required is met.");
    case Verdict::kViolated:
      return norm.kind == NormKind::kDeadline ? sentences.late(data, explanation) : sentences.conditions(explanation);
  }
  return {};
}

TIANYA_RULES_INLINE std::string message_of(const Judge& judge, Date as_of, const FindingData& data, const Explanation& explanation,
                                           Language language) {
  return Messages(judge, as_of).message(data, &explanation, language);
}

TIANYA_RULES_END_NAMESPACE
