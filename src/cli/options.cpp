// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/refusal.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

namespace tianya_rules::cli {

namespace {

std::string read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A folder opens and then cannot be read; of an empty file there is nothing to copy, which is no failure.
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad() || !text)
    throw Refusal(kRefused, "unreadable-file", "cannot read `" + path + "`: " + std::strerror(errno != 0 ? errno : EIO));
  return text.str();
}

/// One item a line; blank lines do not count.
std::vector<std::string> read_list(const std::string& path) {
  std::string text = read_text_file(path);
  if (text.compare(0, 3, "\xEF\xBB\xBF") == 0) text.erase(0, 3);
  if (find_invalid_utf8(text) != std::string::npos) {
    throw Refusal(kRefused, "invalid-utf8", '`' + path + "` is not UTF-8", "if it is GBK, save it as UTF-8");
  }
  std::vector<std::string> items;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.pop_back();
    const std::size_t start = line.find_first_not_of(" \t");
    if (start != std::string::npos) items.push_back(line.substr(start));
  }
  return items;
}

void add_reading(const std::string& text, CheckOptions& options, Diagnostics& problems) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    return problems.error("bad-value", "`--reading " + text + "` names no answer", {}, "write `--reading NAME=ANSWER`");
  }
  const std::string name = text.substr(0, equals), answer = text.substr(equals + 1);
  const std::size_t colon = answer.find(':');
  const std::string chosen = answer.substr(0, colon);
  const auto [at, added] = options.readings.emplace(name, chosen);
  if (!added) return problems.error("bad-command-line", "reading `" + name + "` is given more than once");
  if (colon != std::string::npos) options.given[name] = read_list(answer.substr(colon + 1));
}

void add_assumption(const std::string& text, CheckOptions& options, Diagnostics& problems) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return problems.error("bad-value", "`--assume " + text + "` names no value", {}, "write `--assume ENTITY.ATTRIBUTE=VALUE`");
  }
  const bool added = options.assume.emplace(text.substr(0, equals), text.substr(equals + 1)).second;
  if (!added) problems.error("bad-command-line", '`' + text.substr(0, equals) + "` is assumed more than once");
}

}  // namespace

std::optional<Date> date_option(const char* option, const std::string& text, Diagnostics& problems) {
  if (text.empty()) return std::nullopt;
  const Result<Date> date = Date::parse(text);
  if (date.ok()) return *date;
  for (const Diagnostic& problem : date.diagnostics().items()) {
    problems.error(problem.code, std::string(option) + ": " + problem.message, {}, problem.help);
  }
  return std::nullopt;
}

CheckOptions check_options(const Arguments& arguments) {
  CheckOptions options;
  Diagnostics problems;
  options.as_of = date_option("--as-of", arguments.as_of, problems);
  options.published_on = date_option("--published-on", arguments.published_on, problems);
  options.known_on = date_option("--known-on", arguments.known_on, problems);
  for (const std::string& text : arguments.reading) add_reading(text, options, problems);
  for (const std::string& text : arguments.assume) add_assumption(text, options, problems);
  options.rules = arguments.rule;
  options.lenient = arguments.lenient;
  if (problems.has_errors()) throw Refusal(kBadCommand, problems);
  return options;
}

Rulebook open_rulebook(const Arguments& arguments) {
  Result<Rulebook> book = arguments.rules.empty() ? Rulebook::shipped() : Rulebook::load(arguments.rules);
  if (!book.ok()) throw Refusal(kRefused, book.diagnostics());
  return *book;
}

Judge open_judge(const Rulebook& book, const CheckOptions& options) {
  Result<Judge> judge = book.judge(options);
  if (!judge.ok()) throw Refusal(kBadCommand, judge.diagnostics());
  return *judge;
}

WorkingCalendar open_calendar(const Arguments& arguments, std::optional<Date> known_on) {
  const Rulebook book = open_rulebook(arguments);
  const Result<std::shared_ptr<const WorkingCalendar>> base = book.calendar("", known_on);
  if (!base.ok()) throw Refusal(kBadCommand, base.diagnostics());
  if (arguments.overlay.empty()) return **base;
  std::vector<OverlayDataPtr> overlays = (*base)->overlays();  // those of the rulebook's own calendar come first
  for (const std::string& name : arguments.overlay) {
    const bool file = name.find('/') != std::string::npos || (name.size() > 5 && name.compare(name.size() - 5, 5, ".yaml") == 0);
    if (!file) {
      const auto named = book.calendar((*base)->id() + '+' + name, known_on);
      if (!named.ok()) throw Refusal(kBadCommand, named.diagnostics());
      overlays.push_back((*named)->overlays().back());
      continue;
    }
    const Result<OverlayDataPtr> overlay = load_overlay({name, read_text_file(name), name});
    if (!overlay.ok()) throw Refusal(kRefused, overlay.diagnostics());
    overlays.push_back(*overlay);
  }
  const Result<WorkingCalendar> built =
      WorkingCalendar::build(std::make_shared<const CalendarData>((*base)->data()), overlays, known_on);
  if (!built.ok()) throw Refusal(kBadCommand, built.diagnostics());
  return *built;
}

}  // namespace tianya_rules::cli
