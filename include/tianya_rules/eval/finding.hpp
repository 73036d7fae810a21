// SPDX-License-Identifier: Apache-2.0
/// Finding and Findings: what a norm says of one subject, with everything a report needs. Floor: eval.
///
/// Findings own what they speak of (rulebook, facts) and are immutable; a Finding is a light handle that keeps them alive.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/explanation.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/facts/readers.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The head of a report: all that is not findings.
struct ReportHead {
  Date as_of;
  std::optional<Date> published_on;
  std::optional<Date> known_on;
  std::optional<std::string> facts_digest;
};

class TIANYA_RULES_API Finding {
 public:
  [[nodiscard]] std::string_view rule_id() const;
  [[nodiscard]] const Norm& norm() const;
  [[nodiscard]] std::string_view cites() const;
  [[nodiscard]] std::string_view bearer() const;  ///< Its id.
  [[nodiscard]] std::string_view entity() const;  ///< The subject's type.
  [[nodiscard]] std::string_view subject_id() const;
  [[nodiscard]] Verdict verdict() const;
  [[nodiscard]] std::vector<Verdict> possible() const;  ///< In the order of the verdict table; one unless undetermined.
  [[nodiscard]] const FindingData& data() const;
  [[nodiscard]] std::optional<Date> due() const;
  [[nodiscard]] std::vector<std::string_view> missing() const;  ///< Attribute names.
  [[nodiscard]] std::vector<std::string_view> needs_judgement() const;
  [[nodiscard]] Explanation explanation() const;
  [[nodiscard]] const Judge& judge() const;
  [[nodiscard]] Date as_of() const;

  /// One or two sentences; what the report calls `message`. Body in report/.
  [[nodiscard]] std::string message(Language language) const;
  /// The sentence, then the tree and the deadline's ledger. `language`: "zh" or "en". Body in report/.
  [[nodiscard]] std::string explain(std::string_view language) const;

 private:
  friend class Findings;
  friend class FindingsBuilder;
  std::shared_ptr<const struct FindingsData> all_;
  std::size_t index_ = 0;
};

class TIANYA_RULES_API Findings {
 public:
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Finding operator[](std::size_t index) const;
  /// Those with the verdict, in report order.
  [[nodiscard]] std::vector<Finding> with(Verdict verdict) const;
  [[nodiscard]] std::vector<Finding> violated() const { return with(Verdict::kViolated); }
  [[nodiscard]] std::vector<Finding> triggered() const { return with(Verdict::kTriggered); }
  [[nodiscard]] std::vector<Finding> pending() const { return with(Verdict::kPending); }
  [[nodiscard]] std::vector<Finding> undetermined() const { return with(Verdict::kUndetermined); }
  /// Counts by verdict, zeros included.
  [[nodiscard]] const std::array<std::uint64_t, kVerdictCount>& summary() const;
  [[nodiscard]] const ReportHead& head() const;
  [[nodiscard]] const Judge& judge() const;
  [[nodiscard]] const std::vector<FactWarning>& warnings() const;
  [[nodiscard]] std::uint64_t warning_count() const;

 private:
  friend class FindingsBuilder;
  std::shared_ptr<const struct FindingsData> data_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/finding-inl.hpp"
#endif
