// SPDX-License-Identifier: Apache-2.0
/// KernelTable: the loops that a block spends its time in, behind function pointers. Internal to the eval floor.
///
/// The compiled library fills the table from src/kernels.cpp (Highway), for the machine it runs on; header-only programs have the same
/// in plain C++, so that they need no Highway and cannot clash with one of their own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

enum class Comparison : std::uint8_t { kEqual, kLess, kLessEqual };

/// `out` gets one bit a row, and whatever in the last word's bits beyond `rows`. `b_step` is 1, or 0: one value for all rows.
template <typename T>
using CompareKernel = void (*)(const T* a, const T* b, std::size_t b_step, std::size_t rows, std::uint64_t* out);

/// Verdict bytes of `rows` rows: bit i of a byte from plane i; a plane may be nullptr (all 0).
inline constexpr std::size_t kVerdictPlanes = 6;
struct VerdictPlanes {
  /// Outcomes (values 1, 2, 4, 8), then error (64) and provisional (128).
  const std::uint64_t* planes[kVerdictPlanes];
};
using SpreadKernel = void (*)(const VerdictPlanes& planes, std::size_t rows, std::uint8_t* out);

struct KernelTable {
  CompareKernel<std::int32_t> compare_int32[3];  ///< By Comparison.
  CompareKernel<std::int64_t> compare_int64[3];
  CompareKernel<double> compare_double[3];
  SpreadKernel spread;
};

/// The table for this machine.
TIANYA_RULES_API const KernelTable& kernels();

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/kernels-inl.hpp"
#endif
