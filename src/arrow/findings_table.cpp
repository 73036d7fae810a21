// SPDX-License-Identifier: Apache-2.0
#include "arrow/findings_table.hpp"

#include "arrow/verdict_columns.hpp"

namespace tianya_rules::arrow {

namespace {

/// One builder a column.
class FindingColumns {
 public:
  explicit FindingColumns(Language language) : language_(language) {}

  void add(const Finding& finding) {
    const FindingData& data = finding.data();
    const bool deadline = finding.norm().kind == NormKind::kDeadline;
    rule_.append(finding.rule_id()), cites_.append(finding.cites()), bearer_.append(finding.bearer());
    entity_.append(finding.entity()), id_.append(finding.subject_id());
    verdict_.push_back(static_cast<std::int8_t>(finding.verdict()));
    for (const Verdict verdict : finding.possible()) possible_.append(to_string(verdict));
    possible_.end_list();
    due_.append(data.due), days_late_.append(data.days_late), days_left_.append(data.days_left);
    provisional_.append(deadline && data.provisional), has_provisional_.push_back(deadline ? 1 : 0);
    earliest_.append(data.due_earliest), latest_.append(data.due_latest);
    for (const std::string_view name : finding.missing()) missing_.append(name);
    for (const std::string_view name : finding.needs_judgement()) judgement_.append(name);
    missing_.end_list(), judgement_.end_list();
    add_errors(finding);
    message_.append(finding.message(language_));
  }

  std::shared_ptr<const OutputTable> finish() {
    batch_.rows = static_cast<std::int64_t>(verdict_.size());
    text("rule", rule_), text("cites", cites_), text("bearer", bearer_), text("entity", entity_), text("id", id_);
    put(verdict_names().field("verdict"), verdict_names().column(std::move(verdict_)));
    list("possible", possible_);
    put(field_of("due", "tdD", true), due_.finish());
    put(field_of("days_late", "i", true), days_late_.finish()), put(field_of("days_left", "i", true), days_left_.finish());
    put_provisional();
    put(field_of("due_earliest", "tdD", true), earliest_.finish()), put(field_of("due_latest", "tdD", true), latest_.finish());
    list("missing", missing_), list("needs_judgement", judgement_), list("errors", errors_);
    text("message", message_);
    table_->batches.push_back(std::move(batch_));
    return table_;
  }

 private:
  void put(Field field, ArrayData data) {
    table_->fields.push_back(std::move(field));
    batch_.columns.push_back(std::move(data));
  }
  void text(const char* name, TextBuilder& builder) {
    Field field = field_of(name, builder.format(), false);
    put(std::move(field), builder.finish());
  }
  void list(const char* name, TextListBuilder& builder) {
    Field field = builder.field(name);
    put(std::move(field), builder.finish());
  }
  void put_provisional() {
    ArrayData data = provisional_.finish();
    const auto valid = std::make_shared<std::vector<std::uint8_t>>(pack_bits(has_provisional_));
    for (const std::uint8_t has : has_provisional_) data.null_count += has == 0;
    const auto both = std::make_shared<std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>>(data.keep, valid);
    data.buffers[0] = valid->data();
    data.keep = both;
    put(field_of("provisional", "b", true), std::move(data));
  }
  void add_errors(const Finding& finding) {
    const Entity& entity = finding.judge().model().vocabulary.entities[finding.norm().about];
    for (const FindingError& error : finding.data().errors) {
      std::string text(error.code);
      if (error.attribute) text += ':' + entity.attributes[*error.attribute].name;
      errors_.append(text);
    }
    errors_.end_list();
  }

  Language language_;
  std::shared_ptr<OutputTable> table_ = std::make_shared<OutputTable>();
  OutputTable::Batch batch_;
  TextBuilder rule_, cites_, bearer_, entity_, id_, message_;
  std::vector<std::int8_t> verdict_;
  TextListBuilder possible_, missing_, judgement_, errors_;
  NumberBuilder<std::int32_t> due_, days_late_, days_left_, earliest_, latest_;
  BoolBuilder provisional_;
  std::vector<std::uint8_t> has_provisional_;
};

}  // namespace

std::shared_ptr<const OutputTable> findings_table(const Findings& findings, Language language) {
  FindingColumns columns(language);
  for (std::size_t i = 0; i < findings.size(); ++i) columns.add(findings[i]);
  return columns.finish();
}

}  // namespace tianya_rules::arrow
