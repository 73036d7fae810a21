// SPDX-License-Identifier: Apache-2.0
/// load: a folder of YAML to a `RulebookModel`, every problem at once. Floor: rulebook.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/result.hpp"
#include "tianya_rules/rulebook/model.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// The YAML files of a rulebook (or calendar) folder: relative path and text, `cases/` aside.
struct YamlFile {
  std::string path;  ///< Relative to the folder, `/` between parts: `norms/chapter1.yaml`.
  std::string text;
  std::string shown;  ///< As diagnostics name it.
};

/// Reads a folder's `*.yaml` (cases/ aside). Unreadable: a diagnostic.
TIANYA_RULES_API Result<std::vector<YamlFile>> read_yaml_folder(const std::string& folder);

/// The files of an embedded rulebook or calendar, `library` or `calendars/cn`; empty where there is none.
TIANYA_RULES_API std::vector<YamlFile> embedded_yaml_files(std::string_view folder);

/// `sha256:` over the lines "hex, two spaces, relative path, LF" of the files, sorted by path bytes.
TIANYA_RULES_API std::string digest_of(const std::vector<YamlFile>& files);

/// Parses and resolves; conditions are parsed but not yet typed. Warnings come with the value.
TIANYA_RULES_API Result<RulebookModel> load_rulebook(const std::vector<YamlFile>& files);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/rulebook/load-inl.hpp"
#include "tianya_rules/rulebook/yaml_folder-inl.hpp"
#endif
