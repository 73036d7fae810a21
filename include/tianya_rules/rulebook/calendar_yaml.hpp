// SPDX-License-Identifier: Apache-2.0
/// calendar_yaml: calendars and overlays from YAML, every problem at once. Floor: rulebook.
///
/// A calendar is a folder: `calendar.yaml` (weekend, holiday law, names) and one file a year, `2026.yaml` (its notices and the
/// days they speak of). An overlay is one file.
///
///     const auto files = read_yaml_folder("rules/calendars/cn").value();
///     const auto data = load_calendar(files).value();                       // CalendarDataPtr
///     const auto calendar = WorkingCalendar::build(data).value();
///     const auto local = shipped_working_calendar("cn+local").value();      // the embedded ones, parsed once a process
///
/// Threads: free functions; the shipped data is parsed on first use, safely from any thread, and shared.
/// Tested by tests/cpp/calendar_yaml_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/calendar_data.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/rulebook/load.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The files of one calendar's folder: `calendar.yaml` and the years.
TIANYA_RULES_API Result<CalendarDataPtr> load_calendar(const std::vector<YamlFile>& files);

/// One overlay file.
TIANYA_RULES_API Result<OverlayDataPtr> load_overlay(const YamlFile& file);

/// The embedded `calendars/<id>/` and `calendars/<id>.yaml`. Codes `unknown-calendar`, `unknown-overlay`.
TIANYA_RULES_API Result<CalendarDataPtr> shipped_calendar(std::string_view id);
TIANYA_RULES_API Result<OverlayDataPtr> shipped_overlay(std::string_view id);

/// The calendar that `text` (`cn`, `cn+local`) means: each part among `own` (a rulebook's files, looked up as
/// `calendars/cn/…` and `calendars/local.yaml`), then among the shipped ones.
TIANYA_RULES_API Result<WorkingCalendar> find_working_calendar(std::string_view text, const std::vector<YamlFile>& own,
                                                               std::optional<Date> known_on = std::nullopt);
TIANYA_RULES_API Result<WorkingCalendar> shipped_working_calendar(std::string_view text,
                                                                  std::optional<Date> known_on = std::nullopt);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/calendar_yaml-inl.hpp"
#endif
