// SPDX-License-Identifier: Apache-2.0
/// The small good rulebook of tests/bad_rulebooks/good with changes to it: what the bad rulebooks and the examples of
/// docs/diagnostics.md are.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/rulebook/checked.hpp"
#include "tianya_rules/rulebook/load.hpp"

namespace rulebook_patch {

using tianya_rules::YamlFile;

inline std::string read_text_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<YamlFile> good_rulebook() {
  auto files = tianya_rules::read_yaml_folder(TIANYA_RULES_SOURCE_DIR "/tests/bad_rulebooks/good").value();
  for (YamlFile& file : files) file.shown = file.path;
  return files;
}

inline std::string& text_of(std::vector<YamlFile>& files, const std::string& path) {
  for (YamlFile& file : files) {
    if (file.path == path) return file.text;
  }
  files.push_back({path, "", path});
  return files.back().text;
}

inline void remove(std::vector<YamlFile>& files, const std::string& path) {
  std::erase_if(files, [&](const YamlFile& file) { return file.path == path; });
}

inline void replace(std::vector<YamlFile>& files, const std::string& path, const std::string& before, const std::string& after) {
  std::string& text = text_of(files, path);
  const std::size_t at = text.find(before);
  if (at == std::string::npos || text.find(before, at + 1) != std::string::npos) {
    throw std::runtime_error(path + " does not hold exactly once: " + before);
  }
  text.replace(at, before.size(), after);
}

/// Puts a top-level entry in place of the one with the same key, or at the end.
inline void put_entries(std::vector<YamlFile>& files, const std::string& path, const std::string& entries) {
  std::string& text = text_of(files, path);
  const std::string key = entries.substr(0, entries.find(':') + 1);
  const std::size_t at = text.rfind("\n" + key);
  if (at == std::string::npos) {
    text += entries;
    return;
  }
  std::size_t end = at + 1;
  do {
    end = text.find('\n', end);
    end = end == std::string::npos ? text.size() : end + 1;
  } while (end < text.size() && (text[end] == ' ' || text[end] == '\n' || text[end] == '#' || text[end] == '-'));
  text.replace(at + 1, end - at - 1, entries);
}

/// `\xNN` as bytes.
inline std::string with_bytes(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") == 0 && i + 3 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// All that loading says of the files: warnings and errors.
inline std::string problems_of(const std::vector<YamlFile>& files) {
  const auto known = [](std::string_view calendar) { return calendar == "cn" || calendar == "cn+island"; };
  return tianya_rules::load_checked_rulebook(files, known).diagnostics().render();
}

}  // namespace rulebook_patch
