// SPDX-License-Identifier: Apache-2.0
// The bodies of rulebook.hpp, a file a concern.
#pragma once

#include "tianya_rules/eval/form-inl.hpp"
#include "tianya_rules/eval/gathered_facts-inl.hpp"
#include "tianya_rules/eval/rulebook_calendars-inl.hpp"
#include "tianya_rules/eval/rulebook_check-inl.hpp"
#include "tianya_rules/eval/rulebook_load-inl.hpp"
#include "tianya_rules/eval/rulebook_options-inl.hpp"
#include "tianya_rules/eval/rulebook_sensitivity-inl.hpp"
