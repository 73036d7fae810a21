// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/checker.hpp"
#include "tianya_rules/rulebook/date_functions.hpp"
#include "tianya_rules/rulebook/yaml_map.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE RulebookChecker::RulebookChecker(const RulebookModel& model, const KnowsCalendar& knows_calendar,
                                                     std::vector<bool> norm_sound)
    : model_(model), knows_calendar_(knows_calendar), norm_sound_(std::move(norm_sound)), choice_(default_choice(model)) {
  norm_sound_.resize(model.norms.size(), norm_sound_.empty());
  for (std::size_t i = 0; i < model.norms.size(); ++i) norms_by_id_.emplace(model.norms[i].id, i);
  for (std::size_t i = 0; i < model.readings.size(); ++i) readings_by_id_.emplace(model.readings[i].id, i);
  for (std::size_t i = 0; i < model.derived.size(); ++i) {
    derived_by_place_.emplace(std::pair(model.derived[i].entity, model.derived[i].index), i);
  }
  edges_.resize(model.norms.size() + model.derived.size());
  node_uses_.resize(edges_.size());
  norm_uses_.resize(model.norms.size());
}

TIANYA_RULES_INLINE RulebookChecker::Scope& RulebookChecker::scope_of(std::size_t entity) {
  const auto [found, is_new] = scopes_.try_emplace(entity);
  Scope& scope = found->second;
  if (!is_new) return scope;
  declare_facts(scope, entity);
  declare_readings(scope, entity);
  scope.entity = entity;
  Environment& environment = scope.environment;
  environment.trace = &trace_;
  environment.uses_reading = [this, &scope](const ReadingUse& use) { record(scope, use); };
  environment.container = model_.vocabulary.entities[entity].name;
  environment.lookup = [this, &scope](std::string_view name) { return look_up(scope, name); };
  environment.names = [&scope] { return scope.names; };
  environment.met = [this, entity](std::string_view id, const Span& span, Diagnostics& problems) {
    return look_up_norm(entity, id, span, problems);
  };
  environment.more_functions = &date_functions();
  environment.default_calendar = model_.calendar;
  environment.knows_calendar = [this](std::string_view text, const Span& span, Diagnostics& problems) {
    if (!knows_calendar_) return true;
    // Asked once for each: to know a calendar may mean to build it.
    const auto [known, is_new] = known_calendars_.try_emplace(std::string(text));
    if (is_new) known->second = knows_calendar_(text);
    if (known->second) return true;
    refuse_calendar(text, span, problems);
    return false;
  };
  return scope;
}

namespace calendar_internal {
/// The shipped calendars (folders), or the shipped overlays (files).
TIANYA_RULES_INLINE std::set<std::string> shipped_names(bool overlays) {
  std::set<std::string> names;
  for (const YamlFile& file : embedded_yaml_files("calendars")) {
    const std::size_t slash = file.path.find('/');
    const bool is_overlay = slash == std::string::npos;
    if (is_overlay == overlays) names.insert(file.path.substr(0, is_overlay ? file.path.rfind('.') : slash));
  }
  return names;
}
}  // namespace calendar_internal

/// Whether the calendar is missing or one of its overlays, and which one may be meant.
TIANYA_RULES_INLINE void RulebookChecker::refuse_calendar(std::string_view text, const Span& span, Diagnostics& problems) const {
  const std::size_t plus = text.find('+');
  const std::string calendar(text.substr(0, plus));
  const bool is_overlay = plus != std::string_view::npos && knows_calendar_(calendar);
  std::string wrong = calendar;
  for (std::size_t from = plus; is_overlay && from != std::string_view::npos; from = text.find('+', from + 1)) {
    wrong = std::string(text.substr(from + 1, text.find('+', from + 1) - from - 1));
    if (!knows_calendar_(calendar + '+' + wrong)) break;
  }
  const std::set<std::string> shipped = calendar_internal::shipped_names(is_overlay);
  const std::string near = nearest(wrong, std::vector<std::string_view>(shipped.begin(), shipped.end()));
  std::string help =
      near.empty() || !knows_calendar_(is_overlay ? calendar + '+' + near : near) ? "" : "did you mean `" + near + "`? ";
  help += is_overlay ? "an overlay is a file beside the calendar's folder, calendars/" + wrong + ".yaml, of the rulebook or shipped"
                     : "a calendar is a folder under calendars/, of the rulebook or shipped";
  problems.error(
      "unknown-calendar",
      is_overlay ? "the calendar `" + calendar + "` has no overlay `" + wrong + "`" : "there is no calendar `" + calendar + "`",
      span, help);
}

TIANYA_RULES_INLINE void RulebookChecker::declare(Scope& scope, std::string name, Name what) {
  scope.storage.push_back(std::move(name));
  scope.names.push_back(scope.storage.back());
  scope.by_name.emplace(scope.storage.back(), std::move(what));
}

TIANYA_RULES_INLINE void RulebookChecker::declare_facts(Scope& scope, std::size_t index) {
  const Entity& entity = model_.vocabulary.entities[index];
  for (std::size_t i = 0; i < entity.attributes.size(); ++i) {
    Name name;
    name.declaration.type = entity.attributes[i].type;
    name.declaration.index = static_cast<std::int32_t>(i);
    declare(scope, entity.name + "." + entity.attributes[i].name, std::move(name));
  }
  for (std::size_t i = 0; i < entity.derived.size(); ++i) {
    Name name;
    name.declaration.kind = Declaration::Kind::kDerived;
    name.declaration.type = Type::of(TypeKind::kBool);
    name.declaration.index = static_cast<std::int32_t>(i);
    declare(scope, entity.name + "." + entity.derived[i].name, std::move(name));
  }
}

/// Readings about this entity, or about none.
TIANYA_RULES_INLINE void RulebookChecker::declare_readings(Scope& scope, std::size_t entity) {
  for (std::size_t i = 0; i < model_.readings.size(); ++i) {
    const Reading& reading = model_.readings[i];
    if (reading.about && *reading.about != entity) continue;
    std::map<std::string, std::size_t> parts;
    for (const Answer& answer : reading.answers) {
      if (answer.given) parts.emplace("", 0);
      for (const Answer::Part& part : answer.parts) parts.emplace(part.name, 0);
    }
    std::size_t number = 0;
    for (const auto& [part, unused] : parts) {
      Name name;
      name.declaration.kind = Declaration::Kind::kReading;
      name.reading = i;
      name.part = number++;
      declare(scope, "reading." + reading.id + (part.empty() ? "" : "." + part), std::move(name));
    }
  }
}

/// Parts are numbered in the order of their names, as declare_readings does. A given list stands as a list of literals.
TIANYA_RULES_INLINE SyntaxPtr RulebookChecker::answer_syntax(std::size_t reading, std::size_t answer_index,
                                                             std::size_t part) const {
  const Answer& answer = model_.readings[reading].answers[answer_index];
  if (answer.given) {
    auto list = std::make_shared<Syntax>();
    list->kind = SyntaxKind::kList;
    list->span = answer.span;
    const auto given = choice_.given.find(reading);
    const std::vector<std::string> texts = given == choice_.given.end() ? std::vector<std::string>{""} : given->second;
    for (const std::string& text : texts) {
      auto literal = std::make_shared<Syntax>();
      literal->kind = SyntaxKind::kString;
      literal->span = answer.span;
      literal->text = text;
      list->children.push_back(std::move(literal));
    }
    return list;
  }
  const auto [found, is_new] = parts_.try_emplace({reading, answer_index});
  std::vector<SyntaxPtr>& expressions = found->second;
  if (!is_new) return part < expressions.size() ? expressions[part] : nullptr;
  std::vector<const Answer::Part*> parts;
  for (const Answer::Part& one : answer.parts) parts.push_back(&one);
  std::sort(parts.begin(), parts.end(), [](const Answer::Part* a, const Answer::Part* b) { return a->name < b->name; });
  for (const Answer::Part* one : parts) expressions.push_back(one->expression);
  return part < expressions.size() ? expressions[part] : nullptr;
}

TIANYA_RULES_INLINE std::optional<Declaration> RulebookChecker::look_up(Scope& scope, std::string_view full_name) {
  const auto found = scope.by_name.find(full_name);
  if (found == scope.by_name.end()) return std::nullopt;
  const Name& name = found->second;
  Declaration declaration = name.declaration;
  if (declaration.kind != Declaration::Kind::kReading) return declaration;
  declaration.type = joined_type(scope, name).value_or(Type{});
  declaration.expansion = answer_syntax(name.reading, choice_.answers[name.reading], name.part);
  if (!declaration.expansion) return std::nullopt;
  return declaration;
}

TIANYA_RULES_INLINE std::optional<std::int32_t> RulebookChecker::look_up_norm(std::size_t entity, std::string_view id,
                                                                              const Span& span, Diagnostics& problems) const {
  const auto norm = norms_by_id_.find(id);
  if (norm == norms_by_id_.end()) {
    std::vector<std::string_view> names;
    for (const Norm& one : model_.norms) names.push_back(one.id);
    problems.error("unknown-norm", "no norm is called `" + std::string(id) + "`", span, suggest(id, names));
    return std::nullopt;
  }
  const Norm& target = model_.norms[norm->second];
  if (!norm_sound_[norm->second]) return std::nullopt;  // what it is about is not known, and that was told
  if (target.kind == NormKind::kDeadline || target.same_as) {
    problems.error("met-of-deadline", "`" + target.id + "` is a deadline: whether it is met depends on the day", span,
                   "`met` takes a norm with `requires`, `forbids` or `when`");
    return std::nullopt;
  }
  if (target.about != entity) {
    problems.error("wrong-entity",
                   "`" + target.id + "` is about `" + model_.vocabulary.entities[target.about].name + "`, this condition about `" +
                       model_.vocabulary.entities[entity].name + "`",
                   span, "`met` takes a norm about the same entity");
    return std::nullopt;
  }
  return static_cast<std::int32_t>(norm->second);
}

// --- the type of a reading --------------------------------------------------------------------------------------------------

/// First as it stands; where that fails because something may be null, as if nothing were: the place of use must show it then.
TIANYA_RULES_INLINE std::optional<Type> RulebookChecker::infer(const SyntaxPtr& syntax, Scope& scope) {
  if (!syntax) return std::nullopt;
  Diagnostics ignored;
  Places* const outer = std::exchange(places_, nullptr);
  const std::optional<Type> type = infer_unnoted(syntax, scope, ignored);
  places_ = outer;
  return type;
}

TIANYA_RULES_INLINE std::optional<Type> RulebookChecker::infer_unnoted(const SyntaxPtr& syntax, Scope& scope,
                                                                       Diagnostics& ignored) {
  if (const TypedPtr typed = tianya_rules::check(syntax, scope.environment, {std::nullopt, "an answer"}, Names{}, ignored))
    return typed->type;
  const Names everything(scope.names.begin(), scope.names.end());
  if (const TypedPtr typed = tianya_rules::check(syntax, scope.environment, {std::nullopt, "an answer"}, everything, ignored))
    return typed->type;
  return std::nullopt;
}

TIANYA_RULES_INLINE std::optional<Type> RulebookChecker::join(const Type& a, const Type& b) const {
  if (a.is(TypeKind::kNull)) return b.is(TypeKind::kNull) ? b : b.with_null();
  if (b.is(TypeKind::kNull)) return a.with_null();
  if (a.kind != b.kind) return std::nullopt;
  Type joined = a;
  joined.nullable = a.nullable || b.nullable;
  if (a.is(TypeKind::kList)) {
    if (a.element && a.element->is(TypeKind::kUnresolved)) return b;
    if (b.element && b.element->is(TypeKind::kUnresolved)) return a;
    if (!a.element || !b.element || *a.element != *b.element) return std::nullopt;
  }
  if (a.enumeration != b.enumeration) joined.enumeration = nullptr;
  return joined;
}

TIANYA_RULES_INLINE std::optional<Type> RulebookChecker::joined_type(Scope& scope, const Name& name) {
  const auto key = std::make_tuple(static_cast<const Scope*>(&scope), name.reading, name.part);
  // Entered before the answers are looked at: a reading that uses itself finds no type, and is reported as a cycle.
  const auto [found, is_new] = joined_.try_emplace(key);
  if (!is_new) return found->second;
  const Reading& reading = model_.readings[name.reading];
  std::optional<Type> joined;
  for (std::size_t i = 0; i < reading.answers.size(); ++i) {
    const std::optional<Type> type =
        reading.answers[i].given ? reading.answers[i].given : infer(answer_syntax(name.reading, i, name.part), scope);
    if (!type) continue;
    const std::optional<Type> both = joined ? join(*joined, *type) : type;
    if (!both && different_types_.emplace(name.reading, name.part).second) {
      joining_problems_.error("different-types",
                              "the answer `" + reading.answers[i].id + "` of `" + reading.id + "` is `" + to_string(*type) +
                                  "`, those before it `" + to_string(*joined) + "`",
                              reading.answers[i].span, "all answers of a reading have one type");
    }
    if (both) joined = both;
  }
  joined_[key] = joined;
  return joined;
}

TIANYA_RULES_END_NAMESPACE
