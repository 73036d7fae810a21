// SPDX-License-Identifier: Apache-2.0
#include "cli/check_writers.hpp"

#include <cstdio>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

namespace {

/// JSON, NDJSON and CSV: a row a finding, kept by entity so that entities come out in the vocabulary's order.
class RowWriter : public CheckWriter {
 public:
  RowWriter(const Arguments& arguments, Judging& judging, const VerdictFilter& filter, Output& output)
      : language_(arguments.language),
        csv_(arguments.format == "csv"),
        lines_(arguments.format == "ndjson"),
        judging_(judging),
        output_(output),
        rows_(judging.judge()),
        messages_(judging.judge(), judging.as_of()),
        explainer_(judging),
        spools_(judging.model().vocabulary.entities.size()) {
    // What a verdict byte means for each kind of norm, looked up for every row.
    for (std::size_t kind = 0; kind < listed_.size(); ++kind) {
      for (std::size_t bits = 1; bits <= kPossibleBits; ++bits) {
        listed_[kind][bits] = filter(verdict_of(static_cast<std::uint8_t>(bits), static_cast<NormKind>(kind)));
      }
    }
  }

  bool wants_digest() const override { return !csv_; }

  void block(const JudgedBlock& block) override {
    Spool& spool = spools_[block.table().entity];
    const std::vector<Norm>& norms = judging_.model().norms;
    for (std::size_t row = 0; row < block.rows(); ++row) {
      for (std::size_t n = 0; n < block.norms().size(); ++n) {
        const std::uint8_t bits = block.verdicts(n)[row] & kPossibleBits;
        if (listed_[static_cast<std::size_t>(norms[block.norms()[n]].kind)][bits]) finding(spool.buffer(), block, n, row);
      }
    }
    spool.flush_if_full();
  }

  void finish(const Totals& totals) override {
    if (csv_) return finish_csv(totals);
    const std::string head = head_fields(judging_.judge(), judging_.head());
    const std::string closing = closing_fields(judging_.model(), totals, judging_.warnings(), judging_.warning_count());
    if (lines_) {
      for (Spool& spool : spools_) spool.copy_to(output_);
      std::string last = '{' + head + ", " + closing + '}';
      std::erase(last, '\n');
      output_.write(last + '\n');
      return;
    }
    output_.write('{' + head + ",\n \"findings\": [");
    bool first = true;
    for (Spool& spool : spools_) {
      if (spool.empty()) continue;
      spool.copy_to(output_, first ? 1 : 0);  // the first row's comma
      first = false;
    }
    output_.write((first ? "],\n " : "\n ],\n ") + closing + "}\n");
  }

 private:
  void finding(std::string& out, const JudgedBlock& block, std::size_t n, std::size_t row) {
    const FindingData data = block.finding(n, row);
    const std::string_view id = block.table().ids[block.first_row() + row];
    std::optional<Explanation> why;
    if (messages_.needs_explanation(data)) why = explainer_.explain(block, row, data.norm);
    const Explanation* reasons = why ? &*why : nullptr;
    if (csv_) return rows_.append_csv(out, data, id, messages_.message(data, reasons, language_));
    if (!lines_) out += ",\n  ";
    rows_.append_json(out, data, id, messages_.message(data, reasons, Language::kChinese),
                      messages_.message(data, reasons, Language::kEnglish));
    if (lines_) out += '\n';
  }

  void finish_csv(const Totals& totals) {
    output_.write(ReportWriter::csv_heading());
    for (Spool& spool : spools_) spool.copy_to(output_);
    std::string notes;
    for (const FactWarning& warning : judging_.warnings()) {
      notes += "warning[" + warning.code + "]: " + judging_.model().vocabulary.entities[warning.entity].name + " `" +
               show_control_characters(warning.id) + "`: " + show_control_characters(warning.message.in(language_)) + '\n';
    }
    const std::uint64_t more = judging_.warning_count() - judging_.warnings().size();
    if (more > 0) notes += pick(language_, "另有提示 ", "further warnings: ") + grouped_digits(more) + '\n';
    notes += TextReport(judging_.judge(), {language_, false}).totals(totals, {});
    std::fputs(notes.c_str(), stderr);
  }

  Language language_;
  bool csv_, lines_;
  Judging& judging_;
  Output& output_;
  ReportWriter rows_;
  Messages messages_;
  Explainer explainer_;
  std::vector<Spool> spools_;
  std::array<std::array<bool, kPossibleBits + 1>, 4> listed_{};
};

}  // namespace

std::unique_ptr<CheckWriter> make_check_writer(const Arguments& arguments, Judging& judging, const VerdictFilter& filter,
                                               Output& output) {
  if (arguments.format == "text") return make_text_writer(arguments, judging, filter, output);
  return std::make_unique<RowWriter>(arguments, judging, filter, output);
}

}  // namespace tianya_rules::cli
