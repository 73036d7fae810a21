// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

// --- in typed conditions: what the chosen answers lead to -------------------------------------------------------------------

TIANYA_RULES_INLINE void RulebookChecker::note_uses(const Typed& typed, std::size_t entity, CheckedUses& uses) {
  if (typed.kind == TypedKind::kReading) {
    const std::string_view name = typed.name;
    if (const auto reading = model_.find_reading(name.substr(0, name.find('.')))) uses.readings.insert(*reading);
  } else if (typed.kind == TypedKind::kMet) {
    uses.nodes.insert(test_node(static_cast<std::size_t>(typed.index)));
  } else if (typed.kind == TypedKind::kDerived) {
    for (std::size_t i = 0; i < model_.derived.size(); ++i) {
      const DerivedFact& fact = model_.derived[i];
      if (fact.entity == entity && static_cast<std::int32_t>(fact.index) == typed.index) uses.nodes.insert(derived_node(i));
    }
  } else if (typed.kind == TypedKind::kConstant && typed.type.is(TypeKind::kCalendar)) {
    calendars_.insert(typed.constant.text);
  }
  for (const TypedPtr& child : typed.children) note_uses(*child, entity, uses);
}

TIANYA_RULES_INLINE void RulebookChecker::note_uses(const CheckedCondition& condition, std::size_t entity, CheckedUses& uses) {
  if (condition.atom) note_uses(*condition.atom, entity, uses);
  for (const CheckedCondition& item : condition.items) note_uses(item, entity, uses);
}

/// What a norm or derived fact rests on, through all that it needs.
TIANYA_RULES_INLINE std::vector<std::size_t> RulebookChecker::readings_behind(const CheckedUses& uses) const {
  std::set<std::size_t> readings = uses.readings;
  std::set<std::size_t> seen = uses.nodes;
  std::vector<std::size_t> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const CheckedUses& next = node_uses_[open.back()];
    open.pop_back();
    readings.insert(next.readings.begin(), next.readings.end());
    for (const std::size_t node : next.nodes) {
      if (seen.insert(node).second) open.push_back(node);
    }
  }
  return {readings.begin(), readings.end()};
}

TIANYA_RULES_INLINE std::string RulebookChecker::node_name(std::size_t node) const {
  if (node < model_.norms.size()) return "`" + model_.norms[node].id + "`";
  const DerivedFact& fact = model_.derived[node - model_.norms.size()];
  const Entity& entity = model_.vocabulary.entities[fact.entity];
  return "`" + entity.name + "." + entity.derived[fact.index].name + "`";
}

namespace check_internal {
/// A circle in `edges`, as its nodes with the first one again at the end; empty where there is none. `state`: 0 new, 1 open, 2
/// done.
TIANYA_RULES_INLINE std::vector<std::size_t> find_circle(std::size_t node, const std::vector<std::set<std::size_t>>& edges,
                                                         std::vector<int>& state, std::vector<std::size_t>& path) {
  state[node] = 1;
  path.push_back(node);
  for (const std::size_t next : edges[node]) {
    if (state[next] == 1) {
      std::vector<std::size_t> circle(std::find(path.begin(), path.end(), next), path.end());
      circle.push_back(next);
      return circle;
    }
    if (state[next] == 2) continue;
    std::vector<std::size_t> circle = find_circle(next, edges, state, path);
    if (!circle.empty()) return circle;
  }
  state[node] = 2;
  path.pop_back();
  return {};
}
}  // namespace check_internal

/// Over all choices of readings that were checked: whoever uses the rulebook may choose any.
TIANYA_RULES_INLINE void RulebookChecker::report_cycles(Diagnostics& problems) const {
  std::vector<int> state(edges_.size());
  for (std::size_t node = 0; node < edges_.size(); ++node) {
    if (state[node] != 0) continue;
    std::vector<std::size_t> path;
    const std::vector<std::size_t> circle = check_internal::find_circle(node, edges_, state, path);
    for (const std::size_t open : path) state[open] = 2;
    if (circle.empty()) continue;
    std::string names = node_name(circle[0]);
    for (std::size_t i = 1; i < circle.size(); ++i) names += " -> " + node_name(circle[i]);
    const std::size_t first = circle[0];
    const Span& span =
        first < model_.norms.size() ? model_.norms[first].span : model_.derived[first - model_.norms.size()].condition.span;
    problems.error("cycle", "these conditions need each other: " + names, span, "one of them must stand on facts alone");
  }
}

// --- in syntax: what any answer may lead to -----------------------------------------------------------------------------------

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookChecker::named_reading(const Syntax& syntax) const {
  if (syntax.kind != SyntaxKind::kSelect || syntax.children.empty() || !syntax.children[0]) return std::nullopt;
  const Syntax& left = *syntax.children[0];
  if (left.kind != SyntaxKind::kIdentifier || left.text != "reading") return std::nullopt;
  return model_.find_reading(syntax.text);
}

TIANYA_RULES_INLINE void RulebookChecker::collect_readings(const Syntax& syntax, std::set<std::size_t>& readings) const {
  if (const std::optional<std::size_t> reading = named_reading(syntax); reading && readings.insert(*reading).second) {
    for (const Answer& answer : model_.readings[*reading].answers) {
      for (const Answer::Part& part : answer.parts) {
        if (part.expression) collect_readings(*part.expression, readings);
      }
    }
  }
  // A working-day function without a calendar means the rulebook's.
  const bool counts = syntax.kind == SyntaxKind::kCall && (syntax.text == "add_workdays" || syntax.text == "count_workdays");
  if (counts && model_.calendar) collect_readings(*model_.calendar, readings);
  for (const SyntaxPtr& child : syntax.children) {
    if (child) collect_readings(*child, readings);
  }
}

TIANYA_RULES_INLINE void RulebookChecker::collect_readings(const Condition& condition, std::set<std::size_t>& readings) const {
  if (condition.atom) collect_readings(*condition.atom, readings);
  for (const Condition& item : condition.items) collect_readings(item, readings);
}

TIANYA_RULES_INLINE std::set<std::size_t> RulebookChecker::readings_of(const Norm& norm) const {
  std::set<std::size_t> readings;
  if (norm.applies) collect_readings(*norm.applies, readings);
  if (norm.test) collect_readings(*norm.test, readings);
  if (!norm.deadline) return readings;
  const Deadline& deadline = *norm.deadline;
  for (const SyntaxPtr& part : {deadline.done, deadline.by, deadline.after, deadline.amount, deadline.extended_by,
                                deadline.pause_from, deadline.pause_to}) {
    if (part) collect_readings(*part, readings);
  }
  if (deadline.amount && deadline.unit == Deadline::Unit::kWorkdays && model_.calendar)
    collect_readings(*model_.calendar, readings);
  return readings;
}

/// A reading whose answers lead back to it has no text to put in its place.
TIANYA_RULES_INLINE bool RulebookChecker::report_circular_readings(Diagnostics& problems) const {
  const std::size_t count = model_.readings.size();
  std::vector<std::set<std::size_t>> edges(count);
  const std::function<void(const Syntax&, std::set<std::size_t>&)> direct = [&](const Syntax& syntax,
                                                                                std::set<std::size_t>& found) {
    if (const auto reading = named_reading(syntax)) found.insert(*reading);
    const bool counts = syntax.kind == SyntaxKind::kCall && (syntax.text == "add_workdays" || syntax.text == "count_workdays");
    if (counts && model_.calendar) direct(*model_.calendar, found);
    for (const SyntaxPtr& child : syntax.children) {
      if (child) direct(*child, found);
    }
  };
  for (std::size_t i = 0; i < count; ++i) {
    for (const Answer& answer : model_.readings[i].answers) {
      for (const Answer::Part& part : answer.parts) {
        if (part.expression) direct(*part.expression, edges[i]);
      }
    }
  }
  bool found = false;
  std::vector<int> state(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::size_t> path;
    if (state[i] != 0) continue;
    const std::vector<std::size_t> circle = check_internal::find_circle(i, edges, state, path);
    for (const std::size_t open : path) state[open] = 2;
    if (circle.empty()) continue;
    found = true;
    std::string names;
    for (const std::size_t reading : circle) names += (names.empty() ? "`" : " -> `") + model_.readings[reading].id + "`";
    problems.error("cycle", "these readings need each other: " + names, model_.readings[circle[0]].span,
                   "one of them must stand on facts alone");
  }
  return found;
}

TIANYA_RULES_END_NAMESPACE
