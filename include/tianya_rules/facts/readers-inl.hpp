// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <utility>

#include "tianya_rules/facts/csv_reader-inl.hpp"
#include "tianya_rules/facts/json_reader-inl.hpp"
#include "tianya_rules/facts/readers.hpp"
#include "tianya_rules/facts/table-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace facts_internal {

inline bool read_date_token(JsonCursor& cursor, std::optional<Date>& date) {
  JsonString token;
  if (cursor.peek() != '"') return true;
  if (!cursor.read_string(token)) return false;
  const Result<Date> parsed = Date::parse(json_text(token));
  if (parsed.ok()) date = *parsed;
  return true;
}

inline void without_byte_order_mark(std::string_view& text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
}

}  // namespace facts_internal

TIANYA_RULES_INLINE TopLevelDates scan_top_level_dates(std::string_view json) {
  using namespace facts_internal;
  without_byte_order_mark(json);
  TopLevelDates dates;
  JsonCursor cursor(json);
  cursor.skip_space();
  if (!cursor.take('{')) return dates;
  JsonString key;
  std::string_view ignored;
  for (bool more = true; more;) {
    if (!cursor.read_key(key)) return dates;
    const bool as_of = key.raw == "as_of", published_on = key.raw == "published_on";
    std::optional<Date>& date = as_of ? dates.as_of : dates.published_on;
    if (cursor.peek() == '"' && (as_of || published_on) && !date) {
      if (!read_date_token(cursor, date)) return dates;
    } else if (!cursor.skip_value(ignored)) {
      return dates;
    }
    if (!cursor.next_item('}', more)) return dates;
  }
  return dates;
}

struct FactsReader::State {
  State(std::shared_ptr<const facts_internal::SchemaList> schemas, ReaderOptions options, OnBatch on_batch)
      : core(std::move(schemas), options, std::move(on_batch)) {}

  void read_input(FactsFormat format, facts_internal::InputText& input, std::optional<std::size_t> entity) {
    if (!entity) {
      core.problem("missing-entity", "nothing says which entity's records these are", input.span(),
                   "name the entity, or call the file after it");
    } else if (format == FactsFormat::kNdjson) {
      facts_internal::NdjsonReader(core, input, *entity).read();
    } else {
      facts_internal::CsvReader(core, input, *entity).read();
    }
  }
  void read_json(std::string name, std::string_view text) {
    core.bytes += text.size();
    facts_internal::without_byte_order_mark(text);
    facts_internal::InputText input(std::move(name), text);
    if (text.size() > kMaxJsonBytes) {
      core.problem("too-large", "JSON facts have more than " + std::to_string(kMaxJsonBytes) + " bytes", input.span(),
                   "NDJSON and CSV are read piece by piece, whatever their size");
      return;
    }
    input.check_utf8(input.begin(), input.end());
    facts_internal::JsonReader(core, input, text).read();
  }

  facts_internal::ReaderCore core;
  std::optional<std::string> digest;
};

TIANYA_RULES_INLINE FactsSchemas::FactsSchemas(const Vocabulary& vocabulary)
    : schemas_(std::make_shared<const facts_internal::SchemaList>(vocabulary)) {}

TIANYA_RULES_INLINE FactsReader::FactsReader(const FactsSchemas& schemas, ReaderOptions options, OnBatch on_batch)
    : state_(new State(schemas.schemas_, options, std::move(on_batch))) {}
TIANYA_RULES_INLINE FactsReader::~FactsReader() = default;

TIANYA_RULES_INLINE void FactsReader::read(FactsFormat format, std::string name, std::optional<std::size_t> entity,
                                           const std::function<std::size_t(char*, std::size_t)>& read) {
  if (format == FactsFormat::kJson) {
    std::string text;
    for (std::size_t size = 0, got = 1; got > 0 && size <= kMaxJsonBytes; size += got) {
      text.resize(std::max<std::size_t>(size + (1 << 20), size + size / 2));
      got = read(text.data() + size, text.size() - size);
      if (got == 0)
        text.resize(size);
      else if (size + got > kMaxJsonBytes)
        text.resize(size + got);
    }
    return state_->read_json(std::move(name), text);
  }
  facts_internal::InputText input(std::move(name), read);
  state_->read_input(format, input, entity);
  state_->core.bytes += input.bytes_read();
}

TIANYA_RULES_INLINE void FactsReader::read_text(FactsFormat format, std::string name, std::optional<std::size_t> entity,
                                                std::string_view text) {
  if (format == FactsFormat::kJson) return state_->read_json(std::move(name), text);
  facts_internal::InputText input(std::move(name), text);
  state_->read_input(format, input, entity);
  state_->core.bytes += text.size();
}

TIANYA_RULES_INLINE bool FactsReader::finish() {
  state_->core.finish();
  const bool accepted = !state_->core.problems().has_errors();
  if (accepted && state_->core.wants_digest()) state_->digest = state_->core.digest();
  return accepted;
}

TIANYA_RULES_INLINE const Diagnostics& FactsReader::problems() const { return state_->core.problems(); }
TIANYA_RULES_INLINE std::optional<Date> FactsReader::as_of() const { return state_->core.as_of.date; }
TIANYA_RULES_INLINE std::optional<Date> FactsReader::published_on() const { return state_->core.published_on.date; }
TIANYA_RULES_INLINE std::optional<std::string> FactsReader::digest() const { return state_->digest; }
TIANYA_RULES_INLINE const std::vector<FactWarning>& FactsReader::warnings() const { return state_->core.warnings(); }
TIANYA_RULES_INLINE std::uint64_t FactsReader::warning_count() const { return state_->core.warning_count(); }
TIANYA_RULES_INLINE std::uint64_t FactsReader::bytes_read() const { return state_->core.bytes; }
TIANYA_RULES_INLINE std::uint64_t FactsReader::records_read() const { return state_->core.records(); }

TIANYA_RULES_END_NAMESPACE
