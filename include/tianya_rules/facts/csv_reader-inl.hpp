// SPDX-License-Identifier: Apache-2.0
/// CSV facts by RFC 4180: a header of attribute names, then one record a row. Internal to the facts floor.
///
/// Lines end in CR LF or LF. An empty cell is absent, quoted or not; the word `null` is null; a list is a JSON array in the cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/facts/json_reader-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// One cell of a row: its value, and the bytes it was written with.
struct CsvCell {
  std::string_view value;
  const char* from = nullptr;
  const char* to = nullptr;
};

/// Splits one row at a time.
class CsvSplitter {
 public:
  enum class Outcome : std::uint8_t { kRow, kCut, kBroken };  ///< kCut: the row does not end in the window.

  [[nodiscard]] const std::vector<CsvCell>& cells() const { return cells_; }
  [[nodiscard]] const char* next() const { return next_; }
  [[nodiscard]] const char* fault_at() const { return fault_at_; }
  [[nodiscard]] const std::string& fault() const { return fault_; }

  /// Splits the row at `at`. `last`: nothing follows `end`. A broken row ends at its line's end.
  Outcome split(const char* at, const char* end, bool last) {
    cells_.clear(), unquoted_.clear();
    Outcome outcome = Outcome::kRow;
    for (bool more = true; more && outcome == Outcome::kRow;) outcome = take_cell(at, end, last, more);
    if (outcome == Outcome::kBroken) skip_line(end);
    return outcome;
  }

 private:
  Outcome take_cell(const char*& at, const char* end, bool last, bool& more) {
    CsvCell cell;
    cell.from = at;
    const Outcome outcome = at < end && *at == '"' ? take_quoted(at, end, last, cell) : take_plain(at, end, cell);
    if (outcome != Outcome::kRow) return outcome;
    if (at == end && !last) return Outcome::kCut;
    if (at < end && *at == '\r' && end - at == 1 && !last) return Outcome::kCut;
    cell.to = at;
    cells_.push_back(cell);
    more = at < end && *at == ',';
    if (at < end && *at == '\r' && end - at > 1 && at[1] == '\n') ++at;
    if (at < end && *at != ',' && *at != '\n' && !(*at == '\r' && last && end - at == 1)) {
      return broken(at, "something stands between the closing quotation mark and the comma");
    }
    if (at < end) ++at;
    next_ = at;
    return Outcome::kRow;
  }
  Outcome take_plain(const char*& at, const char* end, CsvCell& cell) {
    while (at < end && *at != ',' && *at != '\n' && *at != '"') ++at;
    if (at < end && *at == '"') return broken(at, "a quotation mark inside a cell that does not begin with one");
    const char* to = at;
    if (to > cell.from && to[-1] == '\r' && (at == end || *at == '\n')) --to, --at;
    cell.value = {cell.from, static_cast<std::size_t>(to - cell.from)};
    return Outcome::kRow;
  }
  Outcome take_quoted(const char*& at, const char* end, bool last, CsvCell& cell) {
    std::string text;
    bool doubled = false;
    const char* part = ++at;
    for (;;) {
      const void* const quote = std::memchr(at, '"', static_cast<std::size_t>(end - at));
      if (quote == nullptr) return last ? broken(cell.from, "a quotation mark is not closed") : Outcome::kCut;
      at = static_cast<const char*>(quote);
      if (end - at == 1 && !last) return Outcome::kCut;
      if (end - at == 1 || at[1] != '"') break;
      doubled = true;
      text.append(part, static_cast<std::size_t>(at + 1 - part));
      part = at += 2;
    }
    cell.value = {part, static_cast<std::size_t>(at - part)};
    if (doubled) cell.value = unquoted_.keep(text.append(cell.value));
    ++at;
    return Outcome::kRow;
  }
  Outcome broken(const char* at, const char* what) {
    fault_ = what, fault_at_ = at;
    return Outcome::kBroken;
  }
  void skip_line(const char* end) {
    const void* const newline = std::memchr(fault_at_, '\n', static_cast<std::size_t>(end - fault_at_));
    next_ = newline != nullptr ? static_cast<const char*>(newline) + 1 : end;
  }

  std::vector<CsvCell> cells_;
  Arena unquoted_;
  const char* next_ = nullptr;
  const char* fault_at_ = nullptr;
  std::string fault_;
};

class CsvReader {
 public:
  CsvReader(ReaderCore& core, InputText& input, std::size_t entity)
      : core_(core), input_(input), sink_(core, core.entity(entity), input) {}

  void read() {
    const char* at = input_.begin();
    for (bool first = true;; first = false) {
      if (!input_.at_end()) at = input_.more(at);
      if (first && std::string_view(at, static_cast<std::size_t>(input_.end() - at)).substr(0, 3) == kByteOrderMark) at += 3;
      input_.check_utf8(at, last_line_end(at));
      if (!read_rows(at)) return;
      if (input_.at_end()) break;
      if (input_.end() - at > static_cast<std::ptrdiff_t>(kMaxRecordBytes)) return too_long(at);
    }
    if (!has_header_)
      core_.problem("missing-header", "the file is empty", input_.span(), "the first line names the columns: `id,…`");
  }

 private:
  const char* last_line_end(const char* at) const {
    const char* to = input_.end();
    while (!input_.at_end() && to > at && to[-1] != '\n') --to;
    return to;
  }
  void too_long(const char* at) {
    core_.problem("too-long", "a row has more than " + std::to_string(kMaxRecordBytes) + " bytes", input_.span(at, at + 1),
                  "is a quotation mark not closed?");
  }

  /// Reads what rows are all there. False: the rest makes no sense.
  bool read_rows(const char*& at) {
    while (at < input_.end()) {
      const CsvSplitter::Outcome outcome = splitter_.split(at, input_.end(), input_.at_end());
      if (outcome == CsvSplitter::Outcome::kCut) return true;
      const char* const next = splitter_.next();
      const bool readable = input_.known_utf8() || require_utf8(core_, input_, at, next);
      if (readable && outcome == CsvSplitter::Outcome::kBroken) {
        core_.problem(
            "invalid-csv", splitter_.fault(), input_.span(splitter_.fault_at(), splitter_.fault_at() + 1),
            "a cell that holds a comma, a line feed or a quotation mark stands in quotation marks, those inside it doubled");
      }
      const bool is_row = readable && outcome == CsvSplitter::Outcome::kRow;
      if (has_header_ && is_row) read_row(at);
      if (!has_header_ && !(is_row && read_header())) return false;
      has_header_ = true;
      at = next;
    }
    return true;
  }

  bool read_header();
  void name_column(const CsvCell& cell);
  void unknown_column(const CsvCell& cell, const std::string& name);
  void read_row(const char* from);
  void read_cell(const Member& member, const CsvCell& cell);

  ReaderCore& core_;
  InputText& input_;
  RecordSink sink_;
  CsvSplitter splitter_;
  std::vector<const Member*> columns_;  ///< nullptr: not known, already reported
  bool has_header_ = false;
};

inline bool CsvReader::read_header() {
  const std::vector<CsvCell>& cells = splitter_.cells();
  if (cells.size() > kMaxCsvColumns) {
    core_.problem("too-many", "the header has more than " + std::to_string(kMaxCsvColumns) + " columns", input_.span());
    return false;
  }
  for (const CsvCell& cell : cells) name_column(cell);
  for (const Member* member : columns_) {
    if (member != nullptr && member->kind == CellKind::kId) return true;
  }
  std::string help = "every record has an id";
  if (cells.size() == 1 && cells[0].value.find_first_of(";\t") != std::string_view::npos) help = "columns are separated by commas";
  core_.problem("missing-id", "the header has no column `id`", input_.span(cells.front().from, cells.back().to), help);
  return false;
}

inline void CsvReader::name_column(const CsvCell& cell) {
  const std::string name(cell.value);
  const std::size_t found = sink_.schema().find(name);
  const Member* member = found == EntitySchema::kNone ? nullptr : &sink_.schema().members()[found];
  if (member == nullptr) {
    unknown_column(cell, name);
  } else if (std::find(columns_.begin(), columns_.end(), member) != columns_.end()) {
    core_.problem("duplicate-column", "the column `" + name + "` stands twice in the header", input_.span(cell.from, cell.to));
    member = nullptr;
  }
  columns_.push_back(member);
}

inline void CsvReader::unknown_column(const CsvCell& cell, const std::string& name) {
  const std::string& entity = sink_.schema().entity().name;
  core_.problem("unknown-attribute", entity + " has no attribute `" + shortened(name) + '`', input_.span(cell.from, cell.to),
                suggest_member(sink_.schema(), name));
}

inline void CsvReader::read_row(const char* from) {
  const std::vector<CsvCell>& cells = splitter_.cells();
  if (cells.size() == 1 && cells[0].from == cells[0].to) return;  // a blank line
  sink_.begin();
  const std::size_t both = std::min(cells.size(), columns_.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (columns_[i] != nullptr) read_cell(*columns_[i], cells[i]);
  }
  if (cells.size() != columns_.size()) {
    const auto count = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); };
    const CsvCell& odd = cells.size() > columns_.size() ? cells[columns_.size()] : cells.back();
    sink_.problem("ragged-row", "has " + count(cells.size()) + " where the header has " + count(columns_.size()),
                  "a cell that holds a comma stands in quotation marks", odd.from, odd.to);
  }
  sink_.end(from, cells.front().to);
}

inline void CsvReader::read_cell(const Member& member, const CsvCell& cell) {
  if (cell.value.empty()) {
    if (member.kind == CellKind::kId) sink_.refuse(member, {"empty-id", {}}, {}, cell.from, cell.to);
    return;
  }
  sink_.mark(member, cell.from, cell.to);
  CellValue& value = sink_.scratch();
  if (member.kind == CellKind::kId) return sink_.take_text(member, cell.value);
  if (Refusal refusal = accept_text(member, cell.value, value)) {
    sink_.refuse(member, std::move(refusal), cell.value, cell.from, cell.to);
  } else {
    sink_.take(member, value);
  }
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
