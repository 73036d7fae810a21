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
inline constexpr int kWeek = 58;
inline constexpr int kMargin = 14;
inline constexpr int kWidth = 7 * kCell + 2 * kMargin;
inline constexpr int kLegendLine = 32;
inline constexpr int kSwatch = 24;

// Dark fill: counted. White with a frame: off by notice. Grey: weekend. Stripes: paused. Dots round it: not yet published. A
// thick double frame: the due date. Each differs without its colour too.
inline constexpr std::string_view kStyle =
    "text{font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;fill:#1a1a1a}"
    ".t{font-size:15px}.u{font-size:20px;font-weight:700}.m{font-size:15px;font-weight:700}.w{font-size:12px;fill:#555}"
    ".d{font-size:11px}.n{font-size:19px;font-weight:700;text-anchor:middle}.x{font-size:10.5px;text-anchor:middle}"
    ".r{font-size:9px;text-anchor:end}.l{font-size:13px}.o{font-size:12px;fill:#767676}.on "
    "text{fill:#fff}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px}"
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

/// A word or two in the middle of a cell; squeezed where it is wider than that.
inline std::string word_at(int x, int y, std::string_view style, std::string_view text) {
  static constexpr std::size_t kColumns = 8;
  static constexpr int kMost = kCell - 6;
  const bool wide = display_width(text) > kColumns;
  const std::string squeeze = wide ? "\" textLength=\"" + std::to_string(kMost) + "\" lengthAdjust=\"spacingAndGlyphs" : "";
  return text_at(x + kCell / 2, y, std::string(style) + squeeze, text);
}

struct Box {
  int x, y, width, height;
};

inline std::string drawn(const Box& box, int inset, std::string_view style) {
  const auto side = [&](int length) { return std::to_string(length - 2 * inset); };
  return "<rect class=\"" + std::string(style) + "\" x=\"" + std::to_string(box.x + inset) + "\" y=\"" +
         std::to_string(box.y + inset) + "\" width=\"" + side(box.width) + "\" height=\"" + side(box.height) + "\" rx=\"4\"/>";
}

/// `text` in lines of at most `columns` columns, broken at spaces or within Chinese; returns the height taken.
inline int paragraph(std::string& out, int x, int y, std::string_view style, const std::string& text, std::size_t columns,
                     int line_height) {
  int height = 0;
  std::string line, word;
  const auto end_line = [&] {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (!line.empty()) out += text_at(x, y + height, style, line) + '\n', height += line_height;
    line.clear();
  };
  const auto end_word = [&] {
    if (display_width(line) + display_width(word) > columns) end_line();
    line += word;
    word.clear();
  };
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t begin = offset;
    const char32_t c = decode_code_point(text, offset);
    // Marks that end a clause stay with what they end.
    const bool closes = c == U'，' || c == U'：' || c == U'）' || c == U'”' || c == U'》';
    const bool wide = display_width(std::string_view(text).substr(begin, offset - begin)) == 2;
    if (wide && !closes) end_word();
    word.append(text, begin, offset - begin);
    if (c == U' ') end_word();
  }
  end_word();
  end_line();
  return height;
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

inline std::string notice_mark(int notice) { return '[' + std::to_string(notice + 1) + ']'; }

/// The few words that fit into a cell: parts of a holiday's name, at most three lines of `columns` columns.
inline std::vector<std::string> short_lines(const std::string& text, Language language) {
  static constexpr std::size_t kColumns = 8;
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

/// Below the number of a counted day: why it counts although one might think otherwise.
inline std::string counted_word(const LedgerDay& day, Language language) {
  switch (day.reason) {
    case LedgerReason::makeup_workday:
    case LedgerReason::local_workday:
      return std::string(ledger_words::pick(language, "调休上班", "make-up"));
    case LedgerReason::excluded:
      return std::string(ledger_words::pick(language, "顺延", "extra"));
    case LedgerReason::plain_day:
      if (day.holiday.empty() || day.works.value_or(true)) return {};
      return std::string(ledger_words::pick(language, "放假", "holiday"));
    default:
      return {};
  }
}

/// What stands in a cell beside the day's date.
inline std::string cell_words(const LedgerDay& day, int x, int y, Language language) {
  const auto word = [&](std::string_view zh, std::string_view en) { return std::string(ledger_words::pick(language, zh, en)); };
  if (day.counted()) {
    const std::string below = counted_word(day, language);
    return text_at(x + kCell / 2, y + 37, "n", std::to_string(day.number)) + (below.empty() ? "" : word_at(x, y + 51, "x", below));
  }
  if (day.reason == LedgerReason::start_day) return word_at(x, y + 38, "x", word("起算日", "start"));
  if (day.reason == LedgerReason::pause) return word_at(x, y + 38, "x halo", word("暂停", "paused"));
  if (day.reason == LedgerReason::weekend) return {};
  const std::vector<std::string> lines = short_lines(day.holiday.in(language), language);
  std::string out;
  int at = lines.size() == 1 ? 38 : lines.size() == 2 ? 33 : 28;
  for (const std::string& line : lines) {
    out += word_at(x, y + at, "x", line);
    at += 12;
  }
  return out;
}

inline std::string cell(const LedgerDay& day, const Ledger& ledger, int x, int y, Language language) {
  const std::string_view style = style_of(day.reason);
  const bool dark = style == "counted" || style == "extra";
  const Box box{x, y, kCell, kWeek};
  const std::string halo = style == "pause" ? " halo" : "";
  std::string out = dark ? "<g class=\"on\">" : "<g>";
  std::string why = ledger_words::why(day, ledger, language);
  if (day.notice >= 0) why += "  " + ledger.notices[static_cast<std::size_t>(day.notice)].title;
  out += "<title>" + escaped(ledger_words::dated(day.date, language) + (why.empty() ? "" : "  " + why)) + "</title>";
  out += drawn(box, 2, style);
  if (!day.published && dark) out += drawn(box, 4, "soft");
  if (day.date == ledger.due_date()) out += drawn(box, 1, "due") + (dark ? drawn(box, 4, "inner") : "");
  out += text_at(x + 8, y + 17, "d" + halo, std::to_string(day.date.civil().day) + (day.published ? "" : " ?"));
  // Which notice, where there are several; they stand below the months.
  if (day.notice >= 0 && ledger.notices.size() > 1) out += text_at(x + kCell - 7, y + 16, "r", notice_mark(day.notice));
  return out + cell_words(day, x, y, language) + "</g>\n";
}

/// One month from `top` down, without the weeks that lie outside the ledger; returns the height taken.
inline int month(std::string& out, const Ledger& ledger, int year, unsigned of_year, int top, Language language) {
  out += text_at(kMargin, top + 16, "m", ledger_words::month_title(year, of_year, language)) + '\n';
  for (unsigned weekday = 0; weekday < 7; ++weekday) {
    out += text_at(kMargin + static_cast<int>(weekday) * kCell + 8, top + 36, "w", ledger_words::short_weekday(weekday, language));
  }
  out += '\n';
  const Date first(year, of_year, 1), from = ledger.days.front().date, to = ledger.days.back().date;
  const auto monday = [](Date date) { return date - static_cast<std::int32_t>(date.weekday()); };
  int row = -1;
  for (unsigned i = 0; i < days_in_month(year, of_year); ++i) {
    const Date date = first + static_cast<std::int32_t>(i);
    if (monday(date) < monday(from) || monday(date) > monday(to)) continue;
    if (row < 0 || date.weekday() == 0) ++row;
    const int x = kMargin + static_cast<int>(date.weekday()) * kCell, y = top + 42 + row * kWeek;
    if (date < from || date > to)
      out += text_at(x + 8, y + 17, "o", std::to_string(i + 1)) + '\n';
    else
      out += cell(ledger.days[static_cast<std::size_t>(date - from)], ledger, x, y, language);
  }
  return 42 + (row + 1) * kWeek + 12;
}

struct Legend {
  std::string_view style, zh, en;
};

inline int legend(std::string& out, const Ledger& ledger, int top, Language language) {
  static constexpr Legend kLegends[] = {{"start", "起算日，不计", "start day, not counted"},
                                        {"counted", "计入，大数字是第几天", "counted; the large number says which"},
                                        {"extra", "“顺延”：依法不计入的时间使期限后移", "\"extra\": moved out by excluded time"},
                                        {"off", "放假，不计", "holiday, not counted"},
                                        {"weekend", "周末，不计", "weekend, not counted"},
                                        {"pause", "暂停，不计", "paused, not counted"},
                                        {"expected", "预计放假，尚未公布", "expected holiday, not yet published"},
                                        {"due", "到期日", "due date"}};
  std::set<std::string_view> used{"due"};
  for (const LedgerDay& day : ledger.days) used.insert(style_of(day.reason));
  int height = 0;
  const auto word = [&](std::string_view text) {
    out += text_at(kMargin + kSwatch + 10, top + height + 17, "l", text) + '\n';
    height += kLegendLine;
  };
  for (const Legend& line : kLegends) {
    if (used.count(line.style) == 0) continue;
    out += drawn({kMargin, top + height, kSwatch, kSwatch}, 1, line.style);
    word(ledger_words::pick(language, line.zh, line.en));
  }
  const auto open = [](const LedgerDay& day) { return !day.published; };
  if (std::any_of(ledger.days.begin(), ledger.days.end(), open)) {
    out += text_at(kMargin + 8, top + height + 17, "l", "?");
    word(ledger_words::pick(language, "该日安排尚未公布", "no notice has spoken of this day yet"));
  }
  return height;
}

/// What it rests on: the calendar and the notices.
inline int basis(std::string& out, const Ledger& ledger, int top, Language language) {
  static constexpr std::size_t kColumns = 60;
  static constexpr int kLine = 17;
  int height = 14;
  const auto line = [&](const std::string& text) { height += paragraph(out, kMargin, top + height, "d", text, kColumns, kLine); };
  line(ledger_text_detail::basis(ledger, language));
  for (std::size_t i = 0; i < ledger.notices.size(); ++i) {
    const LedgerNotice& notice = ledger.notices[i];
    line((ledger.notices.size() > 1 ? notice_mark(static_cast<int>(i)) + ' ' : std::string()) + notice.title +
         (notice.published ? ' ' + notice.published->iso() : std::string()));
  }
  return height;
}

inline int heading(std::string& out, const Ledger& ledger, Language language) {
  static constexpr std::size_t kColumns = 52;
  static constexpr int kLine = 19;
  int y = 28 + paragraph(out, kMargin, 28, "t", ledger_text_detail::question(ledger, language), 46, 20);
  out += text_at(kMargin, y + 6, "u", ledger_words::dated(ledger.due_date(), language)) + '\n';
  y += 26;
  const std::string more = ledger_text_detail::parts(ledger, language) + ledger_text_detail::doubt(ledger, language);
  for (std::size_t begin = 0; begin < more.size();) {
    const std::size_t end = std::min(more.find('\n', begin), more.size());
    y += paragraph(out, kMargin, y, "l", more.substr(begin, end - begin), kColumns, kLine);
    begin = end + 1;
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
  y += legend(body, ledger, y + 4, language) + 4;
  y += basis(body, ledger, y, language) + kMargin / 2;
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
