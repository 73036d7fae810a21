// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/calendar/calendar_data-inl.hpp"
#include "tianya_rules/calendar/date-inl.hpp"
#include "tianya_rules/calendar/period-inl.hpp"
#include "tianya_rules/calendar/window_bounds-inl.hpp"
#include "tianya_rules/calendar/working_calendar-inl.hpp"
