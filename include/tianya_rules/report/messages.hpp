// SPDX-License-Identifier: Apache-2.0
/// messages: what a report says of one finding, in one or two sentences. Floor: report.
///
///     Messages messages(judge, as_of);
///     const FindingData data = block.finding(position, row);
///     std::optional<Explanation> why;
///     if (messages.needs_explanation(data)) why = judge.explain(table, row, data.norm, as_of, scratch);
///     text = messages.message(data, why ? &*why : nullptr, Language::kEnglish);
///
/// Most findings of a large batch need no explanation (met, not applicable, undetermined): that is what makes writing them cheap.
///
/// Threads: one object a thread (it remembers what it said of a norm). Tested by tests/cpp/report_test.cpp.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/report/sentences.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API Messages {
 public:
  /// Keeps a copy of the judge, which is cheap.
  Messages(Judge judge, Date as_of);

  /// Whether `message` can say more of this finding when it is told why.
  [[nodiscard]] bool needs_explanation(const FindingData& data) const;
  /// `explanation` may be nullptr; the message then says less.
  [[nodiscard]] std::string message(const FindingData& data, const Explanation* explanation, Language language);

 private:
  [[nodiscard]] bool is_repeated(const FindingData& data, Verdict verdict) const;
  [[nodiscard]] std::string work_out(const FindingData& data, const Explanation* explanation, Language language);
  [[nodiscard]] const Sentences& sentences(std::size_t norm, Language language);

  Judge judge_;
  Date as_of_;
  /// Said before: [norm][not applicable][language].
  std::vector<std::array<std::array<std::string, 2>, 2>> said_;
  std::vector<std::array<std::optional<Sentences>, 2>> sentences_;  ///< [norm][language], made at first use
};

/// The message of a finding whose explanation is at hand.
TIANYA_RULES_API std::string message_of(const Judge& judge, Date as_of, const FindingData& data, const Explanation& explanation,
                                        Language language);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/messages-inl.hpp"
#endif
