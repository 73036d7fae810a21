// SPDX-License-Identifier: Apache-2.0
// check: facts in, findings out, in one pass; what is written waits on disk until all of the input is accepted.
#include <algorithm>
#include <array>
#include <map>

#include "cli/check_writers.hpp"
#include "cli/commands.hpp"
#include "cli/judging.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

std::vector<std::string_view> verdict_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kVerdictCount; ++i) names.push_back(to_string(static_cast<Verdict>(i)));
  return names;
}

/// Which verdicts `--only` asks for; all of them without it. Throws `Refusal` (2).
VerdictFilter only_filter(const Arguments& arguments) {
  VerdictFilter filter;
  filter.given = !arguments.only.empty();
  filter.wanted.fill(!filter.given);
  const std::vector<std::string_view> names = verdict_names();
  Diagnostics problems;
  for (const std::string& list : arguments.only) {
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t comma = std::min(list.find(',', at), list.size());
      const std::string name = list.substr(at, comma - at);
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end())
        problems.error("unknown-verdict", "there is no verdict `" + name + '`', {}, suggestion(name, names));
      else
        filter.wanted[static_cast<std::size_t>(found - names.begin())] = true;
      at = comma + 1;
    }
  }
  if (problems.has_errors()) throw Refusal(kBadCommand, problems);
  return filter;
}

int exit_status(const Totals& totals) {
  if (totals[static_cast<std::size_t>(Verdict::kViolated)] > 0) return kViolated;
  return totals[static_cast<std::size_t>(Verdict::kUndetermined)] > 0 ? kUndetermined : kFine;
}

/// Counts every verdict of a block: summary and exit status speak of all, whatever is listed.
void count(const JudgedBlock& block, const RulebookModel& model, Totals& totals) {
  for (std::size_t n = 0; n < block.norms().size(); ++n) {
    std::array<std::uint64_t, kPossibleBits + 1> by_bits{};
    const std::uint8_t* verdicts = block.verdicts(n);
    for (std::size_t row = 0; row < block.rows(); ++row) ++by_bits[verdicts[row] & kPossibleBits];
    const NormKind kind = model.norms[block.norms()[n]].kind;
    for (std::uint8_t bits = 1; bits <= kPossibleBits; ++bits)
      totals[static_cast<std::size_t>(verdict_of(bits, kind))] += by_bits[bits];
  }
}

}  // namespace

int run_check(const Arguments& arguments) {
  const VerdictFilter filter = only_filter(arguments);
  Judging judging(arguments);
  Output output(arguments.output);
  const std::unique_ptr<CheckWriter> writer = make_check_writer(arguments, judging, filter, output);
  Totals totals{};
  judging.run(writer->wants_digest(), [&](const JudgedBlock& block) {
    count(block, judging.model(), totals);
    writer->block(block);
  });
  writer->finish(totals);
  output.commit();
  return exit_status(totals);
}

}  // namespace tianya_rules::cli
