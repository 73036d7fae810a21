// SPDX-License-Identifier: Apache-2.0
// functions: the one table of functions, as rule authors need it.
#include "tianya_rules/expr/functions.hpp"

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"
#include "tianya_rules/rulebook/date_functions.hpp"

namespace tianya_rules::cli {

namespace {

/// An operator as it is written between its operands; "" for a function.
std::string operator_form(const Function& function) {
  const auto of = [&](std::size_t i) { return std::string(function.parameters[i]); };
  const std::string_view name = function.name;
  const std::size_t operands = function.parameters.size();
  if (name == "_[_]") return of(0) + '[' + of(1) + ']';
  if (name == "@in") return of(0) + " in " + of(1);
  if (operands == 1 && name.size() >= 2 && name.back() == '_') return std::string(name.substr(0, name.size() - 1)) + of(0);
  if (operands == 2 && name.size() >= 3 && name.front() == '_' && name.back() == '_') {
    return of(0) + ' ' + std::string(name.substr(1, name.size() - 2)) + ' ' + of(1);
  }
  return {};
}

std::string signature(const Function& function) {
  const std::string form = operator_form(function);
  if (!form.empty()) return form + " -> " + std::string(function.result);
  std::string out, arguments;
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    if (function.receiver && i == 0) continue;
    arguments += (arguments.empty() ? "" : ", ") + std::string(function.parameters[i]);
  }
  if (function.receiver && !function.parameters.empty()) out += std::string(function.parameters.front()) + '.';
  return out + std::string(function.name) + '(' + arguments + ") -> " + std::string(function.result);
}

std::string rows(const std::vector<Function>& functions, Language language) {
  std::string out;
  for (const Function& function : functions) {
    const std::string_view doc = language == Language::kChinese ? function.doc_zh : function.doc_en;
    out += signature(function) + "  [" + std::string(function.overload) + "]\n";
    if (!doc.empty()) out += "    " + std::string(doc) + '\n';
  }
  return out;
}

}  // namespace

int run_functions(const Arguments& arguments) {
  write_output(arguments.output, rows(core_functions(), arguments.language) + rows(date_functions(), arguments.language));
  return kFine;
}

}  // namespace tianya_rules::cli
