// SPDX-License-Identifier: Apache-2.0
/// Frame: the registers of a program for up to so many rows, and the memory behind them. Internal to the eval floor.
#pragma once

#include <memory>
#include <vector>

#include "tianya_rules/eval/program.hpp"
#include "tianya_rules/facts/arena-inl.hpp"
#include "tianya_rules/facts/table.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// What is being judged: the same for all frames of a block.
struct Block {
  const Table* table = nullptr;
  std::size_t first_row = 0;
  std::int32_t as_of = INT32_MAX;  ///< Events after it have not happened.
  facts_internal::Arena texts;     ///< Strings that were made; until the next block.
};

class Frame {
 public:
  explicit Frame(const Program& program);

  /// Makes room for `rows` rows; registers of constants hold their value in each.
  void reserve(std::size_t rows);
  [[nodiscard]] Register& operator[](std::uint32_t index) { return registers_[index]; }
  [[nodiscard]] const Register& operator[](std::uint32_t index) const { return registers_[index]; }

  /// Lanes of its own for a register that borrows as a rule.
  std::byte* own_lanes(std::uint32_t index);

  /// The comprehension at an instruction: the elements of all rows, laid out in pieces, of which its frame holds one.
  struct Inner {
    std::unique_ptr<Frame> frame;
    std::vector<std::uint32_t> begins;  ///< Of each outer row's elements, and the end of the last.
    std::vector<std::uint32_t> pieces;  ///< The first row of each, and the number of rows.
    std::size_t held = SIZE_MAX;
  };
  Inner& inner(std::size_t instruction, const Body& body);
  /// Of a comprehension's body, by row: among how many elements of the same record it is one. Empty: there are no others.
  std::vector<std::uint32_t> siblings;

  /// Which rows of each register are asked about; see sweep-inl.hpp. Cleared by whoever asks.
  [[nodiscard]] Word* need(std::uint32_t index);
  /// One plane for an instruction's own use while it runs.
  [[nodiscard]] Word* spare() { return spare_.data(); }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

 private:
  void lay_out(std::size_t capacity);
  void fill_constant(std::uint32_t index, const Instruction& made_by);

  const Program& program_;
  std::size_t capacity_ = 0;
  std::vector<Register> registers_;
  std::vector<Word> planes_;
  std::vector<Word> needs_;
  std::vector<Word> spare_;
  std::vector<std::unique_ptr<std::byte[]>> lanes_;
  std::vector<Inner> inner_;
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/frame-inl.hpp"
#endif
