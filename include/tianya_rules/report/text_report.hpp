// SPDX-License-Identifier: Apache-2.0
/// TextReport: findings as a person wants to read them, piece by piece, so that a report of any length can be streamed. Floor:
/// report.
///
///     const TextReport report(judge, {Language::kEnglish, false});
///     text = report.heading(head) + report.subject(entity, id) + report.finding(data, message) + report.totals(summary, {});
///
/// Marks never stand without a word, and colour never carries meaning alone. Texts that come from the facts (ids) are shown
/// without control characters.
///
/// Threads: reads only. Tested by tests/cpp/report_test.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/finding.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct TextStyle {
  Language language = Language::kEnglish;
  bool colour = false;
};

/// An absent attribute and how many findings wait for it.
struct MissingFact {
  std::size_t entity = 0;
  std::size_t attribute = 0;
  std::uint64_t findings = 0;
};

class TIANYA_RULES_API TextReport {
 public:
  TextReport(Judge judge, TextStyle style) : judge_(std::move(judge)), style_(style) {}

  /// Ranks from `kFine` on are usually only counted.
  static constexpr std::size_t kFine = 4;
  /// 0 is the gravest: violated, triggered, undetermined, pending, then what is fine.
  [[nodiscard]] static std::size_t rank(Verdict verdict);

  [[nodiscard]] std::string heading(const ReportHead& head) const;
  /// The line above one record's findings.
  [[nodiscard]] std::string subject(std::size_t entity, std::string_view id) const;
  [[nodiscard]] std::string finding(const FindingData& data, std::string_view message) const;
  [[nodiscard]] std::string totals(const std::array<std::uint64_t, kVerdictCount>& summary,
                                   const std::vector<MissingFact>& most_missing) const;
  [[nodiscard]] std::string warnings(const std::vector<FactWarning>& warnings, std::uint64_t count) const;
  /// `case`, as the vocabulary's label has it.
  [[nodiscard]] std::string entity_label(std::size_t entity) const;
  [[nodiscard]] Language language() const { return style_.language; }

 private:
  [[nodiscard]] std::string pick(const char* zh, const char* en) const { return style_.language == Language::kChinese ? zh : en; }
  [[nodiscard]] std::string painted(const char* colour, const std::string& text) const;
  [[nodiscard]] std::string readings_line() const;

  Judge judge_;
  TextStyle style_;
};

/// The findings as text, grouped by subject.
TIANYA_RULES_API std::string to_text(const Findings& findings, TextStyle style);

/// `12,400,000`.
TIANYA_RULES_API std::string grouped_digits(std::uint64_t number);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/text_report-inl.hpp"
#endif
