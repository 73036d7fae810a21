// SPDX-License-Identifier: Apache-2.0
/// EntitySchema: an entity as readers need it: its keys, found fast, with types and canonical order. Internal to the facts floor.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/facts/canonical-inl.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

enum class CellKind : std::uint8_t { kId, kBool, kInt, kDouble, kDate, kCode, kText, kTexts };

/// A key of a record: `id`, an attribute or a derived fact.
struct Member {
  std::string name;
  std::string canonical_key;  ///< `"name":`
  CellKind kind = CellKind::kId;
  bool nullable = false;
  std::size_t column = 0;
  std::size_t rank = 0;                  ///< Its place among the keys in canonical order.
  const Attribute* attribute = nullptr;  ///< Not for `id` and derived facts.
  std::vector<std::string> quoted_labels;
  std::size_t position = 0;  ///< Among the members.
  [[nodiscard]] const std::vector<std::string>& labels() const { return attribute->type.enumeration->labels; }
};

inline CellKind cell_kind(const Type& type) {
  if (type.is_enumeration()) return CellKind::kCode;
  switch (type.kind) {
    case TypeKind::kBool:
      return CellKind::kBool;
    case TypeKind::kInt:
      return CellKind::kInt;
    case TypeKind::kDouble:
      return CellKind::kDouble;
    case TypeKind::kDate:
      return CellKind::kDate;
    case TypeKind::kList:
      return CellKind::kTexts;
    default:
      return CellKind::kText;
  }
}

inline Member member_of(const Attribute& attribute, std::size_t column) {
  Member member;
  member.name = attribute.name;
  member.kind = cell_kind(attribute.type);
  member.nullable = attribute.type.nullable;
  member.column = column;
  member.attribute = &attribute;
  if (member.kind == CellKind::kCode) {
    for (const std::string& label : member.labels()) {
      member.quoted_labels.emplace_back();
      append_canonical_text(member.quoted_labels.back(), label);
    }
  }
  return member;
}

/// Immutable; shared by readers.
class EntitySchema {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::size_t kReadable = 32;

  /// `,"name":`. At least `kReadable` bytes can be read from the begin of `text` on.
  struct DigestKey {
    std::string text;
    std::size_t size = 0;
  };

  EntitySchema(const Entity& entity, std::size_t index) : entity_(&entity), index_(index) {
    Member id;
    id.name = "id";
    members_.push_back(id);
    for (std::size_t i = 0; i < entity.attributes.size(); ++i) members_.push_back(member_of(entity.attributes[i], i));
    for (std::size_t i = 0; i < entity.derived.size(); ++i) {
      Member given;
      given.name = entity.derived[i].name;
      given.kind = CellKind::kBool;
      given.column = entity.attributes.size() + i;
      members_.push_back(given);
    }
    rank_members();
    index_names();
  }

  [[nodiscard]] const Entity& entity() const { return *entity_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  /// Member numbers in canonical order.
  [[nodiscard]] const std::vector<std::size_t>& by_rank() const { return by_rank_; }
  /// By rank.
  [[nodiscard]] const std::vector<DigestKey>& digest_keys() const { return digest_keys_; }

  [[nodiscard]] std::size_t find(std::string_view name) const {
    for (std::size_t at = hash(name) & mask_;; at = (at + 1) & mask_) {
      if (places_[at] == kNone || members_[places_[at]].name == name) return places_[at];
    }
  }

  /// The Chinese or English label of the member, "" where there is none.
  [[nodiscard]] const LocalizedText& label(const Member& member) const {
    static const LocalizedText kNoLabel;
    if (member.attribute != nullptr) return member.attribute->label;
    return member.kind == CellKind::kId ? kNoLabel : entity_->derived[member.column - entity_->attributes.size()].label;
  }

 private:
  static std::uint64_t hash(std::string_view name) {
    std::uint64_t value = 0xcbf29ce484222325u;
    for (const char c : name) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return value ^ value >> 32;
  }
  void rank_members() {
    for (std::size_t i = 0; i < members_.size(); ++i) by_rank_.push_back(i);
    std::sort(by_rank_.begin(), by_rank_.end(),
              [this](std::size_t a, std::size_t b) { return canonical_before(members_[a].name, members_[b].name); });
    for (std::size_t rank = 0; rank < by_rank_.size(); ++rank) {
      Member& member = members_[by_rank_[rank]];
      member.rank = rank;
      append_canonical_text(member.canonical_key, member.name);
      member.canonical_key += ':';
      member.position = by_rank_[rank];
      digest_keys_.push_back({',' + member.canonical_key + std::string(kReadable, ' '), member.canonical_key.size() + 1});
    }
  }
  void index_names() {
    std::size_t size = 16;
    while (size < members_.size() * 4) size *= 2;
    places_.assign(size, kNone);
    mask_ = size - 1;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      std::size_t at = hash(members_[i].name) & mask_;
      while (places_[at] != kNone) at = (at + 1) & mask_;
      places_[at] = i;
    }
  }

  const Entity* entity_;
  std::size_t index_;
  std::vector<Member> members_;
  std::vector<std::size_t> by_rank_;
  std::vector<DigestKey> digest_keys_;
  std::vector<std::size_t> places_;
  std::size_t mask_ = 0;
};

/// Those of all entities, in the vocabulary's order.
struct SchemaList {
  explicit SchemaList(const Vocabulary& its_vocabulary) : vocabulary(its_vocabulary) {
    for (std::size_t i = 0; i < vocabulary.entities.size(); ++i) entities.emplace_back(vocabulary.entities[i], i);
  }
  const Vocabulary& vocabulary;
  std::vector<EntitySchema> entities;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
