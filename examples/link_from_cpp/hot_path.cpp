// SPDX-License-Identifier: Apache-2.0
// Many cases, one after the other, with nothing allocated: the form's slots are looked up once.
#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <tianya_rules/tianya_rules.hpp>

namespace {

/// The verdict of one norm among those that a check of the form gave.
std::string_view verdict_of(const tr::Rulebook& book, const tr::FormVerdicts& judged, std::string_view rule) {
  for (std::size_t i = 0; i < judged.size; ++i) {
    const tr::Norm& norm = book.model().norms[judged.norms[i]];
    if (norm.id == rule) return tr::to_string(tr::verdict_of(judged.bits[i], norm.kind));
  }
  return "no such norm";
}

}  // namespace

int main() {
  const tr::Rulebook book = tr::Rulebook::shipped("window_staff").value();
  tr::Form form = book.form("case");
  const tr::Slot received = form.slot("received_on");
  const tr::Slot completed = form.slot("completed_on");
  form.set(form.slot("item_kind"), "time_limited");
  form.set(form.slot("materials_complete"), true);
  form.set(form.slot("prescribed_workdays"), 10);
  form.set(form.slot("promised_workdays"), tr::null);
  form.set(form.slot("excluded_workdays"), 0);

  const tr::Date as_of(2026, 11, 23);
  for (const int day : {9, 12, 13}) {
    form.set(received, tr::Date(2026, 9, 21));
    form.set(completed, tr::Date(2026, 10, day));
    // A view, valid until the next `set` or check.
    const tr::FormVerdicts judged = book.check(form, as_of);
    fmt::print("completed on 2026-10-{:02}: {}\n", day, verdict_of(book, judged, "art18.limit"));
  }
}
