// SPDX-License-Identifier: Apache-2.0
#include "python/date_caster.hpp"

#include <datetime.h>  // Needs Python.h before it.

#include "tianya_rules/base/result.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

void import_datetime() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
}

[[noreturn]] void refuse(py::handle object, const char* help) {
  Diagnostics problems;
  problems.error("invalid-date", '`' + std::string(py::str(object)) + "` is not a date", {}, help);
  throw Error(problems);
}

bool is_midnight(py::handle datetime) {
  PyObject* const object = datetime.ptr();
  return PyDateTime_DATE_GET_HOUR(object) == 0 && PyDateTime_DATE_GET_MINUTE(object) == 0 &&
         PyDateTime_DATE_GET_SECOND(object) == 0 && PyDateTime_DATE_GET_MICROSECOND(object) == 0 &&
         datetime.attr("tzinfo").is_none();
}

/// numpy.datetime64 without a need for NumPy: its day, or nothing if it is something else, or NaT, or finer than a day.
std::optional<py::object> day_of_numpy(py::handle object) {
  if (std::string_view(Py_TYPE(object.ptr())->tp_name) != "numpy.datetime64") return std::nullopt;
  const py::object day = object.attr("astype")("datetime64[D]");
  if (!day.equal(object)) refuse(object, "a time that is not midnight names no day");
  return py::object(day.attr("item")());
}

}  // namespace

std::optional<Date> date_of(py::handle object) {
  import_datetime();
  if (PyUnicode_Check(object.ptr())) return Date::parse(object.cast<std::string>()).value();
  if (!PyDate_Check(object.ptr())) {
    const std::optional<py::object> day = day_of_numpy(object);
    return day ? date_of(*day) : std::nullopt;
  }
  if (PyDateTime_Check(object.ptr()) && !is_midnight(object))
    refuse(object, "give a date, or a datetime at midnight without a time zone");
  const int year = PyDateTime_GET_YEAR(object.ptr());
  const auto month = static_cast<unsigned>(PyDateTime_GET_MONTH(object.ptr()));
  const auto day = static_cast<unsigned>(PyDateTime_GET_DAY(object.ptr()));
  if (!Date::exists(year, month, day)) refuse(object, "dates run from 1900-01-01 to 2200-12-31");
  return Date(year, month, day);
}

py::object to_python_date(Date date) {
  import_datetime();
  const CivilDay day = date.civil();
  PyObject* const object = PyDate_FromDate(day.year, static_cast<int>(day.month), static_cast<int>(day.day));
  if (object == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(object);
}

}  // namespace tianya_rules::python
