// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tianya_rules/calendar/date.hpp>

/// The n-th working day after `start`, by the calendar alone.
tianya_rules::Date due_date(tianya_rules::Date start, int n);
