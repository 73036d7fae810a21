// SPDX-License-Identifier: Apache-2.0
/// yaml_tree: the part of YAML that a rule author is safe with, read into nodes that know their bytes. Floor: rulebook.
///
/// Every accepted document means the same in YAML 1.2 (a test compares with yaml-cpp); what YAML reads in a way its author did not
/// mean is refused with its mend: tags, anchors, aliases, duplicate keys, folded and multi-line plain scalars, a value cut off at a
/// comma, a colon or a ` #`. All problems of a file at once, each with its place.
///
///     Diagnostics problems;
///     const YamlNode root = parse_yaml(std::make_shared<const Source>(Source{"a.yaml", text}), problems);
///     if (const YamlNode* title = root.find("title")) use(title->text);
///
/// Threads: values, no shared state. Tested by yaml_tree_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/expr/parse.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct YamlEntry;

struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };
  enum class Style : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

  Kind kind = Kind::kNull;  ///< kNull: nothing stands there. `~` and `null` are scalars.
  Style style = Style::kPlain;
  bool broken = false;               ///< A problem has been reported here: say no more about it.
  Span span;                         ///< A scalar as written, quotes included; a list or map from its first byte to its last.
  std::string text;                  ///< kScalar: its value.
  std::size_t text_begin = 0;        ///< Where byte 0 of `text` was written.
  std::vector<std::size_t> offsets;  ///< As ExpressionText has it; empty where `text` stands in the file as it is.
  std::vector<YamlNode> items;       ///< kList
  std::vector<YamlEntry> entries;    ///< kMap, in the order written; keys are scalars and differ.

  [[nodiscard]] bool is_scalar() const { return kind == Kind::kScalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::kList; }
  [[nodiscard]] bool is_map() const { return kind == Kind::kMap; }
  [[nodiscard]] bool is_null() const { return kind == Kind::kNull; }
  /// The value of `key`, nullptr where there is none.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

/// The document; a broken null node where nothing of it can be used. Every problem is added to `problems`.
TIANYA_RULES_API YamlNode parse_yaml(const SourcePtr& source, Diagnostics& problems);

/// A scalar as the expression parser wants it.
TIANYA_RULES_API ExpressionText expression_text(const YamlNode& scalar);

/// `text` as a single-quoted YAML scalar: for messages that say how to mend one.
TIANYA_RULES_API std::string yaml_quoted(std::string_view text);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/yaml_tree-inl.hpp"
#endif
