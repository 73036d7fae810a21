// SPDX-License-Identifier: Apache-2.0
/// What the fuzz targets of facts share: any bytes read whole, in pieces, and leniently; every cell of every batch looked at.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "../tests/cpp/facts_sample.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace fuzz_facts {
using namespace tianya_rules;

/// All that a reader says of an input.
struct Reading {
  bool accepted = false;
  std::string problems, digest, cells;
  std::uint64_t records = 0;
};

inline void look_at(const Table& batch, const Vocabulary& vocabulary, std::string& cells) {
  if (batch.entity >= vocabulary.entities.size()) std::abort();
  for (std::size_t row = 0; row < batch.rows; ++row) {
    cells += batch.ids == nullptr ? "?" : std::string(batch.ids[row]);
    for (const Column& column : batch.columns) cells += '\t' + facts_sample::cell(column, row);
    cells += '\n';
  }
}

/// `piece`: how many bytes at a time; 0: all of them, from memory.
inline Reading read(FactsFormat format, std::string_view text, std::size_t piece, bool lenient) {
  static const Vocabulary vocabulary = facts_sample::vocabulary();
  Reading reading;
  ReaderOptions options;
  options.lenient = lenient;
  options.batch_rows = 3;
  FactsReader reader(vocabulary, options, [&](const Table& batch) { look_at(batch, vocabulary, reading.cells); });
  const std::optional<std::size_t> entity = format == FactsFormat::kJson ? std::nullopt : std::optional<std::size_t>(0);
  if (piece == 0) {
    reader.read_text(format, "input", entity, text);
  } else {
    std::size_t at = 0;
    reader.read(format, "input", entity, [&](char* buffer, std::size_t size) {
      const std::size_t count = std::min({size, piece, text.size() - at});
      std::memcpy(buffer, text.data() + at, count);
      at += count;
      return count;
    });
  }
  reading.accepted = reader.finish();
  reading.problems = reader.problems().render();
  reading.digest = reader.digest().value_or("none");
  reading.records = reader.records_read();
  return reading;
}

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

/// The first byte says how long the pieces are.
inline int run(FactsFormat format, const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Reading whole = read(format, text, 0, false);
  const Reading pieces = read(format, text, 1 + data[0] % 64, false);
  require(whole.accepted == pieces.accepted, "accepted whole or in pieces only");
  require(whole.digest == pieces.digest && whole.cells == pieces.cells, "whole and in pieces it is read otherwise");
  const Reading lenient = read(format, text, 0, true);
  require(!whole.accepted || (lenient.accepted && lenient.cells == whole.cells), "accepted, but not leniently");
  if (format == FactsFormat::kJson) (void)scan_top_level_dates(text);
  return 0;
}

}  // namespace fuzz_facts
