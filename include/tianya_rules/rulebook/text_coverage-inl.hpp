// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/quote_places.hpp"
#include "tianya_rules/rulebook/text_coverage.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE bool is_counted_character(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (is_text_space(c)) return false;
  if (c < 0x80) return within('0', '9') || within('A', 'Z') || within('a', 'z');
  if (within(0x80, 0xBF) || c == 0xD7 || c == 0xF7) return c == 0xAA || c == 0xB5 || c == 0xBA;
  const bool ideographic = within(0x3005, 0x3007) || within(0x3021, 0x3029);
  if (ideographic) return true;
  return !(within(0x2000, 0x206F) || within(0x3001, 0x303F) || within(0xFE10, 0xFE1F) || within(0xFE30, 0xFE6F) ||
           within(0xFF00, 0xFF0F) || within(0xFF1A, 0xFF20) || within(0xFF3B, 0xFF40) || within(0xFF5B, 0xFF65) || c == 0xFEFF);
}

namespace coverage_internal {
struct Claimed {
  std::size_t begin = 0;
  std::size_t end = 0;
  TextClaim claim;
};
using ClaimedByUnit = std::vector<std::vector<Claimed>>;

TIANYA_RULES_INLINE void claim(const RulebookModel& model, const Quote& quote, std::string_view within, TextClaim by,
                               ClaimedByUnit& all) {
  for (const TextPlace& place : find_words(model.units, quote.unit, quote.text, within)) {
    if (!place.in_heading) all[place.unit].push_back({place.begin, place.end, by});
  }
}

TIANYA_RULES_INLINE ClaimedByUnit all_claims(const RulebookModel& model) {
  using Kind = TextClaim::Kind;
  ClaimedByUnit all(model.units.size());
  const auto claim_all = [&](Kind kind, const auto& owners) {
    for (std::size_t i = 0; i < owners.size(); ++i) {
      for (const Quote& quote : owners[i].quotes) claim(model, quote, {}, {kind, i}, all);
    }
  };
  claim_all(Kind::kNorm, model.norms);
  claim_all(Kind::kDerived, model.derived);
  claim_all(Kind::kReading, model.readings);
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (model.parameters[i].quote) claim(model, *model.parameters[i].quote, {}, {Kind::kParameter, i}, all);
  }
  for (std::size_t i = 0; i < model.non_operative.size(); ++i) {
    claim(model, model.non_operative[i].quote, model.non_operative[i].within, {Kind::kNonOperative, i}, all);
  }
  return all;
}

TIANYA_RULES_INLINE std::size_t count_characters(std::string_view text) {
  std::size_t counted = 0;
  for (std::size_t at = 0; at < text.size();) counted += is_counted_character(decode_code_point(text, at));
  return counted;
}

TIANYA_RULES_INLINE UnitCoverage cover(std::string_view text, const std::vector<Claimed>& claims) {
  std::set<std::size_t> cuts = {0, text.size()};
  for (const Claimed& one : claims) cuts.insert(one.begin), cuts.insert(one.end);
  UnitCoverage coverage;
  for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
    TextPiece piece;
    piece.begin = *cut, piece.end = *std::next(cut);
    for (const Claimed& one : claims) {
      if (one.begin > piece.begin || one.end < piece.end) continue;
      const bool known = std::any_of(piece.claims.begin(), piece.claims.end(),
                                     [&](const TextClaim& c) { return c.kind == one.claim.kind && c.index == one.claim.index; });
      if (!known) piece.claims.push_back(one.claim);
    }
    piece.counted = count_characters(text.substr(piece.begin, piece.end - piece.begin));
    coverage.counted += piece.counted;
    if (!piece.claims.empty()) coverage.claimed += piece.counted;
    coverage.pieces.push_back(std::move(piece));
  }
  return coverage;
}
}  // namespace coverage_internal

TIANYA_RULES_INLINE TextCoverage text_coverage(const RulebookModel& model) {
  const coverage_internal::ClaimedByUnit claims = coverage_internal::all_claims(model);
  TextCoverage all;
  for (std::size_t i = 0; i < model.units.size(); ++i) {
    all.units.push_back(coverage_internal::cover(model.units[i].text, claims[i]));
    all.counted += all.units.back().counted;
    all.claimed += all.units.back().claimed;
  }
  return all;
}

TIANYA_RULES_END_NAMESPACE
