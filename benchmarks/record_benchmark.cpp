// SPDX-License-Identifier: Apache-2.0
// One record, all norms of its entity: from bound slots (a Form, every slot set anew) and from JSON text. The records differ from
// one another, as in life: a processor must not be given the chance to learn one by heart.
#include <benchmark/benchmark.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/report/report.hpp"

using namespace tianya_rules;

namespace {

constexpr std::size_t kRecords = 512;
const Date kAsOf(2026, 11, 23);

const Rulebook& book() {
  static const Rulebook shipped = Rulebook::shipped().value();
  return shipped;
}

/// One cell as a program has it in hand; `label` is a position among the enumeration's labels.
struct Value {
  enum class Kind { kAbsent, kNull, kBool, kInt, kDate, kLabel } kind = Kind::kAbsent;
  std::int64_t number = 0;
};

const Entity& entity_of(const std::string& name) {
  const Vocabulary& vocabulary = book().model().vocabulary;
  return vocabulary.entities[vocabulary.find_entity(name).value()];
}

Value random_value(const Type& type, std::mt19937_64& random) {
  const auto below = [&](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); };
  if (below(50) == 0) return {};
  if (type.nullable && below(6) == 0) return {Value::Kind::kNull};
  if (type.is_enumeration()) return {Value::Kind::kLabel, below(static_cast<std::int64_t>(type.enumeration->labels.size()))};
  switch (type.kind) {
    case TypeKind::kBool:
      return {Value::Kind::kBool, below(8) != 0};
    case TypeKind::kInt:
      return {Value::Kind::kInt, below(20)};
    case TypeKind::kDate:
      return {Value::Kind::kDate, kAsOf.days() - below(365)};
    default:
      return {};  // texts: site_id, which no norm asks for
  }
}

using Values = std::vector<Value>;

std::vector<Values> random_records(const Entity& entity) {
  std::mt19937_64 random(20261123);
  std::vector<Values> records(kRecords);
  for (Values& record : records) {
    for (const Attribute& attribute : entity.attributes) record.push_back(random_value(attribute.type, random));
  }
  return records;
}

void set(Form& form, Slot slot, const Attribute& attribute, const Value& value) {
  switch (value.kind) {
    case Value::Kind::kAbsent:
      return form.set_absent(slot);
    case Value::Kind::kNull:
      return form.set(slot, null);
    case Value::Kind::kBool:
      return form.set(slot, value.number != 0);
    case Value::Kind::kInt:
      return form.set(slot, value.number);
    case Value::Kind::kDate:
      return form.set(slot, Date::from_days(static_cast<std::int32_t>(value.number)));
    case Value::Kind::kLabel:
      return form.set(slot, std::string_view(attribute.type.enumeration->labels[static_cast<std::size_t>(value.number)]));
  }
}

std::string json_of(const Entity& entity, const Values& record) {
  std::string text = R"({"as_of": "2026-11-23", ")" + entity.name + R"(": [{"id": "R-1", "site_id": "S-04")";
  for (std::size_t i = 0; i < record.size(); ++i) {
    const Attribute& attribute = entity.attributes[i];
    const Value& value = record[i];
    if (value.kind == Value::Kind::kAbsent) continue;
    text += ", \"" + attribute.name + "\": ";
    if (value.kind == Value::Kind::kNull) text += "null";
    if (value.kind == Value::Kind::kBool) text += value.number != 0 ? "true" : "false";
    if (value.kind == Value::Kind::kInt) text += std::to_string(value.number);
    if (value.kind == Value::Kind::kDate) text += '"' + Date::from_days(static_cast<std::int32_t>(value.number)).iso() + '"';
    if (value.kind == Value::Kind::kLabel)
      text += '"' + attribute.type.enumeration->labels[static_cast<std::size_t>(value.number)] + '"';
  }
  return text + "}]}";
}

void from_slots(benchmark::State& state, const std::string& name) {
  const Entity& entity = entity_of(name);
  const std::vector<Values> records = random_records(entity);
  Form form = book().form(name);
  std::vector<Slot> slots;
  for (const Attribute& attribute : entity.attributes) slots.push_back(form.slot(attribute.name));
  std::size_t at = 0;
  for (const auto _ : state) {
    const Values& record = records[at++ % kRecords];
    for (std::size_t i = 0; i < slots.size(); ++i) set(form, slots[i], entity.attributes[i], record[i]);
    benchmark::DoNotOptimize(book().check(form, kAsOf));
  }
  state.counters["norms"] = static_cast<double>(book().check(form, kAsOf).size);
}

/// Without setting anything: the evaluation alone.
void same_slots(benchmark::State& state, const std::string& name) {
  const Entity& entity = entity_of(name);
  Form form = book().form(name);
  const Values record = random_records(entity).front();
  for (std::size_t i = 0; i < record.size(); ++i) {
    set(form, form.slot(entity.attributes[i].name), entity.attributes[i], record[i]);
  }
  for (const auto _ : state) benchmark::DoNotOptimize(book().check(form, kAsOf));
}

void from_json(benchmark::State& state, const std::string& name) {
  const Entity& entity = entity_of(name);
  std::vector<std::string> texts;
  for (const Values& record : random_records(entity)) texts.push_back(json_of(entity, record));
  std::size_t at = 0;
  std::int64_t bytes = 0;
  for (const auto _ : state) {
    const std::string& text = texts[at++ % kRecords];
    const Findings findings = book().check_json(text, {}).value();
    benchmark::DoNotOptimize(findings.summary());
    bytes += static_cast<std::int64_t>(text.size());
  }
  state.SetBytesProcessed(bytes);
  state.counters["norms"] = static_cast<double>(book().check_json(texts.front(), {}).value().size());
}

}  // namespace

BENCHMARK_CAPTURE(from_slots, staff, std::string("staff"));
BENCHMARK_CAPTURE(from_slots, case, std::string("case"));
BENCHMARK_CAPTURE(same_slots, staff, std::string("staff"));
BENCHMARK_CAPTURE(same_slots, case, std::string("case"));
BENCHMARK_CAPTURE(from_json, staff, std::string("staff"));
BENCHMARK_CAPTURE(from_json, case, std::string("case"));
