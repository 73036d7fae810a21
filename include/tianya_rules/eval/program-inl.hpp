// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "tianya_rules/eval/program.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

inline constexpr std::array<std::string_view, 9> kErrorNames = {"",
                                                                "overflow",
                                                                "division_by_zero",
                                                                "date_out_of_range",
                                                                "null_operand",
                                                                "calendar_not_covered",
                                                                "refused_cell",
                                                                "invalid_value",
                                                                "index_out_of_range"};

TIANYA_RULES_INLINE std::string_view code_name(ErrorCode code) { return kErrorNames[static_cast<std::size_t>(code)]; }

TIANYA_RULES_INLINE ErrorCode code_of(std::string_view name) {
  for (std::size_t i = 1; i < kErrorNames.size(); ++i) {
    if (kErrorNames[i] == name) return static_cast<ErrorCode>(i);
  }
  return ErrorCode::kInvalidValue;
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
