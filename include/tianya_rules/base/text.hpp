// SPDX-License-Identifier: Apache-2.0
/// Text: UTF-8, display width, and the nearest name to a misspelt one. Floor: base.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The code point at `offset` (which is moved past it); U+FFFD for a byte that is not UTF-8. Requires offset < text.size().
TIANYA_RULES_API char32_t decode_code_point(std::string_view text, std::size_t& offset);
TIANYA_RULES_API void append_code_point(std::string& text, char32_t code_point);

/// The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or `npos`.
TIANYA_RULES_API std::size_t find_invalid_utf8(std::string_view text);

/// Code points in `text`.
TIANYA_RULES_API std::size_t count_code_points(std::string_view text);

/// Columns that `text` takes on a terminal: 2 for East Asian wide and full-width characters (Unicode UAX #11), 0 for
/// combining marks, else 1.
TIANYA_RULES_API std::size_t display_width(std::string_view text);

/// `text` with control characters (a terminal escape, a line feed) shown as `\xNN`.
TIANYA_RULES_API std::string show_control_characters(std::string_view text);

/// At most so many code points of a text, then `…`.
TIANYA_RULES_API std::string shortened(std::string_view text, std::size_t most = 40);

/// The candidate nearest to `word` within two edits (insert, delete, replace, transpose; fewer for words under five letters), or
/// "".
TIANYA_RULES_API std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/base/text-inl.hpp"
#endif
