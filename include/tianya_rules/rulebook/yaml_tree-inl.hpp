// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/yaml_flow-inl.hpp"
#include "tianya_rules/rulebook/yaml_reader.hpp"
#include "tianya_rules/rulebook/yaml_scalars-inl.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

TIANYA_RULES_INLINE YamlNode parse_yaml(const SourcePtr& source, Diagnostics& problems) {
  return YamlReader(source, problems).read();
}

TIANYA_RULES_INLINE ExpressionText expression_text(const YamlNode& scalar) {
  return {scalar.text, scalar.span.source, scalar.text_begin, scalar.offsets};
}

TIANYA_RULES_INLINE std::string yaml_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + '\'';
}

// --- moving about -----------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE bool YamlReader::blank_at(std::size_t offset) const {
  return offset >= text_.size() || text_[offset] == ' ' || text_[offset] == '\t' || text_[offset] == '\n' || text_[offset] == '\r';
}

/// Where the line that holds `from` ends: its line feed, or the carriage return before it.
TIANYA_RULES_INLINE std::size_t YamlReader::line_end(std::size_t from) const {
  // Remembered: a line of megabytes is asked for its end at each of its values.
  if (from < line_from_ || from > line_end_) line_from_ = from, line_end_ = std::min(text_.find('\n', from), text_.size());
  std::size_t end = line_end_;
  if (end > from && text_[end - 1] == '\r') --end;
  return end;
}

TIANYA_RULES_INLINE void YamlReader::skip_spaces() {
  while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
}

TIANYA_RULES_INLINE void YamlReader::skip_line() {
  at_ = text_.find('\n', at_);
  at_ = at_ == std::string_view::npos ? text_.size() : at_ + 1;
  line_begin_ = at_;
}

/// Whether nothing but a comment is left on the line.
TIANYA_RULES_INLINE bool YamlReader::at_line_rest() const {
  const char c = peek();
  return c == '\n' || c == '\r' || (c == '#' && (at_ == line_begin_ || blank_at(at_ - 1)));
}

TIANYA_RULES_INLINE void YamlReader::to_next_token() {
  while (!at_end()) {
    if (at_ == line_begin_) check_document_marker();
    const bool indentation = at_ == line_begin_;
    while (peek() == ' ' && !at_end()) ++at_;
    if (peek() == '\t') {
      const std::size_t tab = at_;
      skip_spaces();
      if (indentation && !at_line_rest() && !at_end()) {
        // What else is wrong with it, or with a map that lacks it, would only follow from this.
        if (++tabs_ == 1 || line_begin_ != tab_line_end_)
          error("yaml-tab", "a tab cannot indent", tab, tab + 1, "indent with spaces");
        skip_line();
        tab_line_end_ = line_begin_;
        continue;
      }
    }
    if (at_end() || !at_line_rest()) return;
    skip_line();
  }
}

/// `---` and `...` would start or end a document: only `---` before all else may stand.
TIANYA_RULES_INLINE void YamlReader::check_document_marker() {
  const std::string_view marker = text_.substr(at_, 3);
  if ((marker != "---" && marker != "...") || !blank_at(at_ + 3)) return;
  if (marker == "---" && !started_) {
    at_ += 3;
    started_ = true;
    skip_spaces();
    if (at_line_rest()) return skip_line();
  }
  if (marker == "..." && text_.find_first_not_of(" \t\r\n", at_ + 3) == std::string_view::npos) {
    at_ = text_.size();
    return;
  }
  error("yaml-document", "a file holds one document", at_, line_end(at_), "move what follows to a file of its own");
  at_ = text_.size();
}

/// Skips the lines that are indented further than `column`.
TIANYA_RULES_INLINE void YamlReader::skip_deeper_than(Column column) {
  do {
    skip_line();
    while (peek() == ' ' && !at_end()) ++at_;
    while (!at_end() && (peek() == '\n' || peek() == '\r')) {
      skip_line();
      while (peek() == ' ' && !at_end()) ++at_;
    }
  } while (!at_end() && this->column() > column);
  at_ = line_begin_;
}

TIANYA_RULES_INLINE void YamlReader::error(std::string code, std::string message, std::size_t begin, std::size_t end,
                                           std::string help) {
  problems_.error(std::move(code), std::move(message), span(begin, end), std::move(help));
}

TIANYA_RULES_INLINE std::string YamlReader::rest_of_line(std::size_t from) const {
  std::string_view rest = text_.substr(from, line_end(from) - from);
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\t')) rest.remove_suffix(1);
  return std::string(rest);
}

TIANYA_RULES_INLINE YamlNode YamlReader::broken_node(std::size_t begin, std::size_t end) const {
  YamlNode node;
  node.broken = true;
  node.span = span(begin, std::max(begin, end));
  return node;
}

TIANYA_RULES_INLINE YamlNode YamlReader::scalar_node(YamlNode::Style style, std::size_t begin, std::size_t end) const {
  YamlNode node;
  node.kind = YamlNode::Kind::kScalar;
  node.style = style;
  node.span = span(begin, end);
  node.text_begin = begin;
  return node;
}

// --- structure --------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE bool YamlReader::text_is_sound() {
  if (text_.size() > kMaxYamlBytes) {
    error("yaml-too-large", "the file has more than " + std::to_string(kMaxYamlBytes) + " bytes", 0, 0, "split it");
    return false;
  }
  if (const std::size_t bad = find_invalid_utf8(text_); bad != std::string_view::npos) {
    error("yaml-encoding", "the file is not UTF-8", bad, bad + 1, "is it GBK? save it as UTF-8");
    return false;
  }
  bool sound = true;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    const bool lone_return = c == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n');
    if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n' || (c == '\r' && !lone_return)) continue;
    error("yaml-character", lone_return ? "a carriage return without a line feed" : "a control character", i, i + 1,
          lone_return ? "end lines with a line feed" : "remove it, or write it as an escape in double quotes");
    sound = false;
  }
  return sound;
}

TIANYA_RULES_INLINE YamlNode YamlReader::read() {
  if (!text_is_sound()) return broken_node(0, 0);
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = line_begin_ = 3;
  to_next_token();
  if (at_end()) {
    YamlNode nothing;
    nothing.span = span(text_.size(), text_.size());
    return nothing;
  }
  started_ = true;
  YamlNode root = block_node(-1, 0);
  to_next_token();
  if (!at_end()) {
    error("yaml-indent", "this line is indented less than the first one", at_, line_end(at_), "give both the same indentation");
    root.broken = true;
  }
  return root;
}

TIANYA_RULES_INLINE YamlNode YamlReader::block_node(Column parent, std::size_t depth) {
  if (depth > kMaxYamlDepth) {
    error("yaml-too-deep", "more than " + std::to_string(kMaxYamlDepth) + " levels", at_, at_ + 1, "");
    const std::size_t begin = at_;
    at_ = text_.size();
    return broken_node(begin, begin + 1);
  }
  if (at_dash()) return block_list(depth);
  if (find_colon()) return block_map(depth);
  return inline_value(parent, depth);
}

TIANYA_RULES_INLINE void YamlReader::refuse_deeper_line(Column column) {
  error("yaml-indent", "this line is indented further than those before it", at_, line_end(at_),
        "give all entries of one map or list the same indentation");
  skip_deeper_than(column);
  to_next_token();
}

TIANYA_RULES_INLINE YamlNode YamlReader::block_list(std::size_t depth) {
  const Column list_column = column();
  YamlNode list;
  list.kind = YamlNode::Kind::kList;
  list.span = span(at_, at_);
  const std::size_t tabs = tabs_;
  while (!at_end() && column() == list_column && at_dash()) {
    ++at_;
    skip_spaces();
    if (at_line_rest() || at_end()) {
      list.items.push_back(value_after(list_column, depth, false));
    } else {
      list.items.push_back(block_node(list_column, depth + 1));
    }
    list.span.end = std::max(list.span.end, list.items.back().span.end);
    to_next_token();
    while (!at_end() && column() > list_column) list.broken = true, refuse_deeper_line(list_column);
  }
  list.broken = list.broken || tabs_ != tabs;
  return list;
}

TIANYA_RULES_INLINE YamlNode YamlReader::block_map(std::size_t depth) {
  const Column map_column = column();
  YamlNode map;
  map.kind = YamlNode::Kind::kMap;
  map.span = span(at_, at_);
  Keys keys;
  while (!at_end() && column() == map_column) {
    const std::size_t tabs = tabs_;
    map_entry(map, keys, map_column, depth);
    to_next_token();
    map.broken = map.broken || tabs_ != tabs;
    while (!at_end() && column() > map_column) map.broken = true, refuse_deeper_line(map_column);
  }
  if (!map.entries.empty()) map.span.end = std::max(map.span.end, map.entries.back().value.span.end);
  return map;
}

TIANYA_RULES_INLINE void YamlReader::map_entry(YamlNode& map, Keys& keys, Column map_column, std::size_t depth) {
  const std::optional<std::size_t> colon = at_dash() ? std::nullopt : find_colon();
  if (!colon) {
    map.broken = true;
    error("yaml-key", at_dash() ? "a list item among the keys of a map" : "no key: `" + rest_of_line(at_) + "` has no `: `", at_,
          line_end(at_), at_dash() ? "indent it below its key" : "write `key: value`, or indent it below its key");
    return skip_deeper_than(map_column);
  }
  YamlNode key = key_scalar(*colon);
  at_ = *colon + 1;
  YamlNode value = value_after(map_column, depth, true);
  if (value.is_null() && !value.broken) value.span = key.span;
  add_entry(map, keys, std::move(key), std::move(value));
}

TIANYA_RULES_INLINE void YamlReader::add_entry(YamlNode& map, Keys& keys, YamlNode key, YamlNode value) {
  if (key.broken) {
    map.broken = true;
    return;
  }
  const auto [earlier, is_new] = keys.try_emplace(key.text, key.span.begin);
  if (!is_new) {
    const std::size_t line = line_column(text_, earlier->second).line;
    problems_.error("yaml-duplicate-key", "`" + key.text + "` stands twice in this map", key.span,
                    "the first is in line " + std::to_string(line) + ": remove or rename one");
    map.broken = true;
    return;
  }
  map.entries.push_back({std::move(key), std::move(value)});
}

/// What stands behind `key:` or `-`: on the line, or below it and deeper than `parent`.
TIANYA_RULES_INLINE YamlNode YamlReader::value_after(Column parent, std::size_t depth, bool dash_may_stand_at_parent) {
  const std::size_t begin = at_;
  skip_spaces();
  if (!at_line_rest() && !at_end()) return inline_value(parent, depth);
  const std::size_t tabs = tabs_;
  to_next_token();
  const bool below = column() > parent || (dash_may_stand_at_parent && column() == parent && at_dash());
  if (!at_end() && below) {
    return block_node(parent, depth + 1);
  }
  YamlNode nothing;
  nothing.broken = tabs_ != tabs;
  nothing.span = span(begin, begin);
  return nothing;
}

TIANYA_RULES_INLINE YamlNode YamlReader::inline_value(Column parent, std::size_t depth) {
  if (std::optional<YamlNode> refused = refused_start(parent)) return *std::move(refused);
  switch (peek()) {
    case '|':
      return literal(parent);
    case '{':
    case '[':
      return value_ends(flow(parent, depth), parent, "closing bracket");
    case '"':
    case '\'':
      return value_ends(quoted(), parent, "closing quote");
    default:
      return plain(parent);
  }
}

/// After a quoted scalar or a flow collection the line must end.
TIANYA_RULES_INLINE YamlNode YamlReader::value_ends(YamlNode node, Column parent, const char* what) {
  if (node.broken) {
    skip_deeper_than(parent);
    return node;
  }
  skip_spaces();
  if (at_line_rest() || at_end()) return node;
  const std::size_t begin = node.span.begin;
  error("yaml-after-value", "`" + rest_of_line(at_) + "` stands behind the " + what, at_, line_end(at_),
        "if all of it is one value, quote it: " + yaml_quoted(rest_of_line(begin)));
  skip_deeper_than(parent);
  return broken_node(begin, node.span.end);
}

/// The end of the quoted scalar at at_, past its closing quote; npos where the line ends first.
TIANYA_RULES_INLINE std::size_t YamlReader::quoted_end() const {
  const char quote = peek();
  const std::size_t end = line_end(at_);
  for (std::size_t i = at_ + 1; i < end; ++i) {
    if (quote == '"' && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || i + 1 >= end || text_[i + 1] != '\'') return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

/// The colon that makes the line at at_ a `key: value`, if one does.
TIANYA_RULES_INLINE std::optional<std::size_t> YamlReader::find_colon() const {
  const char first = peek();
  const std::size_t end = line_end(at_);
  if (first == '{' || first == '[' || first == '|' || first == '>') return std::nullopt;
  std::size_t from = at_;
  if (first == '"' || first == '\'') {
    from = quoted_end();
    if (from == std::string_view::npos) return std::nullopt;
    while (from < end && (text_[from] == ' ' || text_[from] == '\t')) ++from;
    return from < end && text_[from] == ':' && blank_at(from + 1) ? std::optional(from) : std::nullopt;
  }
  for (std::size_t i = from; i < end; ++i) {
    if (text_[i] == '#' && i > from && blank_at(i - 1)) return std::nullopt;
    if (text_[i] == ':' && blank_at(i + 1)) return i;
  }
  return std::nullopt;
}

TIANYA_RULES_END_NAMESPACE
