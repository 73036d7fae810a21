// SPDX-License-Identifier: Apache-2.0
#include "python/table_source.hpp"

#include <string>
#include <utility>
#include <vector>

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

using arrow::ArrayData;
using arrow::Field;

template <typename T>
T& held_by(py::handle object, const char* name) {
  auto* const held = static_cast<T*>(PyCapsule_GetPointer(object.ptr(), name));
  if (held == nullptr) throw py::error_already_set();
  return *held;
}

class StreamSource final : public arrow::TableSource {
 public:
  explicit StreamSource(ArrowArrayStream& stream) : reader_(stream) {}
  Result<Field> schema() override { return reader_.schema(); }
  Result<std::optional<ArrayData>> next(const Field& field) override { return reader_.next(field); }

 private:
  arrow::StreamReader reader_;
};

/// One batch that is all there.
class BatchSource final : public arrow::TableSource {
 public:
  BatchSource(Field field, ArrayData batch) : field_(std::move(field)), batch_(std::move(batch)) {}
  Result<Field> schema() override { return field_; }
  Result<std::optional<ArrayData>> next(const Field&) override { return std::exchange(batch_, std::nullopt); }

 private:
  Field field_;
  std::optional<ArrayData> batch_;
};

std::unique_ptr<arrow::TableSource> source_of_pair(py::handle schema, py::handle array) {
  Field field = arrow::import_field(held_by<ArrowSchema>(schema, "arrow_schema")).value();
  if (field.format != "+s") {
    Diagnostics problems;
    problems.error("invalid-arrow", "a table is a struct of columns, not an array of format `" + field.format + '`');
    throw Error(problems);
  }
  ArrayData batch = arrow::import_array(held_by<ArrowArray>(array, "arrow_array"), field).value();
  return std::make_unique<BatchSource>(std::move(field), std::move(batch));
}

/// Keeps a buffer of Python's; lets go of it with the GIL held, from whatever thread.
std::shared_ptr<const void> keep_buffer(py::buffer_info info) {
  return std::shared_ptr<const void>(new py::buffer_info(std::move(info)), [](const void* held) {
    const py::gil_scoped_acquire locked;
    delete static_cast<const py::buffer_info*>(held);
  });
}

/// A column as tianya_rules._columns.Column has it: name, format, length, buffers, children.
ArrayData array_of(py::handle column, Field& field) {
  field.name = column.attr("name").cast<std::string>();
  field.format = column.attr("format").cast<std::string>();
  ArrayData data;
  data.length = column.attr("length").cast<std::int64_t>();
  auto keep = std::make_shared<std::vector<std::shared_ptr<const void>>>();
  for (const py::handle one : column.attr("buffers")) {
    if (one.is_none()) {
      data.buffers.push_back(nullptr);
      continue;
    }
    py::buffer_info info = py::reinterpret_borrow<py::buffer>(one).request();
    data.buffers.push_back(info.ptr);
    keep->push_back(keep_buffer(std::move(info)));
  }
  if (data.buffers.empty() || data.buffers[0] == nullptr) data.null_count = 0;
  for (const py::handle child : column.attr("children")) {
    field.children.emplace_back();
    data.children.push_back(array_of(child, field.children.back()));
  }
  data.keep = std::move(keep);
  return data;
}

std::unique_ptr<arrow::TableSource> source_of_columns(py::list columns, std::int64_t rows) {
  Field record;
  record.format = "+s";
  ArrayData batch;
  batch.length = rows;
  batch.null_count = 0;
  batch.buffers = {nullptr};
  for (const py::handle column : columns) {
    record.children.emplace_back();
    batch.children.push_back(array_of(column, record.children.back()));
  }
  return std::make_unique<BatchSource>(std::move(record), std::move(batch));
}

}  // namespace

std::unique_ptr<arrow::TableSource> table_source(py::handle source) {
  if (PyCapsule_CheckExact(source.ptr()))
    return std::make_unique<StreamSource>(held_by<ArrowArrayStream>(source, "arrow_array_stream"));
  const auto pair = py::reinterpret_borrow<py::tuple>(source);
  if (PyCapsule_CheckExact(py::object(pair[0]).ptr())) return source_of_pair(pair[0], pair[1]);
  return source_of_columns(pair[0].cast<py::list>(), pair[1].cast<std::int64_t>());
}

}  // namespace tianya_rules::python
