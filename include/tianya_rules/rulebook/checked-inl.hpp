// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/check_conditions-inl.hpp"
#include "tianya_rules/rulebook/check_names-inl.hpp"
#include "tianya_rules/rulebook/check_uses-inl.hpp"
#include "tianya_rules/rulebook/checked.hpp"
#include "tianya_rules/rulebook/checker.hpp"
#include "tianya_rules/rulebook/lint-inl.hpp"
#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE ReadingChoice default_choice(const RulebookModel& model) {
  ReadingChoice choice;
  for (const Reading& reading : model.readings) choice.answers.push_back(reading.default_answer);
  return choice;
}

TIANYA_RULES_INLINE CheckedRulebook RulebookChecker::check(const ReadingChoice& choice, Diagnostics& problems) {
  choice_ = choice;
  calendars_.clear();
  CheckedRulebook checked;
  checked.model = &model_;
  checked.choice = choice;
  for (std::size_t i = 0; i < model_.derived.size(); ++i) {
    Diagnostics found;
    checked.derived.push_back(check_derived(i, found));
    append_placed(found, node_name(derived_node(i)), model_.derived[i].condition.span.source, problems);
  }
  for (std::size_t i = 0; i < model_.norms.size(); ++i) {
    Diagnostics found;
    if (norm_sound_[i]) checked.norms.push_back(check_norm(i, found));
    if (!norm_sound_[i]) checked.norms.emplace_back().norm = &model_.norms[i];
    append_placed(found, node_name(i), model_.norms[i].span.source, problems);
  }
  const std::vector<std::set<std::size_t>> behind = readings_behind_nodes();
  for (std::size_t i = 0; i < model_.derived.size(); ++i) {
    checked.derived_readings.emplace_back(behind[derived_node(i)].begin(), behind[derived_node(i)].end());
  }
  for (std::size_t i = 0; i < model_.norms.size(); ++i) {
    std::set<std::size_t> readings = behind[test_node(i)];
    readings.insert(norm_uses_[i].readings.begin(), norm_uses_[i].readings.end());
    for (const std::size_t node : norm_uses_[i].nodes) readings.insert(behind[node].begin(), behind[node].end());
    checked.norms[i].readings.assign(readings.begin(), readings.end());
  }
  checked.calendars.assign(calendars_.begin(), calendars_.end());
  if (model_.calendar && !model_.vocabulary.entities.empty()) {
    Diagnostics told_by_check_all;
    checked.calendar = calendar_text(calendar_scope(), [](const Typed&) {}, told_by_check_all);
  }
  return checked;
}

/// A problem in another file than its norm's, in an answer say, tells where it came up.
TIANYA_RULES_INLINE void RulebookChecker::append_placed(const Diagnostics& found, const std::string& what, const SourcePtr& home,
                                                        Diagnostics& problems) const {
  for (Diagnostic problem : found.items()) {
    if (problem.span.source != home) problem.help += (problem.help.empty() ? "" : "; ") + ("so in " + what);
    problems.add(std::move(problem));
  }
}

/// One problem is reported once, whichever answers bring it up.
TIANYA_RULES_INLINE void RulebookChecker::add_new(const Diagnostics& found, const std::string& note, Diagnostics& problems) {
  for (Diagnostic problem : found.items()) {
    const Span& span = problem.span;
    if (!seen_.emplace(problem.code, problem.message, span.source.get(), span.begin).second) continue;
    if (!note.empty()) problem.help += (problem.help.empty() ? "" : "; ") + note;
    problems.add(std::move(problem));
  }
}

/// Every combination of answers where there are few, else each answer by itself.
TIANYA_RULES_INLINE void RulebookChecker::check_combinations(const std::set<std::size_t>& readings, const std::string& what,
                                                             const std::function<void(Diagnostics&)>& run, Diagnostics& problems) {
  static constexpr std::size_t kManyCombinations = 32;
  std::size_t combinations = 1;
  for (const std::size_t reading : readings)
    combinations = std::min(kManyCombinations + 1, combinations * model_.readings[reading].answers.size());
  const ReadingChoice defaults = default_choice(model_);
  const auto try_choice = [&](const ReadingChoice& choice) {
    std::string note;
    for (const std::size_t reading : readings) {
      if (choice.answers[reading] == defaults.answers[reading]) continue;
      note += (note.empty() ? "so in " + what + " under " : " and ") +
              ("`" + model_.readings[reading].id + "=" + model_.readings[reading].answers[choice.answers[reading]].id + "`");
    }
    if (note.empty()) return;
    Diagnostics found;
    choice_ = choice;
    run(found);
    add_new(found, note, problems);
  };
  ReadingChoice choice = defaults;
  if (combinations > kManyCombinations) {
    for (const std::size_t reading : readings) {
      for (std::size_t answer = 0; answer < model_.readings[reading].answers.size(); ++answer) {
        choice.answers[reading] = answer;
        try_choice(choice);
      }
      choice.answers[reading] = defaults.answers[reading];
    }
  } else {
    for (std::size_t n = 0; n < combinations; ++n) {
      std::size_t rest = n;
      for (const std::size_t reading : readings) {
        const std::size_t answers = model_.readings[reading].answers.size();
        // The default answer first, so that few differences come before many.
        choice.answers[reading] = (rest % answers + defaults.answers[reading]) % answers;
        rest /= answers;
      }
      try_choice(choice);
    }
  }
  choice_ = defaults;
}

TIANYA_RULES_INLINE void RulebookChecker::check_all(Diagnostics& problems) {
  if (report_circular_readings(problems)) return;
  Diagnostics found;
  const CheckedRulebook checked = check(default_choice(model_), found);
  add_new(found, "", problems);
  for (std::size_t i = 0; i < model_.derived.size(); ++i) {
    std::set<std::size_t> readings;
    collect_readings(model_.derived[i].condition, readings);
    check_combinations(readings, node_name(derived_node(i)), [&, i](Diagnostics& more) { check_derived(i, more); }, problems);
  }
  for (std::size_t i = 0; i < model_.norms.size(); ++i) {
    if (!norm_sound_[i]) continue;
    check_combinations(readings_of(model_.norms[i]), node_name(i), [&, i](Diagnostics& more) { check_norm(i, more); }, problems);
  }
  check_calendar(problems);
  add_new(joining_problems_, "", problems);
  report_cycles(problems);
  if (!problems.has_errors()) warn(checked, problems);
}

TIANYA_RULES_INLINE Result<CheckedRulebook> check_rulebook(const RulebookModel& model, const ReadingChoice& choice,
                                                           const KnowsCalendar& knows_calendar) {
  Diagnostics problems;
  RulebookChecker checker(model, knows_calendar);
  if (checker.report_circular_readings(problems)) return problems;
  CheckedRulebook checked = checker.check(choice, problems);
  checker.report_cycles(problems);
  problems.sort();
  if (problems.has_errors()) return problems;
  return checked;
}

TIANYA_RULES_INLINE Diagnostics check_every_answer(const RulebookModel& model, const KnowsCalendar& knows_calendar) {
  Diagnostics problems;
  RulebookChecker checker(model, knows_calendar);
  checker.check_all(problems);
  problems.sort();
  return problems;
}

TIANYA_RULES_INLINE Result<RulebookModel> load_checked_rulebook(const std::vector<YamlFile>& files,
                                                                const KnowsCalendar& knows_calendar) {
  Diagnostics problems;
  LoadedRulebook loaded = load_as_far_as_possible(files, problems);
  if (loaded.names_sound) RulebookChecker(loaded.model, knows_calendar, loaded.norm_sound).check_all(problems);
  problems.sort();
  if (problems.has_errors()) return problems;
  return Result<RulebookModel>(std::move(loaded.model)).with_warnings(std::move(problems));
}

TIANYA_RULES_END_NAMESPACE
