// SPDX-License-Identifier: Apache-2.0
/// Random cells and rows: few different values, so that they meet; the ends of ranges; absent cells, null, errors.
#pragma once

#include <random>

#include "reference/evaluate.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

namespace reference {

using Random = std::mt19937_64;

/// A value known, of a type that a column can have.
Value random_known(const tianya_rules::Type& type, Random& random);

/// Known mostly; else absent, an error, or, where the type lets it in, null.
Value random_value(const tianya_rules::Type& type, Random& random);

Row random_row(const tianya_rules::Entity& entity, Random& random);

}  // namespace reference
