// SPDX-License-Identifier: Apache-2.0
/// Judging: the facts of the command line, read piece by piece and judged as they come. What check, explain and missing share.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/inputs.hpp"
#include "cli/progress.hpp"
#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/finding.hpp"
#include "tianya_rules/eval/rulebook.hpp"

namespace tianya_rules::cli {

class Judging {
 public:
  /// Opens rulebook and files. Throws `Refusal`.
  explicit Judging(const Arguments& arguments);

  [[nodiscard]] const Judge& judge() const { return *judge_; }
  [[nodiscard]] const RulebookModel& model() const { return judge_->model(); }
  [[nodiscard]] Date as_of() const { return *as_of_; }
  [[nodiscard]] const Rulebook& book() const { return book_; }
  [[nodiscard]] const CheckOptions& options() const { return options_; }

  /// Reads and judges all of it; throws `Refusal` where any of it is refused. Nothing that `on_block` made may be shown before
  /// this has returned.
  void run(bool with_digest, const Judge::OnBlock& on_block);

  /// Reads all of it into a store instead; throws `Refusal` where any of it is refused.
  void keep(FactStore& store);

  /// After `run`.
  [[nodiscard]] ReportHead head() const { return head_; }
  [[nodiscard]] const std::vector<FactWarning>& warnings() const { return warnings_; }
  [[nodiscard]] std::uint64_t warning_count() const { return warning_count_; }

 private:
  void refuse_without_date(const Vocabulary& vocabulary);
  [[nodiscard]] ReaderOptions reader_options(bool with_digest) const;
  void warn_of_events(const Table& table);

  CheckOptions options_;
  Rulebook book_;
  std::optional<Judge> judge_;
  Inputs inputs_;
  std::optional<Date> as_of_;
  Progress progress_;
  ReportHead head_;
  std::vector<FactWarning> warnings_;
  std::uint64_t warning_count_ = 0;
};

}  // namespace tianya_rules::cli
