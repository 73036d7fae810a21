// SPDX-License-Identifier: Apache-2.0
// coverage: the regulation's text, each phrase with what rests on it, and the share of it that is claimed at all.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/report/json.hpp"
#include "tianya_rules/rulebook/text_coverage.hpp"

namespace tianya_rules::cli {

namespace {

struct ClaimWords {
  const char* kind;
  std::string id;
};

ClaimWords words_of(const TextClaim& claim, const RulebookModel& model, Language language) {
  switch (claim.kind) {
    case TextClaim::Kind::kNorm:
      return {"rule", model.norms[claim.index].id};
    case TextClaim::Kind::kDerived: {
      const DerivedFact& fact = model.derived[claim.index];
      const Entity& entity = model.vocabulary.entities[fact.entity];
      return {"fact", entity.name + '.' + entity.derived[fact.index].name};
    }
    case TextClaim::Kind::kReading:
      return {"reading", model.readings[claim.index].id};
    case TextClaim::Kind::kParameter:
      return {"parameter", model.parameters[claim.index].name};
    case TextClaim::Kind::kNonOperative:
      return {"non_operative", model.non_operative[claim.index].reason.in(language)};
  }
  return {"", ""};
}

std::string kind_label(std::string_view kind, Language language) {
  if (kind == "reading") return pick(language, "读法 ", "reading ");
  if (kind == "fact") return pick(language, "事实 ", "fact ");
  if (kind == "parameter") return pick(language, "参数 ", "parameter ");
  if (kind == "non_operative") return pick(language, "不产生规则：", "non-operative: ");
  return {};
}

std::string share_text(const TextCoverage& coverage) {
  // Rounded down: 100 % is said only where nothing is left over.
  const double percent = 100 * coverage.share();
  return fmt::format("{:.1f} %", percent >= 100 ? percent : static_cast<double>(static_cast<int>(percent * 10)) / 10);
}

std::string as_text(const TextCoverage& coverage, const RulebookModel& model, Language language) {
  std::string out;
  for (std::size_t i = 0; i < model.units.size(); ++i) {
    const TextUnit& unit = model.units[i];
    out += unit.label + (unit.heading.empty() ? "" : "  " + unit.heading) + '\n';
    for (const TextPiece& piece : coverage.units[i].pieces) {
      if (piece.counted == 0) continue;
      std::string claims;
      for (const TextClaim& claim : piece.claims) {
        const ClaimWords words = words_of(claim, model, language);
        claims += (claims.empty() ? "" : pick(language, "、", ", ")) + kind_label(words.kind, language) + words.id;
      }
      if (claims.empty()) claims = pick(language, "！没有规则引用", "! nothing rests on this");
      out += "  「" + unit.text.substr(piece.begin, piece.end - piece.begin) + "」\n      " + claims + '\n';
    }
  }
  return out + pick(language, "有依据的文字：", "text that is claimed: ") + share_text(coverage) + pick(language, "（", " (") +
         std::to_string(coverage.claimed) + pick(language, " 字，共 ", " of ") + std::to_string(coverage.counted) +
         pick(language, " 字）\n", " characters)\n");
}

std::string as_json(const TextCoverage& coverage, const RulebookModel& model) {
  std::string out = fmt::format("{{\"share\": {}, \"counted\": {}, \"claimed\": {}, \"units\": [", coverage.share(),
                                coverage.counted, coverage.claimed);
  for (std::size_t i = 0; i < model.units.size(); ++i) {
    out += i == 0 ? "\n  {\"label\": " : ",\n  {\"label\": ";
    append_json_string(out, model.units[i].label);
    out += ", \"pieces\": [";
    const std::vector<TextPiece>& pieces = coverage.units[i].pieces;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      out += p == 0 ? "\n    {\"text\": " : ",\n    {\"text\": ";
      append_json_string(out, model.units[i].text.substr(pieces[p].begin, pieces[p].end - pieces[p].begin));
      out += ", \"claims\": [";
      for (std::size_t c = 0; c < pieces[p].claims.size(); ++c) {
        const ClaimWords words = words_of(pieces[p].claims[c], model, Language::kEnglish);
        out += c == 0 ? "{\"kind\": " : ", {\"kind\": ";
        append_json_string(out, words.kind);
        out += pieces[p].claims[c].kind == TextClaim::Kind::kNonOperative ? ", \"reason\": " : ", \"id\": ";
        append_json_string(out, words.id), out += '}';
      }
      out += "]}";
    }
    out += "]}";
  }
  return out + "\n]}\n";
}

}  // namespace

int run_coverage(const Arguments& arguments) {
  Arguments opening = arguments;
  opening.rules = arguments.name;
  const Rulebook book = open_rulebook(opening);
  const TextCoverage coverage = text_coverage(book.model());
  write_output(arguments.output,
               arguments.format == "json" ? as_json(coverage, book.model()) : as_text(coverage, book.model(), arguments.language));
  return kFine;
}

}  // namespace tianya_rules::cli
