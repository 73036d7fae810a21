// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

namespace macro_internal {

/// Elements that the body runs over at a time, whole lists: more would only leave the cache.
inline constexpr std::size_t kPieceElements = 4096;

/// The rows of a piece, and where in the body's frame the elements of each lie.
struct Piece {
  std::size_t first, last;
  const std::vector<std::uint32_t>& begins;

  Piece(const Frame::Inner& inner, std::size_t number)
      : first(inner.pieces[number]), last(inner.pieces[number + 1]), begins(inner.begins) {}
  [[nodiscard]] std::size_t begin(std::size_t row) const { return begins[row] - begins[first]; }
  [[nodiscard]] std::size_t end(std::size_t row) const { return begins[row + 1] - begins[first]; }
  [[nodiscard]] std::size_t elements() const { return begins[last] - begins[first]; }
};

/// Copies what each row has to the row's elements.
inline void copy_to_elements(const Register& from, Register& to, const Piece& piece) {
  to.errors = from.errors, to.provisional = from.provisional && to.low != nullptr, to.elements = from.elements;
  const std::size_t words = words_for(piece.elements()), bytes = lane_bytes(from.lane);
  for (Word* plane : {to.a, to.b, to.e, to.p, to.s}) std::fill_n(plane, words, Word{0});
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    const bool a = bit_at(from.a, row), b = bit_at(from.b, row), e = from.errors && bit_at(from.e, row);
    const bool p = from.provisional && bit_at(from.p, row), s = from.provisional && bit_at(from.s, row);
    for (std::size_t i = piece.begin(row); i < piece.end(row); ++i) {
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

inline void set_element(const Register& list, Register& to, const Piece& piece) {
  const Elements& from = *list.elements;
  const std::size_t words = words_for(piece.elements()), bytes = lane_bytes(from.lane);
  to.errors = to.provisional = false;
  to.elements = from.below;
  to.data = to.own;
  std::fill_n(to.a, words, ~Word{0}), std::fill_n(to.b, words, Word{0});
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    const std::size_t first = piece.begin(row), count = piece.end(row) - first;
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

}  // namespace macro_internal

/// Which elements of which rows the body will run over, and in which pieces. A row whose elements are too many has none.
TIANYA_RULES_INLINE void Executor::lay_out_elements(Frame::Inner& inner, const Register& list) const {
  inner.begins.assign(1, 0);
  inner.pieces.assign(1, 0);
  inner.held = SIZE_MAX;
  std::size_t total = 0, piece = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    std::size_t count = 0;
    if (bit_at(list.known(), row) && !(list.provisional && bit_at(list.p, row))) {
      const ListLane lane = list.as<ListLane>()[row];
      count = static_cast<std::size_t>(lane.end - lane.begin);
      if (count > most_walked(row)) count = 0;
    }
    if (piece > 0 && piece + count > macro_internal::kPieceElements)
      inner.pieces.push_back(static_cast<std::uint32_t>(row)), piece = 0;
    total += count, piece += count;
    inner.begins.push_back(static_cast<std::uint32_t>(total));
  }
  inner.pieces.push_back(static_cast<std::uint32_t>(rows_));
}

TIANYA_RULES_INLINE void Executor::run_piece(std::size_t index, std::size_t number) {
  const Body& body = *program_.code[index].body;
  Frame::Inner& inner = frame_.inner(index, body);
  if (inner.held == number) return;
  inner.held = number;
  const macro_internal::Piece piece(inner, number);
  if (piece.elements() == 0) return;
  Frame& frame = *inner.frame;
  const Register& list = frame_[program_.code[index].in[0]];
  frame.reserve(piece.elements());
  macro_internal::set_element(list, frame[body.element], piece);
  for (const auto& [outside, inside] : body.captures) macro_internal::copy_to_elements(frame_[outside], frame[inside], piece);
  frame.siblings.clear();
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    const std::size_t count = piece.end(row) - piece.begin(row);
    frame.siblings.insert(frame.siblings.end(), count, static_cast<std::uint32_t>(count * siblings(row)));
  }
  Executor(*body.program, frame, block_, piece.elements()).run();
}

TIANYA_RULES_INLINE void Executor::comprehend(std::size_t index) {
  const Instruction& one = program_.code[index];
  Frame::Inner& inner = frame_.inner(index, *one.body);
  const Register& list = frame_[one.in[0]];
  Register& out = frame_[one.out];
  lay_out_elements(inner, list);
  out.errors = list.errors, out.provisional = false;
  for (std::size_t w = 0; w < words_; ++w) out.e[w] = list.e_at(w);
  if (one.op == Op::kQuantify) {
    for (std::size_t w = 0; w < words_; ++w) out.t()[w] = out.f()[w] = ~list.known()[w] | list.p_at(w);
    for (std::size_t piece = 0; piece + 1 < inner.pieces.size(); ++piece) {
      run_piece(index, piece);
      quantify(one, inner, piece);
    }
    for (std::size_t w = 0; out.provisional && w < words_; ++w) out.s[w] = out.t()[w] & ~out.f()[w];
    return;
  }
  for (std::size_t w = 0; w < words_; ++w) out.known()[w] = list.known()[w] & ~list.p_at(w), out.null()[w] = 0;
  ElementsBuilder all(*one.type.element);
  for (std::size_t piece = 0; piece + 1 < inner.pieces.size(); ++piece) {
    run_piece(index, piece);
    collect(one, inner, piece, all);
  }
  out.elements = all.finish();
}

/// any: t=any t f=all f e=(any e)&f; all is its mirror image; one: d=#(t&~f) u=#(t&f), t=(d<=1 & d+u>=1) f=(d!=1 | u>0), any e:
/// error.
TIANYA_RULES_INLINE void Executor::quantify(const Instruction& one, const Frame::Inner& inner, std::size_t number) {
  Register& out = frame_[one.out];
  const Macro macro = one.body->macro;
  static const Register kNoRows;
  const macro_internal::Piece piece(inner, number);
  const Register& list = frame_[one.in[0]];
  const Register& test = piece.elements() > 0 ? (*inner.frame)[*one.body->test] : kNoRows;
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    if (bit_at(out.t(), row)) continue;
    const ListLane lane = list.as<ListLane>()[row];
    const std::size_t begin = piece.begin(row), end = piece.end(row);
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
}

/// filter and map: every element must be settled, whatever the others say.
TIANYA_RULES_INLINE void Executor::collect(const Instruction& one, const Frame::Inner& inner, std::size_t number,
                                           ElementsBuilder& all) {
  Register& out = frame_[one.out];
  const Body& body = *one.body;
  const Frame& frame = *inner.frame;
  const macro_internal::Piece piece(inner, number);
  const Register& list = frame_[one.in[0]];
  auto* const lanes = out.write<ListLane>();
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    lanes[row] = {0, 0};
    if (!bit_at(out.known(), row)) continue;
    const ListLane lane = list.as<ListLane>()[row];
    const std::size_t most = all.total() + most_made(row);
    bool e = piece.end(row) - piece.begin(row) != static_cast<std::size_t>(lane.end - lane.begin), open = false;
    lanes[row].begin = static_cast<std::int32_t>(all.size());
    for (std::size_t i = piece.begin(row); i < piece.end(row); ++i) {
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
      if (settled && all.total() <= most) all.append(value_at(value, i));
    }
    lanes[row].end = static_cast<std::int32_t>(all.size());
    e = e || all.total() > most;
    if (!e && !open) continue;
    out.known()[row >> 6] &= ~(Word{1} << (row & 63));
    if (e) set_bit(out.e, row), out.errors = true;
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
