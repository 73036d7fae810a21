// SPDX-License-Identifier: Apache-2.0
/// json: the few lines of JSON writing that reports need, straight into a string. Floor: report.
///
/// A report may hold millions of findings: they are written one after the other and no document is ever built. Texts are UTF-8
/// already (the readers see to that); a byte that is not is written as U+FFFD.
/// Tested by tests/cpp/report_json_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tianya_rules/base/config.hpp"
#include "tianya_rules/calendar/date.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

/// `text` as a JSON string, quotes included.
TIANYA_RULES_API void append_json_string(std::string& out, std::string_view text);
/// A date as a JSON string, or null.
TIANYA_RULES_API void append_json_date(std::string& out, std::optional<Date> date);
TIANYA_RULES_API void append_json_date(std::string& out, std::int32_t days);

/// `text` as a CSV cell after RFC 4180: in quotes where it holds a comma, a quote, a line break, or a blank at an end. The text
/// itself is left exact: a cell that a spreadsheet would take for a formula (`=1+1`) is not changed.
TIANYA_RULES_API void append_csv_cell(std::string& out, std::string_view text);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/report/json-inl.hpp"
#endif
