// SPDX-License-Identifier: Apache-2.0
/// Readers: facts from JSON, NDJSON and CSV bytes, in batches, with every problem named. Floor: facts.
///
/// The reader checks types, labels, ranges, dates, keys and ids and hands over batches of typed records;
/// nothing of a wrong type reaches evaluation. Memory is bounded by a batch, beside the ids (remembered, to refuse duplicates).
/// Threads: a reader is used by one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/result.hpp"
#include "tianya_rules/calendar/date.hpp"
#include "tianya_rules/facts/assumptions.hpp"
#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class FactsFormat : std::uint8_t { kJson, kNdjson, kCsv };

struct ReaderOptions {
  bool lenient = false;  ///< A wrong cell becomes an error value, with a warning `refused_cell`, instead of a refusal.
  std::size_t batch_rows = 8192;
  bool digest = true;                    ///< Whether facts_digest is worked out.
  bool as_of_overridden = false;         ///< The caller gives as_of: files may then disagree about it.
  bool published_on_overridden = false;  ///< The same for published_on.
};

/// A warning about one fact of the input, as reports carry it.
struct FactWarning {
  std::string code;  ///< snake_case
  std::size_t entity = 0;
  std::string id;
  std::string attribute;
  LocalizedText message;
};

/// The dates at the top level of JSON facts, wherever they stand in it; for a caller who must know them before the records. Looks
/// no further than that: what is wrong with the text is the reader's to say.
struct TopLevelDates {
  std::optional<Date> as_of;
  std::optional<Date> published_on;
};
TIANYA_RULES_API TopLevelDates scan_top_level_dates(std::string_view json);

namespace facts_internal {
struct SchemaList;
}  // namespace facts_internal

/// What readers must know of a vocabulary, worked out once: for who reads many small inputs. The vocabulary must outlive it.
/// Immutable, cheap to copy and shared by threads.
class TIANYA_RULES_API FactsSchemas {
 public:
  explicit FactsSchemas(const Vocabulary& vocabulary);

 private:
  friend class FactsReader;
  std::shared_ptr<const facts_internal::SchemaList> schemas_;
};

/// Reads any number of inputs in order. Records go to `on_batch` (entity and rows) as soon as a batch is full; a batch's memory is
/// valid during the call only. Nothing of a batch may be shown to anybody before `finish` says that the whole input is accepted.
/// The vocabulary must outlive the reader. Records that are refused are not handed over; the others are, so that the caller can
/// look for further problems in them.
class TIANYA_RULES_API FactsReader {
 public:
  using OnBatch = std::function<void(const Table& batch)>;
  FactsReader(const Vocabulary& vocabulary, ReaderOptions options, OnBatch on_batch)
      : FactsReader(FactsSchemas(vocabulary), options, std::move(on_batch)) {}
  FactsReader(const FactsSchemas& schemas, ReaderOptions options, OnBatch on_batch);
  ~FactsReader();

  /// One input. `read(buffer, size)` gives the next bytes, 0 at the end, as fread does. `entity`: for NDJSON and CSV.
  void read(FactsFormat format, std::string name, std::optional<std::size_t> entity,
            const std::function<std::size_t(char*, std::size_t)>& read);
  /// The same for bytes in memory, which are not copied.
  void read_text(FactsFormat format, std::string name, std::optional<std::size_t> entity, std::string_view text);
  /// Hands over what is left and says whether all of the input is accepted.
  bool finish();

  [[nodiscard]] const Diagnostics& problems() const;
  [[nodiscard]] std::optional<Date> as_of() const;  ///< From the files' top level.
  [[nodiscard]] std::optional<Date> published_on() const;
  [[nodiscard]] std::optional<std::string> digest() const;  ///< After `finish`: `sha256:…`; nothing with `lenient`.
  [[nodiscard]] const std::vector<FactWarning>& warnings() const;
  [[nodiscard]] std::uint64_t warning_count() const;  ///< All of them; `warnings()` holds at most 1,000.
  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] std::uint64_t records_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/facts/readers-inl.hpp"
#endif
