// SPDX-License-Identifier: Apache-2.0
#include "cli/judging.hpp"

#include <algorithm>

#include "cli/options.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/eval/findings_builder.hpp"

namespace tianya_rules::cli {

Judging::Judging(const Arguments& arguments)
    : options_(check_options(arguments)),
      book_(open_rulebook(arguments)),
      judge_(open_judge(book_, options_)),
      inputs_(arguments, book_.model().vocabulary),
      progress_(arguments.language, inputs_.bytes()) {
  const TopLevelDates dates = inputs_.dates();
  as_of_ = options_.as_of ? options_.as_of : dates.as_of;
  const std::optional<Date> published_on = options_.published_on ? options_.published_on : dates.published_on;
  judge_ = judge_->with_published_on(published_on);
  if (!as_of_) refuse_without_date(book_.model().vocabulary);
  head_.as_of = *as_of_;
  head_.published_on = published_on;
  head_.known_on = options_.known_on;
}

/// No date to judge as of: the command's fault, unless a file that should say it is itself broken.
void Judging::refuse_without_date(const Vocabulary& vocabulary) {
  if (inputs_.may_hide_dates()) {
    FactsReader reader(vocabulary, reader_options(false), [](const Table&) {});
    inputs_.read_into(reader, progress_);
    progress_.finish();
    if (!reader.finish()) throw Refusal(kRefused, reader.problems());
  }
  throw Refusal(kBadCommand, "no-as-of", "nothing says as of which day to judge",
                "give `--as-of YYYY-MM-DD`, or `as_of` at the top level of a JSON file");
}

ReaderOptions Judging::reader_options(bool with_digest) const {
  ReaderOptions options;
  options.lenient = options_.lenient;
  options.digest = with_digest;
  options.as_of_overridden = options_.as_of.has_value();
  options.published_on_overridden = options_.published_on.has_value();
  return options;
}

void Judging::keep(FactStore& store) {
  FactsReader reader(model().vocabulary, reader_options(false), [&](const Table& table) { store.append(table); });
  inputs_.read_into(reader, progress_);
  const bool accepted = reader.finish();
  progress_.finish();
  if (!accepted) throw Refusal(kRefused, reader.problems());
}

void Judging::warn_of_events(const Table& table) {
  judge_->events_after(table, *as_of_, [&](std::size_t row, std::size_t attribute) {
    ++warning_count_;
    if (warnings_.size() < kMaxWarnings) {
      warnings_.push_back(after_as_of_warning(model().vocabulary, table.entity, table.ids[row], attribute, *as_of_));
    }
  });
}

void Judging::run(bool with_digest, const Judge::OnBlock& on_block) {
  Diagnostics contradictions;
  Judge::Scratch scratch = judge_->scratch();
  FactsReader reader(model().vocabulary, reader_options(with_digest), [&](const Table& table) {
    warn_of_events(table);
    contradictions.append(judge_->run(table, *as_of_, scratch, on_block));
    progress_.judged(table.rows);
  });
  inputs_.read_into(reader, progress_);
  const bool accepted = reader.finish();
  progress_.finish();
  Diagnostics problems = reader.problems();
  problems.append(contradictions);
  if (!accepted || problems.has_errors()) throw Refusal(kRefused, problems);
  head_.facts_digest = with_digest ? reader.digest() : std::nullopt;
  // The input's own warnings come first.
  std::vector<FactWarning> all = reader.warnings();
  all.insert(all.end(), warnings_.begin(),
             warnings_.begin() +
                 static_cast<std::ptrdiff_t>(std::min(warnings_.size(), kMaxWarnings - std::min(kMaxWarnings, all.size()))));
  warnings_ = std::move(all);
  warning_count_ += reader.warning_count();
}

}  // namespace tianya_rules::cli
