// SPDX-License-Identifier: Apache-2.0
/// The words that ledgers and calendars are shown in. Included by the ledger_*-inl.hpp files only.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tianya_rules/calendar/ledger.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace ledger_words {

inline bool chinese(Language language) { return language == Language::kChinese; }

/// `zh` or `en`.
inline std::string_view pick(Language language, std::string_view zh, std::string_view en) { return chinese(language) ? zh : en; }

inline std::string_view weekday(Date date, Language language) {
  static constexpr std::array<std::string_view, 7> kChineseDays{"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  static constexpr std::array<std::string_view, 7> kEnglishDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return chinese(language) ? kChineseDays[date.weekday()] : kEnglishDays[date.weekday()];
}

/// Two columns wide.
inline std::string_view short_weekday(unsigned weekday, Language language) {
  static constexpr std::array<std::string_view, 7> kChineseDays{"一", "二", "三", "四", "五", "六", "日"};
  static constexpr std::array<std::string_view, 7> kEnglishDays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  return chinese(language) ? kChineseDays[weekday] : kEnglishDays[weekday];
}

/// `2026-09-21（周一）`, `2026-09-21 (Mon)`.
inline std::string dated(Date date, Language language) {
  const std::string day(weekday(date, language));
  return chinese(language) ? date.iso() + "（" + day + "）" : date.iso() + " (" + day + ')';
}

inline std::string month_title(int year, unsigned month, Language language) {
  static constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                            "July",    "August",   "September", "October", "November", "December"};
  const std::string number = std::to_string(year);
  return chinese(language) ? number + "年" + std::to_string(month) + "月" : std::string(kMonths[month - 1]) + ' ' + number;
}

/// `10th`, `22nd`.
inline std::string ordinal(std::int64_t n) {
  const std::int64_t tens = n % 100, ones = n % 10;
  const bool teen = tens >= 11 && tens <= 13;
  return std::to_string(n) + (teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
}

inline std::string period_words(const Period& period, Language language) {
  if (!chinese(language)) return period.text();
  std::string out;
  if (period.years != 0) out += std::to_string(period.years) + " 年";
  if (period.months != 0) out += (out.empty() ? "" : " ") + std::to_string(period.months) + " 个月";
  if (period.days != 0 || out.empty()) out += (out.empty() ? "" : " ") + std::to_string(period.days) + " 天";
  return out;
}

/// What a day is that counts whatever it is: `春节放假，照计`, `Spring Festival make-up day`, or "".
inline std::string plain_day(const LedgerDay& day, Language language) {
  const std::string& name = day.holiday.in(language);
  if (name.empty() || !day.works) return name;
  if (*day.works) return name + std::string(pick(language, "调休上班", " make-up day"));
  if (!day.published)
    return name +
           std::string(pick(language, "（预计放假，尚未公布），照计", " (expected, not yet published), counted all the same"));
  return name + std::string(pick(language, "放假，照计", ", off but counted"));
}

/// Why a day counts or not: `中秋节`, `国庆节调休上班`, `weekend`.
inline std::string why(const LedgerDay& day, const Ledger& ledger, Language language) {
  const std::string& name = day.holiday.in(language);
  const auto word = [&](std::string_view zh, std::string_view en) { return std::string(pick(language, zh, en)); };
  const std::string space = chinese(language) ? "" : " ";
  switch (day.reason) {
    case LedgerReason::start_day:
      if (ledger.request.period || ledger.request.workdays + ledger.request.excluded > 0)
        return word("起算日，不计", "start day, not counted");
      return word("起算日", "start day");
    case LedgerReason::workday:
      return name;
    case LedgerReason::plain_day:
      return plain_day(day, language);
    case LedgerReason::makeup_workday:
      return name + space + word("调休上班", "make-up day, worked");
    case LedgerReason::local_workday:
      return name + space + word("当地上班", "worked locally");
    case LedgerReason::excluded:
      return word("依法不计入的时间顺延", "moved out by excluded time");
    case LedgerReason::pause:
      return word("暂停，不计", "paused, not counted");
    case LedgerReason::weekend:
      return word("周末", "weekend");
    case LedgerReason::holiday:
      return name;
    case LedgerReason::local_holiday:
      return name + word("（当地放假）", " (local holiday)");
    case LedgerReason::expected:
      return name + word("（预计，尚未公布）", " (expected, not yet published)");
  }
  return {};
}

inline std::string notice_line(const LedgerNotice& notice, Language language) {
  std::string out = notice.title;
  if (!notice.number.empty()) out += (chinese(language) ? "，" : ", ") + notice.number;
  if (notice.published) out += chinese(language) ? "（" + notice.published->iso() + "）" : " (" + notice.published->iso() + ')';
  if (!notice.overlay.empty()) out += std::string(pick(language, "，当地安排 ", ", overlay ")) + notice.overlay;
  if (!notice.address.empty()) out += "  " + notice.address;
  return out;
}

}  // namespace ledger_words

TIANYA_RULES_END_NAMESPACE
