// SPDX-License-Identifier: Apache-2.0
/// checker: the work behind `check_rulebook` and `check_every_answer`. Floor: rulebook. Not for callers: use checked.hpp.
///
/// One checker serves many choices of readings: what a name means is looked up once, only the chosen answers change.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/rulebook/checked.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What a condition names: readings (through the chosen answers), and nodes of the graph of conditions.
struct CheckedUses {
  std::set<std::size_t> readings;
  std::set<std::size_t> nodes;
};

class RulebookChecker {
 public:
  RulebookChecker(const RulebookModel& model, const KnowsCalendar& knows_calendar, std::vector<bool> norm_sound = {});

  /// Types everything under `choice`; what cannot be typed stays empty.
  CheckedRulebook check(const ReadingChoice& choice, Diagnostics& problems, bool note_places = false);
  /// Types everything under the defaults, and what each reading touches under its other answers; looks for cycles, and, where
  /// nothing is wrong, for what is legal and looks wrong (lint).
  void check_all(Diagnostics& problems);
  bool report_circular_readings(Diagnostics& problems) const;
  void report_cycles(Diagnostics& problems) const;

  /// A norm's condition or a derived fact's: what `met` and names of derived facts lead to. Norms first, then derived facts.
  [[nodiscard]] std::size_t test_node(std::size_t norm) const { return norm; }
  [[nodiscard]] std::size_t derived_node(std::size_t derived) const { return model_.norms.size() + derived; }

 private:
  struct Name {
    Declaration declaration;
    std::size_t reading = 0;
    std::size_t part = 0;  ///< Into the parts of the reading's first answer.
  };
  /// What the conditions about one entity can name (no entity: a reading about none).
  struct Scope {
    std::deque<std::string> storage;
    std::vector<std::string_view> names;
    std::unordered_map<std::string_view, Name> by_name;
    Environment environment;
    std::size_t entity = 0;
  };
  /// Where a reading is used: all that makes a difference to what its answers are there.
  struct Place {
    Scope* scope = nullptr;
    std::size_t reading = 0;
    std::string_view name;              ///< `reading.period.end`, in the scope's storage
    std::vector<std::string> not_null;  ///< known there, of the names that answers mention
    bool in_node = false;               ///< In what `met` and names of derived facts lead to: what it needs is an edge.
    [[nodiscard]] auto key() const { return std::tie(scope, reading, name, not_null, in_node); }
    bool operator<(const Place& other) const { return key() < other.key(); }
  };
  struct PlaceUse {
    std::size_t depth = 0;  ///< The deepest that uses it so.
    Span span;
  };
  using Places = std::map<Place, PlaceUse>;
  struct SeenAnswer {
    bool sound = false;
    Diagnostics problems;
    std::string kind;             ///< All that a condition around it sees of it.
    std::size_t depth = 0;        ///< Its own levels.
    std::set<std::size_t> nodes;  ///< What it needs.
    Places inside;                ///< Readings that it uses.
  };
  using Differences = std::map<std::size_t, std::size_t>;  ///< Readings whose answers are not the defaults.
  /// What check_answers is about, and what it has seen.
  struct AnswersOfNode {
    std::string what;
    std::size_t node = 0;
    Span span;
    std::set<Place> looked_at;
    std::map<std::size_t, std::vector<std::string>> kinds;  ///< Of each answer of a reading, over all its places.
    std::deque<Differences> suspects;                       ///< Not sound at some place, looked at by itself.
    std::set<Differences> tried;
  };
  using Names = std::vector<std::string>;

  // check_names-inl.hpp
  Scope& scope_of(std::size_t entity);
  void refuse_calendar(std::string_view text, const Span& span, Diagnostics& problems) const;
  void declare_facts(Scope& scope, std::size_t entity);
  void declare_readings(Scope& scope, std::size_t entity);
  void declare(Scope& scope, std::string name, Name what);
  std::optional<Declaration> look_up(Scope& scope, std::string_view name);
  std::optional<std::int32_t> look_up_norm(std::size_t entity, std::string_view id, const Span& span, Diagnostics& problems) const;
  std::optional<Type> joined_type(Scope& scope, const Name& name);
  std::optional<Type> infer(const SyntaxPtr& syntax, Scope& scope);
  std::optional<Type> infer_unnoted(const SyntaxPtr& syntax, Scope& scope, Diagnostics& ignored);
  [[nodiscard]] SyntaxPtr answer_syntax(std::size_t reading, std::size_t answer, std::size_t part) const;
  [[nodiscard]] std::optional<Type> join(const Type& a, const Type& b) const;

  // check_conditions-inl.hpp
  Names not_null(const Condition& condition, bool holds, Scope& scope) const;
  std::optional<CheckedCondition> check_condition(const Condition& condition, Scope& scope, NotNull& known, std::string_view what,
                                                  Diagnostics& problems);
  bool refuse_foreign_names(const Syntax& syntax, const Scope& scope, Diagnostics& problems) const;
  std::optional<CheckedDeadline> check_deadline(const Deadline& deadline, const Norm& norm, Scope& scope, NotNull& known,
                                                CheckedUses& uses, Diagnostics& problems);
  std::string calendar_in_force(const Norm& norm, Scope& scope, CheckedUses& uses, Diagnostics& problems);
  std::string calendar_text(Scope& scope, const std::function<void(const Typed&)>& note, Diagnostics& problems);
  void check_calendar(Diagnostics& problems);
  Scope& calendar_scope();
  CheckedNorm check_norm(std::size_t norm, Diagnostics& problems);
  CheckedCondition check_derived(std::size_t derived, Diagnostics& problems);

  // check_uses-inl.hpp: what rests on what
  void note_uses(const Typed& typed, std::size_t entity, CheckedUses& uses);
  void note_uses(const CheckedCondition& condition, std::size_t entity, CheckedUses& uses);
  [[nodiscard]] std::vector<std::set<std::size_t>> readings_behind_nodes() const;
  [[nodiscard]] std::string node_name(std::size_t node) const;
  [[nodiscard]] std::optional<std::size_t> named_reading(const Syntax& syntax) const;
  void collect_readings(const Syntax& syntax, std::set<std::size_t>& readings) const;
  void collect_readings(const Condition& condition, std::set<std::size_t>& readings) const;
  void collect_readings(const Norm& norm, std::set<std::size_t>& readings) const;

  // checked-inl.hpp
  [[nodiscard]] bool too_large() const { return limited_ && trace_.parts > kMaxRulebookParts; }
  void tell_too_large(const Span& span, Diagnostics& problems);
  void append_placed(const Diagnostics& found, const std::string& what, const SourcePtr& home, Diagnostics& problems) const;
  void add_new(const Diagnostics& found, const std::string& note, Diagnostics& problems);
  void warn(const CheckedRulebook& checked, Diagnostics& problems);
  void warn_of_constant_conditions(const CheckedRulebook& checked, Diagnostics& problems) const;

  // check_answers-inl.hpp: every answer where it is used
  const std::vector<std::string_view>& mentioned(Scope& scope, std::size_t reading);
  void record(Scope& scope, const ReadingUse& use);
  const SeenAnswer& look_at(const Place& place, const PlaceUse& use, std::size_t answer);
  void look_at_places(const Places& places, const Differences& chosen, AnswersOfNode& of);
  [[nodiscard]] std::string note_of(const Differences& differences, const std::string& what) const;
  [[nodiscard]] std::map<std::size_t, std::vector<std::size_t>> kinds_of_answers(const AnswersOfNode& of) const;
  void check_answers(AnswersOfNode of, const Places& places, const std::function<void(Diagnostics&)>& run, Diagnostics& problems);
  [[nodiscard]] bool answers_too_many() const { return trace_.parts > kMaxAnswerParts; }

  const RulebookModel& model_;
  const KnowsCalendar& knows_calendar_;
  std::unordered_map<std::string_view, std::size_t> norms_by_id_;
  std::unordered_map<std::string_view, std::size_t> readings_by_id_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> derived_by_place_;  ///< (entity, index in it)
  std::vector<bool> norm_sound_;
  ReadingChoice choice_;
  std::map<std::size_t, Scope> scopes_;
  std::map<std::tuple<const Scope*, std::size_t, std::size_t>, std::optional<Type>> joined_;  ///< (scope, reading, part)
  std::set<std::tuple<std::size_t, std::size_t>> different_types_;                            ///< (reading, part), reported once
  Diagnostics joining_problems_;
  std::vector<CheckedUses> node_uses_;        ///< For each node, what its condition names, under the last choice.
  std::vector<CheckedUses> norm_uses_;        ///< For each norm, what its applies and deadline name, under the last choice.
  std::vector<std::set<std::size_t>> edges_;  ///< For each node, the nodes it needs, under any choice checked.
  std::set<std::tuple<std::string, std::string, const Source*, std::size_t>> seen_;
  std::set<std::string> calendars_;
  std::map<std::string, bool> known_calendars_;
  CheckTrace trace_;
  Places* places_ = nullptr;  ///< Where uses of readings are noted; nullptr: nowhere.
  bool in_node_ = false;
  std::vector<Places> node_places_;  ///< Of each node's norm or derived fact, under the defaults.
  std::map<std::pair<const Scope*, std::size_t>, std::vector<std::string_view>> mentioned_;
  std::map<std::pair<Place, std::size_t>, SeenAnswer> seen_answers_;
  bool too_many_told_ = false;
  bool too_large_told_ = false;
  bool limited_ = false;  ///< Every answer is checked: what goes past the limits was not let in by an earlier check.
  mutable std::map<std::pair<std::size_t, std::size_t>, std::vector<SyntaxPtr>> parts_;  ///< Of (reading, answer), by name.
};

TIANYA_RULES_END_NAMESPACE
