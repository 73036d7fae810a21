// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE void RulebookLoader::load_readings(const YamlNode& root) {
  const YamlMap all(root, "readings.yaml", problems_);
  for (const YamlEntry& entry : root.entries) {
    if (too_many(model_.readings.size(), kMaxReadings, "readings", entry.key.span)) break;
    load_reading(entry.key, entry.value);
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_reading(const YamlNode& name, const YamlNode& node) {
  check_identifier(name, "a reading", problems_);
  const std::string what = "the reading `" + name.text + "`";
  YamlMap map(node, what, problems_, &name.span);
  Reading reading;
  reading.id = name.text;
  reading.span = name.span;
  if (const YamlNode* about = map.get("about")) reading.about = entity_of(about);
  {
    const Excuse words(*this);
    reading.label = read_localized(map.get("label"), "`label`", model_.languages, problems_);
    if (!map.has("label")) warn_if_empty(reading.label, what + " has no `label`", name.span);
    reading.question = read_localized(map.need("question"), "`question`", model_.languages, problems_);
    const bool quotes = map.has("quote") || map.has("quotes");
    read_quotes(map, unit_of(quotes ? map.need("cites") : map.get("cites")), reading.quotes);
  }
  const YamlNode* answers = map.need("answers");
  map.finish();
  if (answers == nullptr) return;
  const YamlMap answer_map(*answers, "`answers`", problems_);
  const std::size_t errors = grave_errors();
  for (const YamlEntry& entry : answers->entries) {
    if (too_many(reading.answers.size(), kMaxAnswers, "answers", entry.key.span)) break;
    load_answer(entry.key, entry.value, reading);
  }
  if (reading.answers.empty()) {
    if (answers->is_map() && !answers->broken) problems_.error("missing-key", what + " has no answers", name.span);
    return;
  }
  if (grave_errors() == errors) compare_parts(reading);
  const Excuse any_answer_will_do(*this);
  std::vector<std::string_view> defaults;
  for (std::size_t i = 0; i < reading.answers.size(); ++i) {
    if (!reading.answers[i].is_default) continue;
    if (defaults.empty()) reading.default_answer = i;
    defaults.push_back(reading.answers[i].id);
  }
  if (defaults.empty()) {
    problems_.error("no-default", what + " has no default answer", name.span, "give one of its answers `default: true`");
  } else if (defaults.size() > 1) {
    problems_.error("two-defaults", what + " has " + std::to_string(defaults.size()) + " default answers: " + listed(defaults),
                    name.span, "keep one");
  }
  model_.readings.push_back(std::move(reading));
}

/// What an answer says to people, and whether it is the default.
TIANYA_RULES_INLINE void RulebookLoader::load_words(YamlMap& map, Answer& answer, const Reading& reading) {
  const Excuse has_its_value(*this);
  answer.label = read_localized(map.get("label"), "`label`", model_.languages, problems_);
  if (!map.has("label")) warn_if_empty(answer.label, map.what() + " of `" + reading.id + "` has no `label`", answer.span);
  if (const YamlNode* basis = map.get("basis")) {
    // A citation reads the same in every language.
    if (basis->is_scalar()) {
      (model_.languages[0] == Language::kChinese ? answer.basis.zh : answer.basis.en) =
          read_text(basis, "`basis`", problems_).value_or("");
    } else {
      answer.basis = read_localized(basis, "`basis`", model_.languages, problems_);
    }
  }
  answer.is_default = read_bool(map.get("default"), "`default`", problems_).value_or(false);
  if (answer.is_default && !map.has("basis")) {
    problems_.warning("missing-basis", "the default answer of `" + reading.id + "` has no `basis`", answer.span,
                      "say what speaks for it");
  }
}

TIANYA_RULES_INLINE void RulebookLoader::load_answer(const YamlNode& name, const YamlNode& node, Reading& reading) {
  check_identifier(name, "an answer", problems_);
  const std::string what = "the answer `" + name.text + "`";
  YamlMap map(node, what, problems_, &name.span);
  Answer answer;
  answer.id = name.text;
  answer.span = name.span;
  load_words(map, answer, reading);
  if (const YamlNode* given = map.get("given")) {
    const std::optional<std::string> type = read_text(given, "`given`", problems_);
    answer.given = Type::list_of(Type::of(TypeKind::kString));
    if (type && *type != "list<string>") {
      problems_.error("unknown-type", "`" + *type + "` cannot be given", given->span, "the one type that can, is `list<string>`");
    }
  }
  load_parts(node, answer);
  if (answer.parts.empty() && !answer.given && node.is_map() && !node.broken) {
    problems_.error("missing-key", what + " of `" + reading.id + "` says nothing", name.span, "give it `is`, or named parts");
  }
  reading.answers.push_back(std::move(answer));
}

/// `is`, or named parts: every key that is none of an answer's own.
TIANYA_RULES_INLINE void RulebookLoader::load_parts(const YamlNode& node, Answer& answer) {
  static const std::vector<std::string_view> kOwn = {"label", "basis", "default", "given"};
  bool has_is = false;
  std::vector<std::string_view> names;
  for (const YamlEntry& entry : node.entries) {
    const std::string& key = entry.key.text;
    if (std::find(kOwn.begin(), kOwn.end(), key) != kOwn.end()) continue;
    if (const std::string near = nearest(key, kOwn); !near.empty()) {
      problems_.error("unknown-key", "`" + key + "` is no key of an answer", entry.key.span, "did you mean `" + near + "`?");
      continue;
    }
    if (key != "is" && !check_identifier(entry.key, "a part", problems_)) continue;
    has_is = has_is || key == "is";
    names.push_back(key);
    const Excuse has_no_type(*this);
    SyntaxPtr expression = read_expression(entry.value.broken ? nullptr : &entry.value, "`" + key + "`");
    if (!expression) expression = broken_expression(entry.value);
    answer.parts.push_back({key == "is" ? "" : key, std::move(expression)});
  }
  if (has_is && names.size() > 1) {
    problems_.error("two-verbs", "the answer `" + answer.id + "` has " + listed(names), answer.span,
                    "give it `is` alone, or named parts alone");
  }
  if (answer.given && !names.empty()) {
    problems_.error("two-verbs", "the answer `" + answer.id + "` is `given` and has " + listed(names), answer.span, "keep one");
  }
}

/// All answers have the same parts.
TIANYA_RULES_INLINE void RulebookLoader::compare_parts(const Reading& reading) {
  const auto names = [](const Answer& answer) {
    std::vector<std::string> all;
    for (const Answer::Part& part : answer.parts) all.push_back(part.name);
    if (answer.given) all.push_back("");
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::vector<std::string> first = names(reading.answers.front());
  const auto shown = [](const std::vector<std::string>& all) {
    std::vector<std::string_view> views;
    for (const std::string& name : all) views.push_back(name.empty() ? "is" : std::string_view(name));
    return views.empty() ? std::string("nothing") : listed(views);
  };
  for (const Answer& answer : reading.answers) {
    const std::vector<std::string> these = names(answer);
    if (these == first || these.empty()) continue;
    problems_.error(
        "different-parts",
        "the answer `" + answer.id + "` has " + shown(these) + ", and `" + reading.answers.front().id + "` has " + shown(first),
        answer.span, "all answers of a reading have the same parts");
  }
}

TIANYA_RULES_END_NAMESPACE
