// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rulebook_patch.hpp"
#include "tianya_rules/rulebook/quote_places.hpp"
#include "tianya_rules/rulebook/text_coverage.hpp"

using namespace tianya_rules;
namespace fs = std::filesystem;

namespace {

RulebookModel good() { return load_rulebook(rulebook_patch::good_rulebook()).value(); }

/// A folder that is gone when the test is over.
struct TemporaryFolder {
  fs::path path = fs::temp_directory_path() / ("tianya_rules_load_test_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  TemporaryFolder() { fs::create_directories(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
  }
};

}  // namespace

TEST_CASE("a folder is read in the order of its paths and without its cases") {
  const TemporaryFolder folder;
  folder.write("norms/b.yaml", "b");
  folder.write("norms/a.yaml", "a");
  folder.write("a.yaml", "top");
  folder.write("cases/c.yaml", "case");
  folder.write("norms/cases/d.yaml", "deeper: not aside");
  folder.write("readme.txt", "no");
  const auto files = read_yaml_folder(folder.path.string()).value();
  std::string seen;
  for (const YamlFile& file : files) seen += file.path + '=' + file.text + ';';
  CHECK(seen == "a.yaml=top;norms/a.yaml=a;norms/b.yaml=b;norms/cases/d.yaml=deeper: not aside;");
  CHECK(files[1].shown == (folder.path / "norms/a.yaml").string());
}

TEST_CASE("a folder that is none is a diagnostic") {
  const auto files = read_yaml_folder("/no/such/folder");
  REQUIRE(!files.ok());
  CHECK(files.diagnostics().items()[0].code == "unreadable-folder");
}

TEST_CASE("the digest is what sha256sum over sorted paths gives") {
  // (sha256sum a.yaml norms/b.yaml) | sha256sum, with `x` and `y` and a line feed as their texts
  const std::vector<YamlFile> files = {{"norms/b.yaml", "y\n", ""}, {"a.yaml", "x\n", ""}};
  CHECK(digest_of(files) == "sha256:cf4b1530043643cea1fbf02ea5dcea2c1bf410524f4fbcee7b3ea169775e86a0");
  CHECK(digest_of({files[1], files[0]}) == digest_of(files));
}

TEST_CASE("the good rulebook loads in the order it is written") {
  const RulebookModel model = good();
  CHECK(model.id == "parking");
  CHECK(model.title.en == "Parking permit rules");
  std::string norms;
  for (const Norm& norm : model.norms) norms += norm.id + ' ';
  CHECK(norms == "a1.limit a1.form a1.again a1.words a2.pass_on a2.ground a2.withdrawal a3.notice a3.return ");
  CHECK(model.vocabulary.entities.size() == 2);
  CHECK(model.vocabulary.entities[0].attributes[0].type.enumeration->labels == std::vector<std::string>{"car", "bicycle", "other"});
  CHECK(model.vocabulary.entities[0].attributes[0].enum_labels[1].zh == "自行车");
  CHECK(model.vocabulary.entities[0].attributes[4].judged);
  CHECK(model.vocabulary.entities[0].attributes[5].type.nullable);
  CHECK(model.vocabulary.entities[1].attributes[0].max == 1000);
  CHECK(model.derived[1].entity == 1);
  CHECK(model.readings[model.find_reading("phrases").value()].answers[1].given.has_value());
  CHECK(model.units[model.find_unit("第一条（二）").value()].parent == model.find_unit("第一条"));
  CHECK(model.digest.rfind("sha256:", 0) == 0);
}

TEST_CASE("kinds follow the verb") {
  const RulebookModel model = good();
  const auto norm = [&](const char* id) -> const Norm& { return model.norms[model.find_norm(id).value()]; };
  CHECK(norm("a1.form").kind == NormKind::kDuty);
  CHECK(norm("a1.words").kind == NormKind::kBan);
  CHECK(norm("a2.ground").kind == NormKind::kTrigger);
  CHECK(norm("a3.return").kind == NormKind::kDeadline);
  CHECK(norm("a3.return").deadline->unit == Deadline::Unit::kMonths);
  CHECK(norm("a1.form").test->items.size() == 2);
  CHECK(norm("a1.form").test->items[1].quote->text == "并说明理由");
  CHECK(norm("a1.form").quotes.size() == 2);
}

TEST_CASE("same_as shares about and bearer and applies and deadline but not quotes") {
  const RulebookModel model = good();
  const Norm& again = model.norms[model.find_norm("a1.again").value()];
  CHECK(again.same_as == model.find_norm("a1.limit"));
  CHECK(again.kind == NormKind::kDeadline);
  CHECK(again.about == 0);
  CHECK(again.applies.has_value());
  CHECK(again.deadline->done != nullptr);
  CHECK(again.quotes.size() == 1);
  CHECK(again.title.en == "in time, cited again");
}

TEST_CASE("same_as may point forward and through another") {
  auto files = rulebook_patch::good_rulebook();
  rulebook_patch::replace(files, "norms/one.yaml", "  same_as: a1.limit\n", "  same_as: a1.third\n");
  rulebook_patch::text_of(files, "norms/one.yaml") +=
      "a1.third:\n  cites: 第一条（一）\n  title: {zh: 三, en: third}\n  bearer: holder\n  inferred: {zh: 推论, en: inferred}\n  "
      "same_as: a1.limit\n";
  const RulebookModel model = load_rulebook(files).value();
  CHECK(model.norms[model.find_norm("a1.again").value()].same_as == model.find_norm("a1.limit"));
  CHECK(model.bearers[model.norms[model.find_norm("a1.third").value()].bearer].id == "holder");
}

TEST_CASE("a rulebook in one language takes bare texts") {
  auto files = rulebook_patch::good_rulebook();
  std::erase_if(files, [](const YamlFile& file) { return file.path != "regulation.yaml"; });
  rulebook_patch::text_of(files, "regulation.yaml") =
      "id: one\ntitle: One\nlanguages: [en]\nbearers:\n  b: {label: someone}\noutline:\n  - {label: 1, text: All shall be "
      "well.}\nnorms: [n.yaml]\n";
  rulebook_patch::text_of(files, "facts.yaml") =
      "thing:\n  label: a thing\n  attributes:\n    well: {type: bool, label: well, description: whether it is well}\n";
  rulebook_patch::text_of(files, "n.yaml") =
      "n1:\n  cites: 1\n  about: thing\n  bearer: b\n  title: be well\n  requires:\n    - {quote: All shall be well, is: well}\n";
  const auto loaded = load_rulebook(files);
  CHECK(loaded.diagnostics().render() == "");
  CHECK(loaded.value().title.in(Language::kChinese) == "One");
}

TEST_CASE("words are found in a unit and its items white space aside") {
  std::vector<TextUnit> units(3);
  units[0].heading = "总 则";
  units[0].text = "甲　乙 丙\n丁，甲乙。";
  units[0].items = {1};
  units[1].text = "甲乙戊";
  units[2].text = "甲乙";
  struct Row {
    std::size_t unit;
    const char *words, *within;
    std::size_t times;
  };
  const Row kRows[] = {
      {0, "甲乙", "", 3},         {1, "甲乙", "", 1},         {0, "丙丁", "", 1},     {0, "丙 丁 ，", "", 1},
      {0, "总则", "", 1},         {0, "丁，甲乙。甲", "", 0}, {0, "己", "", 0},       {0, "", "", 0},
      {0, "甲乙", "丁，甲乙", 1}, {0, "甲乙", "甲乙", 0},     {0, "甲", "甲乙戊", 1}, {0, " ", "", 0},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.words);
    CAPTURE(row.within);
    CHECK(find_words(units, row.unit, row.words, row.within).size() == row.times);
  }
  const std::vector<TextPlace> place = find_words(units, 0, "乙丙");
  CHECK(units[0].text.substr(place[0].begin, place[0].end - place[0].begin) == "乙 丙");
}

TEST_CASE("text coverage tells what claims each piece and what share is claimed") {
  const RulebookModel model = good();
  const TextCoverage coverage = text_coverage(model);
  const std::size_t fourth = model.find_unit("第四条").value();
  REQUIRE(coverage.units[fourth].pieces.size() == 4);
  CHECK(coverage.units[fourth].pieces[0].claims[0].kind == TextClaim::Kind::kParameter);
  CHECK(coverage.units[fourth].pieces[1].claims.empty());
  CHECK(coverage.units[fourth].pieces[1].counted == 0);
  CHECK(coverage.units[fourth].pieces[2].claims[0].kind == TextClaim::Kind::kNonOperative);
  CHECK(coverage.units[fourth].claimed == coverage.units[fourth].counted);
  const std::size_t first_item = model.find_unit("第一条（一）").value();
  CHECK(coverage.units[first_item].pieces[0].claims.size() == 2);
  std::size_t counted = 0;
  for (const UnitCoverage& unit : coverage.units) counted += unit.counted;
  CHECK(coverage.counted == counted);
  CHECK(coverage.share() > 0.5);
  CHECK(coverage.share() < 1);
}

TEST_CASE("which characters count") {
  struct Row {
    char32_t character;
    bool counted;
  };
  const Row kRows[] = {{U'a', true},  {U'7', true},   {U'人', true},  {U'〇', true},  {U'，', false}, {U'。', false},
                       {U'“', false}, {U'（', false}, {U'〔', false}, {U'《', false}, {U' ', false},  {0x3000, false},
                       {U'-', false}, {U'；', false}, {U'、', false}, {U'·', false},  {U'Ａ', true},  {U'é', true}};
  for (const Row& row : kRows) {
    CAPTURE(static_cast<std::uint32_t>(row.character));
    CHECK(is_counted_character(row.character) == row.counted);
  }
}
