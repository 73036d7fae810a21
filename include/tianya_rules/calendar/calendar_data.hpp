// SPDX-License-Identifier: Apache-2.0
/// CalendarData: what the notices say about the days of a country's calendar, before anything is computed. Floor: calendar.
///
/// A calendar is a weekend rule, one annual notice a year, amendments to them, and the days each of these speaks of. It is plain
/// data: `rulebook/calendar_yaml.hpp` reads it from YAML, the shipped one is embedded, a program may fill it in by hand.
/// `WorkingCalendar::build` checks it (`validate`) and turns it into tables.
///
/// Threads: values, shared as `std::shared_ptr<const …>`. Tested by tests/cpp/calendar_data_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/calendar/date.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// What a notice makes of a day.
enum class DayKind : std::uint8_t {
  statutory,         ///< off: a holiday fixed by law
  shifted_rest,      ///< off: a weekday, exchanged for a weekend day worked
  weekend_in_block,  ///< off: an ordinary weekend day inside a holiday
  makeup_workday,    ///< worked: a weekend day, exchanged for a weekday off
  local_holiday,     ///< off, in an overlay
  local_workday,     ///< worked, in an overlay
};
[[nodiscard]] constexpr bool is_worked(DayKind kind) { return kind == DayKind::makeup_workday || kind == DayKind::local_workday; }
TIANYA_RULES_API std::string_view to_string(DayKind kind);
TIANYA_RULES_API std::optional<DayKind> parse_day_kind(std::string_view text);

/// A published arrangement of days. An annual notice makes its year published; an amendment changes days of one.
struct CalendarNotice {
  int year = 0;
  bool amendment = false;
  std::string id;  ///< Its key in the file: `annual`.
  std::string title;
  std::string number;  ///< Document number, "" where not recorded.
  std::string address;
  std::optional<Date> published;  ///< Required, but for an overlay's notices: without it they are known on every date.
  Span span{};
};

/// One day that a notice speaks of.
struct CalendarDay {
  Date date;
  DayKind kind = DayKind::statutory;
  std::string name;        ///< The holiday that it belongs to, in the calendar's own language.
  std::size_t notice = 0;  ///< Index into `notices`.
  Span span{};
};

/// One line of a holiday law: `days` days from a month's day, or from a festival plus `offset` days.
struct StatutoryRule {
  std::string name;
  std::string festival;  ///< "" for a fixed month and day.
  unsigned month = 0;
  unsigned day = 0;
  std::int32_t offset = 0;
  std::int32_t days = 1;
};

/// A holiday law: which days it makes statutory from a date on. Used for estimates of unpublished years only.
struct StatutoryLaw {
  std::string title;
  Date published;
  Date in_force;
  std::vector<StatutoryRule> rules;
};

/// The day on which a moving festival falls, in each year of a small table.
struct Festival {
  std::string name;
  std::vector<Date> dates;
};

/// A holiday's name and what it is called in English.
struct HolidayName {
  std::string name;
  std::string english;
};

struct CalendarData {
  std::string id;
  LocalizedText label;
  std::uint8_t weekend = 0b1100000;  ///< Bit 0 Monday … bit 6 Sunday.
  bool has_makeup_days = true;
  /// The last month and day of the newest published year that no later notice has moved: the horizon.
  unsigned settled_month = 12;
  unsigned settled_day = 31;
  int estimated_years = 0;  ///< Years past the newest published one for which there are estimates and bounds.
  std::vector<CalendarNotice> notices;
  std::vector<CalendarDay> days;
  std::vector<StatutoryLaw> laws;
  std::vector<Festival> festivals;
  std::vector<HolidayName> names;
  std::string digest;  ///< `sha256:…` of its files, "" where there are none.
};
using CalendarDataPtr = std::shared_ptr<const CalendarData>;

/// Days that a place sets for itself, either way, over a calendar.
struct OverlayData {
  std::string id;
  LocalizedText label;
  std::vector<CalendarNotice> notices;
  std::vector<CalendarDay> days;
  /// A local festival, by year. In a year without a day of a recorded notice it is an unpublished day, where it would be an
  /// ordinary working day.
  std::vector<Festival> unpublished;
  std::vector<HolidayName> names;
  std::string digest;
};
using OverlayDataPtr = std::shared_ptr<const OverlayData>;

/// Everything wrong with the data, all at once: a day listed twice, a weekday as make-up work, a year without a notice, a gap
/// between years, an amendment without a date, a day outside its notice's year.
TIANYA_RULES_API Diagnostics validate(const CalendarData& data);
TIANYA_RULES_API Diagnostics validate(const OverlayData& data);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/calendar/calendar_data-inl.hpp"
#endif
