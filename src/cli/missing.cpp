// SPDX-License-Identifier: Apache-2.0
// missing: which absent attribute leaves how many findings undetermined.
#include <limits>

#include "cli/commands.hpp"
#include "cli/judging.hpp"
#include "cli/missing_counts.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/json.hpp"
#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

namespace {

std::string as_json(const std::vector<MissingFact>& all, const Vocabulary& vocabulary, std::uint64_t undetermined) {
  std::string out = "{\"undetermined\": " + std::to_string(undetermined) + ", \"missing\": [";
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Entity& entity = vocabulary.entities[all[i].entity];
    const Attribute& attribute = entity.attributes[all[i].attribute];
    out += i == 0 ? "\n  {\"entity\": " : ",\n  {\"entity\": ";
    append_json_string(out, entity.name), out += ", \"attribute\": ";
    append_json_string(out, attribute.name), out += ", \"needs_judgement\": ";
    out += attribute.judged ? "true" : "false";
    out += ", \"findings\": " + std::to_string(all[i].findings) + '}';
  }
  return out + (all.empty() ? "]}\n" : "\n ]}\n");
}

std::string as_text(const std::vector<MissingFact>& all, const TextReport& report, const Vocabulary& vocabulary,
                    std::uint64_t undetermined) {
  const Language language = report.language();
  std::string out = pick(language, "无法认定：", "undetermined findings: ") + grouped_digits(undetermined) + '\n';
  if (all.empty()) return out;
  out += pick(language, "每项空缺的事实妨碍的认定数：\n", "findings that wait for each absent fact:\n");
  for (const MissingFact& fact : all) {
    const Attribute& attribute = vocabulary.entities[fact.entity].attributes[fact.attribute];
    const std::string n = grouped_digits(fact.findings);
    const std::string label = attribute.label.empty() ? attribute.name : attribute.label.in(language);
    out += std::string(n.size() < 10 ? 10 - n.size() : 0, ' ') + n + "  " + report.entity_label(fact.entity) +
           pick(language, "：", ": ") + label + pick(language, "（", " (") + attribute.name + pick(language, "）", ")") +
           (attribute.judged ? pick(language, "　需人工判断", ", needs judgement") : "") + '\n';
  }
  return out;
}

}  // namespace

int run_missing(const Arguments& arguments) {
  Judging judging(arguments);
  Output output(arguments.output);
  const Vocabulary& vocabulary = judging.model().vocabulary;
  MissingCounts counts(vocabulary);
  std::uint64_t undetermined = 0;
  judging.run(false, [&](const JudgedBlock& block) {
    counts.count(block);
    for (std::size_t n = 0; n < block.norms().size(); ++n) {
      const NormKind kind = judging.model().norms[block.norms()[n]].kind;
      for (std::size_t row = 0; row < block.rows(); ++row)
        undetermined += verdict_of(block.verdicts(n)[row], kind) == Verdict::kUndetermined;
    }
  });
  const std::vector<MissingFact> all = counts.most(std::numeric_limits<std::size_t>::max());
  const TextReport report(judging.judge(), {arguments.language, false});
  output.write(arguments.format == "json" ? as_json(all, vocabulary, undetermined)
                                          : as_text(all, report, vocabulary, undetermined));
  output.commit();
  return kFine;
}

}  // namespace tianya_rules::cli
