// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/expr/parse.hpp"
#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookLoader::entity_of(const YamlNode* node) {
  const std::optional<std::string> name = read_text(node, "`about`", problems_);
  if (!name) return std::nullopt;
  const std::optional<std::size_t> entity = model_.vocabulary.find_entity(*name);
  if (!entity && !model_.vocabulary.entities.empty()) {
    std::vector<std::string_view> names;
    for (const Entity& one : model_.vocabulary.entities) names.push_back(one.name);
    problems_.error("unknown-entity", "`" + *name + "` is no entity", node->span,
                    suggest(*name, names, "the entities are " + listed(names)));
  }
  return entity;
}

// --- conditions -------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE SyntaxPtr RulebookLoader::read_expression(const YamlNode* node, std::string_view what) {
  if (node == nullptr || node->broken) return nullptr;
  if (!node->is_scalar()) {
    report_wrong_type(*node, what, "an expression", problems_);
    return nullptr;
  }
  if (node->text.find_first_not_of(" \t\n") == std::string::npos) {
    problems_.error("wrong-type", std::string(what) + " is empty; an expression is wanted", node->span);
    return nullptr;
  }
  return parse(expression_text(*node), problems_);
}

/// An expression, bare or as `{is, quote}`.
TIANYA_RULES_INLINE SyntaxPtr RulebookLoader::read_value(const YamlNode* node, std::string_view what,
                                                         std::optional<std::size_t> unit, std::vector<Quote>& quotes) {
  if (node == nullptr || !node->is_map()) return read_expression(node, what);
  YamlMap map(*node, std::string(what), problems_);
  read_quotes(map, unit, quotes);
  SyntaxPtr expression = read_expression(map.need("is"), "`is`");
  map.finish();
  return expression;
}

/// Where one condition is wanted and two stand there, which is an error, each is checked.
TIANYA_RULES_INLINE std::optional<Condition> RulebookLoader::both(std::optional<Condition> one, std::optional<Condition> other) {
  if (!one || !other) return one ? std::move(one) : std::move(other);
  Condition all;
  all.kind = Condition::Kind::kAll;
  all.span = one->span;
  all.items.push_back(*std::move(one));
  all.items.push_back(*std::move(other));
  return all;
}

/// In the place of an expression that was refused.
TIANYA_RULES_INLINE SyntaxPtr RulebookLoader::broken_expression(const YamlNode& node) {
  auto broken = std::make_shared<Syntax>();
  broken->kind = SyntaxKind::kBroken;
  broken->span = node.span;
  return broken;
}

/// In the place of a condition that was refused: what stands beside it is checked all the same.
TIANYA_RULES_INLINE Condition RulebookLoader::unread(const YamlNode& node) {
  Condition condition;
  condition.span = node.span;
  condition.atom = broken_expression(node);
  return condition;
}

TIANYA_RULES_INLINE std::vector<Condition> RulebookLoader::read_items(const YamlNode& list, std::string_view what,
                                                                      std::optional<std::size_t> unit, std::vector<Quote>& quotes) {
  std::vector<Condition> items;
  for (const YamlNode* item : read_list(&list, what, false, problems_)) {
    items.push_back(read_condition(item, "a condition", unit, quotes).value_or(unread(*item)));
  }
  return items;
}

TIANYA_RULES_INLINE std::optional<Condition> RulebookLoader::read_condition(const YamlNode* node, std::string_view what,
                                                                            std::optional<std::size_t> unit,
                                                                            std::vector<Quote>& quotes) {
  if (node == nullptr || node->broken) return std::nullopt;
  if (node->is_map()) return read_condition_map(*node, what, unit, quotes);
  Condition condition;
  condition.span = node->span;
  if (node->is_list()) {
    condition.kind = Condition::Kind::kAll;
    condition.items = read_items(*node, what, unit, quotes);
    return condition;
  }
  condition.atom = read_expression(node, what);
  if (!condition.atom) condition.atom = broken_expression(*node);
  return condition;
}

TIANYA_RULES_INLINE std::optional<Condition> RulebookLoader::read_condition_map(const YamlNode& node, std::string_view what,
                                                                                std::optional<std::size_t> unit,
                                                                                std::vector<Quote>& quotes) {
  YamlMap map(node, std::string(what), problems_);
  std::optional<Quote> quote;
  if (const YamlNode* words = map.get("quote")) quote = read_quote(words, unit);
  if (quote) quotes.push_back(*quote);
  std::vector<std::string_view> operators;
  for (const std::string_view key : {"is", "not", "any", "all"}) {
    if (map.has(key)) operators.push_back(key);
  }
  std::optional<Condition> condition;
  for (const std::string_view key : operators) condition = both(std::move(condition), read_operator(map, key, unit, quotes));
  for (const std::string_view key : {"is", "not", "any", "all"}) map.mention(key);
  map.finish();
  if (operators.size() != 1) {
    problems_.error(operators.empty() ? "missing-key" : "two-verbs",
                    std::string(what) + " has " + (operators.empty() ? "none of `is`, `not`, `any` and `all`" : listed(operators)),
                    first_line_of(node), operators.empty() ? "" : "nest them in a list");
  }
  if (condition) condition->quote = std::move(quote);
  return condition;
}

TIANYA_RULES_INLINE std::optional<Condition> RulebookLoader::read_operator(YamlMap& map, std::string_view key,
                                                                           std::optional<std::size_t> unit,
                                                                           std::vector<Quote>& quotes) {
  const std::string what = "`" + std::string(key) + "`";
  const YamlNode* node = map.get(key);
  if (node == nullptr) return std::nullopt;
  Condition condition;
  condition.span = node->span;
  if (key == "is") {
    condition.atom = read_expression(node, what);
    if (!condition.atom) condition.atom = broken_expression(*node);
  } else if (key == "not") {
    condition.kind = Condition::Kind::kNot;
    condition.items.push_back(read_condition(node, what, unit, quotes).value_or(unread(*node)));
  } else {
    condition.kind = key == "any" ? Condition::Kind::kAny : Condition::Kind::kAll;
    condition.items = read_items(*node, what, unit, quotes);
  }
  return condition;
}

// --- norms ------------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE void RulebookLoader::load_norms(const YamlNode& root) {
  if (root.is_null()) return;
  const YamlMap all(root, "a file of norms", problems_);
  for (const YamlEntry& entry : root.entries) {
    if (too_many(model_.norms.size(), kMaxNorms, "norms", entry.key.span)) break;
    loaded_.norm_sound.push_back(true);
    load_norm(entry.key, entry.value);
  }
}

namespace norm_internal {
/// Letters, digits, `_` and, between them, `.`.
TIANYA_RULES_INLINE bool is_norm_id(std::string_view id) {
  bool after_dot = true;
  for (const char c : id) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!word && (c != '.' || after_dot)) return false;
    after_dot = !word;
  }
  return !after_dot;
}
}  // namespace norm_internal

TIANYA_RULES_INLINE void RulebookLoader::load_norm(const YamlNode& name, const YamlNode& node) {
  if (!norm_internal::is_norm_id(name.text)) {
    problems_.error("bad-name", "`" + name.text + "` cannot be the name of a norm", name.span,
                    "a norm's name has letters, digits, `_` and dots between them");
  }
  const auto [earlier, is_new] = norms_by_id_.try_emplace(name.text, model_.norms.size());
  if (!is_new) {
    const Span& first = model_.norms[earlier->second].span;
    problems_.error(
        "duplicate-id", "the norm `" + name.text + "` stands twice", name.span,
        "the first is at " + first.source->name + ":" + std::to_string(line_column(first.source->text, first.begin).line));
  }
  const std::size_t errors = problems_.error_count();
  YamlMap map(node, "the norm `" + name.text + "`", problems_, &name.span);
  Norm norm;
  norm.id = name.text;
  norm.span = name.span;
  const YamlNode* cites = map.need("cites");
  const std::optional<std::size_t> unit = unit_of(cites);
  if (cites && cites->is_scalar()) norm.cites = cites->text;
  norm.unit = unit.value_or(0);
  const YamlNode* same_as = map.get("same_as");
  const bool shares = map.has("same_as");
  const std::optional<std::size_t> about = shares ? std::nullopt : entity_of(map.need("about"));
  norm.about = about.value_or(0);
  loaded_.norm_sound.back() = about.has_value() || (same_as && same_as->is_scalar());
  if (const YamlNode* bearer = shares ? map.get("bearer") : map.need("bearer", "who must act?")) {
    const std::string id = read_text(bearer, "`bearer`", problems_).value_or("");
    const auto found = std::find_if(model_.bearers.begin(), model_.bearers.end(), [&](const Bearer& one) { return one.id == id; });
    norm.bearer = found == model_.bearers.end() ? 0 : static_cast<std::size_t>(found - model_.bearers.begin());
    if (found == model_.bearers.end() && !id.empty() && !model_.bearers.empty()) {
      std::vector<std::string_view> names;
      for (const Bearer& one : model_.bearers) names.push_back(one.id);
      problems_.error("unknown-bearer", "`" + id + "` is no bearer", bearer->span,
                      suggest(id, names, "the bearers are " + listed(names)));
    }
  }
  norm.title = read_localized(map.get("title"), "`title`", model_.languages, problems_);
  if (!map.has("title") && node.is_map()) warn_if_empty(norm.title, "the norm `" + name.text + "` has no `title`", name.span);
  norm.inferred = read_localized(map.get("inferred"), "`inferred`", model_.languages, problems_);
  read_quotes(map, unit, norm.quotes);
  for (const char* key : {"in_force", "governed_at", "waived_by"}) map.reserve(key);
  if (!shares) norm.applies = read_condition(map.get("applies"), "`applies`", unit, norm.quotes);
  if (const YamlNode* applies = node.find("applies"); applies && !shares && !norm.applies) norm.applies = unread(*applies);
  load_verb(map, norm, unit);
  if (same_as && same_as->is_scalar()) same_as_.push_back({model_.norms.size(), same_as, map.has("bearer")});
  if (same_as && !same_as->is_scalar()) read_text(same_as, "`same_as`", problems_);
  map.finish();
  if (norm.quotes.empty() && norm.inferred.empty() && problems_.error_count() == errors) {
    problems_.warning("no-quote", "the norm `" + name.text + "` quotes nothing", name.span,
                      "quote the wording it rests on, or say how it is `inferred`");
  }
  model_.norms.push_back(std::move(norm));
}

TIANYA_RULES_INLINE void RulebookLoader::load_verb(YamlMap& map, Norm& norm, std::optional<std::size_t> unit) {
  std::vector<std::string_view> verbs;
  for (const std::string_view verb : {"requires", "forbids", "when", "deadline", "same_as"}) {
    if (map.has(verb)) verbs.push_back(verb);
  }
  if (verbs.size() != 1 && map.node().is_map() && !map.node().broken) {
    problems_.error(verbs.empty() ? "no-verb" : "two-verbs",
                    "the norm `" + norm.id + "` has " + (verbs.empty() ? "no verb" : listed(verbs)), norm.span,
                    "give it one of `requires`, `forbids`, `when`, `deadline` and `same_as`");
  }
  for (const std::string_view verb : {"requires", "forbids", "when"}) {
    const YamlNode* node = map.get(verb);
    if (node == nullptr) continue;
    norm.kind = verb == "requires" ? NormKind::kDuty : verb == "forbids" ? NormKind::kBan : NormKind::kTrigger;
    norm.test = both(std::move(norm.test), read_condition(node, "`" + std::string(verb) + "`", unit, norm.quotes));
  }
  if (const YamlNode* node = map.get("deadline")) {
    norm.kind = NormKind::kDeadline;
    load_deadline(*node, norm, unit);
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_deadline(const YamlNode& node, Norm& norm, std::optional<std::size_t> unit) {
  YamlMap map(node, "the deadline", problems_);
  Deadline deadline;
  read_quotes(map, unit, norm.quotes);
  deadline.done = read_value(map.need("done"), "`done`", unit, norm.quotes);
  const YamlNode* by = map.get("by");
  const YamlNode* after = map.get("after");
  const YamlNode* within = map.get("within");
  if (map.has("by") && (map.has("after") || map.has("within") || map.has("pause"))) {
    problems_.error("two-verbs", "the deadline has both `by` and `after` or `within`", first_line_of(node),
                    "a due date is given by a date, or by a start and a length");
  } else if (!map.has("by") && !(map.has("after") && map.has("within")) && node.is_map() && !node.broken) {
    problems_.error("missing-key", "the deadline has no due date", first_line_of(node), "give it `by`, or `after` and `within`");
  }
  deadline.by = read_value(by, "`by`", unit, norm.quotes);
  deadline.after = read_value(after, "`after`", unit, norm.quotes);
  load_within(within, deadline, norm, unit);
  load_pause(map.get("pause"), deadline, norm, unit);
  map.finish();
  norm.deadline = std::move(deadline);
}

TIANYA_RULES_INLINE void RulebookLoader::load_within(const YamlNode* node, Deadline& deadline, Norm& norm,
                                                     std::optional<std::size_t> unit) {
  if (node == nullptr) return;
  YamlMap map(*node, "`within`", problems_);
  read_quotes(map, unit, norm.quotes);
  std::vector<std::string_view> units;
  for (const std::string_view key : {"workdays", "days", "months"}) {
    if (map.has(key)) units.push_back(key);
    const YamlNode* amount = map.get(key);
    if (amount == nullptr) continue;
    deadline.unit = key == "workdays" ? Deadline::Unit::kWorkdays : key == "days" ? Deadline::Unit::kDays : Deadline::Unit::kMonths;
    deadline.amount = read_value(amount, "`" + std::string(key) + "`", unit, norm.quotes);
  }
  if (units.size() != 1 && node->is_map()) {
    problems_.error(units.empty() ? "missing-key" : "two-verbs", "`within` has " + (units.empty() ? "no length" : listed(units)),
                    first_line_of(*node), "give it one of `workdays`, `days` and `months`");
  }
  if (const YamlNode* more = map.get("extended_by")) deadline.extended_by = read_value(more, "`extended_by`", unit, norm.quotes);
  map.finish();
}

TIANYA_RULES_INLINE void RulebookLoader::load_pause(const YamlNode* node, Deadline& deadline, Norm& norm,
                                                    std::optional<std::size_t> unit) {
  if (node == nullptr) return;
  YamlMap map(*node, "`pause`", problems_);
  read_quotes(map, unit, norm.quotes);
  deadline.pause_from = read_value(map.need("from"), "`from`", unit, norm.quotes);
  deadline.pause_to = read_value(map.need("to"), "`to`", unit, norm.quotes);
  map.finish();
  if (deadline.unit != Deadline::Unit::kWorkdays) {
    problems_.error("wrong-type", "a `pause` is counted in working days, and the deadline is not", first_line_of(*node),
                    "leave it out, or give the length as `workdays`");
  }
}

/// Copies about, applies, test and deadline of the norm named, through chains; a circle is reported.
TIANYA_RULES_INLINE void RulebookLoader::resolve_same_as() {
  std::map<std::size_t, std::size_t> target;
  for (const auto& [norm, name, ignored] : same_as_) {
    if (const auto found = norms_by_id_.find(name->text); found != norms_by_id_.end()) {
      target[norm] = found->second;
      continue;
    }
    std::vector<std::string_view> names;
    for (const Norm& one : model_.norms) names.push_back(one.id);
    problems_.error("unknown-norm", "no norm is called `" + name->text + "`", name->span, suggest(name->text, names));
    loaded_.norm_sound[norm] = false;
  }
  for (const auto& [norm, name, own_bearer] : same_as_) {
    std::size_t last = norm;
    std::string path = "`" + model_.norms[norm].id + "`";
    std::size_t steps = 0;
    for (auto next = target.find(last); next != target.end() && steps <= target.size(); next = target.find(last), ++steps) {
      last = next->second;
      path += " -> `" + model_.norms[last].id + "`";
      if (last == norm) break;
    }
    if (target.count(last) > 0 || last == norm) {
      // Each circle once: at the norm of it that stands first.
      const bool told = !loaded_.norm_sound[norm];
      if (last == norm && target.count(norm) > 0 && !told)
        problems_.error("cycle", "`same_as` goes round in a circle: " + path, name->span);
      loaded_.norm_sound[norm] = false;
      for (auto next = target.find(norm); next != target.end() && loaded_.norm_sound[next->second];
           next = target.find(next->second)) {
        loaded_.norm_sound[next->second] = false;
      }
      continue;
    }
    const Norm& source = model_.norms[last];
    Norm& copy = model_.norms[norm];
    if (source.id == copy.id) continue;
    copy.same_as = last;
    copy.about = source.about;
    if (!own_bearer) copy.bearer = source.bearer;
    copy.kind = source.kind, copy.applies = source.applies, copy.test = source.test, copy.deadline = source.deadline;
    if (!loaded_.norm_sound[last]) loaded_.norm_sound[norm] = false;
  }
}

TIANYA_RULES_END_NAMESPACE
