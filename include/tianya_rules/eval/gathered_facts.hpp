// SPDX-License-Identifier: Apache-2.0
/// GatheredFacts: facts read whole, checked as every reader checks them, and kept. Floor: eval. Not for callers: use rulebook.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/eval/fact_store.hpp"
#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/facts/readers.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class GatheredFacts {
 public:
  /// The vocabulary, which the schemas are of, and the options must outlive this.
  GatheredFacts(const Vocabulary& vocabulary, const FactsSchemas& schemas, const CheckOptions& options, bool with_digest);
  GatheredFacts(const GatheredFacts&) = delete;
  GatheredFacts& operator=(const GatheredFacts&) = delete;

  void read_json(std::string name, std::string_view text);
  /// Records that a program made: by way of NDJSON, so that names, types, ranges, labels and ids meet the reader's own checks, and
  /// digests come out as a file's. Problems have no place.
  void read_records(const std::vector<Record>& records);
  /// After all reading.
  void finish();

  [[nodiscard]] bool accepted() const { return !problems_.has_errors(); }
  [[nodiscard]] const Diagnostics& problems() const { return problems_; }
  [[nodiscard]] std::optional<Date> as_of() const { return options_.as_of ? options_.as_of : reader_.as_of(); }
  [[nodiscard]] std::optional<Date> published_on() const {
    return options_.published_on ? options_.published_on : reader_.published_on();
  }
  /// Requires `as_of()`.
  [[nodiscard]] ReportHead head() const;
  [[nodiscard]] const FactsReader& reader() const { return reader_; }
  [[nodiscard]] FactStore& store() { return store_; }

 private:
  std::optional<std::size_t> entity_of(const Record& record);
  bool is_text_sound(const Record& record);

  const Vocabulary& vocabulary_;
  const CheckOptions& options_;
  FactStore store_;
  FactsReader reader_;
  Diagnostics problems_;
  bool placeless_ = false;  ///< What the reader says of places is of no use: nobody wrote that text.
};

TIANYA_RULES_END_NAMESPACE
