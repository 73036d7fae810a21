// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/quote_places.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE bool is_text_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

namespace text_internal {
/// Text without its white space; offsets[i] is where byte i stood, with one more for the end.
struct Squeezed {
  std::string text;
  std::vector<std::size_t> offsets;
};

TIANYA_RULES_INLINE Squeezed squeeze(std::string_view text) {
  Squeezed out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (is_text_space(decode_code_point(text, at))) continue;
    for (std::size_t i = begin; i < at; ++i) out.text += text[i], out.offsets.push_back(i);
  }
  out.offsets.push_back(text.size());
  return out;
}

TIANYA_RULES_INLINE void find_in_piece(std::string_view piece, std::string_view squeezed_words, TextPlace place,
                                       std::vector<TextPlace>& found) {
  if (piece.empty()) return;
  const Squeezed squeezed = squeeze(piece);
  for (std::size_t at = squeezed.text.find(squeezed_words); at != std::string::npos;
       at = squeezed.text.find(squeezed_words, at + 1)) {
    place.begin = squeezed.offsets[at];
    place.end = squeezed.offsets[at + squeezed_words.size() - 1] + 1;
    found.push_back(place);
  }
}

TIANYA_RULES_INLINE void find_in_unit(const std::vector<TextUnit>& units, std::size_t unit, std::string_view squeezed_words,
                                      std::vector<TextPlace>& found) {
  find_in_piece(units[unit].heading, squeezed_words, {unit, true, 0, 0}, found);
  find_in_piece(units[unit].text, squeezed_words, {unit, false, 0, 0}, found);
  for (const std::size_t item : units[unit].items) find_in_unit(units, item, squeezed_words, found);
}
}  // namespace text_internal

TIANYA_RULES_INLINE std::vector<TextPlace> find_words(const std::vector<TextUnit>& units, std::size_t unit, std::string_view words,
                                                      std::string_view within) {
  std::vector<TextPlace> found;
  const std::string squeezed_words = text_internal::squeeze(words).text;
  if (squeezed_words.empty()) return found;
  if (within.empty()) {
    text_internal::find_in_unit(units, unit, squeezed_words, found);
    return found;
  }
  const std::vector<TextPlace> contexts = find_words(units, unit, within);
  if (contexts.size() != 1) return found;
  const TextPlace& context = contexts[0];
  const TextUnit& holder = units[context.unit];
  const std::string_view piece = context.in_heading ? holder.heading : holder.text;
  text_internal::find_in_piece(piece.substr(context.begin, context.end - context.begin), squeezed_words, context, found);
  for (TextPlace& place : found) place.begin += context.begin, place.end += context.begin;
  return found;
}

TIANYA_RULES_END_NAMESPACE
