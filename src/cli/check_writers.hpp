// SPDX-License-Identifier: Apache-2.0
/// check_writers: the formats of `check`, each fed block by block.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/judging.hpp"
#include "cli/output.hpp"
#include "tianya_rules/report/report.hpp"

namespace tianya_rules::cli {

using Totals = std::array<std::uint64_t, kVerdictCount>;

struct VerdictFilter {
  bool given = false;
  std::array<bool, kVerdictCount> wanted{};
  [[nodiscard]] bool operator()(Verdict verdict) const { return wanted[static_cast<std::size_t>(verdict)]; }
};

class CheckWriter {
 public:
  virtual ~CheckWriter() = default;
  [[nodiscard]] virtual bool wants_digest() const = 0;
  virtual void block(const JudgedBlock& block) = 0;
  /// The whole input is accepted: writes the report.
  virtual void finish(const Totals& totals) = 0;
};

std::unique_ptr<CheckWriter> make_check_writer(const Arguments& arguments, Judging& judging, const VerdictFilter& filter,
                                               Output& output);
std::unique_ptr<CheckWriter> make_text_writer(const Arguments& arguments, Judging& judging, const VerdictFilter& filter,
                                              Output& output);

/// Asks for explanations of the rows of a block, with registers of its own: the block's are in use.
class Explainer {
 public:
  explicit Explainer(const Judging& judging) : judge_(judging.judge()), as_of_(judging.as_of()), scratch_(judge_.scratch()) {}
  Explanation explain(const JudgedBlock& block, std::size_t row, std::size_t norm) {
    return judge_.explain(block.table(), block.first_row() + row, norm, as_of_, scratch_);
  }

 private:
  const Judge& judge_;
  Date as_of_;
  Judge::Scratch scratch_;
};

}  // namespace tianya_rules::cli
