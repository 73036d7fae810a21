// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/load_facts-inl.hpp"
#include "tianya_rules/rulebook/load_norms-inl.hpp"
#include "tianya_rules/rulebook/load_readings-inl.hpp"
#include "tianya_rules/rulebook/load_text-inl.hpp"
#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace load_internal {
TIANYA_RULES_INLINE bool is_calendar(std::string_view path) { return path.substr(0, 10) == "calendars/"; }
}  // namespace load_internal

TIANYA_RULES_INLINE void RulebookLoader::parse_files() {
  for (const YamlFile& file : files_) {
    if (load_internal::is_calendar(file.path)) continue;
    const auto source = std::make_shared<const Source>(Source{file.shown.empty() ? file.path : file.shown, file.text});
    const std::size_t errors = problems_.error_count();
    documents_.emplace_back(file.path, parse_yaml(source, problems_));
    if (problems_.error_count() != errors) broken_paths_.push_back(file.path);
  }
}

/// Where a file that is missing would be named from: the folder, as far as the other files tell it.
TIANYA_RULES_INLINE Span RulebookLoader::file_span(std::string_view path) const {
  std::string name(path);
  for (const YamlFile& file : files_) {
    if (file.shown.size() > file.path.size() && file.shown.substr(file.shown.size() - file.path.size()) == file.path) {
      name = file.shown.substr(0, file.shown.size() - file.path.size()) + name;
      break;
    }
  }
  return {std::make_shared<const Source>(Source{name, {}}), 0, 0, 0};
}

TIANYA_RULES_INLINE const YamlNode* RulebookLoader::document(std::string_view path, const Span* asked_for) {
  used_paths_.emplace_back(path);
  for (const auto& [known, root] : documents_) {
    if (known == path) return &root;
  }
  std::vector<std::string_view> names;
  for (const auto& [known, root] : documents_) names.push_back(known);
  problems_.error("missing-file", "there is no file `" + std::string(path) + "`", asked_for ? *asked_for : file_span(path),
                  suggest(path, names));
  return nullptr;
}

TIANYA_RULES_INLINE void RulebookLoader::report_unused_files() {
  for (const auto& [path, root] : documents_) {
    if (std::find(used_paths_.begin(), used_paths_.end(), path) != used_paths_.end()) continue;
    problems_.warning("unused-file", "`" + path + "` is no part of the rulebook", file_span(path),
                      "list it under `norms` in regulation.yaml, or remove it");
  }
}

TIANYA_RULES_INLINE LoadedRulebook RulebookLoader::load() {
  parse_files();
  const auto usable = [](const YamlNode* root) { return root != nullptr && !(root->broken && root->entries.empty()); };
  const YamlNode* regulation = document("regulation.yaml", nullptr);
  model_.languages.clear();
  if (usable(regulation)) load_regulation(*regulation);
  if (model_.languages.empty()) model_.languages = {Language::kChinese, Language::kEnglish};
  const std::size_t errors = grave_errors();
  if (const YamlNode* facts = document("facts.yaml", nullptr); usable(facts)) load_facts(*facts);
  const bool has_readings =
      std::any_of(documents_.begin(), documents_.end(), [](const auto& one) { return one.first == "readings.yaml"; });
  if (const YamlNode* readings = has_readings ? document("readings.yaml", nullptr) : nullptr; usable(readings))
    load_readings(*readings);
  const auto broken = [&](std::string_view path) {
    return std::find(broken_paths_.begin(), broken_paths_.end(), path) != broken_paths_.end();
  };
  loaded_.names_sound = grave_errors() == errors && !broken("regulation.yaml") && !broken("facts.yaml") && !broken("readings.yaml");
  if (regulation) {
    for (const YamlNode* item : read_list(regulation->find("norms"), "`norms`", true, problems_)) {
      const std::optional<std::string> path = read_text(item, "a file of norms", problems_);
      const YamlNode* norms = path ? document(*path, &item->span) : nullptr;
      if (usable(norms)) load_norms(*norms);
    }
    resolve_same_as();
    if (!problems_.has_errors()) report_unused_files();
  }
  model_.digest = digest_of(files_);
  return std::move(loaded_);
}

TIANYA_RULES_INLINE LoadedRulebook load_as_far_as_possible(const std::vector<YamlFile>& files, Diagnostics& problems) {
  return RulebookLoader(files, problems).load();
}

TIANYA_RULES_INLINE Result<RulebookModel> load_rulebook(const std::vector<YamlFile>& files) {
  Diagnostics problems;
  LoadedRulebook loaded = load_as_far_as_possible(files, problems);
  problems.sort();
  if (problems.has_errors()) return problems;
  return Result<RulebookModel>(std::move(loaded.model)).with_warnings(std::move(problems));
}

TIANYA_RULES_END_NAMESPACE
