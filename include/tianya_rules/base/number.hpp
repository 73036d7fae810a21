// SPDX-License-Identifier: Apache-2.0
/// parse_double: decimal text to a double, the same in every locale. Floor: base.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace number_internal {
/// Whether a decimal number has digits before the point once its exponent is applied: one that fits into no double is then too
/// large, else too small.
inline bool is_large(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  const std::string_view digits = text.substr(0, e);
  const std::size_t first = digits.find_first_of("123456789");
  const std::size_t point = digits.find('.') == std::string_view::npos ? digits.size() : digits.find('.');
  if (first == std::string_view::npos) return false;
  const double places = static_cast<double>(point) - static_cast<double>(first);
  double exponent = 0;
  for (std::size_t i = e; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') exponent = exponent * 10 + (text[i] - '0');
  }
  return places + (e < text.size() && text[e + 1] == '-' ? -exponent : exponent) > 0;
}
}  // namespace number_internal

/// Digits with a point or an exponent perhaps, or `inf`, `infinity`, `nan` in any case; before them perhaps a minus. What is too
/// large or too small for a double is infinite or 0, as IEEE 754 rounds it. Nothing else, and no white space.
inline std::optional<double> parse_double(std::string_view text) {
  if (text.find('(') != std::string_view::npos) return std::nullopt;  // `nan(…)` is a number to from_chars
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    value = number_internal::is_large(text) ? HUGE_VAL : 0.0;
    if (text.front() == '-') value = -value;
  }
  return value;
}

TIANYA_RULES_END_NAMESPACE
