// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "tianya_rules/base/text.hpp"
#include "tianya_rules/facts/canonical-inl.hpp"
#include "tianya_rules/facts/fact_value.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace facts_internal {

struct FactJson {
  std::string& out;
  void operator()(Null) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  void operator()(double value) const {
    if (std::isfinite(value)) {
      out += canonical_number(value);
    } else {
      append_canonical_text(out, std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
  }
  void operator()(Date value) const { append_canonical_text(out, value.iso()); }
  void operator()(const std::string& value) const { append_canonical_text(out, value); }
  void operator()(const std::vector<std::string>& values) const {
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += ',';
      append_canonical_text(out, values[i]);
    }
    out += ']';
  }
};

}  // namespace facts_internal

TIANYA_RULES_INLINE void append_fact_json(std::string& out, const FactValue& value) {
  std::visit(facts_internal::FactJson{out}, value);
}

TIANYA_RULES_INLINE void append_fact_text(std::string& out, std::string_view text) {
  facts_internal::append_canonical_text(out, text);
}

TIANYA_RULES_INLINE bool is_utf8(const FactValue& value) {
  const auto sound = [](const std::string& text) { return find_invalid_utf8(text) == std::string_view::npos; };
  if (const auto* text = std::get_if<std::string>(&value)) return sound(*text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) return std::all_of(texts->begin(), texts->end(), sound);
  return true;
}

TIANYA_RULES_END_NAMESPACE
