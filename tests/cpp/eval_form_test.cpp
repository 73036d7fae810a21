// SPDX-License-Identifier: Apache-2.0
// Form: one record in memory of its own. It says what `check` says of the same facts, and allocates nothing once warm.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "cpp/allocations.hpp"
#include "cpp/eval_books.hpp"

namespace {
using namespace eval_books;

std::string shown(const FormVerdicts& verdicts, const RulebookModel& model) {
  std::string out;
  for (std::size_t i = 0; i < verdicts.size; ++i) {
    const Norm& norm = model.norms[verdicts.norms[i]];
    out += norm.id + ' ' + possible(verdicts.bits[i], norm.kind) +
           (verdicts.due[i] != INT32_MIN ? ' ' + Date::from_days(verdicts.due[i]).iso() : "") + '\n';
  }
  return out;
}

std::string shown(const Findings& findings) {
  std::string out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out += std::string(findings[i].rule_id()) + ' ' + possible(findings[i].data().bits, findings[i].norm().kind) +
           (findings[i].due() ? ' ' + findings[i].due()->iso() : "") + '\n';
  }
  return out;
}

using Facts = std::vector<std::pair<const char*, FactValue>>;

void fill(Form& form, const Facts& facts) {
  form.clear();
  for (const auto& [name, value] : facts) {
    const Slot slot = form.slot(name);
    if (std::holds_alternative<Null>(value)) form.set(slot, null);
    if (const auto* one = std::get_if<bool>(&value)) form.set(slot, *one);
    if (const auto* one = std::get_if<std::int64_t>(&value)) form.set(slot, *one);
    if (const auto* one = std::get_if<Date>(&value)) form.set(slot, *one);
    if (const auto* one = std::get_if<std::string>(&value)) form.set(slot, std::string_view(*one));
  }
}

Record record_of(const char* entity, const Facts& facts) {
  Record record(entity, "X");
  for (const auto& [name, value] : facts) {
    Record::Cell cell = record[name];
    std::visit([&cell](const auto& one) { cell = one; }, value);
  }
  return record;
}
}  // namespace

TEST_CASE("form: it says what a check of the same record says") {
  const std::vector<Facts> rows = {
      {},
      {{"card_valid", true},
       {"reserved_on", Date(2026, 9, 21)},
       {"ready_on", Date(2026, 10, 14)},
       {"transfer_workdays", std::int64_t{0}}},
      {{"card_valid", true}, {"reserved_on", Date(2026, 9, 21)}, {"ready_on", null}, {"transfer_workdays", std::int64_t{3}}},
      {{"card_valid", true}, {"reserved_on", Date(2026, 11, 16)}, {"ready_on", Date(2026, 12, 1)}},  // not yet
      {{"kind", std::string("atlas")}, {"written_in", true}},
      {{"kind", std::string("novel")}, {"card_valid", false}},
      {{"covered", false}, {"times_late", std::int64_t{9}}},
      {{"covered", true}, {"times_late", std::int64_t{9}}, {"rude", true}},
      {{"card_valid", true}, {"agreed_on", Date(2027, 2, 10)}, {"returned_on", Date(2026, 11, 23)}, {"clean", false}},
  };
  Form form = library().form("loan");
  for (int round = 0; round < 2; ++round) {  // what was set before leaves no trace
    for (const Facts& facts : rows) {
      fill(form, facts);
      for (const Date day : {Date(2026, 11, 23), Date(2026, 12, 1)}) {
        CheckOptions options;
        options.as_of = day;
        CHECK(shown(library().check(form, day), library().model()) ==
              shown(library().check(record_of("loan", facts), options).value()));
      }
    }
  }
}

TEST_CASE("form: lists") {
  Form form = library().form("enquiry");
  const Slot said = form.slot("said");
  const auto check = [&] { return shown(library().check(form, Date(2026, 11, 23)), library().model()); };
  CHECK(check() == "art5.pretext compliant|violated\n");
  const std::vector<std::string_view> phrases = {"请稍等", "我现在没空"}, none, polite = {"请稍等"};
  form.set(said, phrases);
  CHECK(check() == "art5.pretext violated\n");
  form.set(said, none);
  CHECK(check() == "art5.pretext compliant\n");
  form.set(said, polite);
  CHECK(check() == "art5.pretext compliant\n");
  form.set_absent(said);
  CHECK(check() == "art5.pretext compliant|violated\n");
}

TEST_CASE("form: it keeps its own options") {
  CheckOptions options;
  options.readings["often"] = "two";
  options.assume["loan.card_valid"] = "true";
  options.rules = {"art4.*"};
  Form form = library().form("loan", options);
  form.set(form.slot("times_late"), 2);
  form.set(form.slot("rude"), true);
  CHECK(shown(library().check(form, Date(2026, 11, 23)), library().model()) == "art4.suspend triggered\n");
  options.published_on = Date(2026, 11, 24);
  Form early = library().form("loan", options);
  CHECK(shown(library().check(early, Date(2026, 11, 23)), library().model()) == "art4.suspend not_applicable\n");
}

TEST_CASE("form: slots") {
  const Form form = library().form("loan");
  CHECK(form.find_slot("times_late")->kind == TypeKind::kInt);
  CHECK(form.find_slot("covered")->kind == TypeKind::kBool);
  CHECK(form.find_slot("covered")->column == library().model().vocabulary.entities[0].attributes.size());
  CHECK(!form.find_slot("id"));
  CHECK(!form.find_slot("times_lat"));
  CHECK_THROWS_AS((void)library().form("lone"), Error);
  CheckOptions options;
  options.rules = {"nothing"};
  CHECK_THROWS_AS((void)library().form("loan", options), Error);
}

TEST_CASE("form: a derived fact that contradicts gives no verdicts") {
  Form form = library().form("loan");
  fill(form, {{"card_valid", true}, {"covered", false}});
  CHECK(library().check(form, Date(2026, 11, 23)).size == 0);
  form.set_absent(form.slot("covered"));
  CHECK(library().check(form, Date(2026, 11, 23)).size == 5);
}

TEST_CASE("form: setting and checking allocate nothing once warm") {
  const Rulebook& book = shipped();
  for (const Entity& entity : book.model().vocabulary.entities) {
    Form form = book.form(entity.name);
    std::vector<Slot> slots;
    for (const Attribute& attribute : entity.attributes) slots.push_back(form.slot(attribute.name));
    const std::string_view label = "text";
    const std::vector<std::string_view> texts = {"不知道", "请稍等"};
    const auto set_all = [&](int round) {
      for (std::size_t i = 0; i < slots.size(); ++i) {
        const Type& type = entity.attributes[i].type;
        if (type.nullable && round % 3 == 1) {
          form.set(slots[i], null);
        } else if (round % 3 == 2 && i % 4 == 0) {
          form.set_absent(slots[i]);
        } else if (type.is_enumeration()) {
          form.set(slots[i],
                   std::string_view(type.enumeration->labels[static_cast<std::size_t>(round) % type.enumeration->labels.size()]));
        } else if (type.is(TypeKind::kBool)) {
          form.set(slots[i], round % 2 == 0);
        } else if (type.is(TypeKind::kInt)) {
          form.set(slots[i], round % 5);
        } else if (type.is(TypeKind::kDate)) {
          form.set(slots[i], Date::from_days(Date(2026, 9, 21).days() + round));
        } else if (type.is(TypeKind::kList)) {
          form.set(slots[i], texts);
        } else {
          form.set(slots[i], label);
        }
      }
    };
    std::size_t sum = 0;
    const auto run = [&] {
      for (int round = 0; round < 30; ++round) {
        set_all(round);
        const FormVerdicts verdicts = book.check(form, Date(2026, 10, 12));
        for (std::size_t i = 0; i < verdicts.size; ++i) sum += verdicts.bits[i];
      }
    };
    run();
    const std::size_t before = allocations();
    run();
    const std::size_t after = allocations();
    CAPTURE(entity.name);
    CHECK(after - before == 0);
    CHECK(sum > 0);
  }
}

TEST_CASE("form: the count of allocations counts") {
  const std::size_t before = allocations();
  const std::vector<int> some(100);
  CHECK(allocations() > before);
}
