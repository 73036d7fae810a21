// SPDX-License-Identifier: Apache-2.0
/// The rulebook as its YAML says it: text units, vocabulary, readings, norms. Floor: rulebook.
///
/// Plain data, immutable once loaded. Conditions stand as `Syntax`; `checked.hpp` gives them types under a choice of readings.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/expr/syntax.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A unit of the text: chapter, article, paragraph, item. It includes its items.
struct TextUnit {
  std::string label;   ///< `第十六条（三）2`: looked up, never parsed; unique.
  std::string marker;  ///< As printed before the text where that is not the label: `2.`; may be empty.
  std::string heading;
  std::string text;  ///< Its own words; those of its items stand there.
  std::optional<std::size_t> parent;
  std::vector<std::size_t> items;
  Span span;
};

/// Words of the text that a norm, derived fact, reading or parameter rests on. They occur exactly once in the unit.
struct Quote {
  std::string text;
  std::size_t unit = 0;
  Span span;
};

/// What is required, forbidden or asked, as the YAML nests it. A list is `all`.
struct Condition {
  enum class Kind : std::uint8_t { kAtom, kAll, kAny, kNot } kind = Kind::kAtom;
  SyntaxPtr atom;                ///< kAtom
  std::vector<Condition> items;  ///< kAll, kAny; kNot has one
  std::optional<Quote> quote;
  Span span;
};

struct Deadline {
  enum class Unit : std::uint8_t { kWorkdays, kDays, kMonths };
  SyntaxPtr done;
  SyntaxPtr by;     ///< A date expression; or else `after` and `amount`:
  SyntaxPtr after;  ///< The start day, not counted.
  SyntaxPtr amount;
  Unit unit = Unit::kWorkdays;
  SyntaxPtr extended_by;  ///< May be nullptr; absent at run time: 0 to +infinity.
  SyntaxPtr pause_from;   ///< May be nullptr, then both are.
  SyntaxPtr pause_to;
};

enum class NormKind : std::uint8_t { kDuty, kBan, kTrigger, kDeadline };

struct Bearer {
  std::string id;
  LocalizedText label;
};

struct Norm {
  std::string id;
  std::string cites;  ///< The unit's label.
  std::size_t unit = 0;
  std::size_t about = 0;   ///< Entity.
  std::size_t bearer = 0;  ///< Index into `bearers`.
  NormKind kind = NormKind::kDuty;
  LocalizedText title;
  std::optional<Condition> applies;  ///< Blank is true.
  std::optional<Condition> test;     ///< requires, forbids or when; none for a deadline.
  std::optional<Deadline> deadline;
  std::optional<std::size_t>
      same_as;                ///< The norm whose about, bearer, applies and deadline this one shares (copied here already).
  std::vector<Quote> quotes;  ///< All of them, those inside conditions and the deadline included.
  LocalizedText inferred;     ///< How it is inferred where the text does not say it outright: 反面解释.
  Span span;
};

/// One answer to the question of a reading.
struct Answer {
  struct Part {
    std::string name;  ///< "" for `is:`
    SyntaxPtr expression;
  };
  std::string id;
  LocalizedText label;
  LocalizedText basis;
  std::vector<Part> parts;
  std::optional<Type> given;  ///< The caller gives the value: `given: list<string>`.
  bool is_default = false;
  Span span;
};

struct Reading {
  std::string id;
  std::optional<std::size_t> about;  ///< Entity whose facts its answers speak of.
  LocalizedText label;
  LocalizedText question;
  std::vector<Answer> answers;
  std::vector<Quote> quotes;
  std::size_t default_answer = 0;
  Span span;
  [[nodiscard]] std::optional<std::size_t> find_answer(std::string_view id) const;
};

struct DerivedFact {
  std::size_t entity = 0;
  std::size_t index = 0;  ///< Into Entity::derived.
  std::string cites;
  Condition condition;
  std::vector<Quote> quotes;
};

struct Parameter {
  std::string name;
  Type type;
  std::string cites;
  std::optional<Quote> quote;
};

/// Wording that no norm can rest on, and why.
struct NonOperative {
  Quote quote;
  std::string within;  ///< Context, where the quote alone occurs more than once.
  LocalizedText reason;
};

struct RulebookModel {
  std::string id;
  LocalizedText title;
  LocalizedText issuer;
  std::vector<Language> languages;
  SyntaxPtr calendar;  ///< The calendar wherever none is named.
  std::vector<Bearer> bearers;
  std::vector<TextUnit> units;  ///< In the order of the text.
  std::vector<Parameter> parameters;
  std::vector<NonOperative> non_operative;
  Vocabulary vocabulary;
  std::vector<DerivedFact> derived;  ///< In order of entity, then declaration.
  std::vector<Reading> readings;
  std::vector<Norm> norms;  ///< In the order of the files, which is the order of findings.
  std::string digest;       ///< `sha256:…` over its files.

  [[nodiscard]] std::optional<std::size_t> find_norm(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> find_reading(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> find_unit(std::string_view label) const;
};

/// Which answer of each reading is in force, by position; and the lists that the caller gives for an answer that asks for one.
struct ReadingChoice {
  std::vector<std::size_t> answers;                       ///< One for each of RulebookModel::readings.
  std::map<std::size_t, std::vector<std::string>> given;  ///< reading -> list
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/model-inl.hpp"
#endif
