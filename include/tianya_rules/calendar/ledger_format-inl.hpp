// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/calendar/ledger_json-inl.hpp"
#include "tianya_rules/calendar/ledger_svg-inl.hpp"
#include "tianya_rules/calendar/ledger_text-inl.hpp"
#include "tianya_rules/calendar/year_text-inl.hpp"
