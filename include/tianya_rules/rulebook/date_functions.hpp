// SPDX-License-Identifier: Apache-2.0
/// The rows of the date functions in the table of functions. Floor: rulebook; their kernels stand in eval/.
#pragma once

#include <vector>

#include "tianya_rules/expr/functions.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

inline const std::vector<Function>& date_functions() {
  using K = KernelId;
  // clang-format off
  static const std::vector<Function> kFunctions = {
      {"days", "days_int64", false, {"int"}, "period", K::kDays, "that many days", "若干日"},
      {"months", "months_int64", false, {"int"}, "period", K::kMonths, "that many months", "若干月"},
      {"years", "years_int64", false, {"int"}, "period", K::kYears, "that many years", "若干年"},
      {"_+_", "add_date_period", false, {"date", "period"}, "date", K::kAddPeriod, "later by a period, rounded down to the month's last day", "日期加一段期间，当月无此日的取月末"},
      {"_-_", "subtract_date_period", false, {"date", "period"}, "date", K::kSubtractPeriod, "earlier by a period, rounded down", "日期减一段期间，当月无此日的取月末"},
      {"latest_before", "latest_before", false, {"date", "period"}, "date", K::kLatestBefore, "the latest day from which the period ends no later", "最晚的、经过该期间仍不超过给定日的日期"},
      {"add_workdays", "add_workdays", false, {"date", "int", "calendar"}, "date", K::kAddWorkdays, "the n-th working day after (n < 0: before)", "其后第 n 个工作日（n < 0 为之前）"},
      {"count_workdays", "count_workdays", false, {"date", "date", "calendar"}, "int", K::kCountWorkdays, "working days after the first, through the second", "前者之后至后者（含）的工作日数"},
      {"math.least", "math_least_date", false, {"date", "date"}, "date", K::kLeast, "the earliest", "最早者"},
      {"math.greatest", "math_greatest_date", false, {"date", "date"}, "date", K::kGreatest, "the latest", "最晚者"},
  };
  // clang-format on
  return kFunctions;
}

TIANYA_RULES_END_NAMESPACE
