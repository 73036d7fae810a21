// SPDX-License-Identifier: Apache-2.0
#include "reference/generate.hpp"

#include <algorithm>

namespace reference {

std::string ConditionMaker::condition(int depth) {
  used_.clear();
  return make(Kind::kBool, depth);
}

std::string ConditionMaker::expression(int depth) {
  static constexpr Kind kKinds[] = {Kind::kBool, Kind::kInt, Kind::kDouble, Kind::kString, Kind::kTexts, Kind::kDate};
  used_.clear();
  return make(kKinds[dice(style_.plain ? 5 : 6)], depth);
}

std::string ConditionMaker::fact(const Names& names) {
  Names free;
  std::copy_if(names.begin(), names.end(), std::back_inserter(free), [&](const std::string& one) { return used_.count(one) == 0; });
  if (free.empty()) return {};
  const std::string chosen = free[dice(free.size())];
  if (style_.once) used_.insert(chosen);
  return chosen;
}

std::string ConditionMaker::literal(Kind kind) {
  static const char* const kInts[] = {
      "0", "1", "2", "3", "-1", "-2", "5", "12", "9223372036854775807", "-9223372036854775808", "3037000500"};
  static const char* const kDoubles[] = {"0.0",    "-0.0", "1.0", "1.5", "-2.5", "0.1", "1e300", "9223372036854775807.0",
                                         "1e-300", "3.0"};
  static const char* const kTexts[] = {"''",  "'a'",  "'b'",   "'ab'",   "'中'",  "'文'", "'😀'",
                                       "'1'", "'-7'", "'2.5'", "'true'", "'red'", "'é'"};
  static const char* const kDays[] = {"'2026-01-31'", "'2026-02-01'", "'2024-02-29'",
                                      "'1900-01-01'", "'2200-12-31'", "'2026-01-29'"};
  switch (kind) {
    case Kind::kBool:
      return dice(2) == 0 ? "true" : "false";
    case Kind::kInt:
      return dice(4) == 0 ? one_of(kInts) : std::to_string(dice(4));
    case Kind::kDouble:
      return one_of(kDoubles);
    case Kind::kString:
      return one_of(kTexts);
    case Kind::kDate:
      return "date(" + one_of(kDays) + ")";
    case Kind::kTexts:
      return dice(5) == 0 ? "[]" : "[" + one_of(kTexts) + ", " + one_of(kTexts) + "]";
  }
  return {};
}

std::string ConditionMaker::fact_or_literal(Kind kind) {
  static const Names kFacts[] = {
      {"b1", "b2", "b3", "b4"}, {"n1", "n2", "n3"}, {"x1", "x2"}, {"s1", "s2"}, {"d1", "d2"}, {"l1", "l2"}};
  Names bound;
  for (const auto& [name, type] : variables_) {
    if (type == kind) bound.push_back(name);
  }
  if (!bound.empty() && dice(2) == 0) return bound[dice(bound.size())];
  const std::string chosen = dice(4) == 0 ? "" : fact(kFacts[static_cast<std::size_t>(kind)]);
  return chosen.empty() ? literal(kind) : chosen;
}

std::string ConditionMaker::make(Kind kind, int depth) {
  if (depth <= 0) return kind == Kind::kBool && style_.atoms ? atom() : fact_or_literal(kind);
  if (kind != Kind::kBool && dice(6) == 0) return branch(kind, depth - 1);
  switch (kind) {
    case Kind::kInt:
      return whole(depth - 1);
    case Kind::kDouble:
      return real(depth - 1);
    case Kind::kString:
      return text(depth - 1);
    case Kind::kDate:
      return day(depth - 1);
    case Kind::kTexts:
      return texts(depth - 1);
    case Kind::kBool:
      break;
  }
  const std::uint64_t die = dice(12);
  if (style_.atoms || die < 5) return connective(depth - 1);
  if (die < 8) return comparison(depth - 1);
  if (die < 9) return style_.plain ? comparison(depth - 1) : null_test(depth - 1);
  if (die < 10) return macro(depth - 1);
  if (die < 11) return text_test(depth - 1);
  return style_.plain ? text_test(depth - 1) : label_test();
}

/// One fact that may be true or false, or a comparison of one fact with a literal that it may or may not satisfy.
std::string ConditionMaker::atom() {
  static const char* const kOrders[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  static const char* const kEqualities[] = {" == ", " != "};
  const auto pick = [&](const Names& names, const char* before, const std::string& after) {
    const std::string name = fact(names);
    return name.empty() ? literal(Kind::kBool) : before + name + after;
  };
  switch (dice(7)) {
    case 0:
      return pick({"n1", "n2", "n3"}, "", one_of(kOrders) + std::to_string(dice(3)));
    case 1:
      return pick({"s1", "s2"}, "", one_of(kEqualities) + "'a'");
    case 2:
      return pick({"m1", "m2", "e1", "e2", "q1", "t1"}, "", one_of(kEqualities) + "null");
    case 3:
      return pick({"d1", "d2"}, "", one_of(kOrders) + "date('2026-01-30')");
    case 4:
      return pick({"k1", "k2"}, "", one_of(kEqualities) + "'red'");
    default:
      return pick({"b1", "b2", "b3", "b4"}, dice(4) == 0 ? "!" : "", "");
  }
}

std::string ConditionMaker::connective(int depth) {
  const auto side = [&] { return "(" + make(Kind::kBool, depth) + ")"; };
  const std::uint64_t die = dice(9);
  if (die == 0) return "!" + side();
  if (die == 1) return branch(Kind::kBool, depth);
  const std::string op = die % 2 == 0 ? " && " : " || ";
  std::string all = side();
  for (std::uint64_t more = dice(3) == 0 ? 2 : 1; more > 0; --more) all += op + side();
  return all;
}

std::string ConditionMaker::branch(Kind kind, int depth) {
  const std::string condition = "(" + make(Kind::kBool, depth) + ")";
  const std::string yes = "(" + make(kind, depth) + ")";
  return "(" + condition + " ? " + yes + " : (" + make(kind, depth) + "))";
}

std::string ConditionMaker::comparison(int depth) {
  static const char* const kOrders[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  static const char* const kEqualities[] = {" == ", " != "};
  static constexpr Kind kKinds[] = {Kind::kInt,  Kind::kInt,   Kind::kDouble, Kind::kString,
                                    Kind::kBool, Kind::kTexts, Kind::kDate,   Kind::kDate};
  const Kind kind = kKinds[dice(style_.plain ? 6 : 8)];
  const std::string op = kind == Kind::kTexts ? one_of(kEqualities) : one_of(kOrders);
  if (dice(10) == 0) return "(" + numbers(depth) + ")" + one_of(kEqualities) + "(" + numbers(depth) + ")";
  const std::string left = "(" + make(kind, depth) + ")";
  return left + op + "(" + make(kind, depth) + ")";
}

std::string ConditionMaker::null_test(int depth) {
  static const char* const kOrders[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  const bool is_date = dice(2) == 0;
  const std::string name = is_date ? fact({"e1", "e2"}) : fact({"m1", "m2"});
  if (name.empty()) return literal(Kind::kBool);
  const std::string compared = name + one_of(kOrders) + "(" + make(is_date ? Kind::kDate : Kind::kInt, depth) + ")";
  switch (dice(style_.once ? 4 : 8)) {
    case 0:
      return name + " == null";
    case 1:
      return "has(" + name + ")";
    case 2:
      return name + " != (" + make(is_date ? Kind::kDate : Kind::kInt, depth) + ")";
    case 3:
      return choose({"q1 == true", "q1 != null", "t1 == 'a'", "y1 == 1.5", "t1 in ['a', null]", "null != t1"});
    case 4:
      return name + " != null && " + compared;
    case 5:
      return name + " == null || " + compared;
    case 6:
      return name + " == null ? (" + make(Kind::kBool, depth) + ") : " + compared;
    default:
      return is_date ? "e1 == e2" : "m1 != m2";
  }
}

std::string ConditionMaker::with_variable(Kind kind, const std::string& list, const char* name, Kind body, int depth) {
  const std::string variable = "v" + std::to_string(variables_.size());
  variables_.emplace_back(variable, kind);
  std::string made = "(" + list + ")." + name + "(" + variable + ", " + make(body, depth) + ")";
  variables_.pop_back();
  return made;
}

std::string ConditionMaker::macro(int depth) {
  static const char* const kMacros[] = {"all", "exists", "exists", "exists_one"};
  const bool over_numbers = dice(2) == 0;
  const std::string list = over_numbers ? numbers(depth) : make(Kind::kTexts, depth);
  if (dice(4) == 0) return "(" + make(over_numbers ? Kind::kInt : Kind::kString, depth) + ") in (" + list + ")";
  return with_variable(over_numbers ? Kind::kInt : Kind::kString, list, kMacros[dice(4)], Kind::kBool, depth);
}

std::string ConditionMaker::text_test(int depth) {
  static const char* const kTests[] = {"contains", "startsWith", "endsWith"};
  if (dice(5) == 0) {
    const std::string subject = "(" + make(Kind::kString, depth) + ")";
    return subject + ".matches(" + choose({"'a+'", "'^a?b$'", "'中|文'", "''", "'.'", "'[0-9]'"}) + ")";
  }
  if (style_.division && dice(8) == 0) return "bool(" + make(Kind::kString, depth) + ")";
  const std::string subject = "(" + make(Kind::kString, depth) + ")." + one_of(kTests);
  return subject + "(" + make(Kind::kString, depth) + ")";
}

std::string ConditionMaker::label_test() {
  const std::string name = fact({"k1", "k2"});
  if (name.empty()) return literal(Kind::kBool);
  if (name == "k2" && !style_.once && dice(2) == 0) {
    return choose({"k2 == k1", "k1 != k2", "k2 == t1", "k2 in [k1]", "k1 in [k2, 'red']", "[k2] == ['red']",
                   "k2.orValue(k1) == 'red'", "(b1 ? null : k1) == k2", "[k1, k2].exists(v, v == null)", "(b2 ? k2 : k1) != null"});
  }
  if (name == "k2")
    return choose(
        {"k2 == 'small'", "k2 != 'red'", "k2 == null", "k2 in ['red']", "k2 == s1", "k2 in l1", "k2.orValue(s1) != 'red'"});
  return choose({"k1 == 'red'", "k1 != 'green'", "k1 in ['red', 'blue']", "k1 == s1", "k1.startsWith('r')", "size(k1) > 3"});
}

std::string ConditionMaker::whole(int depth) {
  static const char* const kOperators[] = {" + ", " - ", " * ", " / ", " % "};
  const auto number = [&] { return "(" + make(Kind::kInt, depth) + ")"; };
  switch (dice(style_.division ? 10 : 4)) {
    case 0:
      return "size(" + make(Kind::kString, depth) + ")";
    case 1:
      return "size(" + make(Kind::kTexts, depth) + ")";
    case 2: {
      const std::string name = style_.plain ? "" : fact({"m1", "m2"});
      return name.empty() ? literal(Kind::kInt) : name + ".orValue(" + make(Kind::kInt, depth) + ")";
    }
    case 3:
      return fact_or_literal(Kind::kInt);
    case 4:
      return choose({"int(", "-(", "int("}) + make(Kind::kInt, depth) + ")";
    case 5:
      return "int(" + make(Kind::kDouble, depth) + ")";
    case 6: {
      const std::string list = "(" + numbers(depth) + ")";
      return list + "[" + make(Kind::kInt, depth) + "]";
    }
    case 7:
      if (style_.plain) return "int(" + make(Kind::kString, depth) + ")";
      return choose({"math.least(", "math.greatest("}) + number() + ", " + number() + ")";
    default: {
      const std::string left = number() + one_of(kOperators);
      return left + number();
    }
  }
}

std::string ConditionMaker::real(int depth) {
  static const char* const kOperators[] = {" + ", " - ", " * ", " / "};
  switch (dice(5)) {
    case 0:
      return "double(" + make(Kind::kInt, depth) + ")";
    case 1:
      return style_.division ? "double(" + make(Kind::kString, depth) + ")" : fact_or_literal(Kind::kDouble);
    case 2:
      return "-(" + make(Kind::kDouble, depth) + ")";
    default: {
      const std::string left = "(" + make(Kind::kDouble, depth) + ")" + one_of(kOperators);
      return left + "(" + make(Kind::kDouble, depth) + ")";
    }
  }
}

std::string ConditionMaker::text(int depth) {
  switch (dice(style_.division ? 7 : 3)) {
    case 0:
    case 1: {
      const std::string left = "(" + make(Kind::kString, depth) + ")";
      return left + " + (" + make(Kind::kString, depth) + ")";
    }
    case 2:
      return style_.plain ? fact_or_literal(Kind::kString) : choose({"t1.orValue('b')", "string(k1)", "k1 + '!'"});
    case 3:
      return "string(" + make(Kind::kInt, depth) + ")";
    case 4:
      return "string(" + make(Kind::kBool, depth) + ")";
    case 5:
      return "string(" + make(Kind::kDouble, depth) + ")";
    default: {
      const std::string list = "(" + make(Kind::kTexts, depth) + ")";
      return list + "[" + make(Kind::kInt, depth) + "]";
    }
  }
}

std::string ConditionMaker::day(int depth) {
  static const char* const kPeriods[] = {"days(", "months(", "years("};
  const auto moved = [&] { return "(" + make(Kind::kDate, depth) + ")"; };
  switch (dice(style_.division ? 6 : 2)) {
    case 0: {
      const std::string name = fact({"e1", "e2"});
      return name.empty() ? literal(Kind::kDate) : name + ".orValue(" + make(Kind::kDate, depth) + ")";
    }
    case 1: {
      const std::string least = choose({"math.least(", "math.greatest("}) + moved();
      return least + ", " + moved() + ")";
    }
    case 2: {
      const std::string before = "latest_before(" + moved() + ", " + one_of(kPeriods);
      return before + make(Kind::kInt, depth) + "))";
    }
    default: {
      const std::string before = moved() + choose({" + ", " - "}) + one_of(kPeriods);
      return before + make(Kind::kInt, depth) + ")";
    }
  }
}

std::string ConditionMaker::texts(int depth) {
  switch (dice(5)) {
    case 0: {
      const std::string left = "(" + make(Kind::kTexts, depth) + ")";
      return left + " + (" + make(Kind::kTexts, depth) + ")";
    }
    case 1:
      return "[" + make(Kind::kString, depth) + "]";
    case 2:
      return with_variable(Kind::kString, make(Kind::kTexts, depth), "filter", Kind::kBool, depth);
    case 3:
      return with_variable(Kind::kString, make(Kind::kTexts, depth), "map", Kind::kString, depth);
    default:
      return fact_or_literal(Kind::kTexts);
  }
}

std::string ConditionMaker::numbers(int depth) {
  switch (dice(depth > 0 ? 5 : 2)) {
    case 0:
      return "[" + literal(Kind::kInt) + ", " + literal(Kind::kInt) + ", " + literal(Kind::kInt) + "]";
    case 1:
      return "[" + fact_or_literal(Kind::kInt) + ", " + fact_or_literal(Kind::kInt) + "]";
    case 2:
      return with_variable(Kind::kString, make(Kind::kTexts, depth - 1), "map", Kind::kInt, depth - 1);
    case 3:
      return with_variable(Kind::kInt, numbers(depth - 1), "map", Kind::kInt, depth - 1);
    default:
      return with_variable(Kind::kInt, numbers(depth - 1), "filter", Kind::kBool, depth - 1);
  }
}

}  // namespace reference
