// SPDX-License-Identifier: Apache-2.0
// Working calendars: tianya_rules.Calendar.
#include <pybind11/stl.h>

#include <memory>
#include <optional>

#include "python/date_caster.hpp"
#include "python/errors.hpp"
#include "python/registers.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

void register_calendar(py::module_& module) {
  py::class_<WorkingCalendar>(module, "Calendar")
      .def_static(
          "china",
          [](std::optional<Date> known_on) {
            const py::gil_scoped_release unlocked;
            return shipped_working_calendar("cn", known_on).value();
          },
          py::arg("known_on") = py::none())
      .def("is_workday", [](const WorkingCalendar& calendar, Date date) { return calendar.is_workday(date); }, py::arg("date"));
}

}  // namespace tianya_rules::python
