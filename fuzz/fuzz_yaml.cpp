// SPDX-License-Identifier: Apache-2.0
// The YAML reader and the loader on any bytes: no crash, no hang, no leak; and what is accepted means the same to yaml-cpp.
#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tianya_rules/rulebook/checked.hpp"
#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

using namespace tianya_rules;

namespace {

bool same(const YamlNode& ours, const YAML::Node& theirs) {
  if (ours.is_null()) return theirs.IsNull();
  if (ours.is_scalar()) {
    // `~` and `null` are text to us, null to yaml-cpp.
    return (theirs.IsScalar() && theirs.Scalar() == ours.text) || (theirs.IsNull() && ours.style == YamlNode::Style::kPlain);
  }
  if (theirs.size() != ours.items.size() + ours.entries.size() || ours.is_list() != theirs.IsSequence()) return false;
  std::size_t i = 0;
  for (const YamlNode& item : ours.items) {
    if (!same(item, theirs[i++])) return false;
  }
  for (auto entry = theirs.begin(); !ours.is_list() && entry != theirs.end(); ++entry, ++i) {
    if (!same(ours.entries[i].key, entry->first) || !same(ours.entries[i].value, entry->second)) return false;
  }
  return true;
}

void compare_with_yaml_cpp(const YamlNode& ours, const std::string& text) {
  try {
    if (same(ours, YAML::Load(text))) return;
    std::fprintf(stderr, "yaml-cpp reads this otherwise\n");
    std::abort();
  } catch (const YAML::Exception&) {
    // yaml-cpp refuses some of YAML that is well-formed; refusing is never a misreading.
  }
}

const std::vector<YamlFile>& good_rulebook() {
  static const std::vector<YamlFile> files = read_yaml_folder(TIANYA_RULES_SOURCE_DIR "/tests/bad_rulebooks/good").value();
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  Diagnostics problems;
  const YamlNode root = parse_yaml(std::make_shared<const Source>(Source{"fuzz.yaml", text}), problems);
  if (problems.empty() && size < 4096) compare_with_yaml_cpp(root, text);
  std::vector<YamlFile> files = good_rulebook();
  files[data[0] % files.size()].text = text;
  const auto result =
      load_checked_rulebook(files, [](std::string_view calendar) { return calendar == "cn" || calendar == "cn+island"; });
  (void)result.diagnostics().render();
  return 0;
}
