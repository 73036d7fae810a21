// SPDX-License-Identifier: Apache-2.0
/// Limits on facts as they are read. Floor: facts.
#pragma once

#include <cstddef>

#include "tianya_rules/base/diagnostics.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

inline constexpr std::size_t kMaxJsonDepth = 16;
inline constexpr std::size_t kMaxRecordBytes = 16 * 1024 * 1024;    ///< A line of NDJSON, a row of CSV.
inline constexpr std::size_t kMaxJsonBytes = std::size_t{2} << 30;  ///< A JSON file is held in memory; NDJSON and CSV are not.
inline constexpr std::size_t kMaxFactsErrors = Diagnostics::kMaxShown;
inline constexpr std::size_t kMaxWarnings = 1'000;  ///< Listed; further ones are only counted.

TIANYA_RULES_END_NAMESPACE
