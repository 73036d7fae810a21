// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

// --- in typed conditions: what the chosen answers lead to -------------------------------------------------------------------

TIANYA_RULES_INLINE void RulebookChecker::note_uses(const Typed& typed, std::size_t entity, CheckedUses& uses) {
  if (typed.kind == TypedKind::kReading) {
    const std::string_view name = typed.name;
    const auto reading = readings_by_id_.find(name.substr(0, name.find('.')));
    if (reading != readings_by_id_.end()) uses.readings.insert(reading->second);
  } else if (typed.kind == TypedKind::kMet) {
    uses.nodes.insert(test_node(static_cast<std::size_t>(typed.index)));
  } else if (typed.kind == TypedKind::kDerived) {
    const auto fact = derived_by_place_.find({entity, static_cast<std::size_t>(typed.index)});
    if (fact != derived_by_place_.end()) uses.nodes.insert(derived_node(fact->second));
  } else if (typed.kind == TypedKind::kConstant && typed.type.is(TypeKind::kCalendar)) {
    calendars_.insert(typed.constant.text);
  }
  for (const TypedPtr& child : typed.children) note_uses(*child, entity, uses);
}

TIANYA_RULES_INLINE void RulebookChecker::note_uses(const CheckedCondition& condition, std::size_t entity, CheckedUses& uses) {
  if (condition.atom) note_uses(*condition.atom, entity, uses);
  for (const CheckedCondition& item : condition.items) note_uses(item, entity, uses);
}

/// What each node rests on, through all that it needs; innermost first. (Nodes of a circle, an error, may lack some.)
TIANYA_RULES_INLINE std::vector<std::set<std::size_t>> RulebookChecker::readings_behind_nodes() const {
  std::vector<std::set<std::size_t>> behind(node_uses_.size());
  std::vector<int> state(node_uses_.size());  // 0 new, 1 open, 2 done
  for (std::size_t start = 0; start < node_uses_.size(); ++start) {
    std::vector<std::size_t> open = {start};
    while (!open.empty()) {
      const std::size_t node = open.back();
      if (state[node] == 0) {
        state[node] = 1;
        for (const std::size_t needed : node_uses_[node].nodes) {
          if (state[needed] == 0) open.push_back(needed);
        }
        continue;
      }
      open.pop_back();
      if (state[node] == 2) continue;
      state[node] = 2;
      behind[node] = node_uses_[node].readings;
      for (const std::size_t needed : node_uses_[node].nodes) behind[node].insert(behind[needed].begin(), behind[needed].end());
    }
  }
  return behind;
}

TIANYA_RULES_INLINE std::string RulebookChecker::node_name(std::size_t node) const {
  if (node < model_.norms.size()) return "`" + model_.norms[node].id + "`";
  const DerivedFact& fact = model_.derived[node - model_.norms.size()];
  const Entity& entity = model_.vocabulary.entities[fact.entity];
  return "`" + entity.name + "." + entity.derived[fact.index].name + "`";
}

namespace check_internal {
/// A circle in `edges` that `start` leads to, as its nodes with the first one again at the end; empty where there is none.
/// `state`: 0 new, 1 on the path, 2 done. Not recursive: a path may be as long as the rulebook.
TIANYA_RULES_INLINE std::vector<std::size_t> find_circle(std::size_t start, const std::vector<std::set<std::size_t>>& edges,
                                                         std::vector<int>& state) {
  std::vector<std::size_t> path = {start};
  std::vector<std::set<std::size_t>::const_iterator> next = {edges[start].begin()};
  state[start] = 1;
  std::vector<std::size_t> circle;
  while (!path.empty() && circle.empty()) {
    if (next.back() == edges[path.back()].end()) {
      state[path.back()] = 2;
      path.pop_back(), next.pop_back();
      continue;
    }
    const std::size_t node = *next.back()++;
    if (state[node] == 1) {
      circle.assign(std::find(path.begin(), path.end(), node), path.end());
      circle.push_back(node);
    } else if (state[node] == 0) {
      state[node] = 1;
      path.push_back(node), next.push_back(edges[node].begin());
    }
  }
  for (const std::size_t open : path) state[open] = 2;
  return circle;
}

/// "a -> b -> a"; of a long circle its beginning and its end.
TIANYA_RULES_INLINE std::string shown_circle(const std::vector<std::size_t>& circle,
                                             const std::function<std::string(std::size_t)>& name) {
  static constexpr std::size_t kShown = 20;
  std::string text = name(circle[0]);
  for (std::size_t i = 1; i < circle.size(); ++i) {
    if (circle.size() <= kShown || i < kShown || i + 1 == circle.size()) text += " -> " + name(circle[i]);
    if (circle.size() > kShown && i == kShown) text += " -> ... (" + std::to_string(circle.size() - 1 - kShown) + " more)";
  }
  return text;
}
}  // namespace check_internal

/// Over all choices of readings that were checked: whoever uses the rulebook may choose any.
TIANYA_RULES_INLINE void RulebookChecker::report_cycles(Diagnostics& problems) const {
  std::vector<int> state(edges_.size());
  for (std::size_t node = 0; node < edges_.size(); ++node) {
    if (state[node] != 0) continue;
    const std::vector<std::size_t> circle = check_internal::find_circle(node, edges_, state);
    if (circle.empty()) continue;
    const std::string names = check_internal::shown_circle(circle, [this](std::size_t one) { return node_name(one); });
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
  const auto found = readings_by_id_.find(syntax.text);
  return found == readings_by_id_.end() ? std::nullopt : std::optional(found->second);
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

TIANYA_RULES_INLINE void RulebookChecker::collect_readings(const Norm& norm, std::set<std::size_t>& readings) const {
  if (norm.applies) collect_readings(*norm.applies, readings);
  if (norm.test) collect_readings(*norm.test, readings);
  if (!norm.deadline) return;
  const Deadline& deadline = *norm.deadline;
  for (const SyntaxPtr& part : {deadline.done, deadline.by, deadline.after, deadline.amount, deadline.extended_by,
                                deadline.pause_from, deadline.pause_to}) {
    if (part) collect_readings(*part, readings);
  }
  if (deadline.amount && deadline.unit == Deadline::Unit::kWorkdays && model_.calendar)
    collect_readings(*model_.calendar, readings);
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
    if (state[i] != 0) continue;
    const std::vector<std::size_t> circle = check_internal::find_circle(i, edges, state);
    if (circle.empty()) continue;
    found = true;
    const std::string names =
        check_internal::shown_circle(circle, [this](std::size_t one) { return "`" + model_.readings[one].id + "`"; });
    problems.error("cycle", "these readings need each other: " + names, model_.readings[circle[0]].span,
                   "one of them must stand on facts alone");
  }
  return found;
}

TIANYA_RULES_END_NAMESPACE
