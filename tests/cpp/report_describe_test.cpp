// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "cpp/facts_sample.hpp"
#include "tianya_rules/report/describe.hpp"

namespace {
using namespace tianya_rules;
using K = KernelId;

/// A rulebook with the sample vocabulary, one reading of two answers, and one norm to refer to.
RulebookModel sample_model() {
  RulebookModel model;
  model.vocabulary = facts_sample::vocabulary();
  Reading often;
  often.id = "often";
  often.label = {"多次", "several times"};
  Answer three, two;
  three.id = "three", three.label = {"含三次", "three counts"}, three.basis = {"惯例", "usage"};
  two.id = "two", two.label = {"两次", "twice"};
  often.answers = {three, two};
  model.readings = {often};
  Norm norm;
  norm.id = "art1", norm.title = {"按时", "in time"};
  model.norms = {norm};
  return model;
}

struct Words {
  RulebookModel model = sample_model();
  ReadingChoice choice{{0}, {}};
  [[nodiscard]] Describer in(Language language) const { return Describer(model, choice, 0, language); }
  [[nodiscard]] const Type& type(std::size_t attribute) const { return model.vocabulary.entities[0].attributes[attribute].type; }
};

TypedPtr node(TypedKind kind, Type type, std::vector<TypedPtr> children = {}, K kernel = K::kNone, std::int32_t index = 0) {
  auto made = std::make_shared<Typed>();
  made->kind = kind, made->type = std::move(type), made->children = std::move(children), made->kernel = kernel, made->index = index;
  return made;
}

TypedPtr constant(Type type, std::int64_t integer, bool is_null = false) {
  auto made = std::make_shared<Typed>();
  made->type = std::move(type), made->constant.integer = integer, made->constant.is_null = is_null;
  return made;
}

TypedPtr text(std::string value) {
  auto made = std::make_shared<Typed>();
  made->type = Type::of(TypeKind::kString), made->constant.text = std::move(value);
  return made;
}

const Type kBool = Type::of(TypeKind::kBool), kInt = Type::of(TypeKind::kInt), kDate = Type::of(TypeKind::kDate),
           kPeriod = Type::of(TypeKind::kPeriod);

TypedPtr null_of(const Type& type) { return constant(type, 0, true); }
TypedPtr call(K kernel, std::vector<TypedPtr> children, Type type = kBool) {
  return node(TypedKind::kCall, std::move(type), std::move(children), kernel);
}
TypedPtr negation(TypedPtr of) { return node(TypedKind::kNot, kBool, {std::move(of)}); }
TypedPtr both(TypedPtr a, TypedPtr b) { return node(TypedKind::kAnd, kBool, {std::move(a), std::move(b)}); }
TypedPtr either(TypedPtr a, TypedPtr b) { return node(TypedKind::kOr, kBool, {std::move(a), std::move(b)}); }
TypedPtr reading(TypedPtr answer) {
  auto made = std::make_shared<Typed>(*node(TypedKind::kReading, answer->type, {answer}));
  made->name = "often";
  return made;
}
}  // namespace

TEST_CASE("describe: conditions in both languages") {
  const Words words;
  const auto fact = [&](std::int32_t index) {
    return node(TypedKind::kAttribute, words.type(static_cast<std::size_t>(index)), {}, K::kNone, index);
  };
  const TypedPtr kind = fact(0), sent = fact(1), done = fact(2), open = fact(3), limit = fact(4), errors = fact(5), said = fact(8);
  const TypedPtr item = node(TypedKind::kVariable, Type::of(TypeKind::kString));
  const auto some = [&](Macro macro) {
    auto made = std::make_shared<Typed>(*node(TypedKind::kComprehension, kBool, {said, call(K::kContains, {item, text("忙")})}));
    made->macro = macro;
    return made;
  };
  struct Row {
    TypedPtr atom;
    const char* zh;
    const char* en;
  };
  const Row rows[] = {
      {open, "公开：是", "公开: yes"},
      {negation(open), "公开：否", "公开: no"},
      {node(TypedKind::kDerived, kBool), "适用：是", "in scope: yes"},
      {call(K::kEqual, {open, constant(kBool, 0)}), "公开：否", "公开: no"},
      {call(K::kEqual, {kind, constant(words.type(0), 1)}), "类型：限时办件", "类型: time limited"},
      {call(K::kNotEqual, {kind, constant(words.type(0), 0)}), "类型不是即办", "类型: not quick"},
      {negation(call(K::kEqual, {constant(words.type(0), 0), kind})), "类型不是即办", "类型: not quick"},
      {call(K::kGreaterEqual, {errors, constant(kInt, 3)}), "差错 ≥ 3", "差错 ≥ 3"},
      {call(K::kGreaterEqual, {constant(kInt, 3), errors}), "差错 ≤ 3", "差错 ≤ 3"},
      {negation(call(K::kLess, {errors, constant(kInt, 3)})), "差错 ≥ 3", "差错 ≥ 3"},
      {call(K::kGreaterEqual, {errors, reading(constant(kInt, 3))}), "差错 ≥ 3（读法“多次”：含三次）",
       "差错 ≥ 3 (reading “several times”: three counts)"},
      {reading(open), "公开：是（读法“多次”：含三次）", "公开: yes (reading “several times”: three counts)"},
      {call(K::kEqual, {done, null_of(words.type(2))}), "办结日期：尚未发生", "办结日期: has not happened"},
      {call(K::kNotEqual, {done, null_of(words.type(2))}), "办结日期：已发生", "办结日期: has happened"},
      {call(K::kEqual, {limit, null_of(words.type(4))}), "时限：无", "时限: none"},
      {call(K::kNotEqual, {limit, null_of(words.type(4))}), "时限：有", "时限: there is one"},
      {call(K::kLessEqual, {done, sent}), "办结日期不晚于收件日期", "“办结日期” is not after “收件日期”"},
      {call(K::kGreaterEqual, {done, sent}), "办结日期不早于收件日期", "“办结日期” is not before “收件日期”"},
      {call(K::kLess, {done, sent}), "办结日期早于收件日期", "“办结日期” is before “收件日期”"},
      {both(open, negation(open)), "公开：是，且公开：否", "公开: yes and 公开: no"},
      {negation(both(open, open)), "公开：否，或公开：否", "公开: no or 公开: no"},
      {both(open, either(open, open)), "公开：是，且（公开：是，或公开：是）", "公开: yes and (公开: yes or 公开: yes)"},
      {node(TypedKind::kMet, kBool), "“按时”成立", "“in time” holds"},
      {negation(node(TypedKind::kMet, kBool)), "“按时”不成立", "“in time” does not hold"},
      {constant(kBool, 1), "总是成立", "always"},
      {negation(constant(kBool, 1)), "从不成立", "never"},
      {some(Macro::kExists), "说过的话中有一项满足：该项包含“忙”", "for some item of 说过的话: the item contains “忙”"},
      {negation(some(Macro::kExists)), "说过的话的每一项都满足：该项不包含“忙”",
       "for every item of 说过的话: the item does not contain “忙”"},
      {some(Macro::kAll), "说过的话的每一项都满足：该项包含“忙”", "for every item of 说过的话: the item contains “忙”"},
      {node(TypedKind::kIf, kBool, {open, negation(open), open}), "若公开：是，则公开：否；否则公开：是",
       "if 公开: yes, then 公开: no; otherwise 公开: yes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.zh);
    CHECK(words.in(Language::kChinese).condition(*row.atom) == row.zh);
    CHECK(words.in(Language::kEnglish).condition(*row.atom) == row.en);
  }
}

TEST_CASE("describe: values of dates and numbers in both languages") {
  const Words words;
  const auto fact = [&](std::int32_t index) {
    return node(TypedKind::kAttribute, words.type(static_cast<std::size_t>(index)), {}, K::kNone, index);
  };
  const TypedPtr sent = fact(1), limit = fact(4), errors = fact(5);
  const TypedPtr cn = node(TypedKind::kConstant, Type::of(TypeKind::kCalendar));
  const auto days = [](std::int64_t n) { return call(K::kDays, {constant(kInt, n)}, kPeriod); };
  const auto months = [](std::int64_t n) { return call(K::kMonths, {constant(kInt, n)}, kPeriod); };
  struct Row {
    TypedPtr value;
    const char* zh;
    const char* en;
  };
  const Row rows[] = {
      {call(K::kSubtractPeriod, {sent, days(1)}, kDate), "收件日期前 1 天", "1 day before “收件日期”"},
      {call(K::kAddPeriod, {sent, days(6)}, kDate), "收件日期后 6 天", "6 days after “收件日期”"},
      {call(K::kSubtractPeriod, {sent, months(1)}, kDate), "收件日期前 1 个月", "1 month before “收件日期”"},
      {call(K::kLatestBefore, {sent, months(1)}, kDate), "加 1 个月仍不晚于收件日期的最后一天",
       "the last day that with 1 month added is not after “收件日期”"},
      {call(K::kAddWorkdays, {sent, constant(kInt, -1), cn}, kDate), "收件日期前 1 个工作日", "1 working day before “收件日期”"},
      {call(K::kAddWorkdays, {sent, constant(kInt, 5), cn}, kDate), "收件日期后 5 个工作日", "5 working days after “收件日期”"},
      {call(K::kAddWorkdays, {sent, limit, cn}, kDate), "收件日期后 时限 个工作日", "时限 working days after “收件日期”"},
      {call(K::kCountWorkdays, {sent, sent, cn}, kInt), "收件日期之后至收件日期的工作日数",
       "working days after “收件日期” through “收件日期”"},
      {call(K::kOrValue, {limit, errors}, kInt), "时限（没有则取差错）", "时限 (or, where there is none, 差错)"},
      {call(K::kLeast, {limit, errors}, kInt), "时限与差错中较小者", "the lesser of 时限 and 差错"},
      {call(K::kAddInt, {limit, constant(kInt, 2)}, kInt), "时限 + 2", "时限 + 2"},
      {node(TypedKind::kIf, kInt, {call(K::kEqual, {limit, null_of(words.type(4))}), errors, limit}),
       "（若时限：无，则为差错；否则为时限）", "(差错 if 时限: none, otherwise 时限)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.zh);
    CHECK(words.in(Language::kChinese).expression(*row.value) == row.zh);
    CHECK(words.in(Language::kEnglish).expression(*row.value) == row.en);
  }
}

TEST_CASE("describe: values as they were evaluated") {
  const Words words;
  const auto value = [](EvaluatedValue::State state, Type type, std::int64_t integer = 0) {
    EvaluatedValue made;
    made.state = state, made.type = std::move(type), made.value.integer = integer;
    return made;
  };
  using S = EvaluatedValue::State;
  struct Row {
    EvaluatedValue value;
    const char* zh;
    const char* en;
  };
  const Row rows[] = {
      {value(S::kAbsent, kBool), "未提供", "not given"},
      {value(S::kError, kInt), "无法算出", "cannot be worked out"},
      {value(S::kNull, words.type(2)), "尚未发生", "has not happened"},
      {value(S::kNull, words.type(4)), "无", "none"},
      {value(S::kKnown, kBool, 1), "是", "yes"},
      {value(S::kKnown, kInt, -3), "-3", "-3"},
      {value(S::kKnown, kDate, 0), "1970-01-01", "1970-01-01"},
      {value(S::kKnown, words.type(0), 1), "限时办件", "time limited"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.zh);
    CHECK(words.in(Language::kChinese).value(row.value) == row.zh);
    CHECK(words.in(Language::kEnglish).value(row.value) == row.en);
  }
  CHECK(words.in(Language::kEnglish).reading_with_basis(0) == "reading “several times”: three counts (usage)");
  CHECK(words.in(Language::kChinese).named_fact(4) == "时限（limit）");
}
