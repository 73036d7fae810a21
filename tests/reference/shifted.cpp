// SPDX-License-Identifier: Apache-2.0
#include "reference/shifted.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace reference {

using namespace tianya_rules;

namespace {
std::int64_t number_of(const Value& cell) {
  if (!cell.is_known()) return 0;
  return std::holds_alternative<Day>(cell.value) ? cell.day() : cell.integer();
}
}  // namespace

ShiftedTable::ShiftedTable(const Entity& entity, const std::vector<Row>& rows, Random& random) {
  table_.rows = rows.size();
  table_.columns.resize(entity.column_count());
  for (std::size_t i = 0; i < entity.attributes.size(); ++i) {
    std::vector<Value> cells;
    for (const Row& row : rows) cells.push_back(row.attributes[i]);
    fill(table_.columns[i], entity.attributes[i].type, cells, random);
  }
}

/// `flags` from bit `offset` on, other bits set at random would be; here all around them is 1.
BitRun ShiftedTable::bits(const std::vector<bool>& flags, std::int64_t offset) {
  const std::size_t words = (flags.size() + static_cast<std::size_t>(offset)) / 64 + 2;
  memory_.emplace_back(words, ~std::uint64_t{0});
  auto* bytes = reinterpret_cast<std::uint8_t*>(memory_.back().data());
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::size_t at = static_cast<std::size_t>(offset) + i;
    if (!flags[i]) bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] & ~(1u << (at % 8)));
  }
  return {bytes, offset};
}

void ShiftedTable::fill(Column& column, const Type& type, const std::vector<Value>& cells, Random& random) {
  const auto run = [&](auto flag, bool otherwise) -> BitRun {
    std::vector<bool> flags;
    for (const Value& cell : cells) flags.push_back(flag(cell));
    const bool needed = std::any_of(flags.begin(), flags.end(), [&](bool one) { return one != otherwise; });
    return needed || random() % 4 == 0 ? bits(flags, static_cast<std::int64_t>(random() % 77)) : BitRun{};
  };
  column.offset = static_cast<std::int64_t>(random() % 5);
  const bool all_absent = std::all_of(cells.begin(), cells.end(), [](const Value& cell) { return cell.is_absent(); });
  if (all_absent && random() % 2 == 0) return;  // no such column
  const bool by_told = random() % 2 == 0;
  column.valid = run([](const Value& cell) { return cell.is_known(); }, true);
  column.error = run([](const Value& cell) { return cell.is_error(); }, false);
  if (type.nullable && by_told) {
    column.told = run([](const Value& cell) { return !cell.is_absent(); }, true);
    column.invalid_is_null = true;
  } else {
    column.null = run([](const Value& cell) { return cell.is_null(); }, false);
  }
  values(column, type, cells, random);
}

template <typename T>
void ShiftedTable::numbers(Column& column, Layout layout, const std::vector<std::int64_t>& cells) {
  const std::size_t offset = static_cast<std::size_t>(column.offset);
  memory_.emplace_back(((offset + cells.size()) * sizeof(T) + 7) / 8 + 1, 0x5A5A5A5A5A5A5A5A);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const T value = static_cast<T>(cells[i]);
    std::memcpy(reinterpret_cast<char*>(memory_.back().data()) + (offset + i) * sizeof(T), &value, sizeof(T));
  }
  column.layout = layout;
  column.values = memory_.back().data();
}

void ShiftedTable::integers(Column& column, const std::vector<Value>& cells, Random& random) {
  std::vector<std::int64_t> numbers_;
  for (const Value& cell : cells) numbers_.push_back(number_of(cell));
  const auto fits = [&](std::int64_t low, std::int64_t high) {
    return std::all_of(numbers_.begin(), numbers_.end(), [&](std::int64_t one) { return one >= low && one <= high; });
  };
  const std::uint64_t die = random() % 8;
  if (die == 0 && fits(INT8_MIN, INT8_MAX)) return numbers<std::int8_t>(column, Layout::kInt8, numbers_);
  if (die == 1 && fits(INT16_MIN, INT16_MAX)) return numbers<std::int16_t>(column, Layout::kInt16, numbers_);
  if (die == 2 && fits(INT32_MIN, INT32_MAX)) return numbers<std::int32_t>(column, Layout::kInt32, numbers_);
  if (die == 3 && fits(0, UINT8_MAX)) return numbers<std::uint8_t>(column, Layout::kUint8, numbers_);
  if (die == 4 && fits(0, UINT16_MAX)) return numbers<std::uint16_t>(column, Layout::kUint16, numbers_);
  if (die == 5 && fits(0, UINT32_MAX)) return numbers<std::uint32_t>(column, Layout::kUint32, numbers_);
  const std::int64_t exact = std::int64_t{1} << 53;
  if (die == 6 && fits(-exact, exact)) return numbers<double>(column, Layout::kFloat64, numbers_);
  numbers<std::int64_t>(column, Layout::kInt64, numbers_);
}

/// Physical codes are the labels' in reverse, behind one that no row has.
void ShiftedTable::codes(Column& column, const std::vector<Value>& cells, Random& random) {
  constexpr std::int32_t kLabels = 8;
  const bool mapped = random() % 2 == 0;
  std::vector<std::int64_t> physical;
  for (const Value& cell : cells) physical.push_back(mapped ? kLabels - number_of(cell) : number_of(cell));
  if (mapped) {
    offsets_.emplace_back(kLabels + 1);
    for (std::int32_t code = 0; code <= kLabels; ++code) offsets_.back()[static_cast<std::size_t>(code)] = kLabels - code;
    column.code_map = offsets_.back().data();
    column.code_map_size = offsets_.back().size();
  }
  if (random() % 2 == 0) return numbers<std::int8_t>(column, Layout::kInt8, physical);
  numbers<std::int32_t>(column, Layout::kInt32, physical);
}

void ShiftedTable::strings(Column& column, const std::vector<Value>& cells) {
  views_.emplace_back(static_cast<std::size_t>(column.offset), "before");
  for (const Value& cell : cells)
    views_.back().emplace_back(cell.is_known() ? texts_.emplace_back(cell.text()) : std::string_view());
  column.layout = Layout::kViews;
  column.values = views_.back().data();
}

void ShiftedTable::lists(Column& column, const std::vector<Value>& cells) {
  views_.emplace_back(3, "before");
  offsets_.emplace_back(static_cast<std::size_t>(column.offset) + 1, 3);
  for (const Value& cell : cells) {
    for (std::size_t i = 0; cell.is_known() && i < cell.list().size(); ++i) {
      views_.back().emplace_back(texts_.emplace_back(cell.list()[i].text()));
    }
    offsets_.back().push_back(static_cast<std::int32_t>(views_.back().size()));
  }
  column.layout = Layout::kLists;
  column.values = views_.back().data();
  column.offsets = offsets_.back().data();
}

void ShiftedTable::values(Column& column, const Type& type, const std::vector<Value>& cells, Random& random) {
  if (type.is_enumeration()) return codes(column, cells, random);
  switch (type.kind) {
    case TypeKind::kInt:
      return integers(column, cells, random);
    case TypeKind::kString:
      return strings(column, cells);
    case TypeKind::kList:
      return lists(column, cells);
    case TypeKind::kDate: {
      const bool stamps = random() % 2 == 0;
      std::vector<std::int64_t> days;
      for (const Value& cell : cells) days.push_back(number_of(cell) * (stamps ? 86'400'000 : 1));
      if (stamps) return numbers<std::int64_t>(column, Layout::kMillis, days);
      return numbers<std::int32_t>(column, Layout::kInt32, days);
    }
    case TypeKind::kBool: {
      std::vector<bool> flags;
      std::vector<std::int64_t> bytes;
      for (const Value& cell : cells) flags.push_back(cell.is_true()), bytes.push_back(cell.is_true() ? 1 : 0);
      if (random() % 2 == 0) return numbers<std::uint8_t>(column, Layout::kBytes, bytes);
      column.offset = static_cast<std::int64_t>(random() % 77);
      column.values = bits(flags, column.offset).data;
      column.layout = Layout::kBits;
      return;
    }
    default: {
      std::vector<std::int64_t> patterns;  // of the doubles' bits
      for (const Value& cell : cells) {
        std::int64_t pattern = 0;
        const double real = cell.is_known() ? cell.real() : 0;
        std::memcpy(&pattern, &real, sizeof pattern);
        patterns.push_back(pattern);
      }
      return numbers<std::int64_t>(column, Layout::kFloat64, patterns);
    }
  }
}

}  // namespace reference
