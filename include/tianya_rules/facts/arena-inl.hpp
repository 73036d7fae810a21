// SPDX-License-Identifier: Apache-2.0
/// Arena: bytes that stay where they are until `clear`, which keeps the memory. Internal to the facts floor.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

class Arena {
 public:
  void clear() { block_ = 0, used_ = 0; }

  /// `size` bytes that nobody else has.
  char* take(std::size_t size) {
    while (block_ < blocks_.size()) {
      if (blocks_[block_].size - used_ >= size) {
        char* const at = blocks_[block_].bytes.get() + used_;
        used_ += size;
        return at;
      }
      ++block_, used_ = 0;
    }
    // Small at first, for one record; then each block is four times the last.
    const std::size_t next = std::min(kFirstBlockBytes << std::min<std::size_t>(2 * blocks_.size(), 16), kBlockBytes);
    const std::size_t wanted = std::max(size, next);
    blocks_.push_back({std::unique_ptr<char[]>(new char[wanted]), wanted});
    used_ = size;
    return blocks_.back().bytes.get();
  }

  std::string_view keep(std::string_view text) {
    if (text.empty()) return {"", 0};
    char* const at = take(text.size());
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

 private:
  static constexpr std::size_t kFirstBlockBytes = 1024, kBlockBytes = 64 * 1024;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;  ///< The one in use; blocks_.size() before the first.
  std::size_t used_ = 0;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
