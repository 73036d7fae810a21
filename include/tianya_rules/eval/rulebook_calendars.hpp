// SPDX-License-Identifier: Apache-2.0
/// RulebookCalendars: the calendars that a rulebook may name, its own before the shipped ones. Floor: eval. Not for callers: use
/// Rulebook::calendar.
///
/// Threads: any number. The newest state of a calendar is built once; an earlier one (`known_on`) whenever it is asked for.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/rulebook/load.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class RulebookCalendars {
 public:
  /// `files`: the rulebook's; those below `calendars/` count. What is wrong with these is added to `problems`.
  RulebookCalendars(const std::vector<YamlFile>& files, Diagnostics& problems);

  /// Whether the calendar exists. One whose own files are broken does: their problems are told already.
  [[nodiscard]] bool knows(std::string_view text) const;
  /// `text` as Constant::text has it: `cn`, `cn+local`.
  [[nodiscard]] Result<WorkingCalendar> find(std::string_view text, std::optional<Date> known_on) const;

 private:
  std::vector<YamlFile> own_;
  std::set<std::string, std::less<>> broken_;  ///< Ids.
  mutable std::mutex mutex_;
  mutable std::map<std::string, WorkingCalendar, std::less<>> newest_;
};

TIANYA_RULES_END_NAMESPACE
