// SPDX-License-Identifier: Apache-2.0
/// Ledgers and years as JSON. Included by ledger_format-inl.hpp only.
#pragma once

#include <nlohmann/json.hpp>

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/year_text-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace ledger_json_detail {

using Json = nlohmann::ordered_json;

inline Json date_or_null(const std::optional<Date>& date) { return date ? Json(date->iso()) : Json(nullptr); }

inline Json both(const LocalizedText& text) { return {{"zh", text.in(Language::kChinese)}, {"en", text.in(Language::kEnglish)}}; }

inline Json notices(const std::vector<LedgerNotice>& notices) {
  Json list = Json::array();
  for (const LedgerNotice& notice : notices) {
    Json item = {{"title", notice.title}};
    if (!notice.number.empty()) item["number"] = notice.number;
    item["published"] = date_or_null(notice.published);
    if (!notice.address.empty()) item["address"] = notice.address;
    if (!notice.overlay.empty()) item["overlay"] = notice.overlay;
    list.push_back(std::move(item));
  }
  return list;
}

inline Json day(const LedgerDay& day) {
  Json item = {{"date", day.date.iso()}, {"counted", day.counted()}};
  if (day.counted()) item["number"] = day.number;
  item["reason"] = std::string(to_string(day.reason));
  item["works"] = day.works ? Json(*day.works) : Json(nullptr);
  if (!day.holiday.empty()) item["holiday"] = both(day.holiday);
  if (day.notice >= 0) item["notice"] = day.notice;
  item["published"] = day.published;
  return item;
}

inline Json question(const LedgerRequest& request) {
  Json item = {{"start", request.start.iso()}, {"before", request.before}};
  if (request.period) {
    item["period"] = {{"years", request.period->years}, {"months", request.period->months}, {"days", request.period->days}};
    return item;
  }
  item["workdays"] = request.workdays;
  if (request.excluded > 0) item["excluded"] = request.excluded;
  if (request.pause_from && request.pause_to)
    item["pause"] = {{"from", request.pause_from->iso()}, {"to", request.pause_to->iso()}};
  return item;
}

}  // namespace ledger_json_detail

TIANYA_RULES_INLINE std::string ledger_json(const Ledger& ledger) {
  using namespace ledger_json_detail;
  Json json = question(ledger.request);
  json["calendar"] = both(ledger.calendar);
  json["known_on"] = date_or_null(ledger.known_on);
  json["due"] = ledger.due_date().iso();
  json["provisional"] = ledger.due.provisional;
  if (ledger.due.provisional) {
    json["due_earliest"] = Date::from_days(ledger.due.earliest).iso();
    json["due_latest"] = Date::from_days(ledger.due.latest).iso();
  }
  json["days"] = Json::array();
  for (const LedgerDay& day : ledger.days) json["days"].push_back(ledger_json_detail::day(day));
  json["notices"] = notices(ledger.notices);
  return json.dump(2) + '\n';
}

TIANYA_RULES_INLINE Result<std::string> year_json(const WorkingCalendar& calendar, int year) {
  using namespace ledger_json_detail;
  if (!year_detail::covers(calendar, year)) return year_detail::not_covered(calendar, year);
  const year_detail::YearReader reader(calendar, year);
  Json days = Json::array();
  for (Date date(year, 1, 1); date <= Date(year, 12, 31); date = date + 1) {
    const DayStatus status = calendar.day(date.days());
    if (status.holiday.empty()) continue;
    const std::string name(status.holiday);
    Json item = {{"date", date.iso()}, {"works", status.works}};
    item["kind"] = status.listed != nullptr ? std::string(to_string(status.listed->kind)) : "expected";
    item["holiday"] = both({name, calendar.holiday_name(name, Language::kEnglish)});
    if (status.notice != nullptr) item["notice"] = reader.index_of(status.notice);
    item["published"] = status.published;
    days.push_back(std::move(item));
  }
  const WorkdayCount count = calendar.count(Date(year, 1, 1).days() - 1, Date(year, 12, 31).days());
  Json json = {{"year", year}, {"calendar", calendar.id()}, {"known_on", date_or_null(calendar.known_on())}};
  json["published"] = Date(year, 12, 31) <= calendar.published_through();
  json["workdays"] = count.estimate;
  if (count.lowest != count.highest) json["workdays_lowest"] = count.lowest, json["workdays_highest"] = count.highest;
  json["days"] = std::move(days);
  json["notices"] = notices(reader.notices);
  return json.dump(2) + '\n';
}

TIANYA_RULES_END_NAMESPACE
