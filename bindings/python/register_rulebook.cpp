// SPDX-License-Identifier: Apache-2.0
// Rulebook: what it says of itself, and what is asked of it.
#include <pybind11/stl.h>

#include "python/arrow_table.hpp"
#include "python/date_caster.hpp"
#include "python/errors.hpp"
#include "python/model_dicts.hpp"
#include "python/registers.hpp"
#include "python/table_source.hpp"
#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/report/show_text.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

/// As of which day a table is judged. It has no place to say so itself.
Date as_of(const CheckOptions& options) {
  if (options.as_of) return *options.as_of;
  throw Error(
      Result<Date>::failure("no-as-of", "nothing says as of which day to judge", "give as_of=\"YYYY-MM-DD\"").diagnostics());
}

std::size_t find_entity(const Rulebook& book, const std::string& name) {
  const Vocabulary& vocabulary = book.model().vocabulary;
  if (const auto found = vocabulary.find_entity(name)) return *found;
  std::string names;
  for (const Entity& entity : vocabulary.entities) names += (names.empty() ? "`" : ", `") + entity.name + '`';
  throw Error(
      Result<int>::failure("unknown-entity", "no entity is called `" + name + '`', "the entities are " + names).diagnostics());
}

std::string show(const Rulebook& book, std::size_t norm, const std::string& lang, const CheckOptions& options) {
  const Judge judge = book.judge(options).value();
  return show_text(judge.checked(), norm, lang == "en" ? Language::kEnglish : Language::kChinese);
}

PyArrowTable check_table(const Rulebook& book, const std::string& entity, py::handle source, const CheckOptions& options,
                         const arrow::TableOptions& table_options) {
  const std::size_t index = find_entity(book, entity);
  const Date day = as_of(options);
  std::unique_ptr<arrow::TableSource> batches = table_source(source);
  const py::gil_scoped_release unlocked;
  const Judge judge = book.judge(options).value();
  arrow::CheckedTable checked = arrow::check_table(judge, index, day, *batches, table_options).value();
  batches.reset();
  return {std::move(checked.table), std::move(checked.warnings), checked.warning_count};
}

/// (undetermined, [(entity, attribute, findings, judged)]), most first.
py::tuple missing_of_table(const Rulebook& book, const std::string& entity, py::handle source, const CheckOptions& options,
                           const arrow::TableOptions& table_options) {
  const std::size_t index = find_entity(book, entity);
  const Date day = as_of(options);
  std::unique_ptr<arrow::TableSource> batches = table_source(source);
  arrow::TableMissing missing;
  {
    const py::gil_scoped_release unlocked;
    const Judge judge = book.judge(options).value();
    missing = arrow::count_missing(judge, index, day, *batches, table_options.import).value();
    batches.reset();
  }
  return missing_tuple(book.model(), {{index, missing.findings}}, missing.undetermined);
}

py::tuple missing_of_facts(const Rulebook& book, const std::string& facts, const CheckOptions& options, const std::string& name) {
  std::vector<EntityMissing> missing;
  std::uint64_t undetermined = 0;
  {
    const py::gil_scoped_release unlocked;
    const Findings findings = book.check_json(facts, options, name).value();
    missing = count_missing(findings);
    undetermined = findings.summary()[static_cast<std::size_t>(Verdict::kUndetermined)];
  }
  return missing_tuple(book.model(), missing, undetermined);
}

py::dict sensitivity(const Rulebook& book, const std::string& facts, const CheckOptions& options, const std::string& name) {
  Rulebook::Sensitivity found;
  {
    const py::gil_scoped_release unlocked;
    found = book.sensitivity(facts, options, name).value();
  }
  return sensitivity_dict(book.model(), found);
}

}  // namespace

void register_rulebook(py::module_& module) {
  py::class_<Rulebook>(module, "Rulebook")
      .def_static(
          "shipped", [](const std::string& id) { return Rulebook::shipped(id).value(); }, py::call_guard<py::gil_scoped_release>())
      .def_static(
          "load", [](const std::string& folder) { return Rulebook::load(folder).value(); },
          py::call_guard<py::gil_scoped_release>())
      .def("head", [](const Rulebook& book) { return head_dict(book.model()); })
      .def("warnings", [](const Rulebook& book) { return diagnostics_list(book.warnings()); })
      .def("norms", [](const Rulebook& book) { return norm_dicts(book.model()); })
      .def("entities", [](const Rulebook& book) { return entity_dicts(book.model()); })
      .def("readings", [](const Rulebook& book) { return reading_dicts(book.model()); })
      .def("show", &show)
      .def(
          "check_json",
          [](const Rulebook& book, const std::string& facts, const CheckOptions& options, const std::string& name) {
            return book.check_json(facts, options, name).value();
          },
          py::call_guard<py::gil_scoped_release>())
      .def("check_table", &check_table)
      .def("missing_of_table", &missing_of_table)
      .def("missing_of_facts", &missing_of_facts)
      .def("sensitivity", &sensitivity);
}

}  // namespace tianya_rules::python
