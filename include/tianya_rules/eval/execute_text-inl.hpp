// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <type_traits>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/number.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

namespace text_internal {

/// Code points of UTF-8: bytes that do not continue one.
inline std::int64_t code_points(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

/// 1 where some part matches, 0 where none does, -1 where the pattern is none.
inline int match(std::string_view text, std::string_view pattern) {
  if (pattern.size() > kMaxRegexBytes) return -1;
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 compiled(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!compiled.ok()) return -1;
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled);
}

/// CEL's spellings of a bool, and no others.
inline int bool_of(std::string_view text) {
  for (const char* one : {"1", "t", "true", "TRUE", "True"}) {
    if (text == one) return 1;
  }
  for (const char* one : {"0", "f", "false", "FALSE", "False"}) {
    if (text == one) return 0;
  }
  return -1;
}

/// A decimal number with at most one sign.
template <typename T>
bool parse(std::string_view text, T& result) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return false;
  }
  if constexpr (std::is_floating_point_v<T>) {
    const std::optional<double> parsed = parse_double(text);
    if (parsed) result = *parsed;
    return parsed.has_value();
  } else {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    return error == std::errc() && end == text.data() + text.size();
  }
}

/// The range is open at both ends: CEL's own tests refuse -2^63, which a double can hold exactly.
inline bool to_int(double value, std::int64_t& result) {
  if (!(value > -9223372036854775808.0 && value < 9223372036854775808.0)) return false;
  result = static_cast<std::int64_t>(value);
  return true;
}

/// The shortest digits that read back the same, with an exponent below 1e-04 and from 1e+06 on, as cel-go and cel-cpp write them;
/// infinities and NaN by name.
inline std::string_view print(double value, char (&buffer)[40]) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::general);
  return {buffer, static_cast<std::size_t>(end - buffer)};
}

}  // namespace text_internal

TIANYA_RULES_INLINE bool Executor::call_texts(const Instruction& one) {
  using K = KernelId;
  const auto tests = [&](auto function) {
    const auto *const a = lane<std::string_view>(one, 0), *const b = lane<std::string_view>(one, 1);
    test_rows(one, [=](std::size_t row) -> int { return function(a[row], b[row]); });
    return true;
  };
  switch (one.kernel) {
    case K::kAddString: {
      const auto *const a = lane<std::string_view>(one, 0), *const b = lane<std::string_view>(one, 1);
      map_rows<std::string_view>(one, [&](std::size_t row, std::string_view& result) {
        char* const at = block_.texts.take(a[row].size() + b[row].size());
        std::copy(a[row].begin(), a[row].end(), at);
        std::copy(b[row].begin(), b[row].end(), at + a[row].size());
        result = {at, a[row].size() + b[row].size()};
        return true;
      });
      return true;
    }
    case K::kSizeString: {
      const auto* const a = lane<std::string_view>(one, 0);
      map_rows<std::int64_t>(one, [=](std::size_t row, std::int64_t& r) { return r = text_internal::code_points(a[row]), true; });
      return true;
    }
    case K::kContains:
      return tests([](std::string_view a, std::string_view b) { return a.find(b) != a.npos; });
    case K::kStartsWith:
      return tests([](std::string_view a, std::string_view b) { return a.substr(0, b.size()) == b; });
    case K::kEndsWith:
      return tests(
          [](std::string_view a, std::string_view b) { return a.size() >= b.size() && a.substr(a.size() - b.size()) == b; });
    case K::kMatches: {
      if (!one.pattern) return tests(text_internal::match);
      const re2::RE2* const pattern = one.pattern.get();
      return tests([=](std::string_view a, std::string_view) -> int {
        return RE2::PartialMatch(re2::StringPiece(a.data(), a.size()), *pattern);
      });
    }
    default:
      return false;
  }
}

/// Where the operand is null the result is, instead of an error.
TIANYA_RULES_INLINE void Executor::keep_null(const Instruction& one) {
  const Register& in = frame_[one.in[0]];
  Register& out = frame_[one.out];
  Word any = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    out.null()[w] = in.null()[w] & ~in.p_at(w);
    out.e[w] &= ~out.null()[w];
    any |= out.e[w] & rows_in(w, rows_);
  }
  out.errors = any != 0;
}

TIANYA_RULES_INLINE bool Executor::call_conversions(const Instruction& one) {
  using K = KernelId;
  const auto parsed = [&](auto zero) {
    using T = decltype(zero);
    const auto* const a = lane<std::string_view>(one, 0);
    map_rows<T>(one, [=](std::size_t row, T& result) { return text_internal::parse(a[row], result); });
    return true;
  };
  const auto printed = [&](auto zero, auto print) {
    const auto* const a = lane<decltype(zero)>(one, 0);
    map_rows<std::string_view>(one, [&](std::size_t row, std::string_view& result) { return result = print(a[row]), true; });
    return true;
  };
  switch (one.kernel) {
    case K::kIntToDouble: {
      const auto* const a = lane<std::int64_t>(one, 0);
      map_rows<double>(one, [=](std::size_t row, double& r) { return r = static_cast<double>(a[row]), true; });
      return true;
    }
    case K::kDoubleToInt: {
      const auto* const a = lane<double>(one, 0);
      map_rows<std::int64_t>(one, [=](std::size_t row, std::int64_t& r) { return text_internal::to_int(a[row], r); });
      return true;
    }
    case K::kStringToInt:
      return parsed(std::int64_t{});
    case K::kStringToDouble:
      return parsed(double{});
    case K::kIntToString:
      return printed(std::int64_t{}, [&](std::int64_t value) { return keep(std::to_string(value)); });
    case K::kDoubleToString:
      return printed(double{}, [&](double value) {
        char buffer[40];
        return keep(text_internal::print(value, buffer));
      });
    case K::kBoolToString:
      return printed(std::int32_t{}, [](std::int32_t value) { return std::string_view(value != 0 ? "true" : "false"); });
    case K::kEnumToString: {
      const std::vector<std::string>& labels = one.type.enumeration->labels;
      printed(std::int32_t{}, [&](std::int32_t code) {
        return static_cast<std::size_t>(code) < labels.size() ? std::string_view(labels[static_cast<std::size_t>(code)]) : "";
      });
      return keep_null(one), true;
    }
    case K::kStringToBool: {
      const auto* const a = lane<std::string_view>(one, 0);
      test_rows(one, [=](std::size_t row) { return text_internal::bool_of(a[row]); });
      return true;
    }
    default:
      return false;
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
