// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include "tianya_rules/rulebook/value_ranges.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace range_internal {
TIANYA_RULES_INLINE bool has_range(const Type& type) {
  return type.is(TypeKind::kInt) || type.is(TypeKind::kDate) || type.is(TypeKind::kBool) || type.is_enumeration();
}

}  // namespace range_internal

TIANYA_RULES_INLINE std::optional<ValueRanges::Comparison> ValueRanges::comparison(const Typed& condition) {
  if (condition.kind != TypedKind::kCall || condition.children.size() != 2) return std::nullopt;
  if (contrary(condition.kernel) == KernelId::kNone) return std::nullopt;
  const Typed* fact = condition.children[0].get();
  const Typed* literal = condition.children[1].get();
  KernelId kernel = condition.kernel;
  if (fact->kind == TypedKind::kConstant) std::swap(fact, literal), kernel = mirrored(kernel);
  if (fact->kind != TypedKind::kAttribute || literal->kind != TypedKind::kConstant || !range_internal::has_range(fact->type))
    return std::nullopt;
  return Comparison{fact->index, kernel, &literal->constant};
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
  if (!declared.type.is_enumeration()) return range;
  const std::size_t labels = declared.type.enumeration->labels.size();
  range.low = 0;
  range.high = static_cast<std::int64_t>(labels) - 1;
  if (labels < 64) range.codes = (std::uint64_t{1} << labels) - 1;
  return range;
}

TIANYA_RULES_INLINE bool ValueRanges::narrow(const Comparison& comparison, bool holds) {
  const KernelId kernel = holds ? comparison.kernel : contrary(comparison.kernel);
  ValueRange& range = range_of(comparison.attribute);
  const Attribute& declared = entity_->attributes[static_cast<std::size_t>(comparison.attribute)];
  const std::int64_t value = comparison.constant->integer;
  if (comparison.constant->is_null) {
    if (kernel == KernelId::kEqual) range.low = 1, range.high = 0, range.codes = 0;
    if (kernel == KernelId::kNotEqual) range.null = false;
    return !range.empty();
  }
  if (kernel != KernelId::kNotEqual) range.null = false;
  const bool has_codes = declared.type.is_enumeration() && value >= 0 && value < 64;
  const std::uint64_t code = has_codes ? std::uint64_t{1} << value : 0;
  switch (kernel) {
    case KernelId::kEqual:
      range.low = std::max(range.low, value), range.high = std::min(range.high, value);
      if (has_codes) range.codes &= code;
      break;
    case KernelId::kNotEqual:
      if (range.low == value && value < INT64_MAX) ++range.low;
      if (range.high == value && value > INT64_MIN) --range.high;
      if (has_codes) range.codes &= ~code;
      break;
    case KernelId::kLess:
      value == INT64_MIN ? range.low = 1, range.high = 0 : range.high = std::min(range.high, value - 1);
      break;
    case KernelId::kLessEqual:
      range.high = std::min(range.high, value);
      break;
    case KernelId::kGreater:
      value == INT64_MAX ? range.low = 1, range.high = 0 : range.low = std::max(range.low, value + 1);
      break;
    case KernelId::kGreaterEqual:
      range.low = std::max(range.low, value);
      break;
    default:
      break;
  }
  return !range.empty();
}

TIANYA_RULES_INLINE bool ValueRanges::assume(const Typed& condition, bool holds) {
  if (condition.kind == TypedKind::kNot) return assume(*condition.children[0], !holds);
  const bool is_group = condition.kind == TypedKind::kAnd || condition.kind == TypedKind::kOr;
  if (is_group && holds == (condition.kind == TypedKind::kAnd)) {
    bool possible = true;
    for (const TypedPtr& child : condition.children) possible = assume(*child, holds) && possible;
    return possible;
  }
  if (is_group) {
    // At least one side must be possible on its own.
    return std::any_of(condition.children.begin(), condition.children.end(),
                       [&](const TypedPtr& child) { return ValueRanges(*this).assume(*child, holds); });
  }
  if (condition.kind == TypedKind::kAttribute && condition.type.is(TypeKind::kBool)) {
    Constant yes;
    yes.integer = 1;
    return narrow({condition.index, KernelId::kEqual, &yes}, holds);
  }
  if (condition.kind == TypedKind::kConstant && condition.type.is(TypeKind::kBool))
    return (condition.constant.integer != 0) == holds;
  const std::optional<Comparison> simple = comparison(condition);
  return simple ? narrow(*simple, holds) : true;
}

TIANYA_RULES_END_NAMESPACE
