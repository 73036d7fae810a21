// SPDX-License-Identifier: Apache-2.0
/// TableProblems: what is wrong with the cells of a table, in words that name column, row and value.
#pragma once

#include <string>
#include <vector>

#include "arrow/columns.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace tianya_rules::arrow {

class TableProblems {
 public:
  static constexpr std::size_t kMaxWarnings = 1000;
  static constexpr std::size_t kMaxShownOfColumn = 20;

  TableProblems(std::size_t entity, bool lenient) : entity_(entity), lenient_(lenient) {}

  /// Whether a cell of a wrong value is an error value, with a warning, and not a refusal.
  [[nodiscard]] bool lenient() const { return lenient_; }
  /// The cell of `column` in `row` (of the whole table, from 0) has a value that does not fit. `shown`: how many of the column's
  /// were shown so far; counted up here. Returns false once no more words are wanted: then only count.
  void refuse(const ColumnPlan& column, std::int64_t row, const char* code, const std::string& value, std::string help,
              std::uint64_t& count);
  /// Says how many cells of the column were refused beyond those shown.
  void close(const ColumnPlan& column, std::uint64_t count);
  void error(const char* code, std::string message, std::string help = {}) {
    problems_.error(code, std::move(message), {}, std::move(help));
  }
  void add(Diagnostic problem) { problems_.add(std::move(problem)); }
  void append(const Diagnostics& others) { problems_.append(others); }

  [[nodiscard]] const Diagnostics& diagnostics() const { return problems_; }
  [[nodiscard]] bool any() const { return problems_.has_errors(); }

  void warn(FactWarning warning) {
    if (warnings_.size() < kMaxWarnings) warnings_.push_back(std::move(warning));
    ++warning_count_;
  }
  [[nodiscard]] std::vector<FactWarning> take_warnings() { return std::move(warnings_); }
  [[nodiscard]] std::uint64_t warning_count() const { return warning_count_; }

 private:
  std::size_t entity_;
  bool lenient_;
  Diagnostics problems_;
  std::vector<FactWarning> warnings_;
  std::uint64_t warning_count_ = 0;
};

}  // namespace tianya_rules::arrow
