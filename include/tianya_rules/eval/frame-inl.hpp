// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/frame.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

TIANYA_RULES_INLINE Frame::Frame(const Program& program)
    : program_(program), registers_(program.registers.size()), inner_(program.code.size()) {
  for (std::size_t i = 0; i < registers_.size(); ++i) registers_[i].lane = program.registers[i].lane;
}

TIANYA_RULES_INLINE void Frame::reserve(std::size_t rows) {
  if (rows <= capacity_) return;
  // A single record needs a word of each plane; more rows come in blocks.
  lay_out(rows <= 64 ? 64 : std::max((rows + 63) / 64 * 64, std::min<std::size_t>(capacity_ * 2, 1024)));
}

TIANYA_RULES_INLINE void Frame::lay_out(std::size_t capacity) {
  static constexpr std::size_t kPlanes = 5;
  capacity_ = capacity;
  const std::size_t words = capacity / 64, count = registers_.size();
  planes_.assign(kPlanes * words * count, 0);
  spare_.assign(words, 0);
  needs_.clear();
  lanes_.clear();
  lanes_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    Register& reg = registers_[i];
    Word* at = planes_.data() + i * kPlanes * words;
    reg.a = at, reg.b = at + words, reg.e = at + 2 * words, reg.p = at + 3 * words, reg.s = at + 4 * words;
    reg.own = nullptr, reg.data = nullptr, reg.low = reg.high = nullptr;
    if (!program_.registers[i].borrows) own_lanes(static_cast<std::uint32_t>(i));
  }
  for (const Instruction& one : program_.code) {
    if (one.op == Op::kConstant || one.op == Op::kConstantTruth || one.op == Op::kFailure) fill_constant(one.out, one);
  }
}

TIANYA_RULES_INLINE std::byte* Frame::own_lanes(std::uint32_t index) {
  Register& reg = registers_[index];
  if (reg.own != nullptr) return reg.own;
  const RegisterPlan& plan = program_.registers[index];
  // Buffers at equal offsets of their pages would compete for the same lines of the cache.
  const std::size_t stagger = index % 31 * 64;
  const std::size_t lanes = (capacity_ * lane_bytes(reg.lane) + 63) / 64 * 64;
  const std::size_t bounds = plan.bounds ? capacity_ * sizeof(std::int32_t) : 0;
  lanes_[index].reset(new std::byte[stagger + lanes + 2 * bounds + 64]());
  reg.own = lanes_[index].get() + stagger;
  reg.data = reg.own;
  if (plan.bounds) {
    reg.low = reinterpret_cast<std::int32_t*>(reg.own + lanes);
    reg.high = reg.low + capacity_;
  }
  return reg.own;
}

TIANYA_RULES_INLINE void Frame::fill_constant(std::uint32_t index, const Instruction& made_by) {
  Register& reg = registers_[index];
  const Constant& constant = made_by.constant;
  const std::size_t words = capacity_ / 64;
  const auto fill = [&](Word* plane, bool value) { std::fill_n(plane, words, value ? ~Word{0} : 0); };
  const bool failure = made_by.op == Op::kFailure;
  reg.errors = failure;
  fill(reg.e, failure);
  if (reg.lane == Lane::kTruth) {
    fill(reg.t(), failure || constant.integer != 0);
    fill(reg.f(), failure || constant.integer == 0);
    return;
  }
  fill(reg.known(), !failure && !constant.is_null);
  fill(reg.null(), !failure && constant.is_null);
  const auto spread = [&](auto value) { std::fill_n(reg.write<decltype(value)>(), capacity_, value); };
  switch (reg.lane) {
    case Lane::kInt32:
      return spread(static_cast<std::int32_t>(constant.integer));
    case Lane::kInt64:
      return spread(constant.integer);
    case Lane::kDouble:
      return spread(constant.real);
    case Lane::kText:
      return spread(std::string_view(constant.text));
    case Lane::kPeriod:
      return spread(PeriodLane{constant.years, constant.months, constant.days});
    case Lane::kList:
      reg.elements = program_.registers[index].elements;
      return spread(ListLane{0, reg.elements ? static_cast<std::int32_t>(reg.elements->size) : 0});
    case Lane::kTruth:
      return;
  }
}

TIANYA_RULES_INLINE Frame::Inner& Frame::inner(std::size_t instruction, const Body& body) {
  Inner& inner = inner_[instruction];
  if (!inner.frame) inner.frame = std::make_unique<Frame>(*body.program);
  return inner;
}

TIANYA_RULES_INLINE Word* Frame::need(std::uint32_t index) {
  const std::size_t words = capacity_ / 64;
  if (needs_.empty()) needs_.resize(words * registers_.size());
  return needs_.data() + index * words;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
