// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE void RulebookLoader::warn_if_empty(const LocalizedText& text, const std::string& message, const Span& span) {
  if (text.empty()) problems_.warning("missing-label", message, span, "reports show it to people");
}

/// Reported once for each limit; what goes beyond it is left out.
TIANYA_RULES_INLINE bool RulebookLoader::too_many(std::size_t count, std::size_t limit, const char* what, const Span& place) {
  if (count < limit) return false;
  if (count == limit) problems_.error("too-many", "more than " + std::to_string(limit) + " " + what, place, "split the rulebook");
  return true;
}

TIANYA_RULES_INLINE void RulebookLoader::load_facts(const YamlNode& root) {
  const YamlMap all(root, "facts.yaml", problems_);
  for (const YamlEntry& entry : root.entries) {
    if (too_many(model_.vocabulary.entities.size(), kMaxEntities, "entities", entry.key.span)) break;
    load_entity(entry.key, entry.value);
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_entity(const YamlNode& name, const YamlNode& node) {
  check_identifier(name, "an entity", problems_);
  YamlMap map(node, "the entity `" + name.text + "`", problems_, &name.span);
  Entity entity;
  entity.name = name.text;
  const YamlNode* label = map.get("label");
  entity.label = read_localized(label, "`label`", model_.languages, problems_);
  if (!map.has("label")) warn_if_empty(entity.label, "the entity `" + name.text + "` has no `label`", name.span);
  const YamlNode* attributes = map.need("attributes");
  const YamlNode* derived = map.get("derived");
  map.finish();
  if (attributes) {
    const YamlMap attribute_map(*attributes, "`attributes`", problems_);
    for (const YamlEntry& entry : attributes->entries) {
      if (too_many(entity.attributes.size(), kMaxAttributes, "attributes", entry.key.span)) break;
      load_attribute(entry.key, entry.value, entity);
    }
  }
  model_.vocabulary.entities.push_back(std::move(entity));
  if (derived == nullptr) return;
  const YamlMap derived_map(*derived, "`derived`", problems_);
  for (const YamlEntry& entry : derived->entries) {
    if (too_many(model_.vocabulary.entities.back().derived.size(), kMaxAttributes, "derived facts", entry.key.span)) break;
    load_derived(entry.key, entry.value, model_.vocabulary.entities.size() - 1);
  }
}

TIANYA_RULES_INLINE bool RulebookLoader::name_is_free(const YamlNode& name, const Entity& entity) {
  if (name.text == "id") {
    problems_.error("bad-name", "`id` is declared already: every record has one", name.span, "leave it out");
    return false;
  }
  if (entity.find_attribute(name.text) || entity.find_derived(name.text)) {
    problems_.error("duplicate-id", "`" + name.text + "` is an attribute and a derived fact of `" + entity.name + "`", name.span,
                    "rename one");
    return false;
  }
  return check_identifier(name, "a fact", problems_);
}

TIANYA_RULES_INLINE void RulebookLoader::load_attribute(const YamlNode& name, const YamlNode& node, Entity& entity) {
  const bool named = name_is_free(name, entity);
  const Excuse passed_over_without_type(*this);
  YamlMap map(node, "the attribute `" + name.text + "`", problems_, &name.span);
  Attribute attribute;
  attribute.name = name.text;
  if (const YamlNode* type = map.need("type")) {
    attribute.type = read_type(*type, entity.name + "." + name.text).value_or(Type{});
  }
  attribute.judged = read_bool(map.get("judged"), "`judged`", problems_).value_or(false);
  attribute.informative = read_bool(map.get("informative"), "`informative`", problems_).value_or(false);
  load_range(map, attribute);
  load_labels(map, attribute, entity.name + "." + name.text);
  attribute.label = read_localized(map.get("label"), "`label`", model_.languages, problems_);
  if (!map.has("label")) warn_if_empty(attribute.label, "the attribute `" + name.text + "` has no `label`", name.span);
  attribute.description = read_localized(map.get("description"), "`description`", model_.languages, problems_);
  if (!map.has("description"))
    warn_if_empty(attribute.description, "the attribute `" + name.text + "` has no `description`", name.span);
  map.finish();
  if (named) entity.attributes.push_back(std::move(attribute));
}

/// bool, int, double, string, date, enum, with or without `?`, or list<string>.
TIANYA_RULES_INLINE std::optional<Type> RulebookLoader::read_type(const YamlNode& node, const std::string& enumeration_name) {
  const std::optional<std::string> text = read_text(&node, "`type`", problems_);
  if (!text) return std::nullopt;
  std::string_view word = *text;
  const bool nullable = word.size() > 1 && word.back() == '?';
  if (nullable) word.remove_suffix(1);
  if (word == "bool") return Type::of(TypeKind::kBool, nullable);
  if (word == "int") return Type::of(TypeKind::kInt, nullable);
  if (word == "double") return Type::of(TypeKind::kDouble, nullable);
  if (word == "string") return Type::of(TypeKind::kString, nullable);
  if (word == "date") return Type::of(TypeKind::kDate, nullable);
  if (word == "list<string>" && !nullable) return Type::list_of(Type::of(TypeKind::kString));
  if (word == "enum" && !enumeration_name.empty()) {
    auto labels = std::make_shared<Enumeration>();
    labels->name = enumeration_name;
    return Type::enumeration_of(std::move(labels)).with_null(nullable);
  }
  if (word.substr(0, 4) == "ref<") {
    problems_.error("not-yet-supported", "`" + *text + "` is not yet supported", node.span, "use `string` for an id");
    return std::nullopt;
  }
  static const std::vector<std::string_view> kTypes = {"bool", "int", "double", "string", "date", "enum", "list<string>"};
  problems_.error("unknown-type", "`" + *text + "` is no type of a fact", node.span,
                  suggest(word, kTypes, "the types are " + listed(kTypes) + "; a `?` behind them lets null in"));
  return std::nullopt;
}

TIANYA_RULES_INLINE void RulebookLoader::load_range(YamlMap& map, Attribute& attribute) {
  for (const char* key : {"min", "max"}) {
    const YamlNode* node = map.get(key);
    if (node == nullptr) continue;
    if (!attribute.type.is(TypeKind::kInt) && !attribute.type.is(TypeKind::kUnresolved)) {
      problems_.error(
          "wrong-type",
          "`" + std::string(key) + "` is for `int`, and `" + attribute.name + "` is `" + to_string(attribute.type) + "`",
          node->span);
    }
    (key[1] == 'i' ? attribute.min : attribute.max) = read_int(node, "`" + std::string(key) + "`", problems_);
  }
  if (attribute.min && attribute.max && *attribute.min > *attribute.max) {
    problems_.error("empty-range", "`min` is greater than `max`", map.node().find("max")->span);
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_labels(YamlMap& map, Attribute& attribute, const std::string& enumeration_name) {
  const bool is_enumeration = attribute.type.is_enumeration();
  const YamlNode* node = is_enumeration ? map.need("labels") : map.get("labels");
  if (node == nullptr && is_enumeration) attribute.type = Type{};
  if (node == nullptr) return;
  if (!is_enumeration && !attribute.type.is(TypeKind::kUnresolved)) {
    problems_.error("wrong-type", "`labels` is for `enum`, and `" + attribute.name + "` is `" + to_string(attribute.type) + "`",
                    node->span);
    attribute.type = Type{};
  }
  auto enumeration = std::make_shared<Enumeration>();
  enumeration->name = enumeration_name;
  const YamlMap labels(*node, "`labels`", problems_);
  if (node->is_map() && node->entries.empty()) problems_.error("wrong-type", "`labels` is empty", node->span);
  for (const YamlEntry& entry : node->entries) {
    enumeration->labels.push_back(entry.key.text);
    attribute.enum_labels.push_back(
        read_localized(&entry.value, "the label `" + entry.key.text + "`", model_.languages, problems_));
  }
  if (!is_enumeration) return;
  const bool nullable = attribute.type.nullable;
  attribute.type = enumeration->labels.empty() ? Type{} : Type::enumeration_of(std::move(enumeration)).with_null(nullable);
}

TIANYA_RULES_INLINE void RulebookLoader::load_derived(const YamlNode& name, const YamlNode& node, std::size_t entity_index) {
  Entity& entity = model_.vocabulary.entities[entity_index];
  const bool named = name_is_free(name, entity);
  const Excuse bool_whatever_its_condition(*this);
  YamlMap map(node, "the derived fact `" + name.text + "`", problems_, &name.span);
  DerivedAttribute attribute;
  attribute.name = name.text;
  attribute.label = read_localized(map.get("label"), "`label`", model_.languages, problems_);
  if (!map.has("label")) warn_if_empty(attribute.label, "the derived fact `" + name.text + "` has no `label`", name.span);
  attribute.description = read_localized(map.get("description"), "`description`", model_.languages, problems_);
  DerivedFact fact;
  fact.entity = entity_index;
  fact.index = entity.derived.size();
  const YamlNode* cites = map.need("cites");
  if (cites) fact.cites = cites->text;
  const std::optional<std::size_t> unit = unit_of(cites);
  read_quotes(map, unit, fact.quotes);
  std::vector<std::string_view> verbs;
  for (const char* verb : {"is", "any", "all", "not"}) {
    if (map.has(verb)) verbs.push_back(verb);
  }
  if (verbs.size() != 1 && !node.broken && node.is_map()) {
    problems_.error(verbs.empty() ? "missing-key" : "two-verbs",
                    "the derived fact `" + name.text + "` has " + (verbs.empty() ? "no condition" : listed(verbs)), name.span,
                    "give it one of `is`, `any`, `all` and `not`");
  }
  std::optional<Condition> condition;
  for (const std::string_view verb : verbs) condition = both(std::move(condition), read_operator(map, verb, unit, fact.quotes));
  if (condition) fact.condition = *std::move(condition);
  map.mention("is"), map.mention("any"), map.mention("all"), map.mention("not");
  map.finish();
  if (!named) return;
  entity.derived.push_back(std::move(attribute));
  model_.derived.push_back(std::move(fact));
}

TIANYA_RULES_END_NAMESPACE
