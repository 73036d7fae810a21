// SPDX-License-Identifier: Apache-2.0
// The vectorised kernels against the plain ones, at every length around a block's edges and at memory that is aligned to nothing.
#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

#include "tianya_rules/eval/kernels-inl.hpp"
#include "tianya_rules/eval/kernels.hpp"

namespace {
using namespace tianya_rules;
using namespace tianya_rules::eval_internal;

const std::size_t kLengths[] = {0, 1, 7, 8, 63, 64, 65, 127, 128, 200, 1023, 1024};
constexpr std::size_t kMost = 1024 + 8;

std::mt19937_64 random_engine(2026);

template <typename T>
std::vector<T> values(std::size_t skip) {
  const T kEdges[] = {T{0}, T{1}, T(-1), std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max()};
  std::vector<T> made(kMost + skip);
  for (T& one : made) {
    const std::uint64_t dice = random_engine();
    one = dice % 4 == 0 ? kEdges[dice / 4 % 5] : static_cast<T>(static_cast<std::int64_t>(dice >> 8) % 9 - 4);
    if constexpr (std::is_floating_point_v<T>) {
      if (dice % 16 == 1) one = std::numeric_limits<T>::quiet_NaN();
    }
  }
  return made;
}

std::vector<std::uint64_t> plane() {
  std::vector<std::uint64_t> made(kMost / 64 + 2);
  for (std::uint64_t& word : made) word = random_engine();
  return made;
}

bool same_bits(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    if ((a[i / 64] >> (i & 63) & 1) != (b[i / 64] >> (i & 63) & 1)) return false;
  }
  return true;
}

template <typename T>
void compare(const CompareKernel<T> (&fast)[3], const CompareKernel<T> (&plain)[3]) {
  for (std::size_t kind = 0; kind < 3; ++kind) {
    for (const std::size_t rows : kLengths) {
      for (const std::size_t step : {0, 1}) {
        const std::size_t skip = random_engine() % 7;
        const std::vector<T> a = values<T>(skip), b = values<T>(skip);
        std::vector<std::uint64_t> x(kMost / 64 + 2), y = x;
        fast[kind](a.data() + skip, b.data() + skip, step, rows, x.data());
        plain[kind](a.data() + skip, b.data() + skip, step, rows, y.data());
        CHECK(same_bits(x, y, rows));
      }
    }
  }
}
}  // namespace

TEST_CASE("kernels: comparisons are those of plain C++") {
  const KernelTable& fast = kernels();
  const KernelTable plain = portable_kernels();
  compare(fast.compare_int32, plain.compare_int32);
  compare(fast.compare_int64, plain.compare_int64);
  compare(fast.compare_double, plain.compare_double);
}

TEST_CASE("kernels: verdict bytes") {
  for (const std::size_t rows : kLengths) {
    std::vector<std::vector<std::uint64_t>> planes;
    for (std::size_t i = 0; i < kVerdictPlanes; ++i) planes.push_back(plane());
    VerdictPlanes given{};
    for (std::size_t i = 0; i < kVerdictPlanes; ++i) given.planes[i] = random_engine() % 3 == 0 ? nullptr : planes[i].data();
    std::vector<std::uint8_t> x(kMost, 7), y = x;
    kernels().spread(given, rows, x.data());
    portable_kernels().spread(given, rows, y.data());
    CHECK(x == y);
  }
}

TEST_CASE("kernels: a choice of lanes") {
  for (const std::size_t rows : kLengths) {
    const auto pick = plane();
    const std::size_t skip = random_engine() % 7;
    const auto a = values<std::int32_t>(skip), b = values<std::int32_t>(skip);
    std::vector<std::int32_t> x(kMost), y(kMost);
    kernels().select_int32(a.data() + skip, b.data() + skip, pick.data(), rows, x.data());
    portable_kernels().select_int32(a.data() + skip, b.data() + skip, pick.data(), rows, y.data());
    CHECK(x == y);
    const auto c = values<std::int64_t>(skip), d = values<std::int64_t>(skip);
    std::vector<std::int64_t> u(kMost), v(kMost);
    kernels().select_int64(c.data() + skip, d.data() + skip, pick.data(), rows, u.data());
    portable_kernels().select_int64(c.data() + skip, d.data() + skip, pick.data(), rows, v.data());
    CHECK(u == v);
  }
}

TEST_CASE("kernels: where deadlines turn") {
  for (const std::size_t rows : kLengths) {
    const auto happened = plane();
    const auto done = values<std::int32_t>(0), low = values<std::int32_t>(0), high = values<std::int32_t>(0);
    std::vector<std::uint64_t> in(20), late(20), in2(20), late2(20);
    kernels().turns(done.data(), happened.data(), 1, low.data(), high.data(), rows, in.data(), late.data());
    portable_kernels().turns(done.data(), happened.data(), 1, low.data(), high.data(), rows, in2.data(), late2.data());
    CHECK(same_bits(in, in2, rows));
    CHECK(same_bits(late, late2, rows));
  }
}

TEST_CASE("kernels: settled due days, and nothing read outside the tables") {
  // Days 100 to 107, of which 102 and 103 are not worked; the last two are not settled.
  const std::vector<std::int32_t> rank = {0, 1, 2, 2, 2, 3, 4, 5, 6}, select = {100, 101, 104, 105, 106, 107};
  const ExactTable table{rank.data(), select.data(), rank.size(), 4, 7, 100};
  for (const std::size_t rows : kLengths) {
    for (const bool extended : {false, true}) {
      std::vector<std::int32_t> start = values<std::int32_t>(0);
      for (std::int32_t& day : start) day = random_engine() % 4 == 0 ? day : 98 + static_cast<std::int32_t>(random_engine() % 12);
      const auto amount = values<std::int64_t>(0), more = values<std::int64_t>(0);
      std::vector<std::int32_t> x(kMost), y(kMost);
      std::vector<std::uint64_t> found(20), found2(20);
      kernels().settled(table, start.data(), amount.data(), extended ? more.data() : nullptr, rows, x.data(), found.data());
      portable_kernels().settled(table, start.data(), amount.data(), extended ? more.data() : nullptr, rows, y.data(),
                                 found2.data());
      CHECK(same_bits(found, found2, rows));
      bool same = true;
      for (std::size_t i = 0; i < rows; ++i) same = same && ((found[i / 64] >> (i & 63) & 1) == 0 || x[i] == y[i]);
      CHECK(same);
    }
  }
}
