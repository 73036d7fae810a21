// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/eval/rulebook_calendars.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace rulebook_calendars_internal {

inline constexpr std::string_view kFolder = "calendars/", kExtension = ".yaml";

/// `cn` of `calendars/cn/2026.yaml`; `local` of `calendars/local.yaml`, which is an overlay.
struct OwnCalendar {
  std::string id;
  bool overlay = false;
  friend bool operator<(const OwnCalendar& a, const OwnCalendar& b) {
    return std::tie(a.id, a.overlay) < std::tie(b.id, b.overlay);
  }
};

inline OwnCalendar own_calendar(std::string_view path) {
  const std::string_view rest = path.substr(kFolder.size());
  const std::size_t slash = rest.find('/');
  if (slash != std::string_view::npos) return {std::string(rest.substr(0, slash)), false};
  return {std::string(rest.substr(0, rest.size() - std::min(rest.size(), kExtension.size()))), true};
}

inline Diagnostics problems_of(const OwnCalendar& calendar, const std::vector<YamlFile>& own) {
  const std::string path = std::string(kFolder) + calendar.id + (calendar.overlay ? std::string(kExtension) : "/");
  std::vector<YamlFile> files;
  for (const YamlFile& file : own) {
    if (file.path.compare(0, path.size(), path) == 0) files.push_back(file);
  }
  return calendar.overlay ? load_overlay(files.front()).diagnostics() : load_calendar(files).diagnostics();
}

}  // namespace rulebook_calendars_internal

TIANYA_RULES_INLINE RulebookCalendars::RulebookCalendars(const std::vector<YamlFile>& files, Diagnostics& problems) {
  using namespace rulebook_calendars_internal;
  std::set<OwnCalendar> calendars;
  for (const YamlFile& file : files) {
    if (std::string_view(file.path).substr(0, kFolder.size()) != kFolder) continue;
    own_.push_back(file);
    calendars.insert(own_calendar(file.path));
  }
  for (const OwnCalendar& calendar : calendars) {
    const Diagnostics found = problems_of(calendar, own_);
    if (found.has_errors()) broken_.insert(calendar.id);
    problems.append(found);
  }
}

TIANYA_RULES_INLINE bool RulebookCalendars::knows(std::string_view text) const {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t plus = std::min(text.find('+', at), text.size());
    if (broken_.count(text.substr(at, plus - at)) > 0) return true;
    at = plus + 1;
  }
  return find(text, std::nullopt).ok();
}

TIANYA_RULES_INLINE Result<WorkingCalendar> RulebookCalendars::find(std::string_view text, std::optional<Date> known_on) const {
  if (known_on) return find_working_calendar(text, own_, known_on);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = newest_.find(text);
    if (found != newest_.end()) return found->second;
  }
  Result<WorkingCalendar> built = find_working_calendar(text, own_);
  if (!built.ok()) return built;
  const std::lock_guard<std::mutex> lock(mutex_);
  return newest_.emplace(std::string(text), *built).first->second;
}

TIANYA_RULES_END_NAMESPACE
