// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include "tianya_rules/facts/assumptions.hpp"
#include "tianya_rules/report/report.hpp"
#include "tianya_rules/version.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace report_internal {

inline void append_key(std::string& out, std::string_view key) {
  append_json_string(out, key);
  out += ": ";
}

inline void append_field(std::string& out, std::string_view key, std::string_view text) {
  append_key(out, key);
  append_json_string(out, text);
}

/// `["a", "b"]` of anything that `name` turns into texts.
template <typename Items, typename Name>
void append_json_list(std::string& out, const Items& items, const Name& name) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ", ";
    first = false;
    append_json_string(out, name(item));
  }
  out += ']';
}

inline void append_errors(std::string& out, const std::vector<FindingError>& errors, const Entity& entity) {
  out += '[';
  for (std::size_t i = 0; i < errors.size(); ++i) {
    out += i == 0 ? "{" : ", {";
    append_field(out, "code", errors[i].code);
    if (errors[i].attribute) out += ", ", append_field(out, "attribute", entity.attributes[*errors[i].attribute].name);
    out += '}';
  }
  out += ']';
}

/// An assumed value, typed as in the facts.
inline void append_assumed(std::string& out, const Assumption& assumed, const Type& type) {
  if (assumed.null)
    out += "null";
  else if (type.is_enumeration())
    append_json_string(out, type.enumeration->labels[static_cast<std::size_t>(assumed.integer)]);
  else if (type.is(TypeKind::kBool))
    out += assumed.integer != 0 ? "true" : "false";
  else if (type.is(TypeKind::kInt))
    out += std::to_string(assumed.integer);
  else if (type.is(TypeKind::kDouble))
    out += fmt::format("{}", assumed.real);
  else if (type.is(TypeKind::kDate))
    append_json_date(out, static_cast<std::int32_t>(assumed.integer));
  else if (type.is(TypeKind::kList))
    append_json_list(out, assumed.texts, [](const std::string& text) { return std::string_view(text); });
  else
    append_json_string(out, assumed.string);
}

inline void append_assumptions(std::string& out, const Judge& judge) {
  out += '{';
  bool first = true;
  for (const auto& [path, value] : judge.options().assume) {
    const Result<Assumption> assumed = parse_assumption(judge.model().vocabulary, path, value);
    if (!assumed.ok()) continue;  // the judge would not exist
    if (!first) out += ", ";
    first = false;
    append_key(out, path);
    append_assumed(out, *assumed, judge.model().vocabulary.entities[assumed->entity].attributes[assumed->column].type);
  }
  out += '}';
}

inline void append_readings(std::string& out, const Judge& judge) {
  const RulebookModel& model = judge.model();
  out += "\"readings\": {";
  for (std::size_t i = 0; i < model.readings.size(); ++i) {
    if (i > 0) out += ", ";
    append_field(out, model.readings[i].id, model.readings[i].answers[judge.choice().answers[i]].id);
  }
  out += "}, \"given\": {";
  bool first = true;
  for (const auto& [reading, list] : judge.choice().given) {
    if (!first) out += ", ";
    first = false;
    append_key(out, model.readings[reading].id);
    append_json_list(out, list, [](const std::string& text) { return std::string_view(text); });
  }
  out += '}';
}

/// `, "due": …` to `"due_latest"`: of deadlines alone.
inline void append_deadline(std::string& out, const FindingData& data) {
  out += ", \"due\": ";
  if (data.due)
    append_json_date(out, *data.due);
  else
    out += "null";
  if (data.days_late) out += ", \"days_late\": " + std::to_string(*data.days_late);
  if (data.days_left) out += ", \"days_left\": " + std::to_string(*data.days_left);
  out += data.provisional ? ", \"provisional\": true" : ", \"provisional\": false";
  if (data.due_earliest) out += ", \"due_earliest\": ", append_json_date(out, *data.due_earliest);
  if (data.due_latest) out += ", \"due_latest\": ", append_json_date(out, *data.due_latest);
}

/// `a|b` of anything that `name` turns into texts.
template <typename Items, typename Name>
std::string joined_by_bar(const Items& items, const Name& name) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "|") + std::string(name(item));
  return out;
}

}  // namespace report_internal

TIANYA_RULES_INLINE ReportWriter::ReportWriter(Judge judge) : judge_(std::move(judge)) {
  const RulebookModel& model = judge_.model();
  prefixes_.resize(model.norms.size());
  for (std::size_t i = 0; i < model.norms.size(); ++i) {
    const Norm& norm = model.norms[i];
    const std::string& bearer = model.bearers[norm.bearer].id;
    const std::string& entity = model.vocabulary.entities[norm.about].name;
    std::string& json = prefixes_[i].json;
    json = "{";
    report_internal::append_field(json, "rule", norm.id), json += ", ";
    report_internal::append_field(json, "cites", norm.cites), json += ", ";
    report_internal::append_field(json, "bearer", bearer), json += ", \"subject\": {";
    report_internal::append_field(json, "type", entity), json += ", \"id\": ";
    for (const std::string* cell : {&norm.id, &norm.cites, &bearer, &entity})
      append_csv_cell(prefixes_[i].csv, *cell), prefixes_[i].csv += ',';
  }
}

TIANYA_RULES_INLINE void ReportWriter::append_json(std::string& out, const FindingData& data, std::string_view id,
                                                   std::string_view message_zh, std::string_view message_en) const {
  const RulebookModel& model = judge_.model();
  const Norm& norm = model.norms[data.norm];
  const Entity& entity = model.vocabulary.entities[norm.about];
  const auto name = [&](std::size_t attribute) { return std::string_view(entity.attributes[attribute].name); };
  out += prefixes_[data.norm].json;
  append_json_string(out, id);
  out += "}, ";
  report_internal::append_field(out, "verdict", to_string(verdict_of(data.bits, norm.kind)));
  out += ", \"possible\": ";
  report_internal::append_json_list(out, possible_of(data.bits, norm.kind), [](Verdict verdict) { return to_string(verdict); });
  if (data.not_in_force) out += ", \"reason\": \"not_in_force\"";
  if (norm.kind == NormKind::kDeadline) report_internal::append_deadline(out, data);
  out += ", \"missing\": ";
  report_internal::append_json_list(out, data.missing, name);
  out += ", \"needs_judgement\": ";
  report_internal::append_json_list(out, data.needs_judgement, name);
  out += ", \"errors\": ";
  report_internal::append_errors(out, data.errors, entity);
  out += ", \"message\": {";
  report_internal::append_field(out, "zh", message_zh), out += ", ";
  report_internal::append_field(out, "en", message_en), out += "}}";
}

TIANYA_RULES_INLINE std::string_view ReportWriter::csv_heading() {
  return "rule,cites,bearer,entity,id,verdict,possible,due,days_late,days_left,provisional,due_earliest,due_latest,missing,"
         "needs_judgement,errors,message\n";
}

TIANYA_RULES_INLINE void ReportWriter::append_csv(std::string& out, const FindingData& data, std::string_view id,
                                                  std::string_view message) const {
  const RulebookModel& model = judge_.model();
  const Norm& norm = model.norms[data.norm];
  const Entity& entity = model.vocabulary.entities[norm.about];
  const bool deadline = norm.kind == NormKind::kDeadline;
  const auto name = [&](std::size_t attribute) { return std::string_view(entity.attributes[attribute].name); };
  const auto date = [&](const std::optional<std::int32_t>& days) {
    if (days) out += Date::from_days(*days).iso();
    out += ',';
  };
  const auto number = [&](const std::optional<std::int32_t>& value) {
    if (value) out += std::to_string(*value);
    out += ',';
  };
  out += prefixes_[data.norm].csv;
  append_csv_cell(out, id), out += ',';
  out += to_string(verdict_of(data.bits, norm.kind)), out += ',';
  out += report_internal::joined_by_bar(possible_of(data.bits, norm.kind), [](Verdict verdict) { return to_string(verdict); }),
      out += ',';
  date(data.due), number(data.days_late), number(data.days_left);
  out += deadline ? (data.provisional ? "true," : "false,") : ",";
  date(data.due_earliest), date(data.due_latest);
  append_csv_cell(out, report_internal::joined_by_bar(data.missing, name)), out += ',';
  append_csv_cell(out, report_internal::joined_by_bar(data.needs_judgement, name)), out += ',';
  append_csv_cell(out, report_internal::joined_by_bar(data.errors, [&](const FindingError& error) {
                    return std::string(error.code) +
                           (error.attribute ? ':' + entity.attributes[*error.attribute].name : std::string());
                  }));
  out += ',';
  append_csv_cell(out, message), out += '\n';
}

TIANYA_RULES_INLINE std::string head_fields(const Judge& judge, const ReportHead& head) {
  using report_internal::append_field;
  std::string out = "\"schema\": 1, ";
  append_field(out, "tianya_rules", TIANYA_RULES_VERSION), out += ", \"rulebook\": {";
  append_field(out, "id", judge.model().id), out += ", ";
  append_field(out, "digest", judge.model().digest), out += "},\n \"calendar\": ";
  const Judge::CalendarInfo& calendar = judge.calendar();
  if (calendar.id.empty()) {
    out += "null";
  } else {
    out += '{';
    append_field(out, "id", calendar.id), out += ", \"published_through\": ";
    append_json_date(out, calendar.published_through), out += ", \"known_on\": ";
    append_json_date(out, head.known_on), out += ", ";
    append_field(out, "digest", calendar.digest), out += '}';
  }
  out += ",\n ";
  report_internal::append_readings(out, judge);
  out += ", \"assumptions\": ";
  report_internal::append_assumptions(out, judge);
  out += ",\n \"published_on\": ";
  append_json_date(out, head.published_on), out += ", \"as_of\": ";
  append_json_date(out, head.as_of.days()), out += ", \"facts_digest\": ";
  if (head.facts_digest)
    append_json_string(out, *head.facts_digest);
  else
    out += "null";
  return out;
}

TIANYA_RULES_INLINE std::string closing_fields(const RulebookModel& model, const std::array<std::uint64_t, kVerdictCount>& summary,
                                               const std::vector<FactWarning>& warnings, std::uint64_t warning_count) {
  using report_internal::append_field;
  std::string out = "\"summary\": {";
  for (std::size_t i = 0; i < kVerdictCount; ++i) {
    out += i == 0 ? "" : ", ";
    report_internal::append_key(out, to_string(static_cast<Verdict>(i)));
    out += std::to_string(summary[i]);
  }
  out += "}, \"warnings\": [";
  const auto append_message = [&](const LocalizedText& message) {
    out += ", \"message\": {";
    append_field(out, "zh", message.zh), out += ", ";
    append_field(out, "en", message.en), out += '}';
  };
  for (std::size_t i = 0; i < warnings.size(); ++i) {
    const FactWarning& warning = warnings[i];
    out += i == 0 ? "{" : ", {";
    append_field(out, "code", warning.code), out += ", \"subject\": {";
    append_field(out, "type", model.vocabulary.entities[warning.entity].name), out += ", ";
    append_field(out, "id", warning.id), out += "}, ";
    append_field(out, "attribute", warning.attribute);
    append_message(warning.message), out += '}';
  }
  if (warning_count > warnings.size()) {
    const std::uint64_t more = warning_count - warnings.size();
    out += warnings.empty() ? "{" : ", {";
    append_field(out, "code", "further_warnings"), out += ", \"subject\": null, \"attribute\": null";
    append_message({"另有 " + std::to_string(more) + " 条提示未列出", std::to_string(more) + " further warnings are not listed"});
    out += ", \"count\": " + std::to_string(more) + '}';
  }
  return out + ']';
}

namespace report_internal {

/// The message in one language, explained only where that adds something.
inline std::string message_in(Messages& messages, const Finding& finding, std::optional<Explanation>& why, Language language) {
  if (!why && messages.needs_explanation(finding.data())) why = finding.explanation();
  return messages.message(finding.data(), why ? &*why : nullptr, language);
}

inline void append_json(std::string& out, const ReportWriter& writer, Messages& messages, const Finding& finding) {
  std::optional<Explanation> why;
  const std::string zh = message_in(messages, finding, why, Language::kChinese);
  const std::string en = message_in(messages, finding, why, Language::kEnglish);
  writer.append_json(out, finding.data(), finding.subject_id(), zh, en);
}

}  // namespace report_internal

TIANYA_RULES_INLINE std::string to_json(const Finding& finding) {
  std::string out;
  Messages messages(finding.judge(), finding.as_of());
  report_internal::append_json(out, ReportWriter(finding.judge()), messages, finding);
  return out;
}

TIANYA_RULES_INLINE std::string to_json(const Findings& findings) {
  const ReportWriter writer(findings.judge());
  Messages messages(findings.judge(), findings.head().as_of);
  std::string out = '{' + head_fields(findings.judge(), findings.head()) + ",\n \"findings\": [";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out += i == 0 ? "\n  " : ",\n  ";
    report_internal::append_json(out, writer, messages, findings[i]);
  }
  out += findings.size() == 0 ? "],\n " : "\n ],\n ";
  return out + closing_fields(findings.judge().model(), findings.summary(), findings.warnings(), findings.warning_count()) + "}\n";
}

TIANYA_RULES_INLINE std::string to_ndjson(const Findings& findings) {
  const ReportWriter writer(findings.judge());
  Messages messages(findings.judge(), findings.head().as_of);
  std::string out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    report_internal::append_json(out, writer, messages, findings[i]);
    out += '\n';
  }
  std::string last = '{' + head_fields(findings.judge(), findings.head()) + ", " +
                     closing_fields(findings.judge().model(), findings.summary(), findings.warnings(), findings.warning_count()) +
                     '}';
  std::erase(last, '\n');  // between fields only: inside texts it is escaped
  return out + last + '\n';
}

TIANYA_RULES_INLINE std::string to_csv(const Findings& findings, Language language) {
  const ReportWriter writer(findings.judge());
  Messages messages(findings.judge(), findings.head().as_of);
  std::string out(ReportWriter::csv_heading());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    std::optional<Explanation> why;
    const std::string message = report_internal::message_in(messages, findings[i], why, language);
    writer.append_csv(out, findings[i].data(), findings[i].subject_id(), message);
  }
  return out;
}

TIANYA_RULES_INLINE std::string Finding::message(Language language) const {
  Messages messages(judge(), as_of());
  std::optional<Explanation> why;
  return report_internal::message_in(messages, *this, why, language);
}

TIANYA_RULES_INLINE std::string Finding::explain(std::string_view language) const {
  return explain_text(judge(), as_of(), subject_id(), data(), explanation(),
                      language == "zh" ? Language::kChinese : Language::kEnglish);
}

TIANYA_RULES_END_NAMESPACE
