// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/expr/lexer.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE Span span_of(const ExpressionText& expression, std::size_t begin, std::size_t end) {
  const auto place = [&](std::size_t offset) {
    if (expression.offsets.empty()) return expression.base + offset;
    return expression.offsets[std::min(offset, expression.offsets.size() - 1)];
  };
  return {expression.source, place(begin), std::max(place(begin), place(end)), 0};
}

namespace lexer_internal {

class Lexer {
 public:
  Lexer(const ExpressionText& expression, Diagnostics& problems)
      : expression_(expression), text_(expression.text), problems_(problems) {}

  std::vector<Token> run() {
    while (skip_space(), at_ < text_.size()) {
      const std::size_t begin = at_;
      next();
      if (at_ == begin) ++at_;
    }
    add(TokenKind::kEnd, at_, {});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
  static bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

  void add(TokenKind kind, std::size_t begin, std::string text) { tokens_.push_back({kind, std::move(text), begin, at_}); }
  void error(std::string code, std::string message, std::size_t begin, std::string help = {}) {
    problems_.error(std::move(code), std::move(message), span_of(expression_, begin, std::max(at_, begin + 1)), std::move(help));
  }

  void skip_space() {
    for (;;) {
      while (at_ < text_.size() && std::string_view(" \t\n\r\f").find(text_[at_]) != std::string_view::npos) ++at_;
      if (peek() != '/' || peek(1) != '/') return;
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }
  }

  void next() {
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return string(false, false);
    if (is_letter(c)) return prefixed_string() ? void() : identifier();
    operator_or_error();
  }

  bool prefixed_string() {
    std::size_t n = 0;
    bool raw = false, bytes = false;
    while (n < 2) {
      const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(peek(n))));
      if (c == 'r' && !raw)
        raw = true;
      else if (c == 'b' && !bytes)
        bytes = true;
      else
        break;
      ++n;
    }
    if (n == 0 || (peek(n) != '"' && peek(n) != '\'')) return false;
    at_ += n;
    string(raw, bytes);
    return true;
  }

  void identifier() {
    const std::size_t begin = at_;
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    add(TokenKind::kIdentifier, begin, text_.substr(begin, at_ - begin));
  }

  void number() {
    const std::size_t begin = at_;
    bool is_double = false;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X') && is_hex(peek(2))) {
      at_ += 2;
      while (is_hex(peek())) ++at_;
    } else {
      while (is_digit(peek())) ++at_;
      if (peek() == '.' && is_digit(peek(1))) {
        is_double = true, ++at_;
        while (is_digit(peek())) ++at_;
      }
      const std::size_t sign = peek(1) == '+' || peek(1) == '-';
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
        is_double = true, at_ += 1 + sign;
        while (is_digit(peek())) ++at_;
      }
    }
    const std::string digits = text_.substr(begin, at_ - begin);
    if (!is_double && (peek() == 'u' || peek() == 'U')) return ++at_, add(TokenKind::kUint, begin, digits);
    add(is_double ? TokenKind::kDouble : TokenKind::kInt, begin, digits);
  }

  void string(bool raw, bool bytes) {
    const std::size_t begin = at_;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    std::string value;
    for (;;) {
      if (at_ >= text_.size() || (!triple && (peek() == '\n' || peek() == '\r'))) {
        error("unterminated-string", "the string has no closing quote", begin, "end it with the quote it begins with");
        break;
      }
      if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
        at_ += triple ? 3 : 1;
        break;
      }
      if (peek() != '\\' || raw)
        value += text_[at_++];
      else
        escape(value, bytes);
    }
    add(bytes ? TokenKind::kBytes : TokenKind::kString, begin, std::move(value));
  }

  void escape(std::string& value, bool bytes) {
    const std::size_t begin = at_++;
    const char c = peek();
    static constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\?\"'`";
    const std::size_t simple = c == '\0' ? std::string_view::npos : kNames.find(c);
    if (simple != std::string_view::npos) return ++at_, value.push_back(kValues[simple]);
    std::size_t digits = 0;
    unsigned base = 16;
    if (c == 'x' || c == 'X')
      digits = 2, ++at_;
    else if (c == 'u')
      digits = 4, ++at_;
    else if (c == 'U')
      digits = 8, ++at_;
    else if (c >= '0' && c <= '3')
      digits = 3, base = 8;
    std::uint64_t code = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const char d = peek();
      if (!(base == 16 ? is_hex(d) : d >= '0' && d <= '7')) {
        digits = 0;
        break;
      }
      code = code * base + static_cast<unsigned>(is_digit(d) ? d - '0' : (d | 0x20) - 'a' + 10);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (digits == 0 || code > 0x10FFFF || (surrogate && !bytes)) {
      if (at_ < text_.size() && digits == 0 && c != '\0') at_ = std::max(at_, begin + 2);
      return error("bad-escape", "`" + text_.substr(begin, at_ - begin) + "` is no escape sequence", begin,
                   "write a backslash itself as `\\\\`");
    }
    if (bytes && digits <= 3)
      value.push_back(static_cast<char>(code));
    else
      append_code_point(value, static_cast<char32_t>(code));
  }

  void operator_or_error() {
    static constexpr std::array<std::string_view, 24> kOperators = {"&&", "||", "==", "!=", "<=", ">=", "<", ">",
                                                                    "+",  "-",  "*",  "/",  "%",  "!",  "?", ":",
                                                                    "(",  ")",  "[",  "]",  "{",  "}",  ",", "."};
    const std::size_t begin = at_;
    for (const std::string_view op : kOperators) {
      if (text_.compare(at_, op.size(), op) != 0) continue;
      at_ += op.size();
      return add(TokenKind::kOperator, begin, std::string(op));
    }
    std::size_t end = at_;
    decode_code_point(text_, end);
    at_ = end;
    const std::string found = text_.substr(begin, at_ - begin);
    std::string help;
    if (found == "=") help = "equality is `==`";
    if (found == "&") help = "and is `&&`";
    if (found == "|") help = "or is `||`";
    if (found == "\xE2\x80\x9C" || found == "\xE2\x80\x9D") help = "a string stands between straight quotes: \"…\"";
    error("unexpected-character", "`" + found + "` means nothing in a condition", begin, help);
  }

  const ExpressionText& expression_;
  const std::string& text_;
  Diagnostics& problems_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace lexer_internal

TIANYA_RULES_INLINE std::vector<Token> lex(const ExpressionText& expression, Diagnostics& problems) {
  return lexer_internal::Lexer(expression, problems).run();
}

TIANYA_RULES_END_NAMESPACE
