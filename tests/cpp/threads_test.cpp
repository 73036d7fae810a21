// SPDX-License-Identifier: Apache-2.0
// What the headers promise of threads: rulebooks, judges, findings and calendars are shared freely. The tsan preset runs these
// tests.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "cpp/eval_books.hpp"
#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace eval_books;

namespace {

constexpr std::size_t kThreads = 4;

/// What each of the threads gives, all of them at work at once. Whatever throws gives its message.
std::vector<std::string> at_once(const std::function<std::string()>& work) {
  std::vector<std::string> given(kThreads);
  std::vector<std::thread> threads;
  for (std::string& one : given) {
    threads.emplace_back([&work, &one] {
      try {
        one = work();
      } catch (const std::exception& error) {
        one = error.what();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return given;
}

void check_all_as(const std::vector<std::string>& given, const std::string& expected) {
  CHECK(!expected.empty());
  for (const std::string& one : given) CHECK(one == expected);
}

std::string told_of(const Findings& findings) {
  std::string out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding finding = findings[i];
    out += std::string(finding.rule_id()) + ' ' + std::string(finding.subject_id()) + ' ' + std::to_string(finding.data().bits) +
           ' ' + finding.message(Language::kEnglish) + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("threads: the shipped rulebook and calendars are asked for by several for the first time") {
  const auto work = [] {
    const Rulebook book = Rulebook::shipped().value();
    const auto calendar = shipped_working_calendar("cn").value();
    return book.model().digest + ' ' + std::to_string(calendar.due(Date(2026, 9, 21).days(), 10).estimate);
  };
  check_all_as(at_once(work), work());
}

TEST_CASE("threads: one rulebook is asked by several") {
  const Rulebook book = Rulebook::load(kTests + "golden/library").value();
  const std::string facts = library_facts();
  const auto work = [&book, &facts] {
    const Findings findings = book.check_json(facts, {}).value();
    const auto sensitivity = book.sensitivity(facts, {}).value();
    return told_of(findings) + std::to_string(sensitivity.flips.size());
  };
  check_all_as(at_once(work), work());
}

TEST_CASE("threads: the same findings are read by several") {
  const Findings findings = library().check_json(library_facts(), {}).value();
  const auto work = [&findings] {
    std::string out = told_of(findings);
    for (const Finding& finding : findings.violated()) out += finding.explain("zh");
    return out;
  };
  check_all_as(at_once(work), work());
}

TEST_CASE("threads: each has a form of its own on one rulebook") {
  const Rulebook& book = library();
  const auto work = [&book] {
    Form form = book.form("loan");
    const Slot returned = form.slot("returned_on"), agreed = form.slot("agreed_on");
    form.set(form.slot("card_valid"), true);
    std::string out;
    for (unsigned day = 1; day <= 28; ++day) {
      form.set(agreed, Date(2026, 9, 14));
      form.set(returned, Date(2026, 9, day));
      const FormVerdicts judged = book.check(form, Date(2026, 11, 23));
      for (std::size_t i = 0; i < judged.size; ++i) out += std::to_string(judged.bits[i]) + ' ';
    }
    return out;
  };
  check_all_as(at_once(work), work());
}
