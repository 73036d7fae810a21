// SPDX-License-Identifier: Apache-2.0
/// Limits on what a stranger's bytes may ask of the library, all in this one place. Floor: base.
///
/// Whatever passes one is told so, as a diagnostic or (a pattern or a list that facts make) an error value; nothing is cut off
/// silently. They leave room for the official CEL tests. Documented in docs/limits.md; tested at the edge, from both sides, by
/// tests/cpp/limits_test.cpp and eval_elements_test.cpp.
#pragma once

#include <cstddef>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

inline constexpr std::size_t kMaxDiagnostics = 100;  ///< Kept and shown; further ones are only counted.

// Conditions.
inline constexpr std::size_t kMaxExpressionBytes = 64 * 1024;
inline constexpr std::size_t kMaxNestingDepth = 250;  ///< Parentheses, lists, `?:`, operators in one chain; not `&&` and `||`.
inline constexpr std::size_t kMaxTypedDepth = 500;    ///< The same with the answers of readings in it.
inline constexpr std::size_t kMaxNodes = 20'000;
inline constexpr std::size_t kMaxTypedNodes = 200'000;       ///< Parts of a condition with the answers of readings in it.
inline constexpr std::size_t kMaxRulebookParts = 1'000'000;  ///< Of all conditions, with the default answers; each answer once.
inline constexpr std::size_t kMaxAnswerParts = 1'000'000;    ///< Of answers at their places, of a rulebook.
inline constexpr std::size_t kMaxListLiteral = 10'000;
inline constexpr std::size_t kMaxRegexBytes = 1'000;
inline constexpr int kMaxReadingsDeep = 32;         ///< Readings whose answers use readings.
inline constexpr int kMaxReadingsExpanded = 2'000;  ///< In one condition, with those that answers use.

// Rulebooks.
inline constexpr std::size_t kMaxYamlBytes = 4 * 1024 * 1024;  ///< a file
inline constexpr std::size_t kMaxYamlDepth = 40;
inline constexpr std::size_t kMaxYamlFiles = 1'000;
inline constexpr std::size_t kMaxUnits = 20'000;  ///< of the text
inline constexpr std::size_t kMaxEntities = 200;
inline constexpr std::size_t kMaxAttributes = 2'000;  ///< of an entity; derived facts as many again
inline constexpr std::size_t kMaxReadings = 1'000;
inline constexpr std::size_t kMaxAnswers = 100;  ///< of a reading
inline constexpr std::size_t kMaxNorms = 10'000;

// Calendars.
inline constexpr int kMaxEstimatedYears = 10;  ///< Beyond the last notice.
inline constexpr int kMaxRuleDays = 31;        ///< Of one statutory holiday, and by how much it is moved.

// Facts.
inline constexpr std::size_t kMaxJsonDepth = 16;
inline constexpr std::size_t kMaxRecordBytes = 16 * 1024 * 1024;    ///< A line of NDJSON, a row of CSV.
inline constexpr std::size_t kMaxJsonBytes = std::size_t{2} << 30;  ///< A JSON file is held in memory; NDJSON and CSV are not.
inline constexpr std::size_t kMaxCsvColumns = 4096;
inline constexpr std::size_t kMaxListElements = 65'536;  ///< Of a condition's lists, too, with the lists in them.
inline constexpr std::size_t kMaxRowElements = std::size_t{16}
                                               << 20;  ///< What one operation walks through, or makes, for one record.
inline constexpr std::size_t kMaxFactsErrors = kMaxDiagnostics;
inline constexpr std::size_t kMaxWarnings = 1'000;  ///< Listed; further ones are only counted.

TIANYA_RULES_END_NAMESPACE
