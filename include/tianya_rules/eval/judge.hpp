// SPDX-License-Identifier: Apache-2.0
/// Judge: a rulebook compiled under one choice of readings, assumptions and calendar; judges tables block by block. Floor: eval.
///
///     Judge judge = book.judge({.as_of = Date(2026, 11, 23)}).value();
///     Judge::Scratch scratch = judge.scratch();
///     judge.run(table, Date(2026, 11, 23), scratch, [&](const JudgedBlock& block) { … });
///
/// A Judge is immutable and shared by threads without locks; a Scratch belongs to one thread. `run` allocates nothing per row, and
/// nothing at all once the scratch is warm.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/calendar/working_calendar.hpp"
#include "tianya_rules/eval/verdict.hpp"
#include "tianya_rules/facts/assumptions.hpp"
#include "tianya_rules/facts/table.hpp"
#include "tianya_rules/rulebook/checked.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {
struct JudgedRun;
}

/// What a caller may say about a check.
struct CheckOptions {
  std::optional<Date> as_of;                              ///< The evaluation date T. Required, here or in the facts.
  std::optional<Date> published_on;                       ///< Commencement; unset: in force.
  std::optional<Date> known_on;                           ///< The calendar as it was known that day; unset: the newest.
  std::map<std::string, std::string> readings;            ///< reading -> answer
  std::map<std::string, std::vector<std::string>> given;  ///< reading -> the list that its answer asks for
  std::map<std::string, std::string> assume;              ///< `loan.transfer_workdays` -> `0`
  std::vector<std::string> rules;                         ///< Globs (`art18.*`); empty: all.
  bool lenient = false;                                   ///< Facts of a wrong type become error values, with a warning.
};

struct FindingError {
  std::string_view code;                 ///< snake_case: overflow, division_by_zero, date_out_of_range, null_operand, …
  std::optional<std::size_t> attribute;  ///< Of the entity.
};

/// Everything about one finding but its subject's facts.
struct FindingData {
  std::size_t norm = 0;
  std::uint8_t bits = 0;  ///< The verdict byte.
  bool not_in_force = false;
  std::optional<std::int32_t> due, due_earliest, due_latest;  ///< Days since 1970-01-01, as the report shows them.
  std::optional<std::int32_t> days_late, days_left;
  bool provisional = false;
  std::vector<std::size_t> missing;          ///< Attributes in vocabulary order: records,
  std::vector<std::size_t> needs_judgement;  ///< and appraisals.
  std::vector<FindingError> errors;
};

/// Rows [first_row, first_row + rows) of a table, judged. Valid during the callback only.
class TIANYA_RULES_API JudgedBlock {
 public:
  static constexpr std::size_t kMaxRows = 1024;

  [[nodiscard]] const Table& table() const;
  [[nodiscard]] std::size_t first_row() const;
  [[nodiscard]] std::size_t rows() const;
  /// The norms judged, by index into RulebookModel::norms, in order.
  [[nodiscard]] const std::vector<std::size_t>& norms() const;
  /// `rows()` verdict bytes of the norm at `position` in `norms()`.
  [[nodiscard]] const std::uint8_t* verdicts(std::size_t position) const;
  /// `rows()` due days of the deadline at `position`, as estimated where they are provisional; `kNoDue` where none is to be shown.
  /// nullptr for other norms.
  static constexpr std::int32_t kNoDue = INT32_MIN;
  [[nodiscard]] const std::int32_t* due(std::size_t position) const;
  /// All that a report says of one finding. Works out what is missing for the whole block at the first call for a norm.
  [[nodiscard]] FindingData finding(std::size_t position, std::size_t row) const;
  /// Which rows of the block are undetermined because `attribute` is absent: (attribute, bits) pairs, 64 rows a word.
  struct Missing {
    std::size_t attribute = 0;
    const std::uint64_t* rows = nullptr;
  };
  [[nodiscard]] const std::vector<Missing>& missing(std::size_t position) const;

 private:
  friend class Judge;
  explicit JudgedBlock(void* run) : run_(run) {}
  void* run_;
};

class TIANYA_RULES_API Judge {
 public:
  /// Registers to judge in: whatever a block needs, kept from one block to the next. Belongs to one thread.
  class TIANYA_RULES_API Scratch {
   public:
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class Judge;
    struct State;
    explicit Scratch(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };
  using OnBlock = std::function<void(const JudgedBlock&)>;

  [[nodiscard]] const RulebookModel& model() const;
  [[nodiscard]] const ReadingChoice& choice() const;
  [[nodiscard]] const CheckOptions& options() const;
  /// The conditions as they are typed under the choice.
  [[nodiscard]] const CheckedRulebook& checked() const;
  /// The readings that a norm rests on, by index into RulebookModel::readings, sorted.
  [[nodiscard]] const std::vector<std::size_t>& readings_of(std::size_t norm) const;
  /// Commencement; unset: in force.
  [[nodiscard]] std::optional<Date> published_on() const;
  /// The same judge with another commencement (facts may name it). Shares everything else.
  [[nodiscard]] Judge with_published_on(std::optional<Date> published_on) const;
  /// Norms about the entity that the options select, by index, in order.
  [[nodiscard]] const std::vector<std::size_t>& norms_about(std::size_t entity) const;

  /// What the report says of the calendar in force.
  struct CalendarInfo {
    std::string id;  ///< `cn`
    std::optional<Date> published_through;
    std::string digest;
  };
  /// The calendar of that text (`cn+local`), if some deadline or condition counts by it: for ledgers.
  [[nodiscard]] std::optional<WorkingCalendar> working_calendar(std::string_view text) const;
  [[nodiscard]] const CalendarInfo& calendar() const;

  [[nodiscard]] Scratch scratch() const;

  /// Judges every row as of `as_of`. Derived facts that are given and disagree with their derivation are refused: diagnostics, and
  /// the rows' blocks are not handed over. Event dates after as_of read as null (see `events_after`).
  Diagnostics run(const Table& table, Date as_of, Scratch& scratch, const OnBlock& on_block) const;

  /// Calls `found(row, attribute)` for every event (`date?`) of the table later than as_of, row by row, in order of attributes.
  void events_after(const Table& table, Date as_of, const std::function<void(std::size_t, std::size_t)>& found) const;

  /// How the verdict on one row came about: the values of every node. Defined in explanation.hpp.
  [[nodiscard]] struct Explanation explain(const Table& table, std::size_t row, std::size_t norm, Date as_of,
                                           Scratch& scratch) const;

 private:
  friend class Rulebook;
  struct Compiled;
  /// What a judge is made of; all of it checked already.
  struct Parts {
    std::shared_ptr<const RulebookModel> model;
    CheckedRulebook checked;  ///< Of `*model`.
    CheckOptions options;
    std::vector<Assumption> assumptions;
    std::vector<bool> selected;                        ///< For each norm of the model, whether it is judged.
    std::map<std::string, WorkingCalendar> calendars;  ///< By text (`cn+local`): every one of `checked.calendars`.
    CalendarInfo calendar;                             ///< Of the calendar in force for deadlines; empty id: none.
    std::vector<bool> ignored;  ///< For each of RulebookModel::derived, whether a given value is ignored; empty: none is.
  };
  [[nodiscard]] static Judge make(Parts parts);
  explicit Judge(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  [[nodiscard]] eval_internal::JudgedRun& run_for(std::size_t entity, Scratch& scratch) const;
  std::shared_ptr<const Compiled> compiled_;
  std::optional<Date> published_on_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/explain-inl.hpp"
#include "tianya_rules/eval/judge-inl.hpp"
#endif
