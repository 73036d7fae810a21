// SPDX-License-Identifier: Apache-2.0
// ColumnAdapter: whole numbers and other numbers.
#include <cmath>
#include <cstring>

#include "arrow/adapt.hpp"
#include "arrow/scan.hpp"

namespace tianya_rules::arrow {

namespace {

double float_of(Physical kind, const std::byte* values, std::int64_t at) {
  if (kind == Physical::kFloat64) {
    double value = 0;
    std::memcpy(&value, values + at * 8, 8);
    return value;
  }
  if (kind == Physical::kFloat32) {
    float value = 0;
    std::memcpy(&value, values + at * 4, 4);
    return value;
  }
  std::uint16_t half = 0;
  std::memcpy(&half, values + at * 2, 2);
  const int exponent = half >> 10 & 31, fraction = half & 1023;
  const double size = exponent == 31  ? (fraction != 0 ? std::nan("") : HUGE_VAL)
                      : exponent == 0 ? std::ldexp(fraction, -24)
                                      : std::ldexp(fraction + 1024, exponent - 25);
  return (half & 0x8000) != 0 ? -size : size;
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  return facts_internal::canonical_number(value);
}

}  // namespace

template <typename T>
void ColumnAdapter::borrow_integers(const Piece& piece, Layout layout) {
  column_.layout = layout;
  column_.values = values<T>();
  column_.offset = piece.at;
  const T* const cells = values<T>() + piece.at;
  if (all_within(cells, piece.rows, least_, greatest_)) return;
  for (std::size_t row = 0; row < piece.rows; ++row) {
    const auto value = static_cast<std::int64_t>(cells[row]);
    if (!valid(row) || (value >= least_ && value <= greatest_)) continue;
    const bool large = plan_.type.kind == Physical::kUint64;
    refuse(row, piece, "out-of-range", large ? std::to_string(static_cast<std::uint64_t>(value)) : std::to_string(value));
  }
}

void ColumnAdapter::take_whole_numbers(const Piece& piece) {
  switch (plan_.type.kind) {
    case Physical::kInt8:
      return borrow_integers<std::int8_t>(piece, Layout::kInt8);
    case Physical::kInt16:
      return borrow_integers<std::int16_t>(piece, Layout::kInt16);
    case Physical::kInt32:
      return borrow_integers<std::int32_t>(piece, Layout::kInt32);
    case Physical::kInt64:
      return borrow_integers<std::int64_t>(piece, Layout::kInt64);
    case Physical::kUint8:
      return borrow_integers<std::uint8_t>(piece, Layout::kUint8);
    case Physical::kUint16:
      return borrow_integers<std::uint16_t>(piece, Layout::kUint16);
    case Physical::kUint32:
      return borrow_integers<std::uint32_t>(piece, Layout::kUint32);
    default:
      break;
  }
  if (plan_.type.kind == Physical::kUint64) {
    // Beyond the range of facts long before the sign bit: read as signed numbers they are refused all the same.
    return borrow_integers<std::int64_t>(piece, Layout::kInt64);
  }
  if (plan_.type.kind == Physical::kFloat64) {
    const double* const cells = values<double>() + piece.at;
    if (all_whole(cells, piece.rows, static_cast<double>(least_), static_cast<double>(greatest_))) {
      column_.layout = Layout::kFloat64, column_.values = values<double>(), column_.offset = piece.at;
      return;
    }
  }
  std::int64_t* const own = own_values<std::int64_t>(piece.rows);
  column_.layout = Layout::kInt64, column_.values = own;
  for (std::size_t row = 0; row < piece.rows; ++row) {
    own[row] = 0;
    if (!valid(row)) continue;
    const std::int64_t at = piece.at + static_cast<std::int64_t>(row);
    if (plan_.type.kind == Physical::kDecimal) {
      std::int64_t low = 0, high = 0;
      std::memcpy(&low, values<std::byte>() + at * 16, 8), std::memcpy(&high, values<std::byte>() + at * 16 + 8, 8);
      own[row] = low;
      if (high != (low < 0 ? -1 : 0))
        refuse(row, piece, "out-of-range", "a number beyond 64 bits");
      else if (low < least_ || low > greatest_)
        refuse(row, piece, "out-of-range", std::to_string(low));
      continue;
    }
    const double value = float_of(plan_.type.kind, values<std::byte>(), at);
    if (std::isnan(value))
      make_null(row);
    else if (value != std::floor(value))
      refuse(row, piece, "wrong-type", number_text(value));
    else if (value < static_cast<double>(least_) || value > static_cast<double>(greatest_))
      refuse(row, piece, "out-of-range", number_text(value));
    else
      own[row] = static_cast<std::int64_t>(value);
  }
}

void ColumnAdapter::take_numbers(const Piece& piece) {
  double* const own = own_values<double>(piece.rows);
  column_.layout = Layout::kFloat64, column_.values = own;
  const auto integer = [&](std::int64_t at) -> double {
    switch (plan_.type.kind) {
      case Physical::kInt8:
        return values<std::int8_t>()[at];
      case Physical::kInt16:
        return values<std::int16_t>()[at];
      case Physical::kInt32:
        return values<std::int32_t>()[at];
      case Physical::kInt64:
        return static_cast<double>(values<std::int64_t>()[at]);
      case Physical::kUint8:
        return values<std::uint8_t>()[at];
      case Physical::kUint16:
        return values<std::uint16_t>()[at];
      case Physical::kUint32:
        return values<std::uint32_t>()[at];
      default:
        return static_cast<double>(values<std::uint64_t>()[at]);
    }
  };
  for (std::size_t row = 0; row < piece.rows; ++row) {
    own[row] = 0;
    if (!valid(row)) continue;
    const std::int64_t at = piece.at + static_cast<std::int64_t>(row);
    const double value = is_float(plan_.type.kind) ? float_of(plan_.type.kind, values<std::byte>(), at) : integer(at);
    if (std::isnan(value))
      make_null(row);
    else if (std::isinf(value))
      refuse(row, piece, "out-of-range", number_text(value));
    else
      own[row] = value;
  }
}

}  // namespace tianya_rules::arrow
