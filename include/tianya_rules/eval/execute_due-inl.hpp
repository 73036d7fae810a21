// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/bounds-inl.hpp"
#include "tianya_rules/eval/execute.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// Counts one row's due date.
class DueCounter {
 public:
  DueCounter(const Program& program, const Instruction& one, const Frame& frame)
      : plan_(one.due),
        calendar_(plan_.unit == Deadline::Unit::kWorkdays ? &program.calendars[plan_.calendar] : nullptr),
        start_(frame[one.in[0]]),
        amount_(frame[one.in[1]]) {
    std::size_t next = 2;
    if (plan_.has_extension) extension_ = &frame[one.in[next++]];
    if (plan_.has_pause) from_ = &frame[one.in[next]], to_ = &frame[one.in[next + 1]];
  }

  struct Answer {
    enum class State : std::uint8_t { kNull, kUnknown, kError, kKnown } state = State::kUnknown;
    std::int32_t low = INT32_MIN, high = INT32_MAX, estimate = 0;
    bool provisional = false;
  };

  [[nodiscard]] Answer count(std::size_t row) const {
    if (is_null(amount_, row) || is_null(start_, row)) return {Answer::State::kNull, INT32_MAX, INT32_MAX, 0, false};
    if (is_error(start_, row) || is_error(amount_, row) || (plan_.has_pause && (is_error(*from_, row) || is_error(*to_, row))))
      return {Answer::State::kError};
    if (!settled(amount_, row)) return {};
    const Bounds start = bounds_of(start_, row);
    if ((!bit_at(start_.known(), row) && !is_provisional(start_, row)) || start.open() || start.maybe_null) return {};
    if (plan_.has_pause && is_unknown(row)) return {};
    return with_extension(row, start);
  }

 private:
  static bool is_null(const Register& reg, std::size_t row) { return bit_at(reg.null(), row) && !is_provisional(reg, row); }
  static bool is_error(const Register& reg, std::size_t row) { return reg.errors && bit_at(reg.e, row); }
  static bool is_provisional(const Register& reg, std::size_t row) { return reg.provisional && bit_at(reg.p, row); }
  static bool settled(const Register& reg, std::size_t row) { return bit_at(reg.known(), row) && !is_provisional(reg, row); }

  /// Whether it is not told when the pause began or ended; one that never began needs no end.
  [[nodiscard]] bool is_unknown(std::size_t row) const {
    if (is_null(*from_, row)) return false;
    const auto told = [row](const Register& reg) { return bit_at(reg.known(), row) || bit_at(reg.null(), row); };
    return !told(*from_) || !told(*to_) || (is_provisional(*from_, row) && !bit_at(from_->null(), row)) ||
           is_provisional(*to_, row);
  }

  /// The n-th day, working day or month after a day that may lie within bounds.
  [[nodiscard]] DueDate plain(const Bounds& start, std::int64_t n) const {
    const DueDate first = plain(static_cast<std::int32_t>(start.low), n);
    if (start.low == start.high || !first.ok()) return first;
    const DueDate last = plain(static_cast<std::int32_t>(start.high), n);
    const DueDate middle = plain(static_cast<std::int32_t>(start.estimate), n);
    if (!last.ok() || !middle.ok()) return {0, 0, 0, false, DueStatus::not_covered};
    return {first.earliest, last.latest, std::clamp(middle.estimate, first.earliest, last.latest), true, DueStatus::ok};
  }
  [[nodiscard]] DueDate plain(std::int32_t start, std::int64_t n) const {
    if (calendar_ != nullptr) return in_range(calendar_->due(start, n));
    const Period period = plan_.unit == Deadline::Unit::kDays ? Period::of_days(n) : Period::of_months(n);
    const std::optional<std::int32_t> day = add_days(start, period, Rounding::down);
    if (!day) return {0, 0, 0, false, DueStatus::not_covered};
    return {*day, *day, *day, false, DueStatus::ok};
  }
  [[nodiscard]] static DueDate in_range(DueDate due) {
    if (due.ok() && (!Date::in_range(due.earliest) || !Date::in_range(due.latest))) due.status = DueStatus::not_covered;
    return due;
  }

  /// With the pause, if there is one.
  [[nodiscard]] DueDate paused(std::size_t row, const Bounds& start, std::int64_t n) const {
    const DueDate without = plain(start, n);
    if (!plan_.has_pause || calendar_ == nullptr || is_null(*from_, row) || is_null(*to_, row)) return without;
    const std::int32_t from = from_->as<std::int32_t>()[row], to = to_->as<std::int32_t>()[row];
    const auto with = [&](std::int64_t day) {
      return in_range(calendar_->due_paused(static_cast<std::int32_t>(day), n, from, to));
    };
    DueDate due = with(start.low);
    if (start.low != start.high) {
      const DueDate last = with(start.high), middle = with(start.estimate);
      if (!due.ok() || !last.ok() || !middle.ok()) return {0, 0, 0, false, DueStatus::not_covered};
      due = {due.earliest, last.latest, std::clamp(middle.estimate, due.earliest, last.latest), true, DueStatus::ok};
    }
    if (!is_provisional(*from_, row)) return due;
    // Whether it began at all turns on an unpublished day.
    if (!due.ok() || !without.ok()) return {0, 0, 0, false, DueStatus::not_covered};
    const DueDate& likely = bit_at(from_->s, row) ? due : without;
    return {std::min(due.earliest, without.earliest), std::max(due.latest, without.latest), likely.estimate, true, DueStatus::ok};
  }

  [[nodiscard]] Answer with_extension(std::size_t row, const Bounds& start) const {
    const std::int64_t n = amount_.as<std::int64_t>()[row];
    const DueDate limit = plain(start, n);
    if (!limit.ok()) return {Answer::State::kError};
    const DueDate base = paused(row, start, n);
    if (!base.ok()) return {Answer::State::kError, limit.earliest, INT32_MAX, 0, false};
    if (!plan_.has_extension) return known(base);
    if (!settled(*extension_, row)) {
      const bool error = is_error(*extension_, row);
      return {error ? Answer::State::kError : Answer::State::kUnknown, base.earliest, INT32_MAX, 0, false};
    }
    std::int64_t more = 0;
    const bool fits = !__builtin_add_overflow(n, extension_->as<std::int64_t>()[row], &more);
    const DueDate due = fits ? paused(row, start, more) : DueDate{0, 0, 0, false, DueStatus::not_covered};
    if (!due.ok()) return {Answer::State::kError, base.earliest, INT32_MAX, 0, false};
    return known(due);
  }

  [[nodiscard]] static Answer known(const DueDate& due) {
    return {Answer::State::kKnown, due.earliest, due.latest, due.estimate, due.provisional};
  }

  const DuePlan& plan_;
  const WorkingCalendar* calendar_;
  const Register& start_;
  const Register& amount_;
  const Register* extension_ = nullptr;
  const Register* from_ = nullptr;
  const Register* to_ = nullptr;
};

namespace due_internal {

/// From here on every row of the register has bounds.
inline void begin_bounds(Register& out, std::size_t rows) {
  const auto* const days = out.as<std::int32_t>();
  for (std::size_t row = 0; row < rows; ++row) {
    const bool null = bit_at(out.null(), row);
    out.low[row] = out.high[row] = null ? INT32_MAX : days[row];
  }
  out.bounded = true;
}

}  // namespace due_internal

TIANYA_RULES_INLINE void Executor::due(const Instruction& one) {
  Register& out = frame_[one.out];
  const Register &start = frame_[one.in[0]], &amount = frame_[one.in[1]];
  const DueCounter counter(program_, one, frame_);
  auto* const days = out.write<std::int32_t>();
  out.errors = out.provisional = out.bounded = false;
  const bool simple = one.due.unit == Deadline::Unit::kWorkdays && !one.due.has_pause;
  const ExactTable exact = simple ? program_.calendars[one.due.calendar].exact_table() : ExactTable{};
  const Register* const extension = one.due.has_extension ? &frame_[one.in[2]] : nullptr;
  for (std::size_t w = 0; w < words_; ++w) {
    Word known = 0, null = 0, slow = rows_in(w, rows_);
    out.e[w] = out.p[w] = 0;
    if (simple) {
      // Settled days and no doubts: the common case, in two look-ups.
      const Word plain = start.settled_at(w) & amount.settled_at(w) & (extension != nullptr ? extension->settled_at(w) : ~Word{0});
      for_rows(plain & slow, w, [&](std::size_t row) {
        const std::int64_t n = amount.as<std::int64_t>()[row];
        const std::int64_t more = extension != nullptr ? extension->as<std::int64_t>()[row] : 0;
        const bool small = n >= 0 && more >= 0 && n < (1 << 30) && more < (1 << 30);
        if (small && exact.find(start.as<std::int32_t>()[row], n + more, days[row])) known |= Word{1} << (row & 63);
      });
      slow &= ~known;
    }
    out.known()[w] = known, out.null()[w] = 0;
    if (out.bounded) {
      for_rows(known, w, [&](std::size_t row) { out.low[row] = out.high[row] = days[row]; });
    }
    for_rows(slow, w, [&](std::size_t row) {
      using State = DueCounter::Answer::State;
      const DueCounter::Answer answer = counter.count(row);
      const Word bit = Word{1} << (row & 63);
      days[row] = answer.estimate;
      if (answer.state == State::kKnown) known |= bit;
      if (answer.state == State::kNull) null |= bit;
      if (answer.state == State::kError) out.e[w] |= bit, out.errors = true;
      if (answer.provisional) out.p[w] |= bit, out.provisional = true;
      out.known()[w] = known, out.null()[w] = null;
      if (!out.bounded && (answer.low != answer.high || answer.provisional))
        due_internal::begin_bounds(out, std::min(rows_, w * 64 + 64));
      if (out.bounded) out.low[row] = answer.low, out.high[row] = answer.high;
    });
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
