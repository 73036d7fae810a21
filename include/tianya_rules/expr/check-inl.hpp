// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/expr/check_calls-inl.hpp"
#include "tianya_rules/expr/check_operators-inl.hpp"
#include "tianya_rules/expr/expression_checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace name_internal {
/// `a.b.c` as it is written; nothing where the syntax is more than a name.
TIANYA_RULES_INLINE std::optional<std::string> dotted(const Syntax& syntax) {
  if (syntax.kind == SyntaxKind::kIdentifier) return syntax.text;
  if (syntax.kind != SyntaxKind::kSelect || syntax.children.empty()) return std::nullopt;
  const std::optional<std::string> left = dotted(*syntax.children[0]);
  return left ? std::optional(*left + '.' + syntax.text) : std::nullopt;
}

TIANYA_RULES_INLINE bool is_rooted(const Syntax& syntax) {
  return syntax.kind == SyntaxKind::kIdentifier ? syntax.leading_dot : !syntax.children.empty() && is_rooted(*syntax.children[0]);
}

/// The full name and declaration that a written name means, container first.
TIANYA_RULES_INLINE std::optional<std::pair<std::string, Declaration>> resolve(const Environment& environment,
                                                                               const std::string& path, bool rooted) {
  if (!environment.lookup) return std::nullopt;
  std::string container = rooted ? std::string() : environment.container;
  for (;;) {
    const std::string full = container.empty() ? path : container + '.' + path;
    if (std::optional<Declaration> found = environment.lookup(full)) return std::pair(full, *std::move(found));
    if (container.empty()) return std::nullopt;
    const std::size_t dot = container.rfind('.');
    container.resize(dot == std::string::npos ? 0 : dot);
  }
}
}  // namespace name_internal

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::fail(std::string code, std::string message, const Span& span, std::string help) {
  problems_.error(std::move(code), std::move(message), span, std::move(help));
  return nullptr;
}

TIANYA_RULES_INLINE ExpressionChecker::Node ExpressionChecker::node(TypedKind kind, Type type, const Span& span) {
  auto made = std::make_shared<Typed>();
  made->kind = kind;
  made->type = std::move(type);
  made->span = span;
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::whole(const SyntaxPtr& syntax, const Expected& expected) {
  TypedPtr typed = visit(*syntax);
  if (!typed || !expected.type) return typed;
  const Type& wanted = *expected.type;
  if (wanted.nullable && typed->type.is(TypeKind::kNull)) return typed;
  if (typed->type.kind != wanted.kind) {
    return fail("wrong-type", expected.what + " is `" + to_string(typed->type) + "`; `" + to_string(wanted) + "` is wanted",
                syntax->span);
  }
  if (typed->type.nullable && !wanted.nullable) return refuse_null(typed), nullptr;
  return typed;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::visit(const Syntax& syntax) {
  if (depth_ >= kMaxTypedDepth) {
    return fail("too-deep",
                "with the readings that it uses the condition nests more than " + std::to_string(kMaxTypedDepth) + " levels deep",
                syntax.span, "split it over several items or a derived fact");
  }
  if (++parts_ > kMaxTypedNodes) {
    // Told once: whatever follows would say the same.
    if (parts_ > kMaxTypedNodes + 1) return nullptr;
    return fail("too-large", "with the readings that it uses the condition has more than 200,000 parts", syntax.span,
                "split it over several items or a derived fact");
  }
  ++depth_;
  if (environment_.trace) ++environment_.trace->parts, environment_.trace->depth = std::max(environment_.trace->depth, depth_);
  TypedPtr typed = visit_kind(syntax);
  --depth_;
  return typed;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::visit_kind(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::kIdentifier:
    case SyntaxKind::kSelect:
      return name(syntax);
    case SyntaxKind::kCall:
      return call(syntax);
    case SyntaxKind::kList:
      return list(syntax);
    default:
      return syntax.kind == SyntaxKind::kBroken ? nullptr : literal(syntax);
  }
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::literal(const Syntax& syntax) {
  const auto constant = [&](TypeKind kind) { return node(TypedKind::kConstant, Type::of(kind), syntax.span); };
  Node made;
  switch (syntax.kind) {
    case SyntaxKind::kNull:
      made = constant(TypeKind::kNull);
      made->constant.is_null = true;
      return made;
    case SyntaxKind::kBool:
    case SyntaxKind::kInt:
      made = constant(syntax.kind == SyntaxKind::kBool ? TypeKind::kBool : TypeKind::kInt);
      made->constant.integer = syntax.int_value;
      return made;
    case SyntaxKind::kDouble:
      made = constant(TypeKind::kDouble);
      made->constant.real = syntax.double_value;
      return made;
    case SyntaxKind::kString:
      made = constant(TypeKind::kString);
      made->constant.text = syntax.text;
      return made;
    default:
      return fail("not-in-profile", "unsigned numbers, bytes and maps are not part of conditions", syntax.span);
  }
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::list(const Syntax& syntax) {
  std::vector<TypedPtr> elements;
  for (const SyntaxPtr& child : syntax.children) elements.push_back(visit(*child));
  if (std::count(elements.begin(), elements.end(), nullptr) > 0) return nullptr;
  Type element;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i]->type.is_enumeration()) elements[i] = as_string(elements[i]);
    const std::optional<Type> joined = i == 0 ? elements[i]->type : join(element, elements[i]->type);
    if (!joined) {
      return fail("no-overload", "the list holds `" + to_string(element) + "` and `" + to_string(elements[i]->type) + "`",
                  elements[i]->span, "all elements of a list have one type");
    }
    element = *joined;
  }
  Node made = node(TypedKind::kList, Type::list_of(element), syntax.span);
  for (TypedPtr& one : elements) one = settled(one, element);
  const bool constant =
      std::all_of(elements.begin(), elements.end(), [](const TypedPtr& one) { return one->kind == TypedKind::kConstant; });
  if (constant) made->kind = TypedKind::kConstant;
  for (const TypedPtr& one : elements) {
    if (constant) made->constant.elements.push_back(one->constant);
  }
  if (!constant) made->children = std::move(elements);
  return made;
}

// --- names ------------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE const ExpressionChecker::Variable* ExpressionChecker::variable(std::string_view name) const {
  const auto found = std::find_if(variables_.rbegin(), variables_.rend(), [&](const Variable& one) { return one.name == name; });
  return found == variables_.rend() ? nullptr : &*found;
}

/// As `not_null_` has it: no fact has such a name.
TIANYA_RULES_INLINE std::string ExpressionChecker::variable_key(std::int32_t index) { return "@" + std::to_string(index); }

TIANYA_RULES_INLINE std::vector<std::string> ExpressionChecker::shown_not_null(const Syntax& condition, bool holds) const {
  return names_not_null(condition, holds, environment_, [this](std::string_view name) -> std::optional<std::string> {
    const Variable* bound = variable(name);
    return bound ? std::optional(variable_key(bound->index)) : std::nullopt;
  });
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::name(const Syntax& syntax) {
  const std::optional<std::string> path = name_internal::dotted(syntax);
  if (!path) {
    const TypedPtr left = visit(*syntax.children[0]);
    if (!left) return nullptr;
    return fail("unknown-name", "`" + to_string(left->type) + "` has no field `" + syntax.text + "`", syntax.span);
  }
  const bool rooted = name_internal::is_rooted(syntax);
  if (const Variable* bound = rooted ? nullptr : variable(path->substr(0, path->find('.')))) {
    if (path->find('.') != std::string::npos) {
      return fail("unknown-name", "`" + bound->name + "` is `" + to_string(bound->type) + "` and has no fields", syntax.span);
    }
    if (bound->constant) return bound->constant;
    const bool tested = known_not_null(variable_key(bound->index));
    Node made = node(TypedKind::kVariable, tested ? bound->type.with_null(false) : bound->type, syntax.span);
    made->index = bound->index;
    made->name = bound->name;
    return made;
  }
  const auto found = name_internal::resolve(environment_, *path, rooted);
  return found ? declared(syntax, found->first, found->second) : unknown_name(syntax, *path);
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::unknown_name(const Syntax& syntax, const std::string& path) {
  const std::vector<std::string_view> names = environment_.names ? environment_.names() : std::vector<std::string_view>{};
  const std::string prefix = environment_.container + '.';
  std::vector<std::string_view> shown;
  std::string parts;
  for (std::string_view one : names) {
    if (!environment_.container.empty() && one.substr(0, prefix.size()) == prefix) one.remove_prefix(prefix.size());
    shown.push_back(one);
    if (one.substr(0, path.size() + 1) == path + '.') parts += (parts.empty() ? "`" : ", `") + std::string(one) + '`';
  }
  std::string help;
  if (const std::string near = nearest(path, shown); !near.empty()) help = "did you mean `" + near + "`?";
  if (!parts.empty()) help = "name one of its parts: " + parts;
  const bool is_reading = path.substr(0, 8) == "reading.";
  return fail("unknown-name", (is_reading ? "no reading is called `" : "no fact is called `") + path + '`', syntax.span, help);
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::declared(const Syntax& syntax, const std::string& full_name,
                                                         const Declaration& declaration) {
  if (declaration.kind == Declaration::Kind::kReading) return reading(syntax, full_name, declaration);
  if (declaration.type.is(TypeKind::kUnresolved)) return nullptr;  // its declaration was refused, and that was told
  Type type = declaration.type;
  if (known_not_null(full_name)) type.nullable = false;
  Node made = node(TypedKind::kAttribute, type, syntax.span);
  made->name = full_name;
  made->index = declaration.index;
  if (declaration.kind == Declaration::Kind::kDerived) made->kind = TypedKind::kDerived;
  if (declaration.kind == Declaration::Kind::kConstant) made->kind = TypedKind::kConstant, made->constant = declaration.constant;
  return made;
}

/// The chosen answer, checked here as if its text stood here; variables of the place are not its own.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::reading(const Syntax& syntax, const std::string& full_name,
                                                        const Declaration& declaration) {
  if (!declaration.expansion || parts_ > kMaxTypedNodes) return nullptr;
  if (expansions_ >= kMaxReadingsDeep) return fail("too-deep", "readings use readings more than 32 deep", syntax.span);
  if (++expansions_done_ > kMaxReadingsExpanded) {
    // Told once: every name after it would say the same.
    if (expansions_done_ > kMaxReadingsExpanded + 1) return nullptr;
    return fail("too-large", "the condition uses more than 2,000 readings, counting those that they use", syntax.span);
  }
  if (environment_.uses_reading) environment_.uses_reading({syntax, full_name, depth_, not_null_});
  std::vector<Variable> outside;
  variables_.swap(outside);
  outer_variables_ += outside.size();
  ++expansions_;
  TypedPtr answer = visit(*declaration.expansion);
  --expansions_;
  outer_variables_ -= outside.size();
  variables_.swap(outside);
  if (!answer) return nullptr;
  Type type = declaration.type.is(TypeKind::kUnresolved) ? answer->type : declaration.type;
  type.nullable = (answer->type.nullable || answer->type.is(TypeKind::kNull)) && !known_not_null(full_name);
  if (type.is(TypeKind::kNull)) type.nullable = false;
  if (type.is_enumeration() && !answer->type.is_enumeration() && !answer->type.is(TypeKind::kNull)) answer = as_label(answer, type);
  if (!answer) return nullptr;
  if (!type.is_enumeration() && answer->type.is_enumeration()) answer = as_string(answer);
  Node made = node(TypedKind::kReading, type, syntax.span);
  made->name = full_name.substr(full_name.find('.') + 1);
  made->children = {settled(answer, type)};
  return made;
}

// --- the public face --------------------------------------------------------------------------------------------------------

namespace name_internal {
/// The name that a comparison with the literal null is about, if the call is one.
TIANYA_RULES_INLINE const Syntax* compared_with_null(const Syntax& call) {
  if (call.children.size() != 2) return nullptr;
  const bool left = call.children[0]->kind == SyntaxKind::kNull;
  const bool right = call.children[1]->kind == SyntaxKind::kNull;
  return left == right ? nullptr : call.children[left ? 1 : 0].get();
}

/// Every name in the text of a condition that could not be read: it may have meant to test it. With a reading in it, any name.
TIANYA_RULES_INLINE void collect_words(const Syntax& broken, const Environment& environment, std::vector<std::string>& names) {
  if (!broken.span.source || !environment.names) return;
  const std::string_view all = broken.span.source->text;
  const std::string_view text =
      all.substr(std::min(all.size(), broken.span.begin), broken.span.end - std::min(broken.span.begin, broken.span.end));
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::set<std::string_view> words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = at;
    while (at < text.size() && in_word(text[at])) ++at;
    if (at > begin) words.insert(text.substr(begin, at - begin));
  }
  if (words.count("reading") > 0) return names.emplace_back(kAnyName), void();
  for (const std::string_view name : environment.names()) {
    if (words.count(name.substr(name.rfind('.') + 1)) > 0) names.emplace_back(name);
  }
}

/// How much of readings is followed: what is not narrows nothing, which is safe.
struct FollowBudget {
  int readings = 64;
  int parts_in_readings = 2'000;
  int open = 0;  ///< Readings that are being followed.
};

using FindVariable = std::function<std::optional<std::string>(std::string_view)>;

TIANYA_RULES_INLINE void collect_not_null(const Syntax& condition, bool holds, const Environment& environment,
                                          const FindVariable& variable, int depth, FollowBudget& budget,
                                          std::vector<std::string>& names) {
  if (depth > 2 * static_cast<int>(kMaxNestingDepth)) return;
  if (budget.open > 0 && --budget.parts_in_readings < 0) return;
  const auto bound = [&](const Syntax& name, const std::string& path) {
    return variable && !is_rooted(name) ? variable(path.substr(0, path.find('.'))) : std::nullopt;
  };
  if (condition.kind == SyntaxKind::kIdentifier || condition.kind == SyntaxKind::kSelect) {
    const std::optional<std::string> path = dotted(condition);
    if (path && bound(condition, *path)) return;
    const auto found = path ? resolve(environment, *path, is_rooted(condition)) : std::nullopt;
    if (!found || found->second.kind != Declaration::Kind::kReading || !found->second.expansion || --budget.readings < 0) return;
    ++budget.open;
    collect_not_null(*found->second.expansion, holds, environment, {}, depth + 1, budget, names);
    --budget.open;
    return;
  }
  if (condition.kind == SyntaxKind::kBroken) return collect_words(condition, environment, names);
  if (condition.kind != SyntaxKind::kCall) return;
  const std::string& call = condition.text;
  if (call == "!_") return collect_not_null(*condition.children[0], !holds, environment, variable, depth + 1, budget, names);
  if (call == (holds ? "_&&_" : "_||_")) {
    for (const SyntaxPtr& side : condition.children)
      collect_not_null(*side, holds, environment, variable, depth + 1, budget, names);
    return;
  }
  const Syntax* tested = call == (holds ? "_!=_" : "_==_") ? compared_with_null(condition) : nullptr;
  if (holds && call == "has" && condition.children.size() == 1) tested = condition.children[0].get();
  const std::optional<std::string> path = tested ? dotted(*tested) : std::nullopt;
  if (const auto known = path ? bound(*tested, *path) : std::nullopt) return names.push_back(*known);
  if (const auto found = path ? resolve(environment, *path, is_rooted(*tested)) : std::nullopt) names.push_back(found->first);
}
}  // namespace name_internal

TIANYA_RULES_INLINE std::vector<std::string> names_not_null(const Syntax& condition, bool holds, const Environment& environment,
                                                            const name_internal::FindVariable& variable) {
  std::vector<std::string> names;
  name_internal::FollowBudget budget;
  name_internal::collect_not_null(condition, holds, environment, variable, 0, budget, names);
  return names;
}

TIANYA_RULES_INLINE TypedPtr check(const SyntaxPtr& syntax, const Environment& environment, const Expected& expected,
                                   const std::vector<std::string>& not_null, Diagnostics& problems) {
  NotNull names(not_null.begin(), not_null.end());
  return check(syntax, environment, expected, names, problems);
}

TIANYA_RULES_INLINE TypedPtr check(const SyntaxPtr& syntax, const Environment& environment, const Expected& expected,
                                   NotNull& not_null, Diagnostics& problems) {
  return syntax ? ExpressionChecker(environment, not_null, problems).whole(syntax, expected) : nullptr;
}

TIANYA_RULES_END_NAMESPACE
