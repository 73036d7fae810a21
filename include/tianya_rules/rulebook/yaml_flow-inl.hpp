// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/yaml_reader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace yaml_internal {
/// `the holder's`: behind a word of more than one letter no string starts (`r'…'` is one).
TIANYA_RULES_INLINE bool is_apostrophe(std::string_view text, std::size_t at) {
  const auto letter = [&](std::size_t i) { return (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'); };
  return at >= 2 && letter(at - 1) && letter(at - 2);
}

/// Whether brackets or quotes are left open in what should be one whole condition or sentence.
TIANYA_RULES_INLINE bool looks_cut(std::string_view text) {
  std::string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool in_quotes = !open.empty() && (open.back() == '"' || open.back() == '\'');
    if (in_quotes && c == '\\') {
      ++i;
    } else if (in_quotes) {
      if (c == open.back()) open.pop_back();
    } else if (c == '\'' && is_apostrophe(text, i)) {
      continue;
    } else if (c == '(' || c == '[' || c == '{' || c == '"' || c == '\'') {
      open += c;
    } else if (!open.empty() && (c == ')' || c == ']' || c == '}')) {
      open.pop_back();
    }
  }
  return !open.empty();
}
}  // namespace yaml_internal

/// Where a value that cannot stand unquoted ends: before the comma or bracket that is not its own.
TIANYA_RULES_INLINE std::size_t YamlReader::flow_value_end(std::size_t from) const {
  const std::size_t line_stop = line_end(from);
  std::string open;
  std::size_t end = from;
  for (; end < line_stop; ++end) {
    const char c = text_[end];
    const bool in_quotes = !open.empty() && (open.back() == '"' || open.back() == '\'');
    if (in_quotes) {
      if (c == open.back()) open.pop_back();
    } else if (c == '(' || c == '[' || c == '{' || c == '"' || c == '\'') {
      open += c;
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) break;
      open.pop_back();
    } else if (c == ',' && open.empty() && end > from) {
      break;
    }
  }
  while (end > from && blank_at(end - 1)) --end;
  return end;
}

/// Reports, and skips to the end of the line: what brackets hold cannot be resumed with any certainty.
TIANYA_RULES_INLINE void YamlReader::give_up_flow(YamlNode& node, std::string code, std::string message, std::string help) {
  if (!node.broken) error(std::move(code), std::move(message), at_, std::max(at_ + 1, line_end(at_)), std::move(help));
  node.broken = true;
  at_ = std::max(at_, line_end(at_));
}

TIANYA_RULES_INLINE YamlNode YamlReader::flow(Column parent, std::size_t depth) {
  const bool is_map = peek() == '{';
  const char close = is_map ? '}' : ']';
  YamlNode node;
  node.kind = is_map ? YamlNode::Kind::kMap : YamlNode::Kind::kList;
  node.span = span(at_, at_ + 1);
  if (depth > kMaxYamlDepth) {
    give_up_flow(node, "yaml-too-deep", "more than " + std::to_string(kMaxYamlDepth) + " levels", "");
    return node;
  }
  ++at_;
  Keys keys;
  while (!node.broken) {
    to_next_token();
    if (at_end() || column() <= parent) {
      give_up_flow(node, "yaml-flow",
                   std::string("no `") + close + "` closes the `" + (is_map ? '{' : '[') + "` in line " +
                       std::to_string(line_column(text_, node.span.begin).line),
                   "");
      break;
    }
    if (peek() == close) break;
    if (is_map) {
      flow_map_entry(node, keys, parent, depth);
    } else {
      node.items.push_back(flow_value(parent, depth, close));
      node.broken = node.broken || node.items.back().broken;
    }
    if (!node.broken && !flow_separator(node, parent, close)) break;
  }
  if (!node.broken && peek() == close) ++at_;
  node.span.end = at_;
  return node;
}

/// Past a comma; false at the closing bracket.
TIANYA_RULES_INLINE bool YamlReader::flow_separator(YamlNode& node, Column parent, char close) {
  to_next_token();
  if (!at_end() && column() > parent && peek() == close) return false;
  if (!at_end() && column() > parent && peek() == ',') {
    ++at_;
    return true;
  }
  give_up_flow(node, "yaml-flow", std::string("neither `,` nor `") + close + "` follows",
               "quote the value, or write it in block style");
  return false;
}

TIANYA_RULES_INLINE YamlNode YamlReader::flow_value(Column parent, std::size_t depth, char close) {
  const std::size_t begin = at_;
  const char c = peek();
  if (c == '{' || c == '[') return flow(parent, depth + 1);
  if (c == '"' || c == '\'') return quoted();
  if (c == ',' || c == close) {
    YamlNode node = broken_node(begin, begin + 1);
    error("yaml-flow", std::string("nothing stands before this `") + c + '`', at_, at_ + 1, "");
    at_ = line_end(at_);
    return node;
  }
  if (std::optional<YamlNode> refused = refused_start(parent, true)) return *std::move(refused);
  return flow_plain(close, false);
}

TIANYA_RULES_INLINE void YamlReader::flow_map_entry(YamlNode& map, Keys& keys, Column parent, std::size_t depth) {
  YamlNode key = peek() == '"' || peek() == '\'' ? quoted() : flow_plain('}', true);
  if (key.broken) {
    map.broken = true;
    return;
  }
  skip_spaces();
  if (peek() != ':') {
    at_ = key.span.begin;
    return give_up_flow(map, "yaml-flow", "`" + key.text + "` has no value",
                        "in `{ }` a comma separates entries: quote a value that holds one");
  }
  ++at_;
  to_next_token();
  if (at_end() || peek() == ',' || peek() == '}') {
    return give_up_flow(map, "yaml-flow", "`" + key.text + "` has no value", "");
  }
  YamlNode value = flow_value(parent, depth, '}');
  map.broken = map.broken || value.broken;
  add_entry(map, keys, std::move(key), std::move(value));
}

TIANYA_RULES_INLINE YamlNode YamlReader::flow_plain(char close, bool is_key) {
  const std::size_t begin = at_;
  const std::size_t line_stop = line_end(at_);
  static constexpr std::string_view kStops = ",[]{}";
  std::size_t end = begin;
  while (end < line_stop && kStops.find(text_[end]) == std::string_view::npos) {
    const char next = end + 1 < line_stop ? text_[end + 1] : ' ';
    if (text_[end] == ':' && (next == ' ' || next == '\t' || kStops.find(next) != std::string_view::npos)) break;
    if (text_[end] == '#' && blank_at(end - 1)) break;
    ++end;
  }
  const std::size_t stop = end;
  while (end > begin && blank_at(end - 1)) --end;
  at_ = stop;
  YamlNode node = scalar_node(YamlNode::Style::kPlain, begin, end);
  node.text = std::string(text_.substr(begin, end - begin));
  const char stopped_by = stop < line_stop ? text_[stop] : '\n';
  const std::string mend = "quote the value, or write it in block style";
  if (stopped_by == ',' && yaml_internal::looks_cut(node.text)) {
    give_up_flow(node, "yaml-flow-comma", "the value `" + node.text + "` is cut off at this comma", mend);
  } else if (stopped_by == '[' || stopped_by == '{' || (stopped_by != close && (stopped_by == ']' || stopped_by == '}'))) {
    give_up_flow(node, "yaml-flow", std::string("an unquoted value cannot hold `") + stopped_by + "` here", mend);
  } else if (stopped_by == ':' && !is_key) {
    give_up_flow(node, "yaml-colon", "an unquoted value cannot hold `: `", mend);
  } else if (stopped_by == '#' && yaml_internal::looks_cut(node.text)) {
    give_up_flow(node, "yaml-comment", "the value is cut off here: ` #` starts a comment", mend);
  } else if (node.text.empty()) {
    give_up_flow(node, "yaml-flow", "a key is missing", mend);
  }
  return node;
}

TIANYA_RULES_END_NAMESPACE
