// SPDX-License-Identifier: Apache-2.0
// Rulebook::sensitivity: which findings change under which other answer.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cpp/eval_books.hpp"

namespace {
using namespace eval_books;

std::string day(const std::optional<std::int32_t>& due) { return due ? Date::from_days(*due).iso() : "-"; }

/// A line a change: `reading=answer rule id from -> to due_from due_to`; then `skipped reading=answer`.
std::string changes(const Rulebook& book, const Result<Rulebook::Sensitivity>& found) {
  if (!found.ok()) return told(found.diagnostics());
  const RulebookModel& model = book.model();
  std::string out;
  const auto named = [&](std::size_t reading, std::size_t answer) {
    return model.readings[reading].id + '=' + model.readings[reading].answers[answer].id;
  };
  for (const Rulebook::Flip& flip : found->flips) {
    const Norm& norm = model.norms[flip.norm];
    CHECK(flip.entity == norm.about);
    out += named(flip.reading, flip.answer) + ' ' + norm.id + ' ' + flip.id + ' ' + possible(flip.from, norm.kind) + " -> " +
           possible(flip.to, norm.kind) + ' ' + day(flip.due_from) + ' ' + day(flip.due_to) + '\n';
  }
  for (const auto& [reading, answer] : found->skipped) out += "skipped " + named(reading, answer) + '\n';
  return out;
}

std::string library_changes(std::string_view facts, const CheckOptions& options = {}) {
  return changes(library(), library().sensitivity(facts, options));
}

/// Of the shipped rulebook, without what is skipped always.
std::string shipped_changes(const std::string& records, CheckOptions options = {}) {
  std::string out = changes(shipped(), shipped().sensitivity(R"({"as_of": "2026-11-23", )" + records + '}', options));
  const std::string skipped = "skipped banned_phrases=listed\n";
  REQUIRE(out.size() >= skipped.size());
  CHECK(out.substr(out.size() - skipped.size()) == skipped);
  return out.substr(0, out.size() - skipped.size());
}
}  // namespace

TEST_CASE("sensitivity: each other answer by itself, in the order of readings, answers and records") {
  CHECK(library_changes(library_facts()) ==
        "often=two art4.suspend L-3 not_triggered -> triggered|not_triggered - -\n"
        "one_day_ahead=workday art3.return L-1 compliant -> violated 2026-11-01 2026-10-30\n"
        "skipped pretexts=listed\n");
}

TEST_CASE("sensitivity: from the answers in force") {
  CheckOptions options;
  options.readings = {{"often", "two"}, {"one_day_ahead", "workday"}};
  CHECK(library_changes(library_facts(), options) ==
        "often=three art4.suspend L-3 triggered|not_triggered -> not_triggered - -\n"
        "one_day_ahead=any_day art3.return L-1 violated -> compliant 2026-10-30 2026-11-01\n"
        "skipped pretexts=listed\n");
}

TEST_CASE("sensitivity: an answer that asks for a list is tried where there is one") {
  CheckOptions options;
  options.rules = {"art5.*"};
  options.given["pretexts"] = {"不在"};
  CHECK(library_changes(library_facts(), options) == "pretexts=listed art5.pretext E-1 violated -> compliant - -\n");
  options.readings["pretexts"] = "listed";
  CHECK(library_changes(library_facts(), options) == "pretexts=quoted art5.pretext E-1 compliant -> violated - -\n");
}

TEST_CASE("sensitivity: only the rules selected, and only in force") {
  CheckOptions options;
  options.rules = {"art4.*"};
  CHECK(library_changes(library_facts(), options) ==
        "often=two art4.suspend L-3 not_triggered -> triggered|not_triggered - -\nskipped pretexts=listed\n");
  options.published_on = Date(2026, 11, 24);
  CHECK(library_changes(library_facts(), options) == "skipped pretexts=listed\n");
  CHECK(library_changes(R"({"as_of": "2026-11-23"})") == "skipped pretexts=listed\n");
}

TEST_CASE("sensitivity: what is refused") {
  CHECK(library_changes(R"({"loan": []})").find("no-as-of: ") == 0);
  CHECK(library_changes(R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "rude": 1}]})").find("wrong-type: ") == 0);
  CHECK(library_changes(R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "covered": false}]})")
            .find("derived-fact-disagrees: ") == 0);
  CheckOptions options;
  options.readings["oftn"] = "two";
  CHECK(library_changes(library_facts(), options).find("unknown-reading: ") == 0);
  options.readings = {{"often", "two"}};
  options.given["often"] = {"x"};  // no answer of it takes a list
  CHECK(library_changes(library_facts(), options).find("list-not-wanted: ") == 0);
}

TEST_CASE("sensitivity: a store of facts is judged as its text is") {
  const Vocabulary& vocabulary = library().model().vocabulary;
  FactStore store(vocabulary);
  FactsReader reader(vocabulary, {}, [&](const Table& batch) { store.append(batch); });
  reader.read_text(FactsFormat::kJson, "facts", std::nullopt, library_facts());
  REQUIRE(reader.finish());
  CHECK(changes(library(), library().sensitivity(store, Date(2026, 11, 23), std::nullopt, {})) == library_changes(library_facts()));
}

TEST_CASE("sensitivity: a calendar is a reading too") {
  // 26 March 2020, a Thursday: the lunar day in Hainan, where no notice is on record.
  const std::string facts = R"("case": [{"id": "C-1", "item_kind": "time_limited", "materials_complete": true, "refused": false,
    "received_on": "2020-03-20", "prescribed_workdays": 5, "promised_workdays": null, "excluded_workdays": 0,
    "completed_on": "2020-03-28"}])";
  CheckOptions options;
  options.rules = {"art18.*", "art16.3.2"};
  CHECK(shipped_changes(facts, options) ==
        "local_holidays=hainan art16.3.2 C-1 violated -> compliant|violated 2020-03-27 2020-03-30\n"
        "local_holidays=hainan art18.limit C-1 violated -> compliant|violated 2020-03-27 2020-03-30\n");
}

TEST_CASE("sensitivity: a derived fact that is given and rests on the reading is ignored where it is changed") {
  // Three errors are a ground only while three is enough; the caller says there is one, which is so under the answer in force.
  const std::string facts = R"("staff": [{"id": "S-1", "in_scope": true, "processing_errors": 3, "retrained": true,
    "post_training_assessment": "incompetent", "recall_decided": false, "recall_ground": true,
    "serious_discipline_breach": false, "serious_rules_breach": false, "major_adverse_effect": false, "unlawful_act": false,
    "upheld_complaints": 0, "mainly_responsible": false, "extremely_bad_effect": false, "assessment_result": "qualified",
    "other_serious_circumstance": false}])";
  CheckOptions options;
  options.rules = {"art14.*"};
  CHECK(shipped_changes(facts, options) ==
        "three_or_more=four art14.3 S-1 triggered -> not_triggered - -\n"
        "three_or_more=four art14.recall S-1 violated -> not_applicable - -\n");
}

TEST_CASE("sensitivity: a derived fact that is given stays where another reading is changed") {
  const std::string facts = R"("staff": [{"id": "S-1", "in_scope": true, "recall_ground": false, "recall_decided": true}])";
  CheckOptions options;
  options.rules = {"art14.recall", "art14.no_ground"};
  CHECK(shipped_changes(facts, options) ==
        "three_or_more=four art14.recall S-1 not_applicable -> compliant|not_applicable - -\n"
        "three_or_more=four art14.no_ground S-1 violated -> compliant|violated - -\n"
        "breach_of_both=either art14.recall S-1 not_applicable -> compliant|not_applicable - -\n"
        "breach_of_both=either art14.no_ground S-1 violated -> compliant|violated - -\n"
        "closed_grounds=open art14.no_ground S-1 violated -> not_applicable - -\n");
}
