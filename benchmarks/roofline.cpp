// SPDX-License-Identifier: Apache-2.0
// The roofline of a table: what it takes to read every byte of the columns once and to write one byte a norm and row, and nothing
// else. A shared library, so that benchmarks/bench.py hands over the very buffers that the engine and the peers are given.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace {

constexpr std::size_t kBlockRows = 1024;  // as the engine takes them: inputs and outputs of a block stay in L1

/// XOR of the words of [from, from + size): eight chains, so that memory and not the sum sets the pace.
std::uint64_t read_all(const std::byte* from, std::size_t size) {
  std::uint64_t sums[8] = {};
  std::size_t at = 0;
  for (; at + sizeof sums <= size; at += sizeof sums) {
    std::uint64_t words[8];
    std::memcpy(words, from + at, sizeof words);
    for (std::size_t i = 0; i < 8; ++i) sums[i] ^= words[i];
  }
  std::uint64_t all = 0;
  for (const std::uint64_t sum : sums) all ^= sum;
  for (; at < size; ++at) all ^= static_cast<std::uint64_t>(from[at]);
  return all;
}

}  // namespace

extern "C" {

struct RooflineColumn {
  const std::byte* values;
  std::size_t bits;  ///< a row
};

/// Reads `columns` and writes `rows` bytes to each of `norms` outputs, which lie `stride` bytes apart.
[[gnu::visibility("default")]] void roofline(const RooflineColumn* columns, std::size_t column_count, std::size_t rows,
                                             std::byte* verdicts, std::size_t norms, std::size_t stride) {
  for (std::size_t row = 0; row < rows; row += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, rows - row);
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < column_count; ++i) {
      all ^= read_all(columns[i].values + row * columns[i].bits / 8, (count * columns[i].bits + 7) / 8);
    }
    for (std::size_t norm = 0; norm < norms; ++norm) {
      std::memset(verdicts + norm * stride + row, static_cast<int>((all >> norm) & 0xff), count);
    }
  }
}
}
