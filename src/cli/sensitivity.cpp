// SPDX-License-Identifier: Apache-2.0
// sensitivity: which findings change when one reading is answered otherwise.
#include "cli/commands.hpp"
#include "cli/judging.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/report/describe.hpp"
#include "tianya_rules/report/json.hpp"
#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

namespace {

void append_possible(std::string& out, std::uint8_t bits, NormKind kind) {
  bool first = true;
  out += '[';
  for (const Verdict verdict : possible_of(bits, kind)) {
    if (!first) out += ", ";
    first = false;
    append_json_string(out, to_string(verdict));
  }
  out += ']';
}

void append_due(std::string& out, const char* key, const std::optional<std::int32_t>& due) {
  out += std::string(", \"") + key + "\": ";
  if (due)
    append_json_date(out, *due);
  else
    out += "null";
}

void append_flip(std::string& out, const Rulebook::Flip& flip, const RulebookModel& model) {
  const Norm& norm = model.norms[flip.norm];
  out += "{\"reading\": ";
  append_json_string(out, model.readings[flip.reading].id), out += ", \"answer\": ";
  append_json_string(out, model.readings[flip.reading].answers[flip.answer].id), out += ", \"rule\": ";
  append_json_string(out, norm.id), out += ", \"subject\": {\"type\": ";
  append_json_string(out, model.vocabulary.entities[flip.entity].name), out += ", \"id\": ";
  append_json_string(out, flip.id), out += "}, \"from\": ";
  append_possible(out, flip.from, norm.kind), out += ", \"to\": ";
  append_possible(out, flip.to, norm.kind);
  append_due(out, "due_from", flip.due_from), append_due(out, "due_to", flip.due_to);
  out += '}';
}

std::string as_json(const Rulebook::Sensitivity& found, const RulebookModel& model) {
  std::string out = "{\"flips\": [";
  for (std::size_t i = 0; i < found.flips.size(); ++i) out += i == 0 ? "\n  " : ",\n  ", append_flip(out, found.flips[i], model);
  out += found.flips.empty() ? "], \"skipped\": [" : "\n ], \"skipped\": [";
  for (std::size_t i = 0; i < found.skipped.size(); ++i) {
    const auto [reading, answer] = found.skipped[i];
    out += i == 0 ? "{\"reading\": " : ", {\"reading\": ";
    append_json_string(out, model.readings[reading].id), out += ", \"answer\": ";
    append_json_string(out, model.readings[reading].answers[answer].id), out += '}';
  }
  return out + "]}\n";
}

std::string verdict_text(std::uint8_t bits, NormKind kind, Language language) {
  std::string out;
  for (const Verdict verdict : possible_of(bits, kind))
    out += (out.empty() ? "" : pick(language, "或", " or ")) + label_of(verdict).in(language);
  return out;
}

std::string flip_text(const Rulebook::Flip& flip, const RulebookModel& model, Language language) {
  const Norm& norm = model.norms[flip.norm];
  const Entity& entity = model.vocabulary.entities[flip.entity];
  std::string out = "  " + (entity.label.empty() ? entity.name : entity.label.in(language)) + ' ' +
                    show_control_characters(flip.id) + pick(language, "　", "  ") + norm.title.in(language) +
                    pick(language, "（", " (") + norm.cites + pick(language, "）", ")") + "  " + norm.id + '\n';
  out += "      " + pick(language, "由", "from ") + verdict_text(flip.from, norm.kind, language) + pick(language, "变为", " to ") +
         verdict_text(flip.to, norm.kind, language);
  if (flip.due_from != flip.due_to && (flip.due_from || flip.due_to)) {
    const auto day = [&](const std::optional<std::int32_t>& due) {
      return due ? Date::from_days(*due).iso() : pick(language, "无", "none");
    };
    out += pick(language, "；到期日由 ", "; due date from ") + day(flip.due_from) + pick(language, " 变为 ", " to ") +
           day(flip.due_to);
  }
  return out + '\n';
}

std::string answer_label(const Answer& answer, Language language) {
  return answer.label.empty() ? answer.id : answer.label.in(language);
}

std::string as_text(const Rulebook::Sensitivity& found, const RulebookModel& model, Language language) {
  std::string out;
  for (std::size_t i = 0; i < found.flips.size(); ++i) {
    const Rulebook::Flip& flip = found.flips[i];
    const bool begins = i == 0 || found.flips[i - 1].reading != flip.reading || found.flips[i - 1].answer != flip.answer;
    const Reading& reading = model.readings[flip.reading];
    if (begins) {
      const std::string label = reading.label.empty() ? reading.id : reading.label.in(language);
      const std::string answer = answer_label(reading.answers[flip.answer], language);
      out += (i == 0 ? "" : "\n") + pick(language, "读法“", "reading “") + label + pick(language, "”改为：", "” changed to: ") +
             answer + "  (" + reading.id + '=' + reading.answers[flip.answer].id + ")\n";
    }
    out += flip_text(flip, model, language);
  }
  const std::size_t n = found.flips.size();
  out += n == 0 ? pick(language, "换任何一种读法，认定都不变。\n", "No finding changes under any other reading.\n")
                : '\n' + pick(language, "合计变化 ", "changes: ") + grouped_digits(n) + pick(language, " 项\n", "\n");
  for (const auto& [reading, answer] : found.skipped) {
    out += pick(language, "未试（须由您给出清单）：", "not tried (it needs your list): ") + model.readings[reading].id + '=' +
           model.readings[reading].answers[answer].id + '\n';
  }
  return out;
}

}  // namespace

int run_sensitivity(const Arguments& arguments) {
  Judging judging(arguments);
  Output output(arguments.output);
  FactStore facts(judging.model().vocabulary);
  judging.keep(facts);
  const Result<Rulebook::Sensitivity> found =
      judging.book().sensitivity(facts, judging.as_of(), judging.judge().published_on(), judging.options());
  if (!found.ok()) throw Refusal(kRefused, found.diagnostics());
  output.write(arguments.format == "json" ? as_json(*found, judging.model())
                                          : as_text(*found, judging.model(), arguments.language));
  output.commit();
  return kFine;
}

}  // namespace tianya_rules::cli
