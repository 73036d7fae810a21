// SPDX-License-Identifier: Apache-2.0
/// Syntax: what the parser makes of a condition's text, before any name or type is looked up. Floor: expr.
/// Immutable and shared by pointer; every node knows its place in the file it was written in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class SyntaxKind : std::uint8_t {
  kNull,
  kBool,        ///< int_value is 0 or 1
  kInt,         ///< int_value; a minus sign directly before a literal belongs to it
  kUint,        ///< parsed, refused by the checker
  kDouble,      ///< double_value
  kString,      ///< text is the value, escapes resolved
  kBytes,       ///< parsed, refused by the checker
  kIdentifier,  ///< text; leading_dot
  kSelect,      ///< children[0] . text; `has(a.b)` is a kCall of `has`
  kCall,        ///< function `text`, children are the arguments; with `has_target` children[0] is the receiver. Operators are calls
                ///< named as CEL names them: `_+_`, `_&&_`, `!_`, `-_`, `_?_:_`, `_[_]`, `@in`, `_==_` …; macros are calls too
  kList,        ///< children
  kMap,         ///< parsed, refused by the checker
  kBroken,      ///< what could not be parsed, in the place of an expression that others rest on; it has no type and no message
};

struct Syntax;
using SyntaxPtr = std::shared_ptr<const Syntax>;

struct Syntax {
  SyntaxKind kind = SyntaxKind::kNull;
  Span span;
  std::string text;
  std::int64_t int_value = 0;
  double double_value = 0;
  bool leading_dot = false;
  bool has_target = false;
  std::uint16_t depth = 1;  ///< Levels, this one included; at most kMaxNestingDepth.
  std::vector<SyntaxPtr> children;
};

TIANYA_RULES_END_NAMESPACE
