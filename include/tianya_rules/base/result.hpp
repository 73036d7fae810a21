// SPDX-License-Identifier: Apache-2.0
/// Result<T>: a value, or the diagnostics that say why there is none. Floor: base.
///
///     Result<Date> date = Date::parse("2026-09-21");
///     if (!date.ok()) return date.diagnostics();
///     use(*date);
///
/// `value()` throws `Error` (which carries the diagnostics) when there is no value; everything else never throws.
#pragma once

#include <cassert>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "tianya_rules/base/diagnostics.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Thrown by `Result::value()`. `what()` is the rendered diagnostics.
class TIANYA_RULES_API Error : public std::runtime_error {
 public:
  explicit Error(Diagnostics problems) : std::runtime_error(problems.render()), problems_(std::move(problems)) {}
  [[nodiscard]] const Diagnostics& diagnostics() const { return problems_; }

 private:
  Diagnostics problems_;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}                    // NOLINT: a value is a result
  Result(Diagnostics problems) : problems_(std::move(problems)) {  // NOLINT: so are the reasons for none
    assert(problems_.has_errors());
  }
  /// A failure with a single problem.
  static Result failure(std::string code, std::string message, std::string help = {}, Span span = {}) {
    Diagnostics problems;
    problems.error(std::move(code), std::move(message), std::move(span), std::move(help));
    return problems;
  }

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  /// Errors where `!ok()`; perhaps warnings where `ok()`.
  [[nodiscard]] const Diagnostics& diagnostics() const { return problems_; }
  Result& with_warnings(Diagnostics warnings) {
    problems_ = std::move(warnings);
    return *this;
  }

  T& value() & { return check(), *value_; }
  const T& value() const& { return check(), *value_; }
  T&& value() && { return check(), std::move(*value_); }

  /// Requires `ok()`.
  T& operator*() { return assert(ok()), *value_; }
  const T& operator*() const { return assert(ok()), *value_; }
  T* operator->() { return assert(ok()), &*value_; }
  const T* operator->() const { return assert(ok()), &*value_; }

 private:
  void check() const {
    if (!ok()) throw Error(problems_);
  }
  std::optional<T> value_;
  Diagnostics problems_;
};

TIANYA_RULES_END_NAMESPACE
