// SPDX-License-Identifier: Apache-2.0
// facts: the vocabulary, as one who fills in a table wants to have it.
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/json.hpp"

namespace tianya_rules::cli {

namespace {

std::string label_of_name(const LocalizedText& label, Language language, const std::string& name) {
  return label.empty() ? name : label.in(language);
}

std::string range_text(const Attribute& attribute) {
  if (attribute.min && attribute.max) return ' ' + std::to_string(*attribute.min) + "–" + std::to_string(*attribute.max);
  if (attribute.min) return " ≥ " + std::to_string(*attribute.min);
  if (attribute.max) return " ≤ " + std::to_string(*attribute.max);
  return {};
}

std::string type_text(const Attribute& attribute) {
  return (attribute.type.is_enumeration() ? std::string(attribute.type.nullable ? "enum?" : "enum") : to_string(attribute.type)) +
         range_text(attribute);
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t have = display_width(text);
  return have < width ? text + std::string(width - have, ' ') : text;
}

std::string attribute_text(const Attribute& attribute, Language language, std::size_t width) {
  std::string out = "  " + padded(attribute.name, width) + "  " + padded(type_text(attribute), 12) + "  " +
                    label_of_name(attribute.label, language, attribute.name);
  if (attribute.judged) out += pick(language, "（需人工判断）", " (needs judgement)");
  out += '\n';
  const std::string indent(width + 18, ' ');
  const std::string description = attribute.description.in(language);
  if (!description.empty() && description != attribute.label.in(language)) out += indent + description + '\n';
  if (!attribute.type.is_enumeration()) return out;
  const std::vector<std::string>& codes = attribute.type.enumeration->labels;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool labelled = i < attribute.enum_labels.size() && !attribute.enum_labels[i].empty();
    out += indent + codes[i] + (labelled ? "  " + attribute.enum_labels[i].in(language) : "") + '\n';
  }
  return out;
}

std::string entity_text(const Entity& entity, Language language) {
  std::size_t width = 0;
  for (const Attribute& attribute : entity.attributes) width = std::max(width, attribute.name.size());
  for (const DerivedAttribute& derived : entity.derived) width = std::max(width, derived.name.size());
  std::string out = entity.name + "  " + label_of_name(entity.label, language, entity.name) + '\n';
  out += "  " + padded("id", width) + "  " + padded("string", 12) + "  " +
         pick(language, "编号，不可缺，不可重复", "required, unique") + '\n';
  for (const Attribute& attribute : entity.attributes) out += attribute_text(attribute, language, width);
  for (const DerivedAttribute& derived : entity.derived) {
    out += "  " + padded(derived.name, width) + "  " + padded("bool", 12) + "  " +
           label_of_name(derived.label, language, derived.name) +
           pick(language, "（由其他事实得出，可以不填）", " (follows from the others; need not be given)") + '\n';
  }
  return out + '\n';
}

void append_text(std::string& out, const char* key, const LocalizedText& text) {
  out += std::string(", \"") + key + "\": {\"zh\": ";
  append_json_string(out, text.zh), out += ", \"en\": ";
  append_json_string(out, text.en), out += '}';
}

std::string attribute_json(const Attribute& attribute) {
  std::string out = "    {\"name\": ";
  append_json_string(out, attribute.name), out += ", \"type\": ";
  append_json_string(out, attribute.type.is_enumeration() ? "enum" : to_string(attribute.type));
  out += attribute.judged ? ", \"judged\": true" : ", \"judged\": false";
  if (attribute.min) out += ", \"min\": " + std::to_string(*attribute.min);
  if (attribute.max) out += ", \"max\": " + std::to_string(*attribute.max);
  append_text(out, "label", attribute.label), append_text(out, "description", attribute.description);
  if (attribute.type.is_enumeration()) {
    out += ", \"labels\": [";
    for (std::size_t i = 0; i < attribute.type.enumeration->labels.size(); ++i) {
      out += i == 0 ? "{\"code\": " : ", {\"code\": ";
      append_json_string(out, attribute.type.enumeration->labels[i]);
      append_text(out, "label", i < attribute.enum_labels.size() ? attribute.enum_labels[i] : LocalizedText{}), out += '}';
    }
    out += ']';
  }
  return out + '}';
}

std::string entity_json(const Entity& entity) {
  std::string out = "  {\"name\": ";
  append_json_string(out, entity.name);
  append_text(out, "label", entity.label), out += ", \"attributes\": [";
  for (std::size_t i = 0; i < entity.attributes.size(); ++i) out += (i == 0 ? "\n" : ",\n") + attribute_json(entity.attributes[i]);
  out += "\n  ], \"derived\": [";
  for (std::size_t i = 0; i < entity.derived.size(); ++i) {
    out += i == 0 ? "{\"name\": " : ", {\"name\": ";
    append_json_string(out, entity.derived[i].name), append_text(out, "label", entity.derived[i].label), out += '}';
  }
  return out + "]}";
}

}  // namespace

int run_facts(const Arguments& arguments) {
  const Rulebook book = open_rulebook(arguments);
  const Vocabulary& vocabulary = book.model().vocabulary;
  std::vector<std::string_view> names;
  for (const Entity& entity : vocabulary.entities) names.emplace_back(entity.name);
  if (!arguments.entity.empty() && !vocabulary.find_entity(arguments.entity)) {
    throw Refusal(kBadCommand, "unknown-entity", "there is no entity `" + arguments.entity + '`',
                  suggestion(arguments.entity, names));
  }
  const bool json = arguments.format == "json";
  std::string out = json ? "{\"entities\": [" : "";
  bool first = true;
  for (const Entity& entity : vocabulary.entities) {
    if (!arguments.entity.empty() && entity.name != arguments.entity) continue;
    if (json)
      out += (first ? "\n" : ",\n") + entity_json(entity);
    else
      out += entity_text(entity, arguments.language);
    first = false;
  }
  if (json)
    out += "\n]}\n";
  else
    out += pick(arguments.language, "类型后有 ? 的可填 null（没有、尚未发生）；没有这个键，就是没有告知。\n",
                "Where the type ends in ?, null says none or not yet; a key left out says that nobody told.\n");
  write_output(arguments.output, out);
  return kFine;
}

}  // namespace tianya_rules::cli
