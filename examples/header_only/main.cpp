// SPDX-License-Identifier: Apache-2.0
// The case of examples/link_from_cpp, from headers alone; its output is the same.
#include <fmt/format.h>

#include <tianya_rules/tianya_rules.hpp>

#include "due_date.hpp"

int main() {
  const tr::Date received(2026, 9, 21);
  const tr::Rulebook book = tr::Rulebook::shipped("window_staff").value();
  tr::Record one = book.record("case", "C-17");
  one["item_kind"] = "time_limited";
  one["received_on"] = received;
  one["materials_complete"] = true;
  one["prescribed_workdays"] = 10;
  one["promised_workdays"] = tr::null;
  one["excluded_workdays"] = 0;
  one["completed_on"] = tr::Date(2026, 10, 14);

  const tr::Findings findings = book.check(one, {.as_of = tr::Date(2026, 11, 23)}).value();
  for (const tr::Finding& f : findings.violated()) {
    fmt::print("{} {}\n", f.rule_id(), f.explain("zh"));
    if (f.due() != due_date(received, 10)) return 1;  // the calendar alone says the same
  }
}
