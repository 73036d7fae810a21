// SPDX-License-Identifier: Apache-2.0
/// RecordSink: one record under way, from whatever format: its cells, its problems, its canonical text. Internal to the facts
/// floor.
#pragma once

#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/facts/arena-inl.hpp"
#include "tianya_rules/facts/cells-inl.hpp"
#include "tianya_rules/facts/reader_core-inl.hpp"
#include "tianya_rules/facts/record_digest-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

class RecordSink {
 public:
  RecordSink(ReaderCore& core, EntityState& entity, InputText& input)
      : core_(core), entity_(entity), input_(input), with_digest_(core.wants_digest()) {}

  [[nodiscard]] const EntitySchema& schema() const { return entity_.schema; }
  [[nodiscard]] CellValue& scratch() { return scratch_; }

  void begin() {
    entity_.builder.begin_row({});
    std::fill(seen_.begin(), seen_.end(), 0);
    seen_.resize(entity_.schema.members().size() / 64 + 1);
    segments_.resize(entity_.schema.members().size());
    scratch_bytes_.clear();
    failed_ = has_id_ = false;
    id_ = {};
    ++position_;
  }

  /// Notes that the member has come; false if it was there before (a problem).
  bool mark(const Member& member, const char* from, const char* to) {
    const std::uint64_t bit = std::uint64_t{1} << (member.rank & 63);
    std::uint64_t& word = seen_[member.rank >> 6];
    if ((word & bit) != 0) return problem("duplicate-key", "has `" + member.name + "` twice", {}, from, to), false;
    word |= bit;
    return true;
  }
  void unmark(const Member& member) { seen_[member.rank >> 6] &= ~(std::uint64_t{1} << (member.rank & 63)); }

  void take_bool(const Member& member, bool value) {
    entity_.builder.set_bool(member.column, value);
    segments_[member.rank] = value ? Segment{kTrue, 4} : Segment{kFalse, 5};
  }
  void take_null(const Member& member) {
    entity_.builder.set_null(member.column);
    segments_[member.rank] = {kNull, 4};
  }
  /// `canonical`: the value's canonical text, in the input's memory; empty: to be worked out.
  void take_int(const Member& member, std::int64_t value, std::string_view canonical = {}) {
    entity_.builder.set_int(member.column, value);
    if (with_digest_) segment(member, canonical.empty() ? keep(std::to_string(value)) : canonical);
  }
  void take_double(const Member& member, double value) {
    entity_.builder.set_double(member.column, value);
    if (with_digest_) segment(member, keep(canonical_number(value)));
  }
  void take_date(const Member& member, std::int32_t days, std::string_view canonical = {}) {
    entity_.builder.set_date(member.column, days);
    if (with_digest_) segment(member, canonical.empty() ? keep('"' + Date::from_days(days).iso() + '"') : canonical);
  }
  void take_code(const Member& member, std::size_t label) {
    entity_.builder.set_code(member.column, static_cast<std::int32_t>(label));
    if (with_digest_) segment(member, keep(member.quoted_labels[label]));
  }
  void take_code(const Member& member, std::size_t label, std::string_view canonical) {
    entity_.builder.set_code(member.column, static_cast<std::int32_t>(label));
    segment(member, canonical);
  }
  void take_text(const Member& member, std::string_view text, std::string_view canonical = {}) {
    if (member.kind == CellKind::kId) {
      id_ = scratch_bytes_.keep(text);  // a window may move on before the record ends
      has_id_ = true;
    } else {
      entity_.builder.set_string(member.column, text);
    }
    if (with_digest_) segment(member, canonical.empty() ? canonical_text(text) : canonical);
  }
  void take_texts(const Member& member, const std::vector<std::string>& texts) {
    views_.assign(texts.begin(), texts.end());
    entity_.builder.set_strings(member.column, views_);
    if (!with_digest_) return;
    std::string canonical = "[";
    for (const std::string_view text : texts) {
      if (canonical.size() > 1) canonical += ',';
      append_canonical_text(canonical, text);
    }
    segment(member, keep(canonical + ']'));
  }
  void take(const Member& member, const CellValue& value);

  /// The value `found` does not fit: the record is refused, or with `lenient` the cell is an error value and there is a warning.
  void refuse(const Member& member, Refusal refusal, std::string_view found, const char* from, const char* to);
  /// Refuses the record. The message is the record's name, then `text`.
  void problem(const char* code, std::string text, std::string help, const char* from, const char* to) {
    failed_ = true;
    if (core_.full()) return core_.count_problem();
    pending_.push_back({code, std::move(text), std::move(help), from, to});
  }
  /// Ends the record that stands in [from, to).
  void end(const char* from, const char* to);
  /// Ends a record of which the rest cannot be read.
  void abandon() {
    failed_ = true;
    flush_problems();
    entity_.builder.drop_row();
  }
  /// `case `C-2``, or by position where there is no id.
  [[nodiscard]] std::string subject() const;

 private:
  struct Pending {
    const char* code;
    std::string text, help;
    const char *from, *to;
  };
  struct PendingWarning {
    const Member* member;
    LocalizedText message;
  };
  // Longer than they look: segments can be read 32 bytes past their begin.
  static constexpr char kTrue[33] = "true", kFalse[33] = "false", kNull[33] = "null";

  std::string_view keep(std::string_view text) {
    char* const at = scratch_bytes_.take(text.size() + Segment::kReadable);
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }
  std::string_view canonical_text(std::string_view text) {
    std::string quoted;
    append_canonical_text(quoted, text);
    return keep(quoted);
  }
  void segment(const Member& member, std::string_view text) {
    const bool in_input = text.data() >= input_.begin() && text.data() < input_.end();
    if (in_input && input_.end() - text.data() < static_cast<std::ptrdiff_t>(Segment::kReadable)) text = keep(text);
    segments_[member.rank] = {text.data(), text.size()};
  }
  void flush_problems();
  void warn(const Member& member, std::string_view found);

  ReaderCore& core_;
  EntityState& entity_;
  InputText& input_;
  const bool with_digest_;
  std::vector<std::uint64_t> seen_;  ///< By rank.
  std::vector<Segment> segments_;    ///< By rank, where seen.
  Arena scratch_bytes_;
  CellValue scratch_;
  std::vector<std::string_view> views_;
  std::vector<Pending> pending_;
  std::vector<PendingWarning> pending_warnings_;
  std::string_view id_;
  bool has_id_ = false;
  bool failed_ = false;
  std::uint64_t position_ = 0;
};

inline void RecordSink::take(const Member& member, const CellValue& value) {
  if (value.null) return take_null(member);
  switch (member.kind) {
    case CellKind::kBool:
      return take_bool(member, value.integer != 0);
    case CellKind::kInt:
      return take_int(member, value.integer);
    case CellKind::kDouble:
      return take_double(member, value.real);
    case CellKind::kDate:
      return take_date(member, static_cast<std::int32_t>(value.integer));
    case CellKind::kCode:
      return take_code(member, static_cast<std::size_t>(value.integer));
    case CellKind::kTexts:
      return take_texts(member, value.texts);
    case CellKind::kId:
    case CellKind::kText:
      return take_text(member, value.text);
  }
}

inline std::string RecordSink::subject() const {
  const std::string& name = entity_.schema.entity().name;
  if (has_id_ && !id_.empty()) return name + " `" + shortened(id_) + '`';
  return "record " + std::to_string(position_) + " of " + name;
}

inline void RecordSink::refuse(const Member& member, Refusal refusal, std::string_view found, const char* from, const char* to) {
  if (core_.options().lenient && member.kind != CellKind::kId) return warn(member, found);
  if (core_.full()) return failed_ = true, core_.count_problem();
  if (std::string_view(refusal.code) == "null-not-allowed") {
    return problem(refusal.code, "has null for `" + member.name + "`, expected " + expected_of(member).en,
                   "leave the cell out where nobody knows; null says that there is none", from, to);
  }
  if (member.kind == CellKind::kId && found.empty())
    return problem(refusal.code, "has an empty `id`", "every record has an id", from, to);
  problem(refusal.code, "has `" + shortened(found) + "` for `" + member.name + "`, expected " + expected_of(member).en,
          std::move(refusal.help), from, to);
}

inline void RecordSink::warn(const Member& member, std::string_view found) {
  entity_.builder.set_error(member.column);
  if (core_.count_warning()) return;
  const LocalizedText expected = expected_of(member);
  const std::string value = '`' + shortened(found) + '`';
  const std::string& zh = entity_.schema.label(member).zh;
  pending_warnings_.push_back(
      {&member,
       {(zh.empty() ? member.name : zh) + "的值 " + value + " 不被接受（应为：" + expected.zh + "），按错误值处理",
        value + " for `" + member.name + "` is not accepted, expected " + expected.en + "; it counts as an error value"}});
}

inline void RecordSink::flush_problems() {
  for (Pending& one : pending_)
    core_.problems().error(one.code, subject() + ' ' + one.text, input_.span(one.from, one.to), std::move(one.help));
  pending_.clear();
  for (PendingWarning& one : pending_warnings_) {
    core_.warnings().push_back(
        {"refused_cell", entity_.schema.index(), std::string(id_), one.member->name, std::move(one.message)});
  }
  pending_warnings_.clear();
}

inline void RecordSink::end(const char* from, const char* to) {
  if (!has_id_ && !failed_)
    problem("missing-id", "has no `id`", "every record has an id: a text that is not empty", from, from + (to > from));
  if (has_id_ && !entity_.ids.insert(id_)) {
    problem("duplicate-id", "stands twice in the input", "an id belongs to one record of an entity, over all files", from,
            from + (to > from));
  }
  if (!pending_.empty() || !pending_warnings_.empty()) flush_problems();
  if (failed_) return entity_.builder.drop_row();
  entity_.builder.set_id(id_);
  if (with_digest_) entity_.digest->add(seen_, segments_);
  ++entity_.records;
  core_.row_added(entity_);
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
