// SPDX-License-Identifier: Apache-2.0
// Comparison and arithmetic of the slow evaluator, on operands that are known (or, where they may be, null).
#include <cmath>
#include <stdexcept>

#include "reference/evaluate.hpp"

namespace reference {

using tianya_rules::KernelId;

bool equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.value.index() != b.value.index()) throw std::logic_error("values of two types are compared");
  if (const auto* list = std::get_if<List>(&a.value)) {
    if (list->size() != b.list().size()) return false;
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (!equal((*list)[i], b.list()[i])) return false;
    }
    return true;
  }
  if (std::holds_alternative<bool>(a.value)) return a.is_true() == b.is_true();
  if (std::holds_alternative<std::int64_t>(a.value)) return a.integer() == b.integer();
  if (std::holds_alternative<double>(a.value)) return a.real() == b.real();
  if (std::holds_alternative<std::string>(a.value)) return a.text() == b.text();
  if (std::holds_alternative<Day>(a.value)) return a.day() == b.day();
  if (const auto* period = std::get_if<tianya_rules::Period>(&a.value)) {
    return *period == std::get<tianya_rules::Period>(b.value);
  }
  return std::get<CalendarText>(a.value).text == std::get<CalendarText>(b.value).text;
}

namespace {

bool less(const Value& a, const Value& b) {
  if (std::holds_alternative<bool>(a.value)) return a.is_false() && b.is_true();
  if (std::holds_alternative<std::int64_t>(a.value)) return a.integer() < b.integer();
  if (std::holds_alternative<double>(a.value)) return a.real() < b.real();
  if (std::holds_alternative<Day>(a.value)) return a.day() < b.day();
  return a.text() < b.text();  // bytes of UTF-8 are in the order of code points
}

/// Not the same as "not greater": NaN.
bool less_equal(const Value& a, const Value& b) {
  if (std::holds_alternative<double>(a.value)) return a.real() <= b.real();
  return !less(b, a);
}

/// The exact result where it fits.
Value checked(Wide exact) {
  if (exact < INT64_MIN || exact > INT64_MAX) return Value::failed("overflow");
  return Value::of(static_cast<std::int64_t>(exact));
}

Value divide(std::int64_t a, std::int64_t b) {
  if (b == 0) return Value::failed("division_by_zero");
  return checked(static_cast<Wide>(a) / b);
}

/// The least int has no quotient by -1, and so no remainder either.
Value modulo(std::int64_t a, std::int64_t b) {
  if (b == 0) return Value::failed("division_by_zero");
  if (a == INT64_MIN && b == -1) return Value::failed("overflow");
  return Value::of(a % b);
}

Value least_of(const List& values, bool greatest) {
  if (values.empty()) return Value::failed("empty_list");
  Value best = values[0];
  for (const Value& one : values) {
    if (greatest ? less(best, one) : less(one, best)) best = one;
  }
  return best;
}

Value concatenated(const Value& a, const Value& b) {
  List all = a.list();
  all.insert(all.end(), b.list().begin(), b.list().end());
  return Value::of(std::move(all));
}

Value element(const List& list, std::int64_t index) {
  if (index < 0 || static_cast<std::uint64_t>(index) >= list.size()) return Value::failed("index_out_of_range");
  return list[static_cast<std::size_t>(index)];
}

bool holds(const List& list, const Value& wanted) {
  for (const Value& one : list) {
    if (equal(wanted, one)) return true;
  }
  return false;
}

}  // namespace

Value apply_operator(KernelId kernel, const List& operands) {
  const Value& a = operands[0];
  const Value& b = operands.back();
  switch (kernel) {
    case KernelId::kEqual:
      return Value::of(equal(a, b));
    case KernelId::kNotEqual:
      return Value::of(!equal(a, b));
    case KernelId::kLess:
      return Value::of(less(a, b));
    case KernelId::kLessEqual:
      return Value::of(less_equal(a, b));
    case KernelId::kGreater:
      return Value::of(less(b, a));
    case KernelId::kGreaterEqual:
      return Value::of(less_equal(b, a));
    case KernelId::kAddInt:
      return checked(static_cast<Wide>(a.integer()) + b.integer());
    case KernelId::kSubtractInt:
      return checked(static_cast<Wide>(a.integer()) - b.integer());
    case KernelId::kMultiplyInt:
      return checked(static_cast<Wide>(a.integer()) * b.integer());
    case KernelId::kDivideInt:
      return divide(a.integer(), b.integer());
    case KernelId::kModuloInt:
      return modulo(a.integer(), b.integer());
    case KernelId::kNegateInt:
      return checked(-static_cast<Wide>(a.integer()));
    case KernelId::kAddDouble:
      return Value::of(a.real() + b.real());
    case KernelId::kSubtractDouble:
      return Value::of(a.real() - b.real());
    case KernelId::kMultiplyDouble:
      return Value::of(a.real() * b.real());
    case KernelId::kDivideDouble:
      return Value::of(a.real() / b.real());
    case KernelId::kNegateDouble:
      return Value::of(-a.real());
    case KernelId::kAddString:
      return Value::of(a.text() + b.text());
    case KernelId::kAddList:
      return concatenated(a, b);
    case KernelId::kIndexList:
      return element(a.list(), b.integer());
    case KernelId::kInList:
      return Value::of(holds(b.list(), a));
    case KernelId::kLeast:
      return least_of(operands, false);
    case KernelId::kGreatest:
      return least_of(operands, true);
    case KernelId::kLeastList:
      return least_of(a.list(), false);
    case KernelId::kGreatestList:
      return least_of(a.list(), true);
    default:
      throw std::logic_error("the slow evaluator does not know this kernel");
  }
}

}  // namespace reference
