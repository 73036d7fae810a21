// SPDX-License-Identifier: Apache-2.0
/// Diagnostics: what is wrong with a text that somebody wrote, all at once, each with its place and its mend.
///
/// Floor: base. The library never prints: `Diagnostics::render` gives the text, the caller decides where it goes.
///
///     Diagnostics problems;
///     problems.error("unknown-name", "no fact is called `retruned_on`", span, "did you mean `returned_on`?");
///     std::string text = problems.render();
///
/// Threads: values, no shared state; a `Source` is immutable and shared by pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/config.hpp"
#include "tianya_rules/base/limits.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// A named text that diagnostics point into: a file, or a line typed on the command line. Immutable once shared.
struct Source {
  std::string name;  ///< As shown to the reader: a path, `--assume`, `<memory>`.
  std::string text;  ///< UTF-8; may hold anything, rendering copes.
};
using SourcePtr = std::shared_ptr<const Source>;

/// The half-open byte range [begin, end) of a source. Without a source it is "no place".
/// Where the text was not kept (a streamed file), `line` says where: 1-based, 0 = work it out from `begin`. The source's text is
/// then empty, or that one line (`begin` and `end` count from its start).
struct Span {
  SourcePtr source;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t line = 0;
};

enum class Severity : std::uint8_t { kError, kWarning };

/// One problem. `code` is stable and kebab-case; `message` is lower case with no final stop and has the reader's own words in
/// backquotes; `help` says how to mend it (may be empty).
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;
  std::string message;
  Span span;
  std::string help;
};

/// Line and column of a byte offset, both from 1; the column counts code points.
struct LineColumn {
  std::size_t line = 1;
  std::size_t column = 1;
};
TIANYA_RULES_API LineColumn line_column(std::string_view text, std::size_t offset);

/// A list of problems. At most `kMaxShown` are kept; further ones are only counted.
class TIANYA_RULES_API Diagnostics {
 public:
  static constexpr std::size_t kMaxShown = kMaxDiagnostics;

  void add(Diagnostic problem);
  void error(std::string code, std::string message, Span span = {}, std::string help = {});
  void warning(std::string code, std::string message, Span span = {}, std::string help = {});
  void append(const Diagnostics& others);

  /// By source name, then place; stable where these agree.
  void sort();

  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  [[nodiscard]] bool empty() const { return error_count_ + warning_count_ == 0; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  [[nodiscard]] std::size_t warning_count() const { return warning_count_; }
  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

  /// Every problem with its place, the line itself, a caret line that is right under wide characters, and help; then the count.
  [[nodiscard]] std::string render() const;

 private:
  std::vector<Diagnostic> items_;
  std::size_t error_count_ = 0;
  std::size_t warning_count_ = 0;
};

/// One problem as text, several lines, each ended by a line feed. Control characters of the source are shown, never emitted.
TIANYA_RULES_API std::string render(const Diagnostic& problem);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/base/diagnostics-inl.hpp"
#endif
