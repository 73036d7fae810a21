// SPDX-License-Identifier: Apache-2.0
/// Sweep: backwards over a program that has run, from doubts in verdicts to what they rest on. Internal to the eval floor.
///
/// Looking for `kAbsent` it finds the absent facts whose doubt reaches the verdict: every operation on some path is itself in
/// doubt. Looking for `kError` it finds where errors came up. 64 rows a word.
#pragma once

#include <vector>

#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

class Sweep {
 public:
  enum class For : std::uint8_t { kAbsent, kError };
  /// What was found: an absent attribute, or an error's code and, of a refused cell, its attribute.
  struct Found {
    ErrorCode code = ErrorCode::kNone;
    std::uint32_t attribute = UINT32_MAX;
    std::vector<Word> rows;
  };

  Sweep(const Program& program, Frame& frame, Block& block, std::size_t rows, For what, std::vector<Found>& found)
      : program_(program), frame_(frame), block_(block), rows_(rows), words_(words_for(rows)), what_(what), found_(found) {}

  /// Nothing is asked of the instructions of the cone yet.
  void begin(const std::vector<std::uint32_t>& cone);
  /// Asks about rows of a register.
  [[nodiscard]] Word* need(std::uint32_t reg) { return frame_.need(reg); }
  void run(const std::vector<std::uint32_t>& cone);
  /// The doubt that is looked for.
  [[nodiscard]] Word doubt(const Register& reg, std::size_t word) const;

 private:
  void step(std::size_t index);
  void load(const Instruction& one, const Word* asked);
  void choose(const Instruction& one, const Word* asked);
  void pass_all(const Instruction& one, const Word* asked);
  void own_errors(const Instruction& one, const Word* asked);
  void elements(std::size_t index, const Word* asked);
  void piece(std::size_t index, std::size_t number, const Word* asked, Word* own);
  void note(ErrorCode code, std::uint32_t attribute, std::size_t word, Word rows);

  const Program& program_;
  Frame& frame_;
  Block& block_;
  std::size_t rows_;
  std::size_t words_;
  For what_;
  std::vector<Found>& found_;
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/sweep-inl.hpp"
#endif
