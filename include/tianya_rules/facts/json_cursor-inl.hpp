// SPDX-License-Identifier: Apache-2.0
/// JsonCursor: walks over JSON text (RFC 8259) one token at a time, and says in a person's words what is wrong where. Internal to
/// the facts floor. Why not a library: docs/decisions/facts_json_cursor.md.
///
/// Every function returns false once the text is broken; `fault` then says how. Bytes are taken to be UTF-8 (checked before).
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// A string token: the bytes between its quotation marks, as written.
struct JsonString {
  std::string_view raw;
  bool escaped = false;  ///< Whether `raw` has a backslash.
};

class JsonCursor {
 public:
  struct Fault {
    std::string message, help;
    const char* begin = nullptr;
    const char* end = nullptr;
  };

  explicit JsonCursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] const char* at() const { return at_; }
  [[nodiscard]] const char* end() const { return end_; }
  [[nodiscard]] const Fault& fault() const { return fault_; }
  void move_to(const char* at) { at_ = at; }
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  void skip_space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }
  /// The next character, or NUL at the end.
  [[nodiscard]] char peek() const { return at_ < end_ ? *at_ : '\0'; }
  bool take(char c) {
    if (at_ < end_ && *at_ == c) return ++at_, true;
    return false;
  }
  bool fail(std::string message, std::string help = {}, std::size_t width = 1) {
    fault_ = {std::move(message), std::move(help), at_, at_ + std::min(width, left())};
    return false;
  }
  /// Says what stands here where `expected` was.
  bool fail_expected(const std::string& expected);

  bool read_string(JsonString& out);
  /// A number token by the grammar of RFC 8259.
  bool read_number(std::string_view& raw);
  /// Any value, checked; `raw` is its text.
  bool skip_value(std::string_view& raw, std::size_t depth = 0);
  /// After a member or an element: true with `more` set. Refuses a comma before the closing bracket.
  bool next_item(char close, bool& more);
  /// `"key" :` with white space around.
  bool read_key(JsonString& key) {
    skip_space();
    if (peek() != '"') return fail_expected("a key in quotation marks");
    return read_string(key) && take_colon();
  }
  bool take_colon() {
    skip_space();
    if (!take(':')) return fail_expected("`:` after the key");
    skip_space();
    return true;
  }

 private:
  bool read_escape();
  bool read_unicode_escape();
  int hex4(const char* from) const;
  bool skip_items(char close, std::size_t depth);

  const char* at_;
  const char* end_;
  Fault fault_;
};

/// The text that a string token stands for.
inline std::string decode_json_string(std::string_view raw) {
  std::string text;
  const auto hex4 = [&](std::size_t at) {
    char32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      const char c = raw[i];
      value = value * 16 + static_cast<char32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
  };
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\') {
      text += raw[i];
      continue;
    }
    static constexpr std::string_view kFrom = "bfnrt\"\\/", kTo = "\b\f\n\r\t\"\\/";
    const char c = raw[++i];
    if (c != 'u') {
      text += kTo[kFrom.find(c)];
      continue;
    }
    char32_t code_point = hex4(i + 1);
    i += 4;
    if (code_point >= 0xD800 && code_point < 0xDC00) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (hex4(i + 3) - 0xDC00);
      i += 6;
    }
    append_code_point(text, code_point);
  }
  return text;
}

inline std::string json_text(const JsonString& token) {
  return token.escaped ? decode_json_string(token.raw) : std::string(token.raw);
}

inline bool JsonCursor::fail_expected(const std::string& expected) {
  if (at_ >= end_) return fail("the text ends where " + expected + " is expected");
  if (*at_ == '\'') return fail("expected " + expected, "JSON takes double quotation marks: `\"`");
  if (*at_ == '/' || *at_ == '#') return fail("expected " + expected, "JSON has no comments");
  const char* word_end = at_;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  while (word_end < end_ && word_end - at_ < 40 && letter(*word_end)) ++word_end;
  const std::string word(at_, word_end);
  if (word.empty()) {
    std::size_t size = 0;
    (void)decode_code_point(std::string_view(at_, left()), size);
    return fail("expected " + expected + ", found `" + std::string(at_, size) + '`', {}, size);
  }
  std::string help;
  if (word == "True" || word == "TRUE") help = "write `true`";
  if (word == "False" || word == "FALSE") help = "write `false`";
  if (word == "None" || word == "NULL" || word == "Null" || word == "nil" || word == "undefined") help = "write `null`";
  if (word == "NaN" || word == "Infinity" || word == "nan")
    help = "leave the key out where nobody knows; `null` says that there is none";
  return fail("expected " + expected + ", found `" + word + '`', std::move(help), word.size());
}

inline bool JsonCursor::read_string(JsonString& out) {
  const char* const start = ++at_;
  out.escaped = false;
  for (;;) {
    // Eight plain bytes at a time: none is a quotation mark, a backslash or a control character.
    while (end_ - at_ >= 8) {
      std::uint64_t word;
      std::memcpy(&word, at_, 8);
      constexpr std::uint64_t kOnes = 0x0101010101010101u, kTops = 0x8080808080808080u;
      const std::uint64_t quote = word ^ (kOnes * '"'), slash = word ^ (kOnes * '\\');
      if ((((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | ((word - kOnes * 0x20) & ~word)) & kTops) break;
      at_ += 8;
    }
    while (at_ < end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20) ++at_;
    if (at_ >= end_) {
      at_ = start - 1;
      return fail("a text is not closed", "a closing quotation mark is missing");
    }
    if (*at_ == '"') break;
    if (*at_ != '\\') {
      if (*at_ == '\n' || *at_ == '\r')
        return fail("a line ends inside a text", "close the text with `\"`, or write the line feed as `\\n`");
      return fail("a control character inside a text", "write it as `\\u00XX`");
    }
    out.escaped = true;
    if (!read_escape()) return false;
  }
  out.raw = {start, static_cast<std::size_t>(at_ - start)};
  ++at_;
  return true;
}

inline int JsonCursor::hex4(const char* from) const {
  if (end_ - from < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = from[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

inline bool JsonCursor::read_unicode_escape() {
  const int first = hex4(at_ + 2);
  if (first < 0) return fail("`\\u` needs four hexadecimal digits", {}, 2);
  const bool high = first >= 0xD800 && first < 0xDC00;
  if (high && end_ - at_ >= 12 && at_[6] == '\\' && at_[7] == 'u') {
    const int second = hex4(at_ + 8);
    if (second >= 0xDC00 && second < 0xE000) return at_ += 12, true;
  }
  if (high || (first >= 0xDC00 && first < 0xE000)) return fail("half of a surrogate pair stands alone", {}, 6);
  at_ += 6;
  return true;
}

inline bool JsonCursor::read_escape() {
  const char next = end_ - at_ >= 2 ? at_[1] : '\0';
  if (next == 'u') return read_unicode_escape();
  if (next == '\0' || std::strchr("\"\\/bfnrt", next) == nullptr) {
    return fail("`\\` begins no escape here", "a backslash itself is written `\\\\`", 2);
  }
  at_ += 2;
  return true;
}

inline bool JsonCursor::read_number(std::string_view& raw) {
  const char* const start = at_;
  const auto digits = [this] {
    const char* const from = at_;
    while (at_ < end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    return at_ > from;
  };
  take('-');
  const bool zero = peek() == '0';
  const char* const whole = at_;
  if (!digits()) return at_ = start, fail_expected("a number");
  if (zero && at_ - whole > 1)
    return at_ = start, fail("a number does not begin with 0", {}, static_cast<std::size_t>(at_ - start));
  if (take('.') && !digits()) return fail_expected("a digit after the point");
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (!take('+')) take('-');
    if (!digits()) return fail_expected("the exponent's digits");
  }
  raw = {start, static_cast<std::size_t>(at_ - start)};
  return true;
}

inline bool JsonCursor::next_item(char close, bool& more) {
  skip_space();
  if (take(close)) return more = false, true;
  const char* const comma = at_;
  if (!take(',')) return fail_expected(std::string("`,` or `") + close + '`');
  skip_space();
  if (peek() == close) return at_ = comma, fail(std::string("a comma before `") + close + '`', "take the comma away");
  return more = true, true;
}

inline bool JsonCursor::skip_items(char close, std::size_t depth) {
  if (depth > kMaxJsonDepth) return fail("brackets are nested more than " + std::to_string(kMaxJsonDepth) + " deep");
  ++at_;
  skip_space();
  if (take(close)) return true;
  for (bool more = true; more;) {
    std::string_view ignored;
    JsonString key;
    if (close == '}' && !read_key(key)) return false;
    skip_space();
    if (!skip_value(ignored, depth) || !next_item(close, more)) return false;
  }
  return true;
}

inline bool JsonCursor::skip_value(std::string_view& raw, std::size_t depth) {
  const char* const start = at_;
  const auto word = [this](std::string_view wanted) {
    if (left() < wanted.size() || std::memcmp(at_, wanted.data(), wanted.size()) != 0) return false;
    at_ += wanted.size();
    return true;
  };
  bool fine = false;
  JsonString text;
  switch (peek()) {
    case '{':
      fine = skip_items('}', depth + 1);
      break;
    case '[':
      fine = skip_items(']', depth + 1);
      break;
    case '"':
      fine = read_string(text);
      break;
    case 't':
      fine = word("true") || fail_expected("a value");
      break;
    case 'f':
      fine = word("false") || fail_expected("a value");
      break;
    case 'n':
      fine = word("null") || fail_expected("a value");
      break;
    default: {
      const char c = peek();
      const bool minus_word = c == '-' && left() > 1 && !(at_[1] >= '0' && at_[1] <= '9');
      if (minus_word) ++at_;
      fine = (c == '-' && !minus_word) || (c >= '0' && c <= '9') ? read_number(raw) : fail_expected("a value");
    }
  }
  raw = {start, static_cast<std::size_t>(at_ - start)};
  return fine;
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
