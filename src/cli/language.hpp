// SPDX-License-Identifier: Apache-2.0
/// language: in which language to speak, from `--lang` or else the environment's locale.
#pragma once

#include "tianya_rules/base/localized.hpp"

namespace tianya_rules::cli {

/// Looks at the arguments before they are parsed, so that even what is wrong with them is said in the right language.
Language choose_language(int argc, const char* const* argv);

}  // namespace tianya_rules::cli
