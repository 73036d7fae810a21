// SPDX-License-Identifier: Apache-2.0
#include "reference/evaluate.hpp"

#include <algorithm>
#include <stdexcept>

namespace reference {

using tianya_rules::Constant;
using tianya_rules::KernelId;
using tianya_rules::Macro;
using tianya_rules::Type;
using tianya_rules::Typed;
using tianya_rules::TypedKind;
using tianya_rules::TypeKind;

Value value_of(const Constant& constant, const Type& type) {
  if (constant.is_null) return Value::null();
  switch (type.kind) {
    case TypeKind::kNull:
      return Value::null();
    case TypeKind::kBool:
      return Value::of(constant.integer != 0);
    case TypeKind::kInt:
      return Value::of(constant.integer);
    case TypeKind::kDouble:
      return Value::of(constant.real);
    case TypeKind::kString:
      return type.is_enumeration() ? Value::of(constant.integer) : Value::of(constant.text);
    case TypeKind::kDate:
      return Value::of(Day{constant.integer});
    case TypeKind::kPeriod:
      return Value::of(tianya_rules::Period{constant.years, constant.months, constant.days});
    case TypeKind::kCalendar:
      return Value::of(CalendarText{constant.text});
    case TypeKind::kList: {
      List elements;
      for (const Constant& one : constant.elements) elements.push_back(value_of(one, *type.element));
      return Value::of(std::move(elements));
    }
    case TypeKind::kUnresolved:
      break;
  }
  throw std::logic_error("a constant without a type");
}

namespace {

class Evaluator {
 public:
  Evaluator(const Row& row, const FindCalendar& find_calendar) : row_(row), find_calendar_(find_calendar) {}

  Value visit(const Typed& typed) {
    switch (typed.kind) {
      case TypedKind::kConstant:
        return value_of(typed.constant, typed.type);
      case TypedKind::kError:
        return Value::failed(typed.name);
      case TypedKind::kAttribute:
        return row_.attributes.at(static_cast<std::size_t>(typed.index));
      case TypedKind::kDerived:
        return row_.derived.at(static_cast<std::size_t>(typed.index));
      case TypedKind::kMet:
        throw std::logic_error("met() is not for single expressions");
      case TypedKind::kVariable:
        return variables_.at(static_cast<std::size_t>(typed.index));
      case TypedKind::kReading:
        return visit(*typed.children[0]);
      case TypedKind::kCall:
        return call(typed);
      case TypedKind::kNot:
        return negated(visit(*typed.children[0]));
      case TypedKind::kAnd:
        return all_of(values(typed));
      case TypedKind::kOr:
        return any_of(values(typed));
      case TypedKind::kIf:
        return conditional(typed);
      case TypedKind::kList:
        return list(values(typed));
      case TypedKind::kComprehension:
        return comprehension(typed);
      case TypedKind::kBind:
        return with_variable(typed.index, visit(*typed.children[0]), *typed.children[1]);
    }
    throw std::logic_error("no such node");
  }

 private:
  List values(const Typed& typed) {
    List all;
    for (const auto& child : typed.children) all.push_back(visit(*child));
    return all;
  }

  static Value negated(const Value& value) { return value.is_known() ? Value::of(!value.is_true()) : value; }

  /// What is not known among values, an error before what is merely absent; nothing where all of them are known or null.
  static const Value* doubtful(const List& values) {
    const auto error = std::find_if(values.begin(), values.end(), [](const Value& one) { return one.is_error(); });
    if (error != values.end()) return &*error;
    const auto absent = std::find_if(values.begin(), values.end(), [](const Value& one) { return one.is_absent(); });
    return absent == values.end() ? nullptr : &*absent;
  }

  /// One that is false settles it, whatever else is in doubt.
  static Value all_of(const List& sides) {
    const bool settled = std::any_of(sides.begin(), sides.end(), [](const Value& one) { return one.is_false(); });
    if (settled) return Value::of(false);
    const Value* doubt = doubtful(sides);
    return doubt != nullptr ? *doubt : Value::of(true);
  }

  static Value any_of(const List& sides) {
    List opposite;
    for (const Value& one : sides) opposite.push_back(negated(one));
    return negated(all_of(opposite));
  }

  static Value list(List elements) {
    const Value* doubt = doubtful(elements);
    return doubt != nullptr ? *doubt : Value::of(std::move(elements));
  }

  /// A condition that is not known leaves both branches possible.
  Value conditional(const Typed& typed) {
    const Value condition = visit(*typed.children[0]);
    if (condition.is_known()) return visit(*typed.children[condition.is_true() ? 1 : 2]);
    if (condition.is_error()) return condition;
    const Value yes = visit(*typed.children[1]), no = visit(*typed.children[2]);
    if (yes.is_error()) return yes;
    if (no.is_error()) return no;
    const bool agree = typed.type.is(TypeKind::kBool) && yes.is_known() && no.is_known() && yes.is_true() == no.is_true();
    return agree ? yes : Value::absent();
  }

  Value call(const Typed& typed) {
    if (typed.kernel == KernelId::kOrValue) return or_value(visit(*typed.children[0]), *typed.children[1]);
    const List operands = values(typed);
    if (typed.kernel == KernelId::kEnumToString && operands[0].is_null()) return Value::null();
    if (with_null(typed, operands)) return Value::failed("null_operand");
    const Value* doubt = doubtful(operands);
    return doubt != nullptr ? *doubt : apply(typed, operands, find_calendar_);
  }

  /// Whether some operand is null that must not be.
  static bool with_null(const Typed& typed, const List& operands) {
    const KernelId kernel = typed.kernel;
    if (kernel == KernelId::kEqual || kernel == KernelId::kNotEqual) return false;
    const std::size_t from = kernel == KernelId::kInList ? 1 : 0;
    return std::any_of(operands.begin() + static_cast<std::ptrdiff_t>(from), operands.end(),
                       [](const Value& one) { return one.is_null(); });
  }

  /// As `first != null ? first : second`.
  Value or_value(const Value& first, const Typed& second) {
    if (first.is_known() || first.is_error()) return first;
    const Value other = visit(second);
    return first.is_null() || other.is_error() ? other : first;
  }

  Value with_variable(std::int32_t depth, Value value, const Typed& body) {
    const auto slot = static_cast<std::size_t>(depth);
    if (variables_.size() <= slot) variables_.resize(slot + 1);
    std::swap(variables_[slot], value);
    const Value result = visit(body);
    std::swap(variables_[slot], value);
    return result;
  }

  Value comprehension(const Typed& typed) {
    const Value over = visit(*typed.children[0]);
    if (over.is_null()) return Value::failed("null_operand");
    if (!over.is_known()) return over;
    List bodies;
    for (const Value& element : over.list()) bodies.push_back(with_variable(typed.index, element, *typed.children[1]));
    switch (typed.macro) {
      case Macro::kAll:
        return all_of(bodies);
      case Macro::kExists:
        return any_of(bodies);
      case Macro::kExistsOne:
        return exactly_one(bodies);
      case Macro::kFilter:
        return selected(typed, over.list(), bodies, nullptr);
      case Macro::kMap:
        if (typed.children.size() == 2) return list(std::move(bodies));
        return selected(typed, over.list(), bodies, typed.children[2].get());
    }
    throw std::logic_error("no such macro");
  }

  /// Does not absorb errors; unknowns only where two are true already.
  static Value exactly_one(const List& bodies) {
    const auto count = [&](bool (Value::*is)() const) { return std::count_if(bodies.begin(), bodies.end(), std::mem_fn(is)); };
    if (count(&Value::is_error) > 0) return *doubtful(bodies);
    const auto definite = count(&Value::is_true), open = count(&Value::is_absent);
    const bool may_hold = definite <= 1 && definite + open >= 1;
    const bool may_fail = definite != 1 || open > 0;
    return may_hold && may_fail ? Value::absent() : Value::of(may_hold);
  }

  /// Those elements (or what `transform` makes of them) whose condition is true. A condition in doubt leaves the whole in doubt.
  Value selected(const Typed& typed, const List& elements, const List& conditions, const Typed* transform) {
    List chosen;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (conditions[i].is_false()) continue;
      if (!conditions[i].is_true()) chosen.push_back(conditions[i]);
      chosen.push_back(transform != nullptr ? with_variable(typed.index, elements[i], *transform) : elements[i]);
    }
    return list(std::move(chosen));
  }

  const Row& row_;
  const FindCalendar& find_calendar_;
  List variables_;
};

}  // namespace

Value evaluate(const Typed& typed, const Row& row, const FindCalendar& find_calendar) {
  return Evaluator(row, find_calendar).visit(typed);
}

}  // namespace reference
