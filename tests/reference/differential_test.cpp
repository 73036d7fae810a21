// SPDX-License-Identifier: Apache-2.0
// The library's evaluator agrees with the slow one: 10,000 random conditions, at the edges of blocks and over memory of other
// layouts. The program tianya_rules_differential does the same for as long as one likes.
#include "reference/differential.hpp"

#include <doctest/doctest.h>

#include "reference/effort.hpp"

TEST_CASE("the program agrees with the slow evaluator on random conditions") {
  const reference::World world;
  for (std::uint64_t seed = 0; seed < reference::kConditions; ++seed) {
    const std::string found = reference::compare_once(world, seed);
    CHECK_MESSAGE(found.empty(), found);
  }
}
