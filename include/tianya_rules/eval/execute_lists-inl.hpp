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
        const std::size_t most = all.total() + most_made(row);
        const auto append = [&](const Elements& from, ListLane list) {
          for (std::int32_t i = list.begin; i < list.end && all.total() <= most; ++i)
            all.append(value_at(from, static_cast<std::size_t>(i)));
        };
        result.begin = static_cast<std::int32_t>(all.size());
        append(*x, a[row]);
        append(*y, b[row]);
        result.end = static_cast<std::int32_t>(all.size());
        return all.total() <= most;
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

/// A literal: all of its elements must be there; a row where they are too many together is an error.
TIANYA_RULES_INLINE void Executor::make_list(const Instruction& one) {
  Register& out = frame_[one.out];
  operand_states(one, out);
  ElementsBuilder all(*one.type.element);
  auto* const lanes = out.write<ListLane>();
  bool errors = false;
  for (std::size_t w = 0; w < words_; ++w) {
    Word told = ~Word{0}, e = 0;
    for (const std::uint32_t side : one.in) {
      const Register& in = frame_[side];
      told &= (in.known()[w] | in.null()[w]) & ~in.p_at(w);
      e |= in.e_at(w);
    }
    for_rows(told & rows_in(w, rows_), w, [&](std::size_t row) {
      const std::size_t most = all.total() + most_made(row);
      lanes[row].begin = static_cast<std::int32_t>(all.size());
      for (const std::uint32_t side : one.in) {
        if (all.total() <= most) all.append(value_at(frame_[side], row));
      }
      lanes[row].end = static_cast<std::int32_t>(all.size());
      if (all.total() > most) told &= ~(Word{1} << (row & 63)), e |= Word{1} << (row & 63);
    });
    out.known()[w] = told, out.e[w] = e;  // null is an element like others
    errors = errors || (e & rows_in(w, rows_)) != 0;
  }
  out.errors = errors;
  out.elements = all.finish();
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
