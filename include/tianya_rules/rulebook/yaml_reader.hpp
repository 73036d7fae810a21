// SPDX-License-Identifier: Apache-2.0
/// yaml_reader: the recursive descent behind `parse_yaml`. Floor: rulebook. Not for callers: use yaml_tree.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tianya_rules/rulebook/yaml_tree.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Reads one document. Columns are bytes from 0, of a line; `-1` is the column of the document itself.
class YamlReader {
 public:
  YamlReader(SourcePtr source, Diagnostics& problems) : source_(std::move(source)), text_(source_->text), problems_(problems) {}
  YamlNode read();

 private:
  using Column = std::ptrdiff_t;
  using Keys = std::unordered_map<std::string, std::size_t>;  ///< Of one map: key, and the byte where it stands.

  // Moving about (yaml_tree-inl.hpp).
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
  [[nodiscard]] Column column() const { return static_cast<Column>(at_ - line_begin_); }
  [[nodiscard]] bool blank_at(std::size_t offset) const;
  [[nodiscard]] std::size_t line_end(std::size_t from) const;
  void skip_spaces();
  void skip_line();
  void skip_deeper_than(Column column);
  void to_next_token();
  void check_document_marker();
  [[nodiscard]] bool at_dash() const { return peek() == '-' && blank_at(at_ + 1); }
  [[nodiscard]] bool at_line_rest() const;

  // Structure (yaml_tree-inl.hpp).
  bool text_is_sound();
  YamlNode block_node(Column parent, std::size_t depth);
  YamlNode block_list(std::size_t depth);
  YamlNode block_map(std::size_t depth);
  void map_entry(YamlNode& map, Keys& keys, Column map_column, std::size_t depth);
  void refuse_deeper_line(Column column);
  YamlNode value_after(Column parent, std::size_t depth, bool dash_may_stand_at_parent);
  YamlNode inline_value(Column parent, std::size_t depth);
  YamlNode value_ends(YamlNode node, Column parent, const char* what);
  void add_entry(YamlNode& map, Keys& keys, YamlNode key, YamlNode value);
  [[nodiscard]] std::optional<std::size_t> find_colon() const;
  [[nodiscard]] std::size_t quoted_end() const;

  // Flow collections (yaml_tree-inl.hpp).
  YamlNode flow(Column parent, std::size_t depth);
  YamlNode flow_value(Column parent, std::size_t depth, char close);
  void flow_map_entry(YamlNode& map, Keys& keys, Column parent, std::size_t depth);
  YamlNode flow_plain(char close, bool is_key);
  bool flow_separator(YamlNode& node, Column parent, char close);
  void give_up_flow(YamlNode& node, std::string code, std::string message, std::string help);

  // Scalars (yaml_scalars-inl.hpp).
  YamlNode key_scalar(std::size_t colon);
  YamlNode plain(Column parent);
  YamlNode quoted();
  YamlNode single_quoted();
  YamlNode double_quoted();
  bool append_escape(YamlNode& node);
  YamlNode literal(Column parent);
  std::optional<std::size_t> literal_indent(Column parent);
  std::optional<YamlNode> refused_start(Column parent, bool in_flow = false);
  [[nodiscard]] std::size_t flow_value_end(std::size_t from) const;
  void note_comment(const YamlNode& scalar);

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return {source_, begin, end, 0}; }
  YamlNode scalar_node(YamlNode::Style style, std::size_t begin, std::size_t end) const;
  YamlNode broken_node(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string rest_of_line(std::size_t from) const;
  void error(std::string code, std::string message, std::size_t begin, std::size_t end, std::string help);

  SourcePtr source_;
  std::string_view text_;
  Diagnostics& problems_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t tabs_ = 0;                              ///< Lines that a tab indents: each is skipped.
  std::size_t tab_line_end_ = 0;                      ///< Where the last of them ends: of several in a row one is told.
  mutable std::size_t line_from_ = 1, line_end_ = 0;  ///< From where on the line's end is known.
  bool started_ = false;                              ///< Something other than comments has been read.
};

TIANYA_RULES_END_NAMESPACE
