// SPDX-License-Identifier: Apache-2.0
// Rulebook: loading, options, calendars.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cpp/eval_books.hpp"
#include "tianya_rules/base/sha256.hpp"
#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

namespace {
using namespace eval_books;

/// Calendar `cn` of one year without any holiday, in which Saturday 5 December is worked.
void write_plain_calendar(const TemporaryFolder& folder) {
  folder.write("calendars/cn/calendar.yaml", "id: cn\nsettled_until: \"12-25\"\nestimated_years: 2\n");
  folder.write("calendars/cn/2026.yaml",
               "year: 2026\nnotices:\n  annual: {title: one notice, published: 2025-11-04}\n"
               "days:\n  - {date: 2026-12-05, kind: makeup_workday, name: fair, notice: annual}\n");
}

std::vector<std::string> selected(const std::vector<std::string>& globs) {
  CheckOptions options;
  options.rules = globs;
  const Judge judge = library().judge(options).value();
  std::vector<std::string> ids;
  for (std::size_t entity = 0; entity < judge.model().vocabulary.entities.size(); ++entity) {
    for (const std::size_t norm : judge.norms_about(entity)) ids.push_back(judge.model().norms[norm].id);
  }
  return ids;
}
}  // namespace

TEST_CASE("rulebook: the shipped one by default and by name") {
  CHECK(shipped().model().norms.size() == 54);
  CHECK(shipped().warnings().empty());
  CHECK(Rulebook::shipped(shipped().model().id)->model().digest == shipped().model().digest);
  CHECK(Rulebook::load(TIANYA_RULES_SOURCE_DIR "/rules/" + shipped().model().id)->model().digest == shipped().model().digest);
  const std::string why = told(Rulebook::shipped("nowhere").diagnostics());
  CHECK(why == "unknown-rulebook: no rulebook `nowhere` is shipped (the default one is `" + shipped().model().id + "`)\n");
  CHECK(told(Rulebook::shipped("calendars/cn").diagnostics()).find("unknown-rulebook") == 0);
}

TEST_CASE("rulebook: a folder that cannot be read and one that is wrong") {
  CHECK(told(Rulebook::load("no_such_folder").diagnostics()).find("unreadable-folder: ") == 0);
  const TemporaryFolder folder;
  folder.copy(kTests + "golden/library");
  folder.write("norms/all.yaml", "art1: {about: lone}\n");
  folder.write("calendars/cn/calendar.yaml", "id: cn\nweekend: [monnday]\n");
  const std::string why = Rulebook::load(folder.path()).diagnostics().render();
  CAPTURE(why);
  CHECK(why.find("error[unknown-entity]: `lone` is no entity") != std::string::npos);
  CHECK(why.find("calendars/cn/calendar.yaml:") != std::string::npos);
  CHECK(why.find("unknown-calendar") == std::string::npos);  // it is there, and what is wrong with it is told
}

TEST_CASE("rulebook: lint warnings come with it") {
  const TemporaryFolder folder;
  folder.copy(kTests + "golden/library");
  folder.write("spare.yaml", "a: b\n");
  const Rulebook book = Rulebook::load(folder.path()).value();
  CHECK(told(book.warnings()).find("unused-file: ") == 0);
  CHECK(book.warnings().warning_count() == 1);
}

TEST_CASE("rulebook: its own calendars come before the shipped ones") {
  const TemporaryFolder folder;
  folder.copy(kTests + "golden/library");
  write_plain_calendar(folder);
  const Rulebook book = Rulebook::load(folder.path()).value();
  const auto own = book.calendar("", std::nullopt).value(), shipped_one = library().calendar("", std::nullopt).value();
  CHECK(own->is_workday(Date(2026, 10, 1)) == true);
  CHECK(own->is_workday(Date(2026, 12, 5)) == true);
  CHECK(shipped_one->is_workday(Date(2026, 10, 1)) == false);
  const Findings findings = book.check_json(library_facts(), {}).value();
  CHECK(find(findings, "art2.ready", "L-1").due() == Date(2026, 10, 5));
  CHECK(findings.judge().calendar().digest == own->data().digest);
  CHECK(book.calendar("cn+hainan", std::nullopt).value()->overlays().size() == 1);  // each part is looked up by itself
}

TEST_CASE("rulebook: calendars by name and as known on a day") {
  CHECK(library().calendar("", std::nullopt).value()->id() == "cn");
  CHECK(shipped().calendar("cn+hainan", std::nullopt).value()->overlays().size() == 1);
  CHECK(shipped().calendar("", Date(2025, 6, 30)).value()->published_through() == Date(2025, 12, 31));
  CHECK(told(library().calendar("mars", std::nullopt).diagnostics()) == "unknown-calendar: no calendar `mars` is shipped\n");
  CHECK(told(library().calendar("cn+haian", std::nullopt).diagnostics()) == "unknown-overlay: no overlay `haian` is shipped\n");
  CHECK(told(library().calendar("cn", Date(2001, 1, 1)).diagnostics()).find("not-yet-published: ") == 0);
}

TEST_CASE("rulebook: what a report says of the calendar in force") {
  const auto info = [](const char* holidays, std::optional<Date> known_on) {
    CheckOptions options;
    options.readings["local_holidays"] = holidays;
    options.known_on = known_on;
    return shipped().judge(options).value().calendar();
  };
  const std::string cn = shipped_calendar("cn").value()->digest, hainan = shipped_overlay("hainan").value()->digest;
  CHECK(info("national", std::nullopt).id == "cn");
  CHECK(info("national", std::nullopt).digest == cn);
  CHECK(info("national", std::nullopt).published_through == Date(2026, 12, 31));
  CHECK(info("national", Date(2025, 6, 30)).published_through == Date(2025, 12, 31));
  CHECK(info("national", Date(2025, 6, 30)).digest == cn);
  CHECK(info("hainan", std::nullopt).id == "cn+hainan");
  CHECK(info("hainan", std::nullopt).digest == "sha256:" + sha256_hex(cn + "  cn\n" + hainan + "  hainan\n"));
}

TEST_CASE("rulebook: a rulebook that names no calendar") {
  const TemporaryFolder folder;
  folder.write("regulation.yaml",
               "id: plain\nlanguages: [en]\ntitle: {en: Plain}\nissuer: {en: Town}\nbearers:\n  town: {label: {en: the town}}\n"
               "outline:\n  - {label: art. 1, text: A shop is open.}\nnorms: [norms.yaml]\n");
  folder.write(
      "facts.yaml",
      "shop:\n  label: {en: shop}\n  attributes:\n    is_open: {type: bool, label: {en: open}, description: {en: open at all}}\n");
  folder.write(
      "norms.yaml",
      "art1: {cites: art. 1, about: shop, bearer: town, title: {en: open}, quotes: [A shop is open], requires: is_open}\n");
  const Rulebook book = Rulebook::load(folder.path()).value();
  CHECK(book.judge().value().calendar().id.empty());
  CHECK(!book.judge().value().calendar().published_through);
  CHECK(told(book.calendar("", std::nullopt).diagnostics()) == "no-calendar: the rulebook `plain` names no calendar\n");
  CHECK(listed(book.check_json(R"({"as_of": "2026-11-23", "shop": [{"id": "A", "is_open": false}]})", {}).value()) ==
        "art1 A violated\n");
}

TEST_CASE("rulebook: options that mean nothing") {
  using Options = CheckOptions;
  struct Row {
    std::function<void(Options&)> set;
    const char* told;
  };
  const std::vector<Row> rows = {
      {[](Options& o) { o.readings["oftn"] = "two"; }, "unknown-reading: no reading is called `oftn` (did you mean `often`?)\n"},
      {[](Options& o) { o.readings["x"] = "two"; },
       "unknown-reading: no reading is called `x` (there are `often`, `one_day_ahead`, `pretexts`)\n"},
      {[](Options& o) { o.readings["often"] = "tow"; },
       "unknown-answer: reading `often` has no answer `tow` (did you mean `two`?)\n"},
      {[](Options& o) { o.readings["often"] = ""; },
       "unknown-answer: reading `often` has no answer `` (there are `three`, `two`)\n"},
      {[](Options& o) { o.readings["pretexts"] = "listed"; },
       "answer-needs-list: the answer `listed` of reading `pretexts` needs the caller's list (give the list, or choose another "
       "answer)\n"},
      {[](Options& o) { o.given["pretexts"] = {"a"}; },
       "list-not-wanted: the answer `quoted` of reading `pretexts` takes no list (choose an answer that takes one, or leave the "
       "list "
       "out)\n"},
      {[](Options& o) { o.given["pretext"] = {"a"}; },
       "unknown-reading: no reading is called `pretext` (did you mean `pretexts`?)\n"},
      {[](Options& o) { o.readings["pretexts"] = "listed", o.given["pretexts"] = {"a", "\xFF"}; },
       "invalid-utf8: the list for reading `pretexts` is not UTF-8\n"},
      {[](Options& o) { o.rules = {"art3.*", "art3.retrun"}; },
       "unknown-rule: no rule matches `art3.retrun` (did you mean `art3.return`?)\n"},
      {[](Options& o) { o.assume["loan.rood"] = "true"; }, "unknown-attribute: `loan` has no attribute `rood`\n"},
      {[](Options& o) { o.assume["lone.rude"] = "true"; }, "unknown-entity: no entity is called `lone`\n"},
      {[](Options& o) { o.assume["loan.covered"] = "true"; },
       "derived-assumption: `loan.covered` follows from other facts (assume the facts that it rests on)\n"},
      {[](Options& o) { o.assume["loan.times_late"] = "-1"; },
       "out-of-range: `-1` cannot be assumed for `loan.times_late`, expected a whole number of at least 0\n"},
      {[](Options& o) { o.known_on = Date(2001, 1, 1); },
       "not-yet-published: no notice of the calendar `cn` was out on `2001-01-01` (the first is of 2006-12-18)\n"},
      {[](Options& o) { o.readings["oftn"] = "two", o.rules = {"art9"}, o.assume["loan.rood"] = "1"; },  // all at once
       "unknown-reading: no reading is called `oftn` (did you mean `often`?)\n"
       "unknown-attribute: `loan` has no attribute `rood`\n"
       "unknown-rule: no rule matches `art9` (there are `art2.ready`, `art3.return`, `art3.clean`, `art3.writing`, `art4.suspend`, "
       "`art5.pretext`)\n"},
  };
  for (const Row& row : rows) {
    Options options;
    row.set(options);
    CHECK(told(library().judge(options).diagnostics()) == row.told);
  }
}

TEST_CASE("rulebook: rules by glob") {
  using Ids = std::vector<std::string>;
  CHECK(selected({}).size() == 6);
  CHECK(selected({"*"}).size() == 6);
  CHECK(selected({"art3.*"}) == Ids{"art3.return", "art3.clean", "art3.writing"});
  CHECK(selected({"*n"}) == Ids{"art3.return", "art3.clean"});
  CHECK(selected({"art?.*e*n*"}) == Ids{"art3.return", "art3.clean", "art4.suspend"});
  CHECK(selected({"art5.pretext", "art2.ready"}) == Ids{"art2.ready", "art5.pretext"});  // the rulebook's order
  CHECK(selected({"art2.ready", "art2.*"}) == Ids{"art2.ready"});
}

TEST_CASE("rulebook: a judge has the choice that was asked for, whatever was asked before") {
  for (int round = 0; round < 2; ++round) {
    for (const char* answer : {"three", "two"}) {
      CheckOptions options;
      options.readings["often"] = answer;
      const Judge judge = library().judge(options).value();
      CHECK(judge.model().readings[0].answers[judge.choice().answers[0]].id == answer);
    }
    for (const char* value : {"0", "1", "2", "3", "4", "5"}) {
      CheckOptions options;
      options.assume["loan.transfer_workdays"] = value;
      CHECK(library().judge(options).value().options().assume.at("loan.transfer_workdays") == value);
    }
  }
}
