// SPDX-License-Identifier: Apache-2.0
/// Verdicts: the set of outcomes still possible, one byte a norm and row. Floor: eval.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// In the order in which `possible` lists them.
enum class Verdict : std::uint8_t { kCompliant, kViolated, kPending, kTriggered, kNotTriggered, kNotApplicable, kUndetermined };
inline constexpr std::size_t kVerdictCount = 7;

/// The bits of a verdict byte. The norm's kind supplies the name of the first two.
inline constexpr std::uint8_t kBitCompliant = 1;  ///< or triggered
inline constexpr std::uint8_t kBitViolated = 2;   ///< or not_triggered
inline constexpr std::uint8_t kBitPending = 4;
inline constexpr std::uint8_t kBitNotApplicable = 8;
inline constexpr std::uint8_t kPossibleBits = 15;
inline constexpr std::uint8_t kBitError = 64;         ///< some of the doubt is an error
inline constexpr std::uint8_t kBitProvisional = 128;  ///< a due date rests on an unpublished day, or some of the doubt is one

/// `violated`, `not_applicable` …: the word in every format.
TIANYA_RULES_API std::string_view to_string(Verdict verdict);
TIANYA_RULES_API LocalizedText label_of(Verdict verdict);

/// The verdict of a byte: the one outcome that is left, or undetermined.
TIANYA_RULES_API Verdict verdict_of(std::uint8_t bits, NormKind kind);
/// All outcomes that a byte leaves open, in the order of `Verdict`.
TIANYA_RULES_API std::vector<Verdict> possible_of(std::uint8_t bits, NormKind kind);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/verdict-inl.hpp"
#endif
