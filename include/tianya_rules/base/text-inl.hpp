// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "tianya_rules/base/text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE char32_t decode_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(offset++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xC2 && lead <= 0xDF ? 1 : (lead & 0xF0) == 0xE0 ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
  if (more == 0 || offset + static_cast<std::size_t>(more) > text.size()) return 0xFFFD;
  char32_t code_point = lead & (more == 1 ? 0x1Fu : more == 2 ? 0x0Fu : 0x07u);
  for (int i = 0; i < more; ++i) {
    const unsigned char next = byte(offset + static_cast<std::size_t>(i));
    if ((next & 0xC0) != 0x80) return 0xFFFD;
    code_point = code_point << 6 | (next & 0x3Fu);
  }
  const bool overlong = (more == 2 && code_point < 0x800) || (more == 3 && code_point < 0x10000);
  if (overlong || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) return 0xFFFD;
  offset += static_cast<std::size_t>(more);
  return code_point;
}

TIANYA_RULES_INLINE void append_code_point(std::string& text, char32_t code_point) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  const std::uint32_t c = code_point;
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
}

TIANYA_RULES_INLINE std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    if (static_cast<unsigned char>(text[offset]) < 0x80) {
      ++offset;
      continue;
    }
    const std::size_t start = offset;
    // U+FFFD itself is three bytes; a refused byte moves the offset by one only.
    if (decode_code_point(text, offset) == 0xFFFD && offset - start == 1) return start;
  }
  return std::string_view::npos;
}

TIANYA_RULES_INLINE std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

TIANYA_RULES_INLINE std::string shortened(std::string_view text, std::size_t most) {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < most && offset < text.size(); ++i) (void)decode_code_point(text, offset);
  return std::string(text.substr(0, offset)) + (offset < text.size() ? "…" : "");
}

TIANYA_RULES_INLINE std::size_t display_width(std::string_view text) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array<Range, 13> kWide{{{0x1100, 0x115F},
                                                {0x2E80, 0x303E},
                                                {0x3041, 0x33FF},
                                                {0x3400, 0x4DBF},
                                                {0x4E00, 0x9FFF},
                                                {0xA000, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6},
                                                {0x1F300, 0x1FAFF},
                                                {0x20000, 0x3FFFD}}};
  static constexpr std::array<Range, 5> kZero{
      {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}}};
  const auto within = [](const auto& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
  };
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = decode_code_point(text, offset);
    if (!within(kZero, c)) width += within(kWide, c) ? 2 : 1;
  }
  return width;
}

TIANYA_RULES_INLINE std::string show_control_characters(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string shown;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    const char32_t c = decode_code_point(text, offset);
    const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool broken = c == 0xFFFD && offset - start == 1;
    if (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !bidi && !broken) {
      shown.append(text.substr(start, offset - start));
      continue;
    }
    for (std::size_t i = start; i < offset; ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      shown += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return shown;
}

TIANYA_RULES_INLINE std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto distance = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.size()][b.size()];
  };
  if (word.size() > 100) return {};
  std::size_t best = word.size() < 3 ? 1 : word.size() < 5 ? 2 : 3;  // exclusive
  std::string found;
  for (const std::string_view candidate : candidates) {
    const std::size_t gap = candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
    if (gap >= best) continue;
    const std::size_t edits = distance(word, candidate);
    if (edits < best) best = edits, found = candidate;
  }
  return found;
}

TIANYA_RULES_END_NAMESPACE
