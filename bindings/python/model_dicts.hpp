// SPDX-License-Identifier: Apache-2.0
/// What a rulebook says of itself, and what it finds, as Python dicts; the package makes its classes of them.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <vector>

#include "tianya_rules/eval/rulebook.hpp"

namespace tianya_rules::python {

pybind11::dict head_dict(const RulebookModel& model);
pybind11::list norm_dicts(const RulebookModel& model);
pybind11::list entity_dicts(const RulebookModel& model);
pybind11::list reading_dicts(const RulebookModel& model);
/// As `sensitivity --format json` has it, dates being dates.
pybind11::dict sensitivity_dict(const RulebookModel& model, const Rulebook::Sensitivity& found);

/// How many findings each attribute of an entity leaves undetermined.
struct EntityMissing {
  std::size_t entity = 0;
  std::vector<std::uint64_t> findings;
};
std::vector<EntityMissing> count_missing(const Findings& findings);
/// (undetermined, [(entity, attribute, findings, judged)]), most first, then in the vocabulary's order.
pybind11::tuple missing_tuple(const RulebookModel& model, const std::vector<EntityMissing>& missing, std::uint64_t undetermined);

}  // namespace tianya_rules::python
