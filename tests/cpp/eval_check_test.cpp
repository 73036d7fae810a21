// SPDX-License-Identifier: Apache-2.0
// Rulebook::check and check_json: facts into findings, and facts that are refused.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "cpp/eval_books.hpp"
#include "tianya_rules/eval/findings_builder.hpp"

namespace {
using namespace eval_books;

/// The first two loans of the library's facts and an enquiry, in an order that is not the report's.
std::vector<Record> records() {
  Record enquiry = library().record("enquiry", "E-1");
  enquiry["said"] = std::vector<std::string>{"我现在没空", "\"请稍等\"\n"};
  Record first = library().record("loan", "L-1"), second = library().record("loan", "L-2");
  first["kind"] = "novel";
  first["card_valid"] = true;
  first["reserved_on"] = Date(2026, 9, 21);
  first["ready_on"] = "2026-10-14";
  first["transfer_workdays"] = 0;
  first["agreed_on"] = Date(2026, 11, 2);
  first["returned_on"] = null;
  first["times_late"] = 3.0;
  second["card_valid"] = false;
  second["covered"] = false;
  return {enquiry, first, second};
}

constexpr const char* kTheSameInJson =
    R"({"enquiry": [{"said": ["我现在没空", "\"请稍等\"\n"], "id": "E-1"}], "as_of": "2026-11-23",
  "loan": [{"id": "L-1", "kind": "novel", "card_valid": true, "reserved_on": "2026-09-21", "ready_on": "2026-10-14",
            "transfer_workdays": 0, "agreed_on": "2026-11-02", "returned_on": null, "times_late": 3},
           {"id": "L-2", "card_valid": false, "covered": false}]})";

std::string refused(const std::vector<Record>& all, CheckOptions options = as_of(2026, 11, 23)) {
  const Result<Findings> findings = library().check(all, options);
  return findings.ok() ? "accepted\n" : told(findings.diagnostics());
}

std::string refused(std::string_view json, const CheckOptions& options = {}) {
  const Result<Findings> findings = library().check_json(json, options);
  return findings.ok() ? "accepted\n" : told(findings.diagnostics());
}
}  // namespace

TEST_CASE("check: records say what the same facts in JSON say") {
  const Findings made = library().check(records(), as_of(2026, 11, 23)).value();
  const Findings read = library().check_json(kTheSameInJson, {}).value();
  CHECK(listed(made) == listed(read));
  CHECK(made.head().facts_digest == read.head().facts_digest);
  CHECK(made.head().facts_digest.value().substr(0, 7) == "sha256:");
  CHECK(listed(made).find("art2.ready L-1 violated 2026-10-12\n") == 0);
  CHECK(made[made.size() - 1].rule_id() == "art5.pretext");  // entities in the vocabulary's order
  Record changed = records()[1];
  changed["times_late"] = 2;
  CHECK(library().check(changed, as_of(2026, 11, 23)).value().head().facts_digest != made.head().facts_digest);
}

TEST_CASE("check: a finding says all there is") {
  const Findings findings = library().check_json(library_facts(), {}).value();
  const Finding late = find(findings, "art2.ready", "L-1");
  CHECK(late.cites() == "第二条");
  CHECK(late.bearer() == "library");
  CHECK(late.entity() == "loan");
  CHECK(late.verdict() == Verdict::kViolated);
  CHECK(late.possible() == std::vector<Verdict>{Verdict::kViolated});
  CHECK(late.due() == Date(2026, 10, 12));
  CHECK(late.data().days_late == 2);
  CHECK(late.as_of() == Date(2026, 11, 23));
  CHECK(late.explanation().norm == late.data().norm);
  const Finding open = find(findings, "art3.clean", "L-6\x1b[31m,\"x\"");
  CHECK(open.verdict() == Verdict::kUndetermined);
  CHECK(open.missing() == std::vector<std::string_view>{"card_valid", "returned_on"});
  CHECK(open.needs_judgement() == std::vector<std::string_view>{"clean"});
  CHECK(!open.due());
}

TEST_CASE("check: findings are counted, and found by verdict in the order of the report") {
  const Findings findings = library().check_json(library_facts(), {}).value();
  CHECK(findings.size() == 5 * 6 + 2);
  const std::array<std::uint64_t, kVerdictCount> counts{6, 4, 4, 1, 3, 8, 6};
  CHECK(findings.summary() == counts);
  for (std::size_t i = 0; i < kVerdictCount; ++i) CHECK(findings.with(static_cast<Verdict>(i)).size() == counts[i]);
  std::string violated;
  for (const Finding& finding : findings.violated())
    violated += std::string(finding.rule_id()) + ' ' + std::string(finding.subject_id()) + '\n';
  CHECK(violated == "art2.ready L-1\nart3.return L-2\nart3.writing L-2\nart5.pretext E-1\n");
}

TEST_CASE("check: findings outlive the rulebook, and several threads explain them") {
  std::optional<Findings> findings;
  {
    const Rulebook book = Rulebook::load(kTests + "golden/library").value();
    findings = book.check_json(library_facts(), {}).value();
  }
  std::vector<std::thread> threads;
  std::vector<std::size_t> explained(4);
  for (std::size_t& count : explained) {
    threads.emplace_back([&findings, &count] {
      for (std::size_t i = 0; i < findings->size(); ++i) count += (*findings)[i].explanation().bits == (*findings)[i].data().bits;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(explained == std::vector<std::size_t>(4, findings->size()));
}

TEST_CASE("check: threads judge with one rulebook, under the same options and others") {
  const Rulebook book = Rulebook::load(kTests + "golden/library").value();
  const std::string facts = library_facts();
  const auto judged = [&](const char* answer) {
    CheckOptions options;
    options.readings["often"] = answer;
    return listed(book.check_json(facts, options).value());
  };
  const std::string three = judged("three"), two = judged("two");
  CHECK(three != two);
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (int& count : right) {
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round) count += (judged("three") == three) + (judged("two") == two);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 20));
}

TEST_CASE("check: records that are refused") {
  struct Row {
    const char* attribute;
    FactValue value;
    const char* told;
  };
  static const char* const kLabels = " (the labels are `novel` 小说 and `atlas` 地图集";
  const std::vector<Row> rows = {
      {"rood", true, "unknown-attribute: loan `L-1` has no attribute `rood`"},
      {"recieved", true, "unknown-attribute: loan `L-1` has no attribute `recieved`"},
      {"returned", true, "unknown-attribute: loan `L-1` has no attribute `returned`"},
      {"kind_", std::string("atlas"), "unknown-attribute: loan `L-1` has no attribute `kind_` (did you mean `kind` 图书种类?)"},
      {"逾期次数", std::int64_t{1}, "unknown-attribute: loan `L-1` has no attribute `逾期次数` (its name is `times_late`)"},
      {"id", std::string("L-2"), "duplicate-key: loan `L-1` has `id` twice"},
      {"kind", std::string("atals"), "undeclared-label: loan `L-1` has `\"atals\"` for `kind`, expected one of its labels"},
      {"kind", std::string("小说"), "undeclared-label: loan `L-1` has `\"小说\"` for `kind`, expected one of its labels"},
      {"kind", std::int64_t{0}, "wrong-type: loan `L-1` has `0` for `kind`, expected one of its labels"},
      {"rude", std::int64_t{1}, "wrong-type: loan `L-1` has `1` for `rude`, expected true or false (write `true`)"},
      {"rude", null,
       "null-not-allowed: loan `L-1` has null for `rude`, expected true or false (leave the cell out where nobody knows; "
       "null says that there is none)"},
      {"times_late", std::int64_t{-1}, "out-of-range: loan `L-1` has `-1` for `times_late`, expected a whole number of at least 0"},
      {"times_late", (std::int64_t{1} << 53) + 1,
       "out-of-range: loan `L-1` has `9007199254740993` for `times_late`, expected a whole number of at least 0 (whole numbers run "
       "from "
       "-9007199254740992 to 9007199254740992)"},
      {"times_late", 3.5, "wrong-type: loan `L-1` has `3.5` for `times_late`, expected a whole number of at least 0"},
      {"times_late", std::nan(""), "wrong-type: loan `L-1` has `\"NaN\"` for `times_late`, expected a whole number of at least 0"},
      {"times_late", -std::numeric_limits<double>::infinity(),
       "wrong-type: loan `L-1` has `\"-Infinity\"` for `times_late`, expected a whole number of at least 0"},
      {"times_late", true, "wrong-type: loan `L-1` has `true` for `times_late`, expected a whole number of at least 0"},
      {"times_late", Date(2026, 9, 21),
       "wrong-type: loan `L-1` has `\"2026-09-21\"` for `times_late`, expected a whole number of at least 0"},
      {"reserved_on", std::string("2026-13-01"),
       "invalid-date: loan `L-1` has `\"2026-13-01\"` for `reserved_on`, expected a date as `YYYY-MM-DD` (months run from 01 to "
       "12)"},
      {"reserved_on", std::int64_t{20717}, "wrong-type: loan `L-1` has `20717` for `reserved_on`, expected a date as `YYYY-MM-DD`"},
      {"times_late", std::vector<std::string>{},
       "wrong-type: loan `L-1` has `[]` for `times_late`, expected a whole number of at least 0"},
      {"kind", std::string("\xFF"),
       "invalid-utf8: loan `L-1` has a text for `kind` that is not UTF-8 (is it GBK? convert it to UTF-8)"},
  };
  for (const Row& row : rows) {
    Record loan = library().record("loan", "L-1");
    std::visit([&](const auto& value) { loan[row.attribute] = value; }, row.value);
    std::string said = refused({loan});
    const std::size_t labels = said.find(kLabels);
    if (labels != std::string::npos) said = said.substr(0, labels) + '\n';  // what follows is the reader's to test
    CHECK(said == std::string(row.told) + '\n');
  }
}

TEST_CASE("check: every problem of the records at once, without places that nobody wrote") {
  Record unknown = library().record("lone", "X"), nameless = library().record("loan", ""), twice = library().record("loan", "L-1"),
         wrong = library().record("loan", "L-2");
  wrong["rude"] = 1, wrong["times_late"] = -1;
  const Result<Findings> findings = library().check({unknown, nameless, twice, twice, wrong}, as_of(2026, 11, 23));
  CHECK(told(findings.diagnostics()) ==
        "unknown-entity: no entity is called `lone` (there are `loan`, `enquiry`)\n"
        "empty-id: record 1 of loan has an empty `id` (every record has an id)\n"
        "duplicate-id: loan `L-1` stands twice in the input (an id belongs to one record of an entity, over all files)\n"
        "wrong-type: loan `L-2` has `1` for `rude`, expected true or false (write `true`)\n"
        "out-of-range: loan `L-2` has `-1` for `times_late`, expected a whole number of at least 0\n");
  for (const Diagnostic& problem : findings.diagnostics().items()) CHECK(problem.span.source == nullptr);
  std::vector<Record> many;
  for (int i = 0; i < 150; ++i) {
    Record loan = library().record("loan", "L-" + std::to_string(i));
    loan["rude"] = 1;
    many.push_back(loan);
  }
  CHECK(library().check(many, as_of(2026, 11, 23)).diagnostics().error_count() == 150);
}

TEST_CASE("check: a cell that is named and never set is absent") {
  Record loan = library().record("loan", "L-1");
  loan["card_valid"];
  CHECK(find(library().check(loan, as_of(2026, 11, 23)).value(), "art4.suspend", "L-1").missing() ==
        std::vector<std::string_view>{"card_valid", "times_late"});
}

TEST_CASE("check: as of which day, and commencement") {
  const std::string no_date =
      "no-as-of: nothing says as of which day to judge (give `as_of`, in the options or at the top level of JSON facts)\n";
  CHECK(refused(records(), CheckOptions{}) == no_date);
  CHECK(refused(R"({"loan": []})") == no_date);
  CHECK(refused(R"({"as_of": "2026-13-01"})") ==
        "invalid-date: `as_of` is `2026-13-01`, expected a date as `YYYY-MM-DD` (months run from 01 to 12)\n");
  CHECK(refused(R"({"loan": [{"id": 1}]})") ==
        "wrong-type: record 1 of loan has `1` for `id`, expected a text that is not empty (write it in quotation marks: \"1\")\n");
  CHECK(library().check_json(R"({"loan": [{"id": "L-1"}], "as_of": "2026-11-23"})", {}).value().head().as_of == Date(2026, 11, 23));
  // The caller's dates win over the text's.
  CheckOptions options = as_of(2026, 12, 1);
  const char* const facts =
      R"({"as_of": "2026-11-23", "published_on": "2026-11-24", "loan": [{"id": "L-1", "card_valid": false}]})";
  CHECK(library().check_json(facts, options).value().head().as_of == Date(2026, 12, 1));
  const Finding before = library().check_json(facts, {}).value()[0];
  CHECK(before.data().not_in_force);
  CHECK(before.verdict() == Verdict::kNotApplicable);
  const Findings after = library().check_json(facts, options).value();
  CHECK(after.head().published_on == Date(2026, 11, 24));
  CHECK(!after[0].data().not_in_force);
  options.published_on = Date(2026, 12, 2);
  CHECK(library().check_json(facts, options).value()[0].data().not_in_force);
  options.published_on = Date(2026, 12, 1);
  CHECK(!library().check_json(facts, options).value()[0].data().not_in_force);
}

TEST_CASE("check: events later than as_of are warned of, each fact once, and beyond a thousand counted") {
  std::string facts = R"({"as_of": "2026-11-23", "loan": [)";
  for (int i = 0; i < 700; ++i) {
    facts += (i == 0 ? "" : ",") + (R"({"id": "L-)" + std::to_string(i)) +
             R"(", "ready_on": "2026-11-24", "returned_on": "2026-12-01", "agreed_on": "2027-01-01"})";
  }
  const Findings findings = library().check_json(facts + "]}", {}).value();
  CHECK(findings.warning_count() == 1400);
  CHECK(findings.warnings().size() == 1000);
  const auto shown = [&](std::size_t i) {
    const FactWarning& warning = findings.warnings()[i];
    return warning.code + ' ' + library().model().vocabulary.entities[warning.entity].name + ' ' + warning.id + ' ' +
           warning.attribute;
  };
  CHECK(shown(0) == "after_as_of loan L-0 ready_on");
  CHECK(shown(1) == "after_as_of loan L-0 returned_on");
  CHECK(shown(2) == "after_as_of loan L-1 ready_on");
  CHECK(findings.warnings()[1].message.zh == "“归还日期”（returned_on）晚于 2026-11-23，视为尚未发生");
  CHECK(findings.warnings()[1].message.en == "`returned_on` (returned on) lies after 2026-11-23 and is read as not yet happened");
  CHECK(library().check_json(facts + "]}", as_of(2026, 12, 1)).value().warning_count() == 0);
}

TEST_CASE("check: a warning of an attribute without labels") {
  Vocabulary plain;
  plain.entities.resize(1);
  plain.entities[0].attributes.push_back({"ready_on", Type::of(TypeKind::kDate, true), false, false, {}, {}, {}, {}, {}});
  const FactWarning warning = after_as_of_warning(plain, 0, "A", 0, Date(2026, 11, 23));
  CHECK(warning.message.zh == "ready_on晚于 2026-11-23，视为尚未发生");
  CHECK(warning.message.en == "`ready_on` lies after 2026-11-23 and is read as not yet happened");
}

TEST_CASE("check: with lenient a wrong cell is an error value and there is no digest") {
  CheckOptions options = as_of(2026, 11, 23);
  options.lenient = true;
  Record loan = library().record("loan", "L-1");
  loan["card_valid"] = true, loan["kind"] = "novel", loan["written_in"] = 1;
  const Findings findings = library().check(loan, options).value();
  const Finding finding = find(findings, "art3.writing", "L-1");
  CHECK(finding.verdict() == Verdict::kUndetermined);
  REQUIRE(finding.data().errors.size() == 1);
  CHECK(finding.data().errors[0].code == "refused_cell");
  REQUIRE(findings.warnings().size() == 1);
  CHECK(findings.warnings()[0].code == "refused_cell");
  CHECK(!findings.head().facts_digest);
}

TEST_CASE("check: derived facts that contradict their derivation are refused, beside all else") {
  const std::string contradiction =
      "derived-fact-disagrees: loan `L-1`: `covered` is given as `false` but follows from the other facts as `true` (leave it out, "
      "or "
      "correct the facts that it follows from)\n";
  CHECK(refused(R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "covered": false}]})") == contradiction);
  CHECK(
      refused(
          R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "covered": false}, {"id": "L-2", "rude": 1}]})") ==
      "wrong-type: loan `L-2` has `1` for `rude`, expected true or false (write `true`)\n" + contradiction);
  CHECK(refused(R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "covered": true}]})") == "accepted\n");
  const Findings given = library().check_json(R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "covered": false}]})", {}).value();
  CHECK(find(given, "art2.ready", "L-1").verdict() == Verdict::kNotApplicable);
}

TEST_CASE("check: assumptions and lists of the caller") {
  CheckOptions options;
  options.assume["loan.written_in"] = "false";
  options.readings["pretexts"] = "listed";
  options.given["pretexts"] = {"请稍等"};
  const Findings findings = library().check_json(library_facts(), options).value();
  CHECK(find(findings, "art3.writing", "L-3").verdict() == Verdict::kCompliant);
  CHECK(find(findings, "art5.pretext", "E-1").verdict() == Verdict::kViolated);
  options.given["pretexts"] = {"不在"};
  CHECK(find(library().check_json(library_facts(), options).value(), "art5.pretext", "E-1").verdict() == Verdict::kCompliant);
  options.given["pretexts"] = {};
  CHECK(find(library().check_json(library_facts(), options).value(), "art5.pretext", "E-1").verdict() == Verdict::kCompliant);
}

TEST_CASE("check: an assumed event later than as_of has not happened") {
  const char* const facts = R"({"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "agreed_on": "2026-11-25"}]})";
  const auto due = [&](const char* returned_on) {
    CheckOptions options;
    options.assume["loan.returned_on"] = returned_on;
    options.rules = {"art3.return"};
    return listed(library().check_json(facts, options).value());
  };
  CHECK(due("2026-11-23") == "art3.return L-1 compliant 2026-11-24\n");
  CHECK(due("2026-11-24") == "art3.return L-1 pending 2026-11-24\n");
  CHECK(due("2026-12-01") == due("null"));
}

TEST_CASE("fact store: what goes in in batches comes out whole") {
  std::string facts;
  for (int i = 0; i < 300; ++i) {
    facts += R"({"id": "E-)" + std::to_string(i) + R"(", "said": [)" + (i % 3 == 0 ? R"("a", "b")" : "") + "]}\n";
  }
  const Vocabulary& vocabulary = library().model().vocabulary;
  const std::size_t entity = vocabulary.find_entity("enquiry").value();
  FactStore store(vocabulary);
  ReaderOptions options;
  options.batch_rows = 7;
  FactsReader reader(vocabulary, options, [&](const Table& batch) { store.append(batch); });
  reader.read_text(FactsFormat::kNdjson, "facts", entity, facts);
  REQUIRE(reader.finish());
  const Table table = store.table(entity);
  REQUIRE(table.rows == 300);
  CHECK(store.table(vocabulary.find_entity("loan").value()).rows == 0);
  for (std::size_t row = 0; row < table.rows; ++row) {
    CHECK(table.ids[row] == "E-" + std::to_string(row));
    CHECK(table.columns[0].offsets[row + 1] - table.columns[0].offsets[row] == (row % 3 == 0 ? 2 : 0));
  }
}
