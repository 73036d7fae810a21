// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "tianya_rules/eval/bounds-inl.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// Where a function of known operands may be asked (`known`); else an error before an absent operand before a null one, as oracles
/// have it: what is not told may yet turn out to be no null.
TIANYA_RULES_INLINE void Executor::operand_states(const Instruction& one, Register& out) {
  Word any = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    Word known = ~Word{0}, told = ~Word{0}, e = 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      known &= in.settled_at(w);
      told &= in.known()[w] | in.null()[w];
      e |= in.e_at(w);
    }
    Word null = 0;
    for (const std::uint32_t side : one.in) null |= frame_[side].null()[w] & ~frame_[side].p_at(w);
    out.known()[w] = known;
    out.e[w] = e | (told & null);
    any |= out.e[w] & rows_in(w, rows_);
    if (out.lane != Lane::kTruth) out.null()[w] = 0;
  }
  out.errors = any != 0;
  out.provisional = false;
}

/// `function(row, T& result)` says whether there is a result; without one the row is an error.
template <typename Out, typename Function>
void Executor::map_rows(const Instruction& one, const Function& function) {
  Register& out = frame_[one.out];
  operand_states(one, out);
  auto* const results = out.write<Out>();
  for (std::size_t w = 0; w < words_; ++w) {
    Word failed = 0;
    for_rows(out.known()[w] & rows_in(w, rows_), w, [&](std::size_t row) {
      if (!function(row, results[row])) failed |= Word{1} << (row & 63);
    });
    if (failed == 0) continue;
    out.known()[w] &= ~failed;
    out.e[w] |= failed;
    out.errors = true;
  }
}

/// The same for a function of numbers that has a result for whatever lies in the lanes: a plain loop over all rows.
template <typename Out, typename Function>
void Executor::map_all(const Instruction& one, const Function& function) {
  Register& out = frame_[one.out];
  operand_states(one, out);
  auto* const results = out.write<Out>();
  const std::size_t rows = rows_;  // a copy, which `results` cannot point at
  for (std::size_t row = 0; row < rows; ++row) results[row] = function(row);
}

/// The same for what yields a bool: 0, 1, or -1 for an error.
template <typename Function>
void Executor::test_rows(const Instruction& one, const Function& function) {
  Register& out = frame_[one.out];
  operand_states(one, out);
  for (std::size_t w = 0; w < words_; ++w) {
    Word holds = 0, failed = 0;
    const Word known = out.known()[w];
    for_rows(known & rows_in(w, rows_), w, [&](std::size_t row) {
      const int answer = function(row);
      holds |= Word{answer == 1} << (row & 63);
      failed |= Word{answer < 0} << (row & 63);
    });
    out.t()[w] = holds | ~known | failed;
    out.f()[w] = ~holds | ~known | failed;
    if (failed != 0) out.e[w] |= failed, out.errors = true;
  }
}

TIANYA_RULES_INLINE void Executor::call(const Instruction& one) {
  if (!call_numbers(one) && !call_texts(one) && !call_conversions(one) && !call_lists(one)) (void)call_dates(one);
  if (!program_.registers[one.out].bounds) return;
  bool provisional = false;
  for (const std::uint32_t side : one.in) provisional |= frame_[side].provisional;
  if (provisional) call_provisional(one);
}

TIANYA_RULES_INLINE bool Executor::call_numbers(const Instruction& one) {
  using K = KernelId;
  using I = std::int64_t;
  const auto ints = [&](auto function) {
    const I *const a = lane<I>(one, 0), *const b = lane<I>(one, 1);
    map_rows<I>(one, [=](std::size_t row, I& result) { return function(a[row], b[row], result); });
    return true;
  };
  const auto doubles = [&](auto function) {
    const double *const a = lane<double>(one, 0), *const b = lane<double>(one, 1);
    map_all<double>(one, [=](std::size_t row) { return function(a[row], b[row]); });
    return true;
  };
  // The first, but where the second is less (or greater): so NaN stays where it comes first, and is passed over else.
  const auto lesser = [&](auto zero, bool least) {
    using T = decltype(zero);
    const T *const a = lane<T>(one, 0), *const b = lane<T>(one, 1);
    if (least)
      map_all<T>(one, [=](std::size_t row) { return b[row] < a[row] ? b[row] : a[row]; });
    else
      map_all<T>(one, [=](std::size_t row) { return a[row] < b[row] ? b[row] : a[row]; });
    return true;
  };
  const auto picked = [&](bool least) {
    const Lane lane = frame_[one.out].lane;
    return lane == Lane::kInt64    ? lesser(I{}, least)
           : lane == Lane::kDouble ? lesser(double{}, least)
                                   : lesser(std::int32_t{}, least);
  };
  switch (one.kernel) {
    case K::kAddInt:
      return ints([](I a, I b, I& r) { return !__builtin_add_overflow(a, b, &r); });
    case K::kSubtractInt:
      return ints([](I a, I b, I& r) { return !__builtin_sub_overflow(a, b, &r); });
    case K::kMultiplyInt:
      return ints([](I a, I b, I& r) { return !__builtin_mul_overflow(a, b, &r); });
    case K::kDivideInt:
      return ints([](I a, I b, I& r) { return b == 0 || (a == INT64_MIN && b == -1) ? false : (r = a / b, true); });
    case K::kModuloInt:
      return ints([](I a, I b, I& r) { return b == 0 || (a == INT64_MIN && b == -1) ? false : (r = a % b, true); });
    case K::kNegateInt: {
      const I* const a = lane<I>(one, 0);
      map_rows<I>(one, [=](std::size_t row, I& r) { return !__builtin_sub_overflow(I{0}, a[row], &r); });
      return true;
    }
    case K::kAddDouble:
      return doubles([](double a, double b) { return a + b; });
    case K::kSubtractDouble:
      return doubles([](double a, double b) { return a - b; });
    case K::kMultiplyDouble:
      return doubles([](double a, double b) { return a * b; });
    case K::kDivideDouble:
      return doubles([](double a, double b) { return a / b; });
    case K::kNegateDouble: {
      const double* const a = lane<double>(one, 0);
      map_rows<double>(one, [=](std::size_t row, double& r) { return r = -a[row], true; });
      return true;
    }
    case K::kLeast:
      return picked(true);
    case K::kGreatest:
      return picked(false);
    default:
      return false;
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
