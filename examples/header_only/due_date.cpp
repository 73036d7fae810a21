// SPDX-License-Identifier: Apache-2.0
// A second file that uses the library: both compile its bodies, and the linker keeps one.
#include "due_date.hpp"

#include <tianya_rules/rulebook/calendar_yaml.hpp>

tianya_rules::Date due_date(tianya_rules::Date start, int n) {
  const auto calendar = tianya_rules::shipped_working_calendar("cn").value();
  return tianya_rules::Date::from_days(calendar.due(start.days(), n).estimate);
}
