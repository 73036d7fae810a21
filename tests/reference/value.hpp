// SPDX-License-Identifier: Apache-2.0
/// The values of the slow evaluator: one value of one row, as plainly as C++ can say it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tianya_rules/calendar/period.hpp"

namespace reference {

/// Wide enough for any sum or product of two ints.
__extension__ typedef __int128 Wide;

/// A date apart from an int.
struct Day {
  std::int64_t number = 0;
};
/// A calendar's text: `cn+hainan`.
struct CalendarText {
  std::string text;
};

struct Value;
using List = std::vector<Value>;

/// Known (with a value), null, absent (nobody told us) or an error. Elements of a list that is known are known or null: a list with
/// an absent element is absent, with an error in it an error.
struct Value {
  enum class State : std::uint8_t { kKnown, kNull, kAbsent, kError };
  State state = State::kAbsent;
  /// kKnown. An int also stands for a label's code.
  std::variant<bool, std::int64_t, double, std::string, Day, tianya_rules::Period, CalendarText, List> value;
  std::string error;  ///< kError: why, in snake_case.

  static Value absent() { return {}; }
  static Value null() { return {State::kNull, false, {}}; }
  static Value failed(std::string why) { return {State::kError, false, std::move(why)}; }
  static Value of(bool known) { return {State::kKnown, known, {}}; }
  static Value of(std::int64_t known) { return {State::kKnown, known, {}}; }
  static Value of(double known) { return {State::kKnown, known, {}}; }
  static Value of(std::string known) { return {State::kKnown, std::move(known), {}}; }
  static Value of(Day known) { return {State::kKnown, known, {}}; }
  static Value of(tianya_rules::Period known) { return {State::kKnown, known, {}}; }
  static Value of(CalendarText known) { return {State::kKnown, std::move(known), {}}; }
  static Value of(List known) { return {State::kKnown, std::move(known), {}}; }
  static Value of(const char* known) = delete;  // would be a bool

  [[nodiscard]] bool is_known() const { return state == State::kKnown; }
  [[nodiscard]] bool is_null() const { return state == State::kNull; }
  [[nodiscard]] bool is_absent() const { return state == State::kAbsent; }
  [[nodiscard]] bool is_error() const { return state == State::kError; }
  [[nodiscard]] bool is_true() const { return is_known() && std::get<bool>(value); }
  [[nodiscard]] bool is_false() const { return is_known() && !std::get<bool>(value); }
  [[nodiscard]] std::int64_t integer() const { return std::get<std::int64_t>(value); }
  [[nodiscard]] double real() const { return std::get<double>(value); }
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(value); }
  [[nodiscard]] std::int64_t day() const { return std::get<Day>(value).number; }
  [[nodiscard]] const List& list() const { return std::get<List>(value); }
};

/// `true`, `3`, `2.5`, `"x"`, `2026-01-31`, `[1, 2]`, `null`, `absent`, `error`. Why it is an error is not said.
std::string to_string(const Value& value);

/// The same value: same state, same type, NaN the same as NaN, 0.0 other than -0.0.
bool identical(const Value& a, const Value& b);

}  // namespace reference
