// SPDX-License-Identifier: Apache-2.0
/// value_ranges: what a condition says of single facts, as ranges; for warnings of conditions that can never hold, or always do.
/// Floor: rulebook. Not for callers: `check_every_answer` warns.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "tianya_rules/expr/typed.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The values that a fact may still have: numbers from `low` to `high` (codes and bools are numbers, dates day numbers), or null.
struct ValueRange {
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;
  std::uint64_t codes = ~std::uint64_t{0};  ///< Of an enumeration of at most 64 labels: one bit each.
  bool null = false;
  [[nodiscard]] bool empty() const { return !null && (low > high || codes == 0); }
};

/// Facts of one entity, as far as conditions assumed so far narrow them. Only comparisons of one fact with a literal count; what a
/// reading's answer says does not.
class ValueRanges {
 public:
  explicit ValueRanges(const Entity& entity) : entity_(&entity) {}

  /// Assumes that `condition` holds (or fails). False: it cannot, together with what was assumed before.
  bool assume(const Typed& condition, bool holds);

 private:
  struct Comparison {
    std::int32_t attribute = 0;
    KernelId kernel = KernelId::kNone;
    const Constant* constant = nullptr;
  };
  [[nodiscard]] static std::optional<Comparison> comparison(const Typed& condition);
  [[nodiscard]] ValueRange& range_of(std::int32_t attribute);
  bool narrow(const Comparison& comparison, bool holds);

  const Entity* entity_;
  std::map<std::int32_t, ValueRange> ranges_;
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/value_ranges-inl.hpp"
#endif
