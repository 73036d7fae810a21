// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/report/wording.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

inline bool is_constant_null(const Typed& node) { return node.kind == TypedKind::kConstant && node.constant.is_null; }

inline bool is_comparison(KernelId kernel) { return contrary(kernel) != KernelId::kNone; }

}  // namespace report_internal

TIANYA_RULES_INLINE std::string Wording::yes_no(const std::string& what, bool holds) const {
  return what + (chinese() ? (holds ? "：是" : "：否") : (holds ? ": yes" : ": no"));
}

TIANYA_RULES_INLINE std::string Wording::source_text(const Typed& node) const {
  if (!node.span.source || node.span.end > node.span.source->text.size() || node.span.begin >= node.span.end) return "…";
  return '`' + node.span.source->text.substr(node.span.begin, node.span.end - node.span.begin) + '`';
}

TIANYA_RULES_INLINE void Wording::note_reading(const Typed& node) {
  const auto reading = model_.find_reading(std::string_view(node.name).substr(0, node.name.find('.')));
  if (reading && std::find(readings_.begin(), readings_.end(), *reading) == readings_.end()) readings_.push_back(*reading);
}

TIANYA_RULES_INLINE std::string Wording::joined(const std::vector<TypedPtr>& children, bool conjunction, bool holds) {
  const bool all = conjunction == holds;  // the contrary of "all" is "any of the contraries"
  std::string out;
  for (const TypedPtr& child : children) {
    if (!out.empty()) out += all ? pick("，且", " and ") : pick("，或", " or ");
    const bool compound = child->kind == TypedKind::kAnd || child->kind == TypedKind::kOr;
    const std::string inner = clause(*child, holds);
    out += compound ? pick("（", "(") + inner + pick("）", ")") : inner;
  }
  return out;
}

TIANYA_RULES_INLINE std::string Wording::clause(const Typed& node, bool holds) {
  switch (node.kind) {
    case TypedKind::kConstant:
      return (node.constant.integer != 0) == holds ? pick("总是成立", "always") : pick("从不成立", "never");
    case TypedKind::kAttribute:
    case TypedKind::kDerived:
      return yes_no(term(node), holds);
    case TypedKind::kMet: {
      const Norm& norm = model_.norms[static_cast<std::size_t>(node.index)];
      const std::string title = norm.title.empty() ? norm.id : norm.title.in(words_.language());
      if (chinese()) return "“" + title + "”" + (holds ? "成立" : "不成立");
      return "“" + title + (holds ? "” holds" : "” does not hold");
    }
    case TypedKind::kReading:
      note_reading(node);
      return clause(*node.children[0], holds);
    case TypedKind::kNot:
      return clause(*node.children[0], !holds);
    case TypedKind::kAnd:
      return joined(node.children, true, holds);
    case TypedKind::kOr:
      return joined(node.children, false, holds);
    case TypedKind::kCall:
      return call_clause(node, holds);
    case TypedKind::kComprehension:
      return comprehension(node, holds);
    case TypedKind::kIf: {
      const std::string test = clause(*node.children[0]), then = clause(*node.children[1], holds),
                        otherwise = clause(*node.children[2], holds);
      return chinese() ? "若" + test + "，则" + then + "；否则" + otherwise
                       : "if " + test + ", then " + then + "; otherwise " + otherwise;
    }
    default:
      return yes_no(source_text(node), holds);
  }
}

TIANYA_RULES_INLINE std::string Wording::null_test(const Typed& node, bool is_null) {
  const std::string what = term(node);
  if (node.type.is(TypeKind::kDate)) {
    if (chinese()) return what + (is_null ? "：尚未发生" : "：已发生");
    return what + (is_null ? ": has not happened" : ": has happened");
  }
  if (chinese()) return what + (is_null ? "：无" : "：有");
  return what + (is_null ? ": none" : ": there is one");
}

TIANYA_RULES_INLINE std::string Wording::comparison(const Typed& node, KernelId kernel) {
  const Typed* left = node.children[0].get();
  const Typed* right = node.children[1].get();
  const bool equality = kernel == KernelId::kEqual || kernel == KernelId::kNotEqual;
  if (left->kind == TypedKind::kConstant && right->kind != TypedKind::kConstant) {
    std::swap(left, right);
    kernel = mirrored(kernel);
  }
  if (equality && report_internal::is_constant_null(*right)) return null_test(*left, kernel == KernelId::kEqual);
  if (equality && left->type.is(TypeKind::kBool) && right->kind == TypedKind::kConstant) {
    return clause(*left, (kernel == KernelId::kEqual) == (right->constant.integer != 0));
  }
  const bool date = left->type.is(TypeKind::kDate);
  const std::string a = date ? date_operand(*left) : term(*left), b = date ? date_operand(*right) : term(*right);
  const auto say = [&](const char* zh, const char* en) { return a + (chinese() ? zh : en) + b; };
  if (left->type.is(TypeKind::kString) || left->type.is(TypeKind::kBool)) {
    return kernel == KernelId::kEqual ? say("：", ": ") : say("不是", ": not ");
  }
  switch (kernel) {
    case KernelId::kLess:
      return date ? say("早于", " is before ") : say(" < ", " < ");
    case KernelId::kLessEqual:
      return date ? say("不晚于", " is not after ") : say(" ≤ ", " ≤ ");
    case KernelId::kGreater:
      return date ? say("晚于", " is after ") : say(" > ", " > ");
    case KernelId::kGreaterEqual:
      return date ? say("不早于", " is not before ") : say(" ≥ ", " ≥ ");
    case KernelId::kEqual:
      return date ? say("就是", " is ") : say(" = ", " = ");
    default:
      return date ? say("不是", " is not ") : say(" ≠ ", " ≠ ");
  }
}

TIANYA_RULES_INLINE std::string Wording::call_clause(const Typed& node, bool holds) {
  if (report_internal::is_comparison(node.kernel)) return comparison(node, holds ? node.kernel : contrary(node.kernel));
  const auto relation = [&](const char* zh, const char* zh_not, const char* en, const char* en_not, bool swapped = false) {
    const std::string a = term(*node.children[swapped ? 1 : 0]), b = term(*node.children[swapped ? 0 : 1]);
    return a + (chinese() ? (holds ? zh : zh_not) : (holds ? en : en_not)) + b;
  };
  switch (node.kernel) {
    case KernelId::kContains:
      return relation("包含", "不包含", " contains ", " does not contain ");
    case KernelId::kStartsWith:
      return relation("开头是", "开头不是", " begins with ", " does not begin with ");
    case KernelId::kEndsWith:
      return relation("结尾是", "结尾不是", " ends with ", " does not end with ");
    case KernelId::kInList:
      return relation("属于", "不属于", " is one of ", " is none of ");
    case KernelId::kOrValue:
      return yes_no(call_term(node), holds);
    default:
      return yes_no(source_text(node), holds);
  }
}

/// Some item of a list contains one of another list's: the shape in which phrases are looked for.
TIANYA_RULES_INLINE std::optional<std::string> Wording::one_of_list(const Typed& node, bool holds) {
  const auto some = [](const Typed& n) {
    return n.kind == TypedKind::kComprehension && n.macro == Macro::kExists && n.children.size() == 2;
  };
  if (!some(node) || !some(*node.children[1])) return std::nullopt;
  const Typed &inner = *node.children[1], &test = *inner.children[1];
  const auto variable = [](const Typed& n, std::int32_t index) { return n.kind == TypedKind::kVariable && n.index == index; };
  const bool shape = test.kind == TypedKind::kCall && test.kernel == KernelId::kContains &&
                     variable(*test.children[0], node.index) && variable(*test.children[1], inner.index);
  if (!shape) return std::nullopt;
  const std::string list = term(*node.children[0]), phrases = term(*inner.children[0]);
  if (chinese()) return list + (holds ? "中有一项包含下列之一：" : "中没有一项包含下列任何一个：") + phrases;
  return list + (holds ? ": some item contains one of " : ": no item contains any of ") + phrases;
}

TIANYA_RULES_INLINE std::string Wording::comprehension(const Typed& node, bool holds) {
  if (const std::optional<std::string> phrases = one_of_list(node, holds)) return *phrases;
  const bool all = node.macro == Macro::kAll;
  if (node.children.size() != 2 || !(all || node.macro == Macro::kExists)) return yes_no(source_text(node), holds);
  const std::string list = term(*node.children[0]);
  // "not every one is so" is "some one is not so".
  const std::string body = clause(*node.children[1], holds);
  if (all == holds) return chinese() ? list + "的每一项都满足：" + body : "for every item of " + list + ": " + body;
  return chinese() ? list + "中有一项满足：" + body : "for some item of " + list + ": " + body;
}

TIANYA_RULES_INLINE std::string Wording::term(const Typed& node) {
  const std::size_t attributes = words_.attribute_count();
  switch (node.kind) {
    case TypedKind::kConstant:
      return words_.value(node.constant, node.type);
    case TypedKind::kAttribute:
      return words_.fact(static_cast<std::size_t>(node.index));
    case TypedKind::kDerived:
      return words_.fact(attributes + static_cast<std::size_t>(node.index));
    case TypedKind::kVariable:
      return node.name.empty() ? pick("该项", "the item") : node.name;
    case TypedKind::kReading:
      return reading_term(node);
    case TypedKind::kCall:
      return call_term(node);
    case TypedKind::kIf: {
      const std::string test = clause(*node.children[0]), then = term(*node.children[1]), otherwise = term(*node.children[2]);
      return chinese() ? "（若" + test + "，则为" + then + "；否则为" + otherwise + "）"
                       : "(" + then + " if " + test + ", otherwise " + otherwise + ")";
    }
    case TypedKind::kList: {
      std::string out;
      for (const TypedPtr& child : node.children) out += (out.empty() ? "" : pick("、", ", ")) + term(*child);
      return pick("（", "(") + out + pick("）", ")");
    }
    case TypedKind::kComprehension:
      return source_text(node);
    default:
      return node.type.is(TypeKind::kBool) ? clause(node) : source_text(node);
  }
}

TIANYA_RULES_INLINE std::string Wording::reading_term(const Typed& node) {
  note_reading(node);
  if (!short_answers_ || node.children[0]->kind != TypedKind::kIf) return term(*node.children[0]);
  const std::string label = words_.answer_label(readings_.back());
  return chinese() ? "“" + label + "”" : "“" + label + "”";
}

TIANYA_RULES_INLINE std::string Wording::call_term(const Typed& node) {
  const auto infix = [&](const char* sign) { return term(*node.children[0]) + sign + term(*node.children[1]); };
  switch (node.kernel) {
    case KernelId::kAddInt:
    case KernelId::kAddDouble:
      return infix(" + ");
    case KernelId::kSubtractInt:
    case KernelId::kSubtractDouble:
      return infix(" − ");
    case KernelId::kMultiplyInt:
    case KernelId::kMultiplyDouble:
      return infix(" × ");
    case KernelId::kOrValue: {
      const std::string a = term(*node.children[0]), b = term(*node.children[1]);
      return chinese() ? a + "（没有则取" + b + "）" : a + " (or, where there is none, " + b + ")";
    }
    case KernelId::kLeast:
    case KernelId::kGreatest: {
      const std::string a = term(*node.children[0]), b = term(*node.children[1]);
      const bool least = node.kernel == KernelId::kLeast;
      if (!chinese()) return std::string(least ? "the lesser of " : "the greater of ") + a + " and " + b;
      return a + "与" + b + (least ? "中较小者" : "中较大者");
    }
    case KernelId::kIdentity:
      return term(*node.children[0]);
    case KernelId::kSizeList:
      return term(*node.children[0]) + pick("的项数", " (number of items)");
    default:
      return date_term(node);
  }
}

TIANYA_RULES_INLINE std::string Wording::period(const Typed& node) {
  if (node.kind == TypedKind::kReading) {
    note_reading(node);
    return period(*node.children[0]);
  }
  const auto amount = [&](std::int64_t n, const char* zh, const char* en) {
    return chinese() ? std::to_string(n) + zh : std::to_string(n) + ' ' + en + (n == 1 ? "" : "s");
  };
  if (node.kind == TypedKind::kConstant) {
    std::string out;
    const auto add = [&](std::int64_t n, const char* zh, const char* en) {
      if (n != 0) out += (out.empty() || chinese() ? "" : " ") + amount(n, zh, en);
    };
    add(node.constant.years, " 年", "year"), add(node.constant.months, " 个月", "month"), add(node.constant.days, " 天", "day");
    return out.empty() ? amount(0, " 天", "day") : out;
  }
  if (node.kind != TypedKind::kCall) return source_text(node);
  const bool one = node.children.size() == 1 && node.children[0]->kind == TypedKind::kConstant;
  const auto unit = [&](const char* zh, const char* en) {
    if (one) return amount(node.children[0]->constant.integer, zh, en);
    return term(*node.children[0]) + (chinese() ? std::string(zh) : ' ' + std::string(en) + 's');
  };
  switch (node.kernel) {
    case KernelId::kDays:
      return unit(" 天", "day");
    case KernelId::kMonths:
      return unit(" 个月", "month");
    case KernelId::kYears:
      return unit(" 年", "year");
    default:
      return source_text(node);
  }
}

/// In English a label inside a phrase needs marks to be told from it: 6 days after “from”.
TIANYA_RULES_INLINE std::string Wording::date_operand(const Typed& node) {
  const std::string text = term(node);
  return node.kind == TypedKind::kAttribute && !chinese() ? "“" + text + "”" : text;
}

TIANYA_RULES_INLINE std::string Wording::date_term(const Typed& node) {
  const auto workdays = [&](std::int64_t n) {
    if (chinese()) return std::to_string(n) + " 个工作日";
    return std::to_string(n) + (n == 1 ? " working day" : " working days");
  };
  switch (node.kernel) {
    case KernelId::kAddPeriod:
    case KernelId::kSubtractPeriod: {
      const std::string date = date_operand(*node.children[0]), span = period(*node.children[1]);
      const bool later = node.kernel == KernelId::kAddPeriod;
      return chinese() ? date + (later ? "后 " : "前 ") + span : span + (later ? " after " : " before ") + date;
    }
    case KernelId::kLatestBefore: {
      const std::string date = date_operand(*node.children[0]), span = period(*node.children[1]);
      return chinese() ? "加 " + span + "仍不晚于" + date + "的最后一天"
                       : "the last day that with " + span + " added is not after " + date;
    }
    case KernelId::kAddWorkdays: {
      const std::string date = date_operand(*node.children[0]);
      const Typed& n = *node.children[1];
      if (n.kind == TypedKind::kConstant) {
        const std::int64_t count = n.constant.integer;
        const bool later = count >= 0;
        const std::string span = workdays(later ? count : -count);
        return chinese() ? date + (later ? "后 " : "前 ") + span : span + (later ? " after " : " before ") + date;
      }
      const std::string count = term(n);
      return chinese() ? date + "后 " + count + " 个工作日" : count + " working days after " + date;
    }
    case KernelId::kCountWorkdays: {
      const std::string a = date_operand(*node.children[0]), b = date_operand(*node.children[1]);
      return chinese() ? a + "之后至" + b + "的工作日数" : "working days after " + a + " through " + b;
    }
    case KernelId::kDays:
    case KernelId::kMonths:
    case KernelId::kYears:
      return period(node);
    default:
      return source_text(node);
  }
}

TIANYA_RULES_END_NAMESPACE
