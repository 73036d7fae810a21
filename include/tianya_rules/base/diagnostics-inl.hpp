// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <tuple>

#include "tianya_rules/base/diagnostics.hpp"
#include "tianya_rules/base/text.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE LineColumn line_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
  return {1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
          1 + count_code_points(before.substr(line_start))};
}

TIANYA_RULES_INLINE void Diagnostics::add(Diagnostic problem) {
  ++(problem.severity == Severity::kError ? error_count_ : warning_count_);
  if (items_.size() < kMaxShown) {
    items_.push_back(std::move(problem));
  } else if (problem.severity == Severity::kError) {
    // Errors outrank warnings for the places that are left.
    const auto warning =
        std::find_if(items_.rbegin(), items_.rend(), [](const Diagnostic& d) { return d.severity == Severity::kWarning; });
    if (warning != items_.rend()) *warning = std::move(problem);
  }
}

TIANYA_RULES_INLINE void Diagnostics::error(std::string code, std::string message, Span span, std::string help) {
  add({Severity::kError, std::move(code), std::move(message), std::move(span), std::move(help)});
}

TIANYA_RULES_INLINE void Diagnostics::warning(std::string code, std::string message, Span span, std::string help) {
  add({Severity::kWarning, std::move(code), std::move(message), std::move(span), std::move(help)});
}

TIANYA_RULES_INLINE void Diagnostics::append(const Diagnostics& others) {
  const std::size_t errors = error_count_ + others.error_count_;
  const std::size_t warnings = warning_count_ + others.warning_count_;
  for (const Diagnostic& problem : others.items_) add(problem);
  error_count_ = errors, warning_count_ = warnings;
}

TIANYA_RULES_INLINE void Diagnostics::sort() {
  const auto place = [](const Diagnostic& d) {
    return std::tuple<std::string_view, std::size_t, std::size_t>(
        d.span.source ? std::string_view(d.span.source->name) : std::string_view(), d.span.line, d.span.begin);
  };
  std::stable_sort(items_.begin(), items_.end(), [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
}

TIANYA_RULES_INLINE std::string render(const Diagnostic& problem) {
  std::string out = problem.severity == Severity::kError ? "error[" : "warning[";
  out += problem.code + "]: " + show_control_characters(problem.message) + '\n';
  const Span& span = problem.span;
  std::string gutter = "   ";
  if (span.source && span.line != 0 && span.source->text.empty()) {
    out += "  --> " + span.source->name + ':' + std::to_string(span.line) + '\n';
  } else if (span.source && span.source->text.empty()) {
    out += "  --> " + span.source->name + '\n';
  } else if (span.source) {
    const std::string_view text = span.source->text;
    const std::size_t begin = std::min(span.begin, text.size());
    const LineColumn place = line_column(text, begin);
    const std::size_t column = place.column;
    const std::size_t line = span.line != 0 ? span.line : place.line;
    const std::size_t newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
    const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t line_end = std::min(text.find('\n', begin), text.size());
    // A very long line (minified JSON) is shown around the place only.
    static constexpr std::size_t kAround = 80;
    std::size_t from = line_start;
    std::size_t to = line_end;
    if (begin - line_start > kAround) from = begin - kAround;
    if (to - begin > 2 * kAround) to = begin + 2 * kAround;
    while (from > line_start && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
    while (to < line_end && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) ++to;
    const std::string number = std::to_string(line);
    gutter.assign(number.size() + 1, ' ');
    const std::string before = show_control_characters(text.substr(from, begin - from));
    const std::string marked = show_control_characters(text.substr(begin, std::clamp(span.end, begin, to) - begin));
    std::string shown = show_control_characters(text.substr(from, to - from));
    while (!shown.empty() && shown.back() == ' ') shown.pop_back();
    out += gutter + "--> " + span.source->name + ':' + number + ':' + std::to_string(column) + '\n';
    out += gutter + "|\n" + number + " | " + shown + '\n';
    out += gutter + "| " + std::string(display_width(before), ' ') +
           std::string(std::max<std::size_t>(1, display_width(marked)), '^') + '\n';
  }
  if (!problem.help.empty()) out += gutter + "= help: " + show_control_characters(problem.help) + '\n';
  return out;
}

TIANYA_RULES_INLINE std::string Diagnostics::render() const {
  std::string out;
  for (const Diagnostic& problem : items_) out += tianya_rules::render(problem);
  if (error_count_ + warning_count_ > items_.size()) {
    out += "... and " + std::to_string(error_count_ + warning_count_ - items_.size()) + " more\n";
  }
  const auto count = [](std::size_t n, const char* noun) { return std::to_string(n) + ' ' + noun + (n == 1 ? "" : "s"); };
  if (error_count_ > 0) out += count(error_count_, "error");
  if (error_count_ > 0 && warning_count_ > 0) out += ", ";
  if (warning_count_ > 0) out += count(warning_count_, "warning");
  if (!empty()) out += '\n';
  return out;
}

TIANYA_RULES_END_NAMESPACE
