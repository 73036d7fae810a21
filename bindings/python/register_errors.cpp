// SPDX-License-Identifier: Apache-2.0
// Error (what Result::value throws) becomes tianya_rules.TianyaRulesError with `.diagnostics`. Both classes are written in Python.
#include <string>

#include "python/errors.hpp"
#include "python/registers.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

py::object to_python(const Diagnostic& problem) {
  const Span& span = problem.span;
  py::object line = py::none(), column = py::none(), source = py::none();
  if (span.source) {
    source = py::str(span.source->name);
    const LineColumn at = line_column(span.source->text, span.begin);
    line = py::int_(span.line != 0 ? span.line : at.line);
    column = py::int_(at.column);
  }
  return py::module_::import("tianya_rules._errors")
      .attr("Diagnostic")(problem.severity == Severity::kError ? "error" : "warning", problem.code, problem.message, problem.help,
                          source, line, column);
}

void raise(const Error& error) {
  const py::object type = py::module_::import("tianya_rules._errors").attr("TianyaRulesError");
  std::string text = error.what();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const py::object exception = type(text, diagnostics_list(error.diagnostics()));
  PyErr_SetObject(type.ptr(), exception.ptr());
}

}  // namespace

py::list diagnostics_list(const Diagnostics& problems) {
  py::list all;
  for (const Diagnostic& problem : problems.items()) all.append(to_python(problem));
  return all;
}

void register_errors(py::module_&) {
  py::register_local_exception_translator([](std::exception_ptr pointer) {
    try {
      if (pointer) std::rethrow_exception(pointer);
    } catch (const Error& error) {
      try {
        raise(error);
      } catch (py::error_already_set& other) {
        other.restore();
      }
    }
  });
}

}  // namespace tianya_rules::python
