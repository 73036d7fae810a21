// SPDX-License-Identifier: Apache-2.0
#include "conformance/suite.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace conformance {

using namespace tianya_rules;
using nlohmann::json;
using reference::List;
using reference::Value;

namespace {

/// Nothing for what is outside the profile.
std::optional<Value> value_of(const json& made) {
  if (made.contains("int")) return Value::of(static_cast<std::int64_t>(std::stoll(made["int"].get<std::string>())));
  if (made.contains("double")) return Value::of(std::strtod(made["double"].get<std::string>().c_str(), nullptr));
  if (made.contains("string")) return Value::of(made["string"].get<std::string>());
  if (made.contains("bool")) return Value::of(made["bool"].get<bool>());
  if (made.contains("null")) return Value::null();
  if (!made.contains("list")) return std::nullopt;
  List elements;
  for (const json& one : made["list"]) {
    std::optional<Value> element = value_of(one);
    if (!element) return std::nullopt;
    elements.push_back(*std::move(element));
  }
  return Value::of(std::move(elements));
}

SuiteTest test_of(const json& line) {
  SuiteTest test;
  test.file = line["file"], test.section = line["section"], test.name = line["name"];
  test.profile_class = line["class"];
  test.expr = line["expr"], test.container = line["container"];
  for (const json& one : line["env"]) test.env.emplace_back(one["name"], one["type"]);
  for (const json& one : line["functions"]) test.functions.push_back({one["name"], one["result"], one["parameters"]});
  for (const auto& [name, bound] : line["bindings"].items()) {
    if (std::optional<Value> value = value_of(bound)) test.bindings.emplace_back(name, *std::move(value));
  }
  const json& want = line["want"];
  test.error_wanted = want.contains("error");
  if (want.contains("value")) test.value = value_of(want["value"]);
  if (want.contains("type")) test.type = want["type"];
  return test;
}

std::optional<Type> type_of(const std::string& text) {
  for (const TypeKind kind : {TypeKind::kNull, TypeKind::kBool, TypeKind::kInt, TypeKind::kDouble, TypeKind::kString}) {
    if (text == to_string(Type::of(kind))) return Type::of(kind);
    if (text == "list<" + to_string(Type::of(kind)) + '>') return Type::list_of(Type::of(kind));
  }
  return std::nullopt;
}

Constant constant_of(const Value& value) {
  Constant constant;
  constant.is_null = value.is_null();
  if (!value.is_known()) return constant;
  if (const auto* flag = std::get_if<bool>(&value.value)) constant.integer = *flag ? 1 : 0;
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) constant.integer = *whole;
  if (const auto* real = std::get_if<double>(&value.value)) constant.real = *real;
  if (const auto* text = std::get_if<std::string>(&value.value)) constant.text = *text;
  if (const auto* list = std::get_if<List>(&value.value)) {
    for (const Value& one : *list) constant.elements.push_back(constant_of(one));
  }
  return constant;
}

}  // namespace

std::vector<SuiteTest> read_tests(std::istream& lines) {
  std::vector<SuiteTest> tests;
  for (std::string line; std::getline(lines, line);) tests.push_back(test_of(json::parse(line)));
  return tests;
}

Variables::Variables(const SuiteTest& test) {
  entity.name = "test";
  environment.container = test.container;
  environment.lookup = [this](std::string_view name) -> std::optional<Declaration> {
    for (const auto& [known, declaration] : declared_) {
      if (known == name) return declaration;
    }
    return std::nullopt;
  };
  environment.names = [this] {
    std::vector<std::string_view> names;
    for (const auto& [known, declaration] : declared_) names.push_back(known);
    return names;
  };
  for (const SuiteFunction& one : test.functions) {
    functions_.push_back(
        {one.name, one.name, false, {one.parameters.begin(), one.parameters.end()}, one.result, KernelId::kNone, "", ""});
  }
  environment.more_functions = &functions_;
  for (const auto& [name, type_name] : test.env) {
    const std::optional<Type> type = type_of(type_name);
    if (!type) continue;
    Value value;
    for (const auto& [bound, bound_value] : test.bindings) {
      if (bound == name) value = bound_value;
    }
    add(name, *type, value);
  }
}

void Variables::add(const std::string& name, const Type& type, const Value& value) {
  Declaration declaration;
  declaration.type = type;
  const bool is_column = !type.is(TypeKind::kNull) && (!type.is(TypeKind::kList) || type.element->is(TypeKind::kString));
  if (is_column) {
    declaration.index = static_cast<std::int32_t>(entity.attributes.size());
    Attribute attribute;
    attribute.name = name;
    attribute.type = type;
    entity.attributes.push_back(std::move(attribute));
    row.attributes.push_back(value);
  } else {
    declaration.kind = Declaration::Kind::kConstant;
    declaration.constant = constant_of(value);
  }
  declared_.emplace_back(name, std::move(declaration));
}

SyntaxPtr lifted(const SyntaxPtr& syntax, Variables& variables) {
  std::optional<std::pair<Type, Value>> literal;
  switch (syntax->kind) {
    case SyntaxKind::kBool:
      literal = {Type::of(TypeKind::kBool), Value::of(syntax->int_value != 0)};
      break;
    case SyntaxKind::kInt:
      literal = {Type::of(TypeKind::kInt), Value::of(syntax->int_value)};
      break;
    case SyntaxKind::kDouble:
      literal = {Type::of(TypeKind::kDouble), Value::of(syntax->double_value)};
      break;
    case SyntaxKind::kString:
      literal = {Type::of(TypeKind::kString), Value::of(syntax->text)};
      break;
    default:
      break;
  }
  auto made = std::make_shared<Syntax>(*syntax);
  if (literal) {
    made->kind = SyntaxKind::kIdentifier;
    made->leading_dot = true;
    made->text = "literal_" + std::to_string(variables.entity.attributes.size());
    variables.add(made->text, literal->first, literal->second);
    return made;
  }
  for (SyntaxPtr& child : made->children) child = lifted(child, variables);
  return made;
}

}  // namespace conformance
