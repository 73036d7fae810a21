// SPDX-License-Identifier: Apache-2.0
#include "arrow/adapt.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "arrow/scan.hpp"
#include "tianya_rules/calendar/date.hpp"

namespace tianya_rules::arrow {

using facts_internal::CellKind;
using facts_internal::kMaxFactInt;

namespace {

constexpr const char* kBroken = "invalid-arrow";

std::int64_t unit_of(Physical kind) {
  switch (kind) {
    case Physical::kSeconds:
      return 86'400;
    case Physical::kMillis:
      return 86'400'000;
    case Physical::kMicros:
      return 86'400'000'000;
    case Physical::kNanos:
      return 86'400'000'000'000;
    default:
      return 1;
  }
}

/// A day, perhaps with a time, in words.
std::string day_text(std::int64_t value, std::int64_t unit) {
  const std::int64_t rest = value % unit < 0 ? value % unit + unit : value % unit;  // since midnight
  const std::int64_t day = value / unit - (value % unit < 0 ? 1 : 0);
  if (day < -100'000'000 || day > 100'000'000) return std::to_string(value);
  const CivilDay civil = civil_from_days(day);
  const auto padded = [](std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
  };
  const std::string text = padded(civil.year, 4) + '-' + padded(civil.month, 2) + '-' + padded(civil.day, 2);
  if (rest == 0) return text;
  const std::int64_t minutes = rest / (unit / 1440);
  return text + ' ' + padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2);
}

}  // namespace

ColumnAdapter::ColumnAdapter(const ColumnPlan& plan, TableProblems& problems) : plan_(plan), problems_(problems) {
  if (plan.member.kind == CellKind::kCode) labels_ = std::make_unique<LabelFinder>(plan.member);
  const Attribute* const attribute = plan.member.attribute;
  least_ = -kMaxFactInt, greatest_ = kMaxFactInt;
  if (attribute != nullptr && attribute->min) least_ = std::max(least_, *attribute->min);
  if (attribute != nullptr && attribute->max) greatest_ = std::min(greatest_, *attribute->max);
}

bool ColumnAdapter::check_buffers(const ArrayData& array, const PhysicalType& type, const std::string& name) {
  std::string fault;
  const bool any = array.length > 0;
  const bool texts = is_text(type.kind) && type.kind != Physical::kTextViews;
  if (type.kind == Physical::kNothing) return true;
  if (any && !is_list(type.kind) && array.buffer<void>(1) == nullptr) fault = "has no values";
  if (any && (type.kind == Physical::kList32 || type.kind == Physical::kList64) && array.buffer<void>(1) == nullptr)
    fault = "has no offsets";
  if (texts && type.kind != Physical::kTextUtf32 && array.buffers.size() < 3) fault = "has too few buffers";
  if (fault.empty()) return true;
  problems_.error(kBroken, "column `" + name + "` " + fault, "whoever made this table broke the Arrow C data interface");
  return false;
}

bool ColumnAdapter::begin(const ArrayData& batch, const Field& record) {
  array_ = &batch.children[plan_.source];
  batch_offset_ = batch.offset;
  if (is_list(plan_.type.kind) && !plan_.misfit) {
    list_field_ = &record.children[plan_.source].children[0];
    if (!check_buffers(array_->children[0], physical_type(*list_field_), plan_.shown)) return false;
  }
  known_ = plan_.known ? &batch.children[*plan_.known] : nullptr;
  for (const ArrayData* array : {array_, known_}) {
    if (array == nullptr || array->length - batch.offset >= batch.length) continue;
    problems_.error(kBroken, "column `" + plan_.shown + "` is shorter than its table",
                    "whoever made this table broke the Arrow C data interface");
    return false;
  }
  if (!check_buffers(*array_, plan_.type, plan_.shown)) return false;
  if (known_ != nullptr && !check_buffers(*known_, plan_.known_type, record.children[*plan_.known].name)) return false;
  const std::size_t bytes = cell_bytes(plan_.type);
  const bool typed = bytes > 1 && !is_text(plan_.type.kind);
  if (typed && reinterpret_cast<std::uintptr_t>(values<void>()) % std::min<std::size_t>(bytes, 8) != 0) {
    const auto size = static_cast<std::size_t>(array_->offset + array_->length) * bytes;
    aligned_.resize((size + 7) / 8);
    std::memcpy(aligned_.data(), values<void>(), size);
    aligned_array_ = *array_;
    aligned_array_.buffers[1] = aligned_.data();
    array_ = &aligned_array_;
  }
  return !plan_.type.dictionary || plan_.misfit || map_codes(*record.children[plan_.source].dictionary);
}

Column ColumnAdapter::piece(std::int64_t from, std::size_t rows, std::int64_t table_row) {
  const Piece piece{array_->offset + batch_offset_ + from, rows, table_row};
  column_ = Column{};
  rows_ = rows;
  owns_valid_ = has_error_ = false;
  arena_.clear();
  if (array_->null_count != 0 && plan_.type.kind != Physical::kNothing) column_.valid = {array_->buffer<std::uint8_t>(0), piece.at};
  take(piece);
  settle_nulls(piece);
  return column_;
}

void ColumnAdapter::take(const Piece& piece) {
  if (plan_.misfit) note_misfit(piece);
  if (plan_.misfit || plan_.type.kind == Physical::kNothing) return take_nothing(piece);
  switch (plan_.member.kind) {
    case CellKind::kBool:
      return take_bools(piece);
    case CellKind::kInt:
      return take_whole_numbers(piece);
    case CellKind::kDouble:
      return take_numbers(piece);
    case CellKind::kDate:
      return take_dates(piece);
    case CellKind::kCode:
      return plan_.type.dictionary ? take_codes(piece) : take_labels(piece);
    case CellKind::kText:
      return take_texts(piece);
    case CellKind::kTexts:
      return take_lists(piece);
    case CellKind::kId:
      return;
  }
}

void ColumnAdapter::note_misfit(const Piece& piece) {
  if (misfit_noted_ || plan_.type.kind == Physical::kNothing) return;
  if (count_set(column_.valid, piece.rows) == 0) return;
  misfit_noted_ = true;
  problems_.add(*plan_.misfit);
}

void ColumnAdapter::take_nothing(const Piece& piece) {
  valid_.assign(false, piece.rows);
  owns_valid_ = true;
  column_.valid = valid_.run();
  const std::size_t bytes = std::max(sizeof(std::string_view), sizeof(std::int64_t));
  own_.assign(piece.rows * bytes, std::byte{0});
  column_.values = own_.data();
  switch (plan_.member.kind) {
    case CellKind::kBool:
      column_.layout = Layout::kBytes;
      break;
    case CellKind::kDouble:
      column_.layout = Layout::kFloat64;
      break;
    case CellKind::kDate:
      column_.layout = Layout::kInt32;
      break;
    case CellKind::kText:
      column_.layout = Layout::kViews;
      break;
    case CellKind::kTexts:
      column_.layout = Layout::kLists;
      list_offsets_.assign(piece.rows + 1, 0);
      column_.offsets = list_offsets_.data();
      break;
    default:
      column_.layout = Layout::kInt8;
      break;
  }
}

void ColumnAdapter::take_bools(const Piece& piece) {
  column_.layout = plan_.type.kind == Physical::kBits ? Layout::kBits : Layout::kBytes;
  column_.values = values<void>();
  column_.offset = piece.at;
}

void ColumnAdapter::take_dates(const Piece& piece) {
  const std::int64_t unit = unit_of(plan_.type.kind);
  column_.layout = Layout::kInt32;
  const auto day_at = [&](std::size_t row) -> std::int64_t {
    const std::int64_t at = piece.at + static_cast<std::int64_t>(row);
    return plan_.type.kind == Physical::kDays32 ? values<std::int32_t>()[at] : values<std::int64_t>()[at];
  };
  bool fine = false;
  if (plan_.type.kind == Physical::kDays32) {
    column_.values = values<std::int32_t>(), column_.offset = piece.at;
    fine = all_within(values<std::int32_t>() + piece.at, piece.rows, Date::kMinDays, Date::kMaxDays);
  } else {
    std::int32_t* const own = own_values<std::int32_t>(piece.rows);
    column_.values = own;
    fine = to_days(values<std::int64_t>() + piece.at, piece.rows, unit, own);
  }
  if (fine) return;
  for (std::size_t row = 0; row < piece.rows; ++row) {
    const std::int64_t value = day_at(row);
    if (!valid(row)) continue;
    if (plan_.type.kind != Physical::kDays32 && value == std::numeric_limits<std::int64_t>::min())
      make_null(row);  // NaT
    else if (value % unit != 0)
      refuse(row, piece, "invalid-date", day_text(value, unit), "a time that is not midnight names no day");
    else if (!Date::in_range(value / unit))
      refuse(row, piece, "invalid-date", day_text(value, unit), "dates run from 1900-01-01 to 2200-12-31");
  }
}

void ColumnAdapter::own_valid() {
  if (owns_valid_) return;
  valid_.assign(column_.valid, rows_);
  column_.valid = valid_.run();
  owns_valid_ = true;
}

void ColumnAdapter::make_null(std::size_t row) {
  own_valid();
  valid_.clear(row);
}

void ColumnAdapter::refuse(std::size_t row, const Piece& piece, const char* code, const std::string& value, std::string help) {
  problems_.refuse(plan_, piece.table_row + static_cast<std::int64_t>(row), code, value, std::move(help), refused_);
  if (!problems_.lenient()) return;
  make_null(row);
  if (!has_error_) error_.assign(false, piece.rows);
  has_error_ = true;
  error_.set(row);
  column_.error = error_.run();
}

void ColumnAdapter::take_known(const Piece& piece) {
  const std::int64_t at = known_->offset + batch_offset_ + (piece.at - array_->offset - batch_offset_);
  BitRun told{known_->buffer<std::uint8_t>(1), at};
  if (plan_.known_type.kind == Physical::kBytes) {
    told_.assign(false, piece.rows);
    for (std::size_t row = 0; row < piece.rows; ++row) {
      if (known_->buffer<std::uint8_t>(1)[at + static_cast<std::int64_t>(row)] != 0) told_.set(row);
    }
    told = told_.run();
  }
  column_.told = told;
  if (known_->null_count == 0 || known_->buffer<void>(0) == nullptr) return;
  const BitRun sure{known_->buffer<std::uint8_t>(0), at};
  const std::uint64_t doubtful = piece.rows - count_set(sure, piece.rows);
  if (doubtful > 0) {
    problems_.error("null-not-allowed",
                    "`" + plan_.member.name + ".known` has " + std::to_string(doubtful) + " nulls, from row " +
                        std::to_string(piece.table_row) + " on",
                    "it says yes or no of every row");
  }
}

void ColumnAdapter::settle_nulls(const Piece& piece) {
  if (known_ != nullptr) take_known(piece);
  const bool all_valid = column_.valid.data == nullptr;
  if (plan_.member.nullable && (known_ != nullptr || plan_.nulls == NullMeaning::kNull)) column_.invalid_is_null = true;
  if (all_valid) return;
  if (!plan_.member.nullable && known_ != nullptr) {
    for (std::size_t row = 0; row < piece.rows; ++row) {
      const bool null = !valid(row) && !(has_error_ && bit_of(column_.error, row));
      if (null && bit_of(column_.told, row))
        refuse(row, piece, "null-not-allowed", "null",
               "where nobody knows, leave the key out, or have false in `" + plan_.member.name + ".known`");
    }
  }
  // A column of a wrong type is refused as a whole; what its cells say does not matter.
  if (!plan_.member.nullable || known_ != nullptr || plan_.nulls != NullMeaning::kUnsaid || plan_.misfit) return;
  std::uint64_t nulls = piece.rows - count_set(column_.valid, piece.rows);
  if (has_error_) nulls -= count_set(column_.error, piece.rows);
  if (nulls > 0 && unsaid_nulls_ == 0) {
    std::size_t row = 0;
    while (valid(row) || (has_error_ && bit_of(column_.error, row))) ++row;
    first_unsaid_ = piece.table_row + static_cast<std::int64_t>(row);
  }
  unsaid_nulls_ += nulls;
}

void ColumnAdapter::finish() {
  problems_.close(plan_, refused_);
  if (unsaid_nulls_ == 0) return;
  const bool date = plan_.member.kind == CellKind::kDate;
  problems_.error("null-meaning",
                  "column `" + plan_.shown + "` has " + std::to_string(unsaid_nulls_) + " null" + (unsaid_nulls_ == 1 ? "" : "s") +
                      ", the first in row " + std::to_string(first_unsaid_) + ", and nobody said what they mean",
                  std::string("nulls={\"") + plan_.shown + "\": \"null\"} where they say " +
                      (date ? "that it has not happened" : "that there is none") +
                      ", \"absent\" where nobody knows; where both occur, a bool column `" + plan_.member.name +
                      ".known` says which");
}

}  // namespace tianya_rules::arrow
