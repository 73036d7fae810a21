// SPDX-License-Identifier: Apache-2.0
/// loader: the work behind `load_rulebook`, one method a thing of the YAML. Floor: rulebook. Not for callers: use load.hpp.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/yaml_map.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What could be loaded, errors or not.
struct LoadedRulebook {
  RulebookModel model;
  bool names_sound = true;  ///< Every name means what it should, or is known to be broken: conditions may be typed without echoes.
  std::vector<bool> norm_sound;  ///< For each norm: it is known what it is about, so that what could be read of it may be typed.
};

class RulebookLoader {
 public:
  RulebookLoader(const std::vector<YamlFile>& files, Diagnostics& problems) : files_(files), problems_(problems) {}
  LoadedRulebook load();

 private:
  // load-inl.hpp
  void parse_files();
  const YamlNode* document(std::string_view path, const Span* asked_for);
  [[nodiscard]] Span file_span(std::string_view path) const;
  void report_unused_files();

  // load_text-inl.hpp: regulation.yaml
  void load_regulation(const YamlNode& root);
  void load_languages(const YamlNode* node);
  void load_bearers(const YamlNode* node);
  void load_outline(const YamlNode* node, std::optional<std::size_t> parent);
  void load_unit(const YamlNode& node, std::optional<std::size_t> parent);
  void load_parameters(const YamlNode* node);
  void load_non_operative(const YamlNode* node);
  std::optional<std::size_t> unit_of(const YamlNode* cites);
  std::optional<Quote> read_quote(const YamlNode* node, std::optional<std::size_t> unit, std::string_view within = {});
  void read_quotes(YamlMap& map, std::optional<std::size_t> unit, std::vector<Quote>& quotes);

  // load_facts-inl.hpp
  void load_facts(const YamlNode& root);
  void load_entity(const YamlNode& name, const YamlNode& node);
  void load_attribute(const YamlNode& name, const YamlNode& node, Entity& entity);
  std::optional<Type> read_type(const YamlNode& node, const std::string& enumeration_name);
  void load_labels(YamlMap& map, Attribute& attribute, const std::string& enumeration_name);
  void load_range(YamlMap& map, Attribute& attribute);
  void load_derived(const YamlNode& name, const YamlNode& node, std::size_t entity);
  bool name_is_free(const YamlNode& name, const Entity& entity);

  // load_readings-inl.hpp
  void load_readings(const YamlNode& root);
  void load_reading(const YamlNode& name, const YamlNode& node);
  void load_answer(const YamlNode& name, const YamlNode& node, Reading& reading);
  void load_words(YamlMap& map, Answer& answer, const Reading& reading);
  void load_parts(const YamlNode& node, Answer& answer);
  void compare_parts(const Reading& reading);

  // load_norms-inl.hpp
  void load_norms(const YamlNode& root);
  void load_norm(const YamlNode& name, const YamlNode& node);
  void load_verb(YamlMap& map, Norm& norm, std::optional<std::size_t> unit);
  void resolve_same_as();
  std::optional<std::size_t> entity_of(const YamlNode* node);
  std::optional<Condition> read_condition(const YamlNode* node, std::string_view what, std::optional<std::size_t> unit,
                                          std::vector<Quote>& quotes);
  std::optional<Condition> read_condition_map(const YamlNode& node, std::string_view what, std::optional<std::size_t> unit,
                                              std::vector<Quote>& quotes);
  std::optional<Condition> read_operator(YamlMap& map, std::string_view key, std::optional<std::size_t> unit,
                                         std::vector<Quote>& quotes);
  static std::optional<Condition> both(std::optional<Condition> one, std::optional<Condition> other);
  static SyntaxPtr broken_expression(const YamlNode& node);
  static Condition unread(const YamlNode& node);
  std::vector<Condition> read_items(const YamlNode& list, std::string_view what, std::optional<std::size_t> unit,
                                    std::vector<Quote>& quotes);
  SyntaxPtr read_expression(const YamlNode* node, std::string_view what);
  SyntaxPtr read_value(const YamlNode* node, std::string_view what, std::optional<std::size_t> unit, std::vector<Quote>& quotes);
  void load_deadline(const YamlNode& node, Norm& norm, std::optional<std::size_t> unit);
  void load_within(const YamlNode* node, Deadline& deadline, Norm& norm, std::optional<std::size_t> unit);
  void load_pause(const YamlNode* node, Deadline& deadline, Norm& norm, std::optional<std::size_t> unit);

  bool too_many(std::size_t count, std::size_t limit, const char* what, const Span& place);
  void warn_if_empty(const LocalizedText& text, const std::string& message, const Span& span);

  const std::vector<YamlFile>& files_;
  Diagnostics& problems_;
  LoadedRulebook loaded_;
  RulebookModel& model_ = loaded_.model;
  std::deque<std::pair<std::string, YamlNode>> documents_;  ///< By path, in the order of files_.
  /// The errors while it lives leave every name with its meaning, or are known to have taken it.
  class Excuse {
   public:
    explicit Excuse(RulebookLoader& loader) : loader_(loader), before_(loader.problems_.error_count()) {}
    ~Excuse() { loader_.excused_errors_ += loader_.problems_.error_count() - before_; }
    Excuse(const Excuse&) = delete;
    Excuse& operator=(const Excuse&) = delete;

   private:
    RulebookLoader& loader_;
    std::size_t before_;
  };
  [[nodiscard]] std::size_t grave_errors() const { return problems_.error_count() - excused_errors_; }
  std::size_t excused_errors_ = 0;
  std::vector<std::string> broken_paths_;  ///< Files whose YAML has problems.
  std::vector<std::string> used_paths_;
  std::set<std::string, std::less<>> unit_labels_;
  struct SameAs {
    std::size_t norm = 0;
    const YamlNode* name = nullptr;  ///< Of the norm it points to.
    bool own_bearer = false;
  };
  std::vector<SameAs> same_as_;
  std::map<std::string, std::size_t, std::less<>> norms_by_id_;
};

/// As `load_rulebook`, but gives what there is; every problem is added to `problems`.
TIANYA_RULES_API LoadedRulebook load_as_far_as_possible(const std::vector<YamlFile>& files, Diagnostics& problems);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/load-inl.hpp"
#endif
