// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/facts/assumptions.hpp"
#include "tianya_rules/facts/text_cells-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace facts_internal {

inline std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string near = nearest(word, names);
  return near.empty() ? std::string() : "did you mean `" + near + "`?";
}

template <typename Named>
std::vector<std::string_view> names_of(const std::vector<Named>& all) {
  std::vector<std::string_view> names;
  for (const Named& one : all) names.push_back(one.name);
  return names;
}

inline Result<Assumption> unknown_assumption(const Entity& entity, std::string_view attribute) {
  const std::string name(attribute);
  if (entity.find_derived(attribute)) {
    return Result<Assumption>::failure("derived-assumption", '`' + entity.name + '.' + name + "` follows from other facts",
                                       "assume the facts that it rests on");
  }
  return Result<Assumption>::failure("unknown-attribute", '`' + entity.name + "` has no attribute `" + name + '`',
                                     did_you_mean(attribute, names_of(entity.attributes)));
}

}  // namespace facts_internal

TIANYA_RULES_INLINE Result<Assumption> parse_assumption(const Vocabulary& vocabulary, std::string_view path,
                                                        std::string_view value) {
  using namespace facts_internal;
  const std::size_t dot = std::min(path.find('.'), path.size());
  const std::string entity_name(path.substr(0, dot));
  const auto entity = vocabulary.find_entity(entity_name);
  if (dot == path.size()) {
    return Result<Assumption>::failure("invalid-assumption", '`' + std::string(path) + "` names no attribute",
                                       "write `entity.attribute=value`");
  }
  if (!entity) {
    return Result<Assumption>::failure("unknown-entity", "no entity is called `" + entity_name + '`',
                                       did_you_mean(entity_name, names_of(vocabulary.entities)));
  }
  const Entity& declared = vocabulary.entities[*entity];
  const auto column = declared.find_attribute(path.substr(dot + 1));
  if (!column) return unknown_assumption(declared, path.substr(dot + 1));
  const Member member = member_of(declared.attributes[*column], *column);
  CellValue cell;
  Refusal refusal = accept_text(member, value, cell);
  if (!refusal && find_invalid_utf8(value) != std::string_view::npos) refusal = {"invalid-utf8", {}};
  if (refusal) {
    return Result<Assumption>::failure(
        refusal.code,
        '`' + std::string(value) + "` cannot be assumed for `" + std::string(path) + "`, expected " + expected_of(member).en,
        refusal.help);
  }
  return Assumption{*entity,      *column,   std::string(value),   cell.null,
                    cell.integer, cell.real, std::move(cell.text), std::move(cell.texts)};
}

TIANYA_RULES_INLINE Result<Assumption> parse_assumption(const Vocabulary& vocabulary, std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return Result<Assumption>::failure("invalid-assumption", '`' + std::string(text) + "` gives no value",
                                       "write `entity.attribute=value`");
  }
  return parse_assumption(vocabulary, text.substr(0, equals), text.substr(equals + 1));
}

TIANYA_RULES_END_NAMESPACE
