// SPDX-License-Identifier: Apache-2.0
// The one file that includes Highway: every kernel for every target, and the choice of one at run time. Of Highway only its headers
// are used: its own choice needs libhwy, which measures the resolution of a timer whenever a program starts, for 5 ms.
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tianya_rules/eval/kernels_simd-inl.hpp"
#include <hwy/foreach_target.h>
// After it:
#include "tianya_rules/eval/kernels_simd-inl.hpp"

#if HWY_ONCE
TIANYA_RULES_BEGIN_NAMESPACE
namespace eval_internal {

namespace {

// The features that Highway compiles each target with, as far as they do not follow from one another.
#if HWY_ARCH_X86
[[maybe_unused]] bool has_sse4() {
  return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("aes") != 0 && __builtin_cpu_supports("pclmul") != 0;
}
[[maybe_unused]] bool has_avx2() {
  return has_sse4() && __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
         __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
}
[[maybe_unused]] bool has_avx3() {
  return has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
         __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0;
}
#endif

KernelTable choose_table() {
#if HWY_TARGETS & HWY_AVX3 & ~HWY_STATIC_TARGET
  if (has_avx3()) return N_AVX3::make_table();
#endif
#if HWY_TARGETS & HWY_AVX2 & ~HWY_STATIC_TARGET
  if (has_avx2()) return N_AVX2::make_table();
#endif
#if HWY_TARGETS & HWY_SSE4 & ~HWY_STATIC_TARGET
  if (has_sse4()) return N_SSE4::make_table();
#endif
  return HWY_STATIC_DISPATCH(make_table)();
}

}  // namespace

const KernelTable& kernels() {
  static const KernelTable kTable = choose_table();
  return kTable;
}

}  // namespace eval_internal
TIANYA_RULES_END_NAMESPACE
#endif
