// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/eval/fact_store-inl.hpp"
#include "tianya_rules/eval/finding-inl.hpp"
#include "tianya_rules/eval/findings_builder-inl.hpp"
#include "tianya_rules/eval/rulebook-inl.hpp"
