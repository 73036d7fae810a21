// SPDX-License-Identifier: Apache-2.0
// check --format text: by subject, subjects with something violated first; what is fine is only counted.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "cli/check_writers.hpp"
#include "cli/missing_counts.hpp"
#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

namespace {

bool colour_wanted(const Output& output) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return output.is_terminal() && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

class TextWriter : public CheckWriter {
 public:
  TextWriter(const Arguments& arguments, Judging& judging, const VerdictFilter& filter, Output& output)
      : judging_(judging),
        output_(output),
        report_(judging.judge(), {arguments.language, colour_wanted(output)}),
        messages_(judging.judge(), judging.as_of()),
        explainer_(judging),
        missing_(judging.model().vocabulary),
        spools_(kRanks * judging.model().vocabulary.entities.size()) {
    for (std::size_t i = 0; i < kVerdictCount; ++i) {
      const auto verdict = static_cast<Verdict>(i);
      listed_[i] = filter.given ? filter(verdict) : report_.rank(verdict) < TextReport::kFine;
    }
  }

  bool wants_digest() const override { return false; }

  void block(const JudgedBlock& block) override {
    missing_.count(block);
    for (std::size_t row = 0; row < block.rows(); ++row) subject(block, row);
  }

  void finish(const Totals& totals) override {
    output_.write(report_.heading(judging_.head()));
    for (Spool& spool : spools_) spool.copy_to(output_);
    output_.write(report_.totals(totals, missing_.most(3)));
    output_.write(report_.warnings(judging_.warnings(), judging_.warning_count()));
  }

 private:
  static constexpr std::size_t kRanks = kVerdictCount;

  /// One record's findings, worst first, into the spool of its worst.
  void subject(const JudgedBlock& block, std::size_t row) {
    chosen_.clear();
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      const Verdict verdict = verdict_of(block.verdicts(n)[row], judging_.model().norms[block.norms()[n]].kind);
      if (listed_[static_cast<std::size_t>(verdict)]) chosen_.emplace_back(report_.rank(verdict), n);
    }
    if (chosen_.empty()) return;
    std::stable_sort(chosen_.begin(), chosen_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::size_t entity = block.table().entity, entities = judging_.model().vocabulary.entities.size();
    Spool& spool = spools_[chosen_.front().first * entities + entity];
    spool.buffer() += report_.subject(entity, block.table().ids[block.first_row() + row]);
    for (const auto& [rank, n] : chosen_) {
      const FindingData data = block.finding(n, row);
      std::optional<Explanation> why;
      if (messages_.needs_explanation(data)) why = explainer_.explain(block, row, data.norm);
      spool.buffer() += report_.finding(data, messages_.message(data, why ? &*why : nullptr, report_.language()));
    }
    spool.buffer() += '\n';
    spool.flush_if_full();
  }

  Judging& judging_;
  Output& output_;
  TextReport report_;
  Messages messages_;
  Explainer explainer_;
  MissingCounts missing_;
  std::vector<Spool> spools_;  ///< by rank of the worst finding, then by entity
  std::array<bool, kVerdictCount> listed_{};
  std::vector<std::pair<std::size_t, std::size_t>> chosen_;  ///< (rank, position of the norm)
};

}  // namespace

std::unique_ptr<CheckWriter> make_text_writer(const Arguments& arguments, Judging& judging, const VerdictFilter& filter,
                                              Output& output) {
  return std::make_unique<TextWriter>(arguments, judging, filter, output);
}

}  // namespace tianya_rules::cli
