// SPDX-License-Identifier: Apache-2.0
#include "cli/language.hpp"

#include <cstdlib>
#include <string_view>

namespace tianya_rules::cli {

Language choose_language(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    std::string_view value;
    if (argument == "--lang" && i + 1 < argc) value = argv[i + 1];
    if (argument.substr(0, 7) == "--lang=") value = argument.substr(7);
    if (value == "zh") return Language::kChinese;
    if (value == "en") return Language::kEnglish;
  }
  // POSIX: the first of these that is set and not empty counts.
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).substr(0, 2) == "zh" ? Language::kChinese : Language::kEnglish;
  }
  return Language::kEnglish;
}

}  // namespace tianya_rules::cli
