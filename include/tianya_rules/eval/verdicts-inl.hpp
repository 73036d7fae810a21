// SPDX-License-Identifier: Apache-2.0
/// From a program's registers to verdict bytes, and from open verdicts to their causes. Internal to the eval floor.
///
/// JUDGE(A,M): yes=At&Mt no=At&Mf na=Af, doubt: at least two of them, error=(Ae|Me&At)&doubt (a ban swaps Mt, Mf).
/// DEADLINE(A, done X, due [lo,hi], as of T): y=xd?X:T in=y<=hi late=y>lo; compliant=At&(xd&in|xa) pending=At&~xd&in
/// violated=At&late na=Af; error=(Ae|At&(Xe|De&in&late))&doubt.
#pragma once

#include <algorithm>

#include "tianya_rules/eval/execute.hpp"
#include "tianya_rules/eval/judge_state.hpp"
#include "tianya_rules/eval/kernels.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// Where a deadline's verdict turns, 64 rows at a time.
struct DeadlineWord {
  Word in = 0, late = 0;
};

/// All words of a block: in = y <= hi, late = y > lo.
class DeadlineRows {
 public:
  DeadlineRows(const Register& done, const Register& due, std::size_t rows, std::int32_t as_of)
      : done_(done), due_(due), rows_(rows), as_of_(as_of) {
    const auto* const days = due.as<std::int32_t>();
    kernels().turns(done.as<std::int32_t>(), done.known(), as_of, due.bounded ? due.low : days, due.bounded ? due.high : days, rows,
                    in_, late_);
    if (due.bounded) return;
    for (std::size_t w = 0; w < words_for(rows); ++w) without_bounds(w);
  }

  [[nodiscard]] DeadlineWord word(std::size_t w) const { return {in_[w], late_[w]}; }

 private:
  /// A plain date: known, null (nothing falls due), or nothing known; provisional rows have bounds.
  void without_bounds(std::size_t w) {
    const Word known = due_.settled_at(w), null = due_.null()[w] & ~due_.p_at(w);
    in_[w] = (in_[w] & known) | ~known;
    late_[w] = (late_[w] & known) | ~(known | null);
    for_rows(due_.p_at(w) & due_.known()[w] & rows_in(w, rows_), w, [&](std::size_t row) {
      const std::int32_t y = bit_at(done_.known(), row) ? done_.as<std::int32_t>()[row] : as_of_;
      const Word bit = Word{1} << (row & 63);
      in_[w] = (in_[w] & ~bit) | (y <= due_.high[row] ? bit : 0);
      late_[w] = (late_[w] & ~bit) | (y > due_.low[row] ? bit : 0);
    });
  }

  const Register& done_;
  const Register& due_;
  std::size_t rows_;
  std::int32_t as_of_;
  Word in_[16], late_[16];
};

/// The planes of a block's verdicts.
struct OutcomeWords {
  Word yes[16], no[16], pending[16], outside[16], error[16], provisional[16];
};

namespace verdict_internal {

/// Planes without a bit need not be looked at.
inline void spread(const OutcomeWords& words, std::size_t rows, std::uint8_t* out) {
  VerdictPlanes planes{{words.yes, words.no, words.pending, words.outside, words.error, words.provisional}};
  for (const std::uint64_t*& plane : planes.planes) {
    Word any = 0;
    for (std::size_t w = 0; w < words_for(rows); ++w) any |= plane[w];
    if (any == 0) plane = nullptr;
  }
  kernels().spread(planes, rows, out);
}

inline Word two_of(Word a, Word b, Word c, Word d) { return (a & (b | c | d)) | (b & (c | d)) | (c & d); }

}  // namespace verdict_internal

TIANYA_RULES_INLINE void JudgedRun::judge_condition(const NormPlan& plan, std::uint8_t* out) {
  const Register& test = (*frame)[plan.test];
  const Register* const applies = plan.applies ? &(*frame)[*plan.applies] : nullptr;
  const bool ban = plan.kind == NormKind::kBan;
  OutcomeWords words;
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word at = applies != nullptr ? applies->t()[w] : ~Word{0}, af = applies != nullptr ? applies->f()[w] : 0;
    words.yes[w] = at & (ban ? test.f() : test.t())[w];
    words.no[w] = at & (ban ? test.t() : test.f())[w];
    words.outside[w] = af, words.pending[w] = 0;
    const Word doubt = verdict_internal::two_of(words.yes[w], words.no[w], af, 0);
    words.error[w] = ((applies != nullptr ? applies->e_at(w) : 0) | (test.e_at(w) & at)) & doubt;
    words.provisional[w] = ((applies != nullptr ? applies->p_at(w) : 0) | (test.p_at(w) & at)) & doubt;
  }
  verdict_internal::spread(words, rows, out);
}

TIANYA_RULES_INLINE void JudgedRun::judge_deadline(const NormPlan& plan, std::uint8_t* out) {
  const Register &done = (*frame)[plan.done], &due = (*frame)[plan.due];
  const Register* const applies = plan.applies ? &(*frame)[*plan.applies] : nullptr;
  const DeadlineRows turns(done, due, rows, as_of);
  OutcomeWords words;
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word at = applies != nullptr ? applies->t()[w] : ~Word{0}, af = applies != nullptr ? applies->f()[w] : 0;
    const DeadlineWord turn = turns.word(w);
    const Word happened = done.known()[w], absent = ~(happened | done.null()[w]);
    words.yes[w] = at & ((happened & turn.in) | absent);
    words.pending[w] = at & ~happened & turn.in;
    words.no[w] = at & turn.late;
    words.outside[w] = af;
    const Word doubt = verdict_internal::two_of(words.yes[w], words.no[w], words.pending[w], af);
    words.error[w] =
        ((applies != nullptr ? applies->e_at(w) : 0) | (at & (done.e_at(w) | (due.e_at(w) & turn.in & turn.late)))) & doubt;
    words.provisional[w] = ((applies != nullptr ? applies->p_at(w) : 0) & doubt) | (at & due.p_at(w));
  }
  verdict_internal::spread(words, rows, out);
}

TIANYA_RULES_INLINE void JudgedRun::judge(const Table& table, std::size_t first_row, std::size_t row_count, std::int32_t day,
                                          bool in_force) {
  if (row_count > capacity) {
    capacity = row_count <= 64 ? 64 : JudgedBlock::kMaxRows;
    verdicts.resize(capacity * norms->size());
    due.resize(capacity * norms->size());
  }
  has_due.assign(norms->size(), 0);
  causes.resize(norms->size());
  for (Causes& one : causes) one.missing_known = one.errors_known = false;
  block.table = &table, block.first_row = first_row, block.as_of = day;
  block.texts.clear();
  rows = row_count, as_of = day, not_in_force = !in_force;
  frame->reserve(rows);
  Executor(*program, *frame, block, rows).run();
  for (std::size_t i = 0; i < norms->size(); ++i) {
    std::uint8_t* const out = verdicts.data() + i * capacity;
    const NormPlan& plan = program->norms[i];
    if (not_in_force)
      std::fill_n(out, rows, kBitNotApplicable);
    else if (plan.kind == NormKind::kDeadline)
      judge_deadline(plan, out);
    else
      judge_condition(plan, out);
  }
}

/// need(A)|=open&doubt(A) need(M)|=open&At&doubt(M) need(X)|=open&At&xa need(D)|=open&At&in&late
TIANYA_RULES_INLINE void JudgedRun::ask(const NormPlan& plan, Sweep& sweep, Sweep::For what) {
  const std::uint8_t* const bytes = verdicts.data() + static_cast<std::size_t>(&plan - program->norms.data()) * capacity;
  const Register* const applies = plan.applies ? &(*frame)[*plan.applies] : nullptr;
  const bool deadline = plan.kind == NormKind::kDeadline;
  std::optional<DeadlineRows> turns;
  if (deadline) turns.emplace((*frame)[plan.done], (*frame)[plan.due], rows, as_of);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    Word open = 0;
    for (std::size_t i = w * 64; i < std::min(rows, w * 64 + 64); ++i) {
      const unsigned outcomes = bytes[i] & kPossibleBits;
      open |= Word{(outcomes & (outcomes - 1)) != 0} << (i & 63);
    }
    if (open == 0) continue;
    const Word at = applies != nullptr ? open & applies->t()[w] : open;
    if (applies != nullptr) sweep.need(*plan.applies)[w] |= open & sweep.doubt(*applies, w);
    if (!deadline) {
      sweep.need(plan.test)[w] |= at & sweep.doubt((*frame)[plan.test], w);
      continue;
    }
    const Register &done = (*frame)[plan.done], &falls_due = (*frame)[plan.due];
    const DeadlineWord turn = turns->word(w);
    sweep.need(plan.done)[w] |= at & sweep.doubt(done, w);
    const Word open_due = at & turn.in & turn.late;
    sweep.need(plan.due)[w] |= what == Sweep::For::kError ? open_due & falls_due.e_at(w) : open_due;
  }
}

TIANYA_RULES_INLINE void JudgedRun::find_missing(std::size_t position) {
  Causes& causes_here = causes[position];
  if (causes_here.missing_known) return;
  causes_here.missing_known = true;
  causes_here.missing.clear(), causes_here.shown.clear();
  const NormPlan& plan = program->norms[position];
  Sweep sweep(*program, *frame, block, rows, Sweep::For::kAbsent, causes_here.missing);
  sweep.begin(plan.cone);
  ask(plan, sweep, Sweep::For::kAbsent);
  sweep.run(plan.cone);
  std::sort(causes_here.missing.begin(), causes_here.missing.end(),
            [](const Sweep::Found& a, const Sweep::Found& b) { return a.attribute < b.attribute; });
  for (const Sweep::Found& one : causes_here.missing) causes_here.shown.push_back({one.attribute, one.rows.data()});
}

TIANYA_RULES_INLINE void JudgedRun::find_errors(std::size_t position) {
  Causes& causes_here = causes[position];
  if (causes_here.errors_known) return;
  causes_here.errors_known = true;
  causes_here.errors.clear();
  const NormPlan& plan = program->norms[position];
  Sweep sweep(*program, *frame, block, rows, Sweep::For::kError, causes_here.errors);
  sweep.begin(plan.cone);
  ask(plan, sweep, Sweep::For::kError);
  sweep.run(plan.cone);
  std::sort(causes_here.errors.begin(), causes_here.errors.end(), [](const Sweep::Found& a, const Sweep::Found& b) {
    return std::pair(code_name(a.code), a.attribute) < std::pair(code_name(b.code), b.attribute);
  });
}

namespace verdict_internal {

/// What the report shows of a due date.
inline void show_due(const Register& due, std::size_t row, FindingData& data) {
  const bool known = bit_at(due.known(), row), provisional = due.provisional && bit_at(due.p, row);
  if (known) data.due = due.as<std::int32_t>()[row];
  data.provisional = provisional;
  if (provisional && known) data.due_earliest = due.low[row], data.due_latest = due.high[row];
  if (!known && due.bounded && due.low[row] != INT32_MIN && due.low[row] != INT32_MAX) data.due_earliest = due.low[row];
}

}  // namespace verdict_internal

TIANYA_RULES_INLINE FindingData JudgedRun::finding(std::size_t position, std::size_t row) {
  const NormPlan& plan = program->norms[position];
  FindingData data;
  data.norm = plan.norm;
  data.bits = verdicts[position * capacity + row];
  data.not_in_force = not_in_force;
  const unsigned outcomes = data.bits & kPossibleBits;
  if (plan.kind == NormKind::kDeadline && outcomes != kBitNotApplicable) {
    verdict_internal::show_due((*frame)[plan.due], row, data);
    const Register& done = (*frame)[plan.done];
    const std::int32_t day = bit_at(done.known(), row) ? done.as<std::int32_t>()[row] : as_of;
    if (data.due && outcomes == kBitViolated) data.days_late = day - *data.due;
    if (data.due && outcomes == kBitPending) data.days_left = *data.due - as_of;
  }
  if ((outcomes & (outcomes - 1)) == 0) return data;
  find_missing(position);
  for (const Sweep::Found& one : causes[position].missing) {
    if (!bit_at(one.rows.data(), row)) continue;
    (entity->attributes[one.attribute].judged ? data.needs_judgement : data.missing).push_back(one.attribute);
  }
  if ((data.bits & kBitError) == 0) return data;
  find_errors(position);
  for (const Sweep::Found& one : causes[position].errors) {
    if (!bit_at(one.rows.data(), row)) continue;
    FindingError error;
    error.code = code_name(one.code);
    if (one.attribute != UINT32_MAX) error.attribute = one.attribute;
    data.errors.push_back(error);
  }
  return data;
}

TIANYA_RULES_INLINE const std::int32_t* JudgedRun::due_days(std::size_t position) {
  const NormPlan& plan = program->norms[position];
  if (plan.kind != NormKind::kDeadline) return nullptr;
  std::int32_t* const days = due.data() + position * capacity;
  if (has_due[position] != 0) return days;
  has_due[position] = 1;
  const Register& reg = (*frame)[plan.due];
  const std::uint8_t* const bytes = verdicts.data() + position * capacity;
  for (std::size_t row = 0; row < rows; ++row) {
    const bool shown = bit_at(reg.known(), row) && (bytes[row] & kPossibleBits) != kBitNotApplicable;
    days[row] = shown ? reg.as<std::int32_t>()[row] : JudgedBlock::kNoDue;
  }
  return days;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
