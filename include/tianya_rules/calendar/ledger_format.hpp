// SPDX-License-Identifier: Apache-2.0
/// How ledgers and years of a calendar are shown: text, JSON, an SVG picture; in Chinese and English. Floor: calendar.
///
/// Pure functions of their arguments; each returns a whole document that ends with a line feed.
///
/// Threads: free functions. Tested by tests/cpp/calendar_format_test.cpp.
#pragma once

#include <string>

#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/calendar/ledger.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The due date in one line, each day with why it counts or not, and the notices that this rests on.
TIANYA_RULES_API std::string ledger_text(const Ledger& ledger, Language language);

/// The due date in one line: `the 10th working day after 2026-09-21 (Mon): 2026-10-12 (Mon)`. No line feed.
TIANYA_RULES_API std::string ledger_headline(const Ledger& ledger, Language language);

/// The months from start to due date side by side, Monday first, counted days marked; with a legend.
TIANYA_RULES_API std::string ledger_grid(const Ledger& ledger, Language language);

/// The holidays and make-up days that a limit in working days met, a line each, and the notices that they stand in; "" where it met
/// none.
TIANYA_RULES_API std::string ledger_holidays(const Ledger& ledger, Language language);

/// {"start", "workdays" | "period", "due", "provisional", "due_earliest"?, …, "days": […], "notices": […]}; both languages.
TIANYA_RULES_API std::string ledger_json(const Ledger& ledger);

/// The month grid as a picture, counted days numbered 1…n. One column of months, so that it reads on a phone; every mark has a
/// shape or word of its own besides its colour, so that it reads in black and white.
TIANYA_RULES_API std::string ledger_svg(const Ledger& ledger, Language language);

/// A year as twelve month grids, its holidays, and the notices they rest on. Code `calendar-not-covered`.
TIANYA_RULES_API Result<std::string> year_text(const WorkingCalendar& calendar, int year, Language language);

/// The days of a year that notices speak of, or the estimate expects, as JSON: {"year", "published", "days": […], "notices": […]}.
TIANYA_RULES_API Result<std::string> year_json(const WorkingCalendar& calendar, int year);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/ledger_format-inl.hpp"
#endif
