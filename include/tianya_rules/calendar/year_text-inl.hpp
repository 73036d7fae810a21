// SPDX-License-Identifier: Apache-2.0
/// A calendar's year as text. Included by ledger_format-inl.hpp only.
#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/ledger_text-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace year_detail {

inline char mark_of(const DayStatus& status) {
  if (status.listed != nullptr && status.works) return '+';
  if (status.listed != nullptr) return '-';
  return !status.works && !status.holiday.empty() ? '?' : ' ';
}

/// What a year's days say of one holiday.
struct Holiday {
  std::string name;
  std::vector<std::pair<Date, Date>> off;  ///< Stretches, both ends included.
  std::vector<Date> worked;
  bool expected = false;
  std::vector<std::size_t> notices;
};

/// The days of a year about which something is said, gathered by holiday in order of first appearance.
class YearReader {
 public:
  YearReader(const WorkingCalendar& calendar, int year) : calendar_(calendar) {
    for (Date date(year, 1, 1); date <= Date(year, 12, 31); date = date + 1) read(date);
  }
  std::vector<Holiday> holidays;
  std::vector<LedgerNotice> notices;
  /// Which of `notices` it is. Requires a notice that some day of the year stands under.
  [[nodiscard]] std::size_t index_of(const CalendarNotice* notice) const { return indices_.at(notice); }

 private:
  void read(Date date) {
    const DayStatus status = calendar_.day(date.days());
    if (!status.covered || status.holiday.empty()) return;
    Holiday& holiday = named(std::string(status.holiday));
    if (status.listed == nullptr) holiday.expected = true;
    if (status.works)
      holiday.worked.push_back(date);
    else if (!holiday.off.empty() && holiday.off.back().second + 1 == date)
      holiday.off.back().second = date;
    else
      holiday.off.emplace_back(date, date);
    if (status.notice != nullptr) note(holiday, status);
  }

  Holiday& named(const std::string& name) {
    for (Holiday& holiday : holidays) {
      if (holiday.name == name) return holiday;
    }
    holidays.emplace_back().name = name;
    return holidays.back();
  }

  void note(Holiday& holiday, const DayStatus& status) {
    const auto [found, added] = indices_.emplace(status.notice, notices.size());
    const CalendarNotice& notice = *status.notice;
    if (added) {
      notices.push_back({notice.title, notice.number, notice.address, notice.published, status.overlay ? status.overlay->id : ""});
    }
    if (std::find(holiday.notices.begin(), holiday.notices.end(), found->second) == holiday.notices.end()) {
      holiday.notices.push_back(found->second);
    }
  }

  const WorkingCalendar& calendar_;
  std::map<const CalendarNotice*, std::size_t> indices_;
};

inline std::string month_day(Date date) { return date.iso().substr(5); }

inline std::string holiday_line(const Holiday& holiday, const std::string& name, std::size_t width, Language language) {
  const bool zh = ledger_words::chinese(language);
  std::string out = "  " + month_grid::padded(name, width) + "  ";
  std::string off, worked;
  for (const auto& [first, last] : holiday.off) {
    off += (off.empty() ? "" : zh ? "、" : ", ") + month_day(first);
    if (last != first) off += (zh ? " 至 " : " to ") + month_day(last);
  }
  for (const Date date : holiday.worked) {
    const std::string weekday(ledger_words::weekday(date, language));
    worked += (worked.empty() ? "" : zh ? "、" : ", ") + month_day(date) + (zh ? "（" + weekday + "）" : " (" + weekday + ')');
  }
  if (!off.empty()) out += off + (zh ? "放假" : " off");
  if (!off.empty() && !worked.empty()) out += zh ? "；" : "; ";
  if (!worked.empty()) out += worked + (zh ? "上班" : " worked");
  if (holiday.expected) out += zh ? "（预计，尚未公布）" : " (expected, not yet published)";
  for (const std::size_t notice : holiday.notices) out += "  [" + std::to_string(notice + 1) + ']';
  return out + '\n';
}

inline std::string heading(const WorkingCalendar& calendar, int year, Language language) {
  const bool zh = ledger_words::chinese(language);
  std::string out = std::to_string(year) + (zh ? " 年 · " : " · ") + calendar.data().label.in(language);
  for (const OverlayDataPtr& overlay : calendar.overlays()) out += " + " + overlay->label.in(language);
  if (Date(year, 1, 1) > calendar.published_through()) {
    out += zh ? " · 尚未公布，以下为预计" : " · not yet published: what follows is expected";
  } else if (Date(year, 12, 31) > calendar.horizon()) {
    const std::string horizon = calendar.horizon().iso();
    out += zh ? " · " + horizon + " 之后的日子，下一年的通知仍可能调整"
              : " · the days after " + horizon + " may yet be moved by the next notice";
  }
  if (const auto known = calendar.known_on()) out += zh ? " · 以 " + known->iso() + " 所知为准" : " · as known on " + known->iso();
  return out + '\n';
}

inline Diagnostics not_covered(const WorkingCalendar& calendar, int year) {
  Diagnostics problems;
  problems.error("calendar-not-covered", "the calendar `" + calendar.id() + "` does not cover `" + std::to_string(year) + '`', {},
                 "it covers " + std::to_string(calendar.first_day().year()) + " to " + std::to_string(calendar.last_day().year()));
  return problems;
}

inline bool covers(const WorkingCalendar& calendar, int year) {
  return year >= calendar.first_day().year() && year <= calendar.last_day().year();
}

}  // namespace year_detail

TIANYA_RULES_INLINE Result<std::string> year_text(const WorkingCalendar& calendar, int year, Language language) {
  if (!year_detail::covers(calendar, year)) return year_detail::not_covered(calendar, year);
  const bool zh = ledger_words::chinese(language);
  const Date first(year, 1, 1), last(year, 12, 31);
  std::string used;
  const auto mark = [&](Date date) {
    const char found = year_detail::mark_of(calendar.day(date.days()));
    used += found;
    return found;
  };
  std::string out = year_detail::heading(calendar, year, language) + '\n' + month_grid::months(first, last, {3, 3}, mark, language);
  static const std::vector<ledger_text_detail::Mark> kMarks{
      {'-', "放假", "off"}, {'+', "上班", "worked"}, {'?', "预计放假，尚未公布", "expected to be off, not yet published"}};
  const std::string legend = ledger_text_detail::legend(used, kMarks, language);
  if (!legend.empty()) out += '\n' + legend;
  const year_detail::YearReader reader(calendar, year);
  std::size_t width = 0;
  for (const auto& holiday : reader.holidays) width = std::max(width, display_width(calendar.holiday_name(holiday.name, language)));
  for (const auto& holiday : reader.holidays) {
    out += year_detail::holiday_line(holiday, calendar.holiday_name(holiday.name, language), width, language);
  }
  const WorkdayCount count = calendar.count(first.days() - 1, last.days());
  out += zh ? "全年 " + std::to_string(count.estimate) + " 个工作日" : std::to_string(count.estimate) + " working days";
  if (count.lowest != count.highest) {
    const std::string low = std::to_string(count.lowest), high = std::to_string(count.highest);
    out += zh ? "（预计；应在 " + low + " 与 " + high + " 之间）" : " (expected; it will be from " + low + " to " + high + ')';
  }
  return out + '\n' + ledger_text_detail::notices(reader.notices, language);
}

TIANYA_RULES_END_NAMESPACE
