// SPDX-License-Identifier: Apache-2.0
// choose_options: a caller's options, looked up in the rulebook. Every problem at once, with what was probably meant.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/eval/rulebook_state.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace rulebook_internal {

/// ``did you mean `x`?``, or else the names there are, where they are few.
inline std::string suggest_name(std::string_view word, const std::vector<std::string_view>& names) {
  static constexpr std::size_t kFew = 20;
  const std::string near = nearest(word, names);
  if (!near.empty()) return "did you mean `" + near + "`?";
  if (names.empty() || names.size() > kFew) return {};
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "`" : ", `") + std::string(name) + '`';
  return "there are " + list;
}

template <typename Named>
std::vector<std::string_view> ids_of(const std::vector<Named>& all) {
  std::vector<std::string_view> ids;
  for (const Named& one : all) ids.push_back(one.id);
  return ids;
}

/// Whether `text` matches the pattern, in which `*` is any run of characters and `?` any one byte.
inline bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++, resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1, t = ++resume;  // the star takes one character more
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

class OptionsReader {
 public:
  OptionsReader(const RulebookModel& model, const CheckOptions& options, Diagnostics& problems)
      : model_(model), options_(options), problems_(problems) {}

  ChosenOptions read() {
    chosen_.readings = default_choice(model_);
    for (const auto& [name, answer] : options_.readings) choose_answer(name, answer);
    for (const auto& [name, list] : options_.given) take_list(name, list);
    require_lists();
    for (const auto& [path, value] : options_.assume) assume(path, value);
    select_rules();
    return std::move(chosen_);
  }

 private:
  std::optional<std::size_t> find_reading(const std::string& name) {
    const auto reading = model_.find_reading(name);
    if (!reading) {
      problems_.error("unknown-reading", "no reading is called `" + name + '`', {}, suggest_name(name, ids_of(model_.readings)));
    }
    return reading;
  }

  void choose_answer(const std::string& name, const std::string& answer) {
    const auto reading = find_reading(name);
    if (!reading) return;
    const auto found = model_.readings[*reading].find_answer(answer);
    if (found) {
      chosen_.readings.answers[*reading] = *found;
    } else {
      problems_.error("unknown-answer", "reading `" + name + "` has no answer `" + answer + '`', {},
                      suggest_name(answer, ids_of(model_.readings[*reading].answers)));
      unknown_answers_.push_back(*reading);
    }
  }

  void take_list(const std::string& name, const std::vector<std::string>& list) {
    const auto reading = find_reading(name);
    if (!reading || is_unknown(*reading)) return;
    const Answer& answer = answer_of(*reading);
    if (!answer.given) {
      return problems_.error("list-not-wanted", "the answer `" + answer.id + "` of reading `" + name + "` takes no list", {},
                             "choose an answer that takes one, or leave the list out");
    }
    for (const std::string& text : list) {
      if (find_invalid_utf8(text) == std::string_view::npos) continue;
      return problems_.error("invalid-utf8", "the list for reading `" + name + "` is not UTF-8");
    }
    chosen_.readings.given[*reading] = list;
  }

  void require_lists() {
    for (std::size_t reading = 0; reading < model_.readings.size(); ++reading) {
      const Answer& answer = answer_of(reading);
      if (!answer.given || options_.given.count(model_.readings[reading].id) > 0) continue;
      problems_.error("answer-needs-list",
                      "the answer `" + answer.id + "` of reading `" + model_.readings[reading].id + "` needs the caller's list", {},
                      "give the list, or choose another answer");
    }
  }

  void assume(const std::string& path, const std::string& value) {
    Result<Assumption> assumption = parse_assumption(model_.vocabulary, path, value);
    if (assumption.ok()) {
      chosen_.assumptions.push_back(std::move(*assumption));
    } else {
      problems_.append(assumption.diagnostics());
    }
  }

  void select_rules() {
    chosen_.selected.assign(model_.norms.size(), options_.rules.empty());
    for (const std::string& pattern : options_.rules) {
      bool any = false;
      for (std::size_t norm = 0; norm < model_.norms.size(); ++norm) {
        if (!matches_glob(pattern, model_.norms[norm].id)) continue;
        any = chosen_.selected[norm] = true;
      }
      if (!any) {
        problems_.error("unknown-rule", "no rule matches `" + pattern + '`', {}, suggest_name(pattern, ids_of(model_.norms)));
      }
    }
  }

  [[nodiscard]] const Answer& answer_of(std::size_t reading) const {
    return model_.readings[reading].answers[chosen_.readings.answers[reading]];
  }
  [[nodiscard]] bool is_unknown(std::size_t reading) const {
    return std::find(unknown_answers_.begin(), unknown_answers_.end(), reading) != unknown_answers_.end();
  }

  const RulebookModel& model_;
  const CheckOptions& options_;
  Diagnostics& problems_;
  ChosenOptions chosen_;
  std::vector<std::size_t> unknown_answers_;  ///< Readings for which an answer was named that they do not have.
};

}  // namespace rulebook_internal

TIANYA_RULES_INLINE ChosenOptions choose_options(const RulebookModel& model, const CheckOptions& options, Diagnostics& problems) {
  return rulebook_internal::OptionsReader(model, options, problems).read();
}

TIANYA_RULES_END_NAMESPACE
