// SPDX-License-Identifier: Apache-2.0
/// Dates between Python and C++: `datetime.date` or ISO text in, `datetime.date` out.
///
/// Our own caster, because pybind11's chrono caster goes through the local time zone and shifts days by it. A `datetime` is taken
/// only where it says no more than a day: midnight, without a time zone.
#pragma once

#include <pybind11/pybind11.h>

#include <optional>
#include <string>

#include "tianya_rules/calendar/date.hpp"

namespace tianya_rules::python {

/// The date that `object` means, or nothing if it is no date at all. Throws `Error` (`invalid-date`) for a text, a datetime or a
/// date that names no day from 1900-01-01 to 2200-12-31.
std::optional<Date> date_of(pybind11::handle object);

pybind11::object to_python_date(Date date);

}  // namespace tianya_rules::python

namespace pybind11::detail {

template <>
struct type_caster<tianya_rules::Date> {
  PYBIND11_TYPE_CASTER(tianya_rules::Date, const_name("datetime.date | str"));

  bool load(handle source, bool) {
    const std::optional<tianya_rules::Date> date = tianya_rules::python::date_of(source);
    if (date) value = *date;
    return date.has_value();
  }

  static handle cast(tianya_rules::Date date, return_value_policy, handle) {
    return tianya_rules::python::to_python_date(date).release();
  }
};

}  // namespace pybind11::detail
