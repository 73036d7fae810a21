// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/eval/bounds-inl.hpp"
#include "tianya_rules/eval/execute.hpp"
#include "tianya_rules/eval/kernels.hpp"

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

/// From here on every row of the register has bounds; those of rows still to be counted come with them.
inline void begin_bounds(Register& out, std::size_t rows) {
  const auto* const days = out.as<std::int32_t>();
  for (std::size_t row = 0; row < rows; ++row) {
    const bool known = bit_at(out.known(), row), null = bit_at(out.null(), row);
    out.low[row] = known ? days[row] : null ? INT32_MAX : INT32_MIN;
    out.high[row] = known ? days[row] : INT32_MAX;
  }
  out.bounded = true;
}

}  // namespace due_internal

/// Working days without a pause: rows whose day is settled, in two look-ups; the rest is left to the counter.
TIANYA_RULES_INLINE void Executor::due_settled(const Instruction& one, Register& out, Word* left) {
  const Register &start = frame_[one.in[0]], &amount = frame_[one.in[1]];
  const Register* const extension = one.due.has_extension ? &frame_[one.in[2]] : nullptr;
  const auto* const more = extension != nullptr ? extension->as<std::int64_t>() : nullptr;
  const ExactTable table = program_.calendars[one.due.calendar].exact_table();
  kernels().settled(table, start.as<std::int32_t>(), amount.as<std::int64_t>(), more, rows_, out.write<std::int32_t>(), out.s);
  Word any_open = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    const Word told = start.settled_at(w) & amount.settled_at(w);
    const Word counted = extension != nullptr ? extension->settled_at(w) : ~Word{0};
    const Word null = (start.null()[w] & ~start.p_at(w)) | (amount.null()[w] & ~amount.p_at(w));
    const Word known = told & counted & out.s[w];
    // Absent without an error: there is nothing to count.
    const Word nothing = ~(start.known()[w] | start.p_at(w)) | ~amount.known()[w];
    const Word unknown = nothing & ~null & ~start.e_at(w) & ~amount.e_at(w) & ~amount.p_at(w);
    out.known()[w] = known, out.null()[w] = null;
    left[w] = ~(known | null | unknown) & rows_in(w, rows_);
    any_open |= left[w] & told & ~counted;
  }
  if (any_open != 0) due_extended(one, out, left);
}

/// Rows of which only the extension is not told: from the day without one to no last day.
TIANYA_RULES_INLINE void Executor::due_extended(const Instruction& one, Register& out, Word* left) {
  const Register &start = frame_[one.in[0]], &amount = frame_[one.in[1]], &extension = frame_[one.in[2]];
  const ExactTable table = program_.calendars[one.due.calendar].exact_table();
  // Their first day goes where the upper bounds will stand, which are written after it is read.
  kernels().settled(table, start.as<std::int32_t>(), amount.as<std::int64_t>(), nullptr, rows_, out.high, out.s);
  const auto* const days = out.as<std::int32_t>();
  kernels().select_int32(days, out.high, out.known(), rows_, out.low);
  std::copy_n(days, rows_, out.high);
  for (std::size_t w = 0; w < words_; ++w) {
    const Word told = start.settled_at(w) & amount.settled_at(w);
    const Word untold = ~(extension.known()[w] | extension.null()[w] | extension.e_at(w) | extension.p_at(w));
    const Word open = left[w] & told & untold & out.s[w], unsettled = ~out.known()[w] & rows_in(w, rows_);
    left[w] &= ~open;
    for_rows(unsettled, w, [&](std::size_t row) { out.high[row] = INT32_MAX; });
    for_rows(unsettled & ~open, w, [&](std::size_t row) { out.low[row] = bit_at(out.null(), row) ? INT32_MAX : INT32_MIN; });
  }
  out.bounded = true;
}

TIANYA_RULES_INLINE void Executor::due(const Instruction& one) {
  Register& out = frame_[one.out];
  out.errors = out.provisional = out.bounded = false;
  auto* const days = out.write<std::int32_t>();
  std::fill_n(out.e, words_, Word{0}), std::fill_n(out.p, words_, Word{0});
  Word* const left = frame_.spare();
  if (one.due.unit == Deadline::Unit::kWorkdays && !one.due.has_pause) {
    due_settled(one, out, left);
  } else {
    std::fill_n(out.known(), words_, Word{0}), std::fill_n(out.null(), words_, Word{0});
    for (std::size_t w = 0; w < words_; ++w) left[w] = rows_in(w, rows_);
  }
  const DueCounter counter(program_, one, frame_);
  for (std::size_t w = 0; w < words_; ++w) {
    for_rows(left[w], w, [&](std::size_t row) {
      using State = DueCounter::Answer::State;
      const DueCounter::Answer answer = counter.count(row);
      days[row] = answer.estimate;
      if (answer.state == State::kKnown) set_bit(out.known(), row);
      if (answer.state == State::kNull) set_bit(out.null(), row);
      if (answer.state == State::kError) set_bit(out.e, row), out.errors = true;
      if (answer.provisional) set_bit(out.p, row), out.provisional = true;
      const bool plain = answer.state == State::kKnown && !answer.provisional;
      const bool bounds = !plain && answer.state != State::kNull && answer.low != INT32_MIN;
      if (bounds && !out.bounded) due_internal::begin_bounds(out, rows_);
      if (out.bounded) out.low[row] = answer.low, out.high[row] = answer.high;
    });
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
