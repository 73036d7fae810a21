// SPDX-License-Identifier: Apache-2.0
/// Executor: runs a program over one block of rows. Internal to the eval floor; the one evaluator of the library.
///
/// Equations of the planes: docs/architecture.md. Kernels are total: what lies in the lanes of cells that are not known may be
/// anything, and is never acted on.
#pragma once

#include <algorithm>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/eval/frame.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

class ElementsBuilder;

class Executor {
 public:
  Executor(const Program& program, Frame& frame, Block& block, std::size_t rows)
      : program_(program), frame_(frame), block_(block), rows_(rows), words_(words_for(rows)) {}

  void run();
  /// One instruction; those it reads have run.
  void step(std::size_t index);
  /// The body of the comprehension at `index` over one piece of the elements, once the instruction has run: its frame holds one
  /// piece at a time. Nothing to do for the piece that it holds.
  void run_piece(std::size_t index, std::size_t number);

 private:
  // execute-inl.hpp: logic
  void load(const Instruction& one);
  void negate(const Instruction& one);
  void junction(const Instruction& one, bool all);
  void choose(const Instruction& one);
  void choose_value(const Instruction& one);
  void truth(const Instruction& one);
  void value(const Instruction& one);
  void is_null(const Instruction& one);
  void meet(const Instruction& one);
  // execute_compare-inl.hpp
  void compare(const Instruction& one);
  void compare_lanes(const Instruction& one, const Register& x, const Register& y, Register& out);
  void settle_comparison(const Instruction& one, const Register& x, const Register& y, Register& out);
  void compare_provisional(const Instruction& one, const Register& x, const Register& y, Register& out);
  // execute_call-inl.hpp, execute_text-inl.hpp, execute_dates-inl.hpp
  void call(const Instruction& one);
  bool call_numbers(const Instruction& one);
  bool call_texts(const Instruction& one);
  bool call_conversions(const Instruction& one);
  bool call_dates(const Instruction& one);
  void call_provisional(const Instruction& one);
  void operand_states(const Instruction& one, Register& out);
  void keep_null(const Instruction& one);
  template <typename Out, typename Function>
  void map_rows(const Instruction& one, const Function& function);
  template <typename Out, typename Function>
  void map_all(const Instruction& one, const Function& function);
  template <typename Function>
  void test_rows(const Instruction& one, const Function& function);
  template <typename T>
  const T* lane(const Instruction& one, std::size_t operand) const {
    return frame_[one.in[operand]].template as<T>();
  }
  std::string_view keep(std::string_view text) { return block_.texts.keep(text); }
  void add_workdays(const Instruction& one);
  void count_workdays(const Instruction& one);
  // execute_lists-inl.hpp
  bool call_lists(const Instruction& one);
  void make_list(const Instruction& one);
  // execute_macros-inl.hpp
  void comprehend(std::size_t index);
  void lay_out_elements(Frame::Inner& inner, const Register& list) const;
  void quantify(const Instruction& one, const Frame::Inner& inner, std::size_t number);
  void collect(const Instruction& one, const Frame::Inner& inner, std::size_t number, ElementsBuilder& all);
  // What a row may ask depends on the row alone, so that it is judged alike beside any others.
  [[nodiscard]] std::size_t siblings(std::size_t row) const { return frame_.siblings.empty() ? 1 : frame_.siblings[row]; }
  [[nodiscard]] std::size_t most_walked(std::size_t row) const { return kMaxRowElements / siblings(row); }
  [[nodiscard]] std::size_t most_made(std::size_t row) const { return std::min(kMaxListElements, kMaxRowElements / siblings(row)); }
  // execute_due-inl.hpp
  void due(const Instruction& one);
  void due_settled(const Instruction& one, Register& out, Word* left);
  void due_extended(const Instruction& one, Register& out, Word* left);

  const Program& program_;
  Frame& frame_;
  Block& block_;
  std::size_t rows_;
  std::size_t words_;
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/eval/execute-inl.hpp"
#endif
