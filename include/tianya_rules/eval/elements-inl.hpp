// SPDX-License-Identifier: Apache-2.0
/// Lists: building their elements, and comparing values wherever they lie. Internal to the eval floor.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>

#include "tianya_rules/eval/register.hpp"
#include "tianya_rules/expr/typed.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// One value, wherever it lies: a lane of a register, or an element of a list.
struct ValueAt {
  Lane lane = Lane::kInt64;
  const std::byte* at = nullptr;
  bool null = false;
  const Elements* below = nullptr;  ///< Of a list.

  template <typename T>
  [[nodiscard]] const T& as() const {
    return *reinterpret_cast<const T*>(at);
  }
};

inline ValueAt value_at(const Register& from, std::size_t row) {
  return {from.lane, from.data + row * lane_bytes(from.lane), bit_at(from.null(), row), from.elements.get()};
}

inline ValueAt value_at(const Elements& from, std::size_t index) {
  return {from.lane, from.data + index * lane_bytes(from.lane), from.is_null(index), from.below.get()};
}

/// Two-valued: null is equal to null alone, NaN to nothing. Both values are of one type.
inline bool equal_values(const ValueAt& a, const ValueAt& b) {
  if (a.null || b.null) return a.null && b.null;
  switch (a.lane) {
    case Lane::kInt32:
      return a.as<std::int32_t>() == b.as<std::int32_t>();
    case Lane::kInt64:
      return a.as<std::int64_t>() == b.as<std::int64_t>();
    case Lane::kDouble:
      return a.as<double>() == b.as<double>();
    case Lane::kText:
      return a.as<std::string_view>() == b.as<std::string_view>();
    case Lane::kPeriod:
      return std::memcmp(a.at, b.at, sizeof(PeriodLane)) == 0;
    case Lane::kTruth:
      return false;
    case Lane::kList:
      break;
  }
  const ListLane x = a.as<ListLane>(), y = b.as<ListLane>();
  if (x.end - x.begin != y.end - y.begin) return false;
  for (std::int32_t i = 0; i < x.end - x.begin; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const std::size_t left = static_cast<std::size_t>(x.begin) + at, right = static_cast<std::size_t>(y.begin) + at;
    if (!equal_values(value_at(*a.below, left), value_at(*b.below, right))) return false;
  }
  return true;
}

/// Collects the elements of lists. Lists of lists are copied through.
class ElementsBuilder {
 public:
  explicit ElementsBuilder(const Type& element) : made_(std::make_shared<Elements>()) {
    made_->lane = lane_of(element);
    if (made_->lane == Lane::kList) below_ = std::make_unique<ElementsBuilder>(*element.element);
  }

  [[nodiscard]] std::size_t size() const { return made_->size; }
  /// With those of the lists in it.
  [[nodiscard]] std::size_t total() const { return made_->size + (below_ ? below_->total() : 0); }

  void append(const ValueAt& value) {
    if (value.null) return append_null();
    if (made_->lane != Lane::kList) return append_bytes(value.at, false);
    const ListLane from = value.as<ListLane>();
    const auto begin = static_cast<std::int32_t>(below_->size());
    for (std::int32_t i = from.begin; i < from.end; ++i) below_->append(value_at(*value.below, static_cast<std::size_t>(i)));
    const ListLane lane = {begin, static_cast<std::int32_t>(below_->size())};
    append_bytes(reinterpret_cast<const std::byte*>(&lane), false);
  }

  void append_null() {
    alignas(16) static constexpr std::byte kNothing[sizeof(PeriodLane)]{};
    append_bytes(kNothing, true);
  }

  /// A constant; its text must live as long as the elements.
  void append(const Constant& constant, const Type& type) {
    if (constant.is_null) return append_null();
    switch (made_->lane) {
      case Lane::kInt32:
        return append_as(static_cast<std::int32_t>(constant.integer));
      case Lane::kDouble:
        return append_as(constant.real);
      case Lane::kText:
        return append_as(std::string_view(constant.text));
      case Lane::kPeriod:
        return append_as(PeriodLane{constant.years, constant.months, constant.days});
      case Lane::kList: {
        const auto begin = static_cast<std::int32_t>(below_->size());
        for (const Constant& one : constant.elements) below_->append(one, *type.element);
        return append_as(ListLane{begin, static_cast<std::int32_t>(below_->size())});
      }
      default:
        return append_as(constant.integer);
    }
  }

  std::shared_ptr<const Elements> finish() {
    made_->data = made_->owned.data();
    if (!made_->owned_nulls.empty()) {
      made_->owned_nulls.resize(made_->size);
      made_->nulls = made_->owned_nulls.data();
    }
    if (below_) made_->below = below_->finish();
    return made_;
  }

 private:
  template <typename T>
  void append_as(const T& value) {
    append_bytes(reinterpret_cast<const std::byte*>(&value), false);
  }
  void append_bytes(const std::byte* bytes, bool null) {
    made_->owned.insert(made_->owned.end(), bytes, bytes + lane_bytes(made_->lane));
    if (null) {
      made_->owned_nulls.resize(made_->size + 1);
      made_->owned_nulls[made_->size] = 1;
    }
    ++made_->size;
  }

  std::shared_ptr<Elements> made_;
  std::unique_ptr<ElementsBuilder> below_;
};

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
