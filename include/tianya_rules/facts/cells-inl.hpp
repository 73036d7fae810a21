// SPDX-License-Identifier: Apache-2.0
/// Cells: whether a value fits an attribute, and in which words it is refused. One set of rules for JSON, CSV and assumptions.
/// Internal to the facts floor.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/facts/schema-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

inline constexpr std::int64_t kMaxFactInt = std::int64_t{1} << 53;

/// A value that fits, by the member's kind: `integer` is an int, a day number, a label's index or a bool.
struct CellValue {
  bool null = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string text;
  std::vector<std::string> texts;
};

/// Why a value does not fit. No `code`: it does.
struct Refusal {
  const char* code = nullptr;
  std::string help;
  explicit operator bool() const { return code != nullptr; }
};

/// `YYYY-MM-DD` within the range of Date, fast.
inline bool parse_day(const char* text, std::int32_t& days) {
  const auto two = [text](int at, unsigned& value) {
    const unsigned tens = static_cast<unsigned char>(text[at]) - '0', ones = static_cast<unsigned char>(text[at + 1]) - '0';
    value = tens * 10 + ones;
    return tens <= 9 && ones <= 9;
  };
  unsigned century = 0, year = 0, month = 0, day = 0;
  if (!two(0, century) || !two(2, year) || text[4] != '-' || !two(5, month) || text[7] != '-' || !two(8, day)) return false;
  const int full_year = static_cast<int>(century * 100 + year);
  if (!Date::exists(full_year, month, day)) return false;
  days = static_cast<std::int32_t>(days_from_civil(full_year, month, day));
  return true;
}

enum class Integral : std::uint8_t { kYes, kFraction, kTooLarge };

/// A JSON number token as an int, exactly: 3, 3.0 and 30e-1 are 3.
inline Integral integral_value(std::string_view number, std::int64_t& value) {
  const bool negative = number.front() == '-';
  if (negative) number.remove_prefix(1);
  const std::size_t e = std::min(number.find_first_of("eE"), number.size());
  std::int64_t exponent = 0;
  if (e < number.size()) {
    const bool minus = number[e + 1] == '-';
    for (const char c : number.substr(e + 1)) {
      if (c >= '0' && c <= '9' && exponent < 1'000'000'000) exponent = exponent * 10 + (c - '0');
    }
    if (minus) exponent = -exponent;
  }
  std::string digits;
  const std::string_view mantissa = number.substr(0, e);
  const std::size_t point = mantissa.find('.');
  for (const char c : mantissa) {
    if (c != '.' && (c != '0' || !digits.empty())) digits += c;
  }
  if (point != std::string_view::npos) exponent -= static_cast<std::int64_t>(mantissa.size() - point - 1);
  while (!digits.empty() && digits.back() == '0') digits.pop_back(), ++exponent;
  value = 0;
  if (digits.empty()) return Integral::kYes;
  if (exponent < 0) return Integral::kFraction;
  if (static_cast<std::int64_t>(digits.size()) + exponent > 16) return Integral::kTooLarge;
  digits.append(static_cast<std::size_t>(exponent), '0');
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (value > kMaxFactInt) return Integral::kTooLarge;
  if (negative) value = -value;
  return Integral::kYes;
}

inline Refusal accept_range(const Member& member, std::int64_t value) {
  const Attribute* attribute = member.attribute;
  if (attribute == nullptr) return {};
  if (attribute->min && value < *attribute->min) return {"out-of-range", {}};
  if (attribute->max && value > *attribute->max) return {"out-of-range", {}};
  return {};
}

/// `number` is a token by JSON's grammar.
inline Refusal accept_number(const Member& member, std::string_view number, CellValue& out) {
  if (member.kind == CellKind::kDouble) {
    const auto result = std::from_chars(number.data(), number.data() + number.size(), out.real);
    if (result.ec == std::errc()) return {};
    return {"out-of-range", "numbers run up to 1.7976931348623157e308, and no nearer to 0 than 2.2250738585072014e-308"};
  }
  switch (integral_value(number, out.integer)) {
    case Integral::kFraction:
      return {"wrong-type", {}};
    case Integral::kTooLarge:
      return {"out-of-range", "whole numbers run from -9007199254740992 to 9007199254740992"};
    case Integral::kYes:
      break;
  }
  return accept_range(member, out.integer);
}

inline std::string name_labels(const Member& member) {
  std::string text = "the labels are ";
  const std::vector<std::string>& labels = member.labels();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    text += (i == 0 ? "`" : i + 1 == labels.size() ? " and `" : ", `") + labels[i] + '`';
    const std::vector<LocalizedText>& shown = member.attribute->enum_labels;
    if (i < shown.size() && !shown[i].zh.empty()) text += ' ' + shown[i].zh;
  }
  return text;
}

/// The index of the label that `text` means though it is not written so, or none.
inline std::optional<std::size_t> meant_label(const Member& member, std::string_view text) {
  const std::vector<LocalizedText>& shown = member.attribute->enum_labels;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (!text.empty() && (text == shown[i].zh || text == shown[i].en)) return i;
  }
  std::vector<std::string_view> labels(member.labels().begin(), member.labels().end());
  const std::string near = nearest(text, labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!near.empty() && labels[i] == near) return i;
  }
  return std::nullopt;
}

inline Refusal accept_label(const Member& member, std::string_view text, CellValue& out) {
  const std::vector<std::string>& labels = member.labels();
  const auto found = std::find(labels.begin(), labels.end(), text);
  if (found != labels.end()) return out.integer = found - labels.begin(), Refusal{};
  std::string help = name_labels(member);
  if (const auto meant = meant_label(member, text)) help += "; did you mean `" + labels[*meant] + "`?";
  return {"undeclared-label", std::move(help)};
}

inline Refusal accept_date(std::string_view text, CellValue& out) {
  std::int32_t days = 0;
  if (text.size() == 10 && parse_day(text.data(), days)) return out.integer = days, Refusal{};
  const Result<Date> parsed = Date::parse(text);
  return {"invalid-date", parsed.ok() || parsed.diagnostics().items().empty() ? "" : parsed.diagnostics().items().front().help};
}

inline bool equal_ascii_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
         });
}

/// How to mend a word that somebody wrote where true or false is wanted.
inline std::string bool_help(std::string_view text) {
  for (const std::string_view yes : {"true", "yes", "y", "t", "1"}) {
    if (equal_ascii_case(text, yes)) return "write `true`";
  }
  for (const std::string_view no : {"false", "no", "n", "f", "0"}) {
    if (equal_ascii_case(text, no)) return "write `false`";
  }
  if (text == "是" || text == "有") return "是 is written `true`";
  if (text == "否" || text == "无") return "否 is written `false`";
  return {};
}

/// What a value of the member looks like, for a message.
inline LocalizedText expected_of(const Member& member) {
  LocalizedText text;
  switch (member.kind) {
    case CellKind::kId:
      text = {"非空文本", "a text that is not empty"};
      break;
    case CellKind::kBool:
      text = {"true 或 false", "true or false"};
      break;
    case CellKind::kInt: {
      text = {"整数", "a whole number"};
      const auto &min = member.attribute->min, &max = member.attribute->max;
      if (min && max) {
        text.zh = std::to_string(*min) + " 至 " + std::to_string(*max) + " 的整数";
        text.en += " from " + std::to_string(*min) + " to " + std::to_string(*max);
      } else if (min) {
        text.zh = "不小于 " + std::to_string(*min) + " 的整数", text.en += " of at least " + std::to_string(*min);
      } else if (max) {
        text.zh = "不大于 " + std::to_string(*max) + " 的整数", text.en += " of at most " + std::to_string(*max);
      }
      break;
    }
    case CellKind::kDouble:
      text = {"数字", "a number"};
      break;
    case CellKind::kDate:
      text = {"日期 YYYY-MM-DD", "a date as `YYYY-MM-DD`"};
      break;
    case CellKind::kCode:
      text = {"已声明的代码之一", "one of its labels"};
      break;
    case CellKind::kText:
      text = {"文本", "a text"};
      break;
    case CellKind::kTexts:
      text = {"文本列表", "a list of texts"};
      break;
  }
  if (member.nullable) text.zh += " 或 null", text.en += " or null";
  return text;
}

/// Help where `name` is no key of the entity: what was probably meant.
inline std::string suggest_member(const EntitySchema& schema, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Member& member : schema.members()) {
    names.push_back(member.name);
    const LocalizedText& label = schema.label(member);
    if (!name.empty() && (name == label.zh || name == label.en)) return "its name is `" + member.name + '`';
  }
  const std::string near = nearest(name, names);
  if (near.empty()) return {};
  const std::string& zh = schema.label(schema.members()[schema.find(near)]).zh;
  return "did you mean `" + near + (zh.empty() ? "`?" : "` " + zh + '?');
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
