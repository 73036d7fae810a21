// SPDX-License-Identifier: Apache-2.0
// Finding and Findings.
#include <pybind11/stl.h>

#include "arrow/findings_table.hpp"
#include "python/arrow_table.hpp"
#include "python/date_caster.hpp"
#include "python/registers.hpp"
#include "tianya_rules/report/report.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

Language language_of(std::string_view name) {
  if (name == "zh") return Language::kChinese;
  if (name == "en") return Language::kEnglish;
  throw py::value_error("lang is \"zh\" or \"en\", not " + std::string(py::repr(py::str(std::string(name)))));
}

std::optional<Date> day(const std::optional<std::int32_t>& days) {
  if (!days) return std::nullopt;
  return Date::from_days(*days);
}

py::tuple names_of(const std::vector<Verdict>& verdicts) {
  py::tuple names(verdicts.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) names[i] = py::str(std::string(to_string(verdicts[i])));
  return names;
}

py::tuple texts_of(const std::vector<std::string_view>& texts) {
  py::tuple names(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) names[i] = py::str(texts[i].data(), texts[i].size());
  return names;
}

py::tuple errors_of(const Finding& finding) {
  const Entity& entity = finding.judge().model().vocabulary.entities[finding.norm().about];
  py::list errors;
  for (const FindingError& error : finding.data().errors) {
    py::dict one;
    one["code"] = py::str(std::string(error.code));
    if (error.attribute) one["attribute"] = entity.attributes[*error.attribute].name;
    errors.append(one);
  }
  return py::tuple(errors);
}

py::dict subject_of(const Finding& finding) {
  py::dict subject;
  subject["type"] = py::str(std::string(finding.entity())), subject["id"] = py::str(std::string(finding.subject_id()));
  return subject;
}

py::dict summary_of(const Findings& findings) {
  py::dict summary;
  for (std::size_t i = 0; i < kVerdictCount; ++i) {
    summary[py::str(std::string(to_string(static_cast<Verdict>(i))))] = findings.summary()[i];
  }
  return summary;
}

std::string repr_of(const Finding& finding) {
  std::string text = "<Finding " + std::string(finding.rule_id()) + ", " + std::string(finding.entity()) + ' ' +
                     std::string(py::repr(py::str(std::string(finding.subject_id())))) + ": " +
                     std::string(to_string(finding.verdict()));
  if (finding.due()) text += ", due " + finding.due()->iso();
  return text + '>';
}

void register_finding(py::module_& module) {
  py::class_<Finding> finding(module, "Finding", R"doc(What one norm says of one record.

Findings come from :meth:`Rulebook.check`; they keep what they speak of alive. Dates are ``datetime.date``.)doc");
  finding.attr("__module__") = "tianya_rules";
  finding.def_property_readonly("rule", &Finding::rule_id, "Id of the norm: ``art18.limit``.")
      .def_property_readonly("cites", &Finding::cites, "The text unit that the norm rests on, as printed: ``第十八条``.")
      .def_property_readonly("bearer", &Finding::bearer, "Id of who must act, or is in breach.")
      .def_property_readonly("entity", &Finding::entity, "The kind of record: ``case``.")
      .def_property_readonly("id", &Finding::subject_id, "The record's id.")
      .def_property_readonly("subject", &subject_of, "The record as a report names it: ``{\"type\": entity, \"id\": id}``.")
      .def_property_readonly(
          "verdict", [](const Finding& f) { return to_string(f.verdict()); },
          "``compliant``, ``violated``, ``pending``, ``triggered``, ``not_triggered``, ``not_applicable`` or "
          "``undetermined``.")
      .def_property_readonly(
          "possible", [](const Finding& f) { return names_of(f.possible()); },
          "The verdicts that some completion of the absent facts gives; one, unless undetermined.")
      .def_property_readonly("due", &Finding::due, "Due date of a deadline; None where there is none, or it is unknown.")
      .def_property_readonly(
          "days_late", [](const Finding& f) { return f.data().days_late; }, "Calendar days; only where violated.")
      .def_property_readonly(
          "days_left", [](const Finding& f) { return f.data().days_left; }, "Calendar days; only where pending with a due date.")
      .def_property_readonly(
          "provisional", [](const Finding& f) { return f.data().provisional; },
          "Whether the due date rests on days that no notice has spoken of yet; ``due`` is then an estimate.")
      .def_property_readonly(
          "due_earliest", [](const Finding& f) { return day(f.data().due_earliest); },
          "Where the due date is only known within bounds.")
      .def_property_readonly(
          "due_latest", [](const Finding& f) { return day(f.data().due_latest); },
          "Where the due date is only known within bounds.")
      .def_property_readonly(
          "reason",
          [](const Finding& f) { return f.data().not_in_force ? std::optional<std::string>("not_in_force") : std::nullopt; },
          "``not_in_force`` before commencement, else None.")
      .def_property_readonly(
          "missing", [](const Finding& f) { return texts_of(f.missing()); },
          "Absent records that stand between the possible verdicts.")
      .def_property_readonly(
          "needs_judgement", [](const Finding& f) { return texts_of(f.needs_judgement()); },
          "Absent appraisals that stand between the possible verdicts.")
      .def_property_readonly("errors", &errors_of,
                             "What went wrong while computing: dicts with ``code`` and perhaps ``attribute``.")
      .def(
          "message", [](const Finding& f, const std::string& lang) { return f.message(language_of(lang)); }, py::arg("lang") = "zh",
          "One or two sentences. ``lang``: ``\"zh\"`` or ``\"en\"``.")
      .def(
          "explain", [](const Finding& f, const std::string& lang) { return language_of(lang), f.explain(lang); },
          py::arg("lang") = "zh",
          "The sentence, then every condition with its values, and the account of the due date.\n\n``lang``: ``\"zh\"`` or "
          "``\"en\"``.")
      .def(
          "to_json", [](const Finding& f) { return to_json(f); }, "The finding as it stands in a report, on one line.")
      .def("__repr__", &repr_of);
}

}  // namespace

void register_findings(py::module_& module) {
  register_finding(module);
  py::class_<Findings>(module, "Findings")
      .def("__len__", &Findings::size)
      .def("at", [](const Findings& findings, std::size_t index) { return findings[index]; })
      .def("with_verdict",
           [](const Findings& findings, std::size_t verdict) { return findings.with(static_cast<Verdict>(verdict)); })
      .def("summary", &summary_of)
      .def("as_of", [](const Findings& findings) { return findings.head().as_of; })
      .def(
          "to_json", [](const Findings& findings) { return to_json(findings); }, py::call_guard<py::gil_scoped_release>())
      .def("to_text",
           [](const Findings& findings, const std::string& lang) { return to_text(findings, {language_of(lang), false}); })
      .def("to_table", [](const Findings& findings, const std::string& lang) {
        const Language language = language_of(lang);
        const py::gil_scoped_release unlocked;
        return PyArrowTable{arrow::findings_table(findings, language), {}, 0};
      });
}

}  // namespace tianya_rules::python
