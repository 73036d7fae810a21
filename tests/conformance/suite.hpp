// SPDX-License-Identifier: Apache-2.0
/// The official CEL tests as read_suite.py writes them, and what each of them becomes for this library: an entity whose attributes
/// are the test's variables.
#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/evaluate.hpp"
#include "tianya_rules/expr/check.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

namespace conformance {

/// A function that a test declares; it has no body.
struct SuiteFunction {
  std::string name, result;
  std::vector<std::string> parameters;
};

struct SuiteTest {
  std::string file, section, name;
  std::string profile_class;  ///< language, extension, or why it lies outside
  std::string expr, container;
  std::vector<std::pair<std::string, std::string>> env;  ///< name, type
  std::vector<SuiteFunction> functions;
  std::vector<std::pair<std::string, reference::Value>> bindings;  ///< of types in the profile
  std::optional<reference::Value> value;                           ///< wanted
  std::string type;                                                ///< wanted; may be empty
  bool error_wanted = false;
};

std::vector<SuiteTest> read_tests(std::istream& lines);

/// Names as a test declares them; the test must outlive them. What fits into a column is an attribute of `entity`, with `row`'s
/// value; the rest (lists of numbers, null) are constants.
class Variables {
 public:
  explicit Variables(const SuiteTest& test);
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

  /// Declares one more attribute.
  void add(const std::string& name, const tianya_rules::Type& type, const reference::Value& value);

  tianya_rules::Entity entity;
  reference::Row row;
  tianya_rules::Environment environment;

 private:
  std::vector<std::pair<std::string, tianya_rules::Declaration>> declared_;
  std::vector<tianya_rules::Function> functions_;
};

/// The syntax with every literal that can be a column's value replaced by the name of one, added to `variables`.
tianya_rules::SyntaxPtr lifted(const tianya_rules::SyntaxPtr& syntax, Variables& variables);

}  // namespace conformance
