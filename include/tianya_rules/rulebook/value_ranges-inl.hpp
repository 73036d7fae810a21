// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/rulebook/fold_constant.hpp"
#include "tianya_rules/rulebook/value_ranges.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE void ValueRange::keep_from(std::int64_t value) {
  low = std::max(low, value);
  close_in();
}

TIANYA_RULES_INLINE void ValueRange::keep_to(std::int64_t value) {
  high = std::min(high, value);
  close_in();
}

TIANYA_RULES_INLINE void ValueRange::keep_only(const std::set<std::int64_t>& values) {
  if (!only) only = values;
  std::erase_if(*only, [&](std::int64_t one) { return values.count(one) == 0 || without.count(one) > 0; });
  close_in();
}

TIANYA_RULES_INLINE void ValueRange::leave_out(std::int64_t value) {
  without.insert(value);
  if (only) only->erase(value);
  close_in();
}

/// Brings the ends to values that are left.
TIANYA_RULES_INLINE void ValueRange::close_in() {
  if (only) {
    const auto first = only->lower_bound(low);
    const auto after = only->upper_bound(high);
    if (low > high || first == after) return leave_no_number();
    low = *first, high = *std::prev(after);
  }
  while (low < high && without.count(low) > 0) ++low;
  while (low < high && without.count(high) > 0) --high;
  if (low == high && without.count(low) > 0) leave_no_number();
}

namespace range_internal {
TIANYA_RULES_INLINE bool has_range(const Type& type) {
  return type.is(TypeKind::kInt) || type.is(TypeKind::kDate) || type.is(TypeKind::kBool) || type.is_enumeration();
}

TIANYA_RULES_INLINE bool is_fact(const Typed& typed) {
  return typed.kind == TypedKind::kAttribute || typed.kind == TypedKind::kDerived;
}

/// One fact on both sides. Of doubles nothing is said: not a number equals nothing.
TIANYA_RULES_INLINE bool compares_with_itself(const Typed& call) {
  if (call.children.size() != 2 || contrary(call.kernel) == KernelId::kNone) return false;
  const Typed& a = *call.children[0];
  const Typed& b = *call.children[1];
  return is_fact(a) && a.kind == b.kind && a.index == b.index && !a.type.is(TypeKind::kDouble);
}

TIANYA_RULES_INLINE bool holds_of_equals(KernelId kernel) {
  return kernel == KernelId::kEqual || kernel == KernelId::kLessEqual || kernel == KernelId::kGreaterEqual;
}
}  // namespace range_internal

TIANYA_RULES_INLINE std::optional<ValueRanges::Comparison> ValueRanges::comparison(const Typed& condition) {
  if (condition.children.size() != 2 || contrary(condition.kernel) == KernelId::kNone) return std::nullopt;
  const Typed* fact = condition.children[0].get();
  const Typed* other = condition.children[1].get();
  KernelId kernel = condition.kernel;
  if (fact->kind != TypedKind::kAttribute) std::swap(fact, other), kernel = mirrored(kernel);
  if (fact->kind != TypedKind::kAttribute || !range_internal::has_range(fact->type)) return std::nullopt;
  std::optional<Constant> constant = fold_constant(*other);
  if (!constant) return std::nullopt;
  return Comparison{fact->index, kernel, *std::move(constant)};
}

TIANYA_RULES_INLINE ValueRange& ValueRanges::range_of(std::int32_t attribute) {
  const auto [found, is_new] = ranges_.try_emplace(attribute);
  ValueRange& range = found->second;
  if (!is_new) return range;
  const Attribute& declared = entity_->attributes[static_cast<std::size_t>(attribute)];
  range.null = declared.type.nullable;
  if (declared.min) range.low = *declared.min;
  if (declared.max) range.high = *declared.max;
  if (declared.type.is(TypeKind::kBool)) range.low = 0, range.high = 1;
  if (declared.type.is(TypeKind::kDate)) range.low = Date::kMinDays, range.high = Date::kMaxDays;
  if (declared.type.is_enumeration()) {
    range.low = 0;
    range.high = static_cast<std::int64_t>(declared.type.enumeration->labels.size()) - 1;
  }
  return range;
}

TIANYA_RULES_INLINE bool ValueRanges::narrow(const Comparison& comparison, bool holds) {
  const KernelId kernel = holds ? comparison.kernel : contrary(comparison.kernel);
  ValueRange& range = range_of(comparison.attribute);
  const std::int64_t value = comparison.constant.integer;
  if (comparison.constant.is_null) {
    if (kernel == KernelId::kEqual) range.leave_no_number();
    if (kernel == KernelId::kNotEqual) range.null = false;
    return !range.empty();
  }
  if (kernel != KernelId::kNotEqual) range.null = false;
  switch (kernel) {
    case KernelId::kEqual:
      range.keep_from(value), range.keep_to(value);
      break;
    case KernelId::kNotEqual:
      range.leave_out(value);
      break;
    case KernelId::kLess:
      value == INT64_MIN ? range.leave_no_number() : range.keep_to(value - 1);
      break;
    case KernelId::kLessEqual:
      range.keep_to(value);
      break;
    case KernelId::kGreater:
      value == INT64_MAX ? range.leave_no_number() : range.keep_from(value + 1);
      break;
    case KernelId::kGreaterEqual:
      range.keep_from(value);
      break;
    default:
      break;
  }
  return !range.empty();
}

TIANYA_RULES_INLINE bool ValueRanges::narrow_in(std::int32_t attribute, const Constant& list, bool holds) {
  static constexpr std::size_t kManyElements = 1000;  // each is kept again for every side of `||`
  if (list.elements.size() > kManyElements) return true;
  std::set<std::int64_t> values;
  bool null = false;
  for (const Constant& element : list.elements) {
    null = null || element.is_null;
    if (!element.is_null) values.insert(element.integer);
  }
  ValueRange& range = range_of(attribute);
  range.null = range.null && null == holds;
  if (holds) range.keep_only(values);
  for (const std::int64_t value : values) {
    if (!holds) range.leave_out(value);
  }
  return !range.empty();
}

/// What either branch says of facts is lost: either may be the one.
TIANYA_RULES_INLINE bool ValueRanges::assume_choice(const Typed& choice, bool holds) {
  static constexpr int kManyChoices = 6;
  if (choices_ >= kManyChoices) return true;
  for (const bool taken : {true, false}) {
    ValueRanges there(*this);
    ++there.choices_;
    if (there.assume(*choice.children[0], taken) && there.assume(*choice.children[taken ? 1 : 2], holds)) return true;
  }
  return false;
}

TIANYA_RULES_INLINE bool ValueRanges::assume_call(const Typed& call, bool holds) {
  if (range_internal::compares_with_itself(call)) return range_internal::holds_of_equals(call.kernel) == holds;
  if (const std::optional<Comparison> simple = comparison(call)) return narrow(*simple, holds);
  if (call.kernel == KernelId::kInList && range_internal::is_fact(*call.children[0])) {
    const Typed& fact = *call.children[0];
    const std::optional<Constant> list = fold_constant(*call.children[1]);
    if (list && list->elements.empty()) return !holds;
    if (list && fact.kind == TypedKind::kAttribute && range_internal::has_range(fact.type))
      return narrow_in(fact.index, *list, holds);
  }
  const std::optional<Constant> known = fold_constant(call);
  return !known || (known->integer != 0) == holds;
}

TIANYA_RULES_INLINE bool ValueRanges::assume(const Typed& condition, bool holds) {
  if (condition.kind == TypedKind::kNot) return assume(*condition.children[0], !holds);
  const bool is_group = condition.kind == TypedKind::kAnd || condition.kind == TypedKind::kOr;
  if (is_group && holds == (condition.kind == TypedKind::kAnd)) {
    bool possible = true;
    for (const bool simple : {true, false}) {  // a choice between sides is seen by what the others say of a fact
      for (const TypedPtr& child : condition.children) {
        if (is_simple(*child) == simple) possible = assume(*child, holds) && possible;
      }
    }
    return possible;
  }
  if (is_group) {
    // At least one side must be possible on its own.
    return std::any_of(condition.children.begin(), condition.children.end(),
                       [&](const TypedPtr& child) { return ValueRanges(*this).assume(*child, holds); });
  }
  if (!condition.type.is(TypeKind::kBool) || condition.type.nullable) return true;
  if (condition.kind == TypedKind::kIf) return assume_choice(condition, holds);
  if (condition.kind == TypedKind::kAttribute) {
    Constant yes;
    yes.integer = 1;
    return narrow({condition.index, KernelId::kEqual, yes}, holds);
  }
  if (condition.kind == TypedKind::kConstant) return (condition.constant.integer != 0) == holds;
  return condition.kind != TypedKind::kCall || assume_call(condition, holds);
}

TIANYA_RULES_END_NAMESPACE
