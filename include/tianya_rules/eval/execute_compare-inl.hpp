// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/bounds-inl.hpp"
#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/execute.hpp"
#include "tianya_rules/eval/kernels.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

namespace compare_internal {

struct Shape {
  Comparison kind;
  bool swap;     ///< a > b as b < a.
  bool negated;  ///< The result is turned round.
};

/// Of what has no NaN, "greater" is "not less or equal", so that a constant on the right stays there.
inline Shape shape_of(KernelId kernel, Lane lane) {
  const bool partial = lane == Lane::kDouble;
  switch (kernel) {
    case KernelId::kNotEqual:
      return {Comparison::kEqual, false, true};
    case KernelId::kLess:
      return {Comparison::kLess, false, false};
    case KernelId::kLessEqual:
      return {Comparison::kLessEqual, false, false};
    case KernelId::kGreater:
      return {partial ? Comparison::kLess : Comparison::kLessEqual, partial, !partial};
    case KernelId::kGreaterEqual:
      return {partial ? Comparison::kLessEqual : Comparison::kLess, partial, !partial};
    default:
      return {Comparison::kEqual, false, false};
  }
}

inline bool is_equality(KernelId kernel) { return kernel == KernelId::kEqual || kernel == KernelId::kNotEqual; }

/// By every value within the bounds: can it be true, can it be false, is it so by the estimates.
struct Answer {
  bool t, f, s;
};

inline Answer compare_bounds(Comparison kind, const Bounds& a, const Bounds& b) {
  switch (kind) {
    case Comparison::kLess:
      return {a.low < b.high, a.high >= b.low, a.estimate < b.estimate};
    case Comparison::kLessEqual:
      return {a.low <= b.high, a.high > b.low, a.estimate <= b.estimate};
    case Comparison::kEqual:
      break;
  }
  const bool one_value = a.low == a.high && b.low == b.high && a.low == b.low;
  return {a.low <= b.high && b.low <= a.high, !one_value, a.estimate == b.estimate};
}

}  // namespace compare_internal

TIANYA_RULES_INLINE void Executor::compare(const Instruction& one) {
  using namespace compare_internal;
  const Shape shape = shape_of(one.kernel, frame_[one.in[0]].lane);
  const Register& x = frame_[one.in[shape.swap ? 1 : 0]];
  const Register& y = frame_[one.in[shape.swap ? 0 : 1]];
  Register& out = frame_[one.out];
  compare_lanes(one, x, y, out);
  settle_comparison(one, x, y, out);
  if (x.provisional || y.provisional) compare_provisional(one, x, y, out);
}

/// The bare comparison, into `out.t()`.
TIANYA_RULES_INLINE void Executor::compare_lanes(const Instruction& one, const Register& x, const Register& y, Register& out) {
  const auto kind = static_cast<std::size_t>(compare_internal::shape_of(one.kernel, x.lane).kind);
  const bool constant_y = program_.registers[&y - &frame_[0]].constant;
  const std::size_t step = constant_y ? 0 : 1;
  switch (x.lane) {
    case Lane::kInt32:
      return kernels().compare_int32[kind](x.as<std::int32_t>(), y.as<std::int32_t>(), step, rows_, out.t());
    case Lane::kInt64:
      return kernels().compare_int64[kind](x.as<std::int64_t>(), y.as<std::int64_t>(), step, rows_, out.t());
    case Lane::kDouble:
      return kernels().compare_double[kind](x.as<double>(), y.as<double>(), step, rows_, out.t());
    default:
      break;
  }
  const bool less = kind == static_cast<std::size_t>(Comparison::kLess);
  for (std::size_t w = 0; w < words_; ++w) {
    Word word = 0;
    for_rows(x.known()[w] & y.known()[w] & rows_in(w, rows_), w, [&](std::size_t row) {
      bool holds = false;
      if (kind == static_cast<std::size_t>(Comparison::kEqual)) {
        holds = equal_values(value_at(x, row), value_at(y, row));
      } else {
        const std::string_view a = x.as<std::string_view>()[row], b = y.as<std::string_view>()[row];
        holds = less ? a < b : a <= b;
      }
      word |= Word{holds} << (row & 63);
    });
    out.t()[w] = word;
  }
}

/// t=cmp|~k f=~cmp|~k e=e1|e2; equality knows null, an order does not.
TIANYA_RULES_INLINE void Executor::settle_comparison(const Instruction& one, const Register& x, const Register& y, Register& out) {
  const bool equality = compare_internal::is_equality(one.kernel);
  const Word turned = compare_internal::shape_of(one.kernel, x.lane).negated ? ~Word{0} : 0;
  Word any = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word kx = x.known()[w], ky = y.known()[w], nx = x.null()[w], ny = y.null()[w];
    Word decided = kx & ky, holds = out.t()[w] & decided;
    Word e = x.e_at(w) | y.e_at(w);
    if (equality) {
      decided = (kx | nx) & (ky | ny);
      holds |= nx & ny;
    } else {
      e |= (nx | ny) & (kx | nx) & (ky | ny);
    }
    holds ^= turned;
    out.t()[w] = holds | ~decided;
    out.f()[w] = ~holds | ~decided;
    out.e[w] = e;
    any |= e & rows_in(w, rows_);
  }
  out.errors = any != 0;
  out.provisional = false;
}

TIANYA_RULES_INLINE void Executor::compare_provisional(const Instruction& one, const Register& x, const Register& y,
                                                       Register& out) {
  using namespace compare_internal;
  const Shape shape = shape_of(one.kernel, frame_[one.in[0]].lane);
  const bool equality = is_equality(one.kernel);
  out.provisional = true;
  for (std::size_t w = 0; w < words_; ++w) {
    out.p[w] = 0, out.s[w] = out.t()[w] & ~out.f()[w];
    const Word told = (x.known()[w] | x.null()[w] | x.p_at(w)) & (y.known()[w] | y.null()[w] | y.p_at(w));
    for_rows((x.p_at(w) | y.p_at(w)) & told & ~out.e[w] & rows_in(w, rows_), w, [&](std::size_t row) {
      const Bounds a = bounds_of(x, row), b = bounds_of(y, row);
      const bool settled_null = (bit_at(x.null(), row) && !a.maybe_null) || (bit_at(y.null(), row) && !b.maybe_null);
      const bool either = a.maybe_null || b.maybe_null || settled_null;
      Answer answer = either ? Answer{true, true, false} : compare_bounds(shape.kind, a, b);
      if (equality && settled_null) {  // null beside a value that is one for sure
        const Bounds& other = bit_at(x.null(), row) && !a.maybe_null ? b : a;
        answer = {other.maybe_null || other.open(), true, other.null_by_estimate};
      }
      if (shape.negated) answer = {answer.f, answer.t, !answer.s};
      const Word bit = Word{1} << (row & 63);
      out.t()[w] = (out.t()[w] & ~bit) | (answer.t ? bit : 0);
      out.f()[w] = (out.f()[w] & ~bit) | (answer.f ? bit : 0);
      out.s[w] = (out.s[w] & ~bit) | (answer.s ? bit : 0);
      if (answer.t && answer.f) out.p[w] |= bit;
    });
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
