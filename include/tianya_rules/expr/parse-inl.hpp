// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "tianya_rules/base/number.hpp"
#include "tianya_rules/expr/lexer.hpp"
#include "tianya_rules/expr/parse.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace parse_internal {

/// Recursive descent over CEL's grammar. After an error it gives up on the expression: what follows would be guesswork.
class Parser {
 public:
  Parser(const ExpressionText& expression, std::vector<Token> tokens, Diagnostics& problems)
      : expression_(expression), tokens_(std::move(tokens)), problems_(problems) {}

  SyntaxPtr run() {
    SyntaxPtr tree = conditional();
    if (tree && token().kind != TokenKind::kEnd) return unexpected("the end of the condition");
    return failed_ ? nullptr : tree;
  }

 private:
  using Node = std::shared_ptr<Syntax>;

  [[nodiscard]] const Token& token() const { return tokens_[at_]; }
  [[nodiscard]] bool is(std::string_view op) const { return token().kind == TokenKind::kOperator && token().text == op; }
  bool take(std::string_view op) {
    if (!is(op)) return false;
    ++at_;
    return true;
  }

  SyntaxPtr fail(std::string code, std::string message, std::size_t begin, std::size_t end, std::string help = {}) {
    if (!failed_) problems_.error(std::move(code), std::move(message), span_of(expression_, begin, end), std::move(help));
    failed_ = true;
    return nullptr;
  }

  SyntaxPtr unexpected(const std::string& wanted) {
    const Token& t = token();
    if (t.kind == TokenKind::kEnd)
      return fail("syntax-error", "the condition ends where " + wanted + " should stand", t.begin, t.begin + 1);
    const std::string shown = expression_.text.substr(t.begin, t.end - t.begin);
    std::string help;
    if (t.kind == TokenKind::kIdentifier && (shown == "and" || shown == "or" || shown == "not")) {
      help = shown == "and" ? "and is `&&`" : shown == "or" ? "or is `||`" : "not is `!`";
    }
    return fail("syntax-error", "`" + shown + "` stands where " + wanted + " should", t.begin, t.end, help);
  }

  bool expect(std::string_view op) {
    if (take(op)) return true;
    unexpected("`" + std::string(op) + "`");
    return false;
  }

  /// Counts nesting for as long as it lives.
  struct Depth {
    Parser& parser;
    explicit Depth(Parser& p) : parser(p) { ++parser.depth_; }
    ~Depth() { --parser.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
  };
  bool too_deep() {
    if (depth_ <= kMaxNestingDepth) return false;
    fail_too_deep();
    return true;
  }
  void fail_too_deep() {
    fail("too-deep", "the condition nests more than " + std::to_string(kMaxNestingDepth) + " levels deep", token().begin,
         token().end, "split it over several items or a derived fact");
  }

  Node make(SyntaxKind kind, std::size_t begin) {
    auto node = std::make_shared<Syntax>();
    node->kind = kind;
    node->span = span_of(expression_, begin, at_ > 0 ? tokens_[at_ - 1].end : begin);
    if (++nodes_ > kMaxNodes)
      fail("too-large", "the condition has more than " + std::to_string(kMaxNodes) + " parts", begin, begin + 1);
    return node;
  }

  /// Trees are as deep as they are, whether by parentheses or by a long chain: who walks them needs no limit of his own.
  SyntaxPtr with_children(Node node, std::vector<SyntaxPtr> children) {
    if (failed_) return nullptr;
    for (const SyntaxPtr& child : children) node->depth = std::max(node->depth, static_cast<std::uint16_t>(child->depth + 1));
    node->children = std::move(children);
    if (node->depth > kMaxNestingDepth) fail_too_deep();
    return failed_ ? nullptr : node;
  }

  SyntaxPtr call(std::string name, std::vector<SyntaxPtr> children, std::size_t begin, bool has_target = false) {
    if (failed_) return nullptr;
    Node node = make(SyntaxKind::kCall, begin);
    node->text = std::move(name);
    node->has_target = has_target;
    return with_children(std::move(node), std::move(children));
  }

  SyntaxPtr conditional() {
    const Depth depth(*this);
    if (too_deep()) return nullptr;
    const std::size_t begin = token().begin;
    SyntaxPtr condition = junction("||", "_||_");
    if (failed_ || !take("?")) return condition;
    SyntaxPtr yes = junction("||", "_||_");
    if (failed_ || !expect(":")) return nullptr;
    SyntaxPtr no = conditional();
    return call("_?_:_", {condition, yes, no}, begin);
  }

  SyntaxPtr junction(std::string_view op, const char* name) {
    const std::size_t begin = token().begin;
    const auto side = [&] { return op == "||" ? junction("&&", "_&&_") : relation(); };
    std::vector<SyntaxPtr> sides{side()};
    while (!failed_ && take(op)) sides.push_back(side());
    if (failed_) return nullptr;
    return sides.size() == 1 ? sides.front() : call(name, std::move(sides), begin);
  }

  SyntaxPtr chain(SyntaxPtr (Parser::*side)(), const std::vector<std::string_view>& ops) {
    const std::size_t begin = token().begin;
    SyntaxPtr left = (this->*side)();
    for (;;) {
      if (failed_) return nullptr;
      std::string name;
      for (const std::string_view op : ops) {
        if (is(op)) name = '_' + std::string(op) + '_';
      }
      if (token().kind == TokenKind::kIdentifier && token().text == "in" && ops.front() == "<=") name = "@in";
      if (name.empty()) return left;
      ++at_;
      SyntaxPtr right = (this->*side)();
      left = call(name, {left, right}, begin);
    }
  }

  SyntaxPtr relation() { return chain(&Parser::sum, {"<=", ">=", "<", ">", "==", "!="}); }
  SyntaxPtr sum() { return chain(&Parser::product, {"+", "-"}); }
  SyntaxPtr product() { return chain(&Parser::unary, {"*", "/", "%"}); }

  SyntaxPtr unary() {
    const std::size_t begin = token().begin;
    if (take("!")) return negated("!_", begin);
    if (!is("-")) return member();
    ++at_;
    // A minus directly before a literal belongs to it: -9223372036854775808 is a number.
    if (token().kind == TokenKind::kInt || token().kind == TokenKind::kDouble) return member(true);
    return negated("-_", begin);
  }

  SyntaxPtr negated(const char* name, std::size_t begin) {
    const Depth depth(*this);
    if (too_deep()) return nullptr;
    SyntaxPtr inner = unary();
    return call(name, {inner}, begin);
  }

  SyntaxPtr member(bool negative = false) {
    const std::size_t begin = token().begin;
    SyntaxPtr node = primary(negative);
    while (!failed_) {
      if (take("[")) {
        SyntaxPtr index = conditional();
        if (failed_ || !expect("]")) return nullptr;
        node = call("_[_]", {node, index}, begin);
      } else if (take(".")) {
        if (token().kind != TokenKind::kIdentifier) return unexpected("a name");
        const std::string name = tokens_[at_++].text;
        if (take("(")) {
          std::vector<SyntaxPtr> children{node};
          if (!arguments(")", children)) return nullptr;
          node = call(name, std::move(children), begin, true);
        } else {
          Node select = make(SyntaxKind::kSelect, begin);
          select->text = name;
          node = with_children(std::move(select), {node});
        }
      } else {
        return node;
      }
    }
    return nullptr;
  }

  bool arguments(std::string_view close, std::vector<SyntaxPtr>& out) {
    while (!failed_ && !is(close)) {
      out.push_back(conditional());
      if (failed_) return false;
      if (out.size() > kMaxListLiteral)
        return fail("too-large", "the list has more than " + std::to_string(kMaxListLiteral) + " elements", token().begin,
                    token().end),
               false;
      if (!take(",")) break;
    }
    return !failed_ && expect(close);
  }

  SyntaxPtr primary(bool negative) {
    const std::size_t begin = token().begin;
    const Token t = token();
    switch (t.kind) {
      case TokenKind::kInt:
      case TokenKind::kUint:
        return ++at_, integer(t, negative, begin);
      case TokenKind::kDouble:
        return ++at_, real(t, negative, begin);
      case TokenKind::kString:
      case TokenKind::kBytes: {
        ++at_;
        Node node = make(t.kind == TokenKind::kString ? SyntaxKind::kString : SyntaxKind::kBytes, begin);
        node->text = t.text;
        return node;
      }
      case TokenKind::kIdentifier:
        return name(begin, false);
      case TokenKind::kOperator:
        break;
      case TokenKind::kEnd:
        return unexpected("a value");
    }
    if (take(".")) return token().kind == TokenKind::kIdentifier ? name(begin, true) : unexpected("a name");
    if (take("(")) {
      SyntaxPtr inner = conditional();
      return !failed_ && expect(")") ? inner : nullptr;
    }
    if (take("[")) {
      std::vector<SyntaxPtr> elements;
      if (!arguments("]", elements)) return nullptr;
      return with_children(make(SyntaxKind::kList, begin), std::move(elements));
    }
    if (is("{")) return fail("no-maps", "maps are not part of conditions", t.begin, t.end);
    return unexpected("a value");
  }

  SyntaxPtr name(std::size_t begin, bool leading_dot) {
    const std::string text = tokens_[at_++].text;
    if (!leading_dot && (text == "true" || text == "false")) {
      Node node = make(SyntaxKind::kBool, begin);
      node->int_value = text == "true";
      return node;
    }
    if (!leading_dot && text == "null") return make(SyntaxKind::kNull, begin);
    if (text == "in") return --at_, unexpected("a value");
    if (take("(")) {
      std::vector<SyntaxPtr> children;
      if (!arguments(")", children)) return nullptr;
      return call(text, std::move(children), begin);
    }
    Node node = make(SyntaxKind::kIdentifier, begin);
    node->text = text;
    node->leading_dot = leading_dot;
    return node;
  }

  SyntaxPtr integer(const Token& t, bool negative, std::size_t begin) {
    const bool hex = t.text.size() > 2 && (t.text[1] == 'x' || t.text[1] == 'X');
    std::uint64_t magnitude = 0;
    const char* first = t.text.data() + (hex ? 2 : 0);
    const auto parsed = std::from_chars(first, t.text.data() + t.text.size(), magnitude, hex ? 16 : 10);
    const std::uint64_t limit = t.kind == TokenKind::kUint ? UINT64_MAX : static_cast<std::uint64_t>(INT64_MAX) + negative;
    if (parsed.ec != std::errc() || magnitude > limit)
      return fail("int-out-of-range", "`" + t.text + "` does not fit into 64 bits", t.begin, t.end);
    Node node = make(t.kind == TokenKind::kUint ? SyntaxKind::kUint : SyntaxKind::kInt, begin);
    node->int_value = static_cast<std::int64_t>(negative ? ~magnitude + 1 : magnitude);
    return node;
  }

  SyntaxPtr real(const Token& t, bool negative, std::size_t begin) {
    const double value = parse_double(t.text).value_or(0);
    Node node = make(SyntaxKind::kDouble, begin);
    node->double_value = negative ? -value : value;
    return node;
  }

  const ExpressionText& expression_;
  std::vector<Token> tokens_;
  Diagnostics& problems_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  bool failed_ = false;
};

}  // namespace parse_internal

TIANYA_RULES_INLINE SyntaxPtr parse(const ExpressionText& expression, Diagnostics& problems) {
  if (expression.text.size() > kMaxExpressionBytes) {
    problems.error("too-large", "the condition is longer than " + std::to_string(kMaxExpressionBytes) + " bytes",
                   span_of(expression, 0, 1));
    return nullptr;
  }
  const std::size_t before = problems.error_count();
  std::vector<Token> tokens = lex(expression, problems);
  if (problems.error_count() != before) return nullptr;
  return parse_internal::Parser(expression, std::move(tokens), problems).run();
}

TIANYA_RULES_END_NAMESPACE
