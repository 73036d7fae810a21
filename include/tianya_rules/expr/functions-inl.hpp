// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tianya_rules/expr/functions.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

TIANYA_RULES_INLINE const std::vector<Function>& core_functions() {
  using K = KernelId;
  // clang-format off
  static const std::vector<Function> kFunctions = {
      // name, overload, receiver, parameters, result, kernel, English, Chinese
      {"_==_", "equals", false, {"T?", "T?"}, "bool", K::kEqual, "equal; null is equal to null alone", "相等；null 只与 null 相等"},
      {"_!=_", "not_equals", false, {"T?", "T?"}, "bool", K::kNotEqual, "not equal", "不相等"},
      {"_<_", "less", false, {"T", "T"}, "bool", K::kLess, "less, or earlier", "小于，或更早"},
      {"_<=_", "less_equals", false, {"T", "T"}, "bool", K::kLessEqual, "at most, or not later", "不大于，或不晚于"},
      {"_>_", "greater", false, {"T", "T"}, "bool", K::kGreater, "greater, or later", "大于，或更晚"},
      {"_>=_", "greater_equals", false, {"T", "T"}, "bool", K::kGreaterEqual, "at least, or not earlier", "不小于，或不早于"},
      {"_+_", "add_int64", false, {"int", "int"}, "int", K::kAddInt, "sum; overflow is an error", "和；溢出为错误"},
      {"_+_", "add_double", false, {"double", "double"}, "double", K::kAddDouble, "sum", "和"},
      {"_+_", "add_string", false, {"string", "string"}, "string", K::kAddString, "one string after the other", "拼接字符串"},
      {"_+_", "add_list", false, {"list<T>", "list<T>"}, "list<T>", K::kAddList, "one list after the other", "拼接列表"},
      {"_-_", "subtract_int64", false, {"int", "int"}, "int", K::kSubtractInt, "difference; overflow is an error", "差；溢出为错误"},
      {"_-_", "subtract_double", false, {"double", "double"}, "double", K::kSubtractDouble, "difference", "差"},
      {"_*_", "multiply_int64", false, {"int", "int"}, "int", K::kMultiplyInt, "product; overflow is an error", "积；溢出为错误"},
      {"_*_", "multiply_double", false, {"double", "double"}, "double", K::kMultiplyDouble, "product", "积"},
      {"_/_", "divide_int64", false, {"int", "int"}, "int", K::kDivideInt, "quotient, towards zero; by zero is an error", "商，向零取整；除以零为错误"},
      {"_/_", "divide_double", false, {"double", "double"}, "double", K::kDivideDouble, "quotient", "商"},
      {"_%_", "modulo_int64", false, {"int", "int"}, "int", K::kModuloInt, "remainder, with the dividend's sign", "余数，符号同被除数"},
      {"-_", "negate_int64", false, {"int"}, "int", K::kNegateInt, "negative; overflow is an error", "取负；溢出为错误"},
      {"-_", "negate_double", false, {"double"}, "double", K::kNegateDouble, "negative", "取负"},
      {"_[_]", "index_list", false, {"list<T>", "int"}, "T", K::kIndexList, "the element at a position from 0", "按位置（从 0 起）取元素"},
      {"@in", "in_list", false, {"T?", "list<T>"}, "bool", K::kInList, "whether the list holds it", "列表是否包含"},
      {"size", "size_string", false, {"string"}, "int", K::kSizeString, "code points of a string", "字符串的字符数"},
      {"size", "size_list", false, {"list<T>"}, "int", K::kSizeList, "elements of a list", "列表的元素数"},
      {"size", "string_size", true, {"string"}, "int", K::kSizeString, "code points of a string", "字符串的字符数"},
      {"size", "list_size", true, {"list<T>"}, "int", K::kSizeList, "elements of a list", "列表的元素数"},
      {"contains", "contains_string", true, {"string", "string"}, "bool", K::kContains, "whether it contains the other", "是否包含"},
      {"startsWith", "starts_with_string", true, {"string", "string"}, "bool", K::kStartsWith, "whether it begins with the other", "是否以……开头"},
      {"endsWith", "ends_with_string", true, {"string", "string"}, "bool", K::kEndsWith, "whether it ends with the other", "是否以……结尾"},
      {"matches", "matches_string", true, {"string", "string"}, "bool", K::kMatches, "whether some part matches the pattern (RE2)", "是否有部分匹配正则（RE2）"},
      {"matches", "matches", false, {"string", "string"}, "bool", K::kMatches, "whether some part matches the pattern (RE2)", "是否有部分匹配正则（RE2）"},
      {"bool", "bool_to_bool", false, {"bool"}, "bool", K::kIdentity, "itself", "原值"},
      {"bool", "string_to_bool", false, {"string"}, "bool", K::kStringToBool, "1 t true TRUE True, 0 f false FALSE False", "1 t true TRUE True，0 f false FALSE False"},
      {"int", "int64_to_int64", false, {"int"}, "int", K::kIdentity, "itself", "原值"},
      {"int", "double_to_int64", false, {"double"}, "int", K::kDoubleToInt, "towards zero; out of range is an error", "向零取整；越界为错误"},
      {"int", "string_to_int64", false, {"string"}, "int", K::kStringToInt, "a decimal number", "十进制整数"},
      {"double", "double_to_double", false, {"double"}, "double", K::kIdentity, "itself", "原值"},
      {"double", "int64_to_double", false, {"int"}, "double", K::kIntToDouble, "the nearest double", "最近的双精度数"},
      {"double", "string_to_double", false, {"string"}, "double", K::kStringToDouble, "a decimal number", "十进制数"},
      {"string", "string_to_string", false, {"string"}, "string", K::kIdentity, "itself", "原值"},
      {"string", "int64_to_string", false, {"int"}, "string", K::kIntToString, "its digits", "十进制数字"},
      {"string", "double_to_string", false, {"double"}, "string", K::kDoubleToString, "the shortest digits that read back the same", "可还原的最短写法"},
      {"string", "bool_to_string", false, {"bool"}, "string", K::kBoolToString, "`true` or `false`", "true 或 false"},
      {"orValue", "or_value", true, {"T?", "T"}, "T", K::kOrValue, "itself, or where it is null the other", "本值；为 null 时取后者"},
      {"orValue", "or_value_null", true, {"T?", "T?"}, "T?", K::kOrValue, "itself, or where it is null the other", "本值；为 null 时取后者"},
      {"math.least", "math_least_int64", false, {"int", "int"}, "int", K::kLeast, "the least", "最小者"},
      {"math.least", "math_least_double", false, {"double", "double"}, "double", K::kLeast, "the least", "最小者"},
      {"math.least", "math_least_list_int64", false, {"list<int>"}, "int", K::kLeastList, "the least of a list", "列表中最小者"},
      {"math.least", "math_least_list_double", false, {"list<double>"}, "double", K::kLeastList, "the least of a list", "列表中最小者"},
      {"math.least", "math_least_one_int64", false, {"int"}, "int", K::kIdentity, "itself", "原值"},
      {"math.least", "math_least_one_double", false, {"double"}, "double", K::kIdentity, "itself", "原值"},
      {"math.greatest", "math_greatest_int64", false, {"int", "int"}, "int", K::kGreatest, "the greatest", "最大者"},
      {"math.greatest", "math_greatest_double", false, {"double", "double"}, "double", K::kGreatest, "the greatest", "最大者"},
      {"math.greatest", "math_greatest_list_int64", false, {"list<int>"}, "int", K::kGreatestList, "the greatest of a list", "列表中最大者"},
      {"math.greatest", "math_greatest_list_double", false, {"list<double>"}, "double", K::kGreatestList, "the greatest of a list", "列表中最大者"},
      {"math.greatest", "math_greatest_one_int64", false, {"int"}, "int", K::kIdentity, "itself", "原值"},
      {"math.greatest", "math_greatest_one_double", false, {"double"}, "double", K::kIdentity, "itself", "原值"},
  };
  // clang-format on
  return kFunctions;
}

TIANYA_RULES_END_NAMESPACE
