// SPDX-License-Identifier: Apache-2.0
/// PhysicalType: how the cells of a column lie in memory, read from an Arrow format string (or one of our own, `numpy:…`).
#pragma once

#include <cstdint>
#include <string>

#include "arrow/array.hpp"

namespace tianya_rules::arrow {

enum class Physical : std::uint8_t {
  kNothing,  ///< `n`: every cell is null
  kBits,
  kBytes,  ///< bool: a bit, or (NumPy) a byte each
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kFloat16,
  kFloat32,
  kFloat64,
  kDecimal,  ///< 128 bits, no digits after the point
  kDays32,   ///< date32
  kDays64,
  kSeconds,
  kMillis,
  kMicros,
  kNanos,  ///< int64 since 1970-01-01 00:00; date64 is kMillis
  kText32,
  kText64,
  kTextViews,  ///< UTF-8 with 32-bit or 64-bit offsets, or as string views
  kTextUtf32,  ///< NumPy's `U`: `width` code points a cell, filled up with zeros
  kList32,
  kList64,
  kFixedList,  ///< `width` elements each
  kUnsupported,
};

struct PhysicalType {
  Physical kind = Physical::kUnsupported;
  bool dictionary = false;  ///< Codes of `kind` (an integer) into a dictionary.
  bool zoned = false;       ///< A timestamp with a time zone.
  std::int64_t width = 0;
};

PhysicalType physical_type(const Field& field);

/// How a person calls the type: `int64`, `utf8`, `dictionary of utf8`, `timestamp[us, Asia/Shanghai]`.
std::string type_name(const Field& field);

/// How many buffers an array of that field has at the least.
std::int64_t least_buffers(const Field& field);

/// Bytes of a cell whose values stand side by side; 0 for bits, texts, lists and nothing.
std::size_t cell_bytes(const PhysicalType& type);

[[nodiscard]] constexpr bool is_integer(Physical kind) { return kind >= Physical::kInt8 && kind <= Physical::kUint64; }
[[nodiscard]] constexpr bool is_float(Physical kind) { return kind >= Physical::kFloat16 && kind <= Physical::kFloat64; }
[[nodiscard]] constexpr bool is_day(Physical kind) { return kind >= Physical::kDays32 && kind <= Physical::kNanos; }
[[nodiscard]] constexpr bool is_text(Physical kind) { return kind >= Physical::kText32 && kind <= Physical::kTextUtf32; }
[[nodiscard]] constexpr bool is_list(Physical kind) { return kind >= Physical::kList32 && kind <= Physical::kFixedList; }

}  // namespace tianya_rules::arrow
