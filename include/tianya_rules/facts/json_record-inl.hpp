// SPDX-License-Identifier: Apache-2.0
/// JsonRecord: one JSON object as a record. The common shape of every value is met first and read where it stands; anything else is
/// read by the grammar and then judged. Internal to the facts floor.
#pragma once

#include <string>
#include <string_view>

#include "tianya_rules/facts/record_sink-inl.hpp"
#include "tianya_rules/facts/text_cells-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// Kept for a whole array or stream: it learns in which order the keys come.
class JsonRecord {
 public:
  JsonRecord(JsonCursor& cursor, RecordSink& sink) : c_(cursor), sink_(sink), first_(&sink.schema().members()[0]) {
    const std::vector<Member>& members = sink.schema().members();
    for (std::size_t i = 0; i < members.size(); ++i) successors_.push_back(&members[i + 1 < members.size() ? i + 1 : 0]);
  }

  /// Reads the object at the cursor. False: the JSON is broken; the record was begun and is the caller's to abandon.
  bool read() {
    const char* const start = c_.at();
    sink_.begin();
    c_.take('{');
    c_.skip_space();
    if (!c_.take('}')) {
      last_ = nullptr;
      const Member* member = first_;
      for (bool more = true; more;) {
        if (!read_member(member) || !c_.next_item('}', more)) return false;
        if (more) c_.skip_space();
      }
    }
    sink_.end(start, c_.at());
    return true;
  }

 private:
  /// Whether `"name"` stands at the cursor, which is then moved behind it.
  bool take_name(const std::string& name) {
    const char* const at = c_.at();
    if (c_.left() < name.size() + 2 || at[0] != '"' || at[name.size() + 1] != '"') return false;
    if (std::memcmp(at + 1, name.data(), name.size()) != 0) return false;
    c_.move_to(at + name.size() + 2);
    return true;
  }

  /// Reads `"key": value`. `guess` is the member that probably comes; it is set to the next guess.
  bool read_member(const Member*& guess) {
    const char* const from = c_.at();
    if (!take_name(guess->name)) {
      if (c_.peek() != '"') return c_.fail_expected("a key in quotation marks");
      JsonString key;
      if (!c_.read_string(key)) return false;
      const std::string decoded = key.escaped ? decode_json_string(key.raw) : std::string();
      const std::size_t found = sink_.schema().find(key.escaped ? std::string_view(decoded) : key.raw);
      if (found == EntitySchema::kNone) return refuse_key(key, from);
      guess = &sink_.schema().members()[found];
      (last_ != nullptr ? successors_[last_->position] : first_) = guess;
    }
    last_ = guess;
    const Member& member = *guess;
    guess = successors_[member.position];
    const char* const to = c_.at();
    if (!c_.take_colon()) return false;
    if (!sink_.mark(member, from, to)) {
      std::string_view ignored;
      return c_.skip_value(ignored, 1);
    }
    return read_value(member);
  }

  bool refuse_key(const JsonString& key, const char* from);

  bool read_value(const Member& member) {
    switch (member.kind) {
      case CellKind::kBool:
        return read_bool(member);
      case CellKind::kInt:
        return read_int(member);
      case CellKind::kDate:
        return read_date(member);
      case CellKind::kCode:
        return read_code(member);
      case CellKind::kId:
      case CellKind::kText:
        return read_text(member);
      case CellKind::kTexts:
        return read_list(member);
      case CellKind::kDouble:
        break;
    }
    return read_other(member);
  }

  bool read_bool(const Member& member) {
    const char* const at = c_.at();
    if (c_.left() > 4 && std::memcmp(at, "true", 4) == 0) return c_.move_to(at + 4), sink_.take_bool(member, true), true;
    if (c_.left() > 5 && std::memcmp(at, "false", 5) == 0) return c_.move_to(at + 5), sink_.take_bool(member, false), true;
    return read_other(member);
  }

  bool read_int(const Member& member) {
    const char* const start = c_.at();
    const char* at = start;
    std::int64_t value = 0;
    while (at < c_.end() && at - start < 15 && *at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
    const bool plain = at > start && at < c_.end() && (*at == ',' || *at == '}') && (*start != '0' || at == start + 1);
    if (!plain || accept_range(member, value)) return read_other(member);
    c_.move_to(at);
    sink_.take_int(member, value, {start, static_cast<std::size_t>(at - start)});
    return true;
  }

  bool read_date(const Member& member) {
    const char* const at = c_.at();
    std::int32_t days = 0;
    if (c_.left() > 12 && at[0] == '"' && at[11] == '"' && parse_day(at + 1, days)) {
      c_.move_to(at + 12);
      return sink_.take_date(member, days, {at, 12}), true;
    }
    return read_other(member);
  }

  bool read_code(const Member& member) {
    const char* const at = c_.at();
    for (std::size_t i = 0; i < member.quoted_labels.size(); ++i) {
      const std::string& label = member.quoted_labels[i];
      if (c_.left() <= label.size() || std::memcmp(at, label.data(), label.size()) != 0) continue;
      c_.move_to(at + label.size());
      return sink_.take_code(member, i, {at, label.size()}), true;
    }
    return read_other(member);
  }

  bool read_text(const Member& member) {
    const char* const from = c_.at();
    if (c_.peek() != '"') return read_other(member);
    JsonString token;
    if (!c_.read_string(token)) return false;
    const std::string decoded = token.escaped ? decode_json_string(token.raw) : std::string();
    const std::string_view text = token.escaped ? std::string_view(decoded) : token.raw;
    if (text.empty() && member.kind == CellKind::kId) return sink_.refuse(member, {"empty-id", {}}, text, from, c_.at()), true;
    const std::string_view whole(from, static_cast<std::size_t>(c_.at() - from));
    return sink_.take_text(member, text, token.escaped ? std::string_view() : whole), true;
  }

  bool read_list(const Member& member) {
    const char* const from = c_.at();
    if (c_.peek() != '[') return read_other(member);
    CellValue& value = sink_.scratch();
    Refusal refusal;
    if (!read_texts(c_, value.texts, refusal)) return false;
    if (refusal) {
      sink_.refuse(member, std::move(refusal), {from, static_cast<std::size_t>(c_.at() - from)}, from, c_.at());
    } else {
      sink_.take_texts(member, value.texts);
    }
    return true;
  }

  bool read_other(const Member& member);
  Refusal judge(const Member& member, std::string_view raw);
  Refusal judge_text(const Member& member, std::string_view raw);

  JsonCursor& c_;
  RecordSink& sink_;
  const Member* first_;                    ///< What the last record began with.
  const Member* last_ = nullptr;           ///< The member before, in this record.
  std::vector<const Member*> successors_;  ///< By position, the member that followed last time: most likely to follow again.
};

inline bool JsonRecord::refuse_key(const JsonString& key, const char* from) {
  const char* const to = c_.at();
  const std::string name = json_text(key);
  sink_.problem("unknown-attribute", "has no attribute `" + shortened(name) + '`', suggest_member(sink_.schema(), name), from, to);
  std::string_view ignored;
  return c_.take_colon() && c_.skip_value(ignored, 1);
}

inline bool JsonRecord::read_other(const Member& member) {
  const char* const from = c_.at();
  std::string_view raw;
  if (!c_.skip_value(raw, 1)) return false;
  Refusal refusal = judge(member, raw);
  if (refusal)
    sink_.refuse(member, std::move(refusal), raw, from, c_.at());
  else
    sink_.take(member, sink_.scratch());
  return true;
}

inline Refusal JsonRecord::judge(const Member& member, std::string_view raw) {
  CellValue& value = sink_.scratch();
  value.null = raw == "null";
  if (value.null && member.kind == CellKind::kId) return {"wrong-type", {}};
  if (value.null) return member.nullable ? Refusal{} : Refusal{"null-not-allowed", {}};
  if (raw.front() == '"') return judge_text(member, raw);
  const bool number = raw.front() == '-' || (raw.front() >= '0' && raw.front() <= '9');
  const bool wants_number = member.kind == CellKind::kInt || member.kind == CellKind::kDouble;
  if (number && wants_number) return accept_number(member, raw, value);
  if (number && member.kind == CellKind::kBool) return {"wrong-type", bool_help(raw)};
  if (number && (member.kind == CellKind::kText || member.kind == CellKind::kId)) {
    return {"wrong-type", "write it in quotation marks: \"" + shortened(raw) + '"'};
  }
  return {"wrong-type", {}};
}

inline Refusal JsonRecord::judge_text(const Member& member, std::string_view raw) {
  const std::string text = decode_json_string(raw.substr(1, raw.size() - 2));
  CellValue& value = sink_.scratch();
  switch (member.kind) {
    case CellKind::kDate:
      return accept_date(text, value);
    case CellKind::kCode:
      return accept_label(member, text, value);
    case CellKind::kTexts:
      return {"wrong-type", "a list stands in brackets: [\"…\"]"};
    case CellKind::kBool:
      if (text == "true" || text == "false") return {"wrong-type", "write it without quotation marks"};
      return {"wrong-type", bool_help(text)};
    default:
      break;
  }
  CellValue ignored;
  const bool number = !accept_number_text(member, text, ignored);
  return {"wrong-type", number ? "write it without quotation marks" : ""};
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
