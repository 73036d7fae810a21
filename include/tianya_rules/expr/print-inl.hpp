// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>

#include "tianya_rules/expr/parse.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace print_internal {
/// How tightly an operator binds; 9 for what needs no parentheses.
TIANYA_RULES_INLINE int strength(const Syntax& syntax) {
  if (syntax.kind != SyntaxKind::kCall || syntax.has_target) return 9;
  const std::string& name = syntax.text;
  if (name == "_?_:_") return 1;
  if (name == "_||_") return 2;
  if (name == "_&&_") return 3;
  if (name == "_<_" || name == "_<=_" || name == "_>_" || name == "_>=_" || name == "_==_" || name == "_!=_" || name == "@in")
    return 4;
  if (name == "_+_" || name == "_-_") return 5;
  if (name == "_*_" || name == "_/_" || name == "_%_") return 6;
  if (name == "!_" || name == "-_") return 7;
  return 9;
}

TIANYA_RULES_INLINE std::string quoted(std::string_view text, const char* prefix) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = std::string(prefix) + '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      out += c;
    }
  }
  return out + '"';
}

TIANYA_RULES_INLINE std::string number(double value) {
  if (std::isinf(value)) return value < 0 ? "-1e999" : "1e999";
  char buffer[32];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

TIANYA_RULES_INLINE std::string side(const Syntax& syntax, int at_least) {
  const std::string text = print(syntax);
  // A number before a `.` would take it for a decimal point, a minus before it for its own.
  const bool number =
      at_least > 7 && (syntax.kind == SyntaxKind::kInt || syntax.kind == SyntaxKind::kDouble || syntax.kind == SyntaxKind::kUint);
  return strength(syntax) < at_least || number ? '(' + text + ')' : text;
}

TIANYA_RULES_INLINE std::string joined(const std::vector<SyntaxPtr>& children, std::size_t from, const std::string& between,
                                       int at_least) {
  std::string text;
  for (std::size_t i = from; i < children.size(); ++i) text += (i == from ? "" : between) + side(*children[i], at_least);
  return text;
}

TIANYA_RULES_INLINE std::string call(const Syntax& syntax) {
  const std::string& name = syntax.text;
  const std::vector<SyntaxPtr>& children = syntax.children;
  const int own = strength(syntax);
  if (syntax.has_target) return side(*children[0], 8) + '.' + name + '(' + joined(children, 1, ", ", 1) + ')';
  if (own == 1) return side(*children[0], 2) + " ? " + side(*children[1], 2) + " : " + side(*children[2], 1);
  if (own == 2 || own == 3) return joined(children, 0, own == 2 ? " || " : " && ", own + 1);
  if (name == "_[_]") return side(*children[0], 8) + '[' + print(*children[1]) + ']';
  if (name == "!_") return '!' + side(*children[0], 7);
  if (name == "-_") return '-' + side(*children[0], 8);
  if (own == 9) return name + '(' + joined(children, 0, ", ", 1) + ')';
  const std::string sign = name == "@in" ? "in" : name.substr(1, name.size() - 2);
  return side(*children[0], own) + ' ' + sign + ' ' + side(*children[1], own + 1);
}
}  // namespace print_internal

TIANYA_RULES_INLINE std::string print(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::kNull:
      return "null";
    case SyntaxKind::kBool:
      return syntax.int_value != 0 ? "true" : "false";
    case SyntaxKind::kInt:
      return std::to_string(syntax.int_value);
    case SyntaxKind::kUint:
      return std::to_string(static_cast<std::uint64_t>(syntax.int_value)) + 'u';
    case SyntaxKind::kDouble:
      return print_internal::number(syntax.double_value);
    case SyntaxKind::kString:
      return print_internal::quoted(syntax.text, "");
    case SyntaxKind::kBytes:
      return print_internal::quoted(syntax.text, "b");
    case SyntaxKind::kIdentifier:
      return (syntax.leading_dot ? "." : "") + syntax.text;
    case SyntaxKind::kSelect:
      return print_internal::side(*syntax.children[0], 8) + '.' + syntax.text;
    case SyntaxKind::kList:
      return '[' + print_internal::joined(syntax.children, 0, ", ", 1) + ']';
    case SyntaxKind::kMap:
    case SyntaxKind::kBroken:
      return "{}";
    case SyntaxKind::kCall:
      break;
  }
  return print_internal::call(syntax);
}

TIANYA_RULES_END_NAMESPACE
