// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>

#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE bool Executor::call_lists(const Instruction& one) {
  using K = KernelId;
  const auto elements_of = [&](std::size_t operand) { return frame_[one.in[operand]].elements; };
  const auto picked = [&](bool least) {
    const auto* const lists = lane<ListLane>(one, 0);
    const std::shared_ptr<const Elements> from = elements_of(0);
    const auto pick = [&](auto zero) {
      using T = decltype(zero);
      map_rows<T>(one, [&](std::size_t row, T& result) {
        if (lists[row].begin == lists[row].end) return false;
        result = from->at<T>(static_cast<std::size_t>(lists[row].begin));
        for (std::int32_t i = lists[row].begin + 1; i < lists[row].end; ++i) {
          const T& other = from->at<T>(static_cast<std::size_t>(i));
          if (least ? other < result : result < other) result = other;
        }
        return true;
      });
      return true;
    };
    return frame_[one.out].lane == Lane::kDouble ? pick(double{}) : pick(std::int64_t{});
  };
  switch (one.kernel) {
    case K::kSizeList: {
      const auto* const lists = lane<ListLane>(one, 0);
      map_rows<std::int64_t>(one, [=](std::size_t row, std::int64_t& r) { return r = lists[row].end - lists[row].begin, true; });
      return true;
    }
    case K::kAddList: {
      ElementsBuilder all(*one.type.element);
      const auto *const a = lane<ListLane>(one, 0), *const b = lane<ListLane>(one, 1);
      const auto x = elements_of(0), y = elements_of(1);
      map_rows<ListLane>(one, [&](std::size_t row, ListLane& result) {
        result.begin = static_cast<std::int32_t>(all.size());
        for (std::int32_t i = a[row].begin; i < a[row].end; ++i) all.append(value_at(*x, static_cast<std::size_t>(i)));
        for (std::int32_t i = b[row].begin; i < b[row].end; ++i) all.append(value_at(*y, static_cast<std::size_t>(i)));
        result.end = static_cast<std::int32_t>(all.size());
        return all.size() <= kMaxBlockElements;
      });
      frame_[one.out].elements = all.finish();
      return true;
    }
    case K::kIndexList: {
      Register& out = frame_[one.out];
      const auto* const lists = lane<ListLane>(one, 0);
      const auto* const at = lane<std::int64_t>(one, 1);
      const std::shared_ptr<const Elements> from = elements_of(0);
      const std::size_t bytes = lane_bytes(out.lane);
      out.elements = from ? from->below : nullptr;  // nullptr: no row has a list
      map_rows<std::byte>(one, [&](std::size_t row, std::byte&) {
        if (at[row] < 0 || at[row] >= lists[row].end - lists[row].begin) return false;
        const auto index = static_cast<std::size_t>(lists[row].begin + at[row]);
        std::copy_n(from->data + index * bytes, bytes, out.own + row * bytes);
        return true;
      });
      for (std::size_t w = 0; w < words_; ++w) {
        for_rows(out.known()[w] & rows_in(w, rows_), w, [&](std::size_t row) {
          if (!from->is_null(static_cast<std::size_t>(lists[row].begin + at[row]))) return;
          out.known()[w] &= ~(Word{1} << (row & 63)), set_bit(out.null(), row);
        });
      }
      return true;
    }
    case K::kInList: {
      const Register& needle = frame_[one.in[0]];
      const auto* const lists = lane<ListLane>(one, 1);
      const std::shared_ptr<const Elements> from = elements_of(1);
      const auto holds = [&](std::size_t row) {
        const ValueAt wanted = value_at(needle, row);
        for (std::int32_t i = lists[row].begin; i < lists[row].end; ++i) {
          if (equal_values(wanted, value_at(*from, static_cast<std::size_t>(i)))) return 1;
        }
        return 0;
      };
      test_rows(one, holds);
      // Null may be looked for, too.
      Register& out = frame_[one.out];
      for (std::size_t w = 0; w < words_; ++w) {
        const Word nulls = needle.null()[w] & ~needle.p_at(w) & frame_[one.in[1]].known()[w];
        out.e[w] &= ~nulls;
        for_rows(nulls & rows_in(w, rows_), w, [&](std::size_t row) {
          const Word bit = Word{1} << (row & 63);
          const bool found = holds(row) == 1;
          out.t()[w] = (out.t()[w] & ~bit) | (found ? bit : 0);
          out.f()[w] = (out.f()[w] & ~bit) | (found ? 0 : bit);
        });
      }
      return true;
    }
    case K::kLeastList:
      return picked(true);
    case K::kGreatestList:
      return picked(false);
    default:
      return false;
  }
}

/// A literal: all of its elements must be there.
TIANYA_RULES_INLINE void Executor::make_list(const Instruction& one) {
  Register& out = frame_[one.out];
  operand_states(one, out);
  ElementsBuilder all(*one.type.element);
  auto* const lanes = out.write<ListLane>();
  Word any = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    Word told = ~Word{0}, e = 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      told &= (in.known()[w] | in.null()[w]) & ~in.p_at(w);
      e |= in.e_at(w);
    }
    out.known()[w] = told, out.e[w] = e;  // null is an element like others
    any |= e & rows_in(w, rows_);
    for_rows(told & rows_in(w, rows_), w, [&](std::size_t row) {
      lanes[row].begin = static_cast<std::int32_t>(all.size());
      for (const std::uint32_t side : one.in) all.append(value_at(frame_[side], row));
      lanes[row].end = static_cast<std::int32_t>(all.size());
    });
  }
  out.errors = any != 0;
  out.elements = all.finish();
}

namespace list_internal {

/// Copies what each row has to the row's elements.
inline void copy_to_elements(const Register& from, Register& to, const std::vector<std::uint32_t>& begins) {
  to.errors = from.errors, to.provisional = from.provisional && to.low != nullptr, to.elements = from.elements;
  const std::size_t words = words_for(begins.back()), bytes = lane_bytes(from.lane);
  for (Word* plane : {to.a, to.b, to.e, to.p, to.s}) std::fill_n(plane, words, Word{0});
  for (std::size_t row = 0; row + 1 < begins.size(); ++row) {
    const bool a = bit_at(from.a, row), b = bit_at(from.b, row), e = from.errors && bit_at(from.e, row);
    const bool p = from.provisional && bit_at(from.p, row), s = from.provisional && bit_at(from.s, row);
    for (std::size_t i = begins[row]; i < begins[row + 1]; ++i) {
      const Word bit = Word{1} << (i & 63);
      to.a[i >> 6] |= a ? bit : 0, to.b[i >> 6] |= b ? bit : 0, to.e[i >> 6] |= e ? bit : 0;
      to.p[i >> 6] |= p ? bit : 0, to.s[i >> 6] |= s ? bit : 0;
      if (bytes > 0) std::copy_n(from.data + row * bytes, bytes, to.own + i * bytes);
      if (p && to.low != nullptr) to.low[i] = from.low[row], to.high[i] = from.high[row];
    }
  }
  to.data = to.own;
  if (from.provisional && !to.provisional) {
    // Nothing in the body can use bounds: what is not settled is not known.
    for (std::size_t w = 0; w < words; ++w) to.a[w] &= ~to.p[w], to.b[w] &= ~to.p[w];
  }
}

inline void set_element(const Register& list, Register& to, const std::vector<std::uint32_t>& begins) {
  const Elements& from = *list.elements;
  const std::size_t words = words_for(begins.back()), bytes = lane_bytes(from.lane);
  to.errors = to.provisional = false;
  to.elements = from.below;
  to.data = to.own;
  std::fill_n(to.a, words, ~Word{0}), std::fill_n(to.b, words, Word{0});
  for (std::size_t row = 0; row + 1 < begins.size(); ++row) {
    const std::size_t first = begins[row], count = begins[row + 1] - first;
    if (count == 0) continue;
    const auto begin = static_cast<std::size_t>(list.as<ListLane>()[row].begin);
    std::copy_n(from.data + begin * bytes, count * bytes, to.own + first * bytes);
    for (std::size_t i = 0; i < count && from.nulls != nullptr; ++i) {
      if (!from.is_null(begin + i)) continue;
      set_bit(to.b, first + i);
      to.a[(first + i) >> 6] &= ~(Word{1} << ((first + i) & 63));
    }
  }
}

}  // namespace list_internal

/// Lays the elements of all rows' lists out as rows of the body, and runs it.
TIANYA_RULES_INLINE Frame::Inner& Executor::run_body(std::size_t index, const Register& list) {
  const Body& body = *program_.code[index].body;
  Frame::Inner& inner = frame_.inner(index, body);
  inner.begins.assign(rows_ + 1, 0);
  std::size_t total = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    inner.begins[row] = static_cast<std::uint32_t>(total);
    if (!bit_at(list.known(), row) || (list.provisional && bit_at(list.p, row))) continue;
    const ListLane lane = list.as<ListLane>()[row];
    const auto count = static_cast<std::size_t>(lane.end - lane.begin);
    if (total + count <= kMaxBlockElements) total += count;
  }
  inner.begins[rows_] = static_cast<std::uint32_t>(total);
  inner.elements = total;
  if (total == 0) return inner;
  Frame& frame = *inner.frame;
  frame.reserve(total);
  list_internal::set_element(list, frame[body.element], inner.begins);
  for (const auto& [outside, inside] : body.captures) list_internal::copy_to_elements(frame_[outside], frame[inside], inner.begins);
  Executor(*body.program, frame, block_, total).run();
  return inner;
}

/// Lists that are absent or errors make their result so; one with too many elements is an error.
TIANYA_RULES_INLINE void Executor::list_states(const Register& list, Register& out) const {
  out.errors = list.errors, out.provisional = false;
  for (std::size_t w = 0; w < words_; ++w) out.e[w] = list.e_at(w);
}

TIANYA_RULES_INLINE void Executor::comprehend(std::size_t index) {
  const Instruction& one = program_.code[index];
  const Register& list = frame_[one.in[0]];
  list_states(list, frame_[one.out]);
  const Frame::Inner& inner = run_body(index, list);
  if (one.op == Op::kQuantify)
    quantify(one, inner, list);
  else
    collect(one, inner, list);
}

/// any: t=any t f=all f e=(any e)&f; all is its mirror image; one: d=#(t&~f) u=#(t&f), t=(d<=1 & d+u>=1) f=(d!=1 | u>0), any e:
/// error.
TIANYA_RULES_INLINE void Executor::quantify(const Instruction& one, const Frame::Inner& inner, const Register& list) {
  Register& out = frame_[one.out];
  const Macro macro = one.body->macro;
  static const Register kNoRows;
  const Register& test = inner.elements > 0 ? (*inner.frame)[*one.body->test] : kNoRows;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word unknown = ~list.known()[w] | list.p_at(w);
    out.t()[w] = unknown, out.f()[w] = unknown;
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    if (bit_at(out.t(), row)) continue;
    const ListLane lane = list.as<ListLane>()[row];
    const std::size_t begin = inner.begins[row], end = inner.begins[row + 1];
    std::size_t sure = 0, doubt = 0, never = 0;
    bool e = end - begin != static_cast<std::size_t>(lane.end - lane.begin);
    bool p = false;
    if (e) ++doubt;
    for (std::size_t i = begin; i < end; ++i) {
      const bool t = bit_at(test.t(), i), f = bit_at(test.f(), i);
      (t && f ? doubt : t ? sure : never) += 1;
      e = e || (test.errors && bit_at(test.e, i));
      p = p || (test.provisional && bit_at(test.p, i));
    }
    bool t = false, f = false;
    if (macro == Macro::kExists) t = sure + doubt > 0, f = sure == 0, e = e && f;
    if (macro == Macro::kAll) t = never == 0, f = never + doubt > 0, e = e && t;
    if (macro == Macro::kExistsOne) t = e || (sure <= 1 && sure + doubt >= 1), f = e || sure != 1 || doubt > 0;
    if (t) set_bit(out.t(), row);
    if (f) set_bit(out.f(), row);
    if (e && t && f) set_bit(out.e, row), out.errors = true;
    if (!p || !t || !f) continue;
    if (!out.provisional) {
      out.provisional = true;
      std::fill_n(out.p, words_, Word{0}), std::fill_n(out.s, words_, Word{0});
    }
    set_bit(out.p, row);
  }
  for (std::size_t w = 0; out.provisional && w < words_; ++w) out.s[w] = out.t()[w] & ~out.f()[w];
}

/// filter and map: every element must be settled, whatever the others say.
TIANYA_RULES_INLINE void Executor::collect(const Instruction& one, const Frame::Inner& inner, const Register& list) {
  Register& out = frame_[one.out];
  const Body& body = *one.body;
  ElementsBuilder all(*one.type.element);
  auto* const lanes = out.write<ListLane>();
  for (std::size_t w = 0; w < words_; ++w) out.known()[w] = list.known()[w] & ~list.p_at(w), out.null()[w] = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    lanes[row] = {0, 0};
    if (!bit_at(out.known(), row)) continue;
    const std::size_t begin = inner.begins[row], end = inner.begins[row + 1];
    const ListLane lane = list.as<ListLane>()[row];
    bool e = end - begin != static_cast<std::size_t>(lane.end - lane.begin), open = false;
    lanes[row].begin = static_cast<std::int32_t>(all.size());
    for (std::size_t i = begin; i < end; ++i) {
      Frame& frame = *inner.frame;
      if (body.test) {
        const Register& test = frame[*body.test];
        e = e || (test.errors && bit_at(test.e, i));
        const bool t = bit_at(test.t(), i), f = bit_at(test.f(), i);
        open = open || (t && f);
        if (f) continue;
      }
      const Register& value = frame[body.value ? *body.value : body.element];
      const bool error = value.errors && bit_at(value.e, i), known = bit_at(value.known(), i), null = bit_at(value.null(), i);
      e = e || error;
      const bool settled = (known || null) && !(value.provisional && bit_at(value.p, i));
      open = open || (!settled && !error);
      if (settled) all.append(value_at(value, i));
    }
    lanes[row].end = static_cast<std::int32_t>(all.size());
    if (!e && !open) continue;
    out.known()[row >> 6] &= ~(Word{1} << (row & 63));
    if (e) set_bit(out.e, row), out.errors = true;
  }
  out.elements = all.finish();
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
