// SPDX-License-Identifier: Apache-2.0
#include "arrow/scan.hpp"

#include <algorithm>
#include <limits>

#include "tianya_rules/calendar/date.hpp"

// Built for two machines and chosen when the program starts. Not under a sanitizer: the choice is made before it is ready.
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define TIANYA_RULES_ARROW_AVX2 1
#endif
#else
#define TIANYA_RULES_ARROW_AVX2 1
#endif
#endif

#if defined(TIANYA_RULES_ARROW_AVX2)
#include <immintrin.h>
#define TIANYA_RULES_ARROW_TARGET __attribute__((target("avx2")))
#define TIANYA_RULES_ARROW_INLINE __attribute__((always_inline)) inline
#else
#define TIANYA_RULES_ARROW_INLINE inline
#endif

namespace tianya_rules::arrow {

namespace {

template <typename T>
TIANYA_RULES_ARROW_INLINE bool within(const T* values, std::size_t count, T least, T greatest) {
  T low = greatest, high = least;
  for (std::size_t i = 0; i < count; ++i) {
    low = values[i] < low ? values[i] : low;
    high = values[i] > high ? values[i] : high;
  }
  return low >= least && high <= greatest;
}

TIANYA_RULES_ARROW_INLINE bool whole(const double* values, std::size_t count, double least, double greatest) {
  // Adding 1.5 * 2^52 leaves no room for a fraction, for |value| <= 2^51.
  constexpr double kNoFraction = 6755399441055744.0, kRoom = 2251799813685248.0;
  const double low = std::max(least, -kRoom), high = std::min(greatest, kRoom);
  std::int64_t bad = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = values[i];
    const bool good = (value >= low) & (value <= high) & ((value + kNoFraction) - kNoFraction == value);
    bad += !good;
  }
  return bad == 0;
}

template <std::int64_t kUnit>
TIANYA_RULES_ARROW_INLINE bool days_of(const std::int64_t* values, std::size_t count, std::int32_t* days) {
  constexpr std::int64_t kMin = std::int64_t{Date::kMinDays} * kUnit, kMax = std::int64_t{Date::kMaxDays} * kUnit;
  std::uint32_t bad = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t value = values[i] < kMin ? kMin : values[i] > kMax ? kMax : values[i];
    const std::int64_t day = value / kUnit;
    bad |= static_cast<std::uint32_t>(day * kUnit != values[i]);
    days[i] = static_cast<std::int32_t>(day);
  }
  return bad == 0;
}

#if defined(TIANYA_RULES_ARROW_AVX2)

bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

template <typename T>
TIANYA_RULES_ARROW_TARGET bool within_avx2(const T* values, std::size_t count, T least, T greatest) {
  return within(values, count, least, greatest);
}
TIANYA_RULES_ARROW_TARGET bool whole_avx2(const double* values, std::size_t count, double least, double greatest) {
  return whole(values, count, least, greatest);
}
/// The rows that fill vectors; the rest is the caller's.
TIANYA_RULES_ARROW_TARGET std::size_t look_up_avx2(const std::uint8_t* bits, std::size_t count, const std::int8_t table[16],
                                                   std::int8_t* out) {
  const __m256i names = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
  const __m256i mask = _mm256_set1_epi8(15);
  std::size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    const __m256i index = _mm256_and_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bits + i)), mask);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), _mm256_shuffle_epi8(names, index));
  }
  return i;
}

#endif

template <typename T>
bool within_limits(const T* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  using Limits = std::numeric_limits<T>;
  constexpr auto kMin = static_cast<std::int64_t>(Limits::min()), kMax = static_cast<std::int64_t>(Limits::max());
  if (least <= kMin && greatest >= kMax) return true;
  if (count == 0) return true;
  if (least > kMax || greatest < kMin) return false;
  const T low = static_cast<T>(std::max(least, kMin)), high = static_cast<T>(std::min(greatest, kMax));
#if defined(TIANYA_RULES_ARROW_AVX2)
  if (has_avx2()) return within_avx2(values, count, low, high);
#endif
  return within(values, count, low, high);
}

}  // namespace

bool all_within(const std::int8_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::int16_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::int32_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::int64_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::uint8_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::uint16_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}
bool all_within(const std::uint32_t* values, std::size_t count, std::int64_t least, std::int64_t greatest) {
  return within_limits(values, count, least, greatest);
}

bool all_whole(const double* values, std::size_t count, double least, double greatest) {
#if defined(TIANYA_RULES_ARROW_AVX2)
  if (has_avx2()) return whole_avx2(values, count, least, greatest);
#endif
  return whole(values, count, least, greatest);
}

bool to_days(const std::int64_t* values, std::size_t count, std::int64_t unit, std::int32_t* days) {
  // The compiler divides by a constant without a division.
  switch (unit) {
    case 86'400:
      return days_of<86'400>(values, count, days);
    case 86'400'000:
      return days_of<86'400'000>(values, count, days);
    case 86'400'000'000:
      return days_of<86'400'000'000>(values, count, days);
    case 86'400'000'000'000:
      return days_of<86'400'000'000'000>(values, count, days);
    default:
      return days_of<1>(values, count, days);
  }
}

void look_up(const std::uint8_t* bits, std::size_t count, const std::int8_t table[16], std::int8_t* out) {
  std::size_t i = 0;
#if defined(TIANYA_RULES_ARROW_AVX2)
  if (has_avx2()) i = look_up_avx2(bits, count, table, out);
#endif
  for (; i < count; ++i) out[i] = table[bits[i] & 15];
}

}  // namespace tianya_rules::arrow
