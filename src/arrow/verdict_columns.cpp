// SPDX-License-Identifier: Apache-2.0
#include "arrow/verdict_columns.hpp"

#include "arrow/scan.hpp"

namespace tianya_rules::arrow {

const Names& verdict_names() {
  static const Names names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < kVerdictCount; ++i) all.emplace_back(to_string(static_cast<Verdict>(i)));
    return Names(std::move(all));
  }();
  return names;
}

void fill_verdict_codes(NormKind kind, std::int8_t codes[16]) {
  for (std::uint8_t bits = 0; bits < 16; ++bits) codes[bits] = static_cast<std::int8_t>(verdict_of(bits, kind));
}

VerdictColumns::VerdictColumns(const Judge& judge, std::size_t entity, bool details)
    : model_(judge.model()), entity_(model_.vocabulary.entities[entity]), norms_(judge.norms_about(entity)), details_(details) {
  codes_of_.resize(norms_.size());
  for (std::size_t i = 0; i < norms_.size(); ++i) fill_verdict_codes(model_.norms[norms_[i]].kind, codes_of_[i].data());
}

std::vector<Field> VerdictColumns::fields() const {
  std::vector<Field> fields;
  for (const std::size_t norm : norms_) {
    const std::string& id = model_.norms[norm].id;
    fields.push_back(verdict_names().field(id));
    if (!details_) continue;
    const TextListBuilder lists;
    fields.push_back(lists.field(id + ".possible"));
    if (model_.norms[norm].kind == NormKind::kDeadline) {
      fields.push_back(field_of(id + ".due", "tdD", true));
      fields.push_back(field_of(id + ".days_late", "i", true));
    }
    fields.push_back(lists.field(id + ".missing"));
    fields.push_back(lists.field(id + ".needs_judgement"));
  }
  return fields;
}

void VerdictColumns::begin(std::size_t rows) {
  rows_ = rows;
  // Whole cache lines, an odd number of them: columns at equal page offsets would compete for the same lines of the cache.
  stride_ = ((rows + 63) / 64 | 1) * 64;
  codes_ = std::shared_ptr<std::int8_t[]>(new std::int8_t[stride_ * norms_.size() + 1]);
  detail_columns_.clear();
  if (details_) detail_columns_.resize(norms_.size());
}

void VerdictColumns::take(const JudgedBlock& block, std::size_t first) {
  const std::size_t at = first + block.first_row();
  for (std::size_t position = 0; position < norms_.size(); ++position) {
    look_up(block.verdicts(position), block.rows(), codes_of_[position].data(), codes_.get() + position * stride_ + at);
    if (details_) take_details(block, position);
  }
}

void VerdictColumns::take_details(const JudgedBlock& block, std::size_t position) {
  Details& details = detail_columns_[position];
  const NormKind kind = model_.norms[norms_[position]].kind;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::uint8_t bits = block.verdicts(position)[row];
    const Verdict verdict = verdict_of(bits, kind);
    for (const Verdict possible : possible_of(bits, kind)) details.possible.append(to_string(possible));
    details.possible.end_list();
    // What a finding says beyond its verdict: of deadlines, and of what is undetermined.
    const bool more = verdict == Verdict::kUndetermined || (kind == NormKind::kDeadline && verdict != Verdict::kNotApplicable);
    const FindingData finding = more ? block.finding(position, row) : FindingData{};
    for (const std::size_t attribute : finding.missing) details.missing.append(entity_.attributes[attribute].name);
    for (const std::size_t attribute : finding.needs_judgement) details.needs_judgement.append(entity_.attributes[attribute].name);
    details.missing.end_list(), details.needs_judgement.end_list();
    if (kind == NormKind::kDeadline) details.due.append(finding.due), details.days_late.append(finding.days_late);
  }
}

std::vector<ArrayData> VerdictColumns::finish() {
  std::vector<ArrayData> columns;
  for (std::size_t position = 0; position < norms_.size(); ++position) {
    columns.push_back(verdict_names().column(codes_.get() + position * stride_, static_cast<std::int64_t>(rows_), codes_));
    if (!details_) continue;
    Details& details = detail_columns_[position];
    columns.push_back(details.possible.finish());
    if (model_.norms[norms_[position]].kind == NormKind::kDeadline) {
      columns.push_back(details.due.finish());
      columns.push_back(details.days_late.finish());
    }
    columns.push_back(details.missing.finish());
    columns.push_back(details.needs_judgement.finish());
  }
  return columns;
}

}  // namespace tianya_rules::arrow
