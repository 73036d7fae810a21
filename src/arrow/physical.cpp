// SPDX-License-Identifier: Apache-2.0
#include "arrow/physical.hpp"

#include <charconv>
#include <string_view>

namespace tianya_rules::arrow {

namespace {

struct Format {
  std::string_view text;
  Physical kind;
  const char* name;
};

constexpr Format kFormats[] = {
    {"n", Physical::kNothing, "null"},
    {"b", Physical::kBits, "bool"},
    {"c", Physical::kInt8, "int8"},
    {"s", Physical::kInt16, "int16"},
    {"i", Physical::kInt32, "int32"},
    {"l", Physical::kInt64, "int64"},
    {"C", Physical::kUint8, "uint8"},
    {"S", Physical::kUint16, "uint16"},
    {"I", Physical::kUint32, "uint32"},
    {"L", Physical::kUint64, "uint64"},
    {"e", Physical::kFloat16, "float16"},
    {"f", Physical::kFloat32, "float32"},
    {"g", Physical::kFloat64, "float64"},
    {"tdD", Physical::kDays32, "date32"},
    {"tdm", Physical::kMillis, "date64"},
    {"u", Physical::kText32, "utf8"},
    {"U", Physical::kText64, "large_utf8"},
    {"vu", Physical::kTextViews, "utf8_view"},
    {"+l", Physical::kList32, "list"},
    {"+L", Physical::kList64, "large_list"},
    {"z", Physical::kUnsupported, "binary"},
    {"Z", Physical::kUnsupported, "large_binary"},
    {"+s", Physical::kUnsupported, "struct"},
    {"+r", Physical::kUnsupported, "run_end_encoded"},
    {"+m", Physical::kUnsupported, "map"},
    {"numpy:bool", Physical::kBytes, "bool"},
    {"numpy:days", Physical::kDays64, "datetime64[D]"},
};

/// The number behind `prefix`, or -1.
std::int64_t number_after(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return -1;
  std::int64_t value = -1;
  const auto end = std::from_chars(text.data() + prefix.size(), text.data() + text.size(), value);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() && value <= 1'000'000 ? value : -1;
}

/// `ts` + unit + `:` + zone
bool timestamp(std::string_view text, PhysicalType& type) {
  if (text.size() < 4 || text.substr(0, 2) != "ts" || text[3] != ':') return false;
  const std::size_t unit = std::string_view("smun").find(text[2]);
  if (unit == std::string_view::npos) return false;
  constexpr Physical kUnits[] = {Physical::kSeconds, Physical::kMillis, Physical::kMicros, Physical::kNanos};
  type.kind = kUnits[unit];
  type.zoned = text.size() > 4;
  return true;
}

bool whole_decimal(std::string_view text) {
  // d:precision,0 or d:precision,0,128
  if (text.substr(0, 2) != "d:") return false;
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && (text.substr(comma) == ",0" || text.substr(comma) == ",0,128");
}

}  // namespace

PhysicalType physical_type(const Field& field) {
  PhysicalType type;
  const std::string_view text = field.format;
  for (const Format& format : kFormats) {
    if (format.text == text) type.kind = format.kind;
  }
  if (timestamp(text, type)) return type;
  if (whole_decimal(text)) type.kind = Physical::kDecimal;
  if (const std::int64_t width = number_after(text, "numpy:U"); width > 0) type.kind = Physical::kTextUtf32, type.width = width;
  if (const std::int64_t width = number_after(text, "+w:"); width >= 0) type.kind = Physical::kFixedList, type.width = width;
  if (is_list(type.kind) && field.children.size() != 1) type.kind = Physical::kUnsupported;
  type.dictionary = field.dictionary != nullptr;
  if (type.dictionary && !is_integer(type.kind)) type.kind = Physical::kUnsupported;
  return type;
}

std::string type_name(const Field& field) {
  if (field.dictionary) return "dictionary of " + type_name(*field.dictionary);
  const std::string_view text = field.format;
  for (const Format& format : kFormats) {
    if (format.text != text) continue;
    return field.children.size() == 1 ? std::string(format.name) + " of " + type_name(field.children[0]) : format.name;
  }
  PhysicalType type;
  if (timestamp(text, type)) {
    constexpr const char* kUnits[] = {"s", "ms", "us", "ns"};
    const std::string unit = kUnits[std::string_view("smun").find(text[2])];
    return "timestamp[" + unit + (type.zoned ? ", " + std::string(text.substr(4)) : "") + ']';
  }
  if (text.substr(0, 2) == "d:") return "decimal(" + std::string(text.substr(2)) + ')';
  if (text.substr(0, 7) == "numpy:U") return "text";
  if (text.substr(0, 6) == "numpy:") return std::string(text.substr(6));
  return "Arrow format " + std::string(text);
}

std::int64_t least_buffers(const Field& field) {
  const PhysicalType type = physical_type(field);
  if (is_list(type.kind)) return type.kind == Physical::kFixedList ? 1 : 2;
  switch (type.kind) {
    case Physical::kNothing:
    case Physical::kUnsupported:
      return 0;
    case Physical::kText32:
    case Physical::kText64:
    case Physical::kTextViews:
      return 3;
    default:
      return 2;
  }
}

std::size_t cell_bytes(const PhysicalType& type) {
  switch (type.kind) {
    case Physical::kBytes:
    case Physical::kInt8:
    case Physical::kUint8:
      return 1;
    case Physical::kInt16:
    case Physical::kUint16:
    case Physical::kFloat16:
      return 2;
    case Physical::kInt32:
    case Physical::kUint32:
    case Physical::kFloat32:
    case Physical::kDays32:
      return 4;
    case Physical::kDecimal:
    case Physical::kTextViews:
      return 16;
    case Physical::kTextUtf32:
      return static_cast<std::size_t>(type.width) * 4;
    case Physical::kInt64:
    case Physical::kUint64:
    case Physical::kFloat64:
    case Physical::kDays64:
    case Physical::kSeconds:
    case Physical::kMillis:
    case Physical::kMicros:
    case Physical::kNanos:
      return 8;
    default:
      return 0;
  }
}

}  // namespace tianya_rules::arrow
