// SPDX-License-Identifier: Apache-2.0
// The kernels for one target of Highway: included once a target by src/kernels.cpp, and by nobody else. Same results as the
// portable bodies in kernels-inl.hpp, which take what is left over at the end.
#if defined(TIANYA_RULES_EVAL_KERNELS_SIMD_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef TIANYA_RULES_EVAL_KERNELS_SIMD_INL_HPP
#undef TIANYA_RULES_EVAL_KERNELS_SIMD_INL_HPP
#else
#define TIANYA_RULES_EVAL_KERNELS_SIMD_INL_HPP
#endif

#include <hwy/highway.h>

#include <cstring>

#include "tianya_rules/eval/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
TIANYA_RULES_BEGIN_NAMESPACE
namespace eval_internal {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <Comparison kind, class Vector>
HWY_INLINE auto compare_lanes(Vector a, Vector b) {
  // Less or equal is "not greater" of integers; doubles have an instruction of their own, which NaN fails.
  if constexpr (kind == Comparison::kEqual) {
    return hn::Eq(a, b);
  } else if constexpr (kind == Comparison::kLess) {
    return hn::Lt(a, b);
  } else if constexpr (hwy::IsFloat<hn::TFromV<Vector>>()) {
    return hn::Le(a, b);
  } else {
    return hn::Not(hn::Gt(a, b));
  }
}

/// The bits of a mask of N lanes, from bit 0.
template <class D, class Mask>
HWY_INLINE std::uint64_t bits_of(D d, Mask mask) {
  std::uint8_t bytes[8 > HWY_MAX_BYTES / 8 ? 8 : HWY_MAX_BYTES / 8] = {};
  hn::StoreMaskBits(d, mask, bytes);
  std::uint64_t bits;
  std::memcpy(&bits, bytes, 8);
  return hn::Lanes(d) == 64 ? bits : bits & ((std::uint64_t{1} << hn::Lanes(d)) - 1);
}

template <Comparison kind, typename T>
void compare_rows(const T* a, const T* b, std::size_t b_step, std::size_t rows, std::uint64_t* out) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d), whole = rows / 64;
  const auto constant = hn::Set(d, b_step == 0 ? *b : T{});
  for (std::size_t w = 0; w < whole; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; i += lanes) {
      const auto x = hn::LoadU(d, a + w * 64 + i);
      const auto y = b_step == 0 ? constant : hn::LoadU(d, b + w * 64 + i);
      word |= bits_of(d, compare_lanes<kind>(x, y)) << i;
    }
    out[w] = word;
  }
  const std::size_t done = whole * 64;
  if (done < rows) eval_internal::compare_rows<kind, T>(a + done, b + done * b_step, b_step, rows - done, out + whole);
}

inline void spread_planes(const VerdictPlanes& planes, std::size_t rows, std::uint8_t* out) {
  static constexpr std::uint8_t kWeights[kVerdictPlanes] = {1, 2, 4, 8, 64, 128};
  const hn::CappedTag<std::uint8_t, 64> d;
  const std::size_t lanes = hn::Lanes(d), whole = rows / 64 * 64;
  for (std::size_t row = 0; row < whole; row += lanes) {
    auto bytes = hn::Zero(d);
    for (std::size_t i = 0; i < kVerdictPlanes; ++i) {
      if (planes.planes[i] == nullptr) continue;
      const auto* const bits = reinterpret_cast<const std::uint8_t*>(planes.planes[i]) + row / 8;
      bytes = hn::Or(bytes, hn::IfThenElseZero(hn::LoadMaskBits(d, bits), hn::Set(d, kWeights[i])));
    }
    hn::StoreU(bytes, d, out + row);
  }
  if (whole == rows) return;
  VerdictPlanes rest;
  for (std::size_t i = 0; i < kVerdictPlanes; ++i)
    rest.planes[i] = planes.planes[i] == nullptr ? nullptr : planes.planes[i] + whole / 64;
  eval_internal::spread_planes(rest, rows - whole, out + whole);
}

/// A mask of lanes [i, i + N) of a word.
template <class D>
HWY_INLINE auto mask_of(D d, std::uint64_t word, std::size_t i) {
  const std::uint64_t bits = word >> i;
  return hn::LoadMaskBits(d, reinterpret_cast<const std::uint8_t*>(&bits));
}

template <typename T>
void select_rows(const T* x, const T* y, const std::uint64_t* pick, std::size_t rows, T* out) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d), whole = rows / 64;
  for (std::size_t w = 0; w < whole; ++w) {
    for (std::size_t i = 0; i < 64; i += lanes) {
      const std::size_t at = w * 64 + i;
      hn::StoreU(hn::IfThenElse(mask_of(d, pick[w], i), hn::LoadU(d, x + at), hn::LoadU(d, y + at)), d, out + at);
    }
  }
  const std::size_t done = whole * 64;
  if (done < rows) eval_internal::select_rows<T>(x + done, y + done, pick + whole, rows - done, out + done);
}

inline void turn_rows(const std::int32_t* done, const std::uint64_t* happened, std::int32_t as_of, const std::int32_t* low,
                      const std::int32_t* high, std::size_t rows, std::uint64_t* in, std::uint64_t* late) {
  const hn::ScalableTag<std::int32_t> d;
  const std::size_t lanes = hn::Lanes(d), whole = rows / 64;
  const auto otherwise = hn::Set(d, as_of);
  for (std::size_t w = 0; w < whole; ++w) {
    std::uint64_t above = 0, beyond = 0;
    for (std::size_t i = 0; i < 64; i += lanes) {
      const std::size_t at = w * 64 + i;
      const auto y = hn::IfThenElse(mask_of(d, happened[w], i), hn::LoadU(d, done + at), otherwise);
      above |= bits_of(d, hn::Gt(y, hn::LoadU(d, high + at))) << i;
      beyond |= bits_of(d, hn::Gt(y, hn::LoadU(d, low + at))) << i;
    }
    in[w] = ~above, late[w] = beyond;
  }
  const std::size_t rest = whole * 64;
  if (rest < rows)
    eval_internal::turn_rows(done + rest, happened + whole, as_of, low + rest, high + rest, rows - rest, in + whole, late + whole);
}

inline void settled_rows(const ExactTable& table, const std::int32_t* start, const std::int64_t* amount, const std::int64_t* more,
                         std::size_t rows, std::int32_t* out, std::uint64_t* settled) {
  const hn::ScalableTag<std::int32_t> d;
  const std::size_t lanes = hn::Lanes(d), whole = rows / 64;
  const auto before = hn::Set(d, table.first - 1), ranks = hn::Set(d, static_cast<std::int32_t>(table.rank_count));
  const auto exact = hn::Set(d, static_cast<std::int32_t>(table.exact_count)), zero = hn::Zero(d), one = hn::Set(d, 1);
  HWY_ALIGN std::int32_t n[64];
  for (std::size_t w = 0; w < whole; ++w) {
    const std::int64_t *const a = amount + w * 64, *const b = more == nullptr ? nullptr : more + w * 64;
    if (b == nullptr)
      for (std::size_t i = 0; i < 64; ++i) n[i] = small_sum(a[i], 0);
    else
      for (std::size_t i = 0; i < 64; ++i) n[i] = small_sum(a[i], b[i]);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 64; i += lanes) {
      const auto count = hn::Load(d, n + i);
      // Days far outside wrap round, to what is no place in the table either.
      const auto at = hn::Sub(hn::LoadU(d, start + w * 64 + i), before);
      const auto in_table = hn::And(hn::And(hn::Gt(at, hn::Set(d, -1)), hn::Lt(at, ranks)), hn::Gt(count, zero));
      const auto rank = hn::GatherIndex(d, table.rank, hn::IfThenElseZero(in_table, at));
      const auto index = hn::Sub(hn::Add(rank, count), one);
      const auto found = hn::And(in_table, hn::Lt(index, exact));
      hn::StoreU(hn::GatherIndex(d, table.select, hn::IfThenElseZero(found, index)), d, out + w * 64 + i);
      word |= bits_of(d, found) << i;
    }
    settled[w] = word;
  }
  const std::size_t done = whole * 64;
  if (done < rows)
    eval_internal::settled_rows(table, start + done, amount + done, more == nullptr ? nullptr : more + done, rows - done,
                                out + done, settled + whole);
}

template <typename T>
void fill_compare(CompareKernel<T> (&row)[3]) {
  row[0] = HWY_NAMESPACE::compare_rows<Comparison::kEqual, T>;
  row[1] = HWY_NAMESPACE::compare_rows<Comparison::kLess, T>;
  row[2] = HWY_NAMESPACE::compare_rows<Comparison::kLessEqual, T>;
}

inline KernelTable make_table() {
  KernelTable table{};
  HWY_NAMESPACE::fill_compare(table.compare_int32);
  HWY_NAMESPACE::fill_compare(table.compare_int64);
  HWY_NAMESPACE::fill_compare(table.compare_double);
  table.spread = HWY_NAMESPACE::spread_planes;
  table.select_int32 = HWY_NAMESPACE::select_rows<std::int32_t>, table.select_int64 = HWY_NAMESPACE::select_rows<std::int64_t>;
  table.turns = HWY_NAMESPACE::turn_rows;
  table.settled = HWY_NAMESPACE::settled_rows;
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace eval_internal
TIANYA_RULES_END_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
