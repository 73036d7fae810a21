// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/eval/kernels-inl.hpp"
