// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include "cli/help.hpp"
#include "cli/language.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

/// Declares the options of one verb; each option's words stand in help.cpp.
class Declaration {
 public:
  Declaration(CLI::App& app, Language language) : app_(app), language_(language) {}

  template <typename Target>
  Declaration& option(const char* name, Target& target) {
    const OptionWords words = option_words(name, language_);
    app_.add_option(words.flags, target, words.text)->type_name(words.value);
    return *this;
  }
  Declaration& many(const char* name, std::vector<std::string>& target) {
    const OptionWords words = option_words(name, language_);
    app_.add_option(words.flags, target, words.text)->type_name(words.value)->allow_extra_args(false);
    return *this;
  }
  Declaration& flag(const char* name, bool& target) {
    const OptionWords words = option_words(name, language_);
    app_.add_flag(words.flags, target, words.text);
    return *this;
  }
  Declaration& files(std::vector<std::string>& target) {
    const OptionWords words = option_words("files", language_);
    app_.add_option("files", target, words.text)->type_name(words.value);
    return *this;
  }
  Declaration& report_and_facts(std::vector<std::string>& target) {
    const OptionWords words = option_words("report", language_);
    app_.add_option("files", target, words.text)->type_name(words.value);
    return *this;
  }
  Declaration& positional(const char* name, std::string& target) {
    const OptionWords words = option_words(name, language_);
    app_.add_option("name", target, words.text)->type_name(words.value);
    return *this;
  }

 private:
  CLI::App& app_;
  Language language_;
};

void declare_judging(Declaration& to, Arguments& a) {
  to.option("as-of", a.as_of).option("published-on", a.published_on).option("known-on", a.known_on).option("rules", a.rules);
  to.many("reading", a.reading).many("assume", a.assume).option("entity", a.entity).flag("lenient", a.lenient);
}

void declare(Verb verb, Declaration to, Arguments& a) {
  switch (verb) {
    case Verb::kCheck:
      to.files(a.files);
      declare_judging(to, a);
      to.many("rule", a.rule).many("only", a.only).option("format", a.format).option("output", a.output);
      return;
    case Verb::kExplain:
      to.files(a.files).many("rule-id", a.rule).option("subject", a.subject);
      declare_judging(to, a);
      to.option("output", a.output);
      return;
    case Verb::kShow:
      to.positional("RULE", a.name).option("rules", a.rules).many("reading", a.reading).option("output", a.output);
      return;
    case Verb::kFacts:
      to.option("entity-only", a.entity).option("rules", a.rules).option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kMissing:
      to.files(a.files);
      declare_judging(to, a);
      to.many("rule", a.rule).option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kDeadline:
      to.option("from", a.from)
          .option("workdays", a.workdays)
          .option("months", a.months)
          .option("days", a.days)
          .flag("before", a.before);
      to.option("known-on", a.known_on)
          .many("overlay", a.overlay)
          .option("rules", a.rules)
          .flag("ledger", a.ledger)
          .option("svg", a.svg);
      to.option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kCalendar:
      to.positional("YEAR", a.name).option("known-on", a.known_on).many("overlay", a.overlay).option("rules", a.rules);
      to.option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kLint:
      to.positional("lint-dir", a.name);
      return;
    case Verb::kCoverage:
      to.positional("DIR", a.name).option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kSensitivity:
      to.files(a.files);
      declare_judging(to, a);
      to.many("rule", a.rule).option("format-json", a.format).option("output", a.output);
      return;
    case Verb::kReplay:
      to.report_and_facts(a.files).many("rule", a.rule).option("rules", a.rules).option("entity", a.entity);
      return;
    case Verb::kFunctions:
      to.option("output", a.output);
      return;
    case Verb::kVersion:
    case Verb::kNone:
      return;
  }
}

/// An option whose value is "" is a mistake of a script's, not an option left out.
void refuse_empty(const CLI::App& verb, Diagnostics& problems) {
  for (const CLI::Option* option : verb.get_options()) {
    const std::vector<std::string>& values = option->results();
    if (option->get_lnames().empty() || option->get_expected_max() == 0) continue;
    if (std::find(values.begin(), values.end(), std::string()) != values.end())
      problems.error("bad-value", "option `--" + option->get_lnames().front() + "` has an empty value");
  }
}

/// All that CLI11 did not know what to do with, in our words.
void refuse_extras(const CLI::App& app, const CLI::App& verb, Diagnostics& problems) {
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  names.emplace_back("--lang");
  const std::vector<std::string_view> views(names.begin(), names.end());
  for (const std::string& extra : app.remaining(true)) {
    if (extra.size() > 1 && extra[0] == '-') {
      const std::string name = extra.substr(0, extra.find('='));
      const std::string near = nearest(name, views);
      problems.error("unknown-option", '`' + verb.get_name() + "` has no option `" + name + '`', {},
                     near.empty() ? "`tianya-rules " + verb.get_name() + " --help` lists them" : "did you mean `" + near + "`?");
    } else {
      problems.error("unexpected-argument", "nothing is expected where `" + extra + "` stands");
    }
  }
}

void refuse_unknown_verb(const CLI::App& app, const std::vector<std::string_view>& names) {
  const std::vector<std::string> words = app.remaining(true);
  const auto word = std::find_if(words.begin(), words.end(), [](const std::string& w) { return w.empty() || w[0] != '-'; });
  if (word == words.end() && words.empty())
    throw Refusal(kBadCommand, "missing-command", "no command is given", "`tianya-rules --help` lists them");
  const bool option = word == words.end();
  const std::string& what = option ? words.front() : *word;
  if (option)
    throw Refusal(kBadCommand, "unknown-option", "there is no option `" + what + '`', "`tianya-rules --help` lists the commands");
  throw Refusal(kBadCommand, "unknown-command", "there is no command `" + what + '`', suggestion(what, names));
}

/// CLI11's own errors, said again as ours are.
[[noreturn]] void refuse(const CLI::ParseError& error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  const std::string name = error.get_name();
  const std::size_t option = message.find("--"), equals = message.find(" = ");
  if (name == "ConversionError" && option < equals && equals != std::string::npos) {
    throw Refusal(
        kBadCommand, "bad-value",
        "option `" + message.substr(option, equals - option) + "` wants a whole number, not `" + message.substr(equals + 3) + '`');
  }
  if (name == "ArgumentMismatch") {
    throw Refusal(kBadCommand, "bad-value", "option `" + message.substr(0, message.find(':')) + "` takes exactly one value");
  }
  throw Refusal(kBadCommand, "bad-command-line", message);
}

void check_required(const Arguments& a, Diagnostics& problems) {
  const auto need = [&](bool given, const char* what) {
    if (!given) problems.error("missing-argument", what);
  };
  const bool reads = a.verb == Verb::kCheck || a.verb == Verb::kExplain || a.verb == Verb::kMissing || a.verb == Verb::kSensitivity;
  if (reads) need(!a.files.empty(), "no file of facts is named");
  if (a.verb == Verb::kReplay) need(a.files.size() >= 2, "a report and its facts are wanted");
  if (a.verb == Verb::kExplain) {
    need(!a.rule.empty(), "`--rule` is not given"), need(!a.subject.empty(), "`--subject` is not given");
    if (a.rule.size() > 1) problems.error("bad-command-line", "`--rule` is given more than once");
  }
  if (a.verb == Verb::kShow) need(!a.name.empty(), "no rule is named");
  if (a.verb == Verb::kCalendar) need(!a.name.empty(), "no year is named");
  if (a.verb == Verb::kLint || a.verb == Verb::kCoverage) need(!a.name.empty(), "no folder is named");
  if (a.verb == Verb::kDeadline) {
    need(!a.from.empty(), "`--from` is not given");
    const int spans = (a.workdays ? 1 : 0) + (a.months ? 1 : 0) + (a.days ? 1 : 0);
    if (spans != 1) problems.error("bad-command-line", "exactly one of `--workdays`, `--months` and `--days` is wanted");
  }
}

void check_format(const Arguments& a, Diagnostics& problems) {
  const bool check = a.verb == Verb::kCheck;
  const std::vector<std::string_view> formats =
      check ? std::vector<std::string_view>{"text", "json", "ndjson", "csv"} : std::vector<std::string_view>{"text", "json"};
  if (std::find(formats.begin(), formats.end(), a.format) != formats.end()) return;
  problems.error("unknown-format", "there is no format `" + a.format + '`', {}, suggestion(a.format, formats));
}

}  // namespace

ParsedArguments parse_arguments(int argc, const char* const* argv) {
  ParsedArguments parsed;
  Arguments& a = parsed.arguments;
  a.language = choose_language(argc, argv);
  std::string lang;
  CLI::App app(program_summary(a.language), "tianya-rules");
  app.formatter(std::make_shared<HelpFormatter>(a.language));
  const OptionWords help = option_words("help", a.language), in = option_words("lang", a.language);
  app.set_help_flag(help.flags, help.text);
  app.add_option(in.flags, lang, in.text)->type_name(in.value);
  app.allow_extras();
  app.require_subcommand(0, 1);
  std::vector<std::string_view> names;
  for (const VerbWords& words : all_verbs()) {
    CLI::App* verb = app.add_subcommand(words.name, a.language == Language::kChinese ? words.zh : words.en);
    verb->fallthrough();
    declare(words.verb, Declaration(*verb, a.language), a);
    names.emplace_back(words.name);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    parsed.answer = chosen.empty() ? app.help() : chosen.front()->help("tianya-rules");
    return parsed;
  } catch (const CLI::ParseError& error) {
    refuse(error);
  }
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) refuse_unknown_verb(app, names);
  a.verb = std::find_if(all_verbs().begin(), all_verbs().end(), [&](const VerbWords& w) {
             return w.name == chosen.front()->get_name();
           })->verb;
  Diagnostics problems;
  refuse_extras(app, *chosen.front(), problems);
  refuse_empty(*chosen.front(), problems);
  if (!lang.empty() && lang != "zh" && lang != "en") {
    problems.error("unknown-language", "there is no language `" + lang + '`', {}, "there are `zh`, `en`");
  }
  check_required(a, problems);
  check_format(a, problems);
  if (problems.has_errors()) throw Refusal(kBadCommand, problems);
  return parsed;
}

}  // namespace tianya_rules::cli
