// SPDX-License-Identifier: Apache-2.0
/// KernelTable: the loops that a block spends its time in, behind function pointers. Internal to the eval floor.
///
/// The compiled library fills the table from src/kernels.cpp (Highway), for the machine it runs on; header-only programs have the
/// same in plain C++, so that they need no Highway and cannot clash with one of their own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tianya_rules/base/config.hpp"
#include "tianya_rules/calendar/day_table.hpp"

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

/// out[i] = bit i of `pick` ? x[i] : y[i]; lanes of cells that are not known may hold anything.
template <typename T>
using SelectKernel = void (*)(const T* x, const T* y, const std::uint64_t* pick, std::size_t rows, T* out);

/// Where a deadline turns: y = bit of `happened` ? done : as_of; in = y <= high, late = y > low.
using TurnsKernel = void (*)(const std::int32_t* done, const std::uint64_t* happened, std::int32_t as_of, const std::int32_t* low,
                             const std::int32_t* high, std::size_t rows, std::uint64_t* in, std::uint64_t* late);

/// out[i] = the (amount[i] + more[i])-th working day after start[i], where that is settled and the sum positive: then the bit of
/// `settled` is 1. `more` may be nullptr.
using SettledKernel = void (*)(const ExactTable& table, const std::int32_t* start, const std::int64_t* amount,
                               const std::int64_t* more, std::size_t rows, std::int32_t* out, std::uint64_t* settled);

struct KernelTable {
  CompareKernel<std::int32_t> compare_int32[3];  ///< By Comparison.
  CompareKernel<std::int64_t> compare_int64[3];
  CompareKernel<double> compare_double[3];
  SpreadKernel spread;
  SelectKernel<std::int32_t> select_int32;
  SelectKernel<std::int64_t> select_int64;
  TurnsKernel turns;
  SettledKernel settled;
};

/// The table for this machine.
TIANYA_RULES_API const KernelTable& kernels();

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/kernels-inl.hpp"
#endif
