// SPDX-License-Identifier: Apache-2.0
/// Where a calendar's name is looked up: a rulebook's own files, then the shipped ones. Included by calendar_yaml-inl.hpp only.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "tianya_rules/rulebook/calendar_yaml.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace calendar_shelf_detail {

inline constexpr std::string_view kFolder = "calendars/";

/// The files of `folder` among `files`, with paths relative to it.
inline std::vector<YamlFile> files_in(const std::vector<YamlFile>& files, const std::string& folder) {
  std::vector<YamlFile> found;
  for (const YamlFile& file : files) {
    if (file.path.compare(0, folder.size(), folder) != 0) continue;
    found.push_back({file.path.substr(folder.size()), file.text, file.shown.empty() ? file.path : file.shown});
  }
  return found;
}

/// Parses each shipped calendar once a process. What is shipped does not change, so neither does the answer.
template <typename Data>
class Shelf {
 public:
  template <typename Load>
  Result<Data> get(std::string_view id, Load load) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = loaded_.find(id);
    if (found != loaded_.end()) return found->second;
    Result<Data> data = load();
    if (data.ok()) loaded_.emplace(id, *data);
    return data;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Data, std::less<>> loaded_;
};

inline Result<CalendarDataPtr> load_shipped_calendar(const std::string& id) {
  std::vector<YamlFile> files = embedded_yaml_files(std::string(kFolder) + id);
  if (files.empty()) return Result<CalendarDataPtr>::failure("unknown-calendar", "no calendar `" + id + "` is shipped");
  for (YamlFile& file : files) {
    if (file.shown.empty()) file.shown = std::string(kFolder) + id + '/' + file.path;
  }
  return load_calendar(files);
}

inline Result<OverlayDataPtr> load_shipped_overlay(const std::string& id) {
  for (const YamlFile& file : embedded_yaml_files("calendars")) {
    if (file.path == id + ".yaml") return load_overlay(file);
  }
  return Result<OverlayDataPtr>::failure("unknown-overlay", "no overlay `" + id + "` is shipped");
}

inline std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t plus = text.find('+'); plus != std::string_view::npos; plus = text.find('+')) {
    parts.emplace_back(text.substr(0, plus));
    text.remove_prefix(plus + 1);
  }
  parts.emplace_back(text);
  return parts;
}

inline Result<CalendarDataPtr> find_calendar(const std::string& id, const std::vector<YamlFile>& own) {
  const std::vector<YamlFile> files = files_in(own, std::string(kFolder) + id + '/');
  return files.empty() ? shipped_calendar(id) : load_calendar(files);
}

inline Result<OverlayDataPtr> find_overlay(const std::string& id, const std::vector<YamlFile>& own) {
  const std::string path = std::string(kFolder) + id + ".yaml";
  for (const YamlFile& file : own) {
    if (file.path == path) return load_overlay(file);
  }
  return shipped_overlay(id);
}

}  // namespace calendar_shelf_detail

TIANYA_RULES_INLINE Result<CalendarDataPtr> shipped_calendar(std::string_view id) {
  static calendar_shelf_detail::Shelf<CalendarDataPtr> shelf;
  return shelf.get(id, [&] { return calendar_shelf_detail::load_shipped_calendar(std::string(id)); });
}

TIANYA_RULES_INLINE Result<OverlayDataPtr> shipped_overlay(std::string_view id) {
  static calendar_shelf_detail::Shelf<OverlayDataPtr> shelf;
  return shelf.get(id, [&] { return calendar_shelf_detail::load_shipped_overlay(std::string(id)); });
}

TIANYA_RULES_INLINE Result<WorkingCalendar> find_working_calendar(std::string_view text, const std::vector<YamlFile>& own,
                                                                  std::optional<Date> known_on) {
  const std::vector<std::string> parts = calendar_shelf_detail::parts_of(text);
  Result<CalendarDataPtr> data = calendar_shelf_detail::find_calendar(parts.front(), own);
  Diagnostics problems = data.diagnostics();
  std::vector<OverlayDataPtr> overlays;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Result<OverlayDataPtr> overlay = calendar_shelf_detail::find_overlay(parts[i], own);
    if (overlay.ok())
      overlays.push_back(*overlay);
    else
      problems.append(overlay.diagnostics());
  }
  if (problems.has_errors()) return problems;
  return WorkingCalendar::build(*data, std::move(overlays), known_on);
}

TIANYA_RULES_INLINE Result<WorkingCalendar> shipped_working_calendar(std::string_view text, std::optional<Date> known_on) {
  return find_working_calendar(text, {}, known_on);
}

TIANYA_RULES_END_NAMESPACE
