// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/eval/compile-inl.hpp"
#include "tianya_rules/eval/execute-inl.hpp"
#include "tianya_rules/eval/frame-inl.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/eval/judge_state.hpp"
#include "tianya_rules/eval/kernels.hpp"
#include "tianya_rules/eval/program-inl.hpp"
#include "tianya_rules/eval/sweep-inl.hpp"
#include "tianya_rules/eval/verdicts-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

// --- JudgedBlock ------------------------------------------------------------------------------------------------------------

namespace judge_internal {
inline eval_internal::JudgedRun& run_of(void* run) { return *static_cast<eval_internal::JudgedRun*>(run); }
}  // namespace judge_internal

TIANYA_RULES_INLINE const Table& JudgedBlock::table() const { return *judge_internal::run_of(run_).block.table; }
TIANYA_RULES_INLINE std::size_t JudgedBlock::first_row() const { return judge_internal::run_of(run_).block.first_row; }
TIANYA_RULES_INLINE std::size_t JudgedBlock::rows() const { return judge_internal::run_of(run_).rows; }
TIANYA_RULES_INLINE const std::vector<std::size_t>& JudgedBlock::norms() const { return *judge_internal::run_of(run_).norms; }

TIANYA_RULES_INLINE const std::uint8_t* JudgedBlock::verdicts(std::size_t position) const {
  const eval_internal::JudgedRun& run = judge_internal::run_of(run_);
  return run.verdicts.data() + position * run.capacity;
}

TIANYA_RULES_INLINE const std::int32_t* JudgedBlock::due(std::size_t position) const {
  return judge_internal::run_of(run_).due_days(position);
}

TIANYA_RULES_INLINE FindingData JudgedBlock::finding(std::size_t position, std::size_t row) const {
  return judge_internal::run_of(run_).finding(position, row);
}

TIANYA_RULES_INLINE const std::vector<JudgedBlock::Missing>& JudgedBlock::missing(std::size_t position) const {
  eval_internal::JudgedRun& run = judge_internal::run_of(run_);
  run.find_missing(position);
  return run.causes[position].shown;
}

// --- Scratch ----------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE Judge::Scratch::Scratch(std::unique_ptr<State> state) : state_(std::move(state)) {}
TIANYA_RULES_INLINE Judge::Scratch::~Scratch() = default;
TIANYA_RULES_INLINE Judge::Scratch::Scratch(Scratch&&) noexcept = default;
TIANYA_RULES_INLINE Judge::Scratch& Judge::Scratch::operator=(Scratch&&) noexcept = default;

TIANYA_RULES_INLINE Judge::Scratch Judge::scratch() const {
  auto state = std::make_unique<Scratch::State>();
  state->runs.resize(compiled_->programs.size());
  return Scratch(std::move(state));
}

// --- Judge ------------------------------------------------------------------------------------------------------------------

TIANYA_RULES_INLINE Judge Judge::make(Parts parts) {
  auto compiled = std::make_shared<Compiled>();
  compiled->parts = std::move(parts);
  const Parts& known = compiled->parts;
  const std::vector<Entity>& entities = known.model->vocabulary.entities;
  compiled->norms_about.resize(entities.size());
  compiled->events.resize(entities.size());
  for (std::size_t i = 0; i < known.model->norms.size(); ++i) {
    if (known.selected.empty() || known.selected[i]) compiled->norms_about[known.model->norms[i].about].push_back(i);
  }
  const auto find_calendar = [&known](std::string_view text) { return known.calendars.at(std::string(text)); };
  for (std::size_t e = 0; e < entities.size(); ++e) {
    eval_internal::Compiler compiler(entities[e], find_calendar);
    compiler.know(known.checked, e, &known.ignored);
    for (const std::size_t norm : compiled->norms_about[e]) compiler.add_norm(norm);
    const std::shared_ptr<eval_internal::Program> program = compiler.finish();
    for (const Assumption& one : known.assumptions) {
      if (one.entity != e) continue;
      program->assumed.resize(program->attributes);
      program->assumed[one.column] = &one;
    }
    compiled->programs.push_back(program);
    for (std::size_t a = 0; a < entities[e].attributes.size(); ++a) {
      if (entities[e].attributes[a].is_event()) compiled->events[e].push_back(static_cast<std::uint32_t>(a));
    }
  }
  Judge judge(compiled);
  judge.published_on_ = known.options.published_on;
  return judge;
}

TIANYA_RULES_INLINE const RulebookModel& Judge::model() const { return *compiled_->parts.model; }
TIANYA_RULES_INLINE const ReadingChoice& Judge::choice() const { return compiled_->parts.checked.choice; }
TIANYA_RULES_INLINE const CheckOptions& Judge::options() const { return compiled_->parts.options; }
TIANYA_RULES_INLINE const CheckedRulebook& Judge::checked() const { return compiled_->parts.checked; }
TIANYA_RULES_INLINE const Judge::CalendarInfo& Judge::calendar() const { return compiled_->parts.calendar; }
TIANYA_RULES_INLINE std::optional<Date> Judge::published_on() const { return published_on_; }

TIANYA_RULES_INLINE const std::vector<std::size_t>& Judge::readings_of(std::size_t norm) const {
  return checked().norms[norm].readings;
}

TIANYA_RULES_INLINE const std::vector<std::size_t>& Judge::norms_about(std::size_t entity) const {
  return compiled_->norms_about[entity];
}

TIANYA_RULES_INLINE Judge Judge::with_published_on(std::optional<Date> published_on) const {
  Judge judge = *this;
  judge.published_on_ = published_on;
  return judge;
}

TIANYA_RULES_INLINE std::optional<WorkingCalendar> Judge::working_calendar(std::string_view text) const {
  const auto found = compiled_->parts.calendars.find(std::string(text));
  if (found == compiled_->parts.calendars.end()) return std::nullopt;
  return found->second;
}

TIANYA_RULES_INLINE eval_internal::JudgedRun& Judge::run_for(std::size_t entity, Scratch& scratch) const {
  std::unique_ptr<eval_internal::JudgedRun>& run = scratch.state_->runs[entity];
  if (!run) {
    run = std::make_unique<eval_internal::JudgedRun>();
    run->program = compiled_->programs[entity].get();
    run->norms = &compiled_->norms_about[entity];
    run->model = &model();
    run->entity = &model().vocabulary.entities[entity];
    run->frame = std::make_unique<eval_internal::Frame>(*run->program);
  }
  return *run;
}

namespace judge_internal {

inline std::string id_of(const Table& table, std::size_t row) {
  return table.ids != nullptr ? std::string(table.ids[row]) : std::to_string(row);
}

/// Tells of each row in which a derived fact is given otherwise than it follows. True where there is one.
inline bool report_clashes(eval_internal::JudgedRun& run, Diagnostics& problems) {
  using namespace eval_internal;
  bool clashes = false;
  for (const auto& meets : run.program->meets) {
    const std::uint32_t column = meets.first, at = meets.second;
    if (run.block.table->columns[column].layout == Layout::kMissing) continue;
    const Instruction& meet = run.program->code[at];
    const Register &derived = (*run.frame)[meet.in[0]], &given = (*run.frame)[meet.in[1]];
    for (std::size_t w = 0; w < words_for(run.rows); ++w) {
      const Word clash = ~((derived.t()[w] & given.t()[w]) | (derived.f()[w] & given.f()[w])) & rows_in(w, run.rows);
      for_rows(clash, w, [&](std::size_t row) {
        clashes = true;
        const std::string name = run.entity->derived[column - run.program->attributes].name;
        const bool value = bit_at(given.t(), row);
        problems.error("derived-fact-disagrees",
                       run.entity->name + " `" + id_of(*run.block.table, run.block.first_row + row) + "`: `" + name +
                           "` is given as `" + (value ? "true" : "false") + "` but follows from the other facts as `" +
                           (value ? "false" : "true") + '`',
                       {}, "leave it out, or correct the facts that it follows from");
      });
    }
  }
  return clashes;
}

}  // namespace judge_internal

TIANYA_RULES_INLINE Diagnostics Judge::run(const Table& table, Date as_of, Scratch& scratch, const OnBlock& on_block) const {
  Diagnostics problems;
  if (norms_about(table.entity).empty()) return problems;
  eval_internal::JudgedRun& run = run_for(table.entity, scratch);
  const bool in_force = !published_on_ || *published_on_ <= as_of;
  for (std::size_t first = 0; first < table.rows; first += JudgedBlock::kMaxRows) {
    run.judge(table, first, std::min(JudgedBlock::kMaxRows, table.rows - first), as_of.days(), in_force);
    if (!judge_internal::report_clashes(run, problems)) on_block(JudgedBlock(&run));
  }
  return problems;
}

TIANYA_RULES_INLINE void Judge::events_after(const Table& table, Date as_of,
                                             const std::function<void(std::size_t, std::size_t)>& found) const {
  using namespace eval_internal;
  const std::vector<std::uint32_t>& events = compiled_->events[table.entity];
  const Entity& entity = model().vocabulary.entities[table.entity];
  std::vector<std::pair<std::size_t, std::size_t>> later;
  Program reading;  // nothing but loads, with room for the lanes
  for (const std::uint32_t attribute : events) {
    Instruction load;
    load.op = Op::kLoad;
    load.index = attribute;
    load.type = entity.attributes[attribute].type;
    load.out = static_cast<std::uint32_t>(reading.registers.size());
    RegisterPlan plan;
    plan.lane = Lane::kInt32, plan.borrows = true;
    reading.registers.push_back(plan);
    reading.code.push_back(load);
  }
  // To the block nothing lies after as_of: what is assumed keeps its date.
  reading.assumed = compiled_->programs[table.entity]->assumed;
  Frame frame(reading);
  Block block;
  block.table = &table;
  for (std::size_t first = 0; first < table.rows && !events.empty(); first += JudgedBlock::kMaxRows) {
    const std::size_t rows = std::min(JudgedBlock::kMaxRows, table.rows - first);
    frame.reserve(rows);
    block.first_row = first;
    Executor(reading, frame, block, rows).run();
    later.clear();
    for (const Instruction& load : reading.code) {
      const Register& reg = frame[load.out];
      Word in_time[16];
      const std::int32_t last = as_of.days();
      kernels().compare_int32[static_cast<std::size_t>(Comparison::kLessEqual)](reg.as<std::int32_t>(), &last, 0, rows, in_time);
      for (std::size_t w = 0; w < words_for(rows); ++w) {
        for_rows(reg.known()[w] & ~in_time[w] & rows_in(w, rows), w,
                 [&](std::size_t row) { later.emplace_back(first + row, load.index); });
      }
    }
    std::sort(later.begin(), later.end());
    for (const auto& [row, attribute] : later) found(row, attribute);
  }
}

TIANYA_RULES_END_NAMESPACE
