// SPDX-License-Identifier: Apache-2.0
#include "arrow/array.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include "arrow/physical.hpp"

namespace tianya_rules::arrow {

namespace {

constexpr int kMaxDepth = 16;
constexpr std::int64_t kMaxChildren = 100'000;

Diagnostics broken(const std::string& what) {
  Diagnostics problems;
  problems.error("invalid-arrow", what, {}, "whoever made this table broke the Arrow C data interface");
  return problems;
}

/// The metadata's bytes: a count, then keys and values, each with its length before it (all int32 of the machine's own order).
std::string metadata_of(const char* data) {
  if (data == nullptr) return {};
  const auto number = [&](std::size_t at) {
    std::int32_t value = 0;
    std::memcpy(&value, data + at, sizeof value);
    return value < 0 ? 0 : value;
  };
  std::size_t size = 4;
  for (std::int32_t left = 2 * number(0); left > 0; --left) size += 4 + static_cast<std::size_t>(number(size));
  return {data, size};
}

Result<Field> import_field_at(const ArrowSchema& schema, int depth) {
  if (schema.release == nullptr || schema.format == nullptr) return broken("a schema was released or has no format");
  if (depth > kMaxDepth) return broken("a type is nested too deeply");
  if (schema.n_children < 0 || schema.n_children > kMaxChildren) return broken("a schema has an impossible number of children");
  Field field;
  field.format = schema.format;
  field.name = schema.name == nullptr ? "" : schema.name;
  field.metadata = metadata_of(schema.metadata);
  field.flags = schema.flags;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children == nullptr || schema.children[i] == nullptr) return broken("a schema lacks a child");
    Result<Field> child = import_field_at(*schema.children[i], depth + 1);
    if (!child.ok()) return child;
    field.children.push_back(std::move(*child));
  }
  if (schema.dictionary != nullptr) {
    Result<Field> dictionary = import_field_at(*schema.dictionary, depth + 1);
    if (!dictionary.ok()) return dictionary;
    field.dictionary = std::make_shared<const Field>(std::move(*dictionary));
  }
  return field;
}

/// What is wrong with the shape of an array of that field; "" if nothing is.
std::string fault_of(const ArrowArray& array, const Field& field) {
  if (array.length < 0 || array.offset < 0 || array.length > INT64_MAX - array.offset)
    return "an array has a negative length or offset";
  if (array.n_buffers < 0 || (array.n_buffers > 0 && array.buffers == nullptr)) return "an array lacks its buffers";
  if (array.n_children != static_cast<std::int64_t>(field.children.size()))
    return "an array does not have the children of its schema";
  if (array.n_children > 0 && array.children == nullptr) return "an array lacks its children";
  if ((array.dictionary != nullptr) != (field.dictionary != nullptr)) return "an array and its schema disagree about a dictionary";
  if (array.n_buffers < least_buffers(field)) return "an array of format `" + field.format + "` has too few buffers";
  return {};
}

Result<ArrayData> import_array_at(const ArrowArray& array, const Field& field, const std::shared_ptr<const void>& keep) {
  if (const std::string fault = fault_of(array, field); !fault.empty()) return broken(fault);
  ArrayData data;
  data.length = array.length, data.null_count = array.null_count, data.offset = array.offset;
  data.keep = keep;
  for (std::int64_t i = 0; i < array.n_buffers; ++i) data.buffers.push_back(array.buffers[i]);
  for (std::int64_t i = 0; i < array.n_children; ++i) {
    if (array.children[i] == nullptr) return broken("an array lacks a child");
    Result<ArrayData> child = import_array_at(*array.children[i], field.children[static_cast<std::size_t>(i)], keep);
    if (!child.ok()) return child;
    data.children.push_back(std::move(*child));
  }
  if (array.dictionary != nullptr) {
    Result<ArrayData> dictionary = import_array_at(*array.dictionary, *field.dictionary, keep);
    if (!dictionary.ok()) return dictionary;
    data.dictionary = std::make_shared<const ArrayData>(std::move(*dictionary));
  }
  return data;
}

// What goes out: every struct owns the storage behind its pointers by its private_data.

struct SchemaStorage {
  Field field;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};

void release_schema(ArrowSchema* schema) {
  auto* const storage = static_cast<SchemaStorage*>(schema->private_data);
  for (ArrowSchema& child : storage->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (storage->dictionary.release != nullptr) storage->dictionary.release(&storage->dictionary);
  delete storage;
  schema->release = nullptr;
}

void export_field(const Field& field, ArrowSchema* out) {
  auto* const storage = new SchemaStorage;
  storage->field = field;
  storage->children.resize(field.children.size());
  for (std::size_t i = 0; i < field.children.size(); ++i) {
    export_field(field.children[i], &storage->children[i]);
    storage->pointers.push_back(&storage->children[i]);
  }
  if (field.dictionary) export_field(*field.dictionary, &storage->dictionary);
  out->format = storage->field.format.c_str();
  out->name = storage->field.name.c_str();
  out->metadata = field.metadata.empty() ? nullptr : storage->field.metadata.data();
  out->flags = field.flags;
  out->n_children = static_cast<std::int64_t>(storage->pointers.size());
  out->children = storage->pointers.data();
  out->dictionary = field.dictionary ? &storage->dictionary : nullptr;
  out->release = release_schema;
  out->private_data = storage;
}

struct ArrayStorage {
  ArrayData data;  // its own children and dictionary are in the structs below
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};

void release_array(ArrowArray* array) {
  auto* const storage = static_cast<ArrayStorage*>(array->private_data);
  for (ArrowArray& child : storage->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (storage->dictionary.release != nullptr) storage->dictionary.release(&storage->dictionary);
  delete storage;
  array->release = nullptr;
}

struct StreamStorage {
  std::shared_ptr<const OutputTable> table;
  std::size_t next = 0;
};

ArrayData batch_data(const OutputTable::Batch& batch) {
  ArrayData record;
  record.length = batch.rows;
  record.null_count = 0;
  record.buffers = {nullptr};
  record.children = batch.columns;
  return record;
}

int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    export_schema(static_cast<StreamStorage*>(stream->private_data)->table->fields, out);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& storage = *static_cast<StreamStorage*>(stream->private_data);
  if (storage.next == storage.table->batches.size()) {
    *out = ArrowArray{};
    return 0;
  }
  try {
    export_array(batch_data(storage.table->batches[storage.next]), out);
    ++storage.next;
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

const char* stream_error(ArrowArrayStream*) { return "out of memory"; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamStorage*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

std::int64_t OutputTable::rows() const {
  std::int64_t sum = 0;
  for (const Batch& batch : batches) sum += batch.rows;
  return sum;
}

Result<Field> import_field(const ArrowSchema& schema) { return import_field_at(schema, 0); }

Result<ArrayData> import_array(ArrowArray& array, const Field& field) {
  struct Owner {
    ArrowArray array;
    ~Owner() { array.release(&array); }
  };
  if (array.release == nullptr) return broken("an array was released before it was read");
  const auto owner = std::shared_ptr<Owner>(new Owner{array});
  array.release = nullptr;
  return import_array_at(owner->array, field, owner);
}

StreamReader::StreamReader(ArrowArrayStream& stream) : stream_(stream) { stream.release = nullptr; }

StreamReader::~StreamReader() {
  if (stream_.release != nullptr) stream_.release(&stream_);
}

Diagnostics StreamReader::failure(int code, const char* what) {
  const char* const said = stream_.get_last_error(&stream_);
  Diagnostics problems;
  problems.error("table-source-failed", std::string(what) + ": " + (said != nullptr ? said : std::strerror(code)));
  return problems;
}

Result<Field> StreamReader::schema() {
  if (stream_.release == nullptr) return broken("a stream was released before it was read");
  ArrowSchema schema{};
  if (const int code = stream_.get_schema(&stream_, &schema); code != 0) return failure(code, "the table gives no schema");
  Result<Field> field = import_field(schema);
  if (schema.release != nullptr) schema.release(&schema);
  if (field.ok() && field->format != "+s") return broken("a table is a struct of columns, not `" + field->format + '`');
  return field;
}

Result<std::optional<ArrayData>> StreamReader::next(const Field& field) {
  ArrowArray array{};
  if (const int code = stream_.get_next(&stream_, &array); code != 0) return failure(code, "the table cannot be read to its end");
  if (array.release == nullptr) return std::optional<ArrayData>();
  Result<ArrayData> data = import_array(array, field);
  if (!data.ok()) return data.diagnostics();
  return std::optional<ArrayData>(std::move(*data));
}

void export_schema(const std::vector<Field>& fields, ArrowSchema* out) {
  Field record;
  record.format = "+s";
  record.flags = 0;
  record.children = fields;
  export_field(record, out);
}

void export_array(const ArrayData& data, ArrowArray* out) {
  auto* const storage = new ArrayStorage;
  storage->data = data;
  storage->children.resize(data.children.size());
  for (std::size_t i = 0; i < data.children.size(); ++i) {
    export_array(data.children[i], &storage->children[i]);
    storage->pointers.push_back(&storage->children[i]);
  }
  if (data.dictionary) export_array(*data.dictionary, &storage->dictionary);
  out->length = data.length, out->null_count = data.null_count, out->offset = data.offset;
  out->n_buffers = static_cast<std::int64_t>(storage->data.buffers.size());
  out->buffers = storage->data.buffers.data();
  out->n_children = static_cast<std::int64_t>(storage->pointers.size());
  out->children = storage->pointers.data();
  out->dictionary = data.dictionary ? &storage->dictionary : nullptr;
  out->release = release_array;
  out->private_data = storage;
}

void export_stream(std::shared_ptr<const OutputTable> table, ArrowArrayStream* out) {
  out->private_data = new StreamStorage{std::move(table), 0};
  out->get_schema = stream_schema;
  out->get_next = stream_next;
  out->get_last_error = stream_error;
  out->release = release_stream;
}

}  // namespace tianya_rules::arrow
