// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/eval/gathered_facts.hpp"
#include "tianya_rules/eval/rulebook_options-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace rulebook_internal {

inline ReaderOptions reader_options(const CheckOptions& options, bool with_digest) {
  ReaderOptions reading;
  reading.lenient = options.lenient;
  reading.digest = with_digest;
  reading.as_of_overridden = options.as_of.has_value();
  reading.published_on_overridden = options.published_on.has_value();
  return reading;
}

/// The record as a line of NDJSON. A cell that was named and never set is absent.
inline void append_line(std::string& out, const Record& record) {
  out += "{\"id\":";
  append_fact_text(out, record.id());
  for (const auto& [name, value] : record.cells()) {
    if (!value) continue;
    out += ',';
    append_fact_text(out, name), out += ':';
    append_fact_json(out, *value);
  }
  out += "}\n";
}

}  // namespace rulebook_internal

TIANYA_RULES_INLINE GatheredFacts::GatheredFacts(const Vocabulary& vocabulary, const FactsSchemas& schemas,
                                                 const CheckOptions& options, bool with_digest)
    : vocabulary_(vocabulary),
      options_(options),
      store_(vocabulary),
      reader_(schemas, rulebook_internal::reader_options(options, with_digest),
              [this](const Table& batch) { store_.append(batch); }) {}

TIANYA_RULES_INLINE void GatheredFacts::read_json(std::string name, std::string_view text) {
  reader_.read_text(FactsFormat::kJson, std::move(name), std::nullopt, text);
}

TIANYA_RULES_INLINE void GatheredFacts::read_records(const std::vector<Record>& records) {
  placeless_ = true;
  std::vector<std::string> lines(vocabulary_.entities.size());
  for (const Record& record : records) {
    const std::optional<std::size_t> entity = entity_of(record);
    if (entity && is_text_sound(record)) rulebook_internal::append_line(lines[*entity], record);
  }
  for (std::size_t entity = 0; entity < lines.size(); ++entity) {
    if (!lines[entity].empty()) reader_.read_text(FactsFormat::kNdjson, "<records>", entity, lines[entity]);
  }
}

TIANYA_RULES_INLINE std::optional<std::size_t> GatheredFacts::entity_of(const Record& record) {
  const auto entity = vocabulary_.find_entity(record.entity());
  if (entity) return entity;
  std::vector<std::string_view> names;
  for (const Entity& one : vocabulary_.entities) names.emplace_back(one.name);
  problems_.error("unknown-entity", "no entity is called `" + record.entity() + '`', {},
                  rulebook_internal::suggest_name(record.entity(), names));
  return std::nullopt;
}

/// The reader could only say in which line it is not.
TIANYA_RULES_INLINE bool GatheredFacts::is_text_sound(const Record& record) {
  const std::string name = record.entity() + " `" + record.id() + '`';
  const auto refuse = [&](const std::string& what) {
    problems_.error("invalid-utf8", name + " has " + what + " that is not UTF-8", {}, "is it GBK? convert it to UTF-8");
    return false;
  };
  bool sound = is_utf8(record.id()) || refuse("an `id`");
  for (const auto& [attribute, value] : record.cells()) {
    sound = (is_utf8(attribute) || refuse("an attribute's name")) && sound;
    if (value) sound = (is_utf8(*value) || refuse("a text for `" + attribute + '`')) && sound;
  }
  return sound;
}

TIANYA_RULES_INLINE void GatheredFacts::finish() {
  reader_.finish();
  const Diagnostics& found = reader_.problems();
  for (Diagnostic problem : found.items()) {
    if (placeless_) problem.span = {};
    problems_.add(std::move(problem));
  }
  for (std::size_t n = found.items().size(); n < found.error_count(); ++n) problems_.error({}, {});  // beyond those shown: counted
}

TIANYA_RULES_INLINE ReportHead GatheredFacts::head() const {
  ReportHead head;
  head.as_of = *as_of();
  head.published_on = published_on();
  head.known_on = options_.known_on;
  head.facts_digest = reader_.digest();
  return head;
}

TIANYA_RULES_END_NAMESPACE
