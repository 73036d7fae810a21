// SPDX-License-Identifier: Apache-2.0
#include "python/model_dicts.hpp"

#include <pybind11/stl.h>

#include <algorithm>

#include "python/date_caster.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

py::dict texts(const LocalizedText& text) {
  py::dict both;
  if (!text.zh.empty()) both["zh"] = text.zh;
  if (!text.en.empty()) both["en"] = text.en;
  return both;
}

const char* kind_name(NormKind kind) {
  switch (kind) {
    case NormKind::kDuty:
      return "duty";
    case NormKind::kBan:
      return "ban";
    case NormKind::kTrigger:
      return "trigger";
    case NormKind::kDeadline:
      return "deadline";
  }
  return "";
}

py::dict attribute_dict(const Attribute& attribute) {
  py::dict one;
  one["name"] = attribute.name;
  one["type"] = attribute.type.is_enumeration() ? (attribute.type.nullable ? "enum?" : "enum") : to_string(attribute.type);
  one["label"] = texts(attribute.label), one["description"] = texts(attribute.description);
  one["judged"] = attribute.judged, one["derived"] = false;
  one["min"] = attribute.min, one["max"] = attribute.max;
  py::dict labels;
  for (std::size_t i = 0; attribute.type.is_enumeration() && i < attribute.type.enumeration->labels.size(); ++i) {
    labels[py::str(attribute.type.enumeration->labels[i])] =
        i < attribute.enum_labels.size() ? texts(attribute.enum_labels[i]) : py::dict();
  }
  one["labels"] = labels;
  return one;
}

py::dict derived_dict(const DerivedAttribute& derived) {
  py::dict one;
  one["name"] = derived.name, one["type"] = "bool";
  one["label"] = texts(derived.label), one["description"] = texts(derived.description);
  one["judged"] = false, one["derived"] = true;
  one["min"] = py::none(), one["max"] = py::none();
  one["labels"] = py::dict();
  return one;
}

py::dict flip_dict(const RulebookModel& model, const Rulebook::Flip& flip) {
  const Norm& norm = model.norms[flip.norm];
  const auto names = [&](std::uint8_t bits) {
    py::list all;
    for (const Verdict verdict : possible_of(bits, norm.kind)) all.append(std::string(to_string(verdict)));
    return all;
  };
  const auto date = [](std::optional<std::int32_t> days) -> py::object {
    if (!days) return py::none();
    return to_python_date(Date::from_days(*days));
  };
  py::dict one, subject;
  one["reading"] = model.readings[flip.reading].id;
  one["answer"] = model.readings[flip.reading].answers[flip.answer].id;
  one["rule"] = norm.id;
  subject["type"] = model.vocabulary.entities[flip.entity].name, subject["id"] = flip.id;
  one["subject"] = subject;
  one["from"] = names(flip.from), one["to"] = names(flip.to);
  one["due_from"] = date(flip.due_from), one["due_to"] = date(flip.due_to);
  return one;
}

}  // namespace

py::dict head_dict(const RulebookModel& model) {
  py::dict head;
  head["id"] = model.id, head["digest"] = model.digest;
  head["title"] = texts(model.title), head["issuer"] = texts(model.issuer);
  py::dict bearers;
  for (const Bearer& bearer : model.bearers) bearers[py::str(bearer.id)] = texts(bearer.label);
  head["bearers"] = bearers;
  return head;
}

py::list norm_dicts(const RulebookModel& model) {
  py::list all;
  for (const Norm& norm : model.norms) {
    py::dict one;
    one["id"] = norm.id, one["cites"] = norm.cites, one["kind"] = kind_name(norm.kind);
    one["title"] = texts(norm.title);
    one["bearer"] = model.bearers[norm.bearer].id;
    one["about"] = model.vocabulary.entities[norm.about].name;
    one["same_as"] = norm.same_as ? py::object(py::str(model.norms[*norm.same_as].id)) : py::none();
    py::list quotes;
    for (const Quote& quote : norm.quotes) quotes.append(quote.text);
    one["quotes"] = py::tuple(quotes);
    one["inferred"] = texts(norm.inferred);
    all.append(one);
  }
  return all;
}

py::list entity_dicts(const RulebookModel& model) {
  py::list all;
  for (const Entity& entity : model.vocabulary.entities) {
    py::dict one;
    one["name"] = entity.name, one["label"] = texts(entity.label);
    py::list attributes;
    for (const Attribute& attribute : entity.attributes) attributes.append(attribute_dict(attribute));
    for (const DerivedAttribute& derived : entity.derived) attributes.append(derived_dict(derived));
    one["attributes"] = attributes;
    all.append(one);
  }
  return all;
}

py::list reading_dicts(const RulebookModel& model) {
  py::list all;
  for (const Reading& reading : model.readings) {
    py::dict one;
    one["id"] = reading.id, one["label"] = texts(reading.label), one["question"] = texts(reading.question);
    one["default"] = reading.answers[reading.default_answer].id;
    py::list answers;
    for (const Answer& answer : reading.answers) {
      py::dict dict;
      dict["id"] = answer.id, dict["label"] = texts(answer.label), dict["basis"] = texts(answer.basis);
      dict["given"] = answer.given.has_value();
      answers.append(dict);
    }
    one["answers"] = answers;
    all.append(one);
  }
  return all;
}

py::dict sensitivity_dict(const RulebookModel& model, const Rulebook::Sensitivity& found) {
  py::list flips, skipped;
  for (const Rulebook::Flip& flip : found.flips) flips.append(flip_dict(model, flip));
  for (const auto& [reading, answer] : found.skipped) {
    py::dict one;
    one["reading"] = model.readings[reading].id, one["answer"] = model.readings[reading].answers[answer].id;
    skipped.append(one);
  }
  py::dict both;
  both["flips"] = flips, both["skipped"] = skipped;
  return both;
}

std::vector<EntityMissing> count_missing(const Findings& findings) {
  const RulebookModel& model = findings.judge().model();
  std::vector<EntityMissing> all(model.vocabulary.entities.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].entity = i;
    all[i].findings.resize(model.vocabulary.entities[i].attributes.size());
  }
  for (const Finding& finding : findings.undetermined()) {
    std::vector<std::uint64_t>& counts = all[finding.norm().about].findings;
    for (const std::size_t attribute : finding.data().missing) ++counts[attribute];
    for (const std::size_t attribute : finding.data().needs_judgement) ++counts[attribute];
  }
  return all;
}

py::tuple missing_tuple(const RulebookModel& model, const std::vector<EntityMissing>& missing, std::uint64_t undetermined) {
  struct Row {
    std::size_t entity, attribute;
    std::uint64_t findings;
  };
  std::vector<Row> rows;
  for (const EntityMissing& one : missing) {
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
      if (one.findings[i] > 0) rows.push_back({one.entity, i, one.findings[i]});
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.findings > b.findings; });
  py::list all;
  for (const Row& row : rows) {
    const Entity& entity = model.vocabulary.entities[row.entity];
    const Attribute& attribute = entity.attributes[row.attribute];
    all.append(py::make_tuple(entity.name, attribute.name, row.findings, attribute.judged));
  }
  return py::make_tuple(undetermined, all);
}

}  // namespace tianya_rules::python
