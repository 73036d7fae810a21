// SPDX-License-Identifier: Apache-2.0
/// yaml_map: reads one YAML map whose keys are known, and reports those that are not, those that lack, and wrong kinds. Floor:
/// rulebook.
///
///     YamlMap map(node, "a bearer", problems);
///     LocalizedText label = map.localized(map.need("label"), languages);
///     map.finish();   // now every key that was never asked for is unknown
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// `node` must outlive it. A node that is no map is reported once, and has no keys.
class TIANYA_RULES_API YamlMap {
 public:
  /// `what` names the map in messages: "a norm", "the deadline".
  /// `place` is where a missing key is reported: the map's own name, say; else its first line.
  YamlMap(const YamlNode& node, std::string what, Diagnostics& problems, const Span* place = nullptr);

  /// The value of `key`; nullptr where it is missing or broken.
  const YamlNode* get(std::string_view key);
  /// The same; a missing key is reported.
  const YamlNode* need(std::string_view key, std::string help = {});
  /// A key of a later version: reported where it stands.
  void reserve(std::string_view key);
  /// A key that `finish` may suggest although it is read elsewhere.
  void mention(std::string_view key) { asked_.push_back(key); }
  /// Whether `key` stands there, broken or not.
  [[nodiscard]] bool has(std::string_view key) const { return node_.find(key) != nullptr; }
  /// Reports every key that was not asked for.
  void finish();

  [[nodiscard]] const YamlNode& node() const { return node_; }
  [[nodiscard]] const std::string& what() const { return what_; }

 private:
  const YamlNode& node_;
  std::string what_;
  Diagnostics& problems_;
  Span place_;
  std::vector<std::string_view> asked_;
};

/// "a list", "a map", "`some text`", "empty": what stands there, for messages.
TIANYA_RULES_API std::string yaml_kind(const YamlNode& node);

/// Where the node is shown: a map or list of several lines by its first line only.
TIANYA_RULES_API Span first_line_of(const YamlNode& node);
/// "`what` is …; `wanted` is wanted".
TIANYA_RULES_API void report_wrong_type(const YamlNode& node, std::string_view what, std::string_view wanted, Diagnostics& problems,
                                        std::string help = {});

/// Readers of values: nullptr and broken nodes give nothing, a wrong kind is reported; `what` as in "`label`".
TIANYA_RULES_API std::optional<std::string> read_text(const YamlNode* node, std::string_view what, Diagnostics& problems);
TIANYA_RULES_API std::optional<bool> read_bool(const YamlNode* node, std::string_view what, Diagnostics& problems);
TIANYA_RULES_API std::optional<std::int64_t> read_int(const YamlNode* node, std::string_view what, Diagnostics& problems);
/// A map with one text for each of `languages`; with a single language the bare text will do.
TIANYA_RULES_API LocalizedText read_localized(const YamlNode* node, std::string_view what, const std::vector<Language>& languages,
                                              Diagnostics& problems);
/// The items of a list; one scalar or map counts as a list of itself where `one_will_do`.
TIANYA_RULES_API std::vector<const YamlNode*> read_list(const YamlNode* node, std::string_view what, bool one_will_do,
                                                        Diagnostics& problems);

/// Whether `name` is an identifier that conditions can use (letters, digits, `_`; no word that CEL keeps); reported where not.
TIANYA_RULES_API bool check_identifier(const YamlNode& name, std::string_view what, Diagnostics& problems);

/// "did you mean `x`?", or else `otherwise`.
TIANYA_RULES_API std::string suggest(std::string_view word, const std::vector<std::string_view>& candidates,
                                     std::string otherwise = {});
/// "`a`, `b` and `c`"
TIANYA_RULES_API std::string listed(const std::vector<std::string_view>& names);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/yaml_map-inl.hpp"
#endif
