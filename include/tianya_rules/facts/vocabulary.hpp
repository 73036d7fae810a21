// SPDX-License-Identifier: Apache-2.0
/// Vocabulary: the entities and attributes that a rulebook declares. Floor: facts.
///
/// Immutable once loaded and shared by threads. Order is the order of declaration: `missing` lists attributes in it, reports list
/// entities in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/expr/type.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// An input attribute of an entity.
struct Attribute {
  std::string name;
  Type type;                        ///< bool, int, double, string, enumeration, date, any of them nullable, or list<string>
  bool judged = false;              ///< A person's appraisal, not a record.
  bool informative = false;         ///< Never used by a norm and never typed beyond its type: the id of another record.
  std::optional<std::int64_t> min;  ///< int: the least and greatest value that is accepted.
  std::optional<std::int64_t> max;
  LocalizedText label;
  LocalizedText description;
  std::vector<LocalizedText> enum_labels;  ///< One for each label of the enumeration.
  /// A `date?` attribute is an event: one after as_of has not happened at as_of.
  [[nodiscard]] bool is_event() const { return type.is(TypeKind::kDate) && type.nullable; }
};

/// A fact that follows from others; a caller may give it too. Always bool. Its condition stands in the rulebook.
struct DerivedAttribute {
  std::string name;
  LocalizedText label;
  LocalizedText description;
};

struct Entity {
  std::string name;
  LocalizedText label;
  std::vector<Attribute> attributes;
  std::vector<DerivedAttribute> derived;

  [[nodiscard]] std::optional<std::size_t> find_attribute(std::string_view attribute) const;
  [[nodiscard]] std::optional<std::size_t> find_derived(std::string_view derived_name) const;
  /// Attributes first, then derived facts: how a table numbers its columns.
  [[nodiscard]] std::size_t column_count() const { return attributes.size() + derived.size(); }
};

struct Vocabulary {
  std::vector<Entity> entities;
  [[nodiscard]] std::optional<std::size_t> find_entity(std::string_view name) const;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/facts/vocabulary-inl.hpp"
#endif
