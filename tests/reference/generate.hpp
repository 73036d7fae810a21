// SPDX-License-Identifier: Apache-2.0
/// Random conditions about the entity of World, as text, nearly all of them well-typed. The same seed gives the same condition.
///
///     Random random(seed);
///     const std::string text = ConditionMaker(random, {}).condition(4);   // `(n1 < 3) || (l1.exists(v, v == s2))`
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reference/random_rows.hpp"

namespace reference {

struct ConditionStyle {
  bool plain = false;    ///< Nothing that CEL itself has not: no dates, no enumerations, no `T?`.
  bool once = false;     ///< No fact occurs twice.
  bool atoms = false;    ///< Only connectives and `?:` over facts and comparisons of one fact with a literal.
  bool division = true;  ///< Whether operations that may fail occur: arithmetic, conversions, indices.
};

class ConditionMaker {
 public:
  ConditionMaker(Random& random, ConditionStyle style) : random_(random), style_(style) {}

  /// A bool. `depth` bounds the nesting.
  std::string condition(int depth);
  /// One more beside the last: with `once`, its facts are others.
  std::string another_condition(int depth) { return make(Kind::kBool, depth); }
  /// Any type.
  std::string expression(int depth);

 private:
  enum class Kind { kBool, kInt, kDouble, kString, kDate, kTexts };
  using Names = std::vector<std::string>;

  std::string make(Kind kind, int depth);
  std::string atom();
  std::string connective(int depth);
  std::string comparison(int depth);
  std::string null_test(int depth);
  std::string macro(int depth);
  std::string text_test(int depth);
  std::string label_test();
  std::string whole(int depth);
  std::string real(int depth);
  std::string text(int depth);
  std::string day(int depth);
  std::string texts(int depth);
  std::string numbers(int depth);
  std::string branch(Kind kind, int depth);

  std::string literal(Kind kind);
  /// A fact of those names that may still be used; "" where none is left.
  std::string fact(const Names& names);
  std::string fact_or_literal(Kind kind);
  std::string with_variable(Kind kind, const std::string& list, const char* name, Kind body, int depth);
  [[nodiscard]] std::uint64_t dice(std::uint64_t sides) { return random_() % sides; }
  template <std::size_t n>
  std::string one_of(const char* const (&choices)[n]) {
    return choices[dice(n)];
  }
  std::string choose(const std::vector<const char*>& choices) { return choices[dice(choices.size())]; }

  Random& random_;
  ConditionStyle style_;
  std::set<std::string> used_;
  std::vector<std::pair<std::string, Kind>> variables_;
};

}  // namespace reference
