// SPDX-License-Identifier: Apache-2.0
/// Canonical: texts, numbers and key order as RFC 8785 (JSON Canonicalization Scheme) has them. Internal to the facts floor.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "tianya_rules/base/text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// Appends `text` between quotation marks.
inline void append_canonical_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  static constexpr std::string_view kShort = "\b\t\n\f\r\"\\", kLetters = "btnfr\"\\";
  out += '"';
  for (const char c : text) {
    const std::size_t at = kShort.find(c);
    if (at != std::string_view::npos) {
      out += {'\\', kLetters[at]};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
    } else {
      out += c;
    }
  }
  out += '"';
}

/// Whether `text` between quotation marks is canonical as it stands.
inline bool is_plain_text(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  }
  return true;
}

/// A finite double as ECMAScript's Number::toString writes it: the shortest digits that read back as the same value.
inline std::string canonical_number(double value) {
  if (value == 0) return "0";
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  std::string out;
  if (text.front() == '-') out = "-", text.remove_prefix(1);
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, 1));
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = 0;
  const std::string_view power = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // the decimal point stands after this many digits
  if (count <= point && point <= 21) return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
  if (0 < point && point <= 21) return out + digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (count > 1) digits.insert(1, ".");
  return out + digits + 'e' + (exponent < 0 ? "-" : "+") + std::to_string(exponent < 0 ? -exponent : exponent);
}

/// Whether key `a` stands before `b`: by UTF-16 code units. These order as code points do, but that U+10000 and above (surrogates)
/// come before U+E000 … U+FFFF.
inline bool canonical_before(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const char32_t x = decode_code_point(a, i), y = decode_code_point(b, j);
    if (x == y) continue;
    const auto unit = [](char32_t c) { return c >= 0x10000 ? 0xD800 + ((c - 0x10000) >> 10) : c; };
    return unit(x) != unit(y) ? unit(x) < unit(y) : x < y;
  }
  return i >= a.size() && j < b.size();
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
