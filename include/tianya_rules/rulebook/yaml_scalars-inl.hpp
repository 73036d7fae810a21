// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/yaml_flow-inl.hpp"
#include "tianya_rules/rulebook/yaml_reader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE YamlNode YamlReader::key_scalar(std::size_t colon) {
  const std::size_t begin = at_;
  if (peek() == '"' || peek() == '\'') return quoted();
  std::size_t end = colon;
  while (end > begin && blank_at(end - 1)) --end;
  YamlNode key = scalar_node(YamlNode::Style::kPlain, begin, end);
  key.text = std::string(text_.substr(begin, end - begin));
  if (key.text.empty() || std::string_view("!&*%@`,]}#?").find(key.text[0]) != std::string_view::npos) {
    key.broken = true;
    error("yaml-key", key.text.empty() ? "a key is missing before this `:`" : "`" + key.text + "` cannot be a key", begin,
          std::max(begin + 1, end), key.text.empty() ? "" : "quote it: " + yaml_quoted(key.text));
  } else if (key.text.find(" ? ") != std::string::npos || yaml_internal::looks_cut(key.text)) {
    key.broken = true;
    error("yaml-colon", "an unquoted value cannot hold `: `", colon, colon + 1, "quote it: " + yaml_quoted(rest_of_line(begin)));
  }
  return key;
}

/// What YAML gives a meaning to that no rulebook needs.
TIANYA_RULES_INLINE std::optional<YamlNode> YamlReader::refused_start(Column parent, bool in_flow) {
  const char c = peek();
  if (std::string_view("!&*>%@`,]}?:-").find(c) == std::string_view::npos) return std::nullopt;
  const std::size_t stop = in_flow ? flow_value_end(at_) : line_end(at_);
  const std::string whole = in_flow ? std::string(text_.substr(at_, stop - at_)) : rest_of_line(at_);
  const std::string mend = "quote it: " + yaml_quoted(whole);
  std::string code, message;
  if (c == '!') {
    code = "yaml-tag", message = "`" + whole.substr(0, whole.find(' ')) + "` would be read as a tag, and lost";
  } else if (c == '&') {
    code = "yaml-anchor", message = "`&` starts an anchor: a rulebook has none";
  } else if (c == '*') {
    code = "yaml-alias", message = "`*` starts an alias: a rulebook has none";
  } else if (c == '>') {
    code = "yaml-folded", message = "`>` folds lines: where they break would change the text";
  } else if (c == '%' || c == '@' || c == '`' || c == ',' || c == ']' || c == '}') {
    code = "yaml-reserved",
    message = std::string("an unquoted value cannot start with ") + (c == '`' ? "a backquote" : std::string("`") + c + '`');
  } else if ((c == '?' || c == ':' || c == '-') && blank_at(at_ + 1)) {
    code = "yaml-reserved",
    message = c == '-' ? "a list starts on a line of its own" : std::string("`") + c + " ` cannot start a value";
  } else {
    return std::nullopt;
  }
  const std::size_t begin = at_;
  error(std::move(code), std::move(message), begin, std::max(stop, begin + 1),
        c == '>'   ? "use `|`, or one quoted line"
        : c == '-' ? "move it below its key"
                   : mend);
  skip_deeper_than(parent);
  return broken_node(begin, line_end(begin));
}

TIANYA_RULES_INLINE YamlNode YamlReader::plain(Column parent) {
  const std::size_t begin = at_;
  const std::size_t line_stop = line_end(at_);
  std::size_t end = begin;
  std::size_t colon = std::string_view::npos;
  while (end < line_stop && !(text_[end] == '#' && end > begin && blank_at(end - 1))) {
    if (text_[end] == ':' && blank_at(end + 1) && colon == std::string_view::npos) colon = end;
    ++end;
  }
  const std::size_t stop = end;
  while (end > begin && blank_at(end - 1)) --end;
  YamlNode node = scalar_node(YamlNode::Style::kPlain, begin, end);
  node.text = std::string(text_.substr(begin, end - begin));
  at_ = stop;
  if (colon != std::string_view::npos) {
    error("yaml-colon", "an unquoted value cannot hold `: `", colon, colon + 1, "quote it: " + yaml_quoted(node.text));
    node.broken = true;
  }
  note_comment(node);
  if (stop < line_stop && yaml_internal::looks_cut(node.text)) node.broken = true;
  to_next_token();
  if (!at_end() && column() > parent && line_begin_ > begin) {
    error("yaml-multi-line", "an unquoted value goes on in the next line", at_, line_end(at_),
          "write it in one line, or as a block scalar: `|` and indented lines");
    node.broken = true;
    skip_deeper_than(parent);
  }
  return node;
}

/// at_ stands at the ` #` that ends `scalar`, or at the end of its line.
TIANYA_RULES_INLINE void YamlReader::note_comment(const YamlNode& scalar) {
  if (at_end() || peek() != '#') return;
  const std::string help = "if the `#` belongs to the value, quote it: " + yaml_quoted(rest_of_line(scalar.span.begin));
  if (yaml_internal::looks_cut(scalar.text)) {
    error("yaml-comment", "the value is cut off here: ` #` starts a comment", at_, line_end(at_), help);
  } else if (!blank_at(at_ + 1) && peek(1) != '#') {
    problems_.warning("yaml-comment", "what follows is a comment, not part of the value", span(at_, line_end(at_)),
                      help + "; if it is a comment, put a space behind the `#`");
  }
}

TIANYA_RULES_INLINE YamlNode YamlReader::quoted() {
  if (quoted_end() == std::string_view::npos) {
    const std::size_t begin = at_;
    error("yaml-quote", "no quote closes this value on its line", begin, line_end(begin),
          "close it, or use a block scalar: `|` and indented lines");
    at_ = line_end(begin);
    return broken_node(begin, at_);
  }
  return peek() == '"' ? double_quoted() : single_quoted();
}

TIANYA_RULES_INLINE YamlNode YamlReader::single_quoted() {
  YamlNode node = scalar_node(YamlNode::Style::kSingleQuoted, at_, quoted_end());
  const std::size_t end = node.span.end - 1;
  node.text_begin = ++at_;
  for (; at_ < end; ++at_) {
    node.text += text_[at_];
    node.offsets.push_back(at_);
    if (text_[at_] == '\'') ++at_;
  }
  node.offsets.push_back(end);
  if (node.offsets.back() - node.text_begin == node.text.size()) node.offsets.clear();
  at_ = node.span.end;
  return node;
}

TIANYA_RULES_INLINE YamlNode YamlReader::double_quoted() {
  YamlNode node = scalar_node(YamlNode::Style::kDoubleQuoted, at_, quoted_end());
  const std::size_t end = node.span.end - 1;
  node.text_begin = ++at_;
  while (at_ < end) {
    if (text_[at_] == '\\') {
      if (!append_escape(node)) node.broken = true;
    } else {
      node.offsets.push_back(at_);
      node.text += text_[at_++];
    }
  }
  node.offsets.push_back(end);
  if (!node.broken && end - node.text_begin == node.text.size()) node.offsets.clear();
  at_ = node.span.end;
  return node;
}

TIANYA_RULES_INLINE bool YamlReader::append_escape(YamlNode& node) {
  static constexpr std::string_view kLetters = "0abt\tnvfre \"/\\N_LP";
  static constexpr char32_t kValues[] = {0, 7, 8, 9, 9, 10, 11, 12, 13, 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
  const std::size_t begin = at_;
  const char letter = peek(1);
  at_ += 2;
  char32_t code_point = 0;
  bool good = true;
  if (const std::size_t known = kLetters.find(letter); known != std::string_view::npos) {
    code_point = kValues[known];
  } else {
    const int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    good = digits > 0;
    for (int i = 0; good && i < digits; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      good = digit >= 0;
      if (good) code_point = code_point << 4 | static_cast<char32_t>(digit), ++at_;
    }
    good = good && code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF);
  }
  if (!good) {
    error("yaml-escape", "`" + std::string(text_.substr(begin, at_ - begin)) + "` is no escape in double quotes", begin, at_,
          "in single quotes a backslash is a backslash");
    return false;
  }
  append_code_point(node.text, code_point);
  node.offsets.resize(node.text.size(), begin);
  return true;
}

/// The indentation of a block scalar's text: that of its first line that is not blank.
TIANYA_RULES_INLINE std::optional<std::size_t> YamlReader::literal_indent(Column parent) {
  std::size_t deepest_blank = 0;
  for (std::size_t line = at_; line < text_.size(); line = std::min(text_.find('\n', line), text_.size() - 1) + 1) {
    std::size_t first = line;
    while (first < text_.size() && text_[first] == ' ') ++first;
    const std::size_t indent = first - line;
    if (first >= text_.size() || text_[first] == '\n' || text_[first] == '\r') {
      deepest_blank = std::max(deepest_blank, indent);
      continue;
    }
    if (static_cast<Column>(indent) <= parent) return std::nullopt;
    if (deepest_blank > indent) {
      error("yaml-indent", "a blank line before this one is indented further", first, line_end(first), "remove its spaces");
    }
    return indent;
  }
  return std::nullopt;
}

TIANYA_RULES_INLINE YamlNode YamlReader::literal(Column parent) {
  const std::size_t begin = at_;
  const std::string header = std::string(text_.substr(begin, text_.find_first_of(" \t\r\n", begin) - begin));
  at_ = std::min(begin + header.size(), text_.size());
  skip_spaces();
  const bool known = (header == "|" || header == "|-") && (at_line_rest() || at_end());
  if (!known) {
    error("yaml-block", "`" + rest_of_line(begin) + "` starts no block scalar", begin, line_end(begin),
          "write `|` or `|-` and the text in indented lines below");
    skip_deeper_than(parent);
    return broken_node(begin, begin + 1);
  }
  skip_line();
  YamlNode node = scalar_node(YamlNode::Style::kLiteral, begin, begin + 1);
  node.text_begin = at_;
  const std::size_t indent = literal_indent(parent).value_or(0);
  while (indent > 0 && !at_end()) {
    const std::size_t end = line_end(at_);
    std::size_t first = at_;
    while (first < end && first - at_ < indent && text_[first] == ' ') ++first;
    if (first < end && first - at_ < indent) break;  // dedented text: the scalar is over
    for (; first < end; ++first) node.offsets.push_back(first), node.text += text_[first];
    node.offsets.push_back(end);
    node.text += '\n';
    node.span.end = end;
    const bool last_line = text_.find('\n', at_) == std::string_view::npos;
    skip_line();
    if (last_line) {
      node.text.pop_back(), node.offsets.pop_back();
      break;
    }
  }
  const std::size_t text_end = node.text.find_last_not_of('\n');
  const std::size_t kept = text_end == std::string::npos ? 0 : text_end + 1 + (header == "|" && text_end + 1 < node.text.size());
  node.text.resize(kept);
  node.offsets.resize(std::min(node.offsets.size(), kept));
  node.offsets.push_back(node.offsets.empty() ? node.text_begin : node.offsets.back() + 1);
  return node;
}

TIANYA_RULES_END_NAMESPACE
