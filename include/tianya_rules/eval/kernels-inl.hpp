// SPDX-License-Identifier: Apache-2.0
// The kernels in plain C++: what header-only programs run, what the vectorised ones fall back on at the end of their rows, and what
// they are compared with in tests.
#pragma once

#include <cstring>

#include "tianya_rules/eval/kernels.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

template <Comparison kind, typename T>
bool compare_one(const T& a, const T& b) {
  if (kind == Comparison::kEqual) return a == b;
  return kind == Comparison::kLess ? a < b : a <= b;
}

/// Eight bytes of 0 or 1 to eight bits.
inline std::uint64_t pack_bytes(const std::uint8_t* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, 8);
  return word * 0x0102040810204080ULL >> 56;
}

template <Comparison kind, typename T>
void compare_rows(const T* a, const T* b, std::size_t b_step, std::size_t rows, std::uint64_t* out) {
  for (std::size_t first = 0; first < rows; first += 64) {
    std::uint8_t bytes[64] = {};
    const std::size_t count = rows - first < 64 ? rows - first : 64;
    const T* const x = a + first;
    if (b_step == 0) {
      const T y = *b;
      for (std::size_t i = 0; i < count; ++i) bytes[i] = compare_one<kind>(x[i], y);
    } else {
      const T* const y = b + first;
      for (std::size_t i = 0; i < count; ++i) bytes[i] = compare_one<kind>(x[i], y[i]);
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i) word |= pack_bytes(bytes + 8 * i) << (8 * i);
    out[first / 64] = word;
  }
}

/// Eight bits to the lowest bit of eight bytes.
inline std::uint64_t spread_byte(std::uint64_t bits) {
  const std::uint64_t copies = (bits & 0xFF) * 0x0101010101010101ULL & 0x8040201008040201ULL;
  return (copies + 0x00406070787C7E7FULL) >> 7 & 0x0101010101010101ULL;
}

inline void spread_planes(const VerdictPlanes& planes, std::size_t rows, std::uint8_t* out) {
  static constexpr std::uint64_t kWeights[kVerdictPlanes] = {1, 2, 4, 8, 64, 128};
  for (std::size_t first = 0; first < rows; first += 8) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < kVerdictPlanes; ++i) {
      if (planes.planes[i] != nullptr) bytes |= spread_byte(planes.planes[i][first / 64] >> (first & 63)) * kWeights[i];
    }
    std::memcpy(out + first, &bytes, rows - first < 8 ? rows - first : 8);
  }
}

template <typename T>
void select_rows(const T* x, const T* y, const std::uint64_t* pick, std::size_t rows, T* out) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = (pick[i / 64] >> (i & 63) & 1) != 0 ? x[i] : y[i];
}

inline void turn_rows(const std::int32_t* done, const std::uint64_t* happened, std::int32_t as_of, const std::int32_t* low,
                      const std::int32_t* high, std::size_t rows, std::uint64_t* in, std::uint64_t* late) {
  for (std::size_t i = 0; i < rows; ++i) {
    if ((i & 63) == 0) in[i / 64] = late[i / 64] = 0;
    const std::int32_t y = (happened[i / 64] >> (i & 63) & 1) != 0 ? done[i] : as_of;
    in[i / 64] |= std::uint64_t{y <= high[i]} << (i & 63);
    late[i / 64] |= std::uint64_t{y > low[i]} << (i & 63);
  }
}

/// A sum of working days that no table holds becomes 0, which none of them answers.
inline std::int32_t small_sum(std::int64_t amount, std::int64_t more) {
  constexpr std::int64_t kMost = 1 << 20;
  const bool small = (amount >= 0) & (amount < kMost) & (more >= 0) & (more < kMost);
  return small ? static_cast<std::int32_t>(amount + more) : 0;
}

inline void settled_rows(const ExactTable& table, const std::int32_t* start, const std::int64_t* amount, const std::int64_t* more,
                         std::size_t rows, std::int32_t* out, std::uint64_t* settled) {
  for (std::size_t i = 0; i < rows; ++i) {
    if ((i & 63) == 0) settled[i / 64] = 0;
    const std::int32_t n = small_sum(amount[i], more != nullptr ? more[i] : 0);
    settled[i / 64] |= std::uint64_t{n > 0 && table.find(start[i], n, out[i])} << (i & 63);
  }
}

template <typename T>
void fill_compare(CompareKernel<T> (&row)[3]) {
  row[0] = compare_rows<Comparison::kEqual, T>;
  row[1] = compare_rows<Comparison::kLess, T>;
  row[2] = compare_rows<Comparison::kLessEqual, T>;
}

inline KernelTable portable_kernels() {
  KernelTable table{};
  fill_compare(table.compare_int32), fill_compare(table.compare_int64), fill_compare(table.compare_double);
  table.spread = spread_planes;
  table.select_int32 = select_rows<std::int32_t>, table.select_int64 = select_rows<std::int64_t>;
  table.turns = turn_rows;
  table.settled = settled_rows;
  return table;
}

#if defined(TIANYA_RULES_HEADER_ONLY)
inline const KernelTable& kernels() {
  static const KernelTable kTable = portable_kernels();
  return kTable;
}
#endif

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
