// SPDX-License-Identifier: Apache-2.0
/// show_text: a norm as a lawyer would check it, in plain words beside its wording. Floor: report.
///
///     const CheckedRulebook checked = check_rulebook(model, choice, knows_calendar).value();
///     std::string text = show_text(checked, *model.find_norm("art14.3"), Language::kEnglish);
///
/// Threads: a free function. Tested by tests/python/test_cli.py.
#pragma once

#include <string>

#include "tianya_rules/base/localized.hpp"
#include "tianya_rules/rulebook/checked.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// Ends with a line feed.
TIANYA_RULES_API std::string show_text(const CheckedRulebook& rulebook, std::size_t norm, Language language);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/show_text-inl.hpp"
#endif
