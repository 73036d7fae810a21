// SPDX-License-Identifier: Apache-2.0
// CheckOptions and TableOptions, filled by the package's Python side.
#include <pybind11/stl.h>

#include "arrow/check_table.hpp"
#include "python/date_caster.hpp"
#include "python/registers.hpp"
#include "tianya_rules/eval/judge.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

CheckOptions check_options(std::optional<Date> as_of, std::optional<Date> published_on, std::optional<Date> known_on,
                           std::map<std::string, std::string> readings, std::map<std::string, std::vector<std::string>> given,
                           std::map<std::string, std::string> assume, std::vector<std::string> rules, bool lenient) {
  CheckOptions options;
  options.as_of = as_of, options.published_on = published_on, options.known_on = known_on;
  options.readings = std::move(readings), options.given = std::move(given), options.assume = std::move(assume);
  options.rules = std::move(rules), options.lenient = lenient;
  return options;
}

/// `null`, `absent` or nothing; the Python side lets no other word through.
arrow::NullMeaning null_meaning(const std::optional<std::string>& word) {
  if (!word) return arrow::NullMeaning::kUnsaid;
  return *word == "null" ? arrow::NullMeaning::kNull : arrow::NullMeaning::kAbsent;
}

arrow::TableOptions table_options(std::map<std::string, std::optional<std::string>> rename, const std::optional<std::string>& nulls,
                                  const std::map<std::string, std::optional<std::string>>& nulls_of, bool details, bool lenient) {
  arrow::TableOptions options;
  options.import.rename = std::move(rename);
  options.import.nulls = null_meaning(nulls);
  for (const auto& [column, word] : nulls_of) options.import.nulls_of[column] = null_meaning(word);
  options.import.lenient = lenient;
  options.details = details;
  return options;
}

}  // namespace

void register_options(py::module_& module) {
  py::class_<CheckOptions>(module, "CheckOptions")
      .def(py::init(&check_options), py::kw_only(), py::arg("as_of"), py::arg("published_on"), py::arg("known_on"),
           py::arg("readings"), py::arg("given"), py::arg("assume"), py::arg("rules"), py::arg("lenient"));
  py::class_<arrow::TableOptions>(module, "TableOptions")
      .def(py::init(&table_options), py::kw_only(), py::arg("rename"), py::arg("nulls"), py::arg("nulls_of"), py::arg("details"),
           py::arg("lenient"));
}

}  // namespace tianya_rules::python
