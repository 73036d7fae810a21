// SPDX-License-Identifier: Apache-2.0
/// A small vocabulary for the tests of the facts floor, and a slow, obvious way to look at a cell.
#pragma once

#include <cstring>
#include <memory>
#include <string>

#include "tianya_rules/facts/table.hpp"

namespace facts_sample {
using namespace tianya_rules;

inline Attribute attribute(std::string name, Type type, std::string zh = {}) {
  Attribute made;
  made.name = std::move(name);
  made.type = std::move(type);
  made.label.zh = std::move(zh);
  return made;
}

/// Entities `job` (every type) and `tool`.
inline Vocabulary vocabulary() {
  const auto kinds = std::make_shared<const Enumeration>(Enumeration{"job.kind", {"quick", "time_limited"}});
  Entity job;
  job.name = "job";
  job.label = {"办件", "job"};
  job.attributes = {attribute("kind", Type::enumeration_of(kinds), "类型"),
                    attribute("sent_on", Type::of(TypeKind::kDate), "收件日期"),
                    attribute("done_on", Type::of(TypeKind::kDate, true), "办结日期"),
                    attribute("open", Type::of(TypeKind::kBool), "公开"),
                    attribute("limit", Type::of(TypeKind::kInt, true), "时限"),
                    attribute("errors", Type::of(TypeKind::kInt), "差错"),
                    attribute("weight", Type::of(TypeKind::kDouble), "重量"),
                    attribute("site_id", Type::of(TypeKind::kString), "所属单位"),
                    attribute("said", Type::list_of(Type::of(TypeKind::kString)), "说过的话")};
  job.attributes[0].enum_labels = {{"即办", "quick"}, {"限时办件", "time limited"}};
  job.attributes[4].min = 0;
  job.attributes[5].min = 0, job.attributes[5].max = 1000;
  job.derived = {{"in_scope", {"适用", "in scope"}, {}}};
  Entity tool;
  tool.name = "tool";
  tool.label = {"工具", "tool"};
  tool.attributes = {attribute("sharp", Type::of(TypeKind::kBool), "锋利")};
  return {{job, tool}};
}

inline bool bit(const BitRun& run, std::size_t row, bool otherwise) {
  if (run.data == nullptr) return otherwise;
  const std::size_t at = static_cast<std::size_t>(run.offset) + row;
  return (run.data[at / 8] >> (at % 8) & 1) != 0;
}

template <typename T>
T element(const Column& column, std::size_t row) {
  T value;
  std::memcpy(&value, static_cast<const char*>(column.values) + (static_cast<std::size_t>(column.offset) + row) * sizeof(T),
              sizeof(T));
  return value;
}

inline std::string value_text(const Column& column, std::size_t row) {
  const auto code = [&](std::int64_t physical) {
    return std::to_string(column.code_map == nullptr ? physical : column.code_map[static_cast<std::size_t>(physical)]);
  };
  switch (column.layout) {
    case Layout::kBits:
      return bit({static_cast<const std::uint8_t*>(column.values), column.offset}, row, false) ? "true" : "false";
    case Layout::kBytes:
      return element<std::uint8_t>(column, row) != 0 ? "true" : "false";
    case Layout::kInt8:
      return code(element<std::int8_t>(column, row));
    case Layout::kInt16:
      return code(element<std::int16_t>(column, row));
    case Layout::kInt32:
      return code(element<std::int32_t>(column, row));
    case Layout::kUint8:
      return code(element<std::uint8_t>(column, row));
    case Layout::kUint16:
      return code(element<std::uint16_t>(column, row));
    case Layout::kUint32:
      return code(element<std::uint32_t>(column, row));
    case Layout::kInt64:
      return code(element<std::int64_t>(column, row));
    case Layout::kFloat64:
      return std::to_string(element<double>(column, row));
    case Layout::kSeconds:
      return std::to_string(element<std::int64_t>(column, row) / 86400);
    case Layout::kMillis:
      return std::to_string(element<std::int64_t>(column, row) / 86400000);
    case Layout::kMicros:
      return std::to_string(element<std::int64_t>(column, row) / 86400000000);
    case Layout::kNanos:
      return std::to_string(element<std::int64_t>(column, row) / 86400000000000);
    case Layout::kViews:
      return std::string(element<std::string_view>(column, row));
    case Layout::kLists: {
      std::string text = "[";
      const std::size_t at = static_cast<std::size_t>(column.offset) + row;
      for (std::int32_t i = column.offsets[at]; i < column.offsets[at + 1]; ++i) {
        text += (i > column.offsets[at] ? "|" : "") + std::string(static_cast<const std::string_view*>(column.values)[i]);
      }
      return text + ']';
    }
    case Layout::kMissing:
      break;
  }
  return "?";
}

/// `absent`, `null`, `error`, or the value as text.
inline std::string cell(const Column& column, std::size_t row) {
  if (column.layout == Layout::kMissing || !bit(column.told, row, true)) return "absent";
  if (bit(column.valid, row, true)) return value_text(column, row);
  if (bit(column.error, row, false)) return "error";
  return bit(column.null, row, false) || column.invalid_is_null ? "null" : "absent";
}

}  // namespace facts_sample
