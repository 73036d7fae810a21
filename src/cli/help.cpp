// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "tianya_rules/base/text.hpp"

namespace tianya_rules::cli {

namespace {

struct OptionRow {
  std::string_view name;
  const char* flags;
  const char* value_zh;
  const char* value_en;
  const char* zh;
  const char* en;
};

constexpr std::array<OptionRow, 32> kOptions = {{
    {"help", "-h,--help", "", "", "显示本说明", "show this help"},
    {"lang", "--lang", "zh|en", "zh|en", "输出的语言；不写则依系统语言", "language of the output; the locale's if left out"},
    {"files", "", "文件", "FACTS", "事实文件：.json、.ndjson、.jsonl、.csv；- 为标准输入",
     "facts: .json, .ndjson, .jsonl, .csv; - is standard input"},
    {"report", "", "报告 文件", "REPORT FACTS", "check 写出的 JSON 或 NDJSON 报告，及当时的事实文件",
     "a report that check wrote as JSON or NDJSON, and the facts it was about"},
    {"RULE", "", "规则", "RULE", "规则编号，可用 * 和 ?", "a rule's id; * and ? may stand in it"},
    {"YEAR", "", "年份", "YEAR", "年份，如 2026", "the year, as in 2026"},
    {"DIR", "", "文件夹", "DIR", "规则库的文件夹", "the folder of a rulebook"},
    {"lint-dir", "", "文件夹", "DIR", "规则库的文件夹，或日历的文件夹", "the folder of a rulebook, or of a calendar"},
    {"as-of", "--as-of", "日期", "DATE", "截至哪一天认定；事实文件里的 as_of 让位于它",
     "the day to judge as of; goes before the as_of of the files"},
    {"published-on", "--published-on", "日期", "DATE", "规定的发布日期；认定日在它之前，则一概不适用",
     "the day the regulation was published; before it nothing applies"},
    {"known-on", "--known-on", "日期", "DATE", "按那一天已公布的放假安排计算", "reckon with the holidays as published by that day"},
    {"rules", "--rules", "文件夹", "DIR", "用这个文件夹的规则库，而不用随附的",
     "use the rulebook of this folder, not the one that comes along"},
    {"rule", "--rule", "规则", "GLOB", "只认定这些规则，可用 * 和 ?，可写多次",
     "judge these rules only; * and ? may stand in it; repeatable"},
    {"rule-id", "--rule", "规则", "ID", "要解释的规则", "the rule to explain"},
    {"subject", "--subject", "编号", "ID", "对象的编号", "the id of the subject"},
    {"reading", "--reading", "读法=答案", "NAME=ANSWER", "选定一种读法；需要清单的写成 名称=答案:文件，每行一条；可写多次",
     "choose the answer of a reading; one that needs a list: NAME=ANSWER:FILE, one item a line; repeatable"},
    {"assume", "--assume", "实体.属性=值", "ENTITY.ATTRIBUTE=VALUE", "事实空缺处，按此值认定；可写多次",
     "what an absent fact is taken to be; repeatable"},
    {"entity", "--entity", "实体", "ENTITY", "CSV、NDJSON 里是哪种记录；不写则依文件名",
     "whose records a CSV or NDJSON file holds; its name's if left out"},
    {"entity-only", "--entity", "实体", "ENTITY", "只列这个实体", "this entity only"},
    {"lenient", "--lenient", "", "", "不合要求的值不拒收，只作为无法算出处理",
     "take an unfit value as one that cannot be worked out, instead of refusing it"},
    {"only", "--only", "结论,…", "VERDICT,…", "只列出这些结论；合计与退出码不受影响",
     "list these verdicts only; totals and exit status speak of all"},
    {"format", "--format", "格式", "FORMAT", "text、json、ndjson 或 csv（默认 text）",
     "text, json, ndjson or csv (text if left out)"},
    {"format-json", "--format", "格式", "FORMAT", "text 或 json（默认 text）", "text or json (text if left out)"},
    {"output", "-o,--output", "文件", "FILE", "写入文件：要么完整，要么没有", "write to a file, which appears whole or not at all"},
    {"from", "--from", "日期", "DATE", "起算之日，本身不计入", "the day to count from, itself not counted"},
    {"workdays", "--workdays", "天数", "N", "多少个工作日", "so many working days"},
    {"months", "--months", "月数", "N", "多少个月", "so many months"},
    {"days", "--days", "天数", "N", "多少天", "so many days"},
    {"before", "--before", "", "", "往前数", "count back"},
    {"overlay", "--overlay", "名称|文件", "NAME|FILE", "叠加地方节假日，可写多次",
     "lay local holidays over the calendar; repeatable"},
    {"ledger", "--ledger", "", "", "逐日列出：计入或跳过，为什么，依据哪个通知",
     "every day: counted or skipped, why, and under which notice"},
    {"svg", "--svg", "文件", "FILE", "把月历图写入文件", "write the months as a picture to a file"},
}};

std::string padded(std::string text, std::size_t width) {
  const std::size_t have = display_width(text);
  return have < width ? text + std::string(width - have, ' ') : text;
}

/// Option or argument as help shows it: `--as-of DATE`.
std::string shown(const CLI::Option& option) {
  std::string out;
  if (option.get_positional() && option.get_lnames().empty()) return option.get_type_name();
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "--" : ", --") + name;
  return option.get_type_name().empty() ? out : out + ' ' + option.get_type_name();
}

std::string rows(const std::vector<std::pair<std::string, std::string>>& all) {
  std::size_t width = 0;
  for (const auto& [left, right] : all) width = std::max(width, std::min<std::size_t>(display_width(left), 34));
  std::string out;
  for (const auto& [left, right] : all) {
    if (display_width(left) > width)
      out += "  " + left + "\n  " + std::string(width, ' ') + "  " + right + '\n';
    else
      out += "  " + padded(left, width) + "  " + right + '\n';
  }
  return out;
}

}  // namespace

const std::vector<VerbWords>& all_verbs() {
  static const std::vector<VerbWords> kVerbs = {
      {Verb::kCheck, "check", "FACTS… [OPTIONS]", "对照规则认定事实", "judge facts against the rules"},
      {Verb::kExplain, "explain", "FACTS… --rule ID --subject ID", "说明一项认定是怎样得出的", "say how one finding came about"},
      {Verb::kShow, "show", "RULE", "用平常话列出一条规则，并列原文", "show a rule in plain words beside the wording it rests on"},
      {Verb::kFacts, "facts", "[OPTIONS]", "列出可以填写的全部事实", "list every fact that can be given"},
      {Verb::kMissing, "missing", "FACTS… [OPTIONS]", "哪些空缺的事实妨碍了多少项认定",
       "which absent facts stand in the way of how many findings"},
      {Verb::kSensitivity, "sensitivity", "FACTS [OPTIONS]", "换一种读法，哪些认定会变",
       "which findings change under another reading"},
      {Verb::kReplay, "replay", "REPORT FACTS…", "按报告所载重做一遍，逐字节比对",
       "judge again from what a report says of itself, and compare"},
      {Verb::kDeadline, "deadline", "--from DATE (--workdays N | --months N | --days N)", "计算到期日", "work out a due date"},
      {Verb::kCalendar, "calendar", "YEAR", "列出一年的工作日和节假日", "show a year's working days and holidays"},
      {Verb::kLint, "lint", "DIR", "检查规则库或日历", "check a rulebook or a calendar"},
      {Verb::kCoverage, "coverage", "DIR", "列出规定全文，每一句有什么规则依据它",
       "show the regulation's text with what rests on each phrase"},
      {Verb::kFunctions, "functions", "", "列出条件里可用的函数", "list the functions that conditions may use"},
      {Verb::kVersion, "version", "", "显示版本", "show the version"},
  };
  return kVerbs;
}

OptionWords option_words(std::string_view name, Language language) {
  const auto row = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionRow& r) { return r.name == name; });
  assert(row != kOptions.end());
  const bool chinese = language == Language::kChinese;
  return {row->flags, chinese ? row->value_zh : row->value_en, chinese ? row->zh : row->en};
}

std::string program_summary(Language language) {
  return pick(language, "对照写成规则的规定，认定每一条事实：合规、违反，还是无法认定，并说明理由。",
              "Judges facts against a regulation written as rules: met, violated or undetermined, with the reasons.");
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  const bool top = app->get_parent() == nullptr;
  std::string out = pick(language_, "用法：", "Usage: ");
  if (top) {
    out += pick(language_, "tianya-rules 命令 …\n\n", "tianya-rules COMMAND …\n\n") + app->get_description() + "\n\n" +
           pick(language_, "命令：\n", "Commands:\n");
    std::vector<std::pair<std::string, std::string>> verbs;
    for (const VerbWords& verb : all_verbs()) verbs.emplace_back(verb.name, language_ == Language::kChinese ? verb.zh : verb.en);
    out += rows(verbs) + '\n';
  } else {
    const auto verb =
        std::find_if(all_verbs().begin(), all_verbs().end(), [&](const VerbWords& w) { return w.name == app->get_name(); });
    out += "tianya-rules " + app->get_name() + (*verb->usage != '\0' ? ' ' + std::string(verb->usage) : "") + "\n\n" +
           app->get_description() + "\n\n";
  }
  std::vector<std::pair<std::string, std::string>> options;
  for (const CLI::Option* option : app->get_options()) options.emplace_back(shown(*option), option->get_description());
  if (!top) {
    const OptionWords lang = option_words("lang", language_);
    options.emplace_back(std::string(lang.flags) + ' ' + lang.value, lang.text);
  }
  out += pick(language_, "选项：\n", "Options:\n") + rows(options);
  if (top) {
    out += '\n' +
           pick(language_, "“tianya-rules 命令 --help” 说明每个命令。\n", "`tianya-rules COMMAND --help` explains each command.\n");
    out += pick(language_, "check 的退出码：0 没有问题；3 有违反；4 有无法认定；1 事实或规则库被拒收；2 命令有误。\n",
                "Exit status of check: 0 nothing wrong; 3 something violated; 4 something undetermined; 1 facts or rulebook "
                "refused; 2 bad command.\n");
  }
  return out;
}

}  // namespace tianya_rules::cli
