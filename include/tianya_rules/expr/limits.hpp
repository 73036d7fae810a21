// SPDX-License-Identifier: Apache-2.0
/// Limits on what a stranger's bytes may ask of the library, in this one place. All are reported as diagnostics. Floor: expr.
#pragma once

#include <cstddef>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

inline constexpr std::size_t kMaxExpressionBytes = 64 * 1024;
inline constexpr std::size_t kMaxNestingDepth = 250;
inline constexpr std::size_t kMaxNodes = 20'000;
inline constexpr std::size_t kMaxListLiteral = 10'000;
inline constexpr std::size_t kMaxRegexBytes = 1'000;

TIANYA_RULES_END_NAMESPACE
