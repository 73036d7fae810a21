// SPDX-License-Identifier: Apache-2.0
/// How much random testing there is: all of it, or a tenth under a sanitizer, which is some ten times slower.
#pragma once

#include <cstdint>

namespace reference {

// g++ says by a macro that it sanitizes, clang by a feature.
#if defined(__has_feature)
#define TIANYA_RULES_HAS_FEATURE(name) __has_feature(name)
#else
#define TIANYA_RULES_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || TIANYA_RULES_HAS_FEATURE(address_sanitizer) || \
    TIANYA_RULES_HAS_FEATURE(thread_sanitizer)
inline constexpr std::uint64_t kSlower = 10;
#else
inline constexpr std::uint64_t kSlower = 1;
#endif

/// Of 100 runs, how many conditions each takes: 10,000 in all.
inline constexpr std::uint64_t kConditionsOfRun = 100 / kSlower;
inline constexpr std::uint64_t kConditions = 10'000 / kSlower;

}  // namespace reference
