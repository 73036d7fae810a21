// SPDX-License-Identifier: Apache-2.0
/// IdSet: the ids met so far, to refuse one that stands twice, in 20 to 32 bytes each whatever their length. Internal to the facts
/// floor.
///
/// Only a 128-bit hash (SipHash-2-4) of each id is kept. Two different ids with the same hash would be refused as if they were one:
/// for a thousand million records the chance of that is 10^-21. The mistake could only refuse an input, never change a verdict.
/// The table is split into parts that grow one by one, so that growing needs little memory beside the table itself.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

struct Hash128 {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

class SipState {
 public:
  SipState(std::uint64_t k0, std::uint64_t k1)
      : v0_(k0 ^ 0x736f6d6570736575u),
        v1_(k1 ^ 0x646f72616e646f6du ^ 0xee),
        v2_(k0 ^ 0x6c7967656e657261u),
        v3_(k1 ^ 0x7465646279746573u) {}
  void add(std::uint64_t word) {
    v3_ ^= word;
    round(), round();
    v0_ ^= word;
  }
  std::uint64_t squeeze(std::uint64_t& lane, std::uint64_t tweak) {
    lane ^= tweak;
    round(), round(), round(), round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }
  Hash128 finish() {
    Hash128 hash;
    hash.low = squeeze(v2_, 0xee);
    hash.high = squeeze(v1_, 0xdd);
    return hash;
  }

 private:
  static std::uint64_t rotate(std::uint64_t x, int by) { return x << by | x >> (64 - by); }
  void round() {
    v0_ += v1_, v1_ = rotate(v1_, 13) ^ v0_, v0_ = rotate(v0_, 32);
    v2_ += v3_, v3_ = rotate(v3_, 16) ^ v2_;
    v0_ += v3_, v3_ = rotate(v3_, 21) ^ v0_;
    v2_ += v1_, v1_ = rotate(v1_, 17) ^ v2_, v2_ = rotate(v2_, 32);
  }
  std::uint64_t v0_, v1_, v2_, v3_;
};

/// SipHash-2-4 with a 128-bit result. `bytes` are read as little-endian words.
inline Hash128 sip_hash(std::string_view bytes, std::uint64_t k0, std::uint64_t k1) {
  const auto word = [](const char* at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    return value;
  };
  SipState state(k0, k1);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) state.add(word(bytes.data() + at, 8));
  state.add(word(bytes.data() + at, bytes.size() - at) | static_cast<std::uint64_t>(bytes.size()) << 56);
  return state.finish();
}

class IdSet {
 public:
  /// Whether the id was not there before.
  bool insert(std::string_view id) {
    Hash128 hash = sip_hash(id, 0x7469616e79612d72u, 0x756c65732d696473u);
    if (hash == Hash128{}) hash.low = 1;  // all zero marks a free place
    return parts_[hash.high >> 56].insert(hash);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  struct Part {
    std::vector<Hash128> places;
    std::size_t used = 0;

    bool insert(const Hash128& hash) {
      if (used + used / 4 + 1 >= places.size()) grow();
      Hash128& place = find(places, hash);
      if (place == hash) return false;
      place = hash;
      ++used;
      return true;
    }
    static Hash128& find(std::vector<Hash128>& places, const Hash128& hash) {
      // The upper half of the product is `low` scaled down to the size of the table.
      auto at = static_cast<std::size_t>(static_cast<Wide>(hash.low) * places.size() >> 64);
      while (!(places[at] == Hash128{}) && !(places[at] == hash)) at = at + 1 == places.size() ? 0 : at + 1;
      return places[at];
    }
    void grow() {
      std::vector<Hash128> wider(places.size() < 8 ? 8 : places.size() + places.size() / 2);
      for (const Hash128& hash : places) {
        if (!(hash == Hash128{})) find(wider, hash) = hash;
      }
      places = std::move(wider);
    }
  };
  std::array<Part, 256> parts_;
};

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
