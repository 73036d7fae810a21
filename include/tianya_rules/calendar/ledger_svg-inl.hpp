// SPDX-License-Identifier: Apache-2.0
/// Ledgers as a picture. Included by ledger_format-inl.hpp only.
#pragma once

#include <algorithm>
#include <set>

#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/ledger_text-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace ledger_svg_detail {

inline constexpr int kCell = 50;
inline constexpr int kMargin = 14;
inline constexpr int kWidth = 7 * kCell + 2 * kMargin;
inline constexpr int kLegendLine = 32;
inline constexpr int kSwatch = 24;

// Dark fill: counted. White with a frame: off by notice. Grey: weekend. Stripes: paused. Dots round it: not yet published. A
// thick double frame: the due date. Each differs without its colour too.
inline constexpr std::string_view kStyle =
    "text{font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;fill:#1a1a1a}"
    ".t{font-size:15px}.u{font-size:20px;font-weight:700}.m{font-size:15px;font-weight:700}.w{font-size:12px;fill:#555}"
    ".d{font-size:11px}.n{font-size:19px;font-weight:700;text-anchor:middle}.x{font-size:10px;text-anchor:middle}"
    ".l{font-size:13px}.o{font-size:12px;fill:#767676}.on text{fill:#fff}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".counted{fill:#1d4f91}.extra{fill:#5f4690}.weekend{fill:#ececec}.off{fill:#fff;stroke:#b3261e;stroke-width:2}"
    ".expected{fill:#fff;stroke:#b3261e;stroke-width:2;stroke-dasharray:2 3}.start{fill:#fff;stroke:#1a1a1a;stroke-width:2;"
    "stroke-dasharray:6 3}.pause{fill:url(#stripes);stroke:#666}.due{fill:none;stroke:#1a1a1a;stroke-width:3}"
    ".inner{fill:none;stroke:#fff;stroke-width:2}.soft{fill:none;stroke:#fff;stroke-width:2;stroke-dasharray:1 4}";

inline std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

inline std::string text_at(int x, int y, std::string_view style, std::string_view text) {
  return "<text class=\"" + std::string(style) + "\" x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\">" +
         escaped(text) + "</text>";
}

inline std::string box(int x, int y, int size, int inset, std::string_view style) {
  const std::string side = std::to_string(size - 2 * inset);
  return "<rect class=\"" + std::string(style) + "\" x=\"" + std::to_string(x + inset) + "\" y=\"" + std::to_string(y + inset) +
         "\" width=\"" + side + "\" height=\"" + side + "\" rx=\"4\"/>";
}

inline std::string_view style_of(LedgerReason reason) {
  switch (reason) {
    case LedgerReason::start_day:
      return "start";
    case LedgerReason::excluded:
      return "extra";
    case LedgerReason::pause:
      return "pause";
    case LedgerReason::weekend:
      return "weekend";
    case LedgerReason::holiday:
    case LedgerReason::local_holiday:
      return "off";
    case LedgerReason::expected:
      return "expected";
    default:
      return "counted";
  }
}

/// The few words that fit into a cell: parts of a holiday's name, at most three lines of `columns` columns.
inline std::vector<std::string> short_lines(const std::string& text, Language language) {
  static constexpr std::size_t kColumns = 9;
  std::vector<std::string> lines;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) lines.push_back(line);
    line.clear();
  };
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t begin = offset;
    const char32_t c = decode_code_point(text, offset);
    const std::string piece = text.substr(begin, offset - begin);
    const bool breaks = c == U' ' || c == U'、' || c == U',';
    if (breaks || (ledger_words::chinese(language) && display_width(line + piece) > kColumns)) flush();
    if (!breaks) line += piece;
    if (c == U'-') flush();
  }
  flush();
  if (lines.size() > 3) lines.resize(3), lines.back() += "…";
  return lines;
}

/// What stands in a cell beside the day's number.
inline std::string cell_words(const LedgerDay& day, int x, int y, Language language) {
  const auto middle = [&](std::string_view zh, std::string_view en, int at) {
    return text_at(x + kCell / 2, y + at, "x", ledger_words::pick(language, zh, en));
  };
  if (day.counted()) {
    std::string out = text_at(x + kCell / 2, y + 34, "n", std::to_string(day.number));
    if (day.reason == LedgerReason::makeup_workday || day.reason == LedgerReason::local_workday)
      out += middle("调休上班", "make-up", 45);
    if (day.reason == LedgerReason::excluded) out += middle("顺延", "extra", 45);
    return out;
  }
  if (day.reason == LedgerReason::start_day) return middle("起算日", "start", 34);
  if (day.reason == LedgerReason::pause)
    return text_at(x + kCell / 2, y + 34, "x halo", ledger_words::pick(language, "暂停", "paused"));
  if (day.reason == LedgerReason::weekend) return {};
  std::string out;
  int at = 26;
  for (const std::string& line : short_lines(day.holiday.in(language), language)) {
    out += text_at(x + kCell / 2, y + at, "x", line);
    at += 10;
  }
  return out;
}

inline std::string cell(const LedgerDay& day, const Ledger& ledger, int x, int y, Language language) {
  const std::string_view style = style_of(day.reason);
  const bool dark = style == "counted" || style == "extra";
  std::string out = dark ? "<g class=\"on\">" : "<g>";
  const std::string why = ledger_words::why(day, ledger, language);
  out += "<title>" + escaped(ledger_words::dated(day.date, language) + (why.empty() ? "" : "  " + why)) + "</title>";
  out += box(x, y, kCell, 2, style);
  if (!day.published && dark) out += box(x, y, kCell, 5, "soft");
  if (day.date == ledger.due_date()) out += box(x, y, kCell, 1, "due") + (dark ? box(x, y, kCell, 4, "inner") : "");
  out +=
      text_at(x + 7, y + 15, style == "pause" ? "d halo" : "d", std::to_string(day.date.civil().day) + (day.published ? "" : " ?"));
  return out + cell_words(day, x, y, language) + "</g>\n";
}

/// One month from `top` down, without the weeks that lie outside the ledger; returns the height taken.
inline int month(std::string& out, const Ledger& ledger, int year, unsigned of_year, int top, Language language) {
  out += text_at(kMargin, top + 16, "m", ledger_words::month_title(year, of_year, language)) + '\n';
  for (unsigned weekday = 0; weekday < 7; ++weekday) {
    out += text_at(kMargin + static_cast<int>(weekday) * kCell + 7, top + 36, "w", ledger_words::short_weekday(weekday, language));
  }
  out += '\n';
  const Date first(year, of_year, 1), from = ledger.days.front().date, to = ledger.days.back().date;
  const auto monday = [](Date date) { return date - static_cast<std::int32_t>(date.weekday()); };
  int row = -1;
  for (unsigned i = 0; i < days_in_month(year, of_year); ++i) {
    const Date date = first + static_cast<std::int32_t>(i);
    if (monday(date) < monday(from) || monday(date) > monday(to)) continue;
    if (row < 0 || date.weekday() == 0) ++row;
    const int x = kMargin + static_cast<int>(date.weekday()) * kCell, y = top + 42 + row * kCell;
    if (date < from || date > to)
      out += text_at(x + 7, y + 15, "o", std::to_string(i + 1)) + '\n';
    else
      out += cell(ledger.days[static_cast<std::size_t>(date - from)], ledger, x, y, language);
  }
  return 42 + (row + 1) * kCell + 12;
}

struct Legend {
  std::string_view style, zh, en;
};

inline int legend(std::string& out, const Ledger& ledger, int top, Language language) {
  static constexpr Legend kLegends[] = {{"start", "起算日，不计", "start day, not counted"},
                                        {"counted", "计入；大数字是第几天", "counted; the large number says which"},
                                        {"extra", "依法不计入的时间使期限顺延", "moved out by excluded time"},
                                        {"off", "放假，不计", "holiday, not counted"},
                                        {"weekend", "周末，不计", "weekend, not counted"},
                                        {"pause", "暂停，不计", "paused, not counted"},
                                        {"expected", "预计放假，尚未公布", "expected holiday, not yet published"},
                                        {"due", "到期日", "due date"}};
  std::set<std::string_view> used{"due"};
  for (const LedgerDay& day : ledger.days) used.insert(style_of(day.reason));
  int height = 0;
  for (const Legend& line : kLegends) {
    if (used.count(line.style) == 0) continue;
    out += box(kMargin, top + height, kSwatch, 1, line.style);
    out += text_at(kMargin + kSwatch + 10, top + height + 17, "l", ledger_words::pick(language, line.zh, line.en)) + '\n';
    height += kLegendLine;
  }
  const auto open = [](const LedgerDay& day) { return !day.published; };
  if (std::any_of(ledger.days.begin(), ledger.days.end(), open)) {
    out += text_at(kMargin + 8, top + height + 17, "l", "?");
    out += text_at(kMargin + kSwatch + 10, top + height + 17, "l",
                   ledger_words::pick(language, "该日安排尚未公布", "no notice has spoken of this day yet")) +
           '\n';
    height += kLegendLine;
  }
  for (const LedgerNotice& notice : ledger.notices) {
    std::string title = notice.title;
    if (notice.published) title += " " + notice.published->iso();
    std::string line;
    // Titles are long: break them where the picture ends.
    for (std::size_t offset = 0; offset < title.size();) {
      const std::size_t begin = offset;
      decode_code_point(title, offset);
      line += title.substr(begin, offset - begin);
      if (display_width(line) < 56 && offset < title.size()) continue;
      out += text_at(kMargin, top + height + 14, "d", line) + '\n';
      height += 17;
      line.clear();
    }
  }
  return height;
}

inline int heading(std::string& out, const Ledger& ledger, Language language) {
  out += text_at(kMargin, 28, "t", ledger_text_detail::question(ledger, language)) + '\n';
  out += text_at(kMargin, 54, "u", ledger_words::dated(ledger.due_date(), language)) + '\n';
  int y = 74;
  if (ledger.due.provisional) {
    const std::string from = Date::from_days(ledger.due.earliest).iso(), to = Date::from_days(ledger.due.latest).iso();
    const bool zh = ledger_words::chinese(language);
    out += text_at(kMargin, y, "l", zh ? "有尚未公布的日子：" + from + " 至 " + to : "not yet published: " + from + " to " + to) +
           '\n';
    y += 20;
  }
  return y;
}

}  // namespace ledger_svg_detail

TIANYA_RULES_INLINE std::string ledger_svg(const Ledger& ledger, Language language) {
  using namespace ledger_svg_detail;
  std::string body;
  int y = heading(body, ledger, language);
  const CivilDay from = ledger.days.front().date.civil(), to = ledger.days.back().date.civil();
  const int last = to.year * 12 + static_cast<int>(to.month);
  for (int month_index = from.year * 12 + static_cast<int>(from.month) - 1; month_index < last; ++month_index) {
    y += month(body, ledger, month_index / 12, static_cast<unsigned>(month_index % 12) + 1, y, language);
  }
  y += legend(body, ledger, y + 4, language) + kMargin;
  const std::string width = std::to_string(kWidth), height = std::to_string(y);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width +
         ' ' + height + "\" style=\"max-width:100%;height:auto\" role=\"img\" lang=\"" +
         std::string(ledger_words::pick(language, "zh", "en")) + "\">\n<title>" + escaped(ledger_headline(ledger, language)) +
         "</title>\n<style>" + std::string(kStyle) +
         "</style>\n<defs><pattern id=\"stripes\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
         "patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"#fff\"/><rect width=\"2\" height=\"8\" "
         "fill=\"#9a9a9a\"/></pattern></defs>\n<rect width=\"" +
         width + "\" height=\"" + height + "\" fill=\"#fff\"/>\n" + body + "</svg>\n";
}

TIANYA_RULES_END_NAMESPACE
