// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/load_facts-inl.hpp"
#include "tianya_rules/rulebook/load_norms-inl.hpp"
#include "tianya_rules/rulebook/load_readings-inl.hpp"
#include "tianya_rules/rulebook/load_text-inl.hpp"
#include "tianya_rules/rulebook/loader.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

// --- files ------------------------------------------------------------------------------------------------------------------

namespace folder_internal {
namespace fs = std::filesystem;

TIANYA_RULES_INLINE Span named(const std::string& name) { return {std::make_shared<const Source>(Source{name, {}}), 0, 0, 0}; }

TIANYA_RULES_INLINE void read_file(const fs::path& path, std::string relative, std::string shown, std::vector<YamlFile>& files, Diagnostics& problems) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  std::array<char, 1 << 16> buffer;
  while (in && text.size() <= kMaxYamlBytes) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof() && text.size() <= kMaxYamlBytes) return problems.error("unreadable-file", "`" + shown + "` cannot be read", named(shown));
  files.push_back({std::move(relative), std::move(text), std::move(shown)});
}
}  // namespace folder_internal

TIANYA_RULES_INLINE Result<std::vector<YamlFile>> read_yaml_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  Diagnostics problems;
  std::error_code failure;
  const fs::path root(folder);
  if (!fs::is_directory(root, failure)) {
    return Result<std::vector<YamlFile>>::failure("unreadable-folder", "`" + folder + "` is no folder that can be read");
  }
  std::vector<std::pair<std::string, fs::path>> found;
  fs::recursive_directory_iterator at(root, failure);
  for (const fs::recursive_directory_iterator end; !failure && at != end; at.increment(failure)) {
    if (at.depth() == 0 && at->path().filename() == "cases" && at->is_directory()) {
      at.disable_recursion_pending();
    } else if (at->path().extension() == ".yaml" && at->is_regular_file()) {
      found.emplace_back(at->path().lexically_relative(root).generic_string(), at->path());
    }
    if (found.size() > kMaxYamlFiles || at.depth() > static_cast<int>(kMaxYamlDepth)) {
      problems.error("too-many-files", "`" + folder + "` holds more than " + std::to_string(kMaxYamlFiles) + " files or is too deep");
      return problems;
    }
  }
  if (failure) return Result<std::vector<YamlFile>>::failure("unreadable-folder", "`" + folder + "` cannot be read: " + failure.message());
  std::sort(found.begin(), found.end());
  std::vector<YamlFile> files;
  for (const auto& [relative, path] : found) {
    folder_internal::read_file(path, relative, folder + (folder.empty() || folder.back() == '/' ? "" : "/") + relative, files, problems);
  }
  if (problems.has_errors()) return problems;
  return files;
}

TIANYA_RULES_INLINE std::vector<YamlFile> embedded_yaml_files(std::string_view folder) {
  static const std::vector<std::pair<std::string_view, std::string_view>> kEmbedded = {
#include "tianya_rules/embedded_files.inc"
  };
  std::vector<YamlFile> files;
  const std::string prefix = std::string(folder) + '/';
  for (const auto& [path, text] : kEmbedded) {
    if (path.substr(0, prefix.size()) != prefix) continue;
    files.push_back({std::string(path.substr(prefix.size())), std::string(text), std::string(path)});
  }
  std::sort(files.begin(), files.end(), [](const YamlFile& a, const YamlFile& b) { return a.path < b.path; });
  return files;
}

namespace folder_internal {
TIANYA_RULES_INLINE std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}
}  // namespace folder_internal

TIANYA_RULES_INLINE std::string digest_of(const std::vector<YamlFile>& files) {
  std::vector<const YamlFile*> sorted;
  for (const YamlFile& file : files) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(), [](const YamlFile* a, const YamlFile* b) { return a->path < b->path; });
  std::string lines;
  for (const YamlFile* file : sorted) lines += folder_internal::sha256_hex(file->text) + "  " + file->path + '\n';
  return "sha256:" + folder_internal::sha256_hex(lines);
}

// --- the rulebook -----------------------------------------------------------------------------------------------------------

namespace folder_internal {
TIANYA_RULES_INLINE bool is_calendar(std::string_view path) { return path.substr(0, 10) == "calendars/"; }
}  // namespace folder_internal

TIANYA_RULES_INLINE void RulebookLoader::parse_files() {
  for (const YamlFile& file : files_) {
    if (folder_internal::is_calendar(file.path)) continue;
    const auto source = std::make_shared<const Source>(Source{file.shown.empty() ? file.path : file.shown, file.text});
    documents_.emplace_back(file.path, parse_yaml(source, problems_));
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
  return folder_internal::named(name);
}

TIANYA_RULES_INLINE const YamlNode* RulebookLoader::document(std::string_view path, const Span* asked_for) {
  used_paths_.emplace_back(path);
  for (const auto& [known, root] : documents_) {
    if (known == path) return &root;
  }
  std::vector<std::string_view> names;
  for (const auto& [known, root] : documents_) names.push_back(known);
  problems_.error("missing-file", "there is no file `" + std::string(path) + "`", asked_for ? *asked_for : file_span(path), suggest(path, names));
  return nullptr;
}

TIANYA_RULES_INLINE void RulebookLoader::report_unused_files() {
  for (const auto& [path, root] : documents_) {
    if (std::find(used_paths_.begin(), used_paths_.end(), path) != used_paths_.end()) continue;
    problems_.warning("unused-file", "`" + path + "` is no part of the rulebook", file_span(path), "list it under `norms` in regulation.yaml, or remove it");
  }
}

TIANYA_RULES_INLINE LoadedRulebook RulebookLoader::load() {
  parse_files();
  const auto usable = [](const YamlNode* root) { return root != nullptr && !(root->broken && root->entries.empty()); };
  const YamlNode* regulation = document("regulation.yaml", nullptr);
  model_.languages.clear();
  if (usable(regulation)) load_regulation(*regulation);
  if (model_.languages.empty()) model_.languages = {Language::kChinese, Language::kEnglish};
  const std::size_t errors = problems_.error_count();
  if (const YamlNode* facts = document("facts.yaml", nullptr); usable(facts)) load_facts(*facts);
  const bool has_readings = std::any_of(documents_.begin(), documents_.end(), [](const auto& one) { return one.first == "readings.yaml"; });
  if (const YamlNode* readings = has_readings ? document("readings.yaml", nullptr) : nullptr; usable(readings)) load_readings(*readings);
  const auto broken = [&](std::string_view path) {
    return std::any_of(documents_.begin(), documents_.end(), [&](const auto& one) { return one.first == path && one.second.broken; });
  };
  loaded_.names_sound = problems_.error_count() == errors && !broken("facts.yaml") && !broken("readings.yaml");
  if (regulation) {
    for (const YamlNode* item : read_list(regulation->find("norms"), "`norms`", true, problems_)) {
      const std::optional<std::string> path = read_text(item, "a file of norms", problems_);
      const YamlNode* norms = path ? document(*path, &item->span) : nullptr;
      if (usable(norms)) load_norms(*norms);
    }
    resolve_same_as();
    report_unused_files();
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
