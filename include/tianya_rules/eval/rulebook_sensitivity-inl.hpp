// SPDX-License-Identifier: Apache-2.0
// Rulebook::sensitivity: the facts judged again under each other answer of each reading, one at a time. Only norms that rest on the
// reading are judged again.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "tianya_rules/eval/gathered_facts.hpp"
#include "tianya_rules/eval/rulebook_check-inl.hpp"
#include "tianya_rules/eval/rulebook_state.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace rulebook_internal {

/// The options without lists that no answer in force takes: these are for answers that are only tried.
inline CheckOptions without_spare_lists(const RulebookModel& model, const CheckOptions& options) {
  CheckOptions used = options;
  used.given.clear();
  for (const auto& [name, list] : options.given) {
    const auto reading = model.find_reading(name);
    if (reading) {
      const Reading& declared = model.readings[*reading];
      const auto chosen = options.readings.find(name);
      const auto answer = chosen == options.readings.end() ? declared.default_answer : declared.find_answer(chosen->second);
      const bool some_answer_takes_it =
          std::any_of(declared.answers.begin(), declared.answers.end(), [](const Answer& one) { return one.given.has_value(); });
      if (answer && !declared.answers[*answer].given && some_answer_takes_it) continue;
    }
    used.given.emplace(name, list);
  }
  return used;
}

/// The verdict bytes and due days of the norms that rest on some reading, as they are in force.
class VerdictsInForce {
 public:
  explicit VerdictsInForce(const Judge& judge) : bits_(judge.model().norms.size()), due_(bits_.size()) {}

  Diagnostics judge_all(const Judge& judge, const FactStore& facts, Date as_of) {
    Diagnostics problems;
    Judge::Scratch scratch = judge.scratch();
    for (std::size_t entity = 0; entity < facts.entities(); ++entity) {
      const Table table = facts.table(entity);
      if (table.rows > 0) problems.append(judge.run(table, as_of, scratch, [&](const JudgedBlock& block) { keep(judge, block); }));
    }
    return problems;
  }

  [[nodiscard]] std::uint8_t bits(std::size_t norm, std::size_t row) const { return bits_[norm][row]; }
  [[nodiscard]] std::optional<std::int32_t> due(std::size_t norm, std::size_t row) const {
    if (due_[norm].empty() || due_[norm][row] == JudgedBlock::kNoDue) return std::nullopt;
    return due_[norm][row];
  }

 private:
  void keep(const Judge& judge, const JudgedBlock& block) {
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      const std::size_t norm = block.norms()[n];
      if (judge.readings_of(norm).empty()) continue;
      bits_[norm].insert(bits_[norm].end(), block.verdicts(n), block.verdicts(n) + block.rows());
      if (block.due(n) != nullptr) due_[norm].insert(due_[norm].end(), block.due(n), block.due(n) + block.rows());
    }
  }

  std::vector<std::vector<std::uint8_t>> bits_;  ///< [norm][row]
  std::vector<std::vector<std::int32_t>> due_;   ///< [norm][row], of deadlines
};

/// Adds what changes in a block, record by record.
inline void append_flips(const JudgedBlock& block, const VerdictsInForce& before, std::size_t reading, std::size_t answer,
                         std::vector<Rulebook::Flip>& flips) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::size_t at = block.first_row() + row;
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      const std::size_t norm = block.norms()[n];
      const std::uint8_t from = before.bits(norm, at), to = block.verdicts(n)[row];
      if (((from ^ to) & kPossibleBits) == 0) continue;
      Rulebook::Flip flip;
      flip.reading = reading, flip.answer = answer;
      flip.norm = norm, flip.entity = block.table().entity;
      flip.id = block.table().ids[at];
      flip.from = from, flip.to = to;
      flip.due_from = before.due(norm, at);
      if (block.due(n) != nullptr && block.due(n)[row] != JudgedBlock::kNoDue) flip.due_to = block.due(n)[row];
      flips.push_back(std::move(flip));
    }
  }
}

/// The facts judged in force, then under each other answer.
class ReadingTrials {
 public:
  using Compile = std::function<Result<Judge>(const ChosenOptions&, const CheckOptions&, std::vector<bool> ignored)>;

  /// `chosen` and `used` are what is in force, `given` the caller's lists, for answers that are only tried too.
  ReadingTrials(Judge in_force, const ChosenOptions& chosen, const CheckOptions& used,
                const std::map<std::string, std::vector<std::string>>& given, const FactStore& facts, Date as_of, Compile compile)
      : in_force_(std::move(in_force)),
        chosen_(chosen),
        used_(used),
        given_(given),
        facts_(facts),
        as_of_(as_of),
        compile_(std::move(compile)),
        before_(in_force_) {}

  Result<Rulebook::Sensitivity> run() {
    problems_ = before_.judge_all(in_force_, facts_, as_of_);
    const std::vector<Reading>& readings = in_force_.model().readings;
    for (std::size_t reading = 0; reading < readings.size(); ++reading) {
      for (std::size_t answer = 0; answer < readings[reading].answers.size() && !problems_.has_errors(); ++answer) {
        if (answer != chosen_.readings.answers[reading]) try_answer(reading, answer);
      }
    }
    if (problems_.has_errors()) return problems_;
    return std::move(found_);
  }

 private:
  void try_answer(std::size_t reading, std::size_t answer) {
    const Reading& declared = in_force_.model().readings[reading];
    const auto list = given_.find(declared.id);
    const bool wants_list = declared.answers[answer].given.has_value();
    if (wants_list && list == given_.end()) return found_.skipped.emplace_back(reading, answer), void();
    ChosenOptions chosen = chosen_;
    if (!keep_resting_on(reading, chosen.selected)) return;
    CheckOptions options = used_;
    options.readings[declared.id] = declared.answers[answer].id;
    options.given.erase(declared.id), chosen.readings.given.erase(reading);
    chosen.readings.answers[reading] = answer;
    if (wants_list) options.given[declared.id] = chosen.readings.given[reading] = list->second;
    const Result<Judge> judge = compile_(chosen, options, given_facts_to_ignore(reading));
    if (!judge.ok()) return problems_.append(judge.diagnostics());
    compare(judge->with_published_on(in_force_.published_on()), reading, answer);
  }

  /// False if no selected norm rests on the reading.
  bool keep_resting_on(std::size_t reading, std::vector<bool>& selected) const {
    bool any = false;
    for (std::size_t norm = 0; norm < selected.size(); ++norm) {
      const std::vector<std::size_t>& readings = in_force_.readings_of(norm);
      selected[norm] = selected[norm] && std::binary_search(readings.begin(), readings.end(), reading);
      any = any || selected[norm];
    }
    return any;
  }

  /// Derived facts that rest on the reading: where they are given, they were so under the answer in force.
  [[nodiscard]] std::vector<bool> given_facts_to_ignore(std::size_t reading) const {
    std::vector<bool> ignored;
    for (const std::vector<std::size_t>& readings : in_force_.checked().derived_readings)
      ignored.push_back(std::binary_search(readings.begin(), readings.end(), reading));
    return ignored;
  }

  void compare(const Judge& judge, std::size_t reading, std::size_t answer) {
    Judge::Scratch scratch = judge.scratch();
    for (std::size_t entity = 0; entity < facts_.entities(); ++entity) {
      const Table table = facts_.table(entity);
      if (table.rows == 0 || judge.norms_about(entity).empty()) continue;
      problems_.append(judge.run(table, as_of_, scratch,
                                 [&](const JudgedBlock& block) { append_flips(block, before_, reading, answer, found_.flips); }));
    }
  }

  const Judge in_force_;
  const ChosenOptions& chosen_;
  const CheckOptions& used_;
  const std::map<std::string, std::vector<std::string>>& given_;
  const FactStore& facts_;
  const Date as_of_;
  const Compile compile_;
  VerdictsInForce before_;
  Rulebook::Sensitivity found_;
  Diagnostics problems_;
};

}  // namespace rulebook_internal

TIANYA_RULES_INLINE Result<Rulebook::Sensitivity> Rulebook::sensitivity(const FactStore& facts, Date as_of,
                                                                        std::optional<Date> published_on,
                                                                        const CheckOptions& options) const {
  const CheckOptions used = rulebook_internal::without_spare_lists(model(), options);
  const Result<Judge> judge = this->judge(used);
  if (!judge.ok()) return judge.diagnostics();
  Diagnostics none;  // the judge would not exist
  const ChosenOptions chosen = choose_options(model(), used, none);
  const auto compile = [this](const ChosenOptions& other, const CheckOptions& its_options, std::vector<bool> ignored) {
    return state_->compile(other, its_options, std::move(ignored));
  };
  return rulebook_internal::ReadingTrials(judge->with_published_on(published_on), chosen, used, options.given, facts, as_of,
                                          compile)
      .run();
}

TIANYA_RULES_INLINE Result<Rulebook::Sensitivity> Rulebook::sensitivity(std::string_view facts_json, const CheckOptions& options,
                                                                        std::string name) const {
  GatheredFacts facts(model().vocabulary, *state_->schemas, options, false);
  facts.read_json(std::move(name), facts_json);
  facts.finish();
  if (!facts.accepted()) return facts.problems();
  if (!facts.as_of()) return rulebook_internal::no_as_of();
  return sensitivity(facts.store(), *facts.as_of(), facts.published_on(), options);
}

TIANYA_RULES_END_NAMESPACE
