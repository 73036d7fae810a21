// SPDX-License-Identifier: Apache-2.0
// Rulebook: loading, and judges made under a caller's options.
#pragma once

#include <algorithm>
#include <utility>

#include "tianya_rules/base/sha256.hpp"
#include "tianya_rules/eval/rulebook_state.hpp"

#if !defined(TIANYA_RULES_DEFAULT_RULEBOOK)
#error "TIANYA_RULES_DEFAULT_RULEBOOK names the rulebook that is meant where none is named; the CMake targets define it"
#endif

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE Result<Rulebook> Rulebook::shipped(std::string_view id) {
  if (id.empty()) id = TIANYA_RULES_DEFAULT_RULEBOOK;
  std::vector<YamlFile> files = embedded_yaml_files(id);
  const bool is_rulebook =
      std::any_of(files.begin(), files.end(), [](const YamlFile& file) { return file.path == "regulation.yaml"; });
  if (!is_rulebook) {
    return Result<Rulebook>::failure("unknown-rulebook", "no rulebook `" + std::string(id) + "` is shipped",
                                     "the default one is `" TIANYA_RULES_DEFAULT_RULEBOOK "`");
  }
  return from_files(std::move(files));
}

TIANYA_RULES_INLINE Result<Rulebook> Rulebook::load(const std::string& folder) {
  Result<std::vector<YamlFile>> files = read_yaml_folder(folder);
  if (!files.ok()) return files.diagnostics();
  return from_files(std::move(*files));
}

TIANYA_RULES_INLINE Result<Rulebook> Rulebook::from_files(std::vector<YamlFile> files) {
  Diagnostics problems;
  const auto state = std::make_shared<State>(files, problems);
  const KnowsCalendar knows = state->knows_calendar();
  Result<RulebookModel> model = load_checked_rulebook(files, knows);
  problems.append(model.diagnostics());
  problems.sort();
  if (problems.has_errors()) return problems;
  state->model = std::make_shared<const RulebookModel>(std::move(*model));
  state->schemas.emplace(state->model->vocabulary);
  state->warnings = std::move(problems);
  return Rulebook(state);
}

TIANYA_RULES_INLINE const RulebookModel& Rulebook::model() const { return *state_->model; }
TIANYA_RULES_INLINE const Diagnostics& Rulebook::warnings() const { return state_->warnings; }

TIANYA_RULES_INLINE Result<Judge> Rulebook::judge(const CheckOptions& options) const {
  const Result<Bench> bench = state_->bench(options);
  if (!bench.ok()) return bench.diagnostics();
  return bench->judge;
}

TIANYA_RULES_INLINE Result<std::shared_ptr<const WorkingCalendar>> Rulebook::calendar(std::string_view text,
                                                                                      std::optional<Date> known_on) const {
  using Found = Result<std::shared_ptr<const WorkingCalendar>>;
  std::string name(text);
  if (name.empty()) {
    const Result<CheckedRulebook> checked =
        check_rulebook(*state_->model, default_choice(*state_->model), state_->knows_calendar());
    if (!checked.ok()) return checked.diagnostics();
    name = checked->calendar;
    if (name.empty()) return Found::failure("no-calendar", "the rulebook `" + model().id + "` names no calendar");
  }
  Result<WorkingCalendar> found = state_->calendars.find(name, known_on);
  if (!found.ok()) return found.diagnostics();
  return std::make_shared<const WorkingCalendar>(std::move(*found));
}

TIANYA_RULES_INLINE Result<Judge> Rulebook::State::compile(const ChosenOptions& chosen, const CheckOptions& options,
                                                           std::vector<bool> ignored) const {
  const KnowsCalendar knows = knows_calendar();
  Result<CheckedRulebook> checked = check_rulebook(*model, chosen.readings, knows);
  if (!checked.ok()) return checked.diagnostics();
  Judge::Parts parts;
  for (const std::string& text : checked->calendars) {
    Result<WorkingCalendar> calendar = calendars.find(text, options.known_on);
    if (!calendar.ok()) return calendar.diagnostics();
    parts.calendars.emplace(text, std::move(*calendar));
  }
  if (!checked->calendar.empty()) {
    const Result<WorkingCalendar> calendar = calendars.find(checked->calendar, options.known_on);
    if (!calendar.ok()) return calendar.diagnostics();
    parts.calendar = describe(checked->calendar, *calendar);
  }
  parts.model = model;
  parts.checked = std::move(*checked);
  parts.options = options;
  parts.assumptions = chosen.assumptions;
  parts.selected = chosen.selected;
  parts.ignored = std::move(ignored);
  return Judge::make(std::move(parts));
}

/// With overlays the digest is over the lines "digest, two spaces, id, LF" of calendar and overlays.
TIANYA_RULES_INLINE Judge::CalendarInfo Rulebook::State::describe(const std::string& text, const WorkingCalendar& calendar) {
  Judge::CalendarInfo info;
  info.id = text;
  info.published_through = calendar.published_through();
  info.digest = calendar.data().digest;
  if (calendar.overlays().empty()) return info;
  std::string lines = calendar.data().digest + "  " + calendar.data().id + '\n';
  for (const OverlayDataPtr& overlay : calendar.overlays()) lines += overlay->digest + "  " + overlay->id + '\n';
  info.digest = "sha256:" + sha256_hex(lines);
  return info;
}

namespace rulebook_internal {

inline bool same_options(const CheckOptions& a, const CheckOptions& b) {
  return a.as_of == b.as_of && a.published_on == b.published_on && a.known_on == b.known_on && a.readings == b.readings &&
         a.given == b.given && a.assume == b.assume && a.rules == b.rules && a.lenient == b.lenient;
}

}  // namespace rulebook_internal

TIANYA_RULES_INLINE Result<Bench> Rulebook::State::bench(const CheckOptions& options) const {
  if (std::optional<Bench> known = remembered(options)) return *std::move(known);
  Diagnostics problems;
  const ChosenOptions chosen = choose_options(*model, options, problems);
  if (problems.has_errors()) return problems;
  const Result<Judge> judge = compile(chosen, options);
  if (!judge.ok()) return judge.diagnostics();
  const Bench made{*judge, std::make_shared<ScratchPool>()};
  const std::lock_guard<std::mutex> lock(mutex_);
  if (benches_.size() == kRemembered) benches_.erase(benches_.begin());
  benches_.emplace_back(options, made);
  return made;
}

TIANYA_RULES_INLINE std::optional<Bench> Rulebook::State::remembered(const CheckOptions& options) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (auto at = benches_.rbegin(); at != benches_.rend(); ++at) {
    if (rulebook_internal::same_options(at->first, options)) return at->second;
  }
  return std::nullopt;
}

TIANYA_RULES_END_NAMESPACE
