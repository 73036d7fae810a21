// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/facts/assumptions-inl.hpp"
#include "tianya_rules/facts/fact_value-inl.hpp"
#include "tianya_rules/facts/readers-inl.hpp"
#include "tianya_rules/facts/table-inl.hpp"
#include "tianya_rules/facts/vocabulary-inl.hpp"
