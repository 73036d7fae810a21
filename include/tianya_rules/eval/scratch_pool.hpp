// SPDX-License-Identifier: Apache-2.0
/// ScratchPool: registers of one judge that are warm, for the next who judges a few records. Floor: eval. Not for callers.
/// Threads: any number.
#pragma once

#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include "tianya_rules/eval/judge.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class ScratchPool {
 public:
  /// Registers grow with the rows of a block: those that judged more rows are not worth keeping.
  static constexpr std::size_t kMaxRows = 64;
  static constexpr std::size_t kMaxIdle = 16;

  /// Works with registers that nobody else uses meanwhile. `judge` is the pool's, or one that differs in commencement alone.
  template <typename Work>
  auto with(const Judge& judge, std::size_t rows, const Work& work) {
    Judge::Scratch scratch = take(judge);
    auto result = work(scratch);
    if (rows <= kMaxRows) give_back(std::move(scratch));
    return result;
  }

 private:
  [[nodiscard]] Judge::Scratch take(const Judge& judge) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) return judge.scratch();
    Judge::Scratch scratch = std::move(idle_.back());
    idle_.pop_back();
    return scratch;
  }
  void give_back(Judge::Scratch scratch) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(scratch));
  }

  std::mutex mutex_;
  std::vector<Judge::Scratch> idle_;
};

TIANYA_RULES_END_NAMESPACE
