// SPDX-License-Identifier: Apache-2.0
// The program against the slow evaluator, under the sanitizers: the bytes are the seed of a random condition over random facts.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "reference/differential.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const reference::World world;
  std::uint64_t seed = 14695981039346656037u;
  for (std::size_t i = 0; i < size; ++i) seed = (seed ^ data[i]) * 1099511628211u;
  const std::string found = reference::compare_once(world, seed);
  if (found.empty()) return 0;
  std::fprintf(stderr, "%s\n", found.c_str());
  std::abort();
}
