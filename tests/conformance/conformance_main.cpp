// SPDX-License-Identifier: Apache-2.0
// Runs the official CEL tests through the library: `tianya_rules_conformance as_written|lifted TESTS.ndjson LISTING.tsv`.
//
// as_written: parse, check in the test's own environment, evaluate over one row. lifted: every literal becomes a column of 1,000
// rows in which its own value stands at known rows between other values, absent cells and errors; the answer at the known rows must
// be the wanted one, at the others the slow evaluator's. The listing has a line for every test; the exit status is 1 where one
// fails.
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

#include "conformance/engine.hpp"
#include "conformance/suite.hpp"
#include "tianya_rules/expr/parse.hpp"

using namespace conformance;
using namespace tianya_rules;
using reference::Value;

namespace {

struct Outcome {
  std::string result;  ///< pass, fail, excluded
  std::string reason;
};

/// In the profile, refused at load: as wanted, or, for a function that is not there, outside what is claimed.
Outcome refused(const SuiteTest& test, const Diagnostics& problems) {
  const Diagnostic& first = problems.items().front();
  if (test.profile_class == "extension") return {"excluded", "not implemented: " + first.code};
  if (test.error_wanted) return {"pass", "load"};
  return {"fail", "refused: " + first.code + ": " + first.message};
}

bool as_wanted(const SuiteTest& test, const Value& value) {
  if (test.error_wanted) return value.is_error();
  return test.value && reference::identical(value, *test.value);
}

std::string wanted(const SuiteTest& test) { return test.error_wanted || !test.value ? "error" : to_string(*test.value); }

Outcome run_as_written(const SuiteTest& test, const SyntaxPtr& syntax, const Variables& variables, Diagnostics& problems) {
  const TypedPtr typed = check(syntax, variables.environment, {std::nullopt, "the test"}, {}, problems);
  if (!typed) return refused(test, problems);
  if (!test.type.empty() && to_string(typed->type) != test.type) return {"fail", "is `" + to_string(typed->type) + '`'};
  if (!test.error_wanted && !test.value) return {"pass", "type only"};
  const Value value = answers(variables.entity, typed, {variables.row}, true).front();
  if (as_wanted(test, value)) return {"pass", ""};
  return {"fail", to_string(value) + " instead of " + wanted(test)};
}

Outcome run_lifted(const SuiteTest& test, const SyntaxPtr& syntax, Variables& variables, Diagnostics& problems) {
  const SyntaxPtr columns = lifted(syntax, variables);
  const TypedPtr typed = check(columns, variables.environment, {std::nullopt, "the test"}, {}, problems);
  if (!typed) return refused(test, problems);
  if (!test.error_wanted && !test.value) return {"pass", "type only"};
  const ShuffledRows shuffled(variables, test.file + test.section + test.name);
  const std::vector<Value> values = answers(variables.entity, typed, shuffled.rows, false);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (shuffled.is_own[i] && !as_wanted(test, values[i])) {
      return {"fail", "row " + std::to_string(i) + ": " + to_string(values[i]) + " instead of " + wanted(test)};
    }
    const Value expected = reference::evaluate(*typed, shuffled.rows[i]);
    if (!reference::identical(values[i], expected)) {
      return {"fail", "row " + std::to_string(i) + ": " + to_string(values[i]) + ", the slow evaluator: " + to_string(expected)};
    }
  }
  return {"pass", ""};
}

Outcome run(const SuiteTest& test, bool lift) {
  if (test.profile_class != "language" && test.profile_class != "extension") return {"excluded", test.profile_class};
  Variables variables(test);
  Diagnostics problems;
  const auto source = std::make_shared<const Source>(Source{test.name, test.expr});
  const SyntaxPtr syntax = parse({test.expr, source, 0, {}}, problems);
  if (!syntax) return refused(test, problems);
  return lift ? run_lifted(test, syntax, variables, problems) : run_as_written(test, syntax, variables, problems);
}

/// Tests of the language in the profile, by file: were they fewer, the classes would be wrong.
const std::map<std::string, int> kLanguage = {{"basic", 27},   {"comparisons", 108}, {"conversions", 48}, {"fields", 3},
                                              {"fp_math", 29}, {"integer_math", 41}, {"lists", 15},       {"logic", 21},
                                              {"macros", 32},  {"namespace", 9},     {"parse", 92},       {"plumbing", 3},
                                              {"string", 45},  {"type_deduction", 9}};
constexpr std::size_t kAllTests = 2508;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: %s as_written|lifted TESTS.ndjson LISTING.tsv\n", argv[0]), 2;
  const bool lift = std::string(argv[1]) == "lifted";
  std::ifstream lines(argv[2]);
  const std::vector<SuiteTest> tests = read_tests(lines);
  std::ofstream listing(argv[3]);
  std::map<std::string, int> language;
  int passed = 0, language_passed = 0, failed = 0;
  for (const SuiteTest& test : tests) {
    const Outcome outcome = run(test, lift);
    listing << test.file << '\t' << test.section << '\t' << test.name << '\t' << outcome.result << '\t' << outcome.reason << '\n';
    const bool is_language = test.profile_class == "language";
    if (is_language) ++language[test.file];
    passed += outcome.result == "pass" ? 1 : 0;
    language_passed += is_language && outcome.result == "pass" ? 1 : 0;
    failed += outcome.result == "fail" ? 1 : 0;
    if (outcome.result == "fail") {
      std::fprintf(stderr, "%s/%s/%s: %s\n", test.file.c_str(), test.section.c_str(), test.name.c_str(), outcome.reason.c_str());
    }
  }
  std::printf("%s: CEL static profile, %d of 804; of the language %d of 482\n", lift ? "lifted" : "as written", passed,
              language_passed);
  if (tests.size() != kAllTests || language != kLanguage) std::fprintf(stderr, "these are not the 2,508 tests that are meant\n");
  return failed == 0 && language_passed == 482 && tests.size() == kAllTests && language == kLanguage && listing.flush() ? 0 : 1;
}
