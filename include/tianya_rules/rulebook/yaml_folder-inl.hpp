// SPDX-License-Identifier: Apache-2.0
/// Folders of YAML, on disk and embedded, and their digest: the bodies of load.hpp that know no rulebook. Floor: rulebook.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "tianya_rules/base/sha256.hpp"
#include "tianya_rules/rulebook/load.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace folder_internal {
namespace fs = std::filesystem;

TIANYA_RULES_INLINE Span named(const std::string& name) { return {std::make_shared<const Source>(Source{name, {}}), 0, 0, 0}; }

TIANYA_RULES_INLINE void read_file(const fs::path& path, std::string relative, std::string shown, std::vector<YamlFile>& files,
                                   Diagnostics& problems) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  std::array<char, 1 << 16> buffer;
  while (in && text.size() <= kMaxYamlBytes) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof() && text.size() <= kMaxYamlBytes)
    return problems.error("unreadable-file", "`" + shown + "` cannot be read", named(shown));
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
      problems.error("too-many-files",
                     "`" + folder + "` holds more than " + std::to_string(kMaxYamlFiles) + " files or is too deep");
      return problems;
    }
  }
  if (failure)
    return Result<std::vector<YamlFile>>::failure("unreadable-folder", "`" + folder + "` cannot be read: " + failure.message());
  std::sort(found.begin(), found.end());
  std::vector<YamlFile> files;
  for (const auto& [relative, path] : found) {
    folder_internal::read_file(path, relative, folder + (folder.empty() || folder.back() == '/' ? "" : "/") + relative, files,
                               problems);
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

TIANYA_RULES_INLINE std::string digest_of(const std::vector<YamlFile>& files) {
  std::vector<const YamlFile*> sorted;
  for (const YamlFile& file : files) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(), [](const YamlFile* a, const YamlFile* b) { return a->path < b->path; });
  std::string lines;
  for (const YamlFile* file : sorted) lines += sha256_hex(file->text) + "  " + file->path + '\n';
  return "sha256:" + sha256_hex(lines);
}

TIANYA_RULES_END_NAMESPACE
