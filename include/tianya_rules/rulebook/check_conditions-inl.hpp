// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What literal tests in `condition` show not to be null, given that it holds (or fails).
TIANYA_RULES_INLINE RulebookChecker::Names RulebookChecker::not_null(const Condition& condition, bool holds, Scope& scope) const {
  if (condition.kind == Condition::Kind::kAtom) {
    return condition.atom ? names_not_null(*condition.atom, holds, scope.environment) : Names{};
  }
  if (condition.kind == Condition::Kind::kNot) {
    return condition.items.empty() ? Names{} : not_null(condition.items[0], !holds, scope);
  }
  // All sides of `all` hold, or all sides of `any` fail; of the rest nothing is known, but where there is one side only.
  const bool every_side = holds == (condition.kind == Condition::Kind::kAll);
  Names names;
  if (!every_side && condition.items.size() != 1) return names;
  for (const Condition& item : condition.items) {
    Names more = not_null(item, holds, scope);
    names.insert(names.end(), more.begin(), more.end());
  }
  return names;
}

/// The other items of a list are the other sides of one `&&` (or, failing, of one `||`), before and after alike.
TIANYA_RULES_INLINE std::optional<CheckedCondition> RulebookChecker::check_condition(const Condition& condition, Scope& scope,
                                                                                     NotNull& known, std::string_view what,
                                                                                     Diagnostics& problems) {
  CheckedCondition checked;
  checked.kind = condition.kind;
  checked.source = &condition;
  if (condition.kind == Condition::Kind::kAtom) {
    if (too_large()) return std::nullopt;  // the caller tells
    if (!condition.atom || refuse_foreign_names(*condition.atom, scope, problems)) return std::nullopt;
    checked.atom =
        tianya_rules::check(condition.atom, scope.environment, {Type::of(TypeKind::kBool), std::string(what)}, known, problems);
    return checked.atom ? std::optional(std::move(checked)) : std::nullopt;
  }
  const bool is_not = condition.kind == Condition::Kind::kNot;
  std::vector<Names> shown;
  for (const Condition& item : condition.items) {
    shown.push_back(is_not ? Names{} : not_null(item, condition.kind == Condition::Kind::kAll, scope));
  }
  bool good = !is_not || condition.items.size() == 1;
  NarrowedSides sides(known, std::move(shown));
  for (std::size_t i = 0; i < condition.items.size(); ++i) {
    sides.enter(i);
    std::optional<CheckedCondition> item = check_condition(condition.items[i], scope, known, what, problems);
    sides.leave(i);
    good = good && item.has_value();
    if (item) checked.items.push_back(*std::move(item));
  }
  return good ? std::optional(std::move(checked)) : std::nullopt;
}

/// `reading.x` where x is about another entity, and facts of another entity: they cannot be seen from here.
TIANYA_RULES_INLINE bool RulebookChecker::refuse_foreign_names(const Syntax& syntax, const Scope& scope,
                                                               Diagnostics& problems) const {
  bool refused = false;
  const bool is_field =
      syntax.kind == SyntaxKind::kSelect && syntax.children[0] && syntax.children[0]->kind == SyntaxKind::kIdentifier;
  if (is_field && syntax.children[0]->text != scope.environment.container &&
      model_.vocabulary.find_entity(syntax.children[0]->text)) {
    problems.error(
        "wrong-entity",
        "`" + syntax.children[0]->text + "." + syntax.text + "` is about another entity than `" + scope.environment.container + "`",
        syntax.span, "a condition sees the facts of one entity");
    return true;
  }
  if (const std::optional<std::size_t> reading = named_reading(syntax)) {
    const std::optional<std::size_t> about = model_.readings[*reading].about;
    const std::string& here = scope.environment.container;
    if (about && model_.vocabulary.entities[*about].name != here) {
      problems.error("wrong-entity",
                     "the reading `" + model_.readings[*reading].id + "` is about `" + model_.vocabulary.entities[*about].name +
                         "`, this condition about `" + here + "`",
                     syntax.span, "a condition sees the facts of one entity");
      return true;
    }
  }
  for (const SyntaxPtr& child : syntax.children) refused = (child && refuse_foreign_names(*child, scope, problems)) || refused;
  return refused;
}

namespace check_internal {
TIANYA_RULES_INLINE bool is_null_constant(const TypedPtr& typed) {
  const Typed* node = typed.get();
  while (node && node->kind == TypedKind::kReading && !node->children.empty()) node = node->children[0].get();
  return node && node->kind == TypedKind::kConstant && node->constant.is_null;
}
}  // namespace check_internal

TIANYA_RULES_INLINE std::optional<CheckedDeadline> RulebookChecker::check_deadline(const Deadline& deadline, const Norm& norm,
                                                                                   Scope& scope, NotNull& known, CheckedUses& uses,
                                                                                   Diagnostics& problems) {
  CheckedDeadline checked;
  checked.unit = deadline.unit;
  bool good = true;
  const auto part = [&](const SyntaxPtr& syntax, TypeKind kind, bool nullable, const char* what) -> TypedPtr {
    if (!syntax) return nullptr;
    if (refuse_foreign_names(*syntax, scope, problems)) return good = false, nullptr;
    TypedPtr typed = tianya_rules::check(syntax, scope.environment, {Type::of(kind, nullable), what}, known, problems);
    good = good && typed;
    if (typed) note_uses(*typed, norm.about, uses);
    return typed;
  };
  checked.done = part(deadline.done, TypeKind::kDate, true, "`done`");
  checked.by = part(deadline.by, TypeKind::kDate, true, "`by`");
  checked.after = part(deadline.after, TypeKind::kDate, true, "`after`");
  checked.amount = part(deadline.amount, TypeKind::kInt, true, "`within`");
  checked.extended_by = part(deadline.extended_by, TypeKind::kInt, false, "`extended_by`");
  checked.pause_from = part(deadline.pause_from, TypeKind::kDate, true, "`from`");
  checked.pause_to = part(deadline.pause_to, TypeKind::kDate, true, "`to`");
  if (check_internal::is_null_constant(checked.pause_from) && check_internal::is_null_constant(checked.pause_to)) {
    checked.pause_from = checked.pause_to = nullptr;
  }
  const bool counts_workdays = deadline.amount && deadline.unit == Deadline::Unit::kWorkdays;
  if (counts_workdays) checked.calendar = calendar_in_force(norm, scope, uses, problems);
  if (!good || (counts_workdays && checked.calendar.empty())) return std::nullopt;
  return checked;
}

TIANYA_RULES_INLINE std::string RulebookChecker::calendar_in_force(const Norm& norm, Scope& scope, CheckedUses& uses,
                                                                   Diagnostics& problems) {
  if (!model_.calendar) {
    problems.error("no-calendar", "working days are counted, and the rulebook names no calendar", norm.deadline->amount->span,
                   "give regulation.yaml a `calendar`");
    return {};
  }
  return calendar_text(scope, [&](const Typed& typed) { note_uses(typed, norm.about, uses); }, problems);
}

/// The rulebook's calendar under the choice. Requires that it has one.
TIANYA_RULES_INLINE std::string RulebookChecker::calendar_text(Scope& scope, const std::function<void(const Typed&)>& note,
                                                               Diagnostics& problems) {
  const TypedPtr typed =
      tianya_rules::check(model_.calendar, scope.environment, {Type::of(TypeKind::kCalendar), "`calendar`"}, Names{}, problems);
  if (!typed) return {};
  note(*typed);
  const Typed* node = typed.get();
  while (node->kind == TypedKind::kReading && !node->children.empty()) node = node->children[0].get();
  if (node->kind == TypedKind::kConstant && !node->constant.is_null) return node->constant.text;
  problems.error("no-calendar", "`calendar` depends on facts", model_.calendar->span,
                 "it is a `calendar(…)`, or a reading whose answers are");
  return {};
}

/// Where the rulebook's calendar is looked up: beside the readings that it names.
TIANYA_RULES_INLINE RulebookChecker::Scope& RulebookChecker::calendar_scope() {
  std::set<std::size_t> readings;
  collect_readings(*model_.calendar, readings);
  for (const std::size_t reading : readings) {
    if (model_.readings[reading].about) return scope_of(*model_.readings[reading].about);
  }
  return scope_of(0);
}

/// Under every answer, whether or not a norm counts by it; what the norms that do have said already is not said again.
TIANYA_RULES_INLINE void RulebookChecker::check_calendar(Diagnostics& problems) {
  if (!model_.calendar || model_.vocabulary.entities.empty()) return;
  const auto run = [this](Diagnostics& found) {
    Diagnostics all;
    calendar_text(calendar_scope(), [](const Typed&) {}, all);
    append_placed(all, "regulation.yaml", model_.calendar->span.source, found);
  };
  Diagnostics found;
  Places places;
  choice_ = default_choice(model_);
  in_node_ = false;
  places_ = &places;
  run(found);
  places_ = nullptr;
  add_new(found, "", problems);
  check_answers({"the calendar", 0, model_.calendar->span, {}, {}, {}, {}}, places, run, problems);
}

TIANYA_RULES_INLINE CheckedNorm RulebookChecker::check_norm(std::size_t index, Diagnostics& problems) {
  const Norm& norm = model_.norms[index];
  CheckedNorm checked;
  checked.norm = &norm;
  Scope& scope = scope_of(norm.about);
  CheckedUses& root = norm_uses_[index];
  CheckedUses& node = node_uses_[test_node(index)];
  root.readings.clear(), root.nodes.clear(), node.readings.clear(), node.nodes.clear();
  NotNull known;
  in_node_ = false;
  if (norm.applies) {
    checked.applies = check_condition(*norm.applies, scope, known, "`applies`", problems);
    if (checked.applies) note_uses(*checked.applies, norm.about, root);
    const Names shown = not_null(*norm.applies, true, scope);
    known.insert(shown.begin(), shown.end());
  }
  if (norm.test) {
    in_node_ = true;
    const char* verb = norm.kind == NormKind::kDuty ? "`requires`" : norm.kind == NormKind::kBan ? "`forbids`" : "`when`";
    checked.test = check_condition(*norm.test, scope, known, verb, problems);
    if (checked.test) note_uses(*checked.test, norm.about, node);
    in_node_ = false;
  }
  if (norm.deadline) checked.deadline = check_deadline(*norm.deadline, norm, scope, known, root, problems);
  edges_[test_node(index)].insert(node.nodes.begin(), node.nodes.end());
  return checked;
}

TIANYA_RULES_INLINE CheckedCondition RulebookChecker::check_derived(std::size_t index, Diagnostics& problems) {
  const DerivedFact& fact = model_.derived[index];
  CheckedUses& node = node_uses_[derived_node(index)];
  node.readings.clear(), node.nodes.clear();
  NotNull known;
  in_node_ = true;
  std::optional<CheckedCondition> checked =
      check_condition(fact.condition, scope_of(fact.entity), known, "a derived fact", problems);
  if (!checked) return {};
  note_uses(*checked, fact.entity, node);
  edges_[derived_node(index)].insert(node.nodes.begin(), node.nodes.end());
  return *std::move(checked);
}

TIANYA_RULES_END_NAMESPACE
