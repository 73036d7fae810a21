// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/expr/expression_checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace operator_internal {
/// The reader's own words for an operand.
TIANYA_RULES_INLINE std::string shown(const Span& span) {
  if (!span.source || span.end <= span.begin || span.end > span.source->text.size()) return "this";
  return "`" + span.source->text.substr(span.begin, span.end - span.begin) + "`";
}
}  // namespace operator_internal

TIANYA_RULES_INLINE std::optional<Type> ExpressionChecker::join(const Type& a, const Type& b) {
  if (a.is(TypeKind::kNull) || b.is(TypeKind::kNull)) {
    const Type& other = a.is(TypeKind::kNull) ? b : a;
    return other.is(TypeKind::kNull) ? other : other.with_null();
  }
  if (a.is(TypeKind::kUnresolved)) return b;
  if (b.is(TypeKind::kUnresolved)) return a;
  if (a.kind != b.kind || a.enumeration != b.enumeration) return std::nullopt;
  Type joined = a;
  joined.nullable = a.nullable || b.nullable;
  if (!a.is(TypeKind::kList)) return joined;
  const std::optional<Type> element = join(*a.element, *b.element);
  return element ? std::optional(Type::list_of(*element)) : std::nullopt;
}

/// Whether the type of an empty list's elements is still to be found in it.
TIANYA_RULES_INLINE bool ExpressionChecker::is_open(const Type& type) {
  return type.is(TypeKind::kUnresolved) || (type.is(TypeKind::kList) && is_open(*type.element));
}

TIANYA_RULES_INLINE Type ExpressionChecker::filled(const Type& open, const Type& wanted) {
  if (open.is(TypeKind::kUnresolved)) return wanted;
  if (!open.is(TypeKind::kList) || !wanted.is(TypeKind::kList)) return open;
  Type made = Type::list_of(filled(*open.element, *wanted.element));
  made.nullable = open.nullable;
  return made;
}

/// The node with what is open in its type taken from what stands beside it, down to the `[]` that it comes from.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::settled(const TypedPtr& open, const Type& wanted) {
  if (!open || !is_open(open->type)) return open;
  const auto made = std::make_shared<Typed>(*open);
  made->type = filled(open->type, wanted);
  const auto settle_child = [&](std::size_t i, const Type& type) { made->children[i] = settled(made->children[i], type); };
  switch (open->kind) {
    case TypedKind::kList:
      for (std::size_t i = 0; i < made->children.size(); ++i) settle_child(i, *made->type.element);
      break;
    case TypedKind::kIf:
      settle_child(1, made->type), settle_child(2, made->type);
      break;
    case TypedKind::kReading:
      settle_child(0, made->type);
      break;
    case TypedKind::kBind:
      settle_child(1, made->type);
      break;
    case TypedKind::kComprehension:
      if (open->macro == Macro::kMap) settle_child(made->children.size() - 1, *made->type.element);
      break;
    case TypedKind::kCall:
      if (open->kernel == KernelId::kAddList) settle_child(0, made->type), settle_child(1, made->type);
      if (open->kernel == KernelId::kIndexList) settle_child(0, Type::list_of(made->type));
      break;
    default:
      break;
  }
  return made;
}

TIANYA_RULES_INLINE bool ExpressionChecker::refuse_null(const TypedPtr& operand) {
  if (!operand->type.nullable && !operand->type.is(TypeKind::kNull)) return false;
  const std::string what = operator_internal::shown(operand->span);
  fail("may-be-null", what + " may be null here", operand->span,
       operand->kind == TypedKind::kAttribute || operand->kind == TypedKind::kVariable
           ? "test it first: " + what.substr(0, what.size() - 1) + " != null`"
           : "test it first, or give `.orValue(…)`");
  return true;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::boolean(const Syntax& syntax) {
  TypedPtr typed = settled(visit(syntax), Type::of(TypeKind::kBool));
  if (!typed) return nullptr;
  if (!typed->type.is(TypeKind::kBool)) {
    return fail("wrong-type", operator_internal::shown(typed->span) + " is `" + to_string(typed->type) + "`; `bool` is wanted",
                typed->span);
  }
  return refuse_null(typed) ? nullptr : typed;
}

/// Each side is checked knowing what all the other sides show, before and after it.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::junction(const Syntax& syntax, bool all) {
  std::vector<std::vector<std::string>> shown;
  for (const SyntaxPtr& side : syntax.children) shown.push_back(shown_not_null(*side, all));
  Node made = node(all ? TypedKind::kAnd : TypedKind::kOr, Type::of(TypeKind::kBool), syntax.span);
  bool good = true;
  NarrowedSides sides(not_null_, std::move(shown));
  for (std::size_t i = 0; i < syntax.children.size(); ++i) {
    sides.enter(i);
    made->children.push_back(boolean(*syntax.children[i]));
    sides.leave(i);
    good = good && made->children.back();
  }
  return good ? made : nullptr;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::conditional(const Syntax& syntax) {
  const Syntax& condition = *syntax.children[0];
  TypedPtr test = boolean(condition);
  TypedPtr yes, no;
  {
    const Narrowed narrowed(not_null_, shown_not_null(condition, true));
    yes = visit(*syntax.children[1]);
  }
  {
    const Narrowed narrowed(not_null_, shown_not_null(condition, false));
    no = visit(*syntax.children[2]);
  }
  if (!test || !yes || !no || !bring_together(yes, no, syntax)) return nullptr;
  const std::optional<Type> type = join(yes->type, no->type);
  if (!type) {
    return fail("no-overload", "the branches are `" + to_string(yes->type) + "` and `" + to_string(no->type) + "`", syntax.span,
                "both branches of `? :` have one type");
  }
  Node made = node(TypedKind::kIf, *type, syntax.span);
  made->children = {std::move(test), settled(yes, *type), settled(no, *type)};
  return made;
}

/// The label that a string literal names, as its code.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::as_label(const TypedPtr& text, const Type& enumeration) {
  const std::vector<std::string>& labels = enumeration.enumeration->labels;
  const auto found = std::find(labels.begin(), labels.end(), text->constant.text);
  if (found != labels.end()) {
    Node made = node(TypedKind::kConstant, Type::enumeration_of(enumeration.enumeration), text->span);
    made->constant.integer = found - labels.begin();
    return made;
  }
  const std::vector<std::string_view> names(labels.begin(), labels.end());
  std::string help = "its labels are ";
  for (std::size_t i = 0; i < names.size(); ++i)
    help += (i == 0 ? "`" : i + 1 == names.size() ? " and `" : ", `") + labels[i] + '`';
  if (const std::string near = nearest(text->constant.text, names); !near.empty()) help = "did you mean `" + near + "`?";
  return fail("undeclared-label", "`" + text->constant.text + "` is not a label of `" + enumeration.enumeration->name + '`',
              text->span, help);
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::as_string(const TypedPtr& label) {
  if (!label->type.is_enumeration()) return label;
  Node made = node(TypedKind::kCall, Type::of(TypeKind::kString, label->type.nullable), label->span);
  made->kernel = KernelId::kEnumToString;
  made->children = {label};
  return made;
}

/// An enumeration beside a string literal takes it as a label; beside anything else that is text, both are strings.
TIANYA_RULES_INLINE bool ExpressionChecker::bring_together(TypedPtr& a, TypedPtr& b, const Syntax&) {
  const auto is_literal = [](const TypedPtr& one) {
    return one->kind == TypedKind::kConstant && one->type.is(TypeKind::kString) && !one->type.is_enumeration();
  };
  if (a->type.is_enumeration() && is_literal(b))
    b = as_label(b, a->type);
  else if (b->type.is_enumeration() && is_literal(a))
    a = as_label(a, b->type);
  else if (a->type.enumeration != b->type.enumeration && a->type.is(TypeKind::kString) && b->type.is(TypeKind::kString))
    a = as_string(a), b = as_string(b);
  return a && b;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::equality(const Syntax& syntax, bool negated) {
  TypedPtr a = visit(*syntax.children[0]);
  TypedPtr b = visit(*syntax.children[1]);
  if (!a || !b || !bring_together(a, b, syntax)) return nullptr;
  const bool one_null = a->type.is(TypeKind::kNull) != b->type.is(TypeKind::kNull);
  const TypedPtr& other = a->type.is(TypeKind::kNull) ? b : a;
  // A second test of a name is needless, not wrong.
  const bool tested = known_not_null(other->kind == TypedKind::kVariable ? variable_key(other->index) : other->name);
  if (one_null && !other->type.nullable && !tested && other->kind != TypedKind::kReading) {
    return fail("never-null", operator_internal::shown(other->span) + " is `" + to_string(other->type) + "`, which is never null",
                other->span, "a type that lets null in ends in `?`");
  }
  if (!one_null && !join(a->type, b->type)) {
    return fail("no-overload", "`" + to_string(a->type) + "` and `" + to_string(b->type) + "` are never equal", syntax.span,
                "compare values of one type");
  }
  Node made = node(TypedKind::kCall, Type::of(TypeKind::kBool), syntax.span);
  made->kernel = negated ? KernelId::kNotEqual : KernelId::kEqual;
  made->children = {settled(a, b->type), settled(b, a->type)};
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::ordering(const Syntax& syntax, KernelId kernel) {
  TypedPtr a = visit(*syntax.children[0]);
  TypedPtr b = visit(*syntax.children[1]);
  if (!a || !b) return nullptr;
  if (a->type.is(TypeKind::kUnresolved)) a = settled(a, b->type);
  if (b->type.is(TypeKind::kUnresolved)) b = settled(b, a->type);
  const bool ordered = a->type.is(TypeKind::kInt) || a->type.is(TypeKind::kDouble) || a->type.is(TypeKind::kBool) ||
                       a->type.is(TypeKind::kDate) || a->type.is(TypeKind::kUnresolved) ||
                       (a->type.is(TypeKind::kString) && !a->type.is_enumeration() && !b->type.is_enumeration());
  const bool null = a->type.is(TypeKind::kNull) || b->type.is(TypeKind::kNull);
  if (!null && (!ordered || a->type.kind != b->type.kind)) {
    const bool labels = a->type.is_enumeration() || b->type.is_enumeration();
    if (a->type.is(TypeKind::kPeriod) && b->type.is(TypeKind::kPeriod)) {
      return fail("no-overload", "periods have no order: a month has no fixed length", syntax.span,
                  "add both to a date, and compare the dates");
    }
    return fail("no-overload", "`" + to_string(a->type) + "` and `" + to_string(b->type) + "` have no order", syntax.span,
                labels ? "labels have no order: compare with `==`" : "compare values of one type");
  }
  const bool bad = refuse_null(a);
  if (refuse_null(b) || bad) return nullptr;
  Node made = node(TypedKind::kCall, Type::of(TypeKind::kBool), syntax.span);
  made->kernel = kernel;
  made->children = {std::move(a), std::move(b)};
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::membership(const Syntax& syntax) {
  TypedPtr needle = visit(*syntax.children[0]);
  TypedPtr haystack = visit(*syntax.children[1]);
  if (!needle || !haystack) return nullptr;
  if (!haystack->type.is(TypeKind::kList)) {
    return fail("no-overload",
                "`in` wants a list, and " + operator_internal::shown(haystack->span) + " is `" + to_string(haystack->type) + "`",
                haystack->span);
  }
  const bool labels =
      needle->type.is_enumeration() && haystack->kind == TypedKind::kConstant && haystack->type.element->is(TypeKind::kString);
  if (labels) {
    Node coded = node(TypedKind::kConstant, Type::list_of(Type::enumeration_of(needle->type.enumeration)), haystack->span);
    for (std::size_t i = 0; i < haystack->constant.elements.size(); ++i) {
      Node text = node(TypedKind::kConstant, Type::of(TypeKind::kString),
                       syntax.children[1]->kind == SyntaxKind::kList ? syntax.children[1]->children[i]->span : haystack->span);
      text->constant = haystack->constant.elements[i];
      const TypedPtr label = as_label(text, needle->type);
      if (!label) return nullptr;
      coded->constant.elements.push_back(label->constant);
    }
    haystack = coded;
  } else if (needle->type.is_enumeration()) {
    needle = as_string(needle);
  }
  if (!join(needle->type, *haystack->type.element)) {
    return fail("no-overload",
                "a list of `" + to_string(*haystack->type.element) + "` never holds `" + to_string(needle->type) + '`',
                syntax.span);
  }
  Node made = node(TypedKind::kCall, Type::of(TypeKind::kBool), syntax.span);
  made->kernel = KernelId::kInList;
  made->children = {settled(needle, *haystack->type.element), settled(haystack, Type::list_of(needle->type))};
  return made;
}

/// `has(x)` is `x != null`.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::has(const Syntax& syntax) {
  const bool name = syntax.children.size() == 1 &&
                    (syntax.children[0]->kind == SyntaxKind::kIdentifier || syntax.children[0]->kind == SyntaxKind::kSelect);
  if (!name) return fail("no-overload", "`has` takes the name of a fact", syntax.span);
  auto null = std::make_shared<Syntax>();
  null->span = syntax.span;
  Syntax test;
  test.kind = SyntaxKind::kCall;
  test.span = syntax.span;
  test.children = {syntax.children[0], null};
  return equality(test, true);
}

TIANYA_RULES_END_NAMESPACE
