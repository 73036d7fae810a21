// SPDX-License-Identifier: Apache-2.0
/// A RapidCheck property as a doctest check: it fails the test with the shrunk counterexample.
#pragma once

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>

namespace tianya_rules_tests {

template <typename Property>
void check_property(const std::string& description, Property&& property) {
  rc::detail::TestMetadata metadata;
  metadata.description = description;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property), metadata);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL_CHECK(description << ": " << text.str());
}

}  // namespace tianya_rules_tests
