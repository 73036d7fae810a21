// SPDX-License-Identifier: Apache-2.0
/// Wording: one typed expression into one clause. Internal to report/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/report/describe.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Works out the words of one expression and remembers which readings it met on the way.
class TIANYA_RULES_API Wording {
 public:
  /// With `short_answers` the answer of a reading that chooses between values is called by its label.
  Wording(const Describer& words, const RulebookModel& model, bool short_answers = false)
      : words_(words), model_(model), short_answers_(short_answers) {}

  /// A truth: `clause(node, false)` is the wording of its contrary.
  [[nodiscard]] std::string clause(const Typed& node, bool holds = true);
  /// A value.
  [[nodiscard]] std::string term(const Typed& node);
  [[nodiscard]] const std::vector<std::size_t>& readings() const { return readings_; }

 private:
  [[nodiscard]] bool chinese() const { return words_.language() == Language::kChinese; }
  [[nodiscard]] const char* pick(const char* zh, const char* en) const { return chinese() ? zh : en; }
  [[nodiscard]] std::string yes_no(const std::string& what, bool holds) const;
  [[nodiscard]] std::string source_text(const Typed& node) const;
  [[nodiscard]] std::string joined(const std::vector<TypedPtr>& children, bool conjunction, bool holds);
  [[nodiscard]] std::string call_clause(const Typed& node, bool holds);
  [[nodiscard]] std::string comparison(const Typed& node, KernelId kernel);
  [[nodiscard]] std::string null_test(const Typed& node, bool is_null);
  [[nodiscard]] std::string comprehension(const Typed& node, bool holds);
  [[nodiscard]] std::string call_term(const Typed& node);
  [[nodiscard]] std::string date_term(const Typed& node);
  [[nodiscard]] std::string date_operand(const Typed& node);
  [[nodiscard]] std::string period(const Typed& node);
  [[nodiscard]] std::optional<std::string> one_of_list(const Typed& node, bool holds);
  [[nodiscard]] std::string reading_term(const Typed& node);
  void note_reading(const Typed& node);

  const Describer& words_;
  const RulebookModel& model_;
  bool short_answers_;
  std::vector<std::size_t> readings_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/wording-inl.hpp"
#endif
