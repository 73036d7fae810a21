// SPDX-License-Identifier: Apache-2.0
#include "reference/world.hpp"

#include <stdexcept>

#include "cpp/facts_sample.hpp"
#include "tianya_rules/expr/parse.hpp"
#include "tianya_rules/rulebook/date_functions.hpp"

namespace reference {

using namespace tianya_rules;

World::World() {
  const auto colours = std::make_shared<const Enumeration>(Enumeration{"c.k1", {"red", "green", "blue"}});
  const auto sizes = std::make_shared<const Enumeration>(Enumeration{"c.k2", {"small", "red"}});
  const auto add = [&](const char* name, Type type) {
    entity.attributes.push_back(facts_sample::attribute(name, std::move(type)));
  };
  entity.name = "c";
  for (const char* name : {"n1", "n2", "n3"}) add(name, Type::of(TypeKind::kInt));
  for (const char* name : {"m1", "m2"}) add(name, Type::of(TypeKind::kInt, true));
  for (const char* name : {"x1", "x2"}) add(name, Type::of(TypeKind::kDouble));
  add("y1", Type::of(TypeKind::kDouble, true));
  for (const char* name : {"b1", "b2", "b3", "b4"}) add(name, Type::of(TypeKind::kBool));
  add("q1", Type::of(TypeKind::kBool, true));
  for (const char* name : {"s1", "s2"}) add(name, Type::of(TypeKind::kString));
  add("t1", Type::of(TypeKind::kString, true));
  for (const char* name : {"d1", "d2"}) add(name, Type::of(TypeKind::kDate));
  for (const char* name : {"e1", "e2"}) add(name, Type::of(TypeKind::kDate, true));
  add("k1", Type::enumeration_of(colours));
  add("k2", Type::enumeration_of(sizes).with_null());
  for (const char* name : {"l1", "l2"}) add(name, Type::list_of(Type::of(TypeKind::kString)));
  for (const Attribute& one : entity.attributes) full_names_.push_back("c." + one.name);

  environment.container = "c";
  environment.more_functions = &date_functions();
  environment.lookup = [this](std::string_view name) -> std::optional<Declaration> {
    const auto found = name.substr(0, 2) == "c." ? entity.find_attribute(name.substr(2)) : std::nullopt;
    if (!found) return std::nullopt;
    Declaration declaration;
    declaration.type = entity.attributes[*found].type;
    declaration.index = static_cast<std::int32_t>(*found);
    return declaration;
  };
  environment.names = [this] { return std::vector<std::string_view>(full_names_.begin(), full_names_.end()); };
}

TypedPtr World::typed(const std::string& text, Diagnostics& problems) const {
  const SyntaxPtr syntax = parse({text, std::make_shared<const Source>(Source{"condition", text}), 0, {}}, problems);
  return check(syntax, environment, {std::nullopt, "it"}, {}, problems);
}

TypedPtr World::typed(const std::string& text) const {
  Diagnostics problems;
  TypedPtr node = typed(text, problems);
  if (!node) throw std::invalid_argument(text + "\n" + problems.render());
  return node;
}

std::size_t World::index_of(const std::string& name) const { return entity.find_attribute(name).value(); }

namespace {

void set(std::size_t column, const Value& value, const Type& type, TableBuilder& builder) {
  switch (type.kind) {
    case TypeKind::kBool:
      return builder.set_bool(column, value.is_true());
    case TypeKind::kInt:
      return builder.set_int(column, value.integer());
    case TypeKind::kDouble:
      return builder.set_double(column, value.real());
    case TypeKind::kDate:
      return builder.set_date(column, static_cast<std::int32_t>(value.day()));
    case TypeKind::kString:
      return type.is_enumeration() ? builder.set_code(column, static_cast<std::int32_t>(value.integer()))
                                   : builder.set_string(column, value.text());
    case TypeKind::kList: {
      std::vector<std::string_view> texts;
      for (const Value& one : value.list()) texts.push_back(one.text());
      return builder.set_strings(column, texts);
    }
    default:
      throw std::logic_error("no column has this type");
  }
}

template <typename T>
Value whole(const Column& column, std::size_t row) {
  const auto number = static_cast<std::int64_t>(facts_sample::element<T>(column, row));
  return Value::of(column.code_map != nullptr ? std::int64_t{column.code_map[number]} : number);
}

Value number(const Column& column, std::size_t row) {
  switch (column.layout) {
    case Layout::kInt8:
      return whole<std::int8_t>(column, row);
    case Layout::kInt16:
      return whole<std::int16_t>(column, row);
    case Layout::kInt32:
      return whole<std::int32_t>(column, row);
    case Layout::kInt64:
      return whole<std::int64_t>(column, row);
    case Layout::kUint8:
      return whole<std::uint8_t>(column, row);
    case Layout::kUint16:
      return whole<std::uint16_t>(column, row);
    case Layout::kUint32:
      return whole<std::uint32_t>(column, row);
    case Layout::kFloat64:
      return whole<double>(column, row);
    case Layout::kMillis:
      return Value::of(facts_sample::element<std::int64_t>(column, row) / 86'400'000);
    default:
      throw std::logic_error("no column of numbers");
  }
}

Value texts(const Column& column, std::size_t row) {
  List all;
  const std::size_t at = static_cast<std::size_t>(column.offset) + row;
  for (std::int32_t i = column.offsets[at]; i < column.offsets[at + 1]; ++i) {
    all.push_back(Value::of(std::string(static_cast<const std::string_view*>(column.values)[i])));
  }
  return Value::of(std::move(all));
}

Value known_cell(const Column& column, const Type& type, std::size_t row) {
  switch (type.kind) {
    case TypeKind::kBool:
      return Value::of(facts_sample::value_text(column, row) == "true");
    case TypeKind::kDouble:
      return Value::of(facts_sample::element<double>(column, row));
    case TypeKind::kDate:
      return Value::of(Day{number(column, row).integer()});
    case TypeKind::kList:
      return texts(column, row);
    case TypeKind::kString:
      if (!type.is_enumeration()) return Value::of(std::string(facts_sample::element<std::string_view>(column, row)));
      return number(column, row);
    default:
      return number(column, row);
  }
}

Value cell(const Column& column, const Type& type, std::size_t row) {
  if (column.layout == Layout::kMissing || !facts_sample::bit(column.told, row, true)) return Value::absent();
  if (facts_sample::bit(column.valid, row, true)) return known_cell(column, type, row);
  if (facts_sample::bit(column.error, row, false)) return Value::failed("refused_cell");
  return facts_sample::bit(column.null, row, false) || column.invalid_is_null ? Value::null() : Value::absent();
}

}  // namespace

void append(const Row& row, const Entity& entity, TableBuilder& builder) {
  builder.begin_row(std::to_string(builder.rows()));
  for (std::size_t i = 0; i < row.attributes.size(); ++i) {
    const Value& value = row.attributes[i];
    if (value.is_known()) set(i, value, entity.attributes[i].type, builder);
    if (value.is_null()) builder.set_null(i);
    if (value.is_error()) builder.set_error(i);
  }
}

Row row_of(const Table& table, const Entity& entity, std::size_t row) {
  Row made;
  for (std::size_t i = 0; i < entity.column_count(); ++i) {
    const bool is_attribute = i < entity.attributes.size();
    const Type type = is_attribute ? entity.attributes[i].type : Type::of(TypeKind::kBool);
    (is_attribute ? made.attributes : made.derived).push_back(cell(table.columns[i], type, row));
  }
  return made;
}

}  // namespace reference
