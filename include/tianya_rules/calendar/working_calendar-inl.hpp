// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/calendar/calendar_tables-inl.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE WorkingCalendar::WorkingCalendar(std::shared_ptr<const Tables> tables)
    : tables_(std::move(tables)),
      exact_{tables_->most->ranks.data(), tables_->most->workdays.data(), tables_->most->ranks.size(), 0, 0, tables_->first},
      last_(tables_->last),
      horizon_(tables_->horizon),
      published_through_(tables_->published_through) {
  const std::int32_t doubtful = tables_->isolated.empty() ? horizon_ + 1 : std::min(horizon_ + 1, tables_->isolated.front());
  exact_.settled_count = static_cast<std::uint64_t>(doubtful - tables_->first) + 1;
  exact_.exact_count = static_cast<std::uint64_t>(tables_->most->rank(doubtful));
}

TIANYA_RULES_INLINE std::optional<Date> WorkingCalendar::known_on() const { return tables_->known_on; }
TIANYA_RULES_INLINE const CalendarData& WorkingCalendar::data() const { return *tables_->data; }
TIANYA_RULES_INLINE const std::vector<OverlayDataPtr>& WorkingCalendar::overlays() const { return tables_->overlays; }
TIANYA_RULES_INLINE const std::string& WorkingCalendar::id() const { return tables_->data->id; }
TIANYA_RULES_INLINE const std::vector<std::int32_t>& WorkingCalendar::isolated_days() const { return tables_->isolated; }
TIANYA_RULES_INLINE const DayTable& WorkingCalendar::most() const { return *tables_->most; }
TIANYA_RULES_INLINE const DayTable& WorkingCalendar::least() const { return *tables_->least; }
TIANYA_RULES_INLINE const DayTable& WorkingCalendar::estimate() const { return tables_->estimate; }
TIANYA_RULES_INLINE std::int32_t WorkingCalendar::greatest_loss(std::int32_t window) const {
  return tables_->bounds.loss(std::clamp(window, 0, tables_->bounds.longest()));
}
TIANYA_RULES_INLINE std::int32_t WorkingCalendar::greatest_gain(std::int32_t window) const {
  return tables_->bounds.gain(std::clamp(window, 0, tables_->bounds.longest()));
}

TIANYA_RULES_INLINE DayStatus WorkingCalendar::day(std::int32_t day) const {
  DayStatus status;
  if (!tables_->covers(day)) return status;
  const Tables::Entry& entry = tables_->at(day);
  status.covered = true;
  status.works = tables_->estimate.rank(day + 1) > tables_->estimate.rank(day);
  status.published = entry.listed != nullptr || (day <= horizon_ && !entry.isolated);
  status.weekend = tables_->weekend(day);
  status.listed = entry.listed, status.notice = entry.notice, status.overlay = entry.overlay;
  status.holiday = entry.listed != nullptr ? std::string_view(entry.listed->name) : entry.festival;
  return status;
}

TIANYA_RULES_INLINE std::optional<bool> WorkingCalendar::is_workday(Date date) const {
  if (!tables_->covers(date.days())) return std::nullopt;
  return tables_->estimate.rank(date.days() + 1) > tables_->estimate.rank(date.days());
}

TIANYA_RULES_INLINE std::string WorkingCalendar::holiday_name(std::string_view name, Language language) const {
  if (language == Language::kChinese) return std::string(name);
  const auto english = [&](std::string_view part) -> std::string {
    for (const HolidayName& known : tables_->data->names) {
      if (known.name == part) return known.english;
    }
    for (const OverlayDataPtr& overlay : tables_->overlays) {
      for (const HolidayName& known : overlay->names) {
        if (known.name == part) return known.english;
      }
    }
    return std::string(part);
  };
  static constexpr std::string_view kAnd = "、";
  std::string out;
  for (std::size_t end = name.find(kAnd); end != std::string_view::npos; end = name.find(kAnd)) {
    out += english(name.substr(0, end)) + ", ";
    name.remove_prefix(end + kAnd.size());
  }
  return out + english(name);
}

TIANYA_RULES_END_NAMESPACE

#include "tianya_rules/calendar/due-inl.hpp"
