// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <numeric>

#include "tianya_rules/eval/execute_macros-inl.hpp"
#include "tianya_rules/eval/sweep.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE void Sweep::begin(const std::vector<std::uint32_t>& cone) {
  for (const std::uint32_t at : cone) std::fill_n(need(program_.code[at].out), words_, Word{0});
}

TIANYA_RULES_INLINE void Sweep::run(const std::vector<std::uint32_t>& cone) {
  for (auto at = cone.rbegin(); at != cone.rend(); ++at) step(*at);
}

TIANYA_RULES_INLINE Word Sweep::doubt(const Register& reg, std::size_t word) const {
  if (what_ == For::kError) return reg.e_at(word);
  return reg.lane == Lane::kTruth ? reg.t()[word] & reg.f()[word] : ~(reg.known()[word] | reg.null()[word]);
}

TIANYA_RULES_INLINE void Sweep::step(std::size_t index) {
  const Instruction& one = program_.code[index];
  const Word* const asked = need(one.out);
  if (std::all_of(asked, asked + words_, [](Word word) { return word == 0; })) return;
  switch (one.op) {
    case Op::kConstant:
    case Op::kConstantTruth:
    case Op::kCaptured:
      return;
    case Op::kFailure:
      if (what_ == For::kError) own_errors(one, asked);
      return;
    case Op::kLoad:
    case Op::kLoadTruth:
      return load(one, asked);
    case Op::kChoose:
    case Op::kChooseValue:
      return choose(one, asked);
    case Op::kMeet: {
      // The base facts are what is missing, not the derived one.
      Word* const derivation = need(one.in[0]);
      for (std::size_t w = 0; w < words_; ++w) derivation[w] |= asked[w] & doubt(frame_[one.in[0]], w);
      if (what_ == For::kAbsent) return;
      Word* const given = need(one.in[1]);
      for (std::size_t w = 0; w < words_; ++w) given[w] |= asked[w] & frame_[one.in[1]].e_at(w);
      return;
    }
    case Op::kQuantify:
    case Op::kFilter:
    case Op::kMap:
      return elements(index, asked);
    default:
      break;
  }
  pass_all(one, asked);
  if (what_ == For::kError) own_errors(one, asked);
}

TIANYA_RULES_INLINE void Sweep::note(ErrorCode code, std::uint32_t attribute, std::size_t word, Word rows) {
  if (rows == 0) return;
  const auto same =
      std::find_if(found_.begin(), found_.end(), [&](const Found& one) { return one.code == code && one.attribute == attribute; });
  Found& found = same != found_.end() ? *same : found_.emplace_back();
  found.code = code, found.attribute = attribute;
  if (found.rows.size() < words_) found.rows.resize(words_);
  found.rows[word] |= rows;
}

TIANYA_RULES_INLINE void Sweep::load(const Instruction& one, const Word* asked) {
  const Register& reg = frame_[one.out];
  const bool given = one.index >= program_.attributes && what_ == For::kAbsent;
  for (std::size_t w = 0; w < words_ && !given; ++w) {
    if (what_ == For::kAbsent)
      note(ErrorCode::kNone, one.index, w, asked[w] & doubt(reg, w) & ~reg.e_at(w));
    else
      note(ErrorCode::kRefusedCell, one.index < program_.attributes ? one.index : UINT32_MAX, w, asked[w] & reg.e_at(w));
  }
}

/// n&doubt(c), n&tc&doubt(a), n&fc&doubt(b)
TIANYA_RULES_INLINE void Sweep::choose(const Instruction& one, const Word* asked) {
  const Register& c = frame_[one.in[0]];
  Word *const test = need(one.in[0]), *const yes = need(one.in[1]), *const no = need(one.in[2]);
  for (std::size_t w = 0; w < words_; ++w) {
    const Word n = asked[w];
    test[w] |= n & doubt(c, w);
    yes[w] |= n & c.t()[w] & doubt(frame_[one.in[1]], w);
    no[w] |= n & c.f()[w] & doubt(frame_[one.in[2]], w);
  }
}

TIANYA_RULES_INLINE void Sweep::pass_all(const Instruction& one, const Word* asked) {
  for (const std::uint32_t side : one.in) {
    Word* const to = need(side);
    const Register& reg = frame_[side];
    for (std::size_t w = 0; w < words_; ++w) to[w] |= asked[w] & doubt(reg, w);
  }
}

/// An error that no operand had.
TIANYA_RULES_INLINE void Sweep::own_errors(const Instruction& one, const Word* asked) {
  const Register& out = frame_[one.out];
  for (std::size_t w = 0; w < words_; ++w) {
    Word own = asked[w] & out.e_at(w), null = 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      own &= ~in.e_at(w);
      if (in.lane != Lane::kTruth && !one.takes_null) null |= in.null()[w] & ~in.p_at(w);
    }
    note(ErrorCode::kNullOperand, UINT32_MAX, w, own & null);
    own &= ~null;
    if (one.kernel == KernelId::kDivideInt || one.kernel == KernelId::kModuloInt) {
      // The least int by -1 is no division by zero.
      Word overflow = 0;
      for_rows(own, w, [&](std::size_t row) { overflow |= Word{frame_[one.in[1]].as<std::int64_t>()[row] != 0} << (row & 63); });
      note(ErrorCode::kOverflow, UINT32_MAX, w, overflow);
      own &= ~overflow;
    }
    if (one.code != ErrorCode::kNone) note(one.code, UINT32_MAX, w, own);
  }
}

/// To the elements of the rows asked about, through the body, and back to the rows by what was captured.
TIANYA_RULES_INLINE void Sweep::elements(std::size_t index, const Word* asked) {
  const Instruction& one = program_.code[index];
  const Frame::Inner& inner = frame_.inner(index, *one.body);
  Word* const list = need(one.in[0]);
  std::vector<Word> own(words_);
  for (std::size_t w = 0; w < words_; ++w) {
    list[w] |= asked[w] & doubt(frame_[one.in[0]], w);
    own[w] = asked[w] & frame_[one.out].e_at(w) & ~frame_[one.in[0]].e_at(w);
  }
  for (std::size_t number = 0; number + 1 < inner.pieces.size(); ++number) piece(index, number, asked, own.data());
  for (std::size_t w = 0; what_ == For::kError && w < words_; ++w) note(one.code, UINT32_MAX, w, own[w]);
}

/// `own`: loses the rows whose errors are an element's.
TIANYA_RULES_INLINE void Sweep::piece(std::size_t index, std::size_t number, const Word* asked, Word* own) {
  const Body& body = *program_.code[index].body;
  Frame::Inner& inner = frame_.inner(index, body);
  const macro_internal::Piece piece(inner, number);
  std::vector<std::size_t> rows;
  for (std::size_t row = piece.first; row < piece.last; ++row) {
    if (bit_at(asked, row) && piece.begin(row) < piece.end(row)) rows.push_back(row);
  }
  if (rows.empty()) return;
  Executor(program_, frame_, block_, rows_).run_piece(index, number);
  Frame& frame = *inner.frame;
  std::vector<Found> found;
  Sweep sweep(*body.program, frame, block_, piece.elements(), what_, found);
  std::vector<std::uint32_t> all(body.program->code.size());
  std::iota(all.begin(), all.end(), std::uint32_t{0});
  sweep.begin(all);
  for (const auto& result : {body.test, body.value}) {
    if (!result) continue;
    Word* const to = sweep.need(*result);
    const Register& reg = frame[*result];
    for (const std::size_t row : rows) {
      for (std::size_t i = piece.begin(row); i < piece.end(row); ++i) {
        if ((sweep.doubt(reg, i >> 6) >> (i & 63) & 1) != 0) set_bit(to, i);
      }
    }
  }
  sweep.run(all);
  const auto any = [&](const Word* bits, std::size_t row) {
    for (std::size_t i = piece.begin(row); i < piece.end(row); ++i) {
      if (bit_at(bits, i)) return true;
    }
    return false;
  };
  for (const auto& [outside, inside] : body.captures) {
    Word* const to = need(outside);
    const Word* const from = sweep.need(inside);
    for (const std::size_t row : rows) {
      if (any(from, row)) set_bit(to, row);
    }
  }
  for (const Found& error : found) {
    for (const std::size_t row : rows) {
      if (!any(error.rows.data(), row)) continue;
      note(error.code, error.attribute, row >> 6, Word{1} << (row & 63));
      own[row >> 6] &= ~(Word{1} << (row & 63));
    }
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
