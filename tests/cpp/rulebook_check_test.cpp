// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rulebook_patch.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"
#include "tianya_rules/rulebook/text_coverage.hpp"

using namespace tianya_rules;

namespace {

bool knows(std::string_view calendar) { return calendar == "cn" || calendar == "cn+island"; }

/// The good rulebook with another norm about `permit` (or about `request`), checked under every answer.
std::string problems_with(const std::string& body, bool about_request = false) {
  auto files = rulebook_patch::good_rulebook();
  std::string norm =
      about_request ? "a9.new:\n  cites: 第一条（一）\n  about: request\n" : "a9.new:\n  cites: 第二条\n  about: permit\n";
  norm += "  bearer: office\n  title: {zh: 新, en: new}\n  inferred: {zh: 推论, en: inferred}\n" + body;
  rulebook_patch::text_of(files, "norms/two.yaml") += norm;
  return rulebook_patch::problems_of(files);
}

struct Good {
  RulebookModel model = load_rulebook(rulebook_patch::good_rulebook()).value();
  ReadingChoice choice = default_choice(model);
  [[nodiscard]] std::size_t reading(const char* id) const { return model.find_reading(id).value(); }
  void choose(const char* id, const char* answer) {
    choice.answers[reading(id)] = model.readings[reading(id)].find_answer(answer).value();
  }
  [[nodiscard]] CheckedRulebook checked() const { return check_rulebook(model, choice, knows).value(); }
  [[nodiscard]] const CheckedNorm& norm(const CheckedRulebook& book, const char* id) const {
    return book.norms[model.find_norm(id).value()];
  }
  [[nodiscard]] std::string readings_of(const CheckedRulebook& book, const char* id) const {
    std::string names;
    for (const std::size_t reading_index : norm(book, id).readings) names += model.readings[reading_index].id + ' ';
    return names;
  }
};

}  // namespace

TEST_CASE("the shipped rulebook is clean and claims all of its text") {
  const std::vector<YamlFile> files = embedded_yaml_files("window_staff");
  REQUIRE(!files.empty());
  const auto loaded =
      load_checked_rulebook(files, [](std::string_view calendar) { return shipped_working_calendar(calendar).ok(); });
  CHECK(loaded.diagnostics().render() == "");
  const RulebookModel& model = loaded.value();
  CHECK(model.norms.size() == 54);
  CHECK(model.readings.size() == 16);
  CHECK(text_coverage(model).share() == 1.0);
  CHECK(digest_of(files) == digest_of(read_yaml_folder(TIANYA_RULES_SOURCE_DIR "/rules/window_staff").value()));
}

TEST_CASE("a norm knows the readings it rests on through derived facts and other norms and its calendar") {
  const Good good;
  const CheckedRulebook book = good.checked();
  struct Row {
    const char *norm, *readings;
  };
  const Row kRows[] = {{"a1.limit", "holidays limit "},
                       {"a1.again", "holidays limit "},
                       {"a1.form", ""},
                       {"a1.words", "phrases "},
                       {"a2.ground", "three_or_more "},
                       {"a2.withdrawal", "three_or_more "},
                       {"a2.pass_on", ""},
                       {"a3.notice", "one_month "},
                       {"a3.return", ""}};
  for (const Row& row : kRows) {
    CAPTURE(row.norm);
    CHECK(good.readings_of(book, row.norm) == row.readings);
  }
  CHECK(book.derived_readings[0].empty());
  CHECK(book.derived_readings[1] == std::vector<std::size_t>{good.reading("three_or_more")});
}

TEST_CASE("a reading stands as the chosen answer with the type of all") {
  Good good;
  CHECK(good.norm(good.checked(), "a1.limit").deadline->amount->type == Type::of(TypeKind::kInt));
  good.choose("limit", "promised");
  const CheckedRulebook book = good.checked();
  const Typed& amount = *good.norm(book, "a1.limit").deadline->amount;
  CHECK(amount.kind == TypedKind::kReading);
  CHECK(amount.name == "limit");
  CHECK(amount.children[0]->kernel == KernelId::kOrValue);
}

TEST_CASE("the calendar in force follows its reading") {
  Good good;
  CHECK(good.norm(good.checked(), "a1.limit").deadline->calendar == "cn");
  CHECK(good.checked().calendars == std::vector<std::string>{"cn"});
  good.choose("holidays", "island");
  CHECK(good.norm(good.checked(), "a1.limit").deadline->calendar == "cn+island");
  CHECK(good.norm(good.checked(), "a3.return").deadline->calendar == "");
}

TEST_CASE("a given list stands as a constant") {
  Good good;
  good.choose("phrases", "listed");
  good.choice.given[good.reading("phrases")] = {"不行", "改天"};
  const CheckedRulebook book = good.checked();
  const CheckedCondition& test = *good.norm(book, "a1.words").test;
  std::string seen;
  const std::function<void(const Typed&)> look = [&](const Typed& node) {
    if (node.kind == TypedKind::kConstant && node.type.is(TypeKind::kString)) seen += node.constant.text + ' ';
    for (const Constant& element : node.constant.elements) seen += element.text + ' ';
    for (const TypedPtr& child : node.children) look(*child);
  };
  look(*test.atom);
  CHECK(seen == "不行 改天 ");
}

TEST_CASE("null is ruled out by applies and by other items before and after") {
  struct Row {
    const char* body;
    bool good;
  };
  const Row kRows[] = {
      {"  requires: withdrawn_on < notice_on\n", false},
      {"  applies:\n    - withdrawn_on != null\n    - notice_on != null\n  requires: withdrawn_on < notice_on\n", true},
      {"  applies: withdrawn_on != null && notice_on != null\n  requires: withdrawn_on < notice_on\n", true},
      {"  requires:\n    - withdrawn_on != null\n    - withdrawn_on < notice_on\n    - notice_on != null\n", true},
      {"  requires:\n    - withdrawn_on != null\n    - withdrawn_on < notice_on\n", false},
      {"  requires:\n    any:\n      - withdrawn_on == null\n      - notice_on == null\n      - withdrawn_on < notice_on\n", true},
      {"  requires:\n    any:\n      - withdrawn_on != null\n      - notice_on == null\n      - withdrawn_on < notice_on\n", false},
      {"  requires:\n    - not: withdrawn_on == null\n    - not:\n        any:\n          - notice_on == null\n          - "
       "passed_on\n    - withdrawn_on < notice_on\n",
       true},
      {"  applies:\n    any:\n      - withdrawn_on != null\n      - passed_on\n  requires: withdrawn_on < date(\"2026-01-01\")\n",
       false},
      {"  applies: withdrawn_on != null\n  deadline:\n    done: notice_on\n    by: withdrawn_on - days(3)\n", true},
      {"  deadline:\n    done: notice_on\n    by: withdrawn_on - days(3)\n", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.body);
    const std::string said = problems_with(row.body);
    CAPTURE(said);
    CHECK((said == "") == row.good);
  }
}

TEST_CASE("a mistake in an answer that is not the default is found and says where") {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::replace(files, "readings.yaml", "latest: withdrawn_on - days(30)", "latest: withdrawn_on - dayz(30)");
  const std::string said = rulebook_patch::problems_of(files);
  CAPTURE(said);
  CHECK(said.find("readings.yaml:52") != std::string::npos);
  CHECK(said.find("`one_month=thirty_days`") != std::string::npos);
  CHECK(said.find("1 error\n") != std::string::npos);
}

TEST_CASE("problems of loading and of typing are told together") {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::replace(files, "norms/one.yaml", "quote: 答复应当书面", "quote: 答复必须书面");
  rulebook_patch::replace(files, "norms/two.yaml", "is: passed_on", "is: pased_on");
  const std::string said = rulebook_patch::problems_of(files);
  CAPTURE(said);
  CHECK(said.find("quote-not-found") != std::string::npos);
  CHECK(said.find("`pased_on`") != std::string::npos);
  CHECK(said.find("2 errors\n") != std::string::npos);
}

TEST_CASE("a pause whose parts are null is none") {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::text_of(files, "readings.yaml") +=
      "stop:\n  about: request\n  label: {zh: 停, en: stop}\n  question: {zh: 停？, en: stop?}\n  answers:\n"
      "    never: {label: {zh: 不, en: never}, from: 'null', to: 'null', default: true, basis: 第一条}\n"
      "    once: {label: {zh: 停一次, en: once}, from: asked_on, to: answered_on}\n";
  rulebook_patch::replace(files, "norms/one.yaml", "      workdays: reading.limit\n",
                          "      workdays: reading.limit\n    pause: {from: reading.stop.from, to: reading.stop.to}\n");
  const RulebookModel model = load_checked_rulebook(files, knows).value();
  ReadingChoice choice = default_choice(model);
  CHECK(check_rulebook(model, choice, knows).value().norms[0].deadline->pause_from == nullptr);
  choice.answers.back() = 1;
  const CheckedRulebook book = check_rulebook(model, choice, knows).value();
  CHECK(book.norms[0].deadline->pause_from->type.is(TypeKind::kDate));
  CHECK(std::count(book.norms[0].readings.begin(), book.norms[0].readings.end(), model.readings.size() - 1) == 1);
}
