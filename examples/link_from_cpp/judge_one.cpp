// SPDX-License-Identifier: Apache-2.0
// One case, judged: which norms are violated, and why.
#include <fmt/format.h>

#include <tianya_rules/tianya_rules.hpp>

int main() {
  const tr::Rulebook book = tr::Rulebook::shipped("window_staff").value();
  tr::Record one = book.record("case", "C-17");
  one["item_kind"] = "time_limited";
  one["received_on"] = tr::Date(2026, 9, 21);
  one["materials_complete"] = true;
  one["prescribed_workdays"] = 10;
  one["promised_workdays"] = tr::null;  // none promised; left out would mean: nobody told us
  one["excluded_workdays"] = 0;
  one["completed_on"] = tr::Date(2026, 10, 14);

  const tr::Findings findings = book.check(one, {.as_of = tr::Date(2026, 11, 23)}).value();
  for (const tr::Finding& f : findings.violated()) fmt::print("{} {}\n", f.rule_id(), f.explain("zh"));
}
