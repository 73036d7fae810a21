// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/expr/type.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE bool operator==(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.nullable != b.nullable || a.enumeration != b.enumeration) return false;
  if (!a.element || !b.element) return a.element == b.element;
  return *a.element == *b.element;
}

TIANYA_RULES_INLINE std::string to_string(const Type& type) {
  static constexpr const char* kNames[] = {"?", "null", "bool", "int", "double", "string", "date", "period", "calendar", "list"};
  std::string text = kNames[static_cast<std::size_t>(type.kind)];
  if (type.enumeration) text = "enum " + type.enumeration->name;
  if (type.element) text += '<' + to_string(*type.element) + '>';
  if (type.nullable) text += '?';
  return text;
}

TIANYA_RULES_END_NAMESPACE
