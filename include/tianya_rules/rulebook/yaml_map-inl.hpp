// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/yaml_map.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += '`';
    out += names[i];
    out += '`';
  }
  return out;
}

TIANYA_RULES_INLINE std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates,
                                        std::string otherwise) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? otherwise : "did you mean `" + near + "`?";
}

TIANYA_RULES_INLINE std::string yaml_kind(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "empty";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
    case YamlNode::Kind::kScalar:
      break;
  }
  return "`" + node.text + "`";
}

TIANYA_RULES_INLINE Span first_line_of(const YamlNode& node) {
  Span span = node.span;
  if (span.source) span.end = std::min(span.end, std::max(span.begin, span.source->text.find('\n', span.begin)));
  return span;
}

TIANYA_RULES_INLINE void report_wrong_type(const YamlNode& node, std::string_view what, std::string_view wanted,
                                           Diagnostics& problems, std::string help) {
  problems.error("wrong-type", std::string(what) + " is " + yaml_kind(node) + "; " + std::string(wanted) + " is wanted",
                 first_line_of(node), std::move(help));
}

TIANYA_RULES_INLINE YamlMap::YamlMap(const YamlNode& node, std::string what, Diagnostics& problems, const Span* place)
    : node_(node), what_(std::move(what)), problems_(problems), place_(place ? *place : first_line_of(node)) {
  if (!node.is_map() && !node.broken) report_wrong_type(node, what_, "a map", problems);
}

TIANYA_RULES_INLINE const YamlNode* YamlMap::get(std::string_view key) {
  asked_.push_back(key);
  const YamlNode* found = node_.find(key);
  return found && !found->broken ? found : nullptr;
}

TIANYA_RULES_INLINE const YamlNode* YamlMap::need(std::string_view key, std::string help) {
  const YamlNode* found = get(key);
  if (!has(key) && !node_.broken && node_.is_map()) {
    problems_.error("missing-key", what_ + " has no `" + std::string(key) + "`", place_, std::move(help));
  }
  return found;
}

TIANYA_RULES_INLINE void YamlMap::reserve(std::string_view key) {
  for (const YamlEntry& entry : node_.entries) {
    if (entry.key.text != key) continue;
    asked_.push_back(key);
    problems_.error("not-yet-supported", "`" + entry.key.text + "` is not yet supported", entry.key.span, "leave it out");
  }
}

TIANYA_RULES_INLINE void YamlMap::finish() {
  for (const YamlEntry& entry : node_.entries) {
    const std::string& key = entry.key.text;
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    if (problems_.error_count() >= Diagnostics::kMaxShown) {  // counted, not shown: no need to look for a better word
      problems_.error("unknown-key", "", entry.key.span);
      continue;
    }
    std::vector<std::string_view> keys = asked_;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    problems_.error("unknown-key", "`" + key + "` is no key of " + what_, entry.key.span,
                    suggest(key, keys, "its keys are " + listed(keys)));
  }
}

TIANYA_RULES_INLINE std::optional<std::string> read_text(const YamlNode* node, std::string_view what, Diagnostics& problems) {
  if (node == nullptr || node->broken) return std::nullopt;
  if (node->is_scalar() && !node->text.empty()) return node->text;
  if (node->is_scalar()) {
    problems.error("wrong-type", std::string(what) + " is empty", node->span);
  } else {
    report_wrong_type(*node, what, "text", problems);
  }
  return std::nullopt;
}

TIANYA_RULES_INLINE std::optional<bool> read_bool(const YamlNode* node, std::string_view what, Diagnostics& problems) {
  if (node == nullptr || node->broken) return std::nullopt;
  const bool plain = node->is_scalar() && node->style == YamlNode::Style::kPlain;
  if (plain && node->text == "true") return true;
  if (plain && node->text == "false") return false;
  report_wrong_type(*node, what, "`true` or `false`", problems);
  return std::nullopt;
}

TIANYA_RULES_INLINE std::optional<std::int64_t> read_int(const YamlNode* node, std::string_view what, Diagnostics& problems) {
  if (node == nullptr || node->broken) return std::nullopt;
  const std::string& text = node->text;
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  const bool digits = text.size() > sign && text.find_first_not_of("0123456789", sign) == std::string::npos;
  const bool canonical = digits && (text[sign] != '0' || text == "0");
  if (node->is_scalar() && node->style == YamlNode::Style::kPlain && canonical && text.size() - sign <= 18) {
    std::int64_t value = 0;
    for (std::size_t i = sign; i < text.size(); ++i) value = value * 10 + (text[i] - '0');
    return sign == 1 ? -value : value;
  }
  report_wrong_type(*node, what, "a whole number", problems, digits && !canonical ? "a leading 0 would mean octal to YAML" : "");
  return std::nullopt;
}

TIANYA_RULES_INLINE LocalizedText read_localized(const YamlNode* node, std::string_view what,
                                                 const std::vector<Language>& languages, Diagnostics& problems) {
  LocalizedText text;
  if (node == nullptr || node->broken) return text;
  const auto part = [&](Language language) -> std::string& { return language == Language::kChinese ? text.zh : text.en; };
  if (node->is_scalar() && languages.size() == 1) {
    part(languages[0]) = read_text(node, what, problems).value_or("");
    return text;
  }
  if (!node->is_map()) {
    report_wrong_type(*node, what, "a text in each language", problems, "write it as `zh:` and `en:`");
    return text;
  }
  YamlMap map(*node, std::string(what), problems);
  for (const Language language : languages) {
    const std::string_view key = language == Language::kChinese ? "zh" : "en";
    part(language) = read_text(map.need(key), std::string(what) + " in `" + std::string(key) + "`", problems).value_or("");
  }
  map.finish();
  return text;
}

TIANYA_RULES_INLINE std::vector<const YamlNode*> read_list(const YamlNode* node, std::string_view what, bool one_will_do,
                                                           Diagnostics& problems) {
  std::vector<const YamlNode*> items;
  if (node == nullptr || node->broken) return items;
  if (node->is_list()) {
    for (const YamlNode& item : node->items) {
      if (item.is_null() && !item.broken) {
        problems.error("wrong-type", "an item of " + std::string(what) + " is empty", item.span);
      } else if (!item.broken) {
        items.push_back(&item);
      }
    }
    if (node->items.empty()) problems.error("wrong-type", std::string(what) + " is an empty list", node->span);
  } else if (one_will_do && node->is_scalar()) {
    items.push_back(node);
  } else {
    report_wrong_type(*node, what, "a list", problems, node->is_null() ? "" : "write each item in a line of its own, behind `- `");
  }
  return items;
}

TIANYA_RULES_INLINE bool check_identifier(const YamlNode& name, std::string_view what, Diagnostics& problems) {
  static constexpr std::string_view kReserved[] = {
      "as",   "break",     "const", "continue", "else",   "false", "for", "function", "if",    "import",  "in", "let",
      "loop", "namespace", "null",  "package",  "return", "true",  "var", "void",     "while", "reading", "met"};
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const std::string& text = name.text;
  bool good = !text.empty() && letter(text[0]);
  for (const char c : text) good = good && (letter(c) || (c >= '0' && c <= '9'));
  if (!good) {
    problems.error("bad-name", "`" + text + "` cannot be the name of " + std::string(what), name.span,
                   "a name has letters, digits and `_`, and no digit first");
  } else if (std::find(std::begin(kReserved), std::end(kReserved), text) != std::end(kReserved)) {
    problems.error("bad-name", "`" + text + "` is a word that conditions keep for themselves", name.span, "choose another name");
    good = false;
  }
  return good;
}

TIANYA_RULES_END_NAMESPACE
