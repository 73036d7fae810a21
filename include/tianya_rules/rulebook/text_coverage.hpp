// SPDX-License-Identifier: Apache-2.0
/// text_coverage: which words of the text are claimed, by what, and what share of them. Floor: rulebook.
///
/// A word is claimed by a quotation of a norm, derived fact, reading or parameter, or by being declared non-operative. White space,
/// punctuation, labels and headings do not count.
///
///     const TextCoverage coverage = text_coverage(model);
///     coverage.share();   // 1.0: every phrase is claimed
///     coverage.units[i].pieces;   // the text of model.units[i], cut where the claims change
///
/// Tested by tests/cpp/rulebook_load_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What claims words: `index` into RulebookModel's norms, derived, readings, parameters or non_operative.
struct TextClaim {
  enum class Kind : std::uint8_t { kNorm, kDerived, kReading, kParameter, kNonOperative } kind = Kind::kNorm;
  std::size_t index = 0;
};

/// A run of a unit's text with the same claims: bytes [begin, end).
struct TextPiece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<TextClaim> claims;  ///< Empty: unclaimed. A piece of mere white space or punctuation may well be.
  std::size_t counted = 0;        ///< Characters in it that count.
};

struct UnitCoverage {
  std::vector<TextPiece> pieces;  ///< All of the unit's own text, in order; its items have entries of their own.
  std::size_t counted = 0;
  std::size_t claimed = 0;
};

struct TextCoverage {
  std::vector<UnitCoverage> units;  ///< As RulebookModel::units.
  std::size_t counted = 0;
  std::size_t claimed = 0;
  /// From 0 to 1; 1 where nothing counts.
  [[nodiscard]] double share() const { return counted == 0 ? 1.0 : static_cast<double>(claimed) / static_cast<double>(counted); }
};

TIANYA_RULES_API TextCoverage text_coverage(const RulebookModel& model);

/// Whether a character counts: neither white space nor punctuation.
TIANYA_RULES_API bool is_counted_character(char32_t code_point);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/text_coverage-inl.hpp"
#endif
