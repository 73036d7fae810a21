// SPDX-License-Identifier: Apache-2.0
/// Refusal: why a command ends badly, and with which exit status.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/text.hpp"

namespace tianya_rules::cli {

inline constexpr int kFine = 0;
inline constexpr int kRefused = 1;  ///< Input or rulebook.
inline constexpr int kBadCommand = 2;
inline constexpr int kViolated = 3;
inline constexpr int kUndetermined = 4;

class Refusal {
 public:
  Refusal(int status, Diagnostics problems) : status_(status), problems_(std::move(problems)) {}
  Refusal(int status, std::string code, std::string message, std::string help = {}) : status_(status) {
    problems_.error(std::move(code), std::move(message), {}, std::move(help));
  }
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const Diagnostics& problems() const { return problems_; }

 private:
  int status_;
  Diagnostics problems_;
};

/// ``did you mean `x`?``, or else the names there are, where they are few.
inline std::string suggestion(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string near = nearest(word, names);
  if (!near.empty()) return "did you mean `" + near + "`?";
  if (names.size() > 20) return {};
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "`" : ", `") + std::string(name) + '`';
  return "there are " + list;
}

}  // namespace tianya_rules::cli
