// SPDX-License-Identifier: Apache-2.0
/// Ledgers as text. Included by ledger_format-inl.hpp only.
#pragma once

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/ledger_words-inl.hpp"
#include "tianya_rules/calendar/month_grid-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace ledger_text_detail {

/// `the 10th working day after 2026-09-21 (Mon)`.
inline std::string question(const Ledger& ledger, Language language) {
  const LedgerRequest& request = ledger.request;
  const bool zh = ledger_words::chinese(language);
  const std::string start = ledger_words::dated(request.start, language);
  if (request.period) {
    const std::string period = ledger_words::period_words(*request.period, language);
    if (zh) return start + (request.before ? "之前 " : "之后 ") + period;
    return period + (request.before ? " before " : " after ") + start;
  }
  const std::int64_t n = request.workdays + request.excluded;
  if (n == 0) return zh ? start + "起 0 个工作日，即当日" : "0 working days from " + start + ", the day itself";
  if (zh) return start + (request.before ? "之前第 " : "之后第 ") + std::to_string(n) + " 个工作日";
  return "the " + ledger_words::ordinal(n) + " working day " + (request.before ? "before " : "after ") + start;
}

/// `between … and …, not yet published`, or "".
inline std::string doubt(const Ledger& ledger, Language language) {
  if (!ledger.due.provisional) return {};
  const std::string earliest = Date::from_days(ledger.due.earliest).iso(), latest = Date::from_days(ledger.due.latest).iso();
  if (ledger_words::chinese(language)) return "其中有尚未公布的日子：应在 " + earliest + " 与 " + latest + " 之间";
  return "some of its days are not yet published: it will lie between " + earliest + " and " + latest;
}

/// What goes into the count besides a limit, a line each: excluded time, a pause.
inline std::string parts(const Ledger& ledger, Language language) {
  const LedgerRequest& request = ledger.request;
  const bool zh = ledger_words::chinese(language);
  std::string out;
  if (request.excluded > 0) {
    const std::string limit = std::to_string(request.workdays), more = std::to_string(request.excluded);
    out += zh ? "期限 " + limit + " 个工作日，另有 " + more + " 个工作日依法不计入\n"
              : "a limit of " + limit + " working days, and " + more + " that do not count towards it\n";
  }
  if (request.pause_from && request.pause_to && !request.period && !request.before) {
    const std::string from = request.pause_from->iso(), to = request.pause_to->iso();
    out += zh ? from + " 次日起至 " + to + " 暂停\n" : "paused after " + from + " through " + to + '\n';
  }
  return out;
}

/// `calendar: the State Council's holiday notices, as known on 2019-03-01`.
inline std::string basis(const Ledger& ledger, Language language) {
  std::string out = std::string(ledger_words::pick(language, "日历：", "calendar: ")) + ledger.calendar.in(language);
  if (!ledger.known_on) return out;
  const std::string known = ledger.known_on->iso();
  return out + (ledger_words::chinese(language) ? "，以 " + known + " 所知为准" : ", as known on " + known);
}

inline std::string day_line(const LedgerDay& day, const Ledger& ledger, Language language) {
  const bool zh = ledger_words::chinese(language);
  std::string number;
  if (day.counted()) number = zh ? "第 " + std::to_string(day.number) + " 天" : "day " + std::to_string(day.number);
  std::string line = "  " + day.date.iso() + ' ' + std::string(ledger_words::weekday(day.date, language)) + "  " +
                     month_grid::padded(number, 10) + ledger_words::why(day, ledger, language);
  if (day.notice >= 0) line += "  [" + std::to_string(day.notice + 1) + ']';
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

inline std::string notices(const std::vector<LedgerNotice>& notices, Language language) {
  if (notices.empty()) return {};
  std::string out(ledger_words::pick(language, "依据\n", "under\n"));
  for (std::size_t i = 0; i < notices.size(); ++i) {
    out += "  [" + std::to_string(i + 1) + "] " + ledger_words::notice_line(notices[i], language) + '\n';
  }
  return out;
}

inline char mark_of(const LedgerDay& day, const Ledger& ledger) {
  if (day.date == ledger.due_date()) return '*';
  switch (day.reason) {
    case LedgerReason::start_day:
      return '>';
    case LedgerReason::makeup_workday:
    case LedgerReason::local_workday:
      return '+';
    case LedgerReason::workday:
    case LedgerReason::plain_day:
      return '.';
    case LedgerReason::excluded:
      return '~';
    case LedgerReason::pause:
      return '=';
    case LedgerReason::weekend:
      return ' ';
    case LedgerReason::holiday:
    case LedgerReason::local_holiday:
      return '-';
    case LedgerReason::expected:
      return '?';
  }
  return ' ';
}

/// Whether a day counts or not otherwise than its weekday alone would have it.
inline bool is_arranged(const LedgerDay& day) {
  switch (day.reason) {
    case LedgerReason::makeup_workday:
    case LedgerReason::local_workday:
    case LedgerReason::holiday:
    case LedgerReason::local_holiday:
    case LedgerReason::expected:
      return true;
    default:
      return false;
  }
}

struct Mark {
  char mark;
  std::string_view zh, en;
};
/// The marks that `used` holds, each with its word.
inline std::string legend(const std::string& used, const std::vector<Mark>& marks, Language language) {
  std::string out;
  for (const Mark& mark : marks) {
    if (used.find(mark.mark) == std::string::npos) continue;
    out +=
        (out.empty() ? "" : "   ") + std::string(1, mark.mark) + ' ' + std::string(ledger_words::pick(language, mark.zh, mark.en));
  }
  return out.empty() ? out : out + '\n';
}

}  // namespace ledger_text_detail

TIANYA_RULES_INLINE std::string ledger_headline(const Ledger& ledger, Language language) {
  return ledger_text_detail::question(ledger, language) + (ledger_words::chinese(language) ? "：" : ": ") +
         ledger_words::dated(ledger.due_date(), language);
}

TIANYA_RULES_INLINE std::string ledger_text(const Ledger& ledger, Language language) {
  std::string out = ledger_headline(ledger, language) + '\n' + ledger_text_detail::parts(ledger, language);
  const std::string doubt = ledger_text_detail::doubt(ledger, language);
  if (!doubt.empty()) out += doubt + '\n';
  out += ledger_text_detail::basis(ledger, language) + '\n';
  bool published = true;
  for (const LedgerDay& day : ledger.days) {
    // Said once, where it begins; an expected holiday says it of itself.
    if (published && !day.published && day.reason != LedgerReason::expected) {
      out += std::string(ledger_words::pick(language, "  （以下日期的放假安排尚未公布）\n",
                                            "  (no notice has spoken of the following days yet)\n"));
      published = false;
    }
    out += ledger_text_detail::day_line(day, ledger, language);
  }
  return out + ledger_text_detail::notices(ledger.notices, language);
}

TIANYA_RULES_INLINE std::string ledger_holidays(const Ledger& ledger, Language language) {
  std::string out;
  for (std::size_t i = 0; i < ledger.days.size();) {
    const LedgerDay& first = ledger.days[i];
    std::size_t end = i + 1;
    if (ledger_text_detail::is_arranged(first)) {
      const std::string why = ledger_words::why(first, ledger, language);
      while (end < ledger.days.size() && ledger.days[end].reason == first.reason && ledger.days[end].notice == first.notice &&
             ledger_words::why(ledger.days[end], ledger, language) == why)
        ++end;
      const std::string last =
          end - i > 1 ? std::string(ledger_words::pick(language, " 至 ", " to ")) + ledger.days[end - 1].date.iso() : std::string();
      out += month_grid::padded(first.date.iso() + last, 26) + why;
      if (first.notice >= 0) out += "  [" + std::to_string(first.notice + 1) + ']';
      out += '\n';
    }
    i = end;
  }
  return out.empty() ? out : out + ledger_text_detail::notices(ledger.notices, language);
}

TIANYA_RULES_INLINE std::string ledger_grid(const Ledger& ledger, Language language) {
  const Date first = ledger.days.front().date, last = ledger.days.back().date;
  std::string used;
  const auto mark = [&](Date date) -> char {
    if (date < first || date > last) return '\0';
    const char found = ledger_text_detail::mark_of(ledger.days[static_cast<std::size_t>(date - first)], ledger);
    used += found;
    return found;
  };
  const std::string grid = month_grid::months(first, last, {4, 2}, mark, language);
  static const std::vector<ledger_text_detail::Mark> kMarks{{'>', "起算日", "start day"},
                                                            {'.', "计入", "counted"},
                                                            {'+', "调休上班，计入", "make-up day, counted"},
                                                            {'-', "放假", "holiday"},
                                                            {'?', "预计放假，尚未公布", "expected holiday, not yet published"},
                                                            {'=', "暂停", "paused"},
                                                            {'~', "顺延", "moved out by excluded time"},
                                                            {'*', "到期日", "due date"}};
  return grid + ledger_text_detail::legend(used, kMarks, language);
}

TIANYA_RULES_END_NAMESPACE
