// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "tianya_rules/calendar/period.hpp"
#include "tianya_rules/rulebook/fold_constant.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace fold_internal {
TIANYA_RULES_INLINE Constant of_integer(std::int64_t value) {
  Constant made;
  made.integer = value;
  return made;
}

template <typename T>
bool compare(KernelId kernel, const T& a, const T& b) {
  switch (kernel) {
    case KernelId::kEqual:
      return a == b;
    case KernelId::kNotEqual:
      return a != b;
    case KernelId::kLess:
      return a < b;
    case KernelId::kLessEqual:
      return a <= b;
    case KernelId::kGreater:
      return a > b;
    default:
      return a >= b;
  }
}

/// Of lists, periods and calendars nothing is said.
TIANYA_RULES_INLINE std::optional<bool> compared(KernelId kernel, const Type& type, const Constant& a, const Constant& b) {
  if (a.is_null || b.is_null) {
    if (kernel != KernelId::kEqual && kernel != KernelId::kNotEqual) return std::nullopt;
    return (a.is_null == b.is_null) == (kernel == KernelId::kEqual);
  }
  if (type.is(TypeKind::kInt) || type.is(TypeKind::kBool) || type.is(TypeKind::kDate) || type.is_enumeration())
    return compare(kernel, a.integer, b.integer);
  if (type.is(TypeKind::kDouble)) return compare(kernel, a.real, b.real);
  if (type.is(TypeKind::kString)) return compare(kernel, a.text, b.text);
  return std::nullopt;
}

TIANYA_RULES_INLINE std::optional<Constant> calculated(KernelId kernel, std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  bool overflow = false;
  switch (kernel) {
    case KernelId::kAddInt:
      overflow = __builtin_add_overflow(a, b, &out);
      break;
    case KernelId::kSubtractInt:
      overflow = __builtin_sub_overflow(a, b, &out);
      break;
    case KernelId::kMultiplyInt:
      overflow = __builtin_mul_overflow(a, b, &out);
      break;
    case KernelId::kDivideInt:
    case KernelId::kModuloInt:
      if (b == 0 || (b == -1 && a == INT64_MIN)) return std::nullopt;
      out = kernel == KernelId::kDivideInt ? a / b : a % b;
      break;
    default:
      return std::nullopt;
  }
  return overflow ? std::nullopt : std::optional(of_integer(out));
}

TIANYA_RULES_INLINE std::optional<Constant> shifted(KernelId kernel, const Constant& date, const Constant& length) {
  const Period period{length.years, length.months, length.days};
  const auto day = static_cast<std::int32_t>(date.integer);
  std::optional<std::int32_t> found;
  if (kernel == KernelId::kLatestBefore) found = latest_before_days(day, period);
  if (kernel == KernelId::kAddPeriod) found = add_days(day, period, Rounding::down);
  const std::optional<Period> back = period.negated();
  if (kernel == KernelId::kSubtractPeriod && back) found = add_days(day, *back, Rounding::down);
  return found ? std::optional(of_integer(*found)) : std::nullopt;
}

TIANYA_RULES_INLINE std::optional<Constant> folded_pair(const Typed& call, const Constant& a, const Constant& b) {
  const Type& left = call.children[0]->type.is(TypeKind::kNull) ? call.children[1]->type : call.children[0]->type;
  if (contrary(call.kernel) != KernelId::kNone) {
    const std::optional<bool> holds = compared(call.kernel, left, a, b);
    return holds ? std::optional(of_integer(*holds ? 1 : 0)) : std::nullopt;
  }
  if (call.kernel == KernelId::kInList) {
    bool found = false;
    for (const Constant& element : b.elements) {
      const std::optional<bool> same = compared(KernelId::kEqual, left, a, element);
      if (!same) return std::nullopt;
      found = found || *same;
    }
    return of_integer(found ? 1 : 0);
  }
  if (a.is_null || b.is_null) return std::nullopt;
  if (left.is(TypeKind::kInt)) return calculated(call.kernel, a.integer, b.integer);
  if (left.is(TypeKind::kDate) && call.children[1]->type.is(TypeKind::kPeriod)) return shifted(call.kernel, a, b);
  return std::nullopt;
}

TIANYA_RULES_INLINE std::optional<Constant> folded_call(const Typed& call) {
  if (call.children.empty() || call.children.size() > 2) return std::nullopt;
  const std::optional<Constant> a = fold_constant(*call.children[0]);
  if (!a) return std::nullopt;
  if (call.children.size() == 2) {
    const std::optional<Constant> b = fold_constant(*call.children[1]);
    return b ? folded_pair(call, *a, *b) : std::nullopt;
  }
  if (a->is_null) return std::nullopt;
  Constant made;
  if (call.kernel == KernelId::kNegateInt) return calculated(KernelId::kSubtractInt, 0, a->integer);
  if (call.kernel == KernelId::kDays) return made.days = a->integer, made;
  if (call.kernel == KernelId::kMonths) return made.months = a->integer, made;
  if (call.kernel == KernelId::kYears) return made.years = a->integer, made;
  return std::nullopt;
}

/// One side that settles it is enough.
TIANYA_RULES_INLINE std::optional<Constant> folded_junction(const Typed& typed) {
  const std::int64_t settles = typed.kind == TypedKind::kAnd ? 0 : 1;
  bool all = true;
  for (const TypedPtr& child : typed.children) {
    const std::optional<Constant> side = fold_constant(*child);
    if (side && side->integer == settles) return side;
    all = all && side;
  }
  return all ? std::optional(of_integer(1 - settles)) : std::nullopt;
}
}  // namespace fold_internal

TIANYA_RULES_INLINE std::optional<Constant> fold_constant(const Typed& typed) {
  std::optional<Constant> first;
  switch (typed.kind) {
    case TypedKind::kConstant:
      return typed.constant;
    case TypedKind::kNot:
      first = fold_constant(*typed.children[0]);
      return first ? std::optional(fold_internal::of_integer(1 - first->integer)) : std::nullopt;
    case TypedKind::kAnd:
    case TypedKind::kOr:
      return fold_internal::folded_junction(typed);
    case TypedKind::kIf:
      first = fold_constant(*typed.children[0]);
      return first ? fold_constant(*typed.children[first->integer != 0 ? 1 : 2]) : std::nullopt;
    case TypedKind::kCall:
      return fold_internal::folded_call(typed);
    case TypedKind::kList: {
      Constant list;
      for (const TypedPtr& child : typed.children) {
        const std::optional<Constant> element = fold_constant(*child);
        if (!element) return std::nullopt;
        list.elements.push_back(*element);
      }
      return list;
    }
    default:
      return std::nullopt;
  }
}

TIANYA_RULES_END_NAMESPACE
