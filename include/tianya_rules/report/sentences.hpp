// SPDX-License-Identifier: Apache-2.0
/// Sentences: the wordings that messages and explanations are put together from. Floor: report.
#pragma once

#include <string>
#include <vector>

#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/report/describe.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

/// A sentence begins with a capital, as far as that is ASCII.
inline std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace report_internal

/// The code of an error value in words: `working days outside the calendar`.
TIANYA_RULES_API std::string error_text(std::string_view code, Language language);

class TIANYA_RULES_API Sentences {
 public:
  /// Keeps a copy of the judge, which is cheap.
  Sentences(const Judge& judge, Date as_of, std::size_t norm, Language language);

  [[nodiscard]] std::string not_in_force() const;
  [[nodiscard]] std::string not_applicable() const;
  [[nodiscard]] std::string undetermined(const FindingData& data) const;
  [[nodiscard]] std::string pending(const FindingData& data) const;
  [[nodiscard]] std::string in_time(const FindingData& data, const Explanation* explanation) const;
  [[nodiscard]] std::string late(const FindingData& data, const Explanation* explanation) const;
  /// A duty or ban that is violated, a trigger that is triggered: what is decisive, with values.
  [[nodiscard]] std::string conditions(const Explanation* explanation) const;
  /// How the due date came about: `10 working days from the day after 2026-09-21; promised: 10`.
  [[nodiscard]] std::string reckoning(const ExplainedDeadline& deadline) const;
  /// What a deadline's `done` is called.
  [[nodiscard]] const std::string& done_label() const { return done_; }
  /// An atom with its values. `demanded`: it should hold and does not, and that is to be said.
  [[nodiscard]] std::string as_it_is(const ExplainedCondition& atom, bool demanded = false) const;
  [[nodiscard]] std::string verdict_name(Verdict verdict) const;
  [[nodiscard]] const Describer& words() const { return words_; }
  [[nodiscard]] std::string pick(const char* zh, const char* en) const { return chinese() ? zh : en; }

 private:
  [[nodiscard]] bool chinese() const { return words_.language() == Language::kChinese; }
  /// One more sentence of a message.
  [[nodiscard]] std::string sentence(const std::string& text) const;
  [[nodiscard]] std::string days(std::int64_t n) const;
  [[nodiscard]] std::string values_of(const ExplainedCondition& atom, const char* one_zh, const char* one_en) const;
  [[nodiscard]] std::string provisional(const FindingData& data) const;
  [[nodiscard]] std::string list_facts(const std::vector<std::size_t>& attributes) const;

  Judge judge_;
  Date as_of_;
  const CheckedNorm& checked_;
  const Norm& norm_;
  Describer words_;
  std::string done_;  ///< Of a deadline: what `done` is called,
  std::string by_;    ///< and the due date where it is an expression.
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/sentences-inl.hpp"
#endif
