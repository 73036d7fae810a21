// SPDX-License-Identifier: Apache-2.0
/// Field and ArrayData: what an ArrowSchema and an ArrowArray say, as values of ours; how they come in and go out.
///
/// A Field or ArrayData may also come from elsewhere (NumPy): formats that Arrow does not have begin with `numpy:`.
/// Ownership: an ArrayData borrows its buffers and keeps their owner alive by `keep`. Threads: values, not changed once shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arrow/abi.hpp"
#include "tianya_rules/base/result.hpp"

namespace tianya_rules::arrow {

struct Field {
  std::string name;
  std::string format;
  std::string metadata;  ///< As encoded in an ArrowSchema; may hold zero bytes.
  std::int64_t flags = ARROW_FLAG_NULLABLE;
  std::vector<Field> children;
  std::shared_ptr<const Field> dictionary;
};

struct ArrayData {
  std::int64_t length = 0;
  std::int64_t null_count = -1;  ///< -1: not counted.
  std::int64_t offset = 0;
  std::vector<const void*> buffers;
  std::vector<ArrayData> children;
  std::shared_ptr<const ArrayData> dictionary;
  std::shared_ptr<const void> keep;

  template <typename T>
  [[nodiscard]] const T* buffer(std::size_t index) const {
    return index < buffers.size() ? static_cast<const T*>(buffers[index]) : nullptr;
  }
};

/// A table that was made here: its fields, and for each batch one array a field.
struct OutputTable {
  std::vector<Field> fields;
  struct Batch {
    std::int64_t rows = 0;
    std::vector<ArrayData> columns;
  };
  std::vector<Batch> batches;
  [[nodiscard]] std::int64_t rows() const;
};

/// Copies a schema. Fails (`invalid-arrow`) on one that is broken or nested too deeply.
Result<Field> import_field(const ArrowSchema& schema);

/// Takes over `array` (its `release` is nullptr afterwards). Fails on one that does not have the shape of `field`.
Result<ArrayData> import_array(ArrowArray& array, const Field& field);

/// Reads a stream of record batches, which it takes over.
class StreamReader {
 public:
  explicit StreamReader(ArrowArrayStream& stream);
  ~StreamReader();
  StreamReader(const StreamReader&) = delete;
  StreamReader& operator=(const StreamReader&) = delete;
  /// The schema: a struct with a child a column.
  Result<Field> schema();
  /// The next batch; nothing at the end.
  Result<std::optional<ArrayData>> next(const Field& field);

 private:
  [[nodiscard]] Diagnostics failure(int code, const char* what);
  ArrowArrayStream stream_;
};

/// Fills `out`; the consumer releases it. Memory is shared, never copied.
void export_schema(const std::vector<Field>& fields, ArrowSchema* out);
void export_array(const ArrayData& data, ArrowArray* out);
void export_stream(std::shared_ptr<const OutputTable> table, ArrowArrayStream* out);

}  // namespace tianya_rules::arrow
