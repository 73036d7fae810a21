// SPDX-License-Identifier: Apache-2.0
/// RowBits: a bit a row, of our own, beside the runs of bits that others own.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "tianya_rules/facts/table.hpp"

namespace tianya_rules::arrow {

[[nodiscard]] inline bool bit_of(const BitRun& run, std::size_t row) {
  const auto at = static_cast<std::uint64_t>(run.offset) + row;
  return run.data == nullptr || (run.data[at >> 3] >> (at & 7) & 1) != 0;
}

/// 64 bits of a run from `row` on; those from `rows` on are 0. Reads no byte beyond the run's last.
[[nodiscard]] inline std::uint64_t word_of(const BitRun& run, std::size_t row, std::size_t rows) {
  const std::size_t left = rows - row < 64 ? rows - row : 64;
  const std::uint64_t mask = left == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  if (run.data == nullptr) return mask;
  const auto at = static_cast<std::uint64_t>(run.offset) + row;
  const std::size_t shift = at & 7, bytes = (shift + left + 7) / 8;
  std::uint64_t low = 0, high = 0;
  std::memcpy(&low, run.data + (at >> 3), bytes < 8 ? bytes : 8);
  if (bytes > 8) high = run.data[(at >> 3) + 8];
  return (low >> shift | (shift == 0 ? 0 : high << (64 - shift))) & mask;
}

[[nodiscard]] inline std::uint64_t count_set(const BitRun& run, std::size_t rows) {
  std::uint64_t count = 0;
  for (std::size_t row = 0; row < rows; row += 64) count += static_cast<std::uint64_t>(std::popcount(word_of(run, row, rows)));
  return count;
}

class RowBits {
 public:
  /// Takes over what `run` says of the first `rows` rows.
  void assign(const BitRun& run, std::size_t rows) {
    words_.resize((rows + 63) / 64);
    for (std::size_t word = 0; word < words_.size(); ++word) words_[word] = word_of(run, word * 64, rows);
  }
  void assign(bool value, std::size_t rows) { words_.assign((rows + 63) / 64, value ? ~std::uint64_t{0} : 0); }
  void set(std::size_t row) { words_[row >> 6] |= std::uint64_t{1} << (row & 63); }
  void clear(std::size_t row) { words_[row >> 6] &= ~(std::uint64_t{1} << (row & 63)); }
  [[nodiscard]] BitRun run() const { return {reinterpret_cast<const std::uint8_t*>(words_.data()), 0}; }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace tianya_rules::arrow
