// SPDX-License-Identifier: Apache-2.0
#include "reference/value.hpp"

#include <cmath>
#include <cstdio>

#include "tianya_rules/calendar/date.hpp"

namespace reference {

namespace {
struct Shown {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g", value);
    const std::string text = std::isnan(value) ? "nan" : buffer;
    return text.find_first_of(".einf") == std::string::npos ? text + ".0" : text;
  }
  std::string operator()(const std::string& value) const { return '"' + value + '"'; }
  std::string operator()(Day value) const { return tianya_rules::Date::from_days(static_cast<std::int32_t>(value.number)).iso(); }
  std::string operator()(const tianya_rules::Period& value) const { return value.text(); }
  std::string operator()(const CalendarText& value) const { return "calendar " + value.text; }
  std::string operator()(const List& value) const {
    std::string text;
    for (const Value& element : value) text += (text.empty() ? "" : ", ") + to_string(element);
    return '[' + text + ']';
  }
};
}  // namespace

std::string to_string(const Value& value) {
  switch (value.state) {
    case Value::State::kNull:
      return "null";
    case Value::State::kAbsent:
      return "absent";
    case Value::State::kError:
      return "error";
    case Value::State::kKnown:
      break;
  }
  return std::visit(Shown{}, value.value);
}

bool identical(const Value& a, const Value& b) {
  if (a.state != b.state || (a.is_known() && a.value.index() != b.value.index())) return false;
  if (!a.is_known()) return true;
  if (const auto* real = std::get_if<double>(&a.value)) {
    const double other = b.real();
    return std::isnan(*real) ? std::isnan(other) : *real == other && std::signbit(*real) == std::signbit(other);
  }
  if (const auto* list = std::get_if<List>(&a.value)) {
    if (list->size() != b.list().size()) return false;
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (!identical((*list)[i], b.list()[i])) return false;
    }
    return true;
  }
  return to_string(a) == to_string(b);
}

}  // namespace reference
