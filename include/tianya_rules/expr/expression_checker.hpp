// SPDX-License-Identifier: Apache-2.0
/// expression_checker: the work behind `check`. Floor: expr. Not for callers: use check.hpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/expr/check.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Among names that are not null: any may be one of them.
inline constexpr std::string_view kAnyName = "*";

class ExpressionChecker {
 public:
  ExpressionChecker(const Environment& environment, NotNull& not_null, Diagnostics& problems)
      : environment_(environment), problems_(problems), not_null_(not_null) {}

  TypedPtr whole(const SyntaxPtr& syntax, const Expected& expected);

 private:
  using Node = std::shared_ptr<Typed>;
  struct Variable {
    std::string name;
    Type type;
    std::int32_t index = 0;
    TypedPtr constant;  ///< What `cel.bind` binds where its type is open: it stands wherever the name does.
  };
  using Bindings = std::map<std::string, Type, std::less<>>;

  // check-inl.hpp: literals and names
  TypedPtr visit(const Syntax& syntax);
  TypedPtr visit_kind(const Syntax& syntax);
  TypedPtr literal(const Syntax& syntax);
  TypedPtr list(const Syntax& syntax);
  TypedPtr name(const Syntax& syntax);
  TypedPtr declared(const Syntax& syntax, const std::string& full_name, const Declaration& declaration);
  TypedPtr reading(const Syntax& syntax, const std::string& full_name, const Declaration& declaration);
  TypedPtr unknown_name(const Syntax& syntax, const std::string& path);
  [[nodiscard]] const Variable* variable(std::string_view name) const;
  [[nodiscard]] static std::string variable_key(std::int32_t index);
  [[nodiscard]] bool known_not_null(std::string_view name) const {
    return not_null_.count(name) > 0 || not_null_.count(kAnyName) > 0;
  }
  [[nodiscard]] std::vector<std::string> shown_not_null(const Syntax& condition, bool holds) const;

  // check_operators-inl.hpp: connectives, comparison, membership
  TypedPtr junction(const Syntax& syntax, bool all);
  TypedPtr conditional(const Syntax& syntax);
  TypedPtr equality(const Syntax& syntax, bool negated);
  TypedPtr ordering(const Syntax& syntax, KernelId kernel);
  TypedPtr membership(const Syntax& syntax);
  TypedPtr has(const Syntax& syntax);
  TypedPtr boolean(const Syntax& syntax);
  bool bring_together(TypedPtr& a, TypedPtr& b, const Syntax& syntax);
  TypedPtr as_label(const TypedPtr& text, const Type& enumeration);
  static TypedPtr as_string(const TypedPtr& label);
  [[nodiscard]] static std::optional<Type> join(const Type& a, const Type& b);
  [[nodiscard]] static bool is_open(const Type& type);
  [[nodiscard]] static Type filled(const Type& open, const Type& wanted);
  [[nodiscard]] static TypedPtr settled(const TypedPtr& node, const Type& wanted);
  bool refuse_null(const TypedPtr& operand);

  // check_calls-inl.hpp: functions and macros
  TypedPtr call(const Syntax& syntax);
  TypedPtr function(const Syntax& syntax, const std::string& name, bool receiver, std::vector<TypedPtr> arguments);
  TypedPtr special(const Syntax& syntax, const std::string& name, bool& handled);
  TypedPtr calendar(const Syntax& syntax);
  TypedPtr date(const Syntax& syntax);
  TypedPtr met(const Syntax& syntax);
  TypedPtr least_or_greatest(const Syntax& syntax, const std::string& name, std::vector<TypedPtr> arguments);
  TypedPtr macro(const Syntax& syntax, Macro which);
  TypedPtr over_nothing(const Syntax& syntax, Macro which, const Type& type);
  TypedPtr ambiguous(const TypedPtr& list);
  TypedPtr bind(const Syntax& syntax);
  [[nodiscard]] std::int32_t depth() const { return static_cast<std::int32_t>(outer_variables_ + variables_.size()); }
  TypedPtr no_overload(const Syntax& syntax, const std::string& name, const std::vector<TypedPtr>& arguments);
  bool check_pattern(const Typed& pattern);
  [[nodiscard]] std::vector<const Function*> candidates(std::string_view name, bool receiver) const;
  [[nodiscard]] bool is_function(std::string_view name) const;
  [[nodiscard]] static std::string function_name(const Syntax& syntax, bool& receiver);
  static bool fits(std::string_view pattern, const Type& type, Bindings& bindings);
  static Type result_type(std::string_view pattern, const Bindings& bindings);

  TypedPtr fail(std::string code, std::string message, const Span& span, std::string help = {});
  static Node node(TypedKind kind, Type type, const Span& span);

  const Environment& environment_;
  Diagnostics& problems_;
  NotNull& not_null_;
  std::vector<Variable> variables_;
  std::size_t outer_variables_ = 0;  ///< Those around a reading, which its answer cannot name: depths go on from there.
  std::size_t depth_ = 0;            ///< Of the node being checked, through answers of readings.
  std::size_t parts_ = 0;            ///< Checked so far, with those of answers.
  int expansions_ = 0;               ///< Open now.
  int expansions_done_ = 0;          ///< In all: answers that double at each step would never end.
};

TIANYA_RULES_END_NAMESPACE
