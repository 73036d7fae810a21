// SPDX-License-Identifier: Apache-2.0
/// RecordDigest: SHA-256 over the canonical JSON (RFC 8785) of records, one a line. Internal to the facts floor.
#pragma once

#include <bit>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "tianya_rules/base/sha256.hpp"
#include "tianya_rules/facts/schema-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// A value's canonical text. At least `kReadable` bytes can be read from `data` on, whatever `size` is.
struct Segment {
  static constexpr std::size_t kReadable = EntitySchema::kReadable;
  const char* data = nullptr;
  std::size_t size = 0;
};

class RecordDigest {
 public:
  /// The schema must outlive this.
  explicit RecordDigest(const EntitySchema& schema) : keys_(schema.digest_keys()), buffer_(new char[kCapacity]) {}

  /// `seen` has a bit for each member that has a segment, both by rank. `id` is always there.
  void add(const std::vector<std::uint64_t>& seen, const std::vector<Segment>& segments) {
    bool first = true;
    for (std::size_t word = 0; word < seen.size(); ++word) {
      for (std::uint64_t bits = seen[word]; bits != 0; bits &= bits - 1) {
        const std::size_t rank = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        if (first) {
          put(kOpen, 1);
          put(keys_[rank].text.data() + 1, keys_[rank].size - 1);
          first = false;
        } else {
          put(keys_[rank].text.data(), keys_[rank].size);
        }
        put(segments[rank].data, segments[rank].size);
      }
    }
    put(kClose, 2);
  }

  std::string hex() {
    flush();
    return sha_.hex();
  }

 private:
  static constexpr std::size_t kCapacity = 64 * 1024;
  static constexpr char kOpen[Segment::kReadable] = "{", kClose[Segment::kReadable] = "}\n";

  void put(const char* data, std::size_t size) {
    if (used_ + size + Segment::kReadable > kCapacity) {
      flush();
      if (size + Segment::kReadable > kCapacity) return sha_.update({data, size});
    }
    char* const to = buffer_.get() + used_;
    if (size <= Segment::kReadable) {
      std::memcpy(to, data, Segment::kReadable);  // a fixed size is two moves; what is too much is overwritten
    } else {
      std::memcpy(to, data, size);
    }
    used_ += size;
  }
  void flush() {
    if (used_ > 0) sha_.update({buffer_.get(), used_});
    used_ = 0;
  }

  const std::vector<EntitySchema::DigestKey>& keys_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
  Sha256 sha_;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
