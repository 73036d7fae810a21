// SPDX-License-Identifier: Apache-2.0
/// report: findings as JSON, NDJSON, CSV and text. Floor: report.
///
///     const Findings findings = book.check_json(facts, options).value();
///     std::string json = to_json(findings);                       // the whole report
///     std::string line = to_json(findings.violated().front());    // one finding
///
/// Streams are written with `ReportWriter`, one finding after the other: a report is `head_fields`, the findings, `closing_fields`.
///
/// Threads: free functions; a ReportWriter is read only. Tested by tests/cpp/report_json_test.cpp, tests/cpp/report_test.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/report/json.hpp"
#include "tianya_rules/report/messages.hpp"
#include "tianya_rules/report/text_report.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The report as one JSON document, a finding a line.
TIANYA_RULES_API std::string to_json(const Findings& findings);
/// One finding as a JSON object on one line, no line feed.
TIANYA_RULES_API std::string to_json(const Finding& finding);
/// A finding a line, then one line with everything else of the report.
TIANYA_RULES_API std::string to_ndjson(const Findings& findings);
/// A heading and a row a finding; `language` is that of the messages.
TIANYA_RULES_API std::string to_csv(const Findings& findings, Language language);

/// Writes findings one by one, in the order given.
class TIANYA_RULES_API ReportWriter {
 public:
  explicit ReportWriter(Judge judge);

  /// The finding as a JSON object on one line, no line feed.
  void append_json(std::string& out, const FindingData& data, std::string_view id, std::string_view message_zh,
                   std::string_view message_en) const;
  /// The finding as a row of CSV, ended by a line feed. Lists are joined by `|`; an error is `code` or `code:attribute`.
  void append_csv(std::string& out, const FindingData& data, std::string_view id, std::string_view message) const;
  [[nodiscard]] static std::string_view csv_heading();

 private:
  /// What all findings of one norm begin with.
  struct Prefix {
    std::string json, csv;
  };
  Judge judge_;
  std::vector<Prefix> prefixes_;
};

/// `"schema": 1, … "facts_digest": "sha256:…"`: all of the report that comes before the findings, without braces.
TIANYA_RULES_API std::string head_fields(const Judge& judge, const ReportHead& head);
/// `"summary": {…}, "warnings": […]`: all that comes after them. Beyond those listed, warnings are only counted: a last entry
/// with code `further_warnings` and `count` says how many more there were.
TIANYA_RULES_API std::string closing_fields(const RulebookModel& model, const std::array<std::uint64_t, kVerdictCount>& summary,
                                            const std::vector<FactWarning>& warnings, std::uint64_t warning_count);

/// One finding explained: a sentence, the conditions with what decided, the due date with its account. Ends with a line feed.
TIANYA_RULES_API std::string explain_text(const Judge& judge, Date as_of, std::string_view id, const FindingData& data,
                                          const Explanation& explanation, Language language);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/explain_text-inl.hpp"
#include "tianya_rules/report/report-inl.hpp"
#endif
