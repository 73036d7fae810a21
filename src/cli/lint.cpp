// SPDX-License-Identifier: Apache-2.0
// lint: everything wrong with a rulebook's folder, and what looks wrong; or with the folder of a calendar.
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"
#include "tianya_rules/rulebook/checked.hpp"

namespace tianya_rules::cli {

namespace {

bool is_calendar(const std::string& folder) {
  std::error_code ignored;  // a folder that cannot be read is no calendar, and is complained about as a rulebook
  return std::filesystem::exists(std::filesystem::path(folder) / "calendar.yaml", ignored);
}

std::string span(const WorkingCalendar& calendar, Language language) {
  const std::string first = calendar.first_day().iso(), last = calendar.published_through().iso();
  return pick(language, "没有问题：日历 ", "clean: the calendar ") + '`' + calendar.id() + '`' +
         (language == Language::kChinese ? "，" + first + " 至 " + last + " 已公布" : ", published from " + first + " to " + last) +
         '\n';
}

/// The newest year is shown as it was read, to be held beside its notice.
int lint_calendar(const Arguments& arguments) {
  const Result<std::vector<YamlFile>> files = read_yaml_folder(arguments.name);
  if (!files.ok()) throw Refusal(kRefused, files.diagnostics());
  const Result<CalendarDataPtr> data = load_calendar(*files);
  if (!data.ok()) throw Refusal(kRefused, data.diagnostics());
  const Result<WorkingCalendar> calendar = WorkingCalendar::build(*data);
  if (!calendar.ok()) throw Refusal(kRefused, calendar.diagnostics());
  const int newest = calendar->published_through().year();
  write_output({}, span(*calendar, arguments.language) + '\n' + year_text(*calendar, newest, arguments.language).value());
  return kFine;
}

std::string counted(std::size_t n, const char* zh, const char* en, Language language) {
  return std::to_string(n) + pick(language, zh, en) + (language == Language::kEnglish && n != 1 ? "s" : "");
}

int lint_rulebook(const Arguments& arguments) {
  const Result<Rulebook> book = Rulebook::load(arguments.name);
  if (!book.ok()) throw Refusal(kRefused, book.diagnostics());
  const Diagnostics& found = book->warnings();
  const RulebookModel& model = book->model();
  std::string out = found.empty() ? "" : found.render();
  const std::string counts = counted(model.norms.size(), " 条规则", " rule", arguments.language) +
                             pick(arguments.language, "，", ", ") +
                             counted(model.readings.size(), " 种读法", " reading", arguments.language);
  if (found.empty()) out = pick(arguments.language, "没有问题：", "clean: ") + counts + '\n';
  write_output({}, out);
  return kFine;
}

}  // namespace

int run_lint(const Arguments& arguments) {
  return is_calendar(arguments.name) ? lint_calendar(arguments) : lint_rulebook(arguments);
}

}  // namespace tianya_rules::cli
