// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/verdict.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE std::string_view to_string(Verdict verdict) {
  static constexpr std::array<std::string_view, kVerdictCount> kNames = {
      "compliant", "violated", "pending", "triggered", "not_triggered", "not_applicable", "undetermined"};
  return kNames[static_cast<std::size_t>(verdict)];
}

TIANYA_RULES_INLINE LocalizedText label_of(Verdict verdict) {
  static constexpr std::array<std::string_view, kVerdictCount> kChinese = {"合规",   "违反",   "未到期",  "触发",
                                                                           "未触发", "不适用", "无法认定"};
  static constexpr std::array<std::string_view, kVerdictCount> kEnglish = {
      "compliant", "violated", "pending", "triggered", "not triggered", "not applicable", "undetermined"};
  const auto at = static_cast<std::size_t>(verdict);
  return {std::string(kChinese[at]), std::string(kEnglish[at])};
}

TIANYA_RULES_INLINE Verdict verdict_of(std::uint8_t bits, NormKind kind) {
  const bool trigger = kind == NormKind::kTrigger;
  switch (bits & kPossibleBits) {
    case kBitCompliant:
      return trigger ? Verdict::kTriggered : Verdict::kCompliant;
    case kBitViolated:
      return trigger ? Verdict::kNotTriggered : Verdict::kViolated;
    case kBitPending:
      return Verdict::kPending;
    case kBitNotApplicable:
      return Verdict::kNotApplicable;
    default:
      return Verdict::kUndetermined;
  }
}

TIANYA_RULES_INLINE std::vector<Verdict> possible_of(std::uint8_t bits, NormKind kind) {
  const bool trigger = kind == NormKind::kTrigger;
  std::vector<Verdict> possible;
  if ((bits & kBitCompliant) != 0) possible.push_back(trigger ? Verdict::kTriggered : Verdict::kCompliant);
  if ((bits & kBitViolated) != 0) possible.push_back(trigger ? Verdict::kNotTriggered : Verdict::kViolated);
  if ((bits & kBitPending) != 0) possible.push_back(Verdict::kPending);
  if ((bits & kBitNotApplicable) != 0) possible.push_back(Verdict::kNotApplicable);
  return possible;
}

TIANYA_RULES_END_NAMESPACE
