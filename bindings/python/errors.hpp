// SPDX-License-Identifier: Apache-2.0
/// Failures of the library as Python exceptions.
#pragma once

#include <pybind11/pybind11.h>

#include <utility>

#include "tianya_rules/base/result.hpp"

namespace tianya_rules::python {

/// A list of `tianya_rules.Diagnostic`.
pybind11::list diagnostics_list(const Diagnostics& problems);

/// The value, or `TianyaRulesError` with the diagnostics. The caller holds the GIL or gets it back before the exception leaves C++.
template <typename T>
T value_or_throw(Result<T>&& result) {
  return std::move(result).value();
}

}  // namespace tianya_rules::python
