// SPDX-License-Identifier: Apache-2.0
/// JSON facts: one object of dates and arrays of records; NDJSON facts: one record a line. Internal to the facts floor.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/facts/json_record-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

inline void report_fault(ReaderCore& core, InputText& input, const JsonCursor& cursor, const std::string& where = {}) {
  const JsonCursor::Fault& fault = cursor.fault();
  const std::string message = where.empty() ? fault.message : fault.message + " (" + where + ')';
  core.problem("invalid-json", message, input.span(fault.begin, fault.end), fault.help);
}

/// Reports the first byte in [from, to) that is not UTF-8; false if there is one.
inline bool require_utf8(ReaderCore& core, InputText& input, const char* from, const char* to) {
  const std::string_view text(from, static_cast<std::size_t>(to - from));
  const std::size_t bad = find_invalid_utf8(text);
  if (bad == std::string_view::npos) return true;
  static constexpr char kHex[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(text[bad]);
  const bool wide = bad == 0 && text.size() >= 2 && (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF");
  core.problem("invalid-utf8", std::string("byte 0x") + kHex[byte >> 4] + kHex[byte & 15] + " is not UTF-8",
               input.span(from + bad, from + bad + 1),
               wide ? "the file is UTF-16: save it as UTF-8" : "is the file GBK? save it as UTF-8");
  return false;
}

class JsonReader {
 public:
  JsonReader(ReaderCore& core, InputText& input, std::string_view text) : core_(core), input_(input), c_(text) {}

  void read() {
    if (!input_.known_utf8() && !require_utf8(core_, input_, c_.at(), c_.end())) return;
    if (!read_top()) report_fault(core_, input_, c_, where_);
  }

 private:
  bool read_top();
  bool read_entry(std::set<std::string>& seen);
  bool read_date(TopLevelDate& known, const std::string& key, bool overridden);
  bool read_records(const std::string& key, std::size_t entity);
  void unknown_key(const std::string& key, const Span& span);
  bool skip_wrong(const std::string& what) {
    const char* const from = c_.at();
    std::string_view raw;
    if (!c_.skip_value(raw, 1)) return false;
    core_.problem("wrong-type", what + ", found `" + shortened(raw) + '`', input_.span(from, c_.at()));
    return true;
  }

  ReaderCore& core_;
  InputText& input_;
  JsonCursor c_;
  std::string where_;  ///< The record under way, where a fault is to name it.
};

inline bool JsonReader::read_top() {
  c_.skip_space();
  if (c_.left() == 0) return c_.fail("the file is empty", "facts are an object: {\"as_of\": \"2026-11-23\", …}");
  if (c_.peek() == '[') {
    return c_.fail("expected an object with one array for each entity, found an array",
                   "write {\"" +
                       (core_.vocabulary().entities.empty() ? std::string("entity") : core_.vocabulary().entities[0].name) +
                       "\": […]}, or one record a line as NDJSON");
  }
  if (!c_.take('{')) return c_.fail_expected("an object");
  c_.skip_space();
  if (!c_.take('}')) {
    std::set<std::string> seen;
    for (bool more = true; more;) {
      if (!read_entry(seen) || !c_.next_item('}', more)) return false;
    }
  }
  c_.skip_space();
  return c_.left() == 0 ||
         c_.fail("something follows the facts' closing bracket", "one file holds one object; one record a line is NDJSON");
}

inline bool JsonReader::read_entry(std::set<std::string>& seen) {
  c_.skip_space();
  const char* const from = c_.at();
  JsonString token;
  if (!c_.read_key(token)) return false;
  const char* const to = token.raw.data() + token.raw.size() + 1;
  const std::string key = json_text(token);
  if (!seen.insert(key).second)
    core_.problem("duplicate-key", "`" + shortened(key) + "` stands twice in the facts", input_.span(from, to));
  if (key == "as_of") return read_date(core_.as_of, key, core_.options().as_of_overridden);
  if (key == "published_on") return read_date(core_.published_on, key, core_.options().published_on_overridden);
  if (const auto entity = core_.vocabulary().find_entity(key)) return read_records(key, *entity);
  unknown_key(key, input_.span(from, to));
  std::string_view ignored;
  return c_.skip_value(ignored, 1);
}

inline void JsonReader::unknown_key(const std::string& key, const Span& span) {
  std::vector<std::string_view> names{"as_of", "published_on"};
  std::string help;
  for (const Entity& entity : core_.vocabulary().entities) {
    names.push_back(entity.name);
    if (!key.empty() && (key == entity.label.zh || key == entity.label.en)) help = "its key is `" + entity.name + '`';
  }
  const std::string near = nearest(key, names);
  if (help.empty() && !near.empty()) help = "did you mean `" + near + "`?";
  core_.problem("unknown-key", "no entity is called `" + shortened(key) + '`', span, help);
}

inline bool JsonReader::read_date(TopLevelDate& known, const std::string& key, bool overridden) {
  const char* const from = c_.at();
  JsonString token;
  if (c_.peek() != '"') return skip_wrong('`' + key + "` is a date as `YYYY-MM-DD`");
  if (!c_.read_string(token)) return false;
  const std::string text = json_text(token);
  const Result<Date> date = Date::parse(text);
  const Span span = input_.span(from, c_.at());
  if (date.ok()) {
    core_.give_date(known, key, overridden, *date, input_.name(), span);
  } else {
    core_.problem("invalid-date", '`' + key + "` is `" + shortened(text) + "`, expected a date as `YYYY-MM-DD`", span,
                  date.diagnostics().items().front().help);
  }
  return true;
}

inline bool JsonReader::read_records(const std::string& key, std::size_t entity) {
  if (c_.peek() != '[') return skip_wrong('`' + key + "` is an array of records");
  c_.take('[');
  c_.skip_space();
  if (c_.take(']')) return true;
  RecordSink sink(core_, core_.entity(entity), input_);
  JsonRecord record(c_, sink);
  for (bool more = true; more;) {
    if (c_.peek() != '{') {
      if (!skip_wrong("a record of " + key + " is an object")) return false;
    } else if (!record.read()) {
      where_ = "in " + sink.subject();
      return sink.abandon(), false;
    }
    if (!c_.next_item(']', more)) return false;
  }
  return true;
}

class NdjsonReader {
 public:
  NdjsonReader(ReaderCore& core, InputText& input, std::size_t entity)
      : core_(core), input_(input), sink_(core, core.entity(entity), input), c_({}), record_(c_, sink_) {}

  void read() {
    const char* at = input_.begin();
    for (bool first = true;; first = false) {
      if (!input_.at_end()) at = input_.more(at);
      if (first && std::string_view(at, static_cast<std::size_t>(input_.end() - at)).substr(0, 3) == kByteOrderMark) at += 3;
      const char* const to = complete_lines(at);
      input_.check_utf8(at, to);
      while (at < to) at = read_line(at, to);
      if (input_.at_end()) return;
      if (input_.end() - at > static_cast<std::ptrdiff_t>(kMaxRecordBytes)) return too_long(at);
    }
  }

 private:
  /// The end of the last line that is all there.
  const char* complete_lines(const char* at) const {
    if (input_.at_end()) return input_.end();
    const char* to = input_.end();
    while (to > at && to[-1] != '\n') --to;
    return to;
  }
  void too_long(const char* at) {
    core_.problem("too-long", "a line has more than " + std::to_string(kMaxRecordBytes) + " bytes", input_.span(at, at),
                  "NDJSON has one record a line");
  }

  const char* line_end(const char* at, const char* to) const {
    const void* const newline = std::memchr(at, '\n', static_cast<std::size_t>(to - at));
    return newline != nullptr ? static_cast<const char*>(newline) + 1 : to;
  }

  /// Reads the line at `at`; gives where the next one begins.
  const char* read_line(const char* at, const char* to) {
    const char* const next = line_end(at, to);
    if (!input_.known_utf8() && !require_utf8(core_, input_, at, next)) return next;
    const char* const end = next > at && next[-1] == '\n' ? next - 1 : next;
    c_ = JsonCursor({at, static_cast<std::size_t>(end - at)});
    if (!read_record()) report_fault(core_, input_, c_, where_);
    return next;
  }
  bool read_record() {
    where_.clear();
    c_.skip_space();
    if (c_.left() == 0) return true;  // a blank line
    if (c_.peek() != '{') return c_.fail_expected("a record: an object");
    if (!record_.read()) {
      where_ = "in " + sink_.subject();
      return sink_.abandon(), false;
    }
    c_.skip_space();
    return c_.left() == 0 || c_.fail("something follows the record", "NDJSON has one record a line");
  }

  ReaderCore& core_;
  InputText& input_;
  RecordSink sink_;
  JsonCursor c_;
  JsonRecord record_;
  std::string where_;  ///< The record under way, where a fault is to name it.
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
