// SPDX-License-Identifier: Apache-2.0
/// How `WorkingCalendar::build` turns notices into tables. Included by working_calendar-inl.hpp only.
#pragma once

#include <algorithm>
#include <set>
#include <utility>

#include "tianya_rules/calendar/window_bounds.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct WorkingCalendar::Tables {
  /// What somebody said about a day.
  struct Entry {
    const CalendarDay* listed = nullptr;
    const CalendarNotice* notice = nullptr;
    const OverlayData* overlay = nullptr;
    std::string_view festival;  ///< Of an isolated unpublished day, or of a statutory day in an estimate.
    bool isolated = false;
    bool statutory = false;
  };

  CalendarDataPtr data;
  std::vector<OverlayDataPtr> overlays;
  std::optional<Date> known_on;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::int32_t horizon = 0;
  std::int32_t published_through = 0;
  std::vector<Entry> entries;  ///< By day - first.
  std::vector<std::int32_t> isolated;
  std::shared_ptr<const DayTable> most;
  std::shared_ptr<const DayTable> least;  ///< The same object as `most` without isolated days.
  DayTable estimate;
  WindowBounds bounds;

  [[nodiscard]] bool covers(std::int64_t day) const { return day >= first && day <= last; }
  /// Whether `day` can be asked a rank.
  [[nodiscard]] bool ranks(std::int64_t day) const { return day >= first && day <= std::int64_t{last} + 1; }
  Entry& at(std::int32_t day) { return entries[static_cast<std::size_t>(day - first)]; }
  [[nodiscard]] const Entry& at(std::int32_t day) const { return entries[static_cast<std::size_t>(day - first)]; }
  [[nodiscard]] bool weekend(std::int32_t day) const { return (data->weekend >> Date::weekday_of(day) & 1) != 0; }
  [[nodiscard]] bool works(std::int32_t day) const {
    const Entry& entry = at(day);
    return entry.listed != nullptr ? is_worked(entry.listed->kind) : !weekend(day);
  }
};

namespace calendar_tables_detail {

using Tables = WorkingCalendar::Tables;

inline bool known(const std::optional<Date>& published, const std::optional<Date>& known_on) {
  return !published || !known_on || *published <= *known_on;
}

/// The span of the calendar, from the annual notices known. False if there is none.
inline bool set_span(Tables& tables) {
  const CalendarData& data = *tables.data;
  std::set<int> years;
  for (const CalendarNotice& notice : data.notices) {
    if (!notice.amendment && known(notice.published, tables.known_on)) years.insert(notice.year);
  }
  if (years.empty()) return false;
  const int newest = *years.rbegin();
  tables.first = Date(*years.begin(), 1, 1).days();
  tables.horizon = Date(newest, data.settled_month, data.settled_day).days();
  tables.published_through = Date(newest, 12, 31).days();
  tables.last = Date(std::min(newest + data.estimated_years, 2200), 12, 31).days();
  tables.entries.resize(static_cast<std::size_t>(tables.last - tables.first) + 1);
  return true;
}

/// Notices known, annual ones first, then amendments as they came out, so that later ones win.
template <typename Data>
std::vector<std::size_t> notices_in_order(const Data& data, const std::optional<Date>& known_on) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < data.notices.size(); ++i) {
    if (known(data.notices[i].published, known_on)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const CalendarNotice &x = data.notices[a], &y = data.notices[b];
    return std::pair(x.amendment, x.published.value_or(Date::kMin)) < std::pair(y.amendment, y.published.value_or(Date::kMin));
  });
  return order;
}

template <typename Data>
void apply_notices(Tables& tables, const Data& data, const OverlayData* overlay) {
  std::vector<std::vector<const CalendarDay*>> by_notice(data.notices.size());
  for (const CalendarDay& day : data.days) by_notice[day.notice].push_back(&day);
  for (const std::size_t i : notices_in_order(data, tables.known_on)) {
    for (const CalendarDay* day : by_notice[i]) {
      if (!tables.covers(day->date.days())) continue;
      Tables::Entry entry;
      entry.listed = day, entry.notice = &data.notices[i], entry.overlay = overlay;
      tables.at(day->date.days()) = entry;
    }
  }
}

/// Bounds come from the calendar's own notices: what an overlay sets is not what a coming notice may do.
inline void set_bounds(Tables& tables) {
  std::vector<DayChange> changes;
  for (std::int32_t day = tables.first; day <= tables.published_through; ++day) {
    const bool works = tables.works(day);
    if (works == tables.weekend(day)) changes.push_back({day, works ? -1 : 1});
  }
  tables.bounds = WindowBounds(changes, tables.last - tables.horizon + 1);
}

/// A local festival is an isolated unpublished day in the years in which the overlay has no known notice of it, where it would
/// be an ordinary working day.
inline void mark_isolated(Tables& tables, const OverlayData& overlay) {
  for (const Festival& festival : overlay.unpublished) {
    std::set<int> recorded;
    for (const CalendarDay& day : overlay.days) {
      if (day.name == festival.name && known(overlay.notices[day.notice].published, tables.known_on))
        recorded.insert(day.date.year());
    }
    for (const Date date : festival.dates) {
      const std::int32_t day = date.days();
      if (!tables.covers(day) || recorded.count(date.year()) != 0) continue;
      if (tables.weekend(day) || !tables.works(day)) continue;
      Tables::Entry entry;
      entry.overlay = &overlay, entry.festival = festival.name, entry.isolated = true;
      tables.at(day) = entry;
    }
  }
}

inline std::optional<Date> rule_begins(const CalendarData& data, const StatutoryRule& rule, int year) {
  if (rule.festival.empty()) {
    if (!Date::exists(year, rule.month, rule.day)) return std::nullopt;
    return Date(year, rule.month, rule.day);
  }
  for (const Festival& festival : data.festivals) {
    if (festival.name != rule.festival) continue;
    for (const Date date : festival.dates) {
      if (date.year() == year) return date;
    }
  }
  return std::nullopt;
}

inline const StatutoryLaw* law_on(const Tables& tables, Date date) {
  const StatutoryLaw* found = nullptr;
  for (const StatutoryLaw& law : tables.data->laws) {
    if (!known(law.published, tables.known_on) || law.in_force > date) continue;
    if (found == nullptr || law.in_force > found->in_force) found = &law;
  }
  return found;
}

/// The days past the horizon that the holiday law, as known, fixes.
inline void mark_statutory(Tables& tables) {
  const int from = Date::from_days(tables.horizon).year();
  const int to = Date::from_days(tables.last).year();
  for (int year = from; year <= to; ++year) {
    for (const StatutoryLaw& law : tables.data->laws) {
      for (const StatutoryRule& rule : law.rules) {
        const auto begins = rule_begins(*tables.data, rule, year);
        for (std::int32_t i = 0; begins && i < rule.days; ++i) {
          const Date date = *begins + (rule.offset + i);
          if (date.days() <= tables.horizon || !tables.covers(date.days()) || law_on(tables, date) != &law) continue;
          Tables::Entry& entry = tables.at(date.days());
          if (entry.listed == nullptr && !entry.isolated) entry.statutory = true, entry.festival = rule.name;
        }
      }
    }
  }
}

inline void set_tables(Tables& tables) {
  std::vector<bool> most(tables.entries.size()), least(most.size()), estimate(most.size());
  for (std::int32_t day = tables.first; day <= tables.last; ++day) {
    const auto i = static_cast<std::size_t>(day - tables.first);
    const Tables::Entry& entry = tables.entries[i];
    most[i] = tables.works(day);
    least[i] = most[i] && !entry.isolated;
    estimate[i] = least[i] && !entry.statutory;
    if (entry.isolated) tables.isolated.push_back(day);
  }
  tables.most = std::make_shared<const DayTable>(tables.first, most);
  tables.least = tables.isolated.empty() ? tables.most : std::make_shared<const DayTable>(tables.first, least);
  tables.estimate = DayTable(tables.first, estimate);
}

inline Diagnostics not_yet_published(const CalendarData& data, Date known_on) {
  std::optional<Date> first;
  for (const CalendarNotice& notice : data.notices) {
    if (!notice.amendment && notice.published && (!first || *notice.published < *first)) first = notice.published;
  }
  Diagnostics problems;
  problems.error("not-yet-published", "no notice of the calendar `" + data.id + "` was out on `" + known_on.iso() + '`', {},
                 first ? "the first is of " + first->iso() : "");
  return problems;
}

}  // namespace calendar_tables_detail

TIANYA_RULES_INLINE Result<WorkingCalendar> WorkingCalendar::build(CalendarDataPtr data, std::vector<OverlayDataPtr> overlays,
                                                                   std::optional<Date> known_on) {
  Diagnostics problems = validate(*data);
  for (const OverlayDataPtr& overlay : overlays) problems.append(validate(*overlay));
  if (problems.has_errors()) return problems;
  auto tables = std::make_shared<Tables>();
  tables->data = std::move(data), tables->overlays = std::move(overlays), tables->known_on = known_on;
  if (!calendar_tables_detail::set_span(*tables)) return calendar_tables_detail::not_yet_published(*tables->data, *known_on);
  calendar_tables_detail::apply_notices(*tables, *tables->data, nullptr);
  calendar_tables_detail::set_bounds(*tables);
  for (const OverlayDataPtr& overlay : tables->overlays) {
    calendar_tables_detail::apply_notices(*tables, *overlay, overlay.get());
    calendar_tables_detail::mark_isolated(*tables, *overlay);
  }
  calendar_tables_detail::mark_statutory(*tables);
  calendar_tables_detail::set_tables(*tables);
  return WorkingCalendar(std::move(tables));
}

TIANYA_RULES_END_NAMESPACE
