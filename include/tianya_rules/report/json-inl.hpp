// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/json.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

inline bool is_plain_json(unsigned char byte) { return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\'; }

inline void append_escaped(std::string& out, unsigned char byte) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      out += "\\u00", out += kHex[byte >> 4], out += kHex[byte & 15];
  }
}

}  // namespace report_internal

TIANYA_RULES_INLINE void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && report_internal::is_plain_json(static_cast<unsigned char>(text[end]))) ++end;
    out.append(text.substr(at, end - at));
    at = end;
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      report_internal::append_escaped(out, byte);
      ++at;
      continue;
    }
    const std::size_t start = at;
    const char32_t code_point = decode_code_point(text, at);
    if (code_point == 0xFFFD)
      append_code_point(out, code_point);
    else
      out.append(text.substr(start, at - start));
  }
  out += '"';
}

TIANYA_RULES_INLINE void append_json_date(std::string& out, std::int32_t days) {
  out += '"';
  out += Date::from_days(days).iso();
  out += '"';
}

TIANYA_RULES_INLINE void append_json_date(std::string& out, std::optional<Date> date) {
  if (date)
    append_json_date(out, date->days());
  else
    out += "null";
}

TIANYA_RULES_INLINE void append_csv_cell(std::string& out, std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  bool exact = text.empty() || (!blank(text.front()) && !blank(text.back()));
  for (const char c : text) exact = exact && c != ',' && c != '"' && c != '\r' && c != '\n';
  if (exact) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

TIANYA_RULES_END_NAMESPACE
