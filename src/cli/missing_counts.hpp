// SPDX-License-Identifier: Apache-2.0
/// MissingCounts: how many findings each absent attribute leaves undetermined, counted block by block.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "tianya_rules/eval/judge.hpp"
#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

class MissingCounts {
 public:
  explicit MissingCounts(const Vocabulary& vocabulary) {
    for (const Entity& entity : vocabulary.entities) counts_.emplace_back(entity.attributes.size(), 0);
  }

  void count(const JudgedBlock& block) {
    const std::size_t words = (block.rows() + 63) / 64;
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      for (const JudgedBlock::Missing& missing : block.missing(n)) {
        std::uint64_t& sum = counts_[block.table().entity][missing.attribute];
        for (std::size_t w = 0; w < words; ++w) sum += static_cast<std::uint64_t>(std::popcount(missing.rows[w]));
      }
    }
  }

  /// The `limit` greatest, greatest first; equal ones in vocabulary order.
  [[nodiscard]] std::vector<MissingFact> most(std::size_t limit) const {
    std::vector<MissingFact> all;
    for (std::size_t entity = 0; entity < counts_.size(); ++entity) {
      for (std::size_t attribute = 0; attribute < counts_[entity].size(); ++attribute) {
        if (counts_[entity][attribute] > 0) all.push_back({entity, attribute, counts_[entity][attribute]});
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const MissingFact& a, const MissingFact& b) { return a.findings > b.findings; });
    if (all.size() > limit) all.resize(limit);
    return all;
  }

 private:
  std::vector<std::vector<std::uint64_t>> counts_;
};

}  // namespace tianya_rules::cli
