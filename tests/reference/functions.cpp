// SPDX-License-Identifier: Apache-2.0
// Functions of the slow evaluator: strings, conversions, dates, working days. Operands are known.
#include <re2/re2.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "reference/evaluate.hpp"
#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/calendar/date.hpp"

namespace reference {

using tianya_rules::KernelId;
using tianya_rules::Period;
using tianya_rules::Typed;

namespace {

Value matches(const std::string& text, const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  if (pattern.size() > tianya_rules::kMaxRegexBytes) return Value::failed("bad_pattern");
  const re2::RE2 compiled(pattern, options);
  return compiled.ok() ? Value::of(re2::RE2::PartialMatch(text, compiled)) : Value::failed("bad_pattern");
}

/// Towards zero; the range is open on both sides, although -2^63 would fit.
Value int_of(double value) {
  if (!(value > -0x1p63 && value < 0x1p63)) return Value::failed("overflow");
  return Value::of(static_cast<std::int64_t>(value));
}

/// An optional sign and decimal digits, nothing else.
Value int_of(const std::string& text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  if (at == text.size()) return Value::failed("invalid_conversion");
  Wide magnitude = 0;
  for (; at < text.size(); ++at) {
    if (text[at] < '0' || text[at] > '9') return Value::failed("invalid_conversion");
    magnitude = magnitude * 10 + (text[at] - '0');
    if (magnitude > Wide{1} << 64) return Value::failed("invalid_conversion");
  }
  const Wide value = text[0] == '-' ? -magnitude : magnitude;
  if (value < INT64_MIN || value > INT64_MAX) return Value::failed("invalid_conversion");
  return Value::of(static_cast<std::int64_t>(value));
}

/// A decimal number or `inf`, `infinity`, `nan` in any case, with an optional sign; what is too large or small becomes what a
/// literal would.
Value double_of(const std::string& text) {
  const char* const end = text.data() + text.size();
  const bool plus = !text.empty() && text[0] == '+';
  if (plus && text.size() > 1 && text[1] == '-') return Value::failed("invalid_conversion");
  double value = 0;
  const auto parsed = std::from_chars(text.data() + (plus ? 1 : 0), end, value);
  if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) return Value::failed("invalid_conversion");
  if (parsed.ec == std::errc::result_out_of_range) value = std::strtod(text.c_str(), nullptr);  // infinite or 0
  // `nan(…)` with a payload is a number to from_chars only.
  if (text.find('(') != std::string::npos) return Value::failed("invalid_conversion");
  return Value::of(value);
}

Value bool_of(const std::string& text) {
  for (const char* word : {"1", "t", "true", "TRUE", "True"}) {
    if (text == word) return Value::of(true);
  }
  for (const char* word : {"0", "f", "false", "FALSE", "False"}) {
    if (text == word) return Value::of(false);
  }
  return Value::failed("invalid_conversion");
}

/// The shortest digits that read back the same, with an exponent from 1e+06 on and below 1e-04.
std::string text_of(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general).ptr};
}

Value later(std::int64_t day, const Period& period) {
  const auto moved = tianya_rules::add_days(static_cast<std::int32_t>(day), period, tianya_rules::Rounding::down);
  return moved ? Value::of(Day{*moved}) : Value::failed("date_out_of_range");
}

Value earlier(std::int64_t day, const Period& period) {
  const auto back = period.negated();
  return back ? later(day, *back) : Value::failed("date_out_of_range");
}

Value latest_before(std::int64_t day, const Period& period) {
  const auto found = tianya_rules::latest_before_days(static_cast<std::int32_t>(day), period);
  return found ? Value::of(Day{*found}) : Value::failed("date_out_of_range");
}

/// Day by day. A day that is not published leaves the answer unknown.
Value add_workdays(std::int64_t day, std::int64_t count, const tianya_rules::WorkingCalendar& calendar) {
  const int step = count < 0 ? -1 : 1;
  bool unpublished = false;
  while (count != 0) {
    day += step;
    if (!tianya_rules::Date::in_range(day)) return Value::failed("calendar_not_covered");
    const tianya_rules::DayStatus status = calendar.day(static_cast<std::int32_t>(day));
    if (!status.covered) return Value::failed("calendar_not_covered");
    unpublished = unpublished || !status.published;
    if (status.works) count -= step;
  }
  return unpublished ? Value::absent() : Value::of(Day{day});
}

Value count_workdays(std::int64_t from, std::int64_t to, const tianya_rules::WorkingCalendar& calendar) {
  std::int64_t count = 0;
  bool unpublished = false;
  for (std::int64_t day = std::min(from, to) + 1; day <= std::max(from, to); ++day) {
    const tianya_rules::DayStatus status = calendar.day(static_cast<std::int32_t>(day));
    if (!status.covered) return Value::failed("calendar_not_covered");
    unpublished = unpublished || !status.published;
    count += status.works ? 1 : 0;
  }
  return unpublished ? Value::absent() : Value::of(from <= to ? count : -count);
}

std::string label_of(const Typed& label, std::int64_t code) {
  return label.type.enumeration->labels.at(static_cast<std::size_t>(code));
}

}  // namespace

Value apply(const Typed& call, const List& operands, const FindCalendar& find_calendar) {
  const Value& a = operands[0];
  const Value& b = operands.size() > 1 ? operands[1] : a;
  const auto calendar = [&] { return find_calendar(std::get<CalendarText>(operands[2].value).text); };
  const auto period = [&] { return std::get<Period>(b.value); };
  const auto size = [](std::size_t n) { return Value::of(static_cast<std::int64_t>(n)); };
  switch (call.kernel) {
    case KernelId::kSizeString:
      return size(tianya_rules::count_code_points(a.text()));
    case KernelId::kSizeList:
      return size(a.list().size());
    case KernelId::kContains:
      return Value::of(a.text().find(b.text()) != std::string::npos);
    case KernelId::kStartsWith:
      return Value::of(a.text().compare(0, b.text().size(), b.text()) == 0);
    case KernelId::kEndsWith:
      return Value::of(a.text().size() >= b.text().size() && a.text().substr(a.text().size() - b.text().size()) == b.text());
    case KernelId::kMatches:
      return matches(a.text(), b.text());
    case KernelId::kIntToDouble:
      return Value::of(static_cast<double>(a.integer()));
    case KernelId::kDoubleToInt:
      return int_of(a.real());
    case KernelId::kStringToInt:
      return int_of(a.text());
    case KernelId::kStringToDouble:
      return double_of(a.text());
    case KernelId::kIntToString:
      return Value::of(std::to_string(a.integer()));
    case KernelId::kDoubleToString:
      return Value::of(text_of(a.real()));
    case KernelId::kBoolToString:
      return Value::of(std::string(a.is_true() ? "true" : "false"));
    case KernelId::kStringToBool:
      return bool_of(a.text());
    case KernelId::kEnumToString:
      return Value::of(label_of(*call.children[0], a.integer()));
    case KernelId::kIdentity:
      return a;
    case KernelId::kDays:
      return Value::of(Period::of_days(a.integer()));
    case KernelId::kMonths:
      return Value::of(Period::of_months(a.integer()));
    case KernelId::kYears:
      return Value::of(Period::of_years(a.integer()));
    case KernelId::kAddPeriod:
      return later(a.day(), period());
    case KernelId::kSubtractPeriod:
      return earlier(a.day(), period());
    case KernelId::kLatestBefore:
      return latest_before(a.day(), period());
    case KernelId::kAddWorkdays:
      return b.integer() == 0 ? a : add_workdays(a.day(), b.integer(), calendar());
    case KernelId::kCountWorkdays:
      return count_workdays(a.day(), b.day(), calendar());
    default:
      return apply_operator(call.kernel, operands);
  }
}

}  // namespace reference
