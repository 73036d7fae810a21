// SPDX-License-Identifier: Apache-2.0
// The private extension `tianya_rules._core`. Only registers; each concept has a register_*.cpp of its own.
#include "python/registers.hpp"
#include "tianya_rules/version.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The engine behind the package tianya_rules. Private: use the package.";
  module.attr("__version__") = TIANYA_RULES_VERSION;
  tianya_rules::python::register_errors(module);
  tianya_rules::python::register_calendar(module);
}
