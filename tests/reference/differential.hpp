// SPDX-License-Identifier: Apache-2.0
/// The library's evaluator compared with the slow one on random conditions and rows.
#pragma once

#include <cstdint>
#include <string>

#include "reference/world.hpp"

namespace reference {

/// One random condition over one table of random rows: at the edges of blocks, or 100 of them; from a table that a builder made, or
/// with every bit run at an odd offset, values behind others and codes in another order. Empty where all answers agree, else what
/// differs: the seed, the condition, the row.
std::string compare_once(const World& world, std::uint64_t seed);

}  // namespace reference
