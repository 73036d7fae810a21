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
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace eval_internal
TIANYA_RULES_END_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
