// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/expr/check-inl.hpp"
#include "tianya_rules/expr/functions-inl.hpp"
#include "tianya_rules/expr/lexer-inl.hpp"
#include "tianya_rules/expr/parse-inl.hpp"
#include "tianya_rules/expr/print-inl.hpp"
#include "tianya_rules/expr/type-inl.hpp"
