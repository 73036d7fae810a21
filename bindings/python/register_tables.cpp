// SPDX-License-Identifier: Apache-2.0
// Tables: what check_table gives, exported by the Arrow PyCapsule interface.
#include <pybind11/stl.h>

#include <cstring>

#include "arrow/verdict_columns.hpp"
#include "python/arrow_table.hpp"
#include "python/registers.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

/// A capsule that owns a struct of the Arrow interfaces, and releases it if no consumer took it over.
template <typename T>
py::object capsule(std::unique_ptr<T> held, const char* name) {
  PyObject* const made = PyCapsule_New(held.get(), name, [](PyObject* object) {
    auto* const mine = static_cast<T*>(PyCapsule_GetPointer(object, PyCapsule_GetName(object)));
    if (mine->release != nullptr) mine->release(mine);
    delete mine;
  });
  if (made == nullptr) throw py::error_already_set();
  held.release();
  return py::reinterpret_steal<py::object>(made);
}

py::object stream_of(const PyArrowTable& table) {
  auto stream = std::make_unique<ArrowArrayStream>();
  arrow::export_stream(table.table, stream.get());
  return capsule(std::move(stream), "arrow_array_stream");
}

py::object schema_of(const PyArrowTable& table) {
  auto schema = std::make_unique<ArrowSchema>();
  arrow::export_schema(table.table->fields, schema.get());
  return capsule(std::move(schema), "arrow_schema");
}

std::size_t find_verdicts(const PyArrowTable& table, const std::string& name) {
  const std::vector<arrow::Field>& fields = table.table->fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name && fields[i].format == "c" && fields[i].dictionary) return i;
  }
  throw py::key_error(name);
}

/// The codes of a column of verdicts, one byte a row.
py::bytes codes_of(const PyArrowTable& table, const std::string& name) {
  const std::size_t column = find_verdicts(table, name);
  std::string codes;
  codes.reserve(static_cast<std::size_t>(table.table->rows()));
  for (const arrow::OutputTable::Batch& batch : table.table->batches) {
    const arrow::ArrayData& data = batch.columns[column];
    codes.append(data.buffer<char>(1) + data.offset, static_cast<std::size_t>(data.length));
  }
  return codes;
}

py::dict counts_of(const PyArrowTable& table, const std::string& name) {
  const std::size_t column = find_verdicts(table, name);
  std::uint64_t counts[kVerdictCount] = {};
  for (const arrow::OutputTable::Batch& batch : table.table->batches) {
    const arrow::ArrayData& data = batch.columns[column];
    const auto* const codes = data.buffer<std::int8_t>(1) + data.offset;
    for (std::int64_t row = 0; row < data.length; ++row) ++counts[static_cast<std::size_t>(codes[row])];
  }
  py::dict all;
  for (std::size_t i = 0; i < kVerdictCount; ++i) all[py::str(std::string(to_string(static_cast<Verdict>(i))))] = counts[i];
  return all;
}

py::list names_of(const PyArrowTable& table) {
  py::list names;
  for (const arrow::Field& field : table.table->fields) names.append(field.name);
  return names;
}

py::list warnings_of(const PyArrowTable& table) {
  py::list all;
  for (const FactWarning& warning : table.warnings) {
    py::dict one, message;
    message["zh"] = warning.message.zh, message["en"] = warning.message.en;
    one["code"] = warning.code, one["row"] = py::int_(py::str(warning.id)), one["attribute"] = warning.attribute,
    one["message"] = message;
    all.append(one);
  }
  return all;
}

}  // namespace

void register_tables(py::module_& module) {
  py::class_<PyArrowTable>(module, "ArrowTable")
      .def("stream", &stream_of)
      .def("schema", &schema_of)
      .def("rows", [](const PyArrowTable& table) { return table.table->rows(); })
      .def("names", &names_of)
      .def("codes", &codes_of)
      .def("counts", &counts_of)
      .def("warnings", &warnings_of)
      .def("warning_count", [](const PyArrowTable& table) { return table.warning_count; });
}

}  // namespace tianya_rules::python
