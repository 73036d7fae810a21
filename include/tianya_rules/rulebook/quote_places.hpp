// SPDX-License-Identifier: Apache-2.0
/// quote_places: where words stand in a unit of the text, white space aside. Floor: rulebook.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The half-open range of bytes [begin, end) of a unit's text, or of its heading.
struct TextPlace {
  std::size_t unit = 0;
  bool in_heading = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Every place of `words` in the unit and its items, in the order of the text. Words do not run from one unit into the next.
/// With `within`: only in the one place of that context; none where the context itself does not stand exactly once.
TIANYA_RULES_API std::vector<TextPlace> find_words(const std::vector<TextUnit>& units, std::size_t unit, std::string_view words,
                                                   std::string_view within = {});

/// Whether the code point is white space of the text: spaces, the ideographic one included, tabs and line ends.
TIANYA_RULES_API bool is_text_space(char32_t code_point);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/quote_places-inl.hpp"
#endif
