// SPDX-License-Identifier: Apache-2.0
// deadline and calendar: due dates and years, without any facts.
#include <charconv>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/calendar/ledger_format.hpp"

namespace tianya_rules::cli {

namespace {

LedgerRequest request_of(const Arguments& arguments, Date from) {
  LedgerRequest request;
  request.start = from;
  request.before = arguments.before;
  if (arguments.workdays) request.workdays = *arguments.workdays;
  if (arguments.months) request.period = Period::of_months(*arguments.months);
  if (arguments.days) request.period = Period::of_days(*arguments.days);
  return request;
}

std::string due_text(const Ledger& ledger, Language language) {
  std::string out = ledger_headline(ledger, language) + '\n';
  if (!ledger.due.provisional) return out;
  const std::string earliest = Date::from_days(ledger.due.earliest).iso(), latest = Date::from_days(ledger.due.latest).iso();
  return out + (language == Language::kChinese ? "暂定：有的日子尚未公布放假安排，最早 " + earliest + "，最晚 " + latest + "\n"
                                               : "provisional: some days' holidays are not yet published; " + earliest +
                                                     " at the earliest, " + latest + " at the latest\n");
}

/// What a caller asks of the calendar and it cannot answer is a bad command, not a bad file.
template <typename T>
T answered(Result<T> result) {
  if (!result.ok()) throw Refusal(kBadCommand, result.diagnostics());
  return std::move(*result);
}

}  // namespace

int run_deadline(const Arguments& arguments) {
  Diagnostics problems;
  const std::optional<Date> from = date_option("--from", arguments.from, problems);
  const std::optional<Date> known_on = date_option("--known-on", arguments.known_on, problems);
  for (const auto& [name, n] : {std::pair{"--workdays", arguments.workdays}, std::pair{"--months", arguments.months},
                                std::pair{"--days", arguments.days}}) {
    if (n && *n < 0)
      problems.error("bad-value", std::string(name) + " is `" + std::to_string(*n) + "`, less than 0", {},
                     "to count back, add `--before`");
  }
  if (problems.has_errors()) throw Refusal(kBadCommand, problems);
  const WorkingCalendar calendar = open_calendar(arguments, known_on);
  const Ledger ledger = answered(make_ledger(calendar, request_of(arguments, *from)));
  Output output(arguments.output);
  if (!arguments.svg.empty()) write_output(arguments.svg, ledger_svg(ledger, arguments.language));
  if (arguments.format == "json")
    output.write(ledger_json(ledger));
  else
    output.write(arguments.ledger ? ledger_text(ledger, arguments.language) : due_text(ledger, arguments.language));
  output.commit();
  return kFine;
}

int run_calendar(const Arguments& arguments) {
  Diagnostics problems;
  const std::optional<Date> known_on = date_option("--known-on", arguments.known_on, problems);
  int year = 0;
  const char* end = arguments.name.data() + arguments.name.size();
  const auto [at, error] = std::from_chars(arguments.name.data(), end, year);
  if (error != std::errc() || at != end)
    problems.error("bad-value", '`' + arguments.name + "` is no year", {}, "write it as in `2026`");
  if (problems.has_errors()) throw Refusal(kBadCommand, problems);
  const WorkingCalendar calendar = open_calendar(arguments, known_on);
  Result<std::string> text = arguments.format == "json" ? year_json(calendar, year) : year_text(calendar, year, arguments.language);
  write_output(arguments.output, answered(std::move(text)));
  return kFine;
}

}  // namespace tianya_rules::cli
