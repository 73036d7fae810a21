// SPDX-License-Identifier: Apache-2.0
/// The types of conditions: CEL's scalars and lists, `T?` (or null), enumerations, and dates, periods and calendars as opaque
/// extensions. Floor: expr. Values, cheap to copy; an enumeration is shared and immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class TypeKind : std::uint8_t {
  kUnresolved,  ///< The element type of an empty list before anything fixes it; equal to nothing else.
  kNull,
  kBool,
  kInt,
  kDouble,
  kString,  ///< With `enumeration`: a string from a declared set, held as a code.
  kDate,
  kPeriod,
  kCalendar,
  kList,
};

/// A declared set of labels. A value of the type is the index of its label.
struct Enumeration {
  std::string name;  ///< `loan.kind`
  std::vector<std::string> labels;
};

struct Type {
  TypeKind kind = TypeKind::kUnresolved;
  bool nullable = false;                           ///< `T?`
  std::shared_ptr<const Enumeration> enumeration;  ///< Only with kString.
  std::shared_ptr<const Type> element;             ///< Only with kList.

  static Type of(TypeKind kind, bool nullable = false) { return {kind, nullable, nullptr, nullptr}; }
  static Type list_of(Type element) { return {TypeKind::kList, false, nullptr, std::make_shared<const Type>(std::move(element))}; }
  static Type enumeration_of(std::shared_ptr<const Enumeration> labels) {
    return {TypeKind::kString, false, std::move(labels), nullptr};
  }
  [[nodiscard]] bool is(TypeKind wanted) const { return kind == wanted; }
  [[nodiscard]] bool is_enumeration() const { return enumeration != nullptr; }
  [[nodiscard]] Type with_null(bool can_be_null = true) const {
    Type type = *this;
    type.nullable = can_be_null;
    return type;
  }
};

/// Same kind, same nullability, same enumeration (by identity), same element.
TIANYA_RULES_API bool operator==(const Type& a, const Type& b);
inline bool operator!=(const Type& a, const Type& b) { return !(a == b); }

/// As a rule author writes it: `int?`, `list<string>`, `enum loan.kind`.
TIANYA_RULES_API std::string to_string(const Type& type);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/expr/type-inl.hpp"
#endif
