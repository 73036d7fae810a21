// SPDX-License-Identifier: Apache-2.0
/// Months as text, side by side, Monday first. Included by the ledger_*-inl.hpp files only.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/calendar/ledger_words-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace month_grid {

inline constexpr std::string_view kGap = "   ";

/// The mark behind a day's number; ' ' for none; '\0' leaves the day out.
using MarkOf = std::function<char(Date)>;

inline std::string padded(std::string text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return taken < width ? text + std::string(width - taken, ' ') : text;
}

/// How closely days stand: the columns of a cell (at least 3: two digits and a mark) and the months in a row.
struct Layout {
  std::size_t cell;
  std::size_t a_row;
};

/// Title, weekdays, and always six weeks, each seven cells wide.
inline std::vector<std::string> month_lines(int year, unsigned month, const Layout& layout, const MarkOf& mark_of,
                                            Language language) {
  const std::size_t width = 7 * layout.cell;
  std::vector<std::string> lines{padded(ledger_words::month_title(year, month, language), width)};
  std::string names;
  for (unsigned weekday = 0; weekday < 7; ++weekday) {
    names += padded(std::string(ledger_words::short_weekday(weekday, language)), layout.cell);
  }
  lines.push_back(names);
  const Date first(year, month, 1);
  std::string week(layout.cell * first.weekday(), ' ');
  for (unsigned day = 1; day <= days_in_month(year, month); ++day) {
    const char mark = mark_of(first + static_cast<std::int32_t>(day - 1));
    const std::string cell = mark == '\0' ? std::string() : (day < 10 ? " " : "") + std::to_string(day) + mark;
    week += padded(cell, layout.cell);
    if (week.size() < width) continue;
    lines.push_back(week);
    week.clear();
  }
  lines.push_back(week);
  lines.resize(8);
  for (std::string& line : lines) line = padded(line, width);
  return lines;
}

/// The months of first … last; trailing spaces and empty last weeks are left out.
inline std::string months(Date first, Date last, const Layout& layout, const MarkOf& mark_of, Language language) {
  const CivilDay from = first.civil(), to = last.civil();
  const int begin = from.year * 12 + static_cast<int>(from.month) - 1, end = to.year * 12 + static_cast<int>(to.month);
  const int a_row = static_cast<int>(layout.a_row);
  std::string out;
  for (int row = begin; row < end; row += a_row) {
    std::vector<std::string> lines(8);
    for (int month = row; month < std::min(row + a_row, end); ++month) {
      const auto block = month_lines(month / 12, static_cast<unsigned>(month % 12) + 1, layout, mark_of, language);
      for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += (month == row ? std::string() : std::string(kGap)) + block[i];
    }
    if (row != begin) out += '\n';
    for (std::string& line : lines) {
      line.erase(line.find_last_not_of(' ') + 1);
      if (!line.empty()) out += line + '\n';
    }
  }
  return out;
}

}  // namespace month_grid

TIANYA_RULES_END_NAMESPACE
