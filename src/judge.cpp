// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/eval/explain-inl.hpp"
#include "tianya_rules/eval/expression-inl.hpp"
#include "tianya_rules/eval/judge-inl.hpp"
#include "tianya_rules/eval/verdict-inl.hpp"
