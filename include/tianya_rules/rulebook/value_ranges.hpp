// SPDX-License-Identifier: Apache-2.0
/// value_ranges: what a condition says of single facts, as ranges; for warnings of conditions that can never hold, or always do.
/// Floor: rulebook. Not for callers: `check_every_answer` warns.
///
///     ValueRanges ranges(entity);
///     ranges.assume(*more_than_three, true);   // true: it may hold
///     ranges.assume(*less_than_two, true);     // false: not together with the first
///
/// Threads: values. Errors: what it does not understand may hold and may fail. Tested by tests/cpp/rulebook_lint_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "tianya_rules/expr/typed.hpp"
#include "tianya_rules/facts/vocabulary.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The values that a fact may still have: numbers from `low` to `high` (codes and bools are numbers, dates day numbers), or null.
struct ValueRange {
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;
  std::optional<std::set<std::int64_t>> only;  ///< Where these alone are left of the range; none of `without`.
  std::set<std::int64_t> without;              ///< Those that are not.
  bool null = false;

  [[nodiscard]] bool empty() const { return !null && low > high; }
  void keep_from(std::int64_t value);
  void keep_to(std::int64_t value);
  void keep_only(const std::set<std::int64_t>& values);
  void leave_out(std::int64_t value);
  void leave_no_number() { low = 1, high = 0; }

 private:
  void close_in();
};

/// Facts of one entity, as far as conditions assumed so far narrow them. Only comparisons of one fact with a constant count, or
/// with itself; what a reading's answer says does not.
class ValueRanges {
 public:
  explicit ValueRanges(const Entity& entity) : entity_(&entity) {}

  /// Whether it speaks of one fact, and so narrows it for what is assumed after it.
  [[nodiscard]] static bool is_simple(const Typed& condition) {
    return condition.kind == TypedKind::kCall || condition.kind == TypedKind::kAttribute;
  }
  /// Assumes that `condition` holds (or fails). False: it cannot, together with what was assumed before.
  bool assume(const Typed& condition, bool holds);

 private:
  struct Comparison {
    std::int32_t attribute = 0;
    KernelId kernel = KernelId::kNone;
    Constant constant;
  };
  [[nodiscard]] static std::optional<Comparison> comparison(const Typed& condition);
  [[nodiscard]] ValueRange& range_of(std::int32_t attribute);
  bool narrow(const Comparison& comparison, bool holds);
  bool narrow_in(std::int32_t attribute, const Constant& list, bool holds);
  bool assume_choice(const Typed& choice, bool holds);
  bool assume_call(const Typed& call, bool holds);

  const Entity* entity_;
  std::map<std::int32_t, ValueRange> ranges_;
  int choices_ = 0;  ///< `? :` around what is assumed: each asks twice about what stands in its condition.
};

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/value_ranges-inl.hpp"
#endif
