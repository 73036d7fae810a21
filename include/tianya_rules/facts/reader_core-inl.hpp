// SPDX-License-Identifier: Apache-2.0
/// ReaderCore: what all inputs of one FactsReader share. Internal to the facts floor.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tianya_rules/facts/id_set-inl.hpp"
#include "tianya_rules/facts/input_text-inl.hpp"
#include "tianya_rules/facts/readers.hpp"
#include "tianya_rules/facts/record_digest-inl.hpp"
#include "tianya_rules/facts/schema-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// One entity's records, over all inputs.
struct EntityState {
  EntityState(const EntitySchema& its_schema, bool with_digest)
      : schema(its_schema), builder(schema.entity(), schema.index()), digest(with_digest ? new RecordDigest(schema) : nullptr) {}
  const EntitySchema& schema;
  TableBuilder builder;
  IdSet ids;
  std::unique_ptr<RecordDigest> digest;
  std::uint64_t records = 0;
};

/// A date that stands at the top level of files.
struct TopLevelDate {
  std::optional<Date> date;
  std::string source;  ///< The input that gave it first.
};

class ReaderCore {
 public:
  ReaderCore(std::shared_ptr<const SchemaList> schemas, ReaderOptions options, FactsReader::OnBatch on_batch)
      : schemas_(std::move(schemas)), options_(options), on_batch_(std::move(on_batch)), entities_(schemas_->entities.size()) {}

  [[nodiscard]] const Vocabulary& vocabulary() const { return schemas_->vocabulary; }
  [[nodiscard]] const ReaderOptions& options() const { return options_; }
  [[nodiscard]] bool wants_digest() const { return options_.digest && !options_.lenient; }
  [[nodiscard]] EntityState& entity(std::size_t index) {
    auto& state = entities_[index];
    if (!state) state = std::make_unique<EntityState>(schemas_->entities[index], wants_digest());
    return *state;
  }

  [[nodiscard]] Diagnostics& problems() { return problems_; }
  /// Whether further problems are only counted: their words need not be found.
  [[nodiscard]] bool full() const { return problems_.error_count() >= Diagnostics::kMaxShown; }
  void count_problem() { problems_.error({}, {}); }
  void problem(std::string code, std::string message, Span span, std::string help = {}) {
    problems_.error(std::move(code), std::move(message), std::move(span), std::move(help));
  }

  [[nodiscard]] std::vector<FactWarning>& warnings() { return warnings_; }
  [[nodiscard]] std::uint64_t warning_count() const { return warning_count_; }
  /// Counts a warning; true if it is not to be kept.
  bool count_warning() { return warning_count_++ >= kMaxWarnings; }

  void row_added(EntityState& entity) {
    ++records_;
    if (entity.builder.rows() >= options_.batch_rows) hand_over(entity);
  }
  void finish() {
    for (const auto& entity : entities_) {
      if (entity && entity->builder.rows() > 0) hand_over(*entity);
    }
  }
  [[nodiscard]] std::string digest() {
    std::map<std::string, std::string> lines;  // by name
    for (const auto& entity : entities_) {
      if (entity && entity->records > 0) lines[entity->schema.entity().name] = entity->digest->hex();
    }
    Sha256 all;
    for (const auto& [name, hex] : lines) all.update(hex + "  " + name + '\n');
    return "sha256:" + all.hex();
  }

  /// A date that an input gives for `key` (`as_of`, `published_on`) at the place of `span`.
  void give_date(TopLevelDate& known, const std::string& key, bool overridden, Date date, const std::string& source,
                 const Span& span) {
    if (!known.date) known = {date, source};
    if (*known.date == date || overridden) return;
    problem("conflicting-dates", '`' + key + "` is " + date.iso() + " here and " + known.date->iso() + " in `" + known.source + '`',
            span, "give the date with the command; it then holds for all files");
  }

  TopLevelDate as_of, published_on;
  std::uint64_t bytes = 0;
  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  void hand_over(EntityState& entity) {
    if (on_batch_) on_batch_(entity.builder.table());
    entity.builder.clear();
  }

  const std::shared_ptr<const SchemaList> schemas_;
  ReaderOptions options_;
  FactsReader::OnBatch on_batch_;
  std::vector<std::unique_ptr<EntityState>> entities_;
  Diagnostics problems_;
  std::vector<FactWarning> warnings_;
  std::uint64_t warning_count_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
