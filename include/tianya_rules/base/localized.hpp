// SPDX-License-Identifier: Apache-2.0
/// Text that a person reads, in the two languages of the tool. Floor: base.
#pragma once

#include <cstdint>
#include <string>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

enum class Language : std::uint8_t { kChinese, kEnglish };

/// One text in both languages. A rulebook written in one language leaves the other empty; `in` then gives what there is.
struct LocalizedText {
  std::string zh;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const {
    const bool chinese = language == Language::kChinese;
    const std::string& wanted = chinese ? zh : en;
    return wanted.empty() ? (chinese ? en : zh) : wanted;
  }
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
};

TIANYA_RULES_END_NAMESPACE
