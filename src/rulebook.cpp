// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/rulebook/checked-inl.hpp"
#include "tianya_rules/rulebook/fold_constant-inl.hpp"
#include "tianya_rules/rulebook/load-inl.hpp"
#include "tianya_rules/rulebook/model-inl.hpp"
#include "tianya_rules/rulebook/quote_places-inl.hpp"
#include "tianya_rules/rulebook/text_coverage-inl.hpp"
#include "tianya_rules/rulebook/value_ranges-inl.hpp"
