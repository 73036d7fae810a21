// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

#include <algorithm>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/expr/check_operators-inl.hpp"
#include "tianya_rules/expr/expression_checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace call_internal {
/// Days since 1970-01-01 of `YYYY-MM-DD`, where it is a day from 1900 to 2200 (Hinnant's days_from_civil).
TIANYA_RULES_INLINE std::optional<std::int64_t> day_number(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i)
      value = text[i] >= '0' && text[i] <= '9' && value >= 0 ? value * 10 + (text[i] - '0') : -1;
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > kDays[month - 1] + (month == 2 && leap))
    return std::nullopt;
  const int y = month <= 2 ? year - 1 : year;
  const int era = y / 400, of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return std::int64_t{era} * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/// What to write where CEL has a function that conditions have not; "" for all other names.
TIANYA_RULES_INLINE std::string_view instead_of(std::string_view name) {
  if (name == "timestamp") return "days are dates, without a time of day: `date(\"2026-01-31\")`";
  if (name == "duration") return "lengths of time are periods: `days(n)`, `months(n)` or `years(n)`";
  if (name == "uint") return "whole numbers are `int`";
  if (name == "bytes") return "text is `string`";
  if (name == "type") return "every type is known when the rulebook loads: there is none to ask for";
  if (name == "dyn") return "every type is known when the rulebook loads: leave `dyn` out";
  return {};
}
}  // namespace call_internal

// --- overloads --------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE bool ExpressionChecker::fits(std::string_view pattern, const Type& type, Bindings& bindings) {
  const bool takes_null = !pattern.empty() && pattern.back() == '?';
  if (takes_null) pattern.remove_suffix(1);
  if (type.is(TypeKind::kNull)) return takes_null;
  if (pattern.size() > 6 && pattern.substr(0, 5) == "list<") {
    return type.is(TypeKind::kList) && fits(pattern.substr(5, pattern.size() - 6), *type.element, bindings);
  }
  Type plain = type;
  plain.nullable = false;
  if (pattern != "T") {
    plain.enumeration = nullptr;
    return type.is(TypeKind::kUnresolved) || to_string(plain) == pattern;
  }
  const auto [bound, is_new] = bindings.try_emplace("T", plain);
  if (is_new) return true;
  const std::optional<Type> both = join(bound->second, plain);
  if (both) bound->second = *both;
  return both.has_value();
}

TIANYA_RULES_INLINE Type ExpressionChecker::result_type(std::string_view pattern, const Bindings& bindings) {
  const bool nullable = !pattern.empty() && pattern.back() == '?';
  if (nullable) pattern.remove_suffix(1);
  if (pattern.size() > 6 && pattern.substr(0, 5) == "list<")
    return Type::list_of(result_type(pattern.substr(5, pattern.size() - 6), bindings));
  if (pattern == "T") {
    const auto bound = bindings.find("T");
    return bound == bindings.end() ? Type{} : bound->second.with_null(nullable);
  }
  for (const TypeKind kind : {TypeKind::kBool, TypeKind::kInt, TypeKind::kDouble, TypeKind::kString, TypeKind::kDate,
                              TypeKind::kPeriod, TypeKind::kCalendar}) {
    if (to_string(Type::of(kind)) == pattern) return Type::of(kind, nullable);
  }
  return {};
}

TIANYA_RULES_INLINE std::vector<const Function*> ExpressionChecker::candidates(std::string_view name, bool receiver) const {
  std::vector<const Function*> found;
  for (const Function& one : core_functions()) {
    if (one.name == name && one.receiver == receiver) found.push_back(&one);
  }
  if (environment_.more_functions == nullptr) return found;
  for (const Function& one : *environment_.more_functions) {
    if (one.name == name && one.receiver == receiver) found.push_back(&one);
  }
  return found;
}

TIANYA_RULES_INLINE bool ExpressionChecker::is_function(std::string_view name) const { return !candidates(name, false).empty(); }

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::no_overload(const Syntax& syntax, const std::string& name,
                                                            const std::vector<TypedPtr>& arguments) {
  std::string types;
  for (const TypedPtr& one : arguments) types += (types.empty() ? "`" : ", `") + to_string(one->type) + '`';
  std::string shown = name;
  shown.erase(std::remove(shown.begin(), shown.end(), '_'), shown.end());
  if (name.find('_') != 0 && name.find("-_") != 0) shown = name;
  std::string wanted;
  for (const bool receiver : {false, true}) {
    for (const Function* one : candidates(name, receiver)) {
      std::string list;
      for (const std::string_view parameter : one->parameters) list += (list.empty() ? "" : ", ") + std::string(parameter);
      wanted += (wanted.empty() ? "it takes (" : ", or (") + list + ')';
    }
  }
  return fail("no-overload", "`" + shown + "` does not take " + (types.empty() ? "nothing" : types), syntax.span, wanted);
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::function(const Syntax& syntax, const std::string& name, bool receiver,
                                                         std::vector<TypedPtr> arguments) {
  const std::vector<const Function*> rows = candidates(name, receiver);
  for (TypedPtr& argument : arguments) {
    const bool keeps = name == "orValue";
    if (argument->type.is_enumeration() && !keeps) argument = as_string(argument);
  }
  if (name == "orValue" && arguments.size() == 2 && !bring_together(arguments[0], arguments[1], syntax)) return nullptr;
  for (const Function* row : rows) {
    Bindings bindings;
    bool good = row->parameters.size() == arguments.size();
    for (std::size_t i = 0; good && i < arguments.size(); ++i) {
      const bool takes_null = row->parameters[i].back() == '?';
      good = fits(row->parameters[i], arguments[i]->type, bindings);
      // Of `orValue` there is a row for each; elsewhere null is refused with a message of its own below.
      good = good && (takes_null || name != "orValue" || !arguments[i]->type.nullable);
    }
    if (!good) continue;
    bool null = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (row->parameters[i].back() != '?' && refuse_null(arguments[i])) null = true;
    }
    if (null) return nullptr;
    if (row->kernel == KernelId::kMatches && !check_pattern(*arguments[1])) return nullptr;
    for (std::size_t i = 0; i < arguments.size(); ++i)
      arguments[i] = settled(arguments[i], result_type(row->parameters[i], bindings));
    if (row->kernel == KernelId::kIndexList && is_open(arguments[0]->type)) return ambiguous(arguments[0]);
    Node made = node(TypedKind::kCall, result_type(row->result, bindings), syntax.span);
    made->kernel = row->kernel;
    made->name = row->overload;
    made->children = std::move(arguments);
    return made;
  }
  return no_overload(syntax, name, arguments);
}

TIANYA_RULES_INLINE bool ExpressionChecker::check_pattern(const Typed& pattern) {
  if (pattern.kind != TypedKind::kConstant) return true;
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 compiled(pattern.constant.text.size() > kMaxRegexBytes ? "" : pattern.constant.text, options);
  if (compiled.ok() && pattern.constant.text.size() <= kMaxRegexBytes) return true;
  fail("bad-pattern",
       compiled.ok() ? "the pattern is longer than " + std::to_string(kMaxRegexBytes) + " bytes"
                     : "the pattern is none: " + compiled.error(),
       pattern.span, "patterns are written as RE2 has them");
  return false;
}

// --- calls ------------------------------------------------------------------------------------------------------------------

/// `math.least(a, b)` is a function with a dotted name, `a.size()` one of a receiver.
TIANYA_RULES_INLINE std::string ExpressionChecker::function_name(const Syntax& syntax, bool& receiver) {
  receiver = syntax.has_target;
  if (!receiver || syntax.children[0]->kind != SyntaxKind::kIdentifier) return syntax.text;
  const std::string& left = syntax.children[0]->text;
  if (left != "math" && left != "cel") return syntax.text;
  receiver = false;
  return left + '.' + syntax.text;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::call(const Syntax& syntax) {
  bool receiver = false;
  const std::string name = function_name(syntax, receiver);
  bool handled = false;
  TypedPtr made = special(syntax, name, handled);
  if (handled) return made;
  const std::size_t skip = syntax.has_target && !receiver ? 1 : 0;
  std::vector<TypedPtr> arguments;
  for (std::size_t i = skip; i < syntax.children.size(); ++i) arguments.push_back(visit(*syntax.children[i]));
  const bool counts = name == "add_workdays" || name == "count_workdays";
  if (candidates(name, receiver).empty()) {
    if (const std::string_view instead = receiver ? std::string_view() : call_internal::instead_of(name); !instead.empty())
      return fail("not-in-profile", "`" + name + "` is not part of conditions", syntax.span, std::string(instead));
    std::vector<std::string_view> names = {"all", "exists", "exists_one", "filter", "map", "has", "met", "calendar", "date"};
    for (const Function& one : core_functions()) names.push_back(one.name);
    for (std::size_t i = 0; environment_.more_functions && i < environment_.more_functions->size(); ++i)
      names.push_back((*environment_.more_functions)[i].name);
    const std::string near = nearest(name, names);
    return fail("unknown-function", (receiver ? "nothing has a function `" : "there is no function `") + name + '`', syntax.span,
                near.empty() ? "" : "did you mean `" + near + "`?");
  }
  if (std::count(arguments.begin(), arguments.end(), nullptr) > 0) return nullptr;
  if (counts && arguments.size() == 2) {
    if (!environment_.default_calendar)
      return fail("no-calendar", "`" + name + "` does not say by which calendar", syntax.span, "add `calendar(…)`");
    arguments.push_back(visit(*environment_.default_calendar));
    if (!arguments.back()) return nullptr;
  }
  if (name == "math.least" || name == "math.greatest") return least_or_greatest(syntax, name, std::move(arguments));
  return function(syntax, name, receiver, std::move(arguments));
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::special(const Syntax& syntax, const std::string& name, bool& handled) {
  handled = true;
  if (name == "_&&_" || name == "_||_") return junction(syntax, name == "_&&_");
  if (name == "_?_:_") return conditional(syntax);
  if (name == "_==_" || name == "_!=_") return equality(syntax, name == "_!=_");
  if (name == "_<_") return ordering(syntax, KernelId::kLess);
  if (name == "_<=_") return ordering(syntax, KernelId::kLessEqual);
  if (name == "_>_") return ordering(syntax, KernelId::kGreater);
  if (name == "_>=_") return ordering(syntax, KernelId::kGreaterEqual);
  if (name == "@in") return membership(syntax);
  if (name == "!_") {
    TypedPtr inner = boolean(*syntax.children[0]);
    if (!inner) return nullptr;
    Node made = node(TypedKind::kNot, Type::of(TypeKind::kBool), syntax.span);
    made->children = {std::move(inner)};
    return made;
  }
  if (!syntax.has_target && name == "has") return has(syntax);
  if (!syntax.has_target && name == "met") return met(syntax);
  if (!syntax.has_target && name == "calendar") return calendar(syntax);
  if (!syntax.has_target && name == "date") return date(syntax);
  if (name == "cel.bind") return bind(syntax);
  if (syntax.has_target && syntax.children.size() >= 3) {
    if (name == "all") return macro(syntax, Macro::kAll);
    if (name == "exists") return macro(syntax, Macro::kExists);
    if (name == "exists_one" || name == "existsOne") return macro(syntax, Macro::kExistsOne);
    if (name == "filter") return macro(syntax, Macro::kFilter);
    if (name == "map") return macro(syntax, Macro::kMap);
  }
  handled = false;
  return nullptr;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::calendar(const Syntax& syntax) {
  std::string text;
  for (const SyntaxPtr& child : syntax.children) {
    if (child->kind != SyntaxKind::kString)
      return fail("not-a-literal", "`calendar` takes names in quotes", child->span, "calendars are known when the rulebook loads");
    text += (text.empty() ? "" : "+") + child->text;
  }
  if (text.empty()) return fail("no-overload", "`calendar` does not take nothing", syntax.span, "name one: `calendar(\"cn\")`");
  if (environment_.knows_calendar && !environment_.knows_calendar(text, syntax.span, problems_)) return nullptr;
  Node made = node(TypedKind::kConstant, Type::of(TypeKind::kCalendar), syntax.span);
  made->constant.text = text;
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::date(const Syntax& syntax) {
  const bool literal = syntax.children.size() == 1 && syntax.children[0]->kind == SyntaxKind::kString;
  if (!literal) return fail("not-a-literal", "`date` takes a day in quotes", syntax.span, "as in `date(\"2026-03-02\")`");
  const std::optional<std::int64_t> day = call_internal::day_number(syntax.children[0]->text);
  if (!day)
    return fail("invalid-date", "`" + syntax.children[0]->text + "` is no day from 1900-01-01 to 2200-12-31",
                syntax.children[0]->span, "write it `YYYY-MM-DD`");
  Node made = node(TypedKind::kConstant, Type::of(TypeKind::kDate), syntax.span);
  made->constant.integer = *day;
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::met(const Syntax& syntax) {
  const bool literal = syntax.children.size() == 1 && syntax.children[0]->kind == SyntaxKind::kString;
  if (!literal || !environment_.met) return fail("not-a-literal", "`met` takes a norm's name in quotes", syntax.span);
  const std::optional<std::int32_t> norm = environment_.met(syntax.children[0]->text, syntax.children[0]->span, problems_);
  if (!norm) return nullptr;
  Node made = node(TypedKind::kMet, Type::of(TypeKind::kBool), syntax.span);
  made->index = *norm;
  made->name = syntax.children[0]->text;
  return made;
}

/// More than two operands are nested pairs.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::least_or_greatest(const Syntax& syntax, const std::string& name,
                                                                  std::vector<TypedPtr> arguments) {
  if (arguments.size() <= 2) return function(syntax, name, false, std::move(arguments));
  TypedPtr so_far = arguments[0];
  for (std::size_t i = 1; so_far && i < arguments.size(); ++i) so_far = function(syntax, name, false, {so_far, arguments[i]});
  return so_far;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::macro(const Syntax& syntax, Macro which) {
  const std::size_t parts = syntax.children.size();
  if (parts > (which == Macro::kMap ? 4u : 3u) || syntax.children[1]->kind != SyntaxKind::kIdentifier) {
    return fail("no-overload", "`" + syntax.text + "` takes a new name and a condition", syntax.span,
                "as in `list." + syntax.text + "(item, item != \"x\")`");
  }
  TypedPtr list = visit(*syntax.children[0]);
  if (!list) return nullptr;
  if (!list->type.is(TypeKind::kList)) {
    return fail(
        "no-overload",
        "`" + syntax.text + "` wants a list, and " + operator_internal::shown(list->span) + " is `" + to_string(list->type) + '`',
        list->span);
  }
  const bool over_empty = list->kind == TypedKind::kConstant && list->constant.elements.empty();
  if (is_open(list->type) && !over_empty) return ambiguous(list);
  const std::int32_t depth = this->depth();
  variables_.push_back({syntax.children[1]->text, *list->type.element, depth, nullptr});
  const bool maps_all = which == Macro::kMap && parts == 3;
  TypedPtr first = maps_all ? visit(*syntax.children[2]) : boolean(*syntax.children[2]);
  TypedPtr transform;
  if (parts == 4) {
    const Narrowed narrowed(not_null_, shown_not_null(*syntax.children[2], true));
    transform = visit(*syntax.children[3]);
  }
  variables_.pop_back();
  if (!first || (parts == 4 && !transform)) return nullptr;
  Type type = Type::of(TypeKind::kBool);
  if (which == Macro::kFilter) type = list->type;
  if (which == Macro::kMap) type = Type::list_of(transform ? transform->type : first->type);
  if (is_open(list->type)) return over_nothing(syntax, which, type);
  Node made = node(TypedKind::kComprehension, type, syntax.span);
  made->macro = which;
  made->index = depth;
  made->name = syntax.children[1]->text;
  made->children = {std::move(list), std::move(first)};
  if (transform) made->children.push_back(std::move(transform));
  return made;
}

/// Of a macro over `[]` nothing is left but its answer: what its elements would be need not be known.
TIANYA_RULES_INLINE TypedPtr ExpressionChecker::over_nothing(const Syntax& syntax, Macro which, const Type& type) {
  Node made = node(TypedKind::kConstant, type, syntax.span);
  made->constant.integer = which == Macro::kAll ? 1 : 0;
  return made;
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::ambiguous(const TypedPtr& list) {
  return fail("ambiguous-type", "what " + operator_internal::shown(list->span) + " would hold cannot be told", list->span,
              "an empty list has the type of what it stands beside");
}

TIANYA_RULES_INLINE TypedPtr ExpressionChecker::bind(const Syntax& syntax) {
  if (syntax.children.size() != 4 || syntax.children[1]->kind != SyntaxKind::kIdentifier) {
    return fail("no-overload", "`cel.bind` takes a new name, its value and an expression", syntax.span);
  }
  TypedPtr value = visit(*syntax.children[2]);
  if (!value) return nullptr;
  const bool open = is_open(value->type);
  if (open && value->kind != TypedKind::kConstant) return ambiguous(value);
  const std::int32_t depth = this->depth();
  variables_.push_back({syntax.children[1]->text, value->type, depth, open ? value : nullptr});
  TypedPtr body = visit(*syntax.children[3]);
  variables_.pop_back();
  if (!body || open) return body;
  Node made = node(TypedKind::kBind, body->type, syntax.span);
  made->index = depth;
  made->name = syntax.children[1]->text;
  made->children = {std::move(value), std::move(body)};
  return made;
}

TIANYA_RULES_END_NAMESPACE
