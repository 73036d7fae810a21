// SPDX-License-Identifier: Apache-2.0
/// One function a concept; module.cpp calls them all. Each is defined in the register_*.cpp of its name.
#pragma once

#include <pybind11/pybind11.h>

namespace tianya_rules::python {

void register_errors(pybind11::module_& module);
void register_calendar(pybind11::module_& module);

}  // namespace tianya_rules::python
