// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/execute.hpp"
#include "tianya_rules/eval/execute_call-inl.hpp"
#include "tianya_rules/eval/execute_compare-inl.hpp"
#include "tianya_rules/eval/execute_dates-inl.hpp"
#include "tianya_rules/eval/execute_due-inl.hpp"
#include "tianya_rules/eval/execute_lists-inl.hpp"
#include "tianya_rules/eval/execute_macros-inl.hpp"
#include "tianya_rules/eval/execute_text-inl.hpp"
#include "tianya_rules/eval/load_column-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE void Executor::run() {
  for (std::size_t i = 0; i < program_.code.size(); ++i) step(i);
}

TIANYA_RULES_INLINE void Executor::step(std::size_t index) {
  const Instruction& one = program_.code[index];
  switch (one.op) {
    case Op::kConstant:
    case Op::kConstantTruth:
    case Op::kFailure:   // the frame holds them
    case Op::kCaptured:  // written by the comprehension outside
      return;
    case Op::kLoad:
    case Op::kLoadTruth:
      return load(one);
    case Op::kTruth:
      return truth(one);
    case Op::kValue:
      return value(one);
    case Op::kNot:
      return negate(one);
    case Op::kAll:
      return junction(one, true);
    case Op::kAny:
      return junction(one, false);
    case Op::kChoose:
      return choose(one);
    case Op::kChooseValue:
      return choose_value(one);
    case Op::kIsNull:
      return is_null(one);
    case Op::kCompare:
      return compare(one);
    case Op::kMeet:
      return meet(one);
    case Op::kCall:
      return call(one);
    case Op::kList:
      return make_list(one);
    case Op::kQuantify:
    case Op::kFilter:
    case Op::kMap:
      return comprehend(index);
    case Op::kDue:
      return due(one);
  }
}

TIANYA_RULES_INLINE void Executor::load(const Instruction& one) {
  Register& out = frame_[one.out];
  ColumnLoader loader(block_, block_.table->columns[one.index], rows_);
  const Assumption* const assumed = one.index < program_.assumed.size() ? program_.assumed[one.index] : nullptr;
  if (one.op == Op::kLoadTruth) {
    loader.load_truth(out);
    if (assumed != nullptr) assume_truth(out, *assumed, rows_);
  } else {
    loader.load(out, one, frame_);
    if (assumed != nullptr) assume(out, one, *assumed, block_.as_of, rows_, frame_);
  }
}

TIANYA_RULES_INLINE void Executor::negate(const Instruction& one) {
  const Register& in = frame_[one.in[0]];
  Register& out = frame_[one.out];
  out.errors = in.errors, out.provisional = in.provisional;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word t = in.t()[w], f = in.f()[w];
    out.t()[w] = f, out.f()[w] = t;
    if (in.errors) out.e[w] = in.e[w];
    if (in.provisional) out.p[w] = in.p[w], out.s[w] = ~in.s[w];
  }
}

/// AND t=t1&t2 f=f1|f2 e=(e1|e2)&t; OR is its mirror image.
TIANYA_RULES_INLINE void Executor::junction(const Instruction& one, bool all) {
  Register& out = frame_[one.out];
  Word* const must = all ? out.t() : out.f();
  Word* const may = all ? out.f() : out.t();
  out.errors = out.provisional = false;
  for (std::size_t w = 0; w < words_; ++w) must[w] = ~Word{0}, may[w] = 0;
  for (const std::uint32_t side : one.in) {
    const Register& in = frame_[side];
    const Word* const in_must = all ? in.t() : in.f();
    const Word* const in_may = all ? in.f() : in.t();
    for (std::size_t w = 0; w < words_; ++w) must[w] &= in_must[w], may[w] |= in_may[w];
    out.errors |= in.errors, out.provisional |= in.provisional;
  }
  if (!out.errors && !out.provisional) return;
  for (std::size_t w = 0; w < words_; ++w) {
    Word e = 0, p = 0, s = all ? ~Word{0} : 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      e |= in.e_at(w), p |= in.p_at(w);
      s = all ? s & in.s_at(w) : s | in.s_at(w);
    }
    out.e[w] = e & must[w], out.p[w] = p & must[w], out.s[w] = s;
  }
}

/// e=ec|tc&ea|fc&eb  t=tc&ta|fc&tb|e  f=tc&fa|fc&fb|e
TIANYA_RULES_INLINE void Executor::choose(const Instruction& one) {
  const Register &c = frame_[one.in[0]], &x = frame_[one.in[1]], &y = frame_[one.in[2]];
  Register& out = frame_[one.out];
  out.errors = c.errors || x.errors || y.errors;
  out.provisional = c.provisional || x.provisional || y.provisional;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word tc = c.t()[w], fc = c.f()[w];
    const Word e = c.e_at(w) | (tc & x.e_at(w)) | (fc & y.e_at(w));
    const Word t = (tc & x.t()[w]) | (fc & y.t()[w]) | e;
    const Word f = (tc & x.f()[w]) | (fc & y.f()[w]) | e;
    out.t()[w] = t, out.f()[w] = f;
    if (out.errors) out.e[w] = e;
    if (!out.provisional) continue;
    const Word sc = c.s_at(w);
    out.p[w] = (c.p_at(w) | (tc & x.p_at(w)) | (fc & y.p_at(w))) & t & f;
    out.s[w] = (sc & x.s_at(w)) | (~sc & y.s_at(w));
  }
}

namespace choose_internal {

/// Where the condition turns on an unpublished day and one branch is a value, the other null: either of the two.
inline void keep_either(const Register& c, const Register& x, const Register& y, Register& out, std::size_t w, Word doubt) {
  const Word both = doubt & c.p_at(w) & ~c.e_at(w);
  const Word of_x = both & x.settled_at(w) & y.null()[w] & ~y.p_at(w);
  const Word of_y = both & y.settled_at(w) & x.null()[w] & ~x.p_at(w);
  out.null()[w] |= of_x | of_y;
  for_rows(of_x | of_y, w, [&](std::size_t row) {
    const bool first = bit_at(&of_x, row & 63);
    const std::int64_t value =
        (first ? x : y).lane == Lane::kInt32 ? (first ? x : y).as<std::int32_t>()[row] : (first ? x : y).as<std::int64_t>()[row];
    out.low[row] = out.high[row] = static_cast<std::int32_t>(value);
    if (out.lane == Lane::kInt32)
      reinterpret_cast<std::int32_t*>(out.own)[row] = static_cast<std::int32_t>(value);
    else
      reinterpret_cast<std::int64_t*>(out.own)[row] = value;
  });
  // By the estimates it is the value where the condition picks that branch.
  out.s[w] = (of_x & c.s_at(w)) | (of_y & ~c.s_at(w));
}

template <typename T>
void copy_lanes(const Register& x, const Register& y, Register& out, const Word* pick, std::size_t rows) {
  const T *const from_x = x.as<T>(), *const from_y = y.as<T>();
  T* const to = out.write<T>();
  for (std::size_t row = 0; row < rows; ++row) to[row] = bit_at(pick, row) ? from_x[row] : from_y[row];
}

inline void copy_bounds(const Register& from, Register& out, Word rows, std::size_t w) {
  if (!from.provisional) return;
  for_rows(rows & from.p[w], w, [&](std::size_t row) { out.low[row] = from.low[row], out.high[row] = from.high[row]; });
}

/// One list register out of two: the elements of both, one behind the other.
inline void join_lists(const Register& x, const Register& y, Register& out, const Type& type, std::size_t rows) {
  if (x.elements == y.elements) {
    out.elements = x.elements;
    return;
  }
  ElementsBuilder all(*type.element);
  auto* const lanes = reinterpret_cast<ListLane*>(out.own);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto begin = static_cast<std::int32_t>(all.size());
    if (bit_at(out.known(), row)) {
      const Elements* const from = bit_at(out.s, row) ? x.elements.get() : y.elements.get();
      for (std::int32_t i = lanes[row].begin; i < lanes[row].end; ++i) all.append(value_at(*from, static_cast<std::size_t>(i)));
    }
    lanes[row] = {begin, static_cast<std::int32_t>(all.size())};
  }
  out.elements = all.finish();
}

}  // namespace choose_internal

/// Over values a condition in doubt leaves nothing, even where the branches agree; with an error on its way it is that error.
TIANYA_RULES_INLINE void Executor::choose_value(const Instruction& one) {
  const Register &c = frame_[one.in[0]], &x = frame_[one.in[1]], &y = frame_[one.in[2]];
  Register& out = frame_[one.out];
  out.errors = c.errors || x.errors || y.errors;
  out.provisional = program_.registers[one.out].bounds && (c.provisional || x.provisional || y.provisional);
  for (std::size_t w = 0; w < words_; ++w) out.s[w] = c.t()[w] & ~c.f()[w];  // which branch's lane is copied
  switch (out.lane) {
    case Lane::kInt32:
      kernels().select_int32(x.as<std::int32_t>(), y.as<std::int32_t>(), out.s, rows_, out.write<std::int32_t>());
      break;
    case Lane::kInt64:
      kernels().select_int64(x.as<std::int64_t>(), y.as<std::int64_t>(), out.s, rows_, out.write<std::int64_t>());
      break;
    case Lane::kDouble:
      choose_internal::copy_lanes<double>(x, y, out, out.s, rows_);
      break;
    case Lane::kText:
      choose_internal::copy_lanes<std::string_view>(x, y, out, out.s, rows_);
      break;
    case Lane::kPeriod:
      choose_internal::copy_lanes<PeriodLane>(x, y, out, out.s, rows_);
      break;
    case Lane::kList:
      choose_internal::copy_lanes<ListLane>(x, y, out, out.s, rows_);
      break;
    case Lane::kTruth:
      break;
  }
  for (std::size_t w = 0; w < words_; ++w) {
    const Word tc = c.t()[w], fc = c.f()[w];
    const Word on_x = tc & ~fc, on_y = fc & ~tc, doubt = tc & fc;
    out.known()[w] = (on_x & x.known()[w]) | (on_y & y.known()[w]);
    out.null()[w] = (on_x & x.null()[w]) | (on_y & y.null()[w]);
    if (out.errors) out.e[w] = c.e_at(w) | (tc & x.e_at(w)) | (fc & y.e_at(w));
    if (!out.provisional) continue;
    const Word pick = out.s[w];
    out.s[w] = (pick & x.p_at(w) & x.s[w]) | (~pick & y.p_at(w) & y.s[w]);
    out.p[w] = (on_x & x.p_at(w)) | (on_y & y.p_at(w));
    choose_internal::copy_bounds(x, out, on_x, w), choose_internal::copy_bounds(y, out, on_y, w);
    const Word turns = doubt & c.p_at(w) & ~out.e_at(w);
    for_rows(turns, w, [&](std::size_t row) { out.low[row] = INT32_MIN, out.high[row] = INT32_MAX; });
    const Word s = out.s[w];
    choose_internal::keep_either(c, x, y, out, w, turns);
    out.s[w] |= s & ~turns;
    out.p[w] |= turns;
  }
  if (out.lane == Lane::kList) {
    for (std::size_t w = 0; w < words_; ++w) out.s[w] = c.t()[w] & ~c.f()[w];
    choose_internal::join_lists(x, y, out, one.type, rows_);
  }
}

TIANYA_RULES_INLINE void Executor::truth(const Instruction& one) {
  const Register& in = frame_[one.in[0]];
  Register& out = frame_[one.out];
  const auto* const lanes = in.as<std::int32_t>();
  Word any = 0;
  out.provisional = false;
  for (std::size_t w = 0; w < words_; ++w) {
    Word value = 0;
    for_rows(in.known()[w] & rows_in(w, rows_), w, [&](std::size_t row) { value |= Word{lanes[row] != 0} << (row & 63); });
    const Word unknown = ~in.known()[w];
    out.t()[w] = value | unknown;
    out.f()[w] = (in.known()[w] & ~value) | unknown;
    out.e[w] = in.e_at(w) | in.null()[w];  // where a bool is wanted null is an operand that is none
    any |= out.e[w];
  }
  out.errors = any != 0;
}

TIANYA_RULES_INLINE void Executor::value(const Instruction& one) {
  const Register& in = frame_[one.in[0]];
  Register& out = frame_[one.out];
  auto* const lanes = out.write<std::int32_t>();
  out.errors = in.errors, out.provisional = false;
  for (std::size_t w = 0; w < words_; ++w) {
    out.known()[w] = in.t()[w] ^ in.f()[w];
    out.null()[w] = 0;
    if (in.errors) out.e[w] = in.e[w];
  }
  for (std::size_t row = 0; row < rows_; ++row) lanes[row] = bit_at(in.t(), row);
}

TIANYA_RULES_INLINE void Executor::is_null(const Instruction& one) {
  const Register& in = frame_[one.in[0]];
  Register& out = frame_[one.out];
  out.errors = in.errors;
  out.provisional = in.provisional;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word known = in.known()[w], null = in.null()[w] & ~in.p_at(w);
    out.t()[w] = ~known, out.f()[w] = ~null;
    if (in.errors) out.e[w] = in.e[w];
    if (!in.provisional) continue;
    out.p[w] = in.p[w] & ~known;
    out.s[w] = (null & ~in.p[w]) | (in.p[w] & in.null()[w] & ~in.s[w]);
  }
}

/// A derived fact that is also given: t=tg&td f=fg&fd clash=~(t|f), which the caller is told; e=clash|(eg|ed)&t&f.
TIANYA_RULES_INLINE void Executor::meet(const Instruction& one) {
  const Register &d = frame_[one.in[0]], &g = frame_[one.in[1]];
  Register& out = frame_[one.out];
  out.errors = true;
  out.provisional = d.provisional;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word t = d.t()[w] & g.t()[w], f = d.f()[w] & g.f()[w], clash = ~(t | f);
    out.t()[w] = t | clash, out.f()[w] = f | clash;
    out.e[w] = clash | ((d.e_at(w) | g.e_at(w)) & t & f);
    if (!d.provisional) continue;
    out.p[w] = d.p[w] & t & f;
    out.s[w] = (d.s[w] & ~(t ^ f)) | (t & ~f);
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
