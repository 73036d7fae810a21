// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tianya_rules/report/json.hpp"

namespace {
using namespace tianya_rules;

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string cell(std::string_view text) {
  std::string out;
  append_csv_cell(out, text);
  return out;
}
}  // namespace

TEST_CASE("json: strings are escaped") {
  struct Row {
    std::string_view text, json;
  };
  using namespace std::string_view_literals;
  const Row rows[] = {
      {"", R"("")"},
      {"plain", R"("plain")"},
      {"a\"b\\c", R"("a\"b\\c")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {"\x1b[31m\x7f\x01", R"("\u001b[31m\u007f\u0001")"},
      {"\0"sv, R"("\u0000")"},
      {"办件，“C-1”", R"("办件，“C-1”")"},
      {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""},
      {"a\xFF"
       "b",
       "\"a\xEF\xBF\xBD"
       "b\""},
      {"\xE5\x8A", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json);
    CHECK(json(row.text) == row.json);
  }
}

TEST_CASE("json: every byte string is written as JSON that parses") {
  std::string text;
  for (int round = 0; round < 3; ++round) {
    for (int byte = 0; byte < 256; ++byte) text += static_cast<char>((byte * (round + 1) + 7 * round) & 255);
  }
  CHECK(nlohmann::json::accept(json(text)));
  std::string ascii;
  for (char byte = 0; byte < 127; ++byte) ascii += byte;
  CHECK(nlohmann::json::parse(json(ascii)).get<std::string>() == ascii);
}

TEST_CASE("json: dates") {
  std::string out;
  append_json_date(out, Date(2026, 9, 21)), append_json_date(out, std::nullopt), append_json_date(out, 0);
  CHECK(out == "\"2026-09-21\"null\"1970-01-01\"");
}

TEST_CASE("csv: cells are quoted where they must be and otherwise left exact") {
  struct Row {
    std::string_view text, cell;
  };
  const Row rows[] = {
      {"", ""},
      {"plain", "plain"},
      {"a,b", "\"a,b\""},
      {"say \"x\"", "\"say \"\"x\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"cr\r", "\"cr\r\""},
      {" edge", "\" edge\""},
      {"edge ", "\"edge \""},
      {"a b", "a b"},
      {"=1+1", "=1+1"},
      {"缺：，全角", "缺：，全角"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(cell(row.text) == row.cell);
  }
}
