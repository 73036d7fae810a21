// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/calendar/ledger-inl.hpp"
#include "tianya_rules/calendar/ledger_format-inl.hpp"
