// SPDX-License-Identifier: Apache-2.0
// Every answer of a reading is checked wherever it is used. All that a condition sees of an answer is its type, whether it is a
// constant, and what it shows not to be null: so an answer is checked once by itself for each place, and the whole condition again
// only for one answer of each kind that looks otherwise from outside than the default.
#pragma once

#include <algorithm>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/rulebook/checker.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace answer_internal {
/// `a.b.c` as it is written; "" where the syntax is more than a name.
TIANYA_RULES_INLINE std::string dotted(const Syntax& syntax) {
  if (syntax.kind == SyntaxKind::kIdentifier) return syntax.text;
  if (syntax.kind != SyntaxKind::kSelect || syntax.children.empty()) return {};
  const std::string left = dotted(*syntax.children[0]);
  return left.empty() ? left : left + '.' + syntax.text;
}

TIANYA_RULES_INLINE std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) all += name + ',';
  return all;
}

/// What a place can tell of the node that stands for a reading.
TIANYA_RULES_INLINE std::string seen_from_outside(const TypedPtr& typed) {
  const Typed* node = typed.get();
  while (node->kind == TypedKind::kReading && !node->children.empty()) node = node->children[0].get();
  std::string seen = to_string(typed->type);
  if (typed->type.enumeration) seen += '/' + typed->type.enumeration->name;
  if (node->kind == TypedKind::kConstant) seen += node->constant.is_null ? "/null" : "/constant";
  return seen;
}
}  // namespace answer_internal

/// The names that answers of a reading mention, through readings, and whose types let null in: what else is known of a place
/// makes no difference to them. Sorted.
TIANYA_RULES_INLINE const std::vector<std::string_view>& RulebookChecker::mentioned(Scope& scope, std::size_t reading) {
  const auto [found, is_new] = mentioned_.try_emplace({&scope, reading});
  if (!is_new) return found->second;
  std::set<std::string_view> names;
  const std::function<void(const Syntax&)> look = [&](const Syntax& syntax) {
    const bool counts = syntax.kind == SyntaxKind::kCall && (syntax.text == "add_workdays" || syntax.text == "count_workdays");
    if (counts && model_.calendar) look(*model_.calendar);
    if (const std::string path = answer_internal::dotted(syntax); !path.empty()) {
      for (const std::string& full : {scope.environment.container + '.' + path, path}) {
        const auto known = scope.by_name.find(full);
        if (known == scope.by_name.end()) continue;
        const bool is_reading = known->second.declaration.kind == Declaration::Kind::kReading;
        if (is_reading || known->second.declaration.type.nullable) names.insert(known->first);
        if (!is_reading || known->second.reading == reading) continue;
        const std::vector<std::string_view>& more = mentioned(scope, known->second.reading);
        names.insert(more.begin(), more.end());
      }
      return;
    }
    for (const SyntaxPtr& child : syntax.children) {
      if (child) look(*child);
    }
  };
  for (const Answer& answer : model_.readings[reading].answers) {
    for (const Answer::Part& part : answer.parts) {
      if (part.expression) look(*part.expression);
    }
  }
  return mentioned_[{&scope, reading}] = std::vector<std::string_view>(names.begin(), names.end());
}

TIANYA_RULES_INLINE void RulebookChecker::record(Scope& scope, const ReadingUse& use) {
  if (!places_) return;
  const auto name = scope.by_name.find(use.full_name);
  if (name == scope.by_name.end()) return;
  Place place{&scope, name->second.reading, name->first, {}, in_node_};
  if (!use.not_null.empty()) {
    for (const std::string_view one : mentioned(scope, place.reading)) {
      if (use.not_null.count(one) > 0) place.not_null.emplace_back(one);
    }
    const bool itself = use.not_null.count(use.full_name) > 0;
    if (itself) place.not_null.push_back(use.full_name);
  }
  PlaceUse& known = (*places_)[std::move(place)];
  if (known.depth < use.depth) known.depth = use.depth, known.span = use.syntax.span;
}

/// An answer by itself at a place. What it uses in its turn is taken at the defaults; those places are noted.
TIANYA_RULES_INLINE const RulebookChecker::SeenAnswer& RulebookChecker::look_at(const Place& place, const PlaceUse& use,
                                                                                std::size_t answer) {
  const auto [found, is_new] = seen_answers_.try_emplace({place, answer});
  SeenAnswer& seen = found->second;
  if (!is_new) return seen;
  auto name = std::make_shared<Syntax>();
  name->kind = SyntaxKind::kIdentifier;
  name->leading_dot = true;
  name->text = std::string(place.name);
  name->span = use.span;
  choice_ = default_choice(model_);
  choice_.answers[place.reading] = answer;
  Places* const outer = places_;
  Places inside;
  places_ = &inside;
  trace_.depth = 0;
  NotNull known(place.not_null.begin(), place.not_null.end());
  in_node_ = place.in_node;
  const TypedPtr typed = tianya_rules::check(name, place.scope->environment, {std::nullopt, "an answer"}, known, seen.problems);
  seen.depth = trace_.depth;
  places_ = outer;
  if (typed) {
    CheckedUses uses;
    note_uses(*typed, place.scope->entity, uses);
    seen.nodes = std::move(uses.nodes);
    seen.kind = answer_internal::seen_from_outside(typed);
    for (const bool holds : {true, false})
      seen.kind += '/' + answer_internal::joined(names_not_null(*name, holds, place.scope->environment));
  }
  seen.sound = typed != nullptr;
  for (auto& [inner, its_use] : inside) {
    if (inner.reading != place.reading) seen.inside.emplace(inner, its_use);
  }
  return seen;
}

TIANYA_RULES_INLINE std::string RulebookChecker::note_of(const Differences& differences, const std::string& what) const {
  std::string note;
  for (const auto& [reading, answer] : differences) {
    note += (note.empty() ? "so in " + what + " under " : " and ") +
            ("`" + model_.readings[reading].id + "=" + model_.readings[reading].answers[answer].id + "`");
  }
  return note;
}

/// Looks at every answer at each place, and at the places inside answers.
TIANYA_RULES_INLINE void RulebookChecker::look_at_places(const Places& places, const Differences& chosen, AnswersOfNode& of) {
  std::deque<std::pair<std::pair<Place, PlaceUse>, Differences>> open;
  const auto note = [&](const Places& more, const Differences& under, std::size_t depth) {
    for (const auto& [place, use] : more) {
      if (of.looked_at.insert(place).second) open.push_back({{place, {use.depth + depth, use.span}}, under});
    }
  };
  note(places, chosen, 0);
  for (; !open.empty() && !answers_too_many(); open.pop_front()) {
    const auto& [place, use] = open.front().first;
    const Reading& reading = model_.readings[place.reading];
    const std::string number = std::to_string(of.looked_at.size()) + ':';
    for (std::size_t answer = 0; answer < reading.answers.size() && !answers_too_many(); ++answer) {
      const SeenAnswer& seen = look_at(place, use, answer);
      ++trace_.parts;  // to look it up is work, too
      Differences under = open.front().second;
      under.erase(place.reading);
      if (answer != reading.default_answer) under[place.reading] = answer;
      const bool too_deep = use.depth + seen.depth > kMaxTypedDepth;
      // Not a problem yet: another part of the answer may show, elsewhere in the condition, what this one needs.
      if (!seen.sound && !under.empty() && of.tried.count(under) == 0) of.suspects.push_back(under);
      if (place.in_node) edges_[of.node].insert(seen.nodes.begin(), seen.nodes.end());
      std::vector<std::string>& kinds = of.kinds[place.reading];
      kinds.resize(reading.answers.size());
      kinds[answer] += number + (seen.sound ? seen.kind : "unsound") + (too_deep ? "/deep" : "") + ';';
      note(seen.inside, under, use.depth);
    }
  }
}

/// Of each reading the default, and one answer of each kind that looks otherwise.
TIANYA_RULES_INLINE std::map<std::size_t, std::vector<std::size_t>> RulebookChecker::kinds_of_answers(
    const AnswersOfNode& of) const {
  std::map<std::size_t, std::vector<std::size_t>> kinds;
  for (const auto& [reading, seen] : of.kinds) {
    const std::size_t usual = model_.readings[reading].default_answer;
    std::vector<std::size_t> answers = {usual};
    std::set<std::string_view> known = {seen[usual]};
    for (std::size_t n = 1; n < seen.size(); ++n) {
      const std::size_t answer = (usual + n) % seen.size();
      if (known.insert(seen[answer]).second) answers.push_back(answer);
    }
    if (answers.size() > 1) kinds.emplace(reading, std::move(answers));
  }
  return kinds;
}

/// Every combination of kinds of answers where there are few, else each kind by itself.
TIANYA_RULES_INLINE void RulebookChecker::check_answers(AnswersOfNode of, const Places& places,
                                                        const std::function<void(Diagnostics&)>& run, Diagnostics& problems) {
  static constexpr std::size_t kManyCombinations = 32;
  if (places.empty() || answers_too_many()) return;
  look_at_places(places, {}, of);
  const std::map<std::size_t, std::vector<std::size_t>> kinds = kinds_of_answers(of);
  std::size_t combinations = 1;
  for (const auto& [reading, answers] : kinds) combinations = std::min(kManyCombinations + 1, combinations * answers.size());
  const auto try_choice = [&](const Differences& chosen) {
    if (chosen.empty() || answers_too_many() || !of.tried.insert(chosen).second) return;
    Places found_places;
    Diagnostics found;
    choice_ = default_choice(model_);
    for (const auto& [reading, answer] : chosen) choice_.answers[reading] = answer;
    places_ = &found_places;
    run(found);
    places_ = nullptr;
    add_new(found, note_of(chosen, of.what), problems);
    look_at_places(found_places, chosen, of);
  };
  const auto try_suspects = [&] {
    for (; !of.suspects.empty() && problems.error_count() < kMaxDiagnostics; of.suspects.pop_front()) {
      try_choice(Differences(of.suspects.front()));
    }
  };
  try_suspects();
  if (combinations > kManyCombinations) {
    for (const auto& [reading, answers] : kinds) {
      for (std::size_t n = 1; n < answers.size(); ++n) try_choice({{reading, answers[n]}});
    }
  } else {
    for (std::size_t n = 1; n < combinations; ++n) {
      Differences chosen;
      std::size_t rest = n;
      for (const auto& [reading, answers] : kinds) {
        if (rest % answers.size() != 0) chosen[reading] = answers[rest % answers.size()];
        rest /= answers.size();
      }
      try_choice(chosen);
    }
  }
  try_suspects();
  choice_ = default_choice(model_);
  if (!answers_too_many() || too_many_told_) return;
  too_many_told_ = true;
  problems.error("too-large", "with " + of.what + " more than 1,000,000 parts are checked for the answers of readings", of.span,
                 "fewer answers, or shorter ones: each is checked at each place where it is used");
}

TIANYA_RULES_END_NAMESPACE
