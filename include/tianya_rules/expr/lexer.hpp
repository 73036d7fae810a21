// SPDX-License-Identifier: Apache-2.0
/// lex: a condition's text to tokens. Internal to expr/. Source: the CEL specification's lexical grammar.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tianya_rules/expr/parse.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class TokenKind : std::uint8_t { kEnd, kIdentifier, kInt, kUint, kDouble, kString, kBytes, kOperator };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;                ///< Identifier, operator, digits of a number, or the value of a string.
  std::size_t begin = 0, end = 0;  ///< Bytes of the expression's text.
};

/// All tokens, the last one kEnd. Problems carry spans made by `span_of`.
std::vector<Token> lex(const ExpressionText& expression, Diagnostics& problems);

/// Where bytes [begin, end) of an expression stand in its source.
Span span_of(const ExpressionText& expression, std::size_t begin, std::size_t end);

TIANYA_RULES_END_NAMESPACE
