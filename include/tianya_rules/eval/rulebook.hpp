// SPDX-License-Identifier: Apache-2.0
/// Rulebook: load one, ask it. The façade of the library. Floor: eval.
///
///     const Rulebook book = Rulebook::shipped().value();
///     Record one = book.record("loan", "L-17");
///     one["reserved_on"] = Date(2026, 9, 21);
///     one["returned_on"] = null;                   // not returned; left out would mean: nobody told us
///     const Findings findings = book.check(one, {.as_of = Date(2026, 11, 23)}).value();
///
/// A Rulebook is immutable, cheap to copy and shared by threads (a lock is held only to find a remembered judge and its registers).
/// Errors: `Result` with every problem at once. Tested by tests/cpp/eval_rulebook_test.cpp, eval_form_test.cpp,
/// eval_sensitivity_test.cpp.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/facts/fact_value.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// One record, by attribute name. Names and types are checked when it is judged.
class TIANYA_RULES_API Record {
 public:
  class Cell {
   public:
    Cell& operator=(Null value) { return set(value); }
    Cell& operator=(bool value) { return set(value); }
    Cell& operator=(int value) { return set(static_cast<std::int64_t>(value)); }
    Cell& operator=(std::int64_t value) { return set(value); }
    Cell& operator=(double value) { return set(value); }
    Cell& operator=(Date value) { return set(value); }
    Cell& operator=(const char* value) { return set(std::string(value)); }
    Cell& operator=(std::string value) { return set(std::move(value)); }
    Cell& operator=(std::vector<std::string> value) { return set(std::move(value)); }

   private:
    friend class Record;
    explicit Cell(std::optional<FactValue>& cell) : cell_(cell) {}
    template <typename Value>
    Cell& set(Value value) {
      cell_.emplace(std::in_place_type<Value>, std::move(value));
      return *this;
    }
    std::optional<FactValue>& cell_;
  };

  Record(std::string entity, std::string id) : entity_(std::move(entity)), id_(std::move(id)) {}
  Cell operator[](std::string_view attribute);
  [[nodiscard]] const std::string& entity() const { return entity_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::optional<FactValue>>>& cells() const { return cells_; }

 private:
  std::string entity_;
  std::string id_;
  std::vector<std::pair<std::string, std::optional<FactValue>>> cells_;
};

/// A typed position of a Form: looked up once, set as often as wanted.
struct Slot {
  std::size_t column = 0;
  TypeKind kind = TypeKind::kUnresolved;
};

/// One record with its registers bound once: the hot path. Nothing is allocated by `set` and `check` once warm.
/// Belongs to one thread.
class TIANYA_RULES_API Form {
 public:
  ~Form();
  Form(Form&&) noexcept;
  Form& operator=(Form&&) noexcept;
  /// The slot of an attribute or derived fact; asserts that it is declared (use `find_slot` where it may not be).
  [[nodiscard]] Slot slot(std::string_view attribute) const;
  [[nodiscard]] std::optional<Slot> find_slot(std::string_view attribute) const;
  /// The value must fit the attribute's type and range: asserted, as a wrong one is the program's mistake. Without assertions a
  /// label that is not declared leaves the attribute absent.
  void set(Slot slot, bool value);
  void set(Slot slot, int value) { set(slot, static_cast<std::int64_t>(value)); }
  void set(Slot slot, std::int64_t value);
  void set(Slot slot, double value);
  void set(Slot slot, Date value);
  void set(Slot slot, std::string_view value);  ///< An enumeration's label, or a string that outlives the next check.
  void set(Slot slot, const char* value) { set(slot, std::string_view(value)); }
  void set(Slot slot, const std::vector<std::string_view>& texts);  ///< list<string>; list and texts outlive the next check.
  void set(Slot slot, Null value);
  void set_absent(Slot slot);
  void clear();  ///< All absent.

 private:
  friend class Rulebook;
  struct State;
  explicit Form(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What a Form's check gives: one verdict byte a norm. Valid until the next check of that form. Of size 0 where a derived fact that
/// was set contradicts the facts that it follows from.
struct FormVerdicts {
  const std::size_t* norms = nullptr;  ///< Index into RulebookModel::norms.
  const std::uint8_t* bits = nullptr;  ///< The verdict byte of each.
  const std::int32_t* due = nullptr;   ///< Estimated due day of each; INT32_MIN where there is none.
  std::size_t size = 0;
};

class TIANYA_RULES_API Rulebook {
 public:
  /// A rulebook that is embedded in the library; "" is the default one.
  static Result<Rulebook> shipped(std::string_view id = {});
  /// A folder of YAML; every problem at once. Its own `calendars/` come before the shipped ones.
  static Result<Rulebook> load(const std::string& folder);

  [[nodiscard]] const RulebookModel& model() const;
  /// Warnings of the load (lint).
  [[nodiscard]] const Diagnostics& warnings() const;

  /// Compiles under the options' readings, assumptions and calendar. Fails on an unknown reading, answer, rule or attribute.
  [[nodiscard]] Result<Judge> judge(const CheckOptions& options = {}) const;

  [[nodiscard]] Record record(std::string_view entity, std::string_view id) const { return {std::string(entity), std::string(id)}; }
  /// Judges records, grouped by entity. `options.as_of` is required.
  [[nodiscard]] Result<Findings> check(const Record& record, const CheckOptions& options) const {
    return check(std::vector<Record>{record}, options);
  }
  [[nodiscard]] Result<Findings> check(const std::vector<Record>& records, const CheckOptions& options) const;
  /// Facts as JSON text (`{"as_of": …, "case": […]}`); `options.as_of` wins over the text's.
  [[nodiscard]] Result<Findings> check_json(std::string_view facts, const CheckOptions& options,
                                            std::string name = "<memory>") const;
  /// The calendar that the options name: for ledgers. `text` as Constant::text has it, "" for the rulebook's own by default.
  [[nodiscard]] Result<std::shared_ptr<const class WorkingCalendar>> calendar(std::string_view text,
                                                                              std::optional<Date> known_on) const;

  /// One norm under one other answer changes its finding: what `sensitivity` lists.
  struct Flip {
    std::size_t reading = 0, answer = 0;
    std::size_t norm = 0, entity = 0;
    std::string id;
    std::uint8_t from = 0, to = 0;  ///< verdict bytes
    std::optional<std::int32_t> due_from, due_to;
  };
  struct Sensitivity {
    std::vector<Flip> flips;
    std::vector<std::pair<std::size_t, std::size_t>> skipped;  ///< (reading, answer) that needs a list nobody gave
  };
  /// Under every other answer of every reading, one at a time, from those in force.
  [[nodiscard]] Result<Sensitivity> sensitivity(const FactStore& facts, Date as_of, std::optional<Date> published_on,
                                                const CheckOptions& options) const;
  [[nodiscard]] Result<Sensitivity> sensitivity(std::string_view facts_json, const CheckOptions& options,
                                                std::string name = "<memory>") const;

  /// Throws `Error` where there is no such entity or the options are wrong.
  [[nodiscard]] Form form(std::string_view entity, const CheckOptions& options = {}) const;
  /// Judges the form's record; `options` of the form hold, as_of is given here.
  [[nodiscard]] FormVerdicts check(Form& form, Date as_of) const;

 private:
  struct State;
  explicit Rulebook(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  static Result<Rulebook> from_files(std::vector<YamlFile> files);
  std::shared_ptr<const State> state_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/rulebook-inl.hpp"
#endif
