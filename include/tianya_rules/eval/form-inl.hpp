// SPDX-License-Identifier: Apache-2.0
// Form: one record in memory of its own, laid out once; setting a slot writes a few bytes, checking runs the judge over one row.
#pragma once

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "tianya_rules/eval/rulebook_options-inl.hpp"
#include "tianya_rules/eval/rulebook_state.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace form_internal {

inline Layout layout_of(const Type& type) {
  if (type.is_enumeration()) return Layout::kInt32;
  switch (type.kind) {
    case TypeKind::kBool:
      return Layout::kBits;
    case TypeKind::kInt:
      return Layout::kInt64;
    case TypeKind::kDouble:
      return Layout::kFloat64;
    case TypeKind::kDate:
      return Layout::kInt32;
    case TypeKind::kString:
      return Layout::kViews;
    default:
      return Layout::kLists;
  }
}

/// A cell, longer than its value: whoever reads columns by the word reads no further than this.
struct Cell {
  alignas(std::string_view) std::array<std::byte, 64> value{};
  std::array<std::int32_t, 2> offsets{};  ///< Of a list: 0 and its size.
  std::uint64_t known = 0, null = 0;
};

}  // namespace form_internal

struct Form::State {
  State(Judge its_judge, std::size_t entity_index)
      : judge(std::move(its_judge)),
        entity(judge.model().vocabulary.entities[entity_index]),
        scratch(judge.scratch()),
        cells(entity.column_count()),
        bits(judge.norms_about(entity_index).size()),
        due(bits.size()) {
    table.entity = entity_index;
    table.rows = 1;
    table.ids = &id;
    table.columns.resize(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) lay_out(i);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void lay_out(std::size_t i) {
    using namespace form_internal;
    Cell& cell = cells[i];
    Column& column = table.columns[i];
    const bool attribute = i < entity.attributes.size();
    column.layout = attribute ? layout_of(entity.attributes[i].type) : Layout::kBits;
    column.values = cell.value.data();
    column.valid = {reinterpret_cast<const std::uint8_t*>(&cell.known), 0};
    if (attribute && entity.attributes[i].type.nullable) column.null = {reinterpret_cast<const std::uint8_t*>(&cell.null), 0};
    if (column.layout == Layout::kLists) column.values = nullptr, column.offsets = cell.offsets.data();
  }

  template <typename T>
  void put(std::size_t column, const T& value) {
    std::memcpy(cells[column].value.data(), &value, sizeof value);
    cells[column].known = 1, cells[column].null = 0;
  }
  void forget(std::size_t column) { cells[column].known = cells[column].null = 0; }

  [[nodiscard]] const Type& type(std::size_t column) const { return entity.attributes[column].type; }
  [[nodiscard]] bool in_range(std::size_t column, std::int64_t value) const {
    const Attribute& declared = entity.attributes[column];
    return (!declared.min || value >= *declared.min) && (!declared.max || value <= *declared.max);
  }

  const Judge judge;
  const Entity& entity;  ///< Of the judge's model, which the judge keeps alive.
  Judge::Scratch scratch;
  std::vector<form_internal::Cell> cells;  ///< By column; never moved.
  std::vector<std::uint8_t> bits;
  std::vector<std::int32_t> due;
  std::string_view id = "";
  Table table;
};

TIANYA_RULES_INLINE Form::Form(std::unique_ptr<State> state) : state_(std::move(state)) {}
TIANYA_RULES_INLINE Form::~Form() = default;
TIANYA_RULES_INLINE Form::Form(Form&&) noexcept = default;
TIANYA_RULES_INLINE Form& Form::operator=(Form&&) noexcept = default;

TIANYA_RULES_INLINE std::optional<Slot> Form::find_slot(std::string_view name) const {
  const Entity& entity = state_->entity;
  if (const auto attribute = entity.find_attribute(name)) return Slot{*attribute, entity.attributes[*attribute].type.kind};
  if (const auto derived = entity.find_derived(name)) return Slot{entity.attributes.size() + *derived, TypeKind::kBool};
  return std::nullopt;
}

TIANYA_RULES_INLINE Slot Form::slot(std::string_view attribute) const {
  const std::optional<Slot> found = find_slot(attribute);
  assert(found);
  return found.value();
}

TIANYA_RULES_INLINE void Form::set(Slot slot, bool value) {
  assert(slot.kind == TypeKind::kBool);
  state_->put(slot.column, static_cast<std::uint8_t>(value));
}

TIANYA_RULES_INLINE void Form::set(Slot slot, std::int64_t value) {
  if (slot.kind == TypeKind::kDouble) return set(slot, static_cast<double>(value));
  assert(slot.kind == TypeKind::kInt && state_->in_range(slot.column, value));
  state_->put(slot.column, value);
}

TIANYA_RULES_INLINE void Form::set(Slot slot, double value) {
  assert(slot.kind == TypeKind::kDouble);
  state_->put(slot.column, value);
}

TIANYA_RULES_INLINE void Form::set(Slot slot, Date value) {
  assert(slot.kind == TypeKind::kDate);
  state_->put(slot.column, value.days());
}

TIANYA_RULES_INLINE void Form::set(Slot slot, std::string_view value) {
  assert(slot.kind == TypeKind::kString);
  const Type& type = state_->type(slot.column);
  if (!type.is_enumeration()) return state_->put(slot.column, value);
  const std::vector<std::string>& labels = type.enumeration->labels;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == value) return state_->put(slot.column, static_cast<std::int32_t>(i));
  }
  assert(!"a label that is not declared");
  state_->forget(slot.column);
}

TIANYA_RULES_INLINE void Form::set(Slot slot, const std::vector<std::string_view>& texts) {
  assert(slot.kind == TypeKind::kList);
  static constexpr std::string_view kNone[1] = {};  // a list without elements may have no memory
  form_internal::Cell& cell = state_->cells[slot.column];
  state_->table.columns[slot.column].values = texts.empty() ? kNone : texts.data();
  cell.offsets = {0, static_cast<std::int32_t>(texts.size())};
  cell.known = 1;
}

TIANYA_RULES_INLINE void Form::set(Slot slot, Null) {
  assert(slot.column < state_->entity.attributes.size() && state_->type(slot.column).nullable);
  state_->cells[slot.column].known = 0, state_->cells[slot.column].null = 1;
}

TIANYA_RULES_INLINE void Form::set_absent(Slot slot) {
  state_->forget(slot.column);
  state_->cells[slot.column].offsets = {};
}

TIANYA_RULES_INLINE void Form::clear() {
  for (std::size_t column = 0; column < state_->cells.size(); ++column) set_absent({column, TypeKind::kUnresolved});
}

TIANYA_RULES_INLINE Form Rulebook::form(std::string_view entity, const CheckOptions& options) const {
  const std::optional<std::size_t> found = model().vocabulary.find_entity(entity);
  if (!found) {
    std::vector<std::string_view> names;
    for (const Entity& one : model().vocabulary.entities) names.emplace_back(one.name);
    Diagnostics problems;
    problems.error("unknown-entity", "no entity is called `" + std::string(entity) + '`', {},
                   rulebook_internal::suggest_name(entity, names));
    throw Error(std::move(problems));
  }
  return Form(std::make_unique<Form::State>(judge(options).value(), *found));
}

TIANYA_RULES_INLINE FormVerdicts Rulebook::check(Form& form, Date as_of) const {
  Form::State& state = *form.state_;
  FormVerdicts verdicts;
  // One pointer is all that is captured: std::function then needs no memory.
  struct Target {
    Form::State& state;
    FormVerdicts& verdicts;
  } target{state, verdicts};
  state.judge.run(state.table, as_of, state.scratch, [&target](const JudgedBlock& block) {
    Form::State& to = target.state;
    const std::size_t norms = block.norms().size();
    for (std::size_t n = 0; n < norms; ++n) {
      const std::int32_t* due = block.due(n);
      to.bits[n] = *block.verdicts(n);
      to.due[n] = due != nullptr ? *due : JudgedBlock::kNoDue;
    }
    target.verdicts = {block.norms().data(), to.bits.data(), to.due.data(), norms};
  });
  return verdicts;
}

TIANYA_RULES_END_NAMESPACE
