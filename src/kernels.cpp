// SPDX-License-Identifier: Apache-2.0
// The one file that includes Highway: every kernel for every target, and the choice of one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tianya_rules/eval/kernels_simd-inl.hpp"
#include <hwy/foreach_target.h>
// After it:
#include "tianya_rules/eval/kernels_simd-inl.hpp"

#if HWY_ONCE
TIANYA_RULES_BEGIN_NAMESPACE
namespace eval_internal {

HWY_EXPORT(make_table);

const KernelTable& kernels() {
  static const KernelTable kTable = HWY_DYNAMIC_DISPATCH(make_table)();
  return kTable;
}

}  // namespace eval_internal
TIANYA_RULES_END_NAMESPACE
#endif
