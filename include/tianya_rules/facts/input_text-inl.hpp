// SPDX-License-Identifier: Apache-2.0
/// InputText: the part of an input that is in memory, and the places in it. Internal to the facts floor.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using ReadBytes = std::function<std::size_t(char*, std::size_t)>;

/// A window on the input's bytes. `more` moves it on; pointers into it are then void.
class InputText {
 public:
  /// The whole text is in memory and stays there.
  InputText(std::string name, std::string_view text)
      : name_(std::move(name)), begin_(text.data()), end_(begin_ + text.size()), counted_(begin_), at_end_(true), whole_(true) {}
  InputText(std::string name, const ReadBytes& read) : name_(std::move(name)), read_(&read) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const char* begin() const { return begin_; }
  [[nodiscard]] const char* end() const { return end_; }
  [[nodiscard]] bool at_end() const { return at_end_; }  ///< Nothing follows `end`.
  [[nodiscard]] std::uint64_t bytes_read() const { return whole_ ? static_cast<std::uint64_t>(end_ - begin_) : bytes_read_; }
  [[nodiscard]] bool known_utf8() const { return known_utf8_; }

  /// Keeps [from, end) and reads more behind it. Gives where `from` now is.
  const char* more(const char* from) {
    const auto kept = static_cast<std::size_t>(end_ - from);
    count_lines(from);
    if (capacity_ < kept + kChunk)
      widen(from, kept);
    else if (kept > 0)
      std::memmove(buffer_.get(), from, kept);
    std::size_t got = 0;
    // A pipe gives little at a time: a window is worth filling.
    while (got < kChunk && !at_end_) {
      const std::size_t bytes = (*read_)(buffer_.get() + kept + got, kChunk - got);
      at_end_ = bytes == 0;
      got += bytes;
    }
    bytes_read_ += got;
    begin_ = counted_ = buffer_.get();
    end_ = begin_ + kept + got;
    return begin_;
  }

  /// Looks whether [from, to), which begins and ends between characters, is UTF-8.
  void check_utf8(const char* from, const char* to) {
    known_utf8_ = simdjson::validate_utf8(from, static_cast<std::size_t>(to - from));
  }

  /// The place [from, to) as a diagnostic shows it. A line that is not absurdly long is shown.
  Span span(const char* from, const char* to) {
    count_lines(from);
    const char* line_begin = from;
    while (line_begin > begin_ && line_begin[-1] != '\n' && from - line_begin <= kMaxShownLine) --line_begin;
    if (from - line_begin > kMaxShownLine) return {source({}), 0, 0, line_};
    if (line_ == 1 && std::string_view(line_begin, static_cast<std::size_t>(from - line_begin)).substr(0, 3) == kByteOrderMark)
      line_begin += 3;
    const auto rest = static_cast<std::size_t>(std::min<std::ptrdiff_t>(end_ - from, kMaxShownLine));
    const void* const newline = rest == 0 ? nullptr : std::memchr(from, '\n', rest);
    const char* line_end = newline != nullptr ? static_cast<const char*>(newline) : from + rest;
    if (line_end > line_begin && line_end[-1] == '\r') --line_end;
    const auto offset = static_cast<std::size_t>(from - line_begin);
    const auto width = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, std::min(to, line_end) - from));
    // An empty line cannot be shown; its number can.
    return {source({line_begin, static_cast<std::size_t>(std::max(line_end, from) - line_begin)}), offset, offset + width, line_};
  }
  /// The input as such, no place in it.
  Span span() { return {source({}), 0, 0, 0}; }

 private:
  static constexpr std::size_t kChunk = 1 << 20;
  static constexpr std::ptrdiff_t kMaxShownLine = 1 << 16;

  [[nodiscard]] SourcePtr source(std::string_view line) const {
    return std::make_shared<const Source>(Source{name_, std::string(line)});
  }
  void count_lines(const char* to) {
    if (to >= counted_)
      line_ += static_cast<std::size_t>(std::count(counted_, to, '\n'));
    else
      line_ -= static_cast<std::size_t>(std::count(to, counted_, '\n'));
    counted_ = to;
  }
  void widen(const char* from, std::size_t kept) {
    capacity_ = std::max(2 * kept, kept + kChunk);
    std::unique_ptr<char[]> wider(new char[capacity_]);
    if (kept > 0) std::memcpy(wider.get(), from, kept);
    buffer_ = std::move(wider);
  }

  std::string name_;
  const ReadBytes* read_ = nullptr;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  const char* counted_ = nullptr;  ///< `line_` is the line of this byte.
  std::size_t line_ = 1;
  bool at_end_ = false;
  bool whole_ = false;
  bool known_utf8_ = false;
  std::uint64_t bytes_read_ = 0;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
