// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/loader.hpp"
#include "tianya_rules/rulebook/quote_places.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE void RulebookLoader::load_regulation(const YamlNode& root) {
  YamlMap map(root, "the rulebook", problems_);
  load_languages(map.get("languages"));
  model_.id = read_text(map.need("id"), "`id`", problems_).value_or("");
  model_.title = read_localized(map.need("title"), "`title`", model_.languages, problems_);
  model_.issuer = read_localized(map.get("issuer"), "`issuer`", model_.languages, problems_);
  load_bearers(map.need("bearers"));
  load_outline(map.need("outline"), std::nullopt);
  load_parameters(map.get("parameters"));
  load_non_operative(map.get("non_operative"));
  if (const YamlNode* calendar = map.get("calendar")) model_.calendar = read_expression(calendar, "`calendar`");
  if (map.has("calendar") && !model_.calendar) model_.calendar = broken_expression(*map.node().find("calendar"));
  map.need("norms");
  map.finish();
}

TIANYA_RULES_INLINE void RulebookLoader::load_languages(const YamlNode* node) {
  for (const YamlNode* item : read_list(node, "`languages`", true, problems_)) {
    const std::string name = read_text(item, "a language", problems_).value_or("");
    if (name != "zh" && name != "en") {
      if (!name.empty())
        problems_.error("unknown-language", "`" + name + "` is no language of the tool", item->span, "there are `zh` and `en`");
      continue;
    }
    const Language language = name == "zh" ? Language::kChinese : Language::kEnglish;
    auto& all = model_.languages;
    if (std::find(all.begin(), all.end(), language) == all.end()) all.push_back(language);
  }
  if (model_.languages.empty()) model_.languages = {Language::kChinese, Language::kEnglish};
}

TIANYA_RULES_INLINE void RulebookLoader::load_bearers(const YamlNode* node) {
  if (node == nullptr) return;
  const YamlMap all(*node, "`bearers`", problems_);
  for (const YamlEntry& entry : node->entries) {
    check_identifier(entry.key, "a bearer", problems_);
    YamlMap map(entry.value, "the bearer `" + entry.key.text + "`", problems_);
    model_.bearers.push_back({entry.key.text, read_localized(map.need("label"), "`label`", model_.languages, problems_)});
    map.finish();
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_outline(const YamlNode* node, std::optional<std::size_t> parent) {
  for (const YamlNode* item : read_list(node, parent ? "`items`" : "`outline`", false, problems_)) {
    if (too_many(model_.units.size(), kMaxUnits, "units of text", item->span)) break;
    load_unit(*item, parent);
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_unit(const YamlNode& node, std::optional<std::size_t> parent) {
  YamlMap map(node, "a unit of the text", problems_);
  TextUnit unit;
  unit.span = node.span;
  unit.parent = parent;
  if (const YamlNode* label = map.need("label")) {
    unit.label = read_text(label, "`label`", problems_).value_or("");
    if (!unit.label.empty() && !unit_labels_.insert(unit.label).second) {
      problems_.error("duplicate-label", "`" + unit.label + "` labels two units of the text", label->span,
                      "labels are looked up: each stands once");
    }
  }
  const auto optional_text = [&](const char* key) {
    return read_text(map.get(key), "`" + std::string(key) + "`", problems_).value_or("");
  };
  unit.marker = optional_text("marker");
  unit.heading = optional_text("heading");
  unit.text = optional_text("text");
  const YamlNode* items = map.get("items");
  map.finish();
  if (!node.is_map()) return;
  if (!map.has("heading") && !map.has("text") && !map.has("items") && !node.broken) {
    problems_.error("empty-unit", "`" + unit.label + "` has no words", node.span, "give it `heading`, `text` or `items`");
  }
  const std::size_t index = model_.units.size();
  model_.units.push_back(std::move(unit));
  if (parent) model_.units[*parent].items.push_back(index);
  if (items) load_outline(items, index);
}

TIANYA_RULES_INLINE void RulebookLoader::load_parameters(const YamlNode* node) {
  if (node == nullptr) return;
  const YamlMap all(*node, "`parameters`", problems_);
  for (const YamlEntry& entry : node->entries) {
    if (entry.key.text != "published_on") {
      problems_.error("unknown-parameter", "`" + entry.key.text + "` is no parameter", entry.key.span,
                      "the one there is, is `published_on`");
    }
    YamlMap map(entry.value, "a parameter", problems_, &entry.key.span);
    Parameter parameter;
    parameter.name = entry.key.text;
    if (const YamlNode* type = map.need("type")) {
      parameter.type = read_type(*type, "").value_or(Type::of(TypeKind::kDate));
      if (!parameter.type.is(TypeKind::kDate) || parameter.type.nullable) {
        problems_.error("wrong-type", "`" + entry.key.text + "` is a `date`", type->span);
      }
    }
    const YamlNode* cites = map.get("cites");
    if (cites) parameter.cites = cites->text;
    const std::optional<std::size_t> unit = unit_of(cites);
    if (const YamlNode* quote = map.get("quote")) parameter.quote = read_quote(quote, unit);
    map.finish();
    model_.parameters.push_back(std::move(parameter));
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_non_operative(const YamlNode* node) {
  for (const YamlNode* item : read_list(node, "`non_operative`", false, problems_)) {
    YamlMap map(*item, "a piece of non-operative wording", problems_);
    const std::optional<std::size_t> unit = unit_of(map.need("cites"));
    NonOperative wording;
    if (const YamlNode* within = map.get("within")) {
      if (const std::optional<Quote> context = read_quote(within, unit)) wording.within = context->text;
      if (wording.within.empty()) continue;
    }
    wording.reason = read_localized(map.need("reason"), "`reason`", model_.languages, problems_);
    if (!map.has("quotes")) map.need("quote");
    std::vector<const YamlNode*> quotes = read_list(map.get("quotes"), "`quotes`", true, problems_);
    if (const YamlNode* quote = map.get("quote")) quotes.push_back(quote);
    map.finish();
    for (const YamlNode* words : quotes) {
      const std::optional<Quote> quote = read_quote(words, unit, wording.within);
      if (!quote) continue;
      wording.quote = *quote;
      model_.non_operative.push_back(wording);
    }
  }
}

namespace text_internal {
/// A label without what a keyboard gets wrong: half-width brackets, white space.
TIANYA_RULES_INLINE std::string plain_label(std::string_view label) {
  std::string out;
  for (std::size_t at = 0; at < label.size();) {
    const char32_t c = decode_code_point(label, at);
    if (!is_text_space(c)) append_code_point(out, c == '(' ? U'\uFF08' : c == ')' ? U'\uFF09' : c);
  }
  return out;
}
}  // namespace text_internal

TIANYA_RULES_INLINE std::optional<std::size_t> RulebookLoader::unit_of(const YamlNode* cites) {
  const std::optional<std::string> label = read_text(cites, "`cites`", problems_);
  if (!label) return std::nullopt;
  const std::optional<std::size_t> unit = model_.find_unit(*label);
  if (!unit && !model_.units.empty()) {
    const std::string wanted = text_internal::plain_label(*label);
    const auto near = std::find_if(model_.units.begin(), model_.units.end(),
                                   [&](const TextUnit& one) { return text_internal::plain_label(one.label) == wanted; });
    problems_.error(
        "unknown-unit", "no unit of the text is labelled `" + *label + "`", cites->span,
        near == model_.units.end() ? "labels stand in the outline of regulation.yaml" : "did you mean `" + near->label + "`?");
  }
  return unit;
}

TIANYA_RULES_INLINE std::optional<Quote> RulebookLoader::read_quote(const YamlNode* node, std::optional<std::size_t> unit,
                                                                    std::string_view within) {
  const std::optional<std::string> words = read_text(node, "a quote", problems_);
  if (!words || !unit) return std::nullopt;
  const std::size_t times = find_words(model_.units, *unit, *words, within).size();
  const std::string where = within.empty() ? model_.units[*unit].label : "`" + std::string(within) + "`";
  if (times == 1) return Quote{*words, *unit, node->span};
  if (times == 0) {
    problems_.error("quote-not-found", "`" + *words + "` does not stand in " + where, node->span,
                    "quote the wording as it is, white space aside");
  } else {
    problems_.error("quote-not-unique", "`" + *words + "` stands " + std::to_string(times) + " times in " + where, node->span,
                    "quote more of the wording, or cite an item of it");
  }
  return std::nullopt;
}

/// `quote:` (one) and `quotes:` (a list).
TIANYA_RULES_INLINE void RulebookLoader::read_quotes(YamlMap& map, std::optional<std::size_t> unit, std::vector<Quote>& quotes) {
  std::vector<const YamlNode*> nodes = read_list(map.get("quotes"), "`quotes`", true, problems_);
  if (const YamlNode* quote = map.get("quote")) nodes.insert(nodes.begin(), quote);
  for (const YamlNode* node : nodes) {
    if (std::optional<Quote> quote = read_quote(node, unit)) quotes.push_back(*std::move(quote));
  }
}

TIANYA_RULES_END_NAMESPACE
