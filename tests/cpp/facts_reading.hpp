// SPDX-License-Identifier: Apache-2.0
/// Reads facts for a test and writes down what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpp/facts_sample.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace facts_sample {

struct Input {
  FactsFormat format = FactsFormat::kJson;
  std::string text;
  std::optional<std::size_t> entity;
  std::string name = "facts.json";
};
inline Input json(std::string text, std::string name = "facts.json") {
  return {FactsFormat::kJson, std::move(text), std::nullopt, std::move(name)};
}
inline Input ndjson(std::string text, std::string name = "job.ndjson") {
  return {FactsFormat::kNdjson, std::move(text), 0, std::move(name)};
}
inline Input csv(std::string text, std::string name = "job.csv") {
  return {FactsFormat::kCsv, std::move(text), 0, std::move(name)};
}

struct Outcome {
  bool accepted = false;
  std::string rows;      ///< `job a: kind=1 limit=null`, a record a line; absent cells left out.
  std::string problems;  ///< Rendered.
  std::optional<Date> as_of, published_on;
  std::string digest;
  std::vector<FactWarning> warnings;
  std::uint64_t warning_count = 0, records = 0;
};

inline void note_rows(const Vocabulary& vocabulary, const Table& table, std::string& out) {
  const Entity& entity = vocabulary.entities[table.entity];
  for (std::size_t row = 0; row < table.rows; ++row) {
    out += entity.name + ' ' + std::string(table.ids[row]) + ':';
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string text = cell(table.columns[i], row);
      const std::string& name =
          i < entity.attributes.size() ? entity.attributes[i].name : entity.derived[i - entity.attributes.size()].name;
      if (text != "absent") out += ' ' + name + '=' + text;
    }
    out += '\n';
  }
}

/// `piece`: how many bytes a read gives; 0: the text is in memory.
inline Outcome read_facts(const std::vector<Input>& inputs, const ReaderOptions& options = {}, std::size_t piece = 0) {
  const Vocabulary vocabulary = facts_sample::vocabulary();
  Outcome outcome;
  FactsReader reader(vocabulary, options, [&](const Table& batch) { note_rows(vocabulary, batch, outcome.rows); });
  for (const Input& input : inputs) {
    if (piece == 0) {
      reader.read_text(input.format, input.name, input.entity, input.text);
      continue;
    }
    std::size_t at = 0;
    reader.read(input.format, input.name, input.entity, [&](char* to, std::size_t size) {
      const std::size_t given = std::min({size, piece, input.text.size() - at});
      std::memcpy(to, input.text.data() + at, given);
      at += given;
      return given;
    });
  }
  outcome.accepted = reader.finish();
  outcome.problems = reader.problems().render();
  outcome.as_of = reader.as_of(), outcome.published_on = reader.published_on();
  outcome.digest = reader.digest().value_or("none");
  outcome.warnings = reader.warnings(), outcome.warning_count = reader.warning_count(), outcome.records = reader.records_read();
  return outcome;
}

}  // namespace facts_sample
