// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/base/diagnostics.hpp"

#include <doctest/doctest.h>

#include "tianya_rules/base/text.hpp"

using namespace tianya_rules;

TEST_CASE("a diagnostic shows its line and a caret that is right under wide characters") {
  const auto source = std::make_shared<const Source>(Source{"rules/a.yaml", "x: 1\n  窗口: recieved_on\n"});
  const std::size_t at = source->text.find("recieved_on");
  Diagnostics problems;
  problems.error("unknown-name", "no fact is called `recieved_on`", {source, at, at + 11, 0}, "did you mean `received_on`?");
  CHECK(problems.render() ==
        "error[unknown-name]: no fact is called `recieved_on`\n"
        "  --> rules/a.yaml:2:7\n"
        "  |\n"
        "2 |   窗口: recieved_on\n"
        "  |         ^^^^^^^^^^^\n"
        "  = help: did you mean `received_on`?\n"
        "1 error\n");
}

TEST_CASE("no control character of a source reaches the terminal") {
  const auto source = std::make_shared<const Source>(Source{"a", "\x1b[31mred\x07"});
  CHECK(render(Diagnostic{Severity::kError, "c", "m `\x1b`", {source, 0, 1, 0}, "h"}).find('\x1b') == std::string::npos);
}

TEST_CASE("at most a hundred problems are kept and all are counted") {
  Diagnostics problems;
  for (int i = 0; i < 250; ++i) problems.error("c", "m");
  CHECK(problems.items().size() == 100);
  CHECK(problems.error_count() == 250);
  CHECK(problems.render().find("... and 150 more\n250 errors\n") != std::string::npos);
}

TEST_CASE("the nearest name") {
  struct Row {
    const char *word, *expected;
  };
  for (const Row& row :
       {Row{"recieved_on", "received_on"}, Row{"resolved", ""}, Row{"promised_workday", "promised_workdays"}, Row{"x", ""}}) {
    CAPTURE(row.word);
    CHECK(nearest(row.word, {"received_on", "promised_workdays", "y"}) == row.expected);
  }
}
