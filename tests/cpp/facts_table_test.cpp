// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cpp/facts_sample.hpp"
#include "tianya_rules/facts/table.hpp"

using namespace tianya_rules;
using facts_sample::cell;

TEST_CASE("a table builder keeps known, null, error and absent apart") {
  const Vocabulary vocabulary = facts_sample::vocabulary();
  const Entity& entity = vocabulary.entities[0];
  const auto column = [&](std::string_view name) { return *entity.find_attribute(name); };
  TableBuilder builder(entity, 0);
  builder.begin_row("a");
  builder.set_bool(column("open"), true);
  builder.set_int(column("limit"), 9007199254740992);
  builder.set_date(column("sent_on"), -25567);
  builder.set_code(column("kind"), 1);
  builder.set_string(column("site_id"), "S-1");
  builder.set_strings(column("said"), {"x", "", "好"});
  builder.set_double(column("weight"), 0.5);
  builder.begin_row("b");
  builder.set_null(column("limit"));
  builder.set_error(column("open"));
  builder.set_strings(column("said"), {});
  builder.begin_row("c");
  const Table table = builder.table();
  REQUIRE(table.rows == 3);
  struct Row {
    const char *attribute, *first, *second, *third;
  };
  for (const Row& row : {Row{"open", "true", "error", "absent"}, Row{"limit", "9007199254740992", "null", "absent"},
                         Row{"sent_on", "-25567", "absent", "absent"}, Row{"kind", "1", "absent", "absent"},
                         Row{"site_id", "S-1", "absent", "absent"}, Row{"said", "[x||好]", "[]", "absent"},
                         Row{"weight", "0.500000", "absent", "absent"}, Row{"done_on", "absent", "absent", "absent"}}) {
    CAPTURE(row.attribute);
    CHECK(cell(table.columns[column(row.attribute)], 0) == row.first);
    CHECK(cell(table.columns[column(row.attribute)], 1) == row.second);
    CHECK(cell(table.columns[column(row.attribute)], 2) == row.third);
  }
  CHECK(table.ids[0] == "a");
  CHECK(builder.id(2) == "c");
}

TEST_CASE("setting twice overwrites and a dropped row leaves nothing behind") {
  const Vocabulary vocabulary = facts_sample::vocabulary();
  const Entity& entity = vocabulary.entities[0];
  const std::size_t limit = *entity.find_attribute("limit"), said = *entity.find_attribute("said"),
                    open = *entity.find_attribute("open");
  TableBuilder builder(entity, 0);
  builder.begin_row("a");
  builder.set_null(limit), builder.set_int(limit, 3);
  builder.set_strings(said, {"x", "y"}), builder.set_strings(said, {"z"});
  builder.set_bool(open, true), builder.set_bool(open, false);
  builder.begin_row("b");
  builder.set_null(limit), builder.set_strings(said, {"w"}), builder.set_error(open);
  builder.drop_row();
  builder.begin_row("");
  builder.set_id("c");
  Table table = builder.table();
  CHECK(cell(table.columns[limit], 0) == "3");
  CHECK(cell(table.columns[said], 0) == "[z]");
  CHECK(cell(table.columns[open], 0) == "false");
  for (const std::size_t column : {limit, said, open}) CHECK(cell(table.columns[column], 1) == "absent");
  CHECK(table.ids[1] == "c");
  builder.set_error(limit);
  builder.clear();
  CHECK(builder.rows() == 0);
  builder.begin_row("d");
  table = builder.table();
  for (const std::size_t column : {limit, said, open}) CHECK(cell(table.columns[column], 0) == "absent");
}

TEST_CASE("a table builder at word edges and past its first capacity") {
  const Vocabulary vocabulary = facts_sample::vocabulary();
  const Entity& entity = vocabulary.entities[0];
  const std::size_t limit = *entity.find_attribute("limit"), open = *entity.find_attribute("open"),
                    site = *entity.find_attribute("site_id");
  for (const std::size_t rows : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 1025u}) {
    CAPTURE(rows);
    TableBuilder builder(entity, 0);
    for (int round = 0; round < 2; ++round) {
      builder.clear();
      for (std::size_t i = 0; i < rows; ++i) {
        builder.begin_row(std::to_string(i));
        if (i % 3 == 0) builder.set_int(limit, static_cast<std::int64_t>(i));
        if (i % 3 == 1) builder.set_null(limit);
        builder.set_bool(open, i % 2 == 0);
        builder.set_string(site, std::string(i % 50, 's'));
      }
      const Table table = builder.table();
      bool same = table.rows == rows;
      for (std::size_t i = 0; i < rows; ++i) {
        same = same && cell(table.columns[limit], i) == (i % 3 == 0 ? std::to_string(i) : i % 3 == 1 ? "null" : "absent");
        same = same && cell(table.columns[open], i) == (i % 2 == 0 ? "true" : "false");
        same = same && cell(table.columns[site], i) == std::string(i % 50, 's') && table.ids[i] == std::to_string(i);
      }
      CHECK(same);
    }
  }
}
