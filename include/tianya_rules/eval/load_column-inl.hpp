// SPDX-License-Identifier: Apache-2.0
/// A table's column to a register: planes of a block's rows, and lanes that are the column's own memory wherever they fit. Internal
/// to the eval floor.
#pragma once

#include <algorithm>
#include <cstring>

#include "tianya_rules/eval/elements-inl.hpp"
#include "tianya_rules/eval/frame.hpp"
#include "tianya_rules/eval/kernels.hpp"
#include "tianya_rules/facts/assumptions.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace eval_internal {

/// Bits [first, first + rows) of a run, from its bit 0; bits beyond `rows` are 0. Reads no byte that the run does not reach.
inline void read_bits(const std::uint8_t* data, std::int64_t first, std::size_t rows, Word* out) {
  const std::uint8_t* const at = data + (first >> 3);
  const unsigned shift = static_cast<unsigned>(first & 7);
  const std::size_t whole = rows / 64, rest = rows % 64;
  if (shift == 0) {
    std::memcpy(out, at, whole * 8);
  } else {
    // A word that begins inside a byte ends inside the ninth, which the run still reaches.
    for (std::size_t w = 0; w < whole; ++w) {
      Word low;
      std::memcpy(&low, at + w * 8, 8);
      out[w] = low >> shift | Word{at[w * 8 + 8]} << (64 - shift);
    }
  }
  if (rest == 0) return;
  const std::uint8_t* const last = at + whole * 8;
  const std::size_t bytes = (rest + shift + 7) / 8;  // up to nine
  Word low = 0;
  std::memcpy(&low, last, std::min<std::size_t>(bytes, 8));
  Word word = low >> shift;
  if (bytes > 8) word |= Word{last[8]} << (64 - shift);
  out[whole] = word & ((Word{1} << rest) - 1);
}

inline void fill_bits(std::size_t rows, Word* out) {
  std::fill_n(out, rows / 64, ~Word{0});
  if (rows % 64 != 0) out[rows / 64] = (Word{1} << rows % 64) - 1;
}

inline void read_run(const BitRun& run, bool otherwise, std::size_t first_row, std::size_t rows, Word* out) {
  if (run.data != nullptr) return read_bits(run.data, run.offset + static_cast<std::int64_t>(first_row), rows, out);
  if (otherwise) return fill_bits(rows, out);
  std::fill_n(out, words_for(rows), Word{0});
}

class ColumnLoader {
 public:
  ColumnLoader(const Block& block, const Column& column, std::size_t rows)
      : block_(block), column_(column), rows_(rows), words_(words_for(rows)) {}

  /// A bool: t, f, e.
  void load_truth(Register& out) {
    out.errors = out.provisional = false;
    if (column_.layout == Layout::kMissing) {
      fill_bits(rows_, out.t()), fill_bits(rows_, out.f());
      return;
    }
    read_run(column_.valid, true, block_.first_row, rows_, out.f());  // known, for now
    if (column_.told.data != nullptr) and_told(out.f());
    read_bools(out.t());
    states_of_rest(out, out.f(), nullptr);
    for (std::size_t w = 0; w < words_; ++w) {
      const Word known = out.f()[w], value = out.t()[w];
      out.t()[w] = value | ~known;
      out.f()[w] = ~value | ~known;
    }
  }

  /// A value: known, null, error; lanes as the column has them, if they fit.
  void load(Register& out, const Instruction& load, Frame& frame) {
    out.errors = out.provisional = false;
    if (column_.layout == Layout::kMissing) {
      std::fill_n(out.known(), words_, Word{0});
      std::fill_n(out.null(), words_, Word{0});
      out.data = frame.own_lanes(load.out);
      return;
    }
    read_run(column_.valid, true, block_.first_row, rows_, out.known());
    if (column_.told.data != nullptr) and_told(out.known());
    const bool nulls = column_.null.data != nullptr || column_.invalid_is_null;
    if (nulls) read_run(column_.null, column_.invalid_is_null, block_.first_row, rows_, out.null());
    if (!nulls) std::fill_n(out.null(), words_, Word{0});
    states_of_rest(out, out.known(), nulls ? out.null() : nullptr);
    lanes(out, load, frame);
    if (load.type.is(TypeKind::kDate) && load.type.nullable) drop_later_events(out);
  }

 private:
  template <typename T>
  const T* values() const {
    return static_cast<const T*>(column_.values) + column_.offset + static_cast<std::int64_t>(block_.first_row);
  }

  void and_told(Word* plane) {
    Word told[16];
    for (std::size_t w = 0; w < words_; w += 16) {
      const std::size_t rows = std::min<std::size_t>(rows_ - w * 64, 1024);
      read_run(column_.told, true, block_.first_row + w * 64, rows, told);
      for (std::size_t i = 0; i < words_for(rows); ++i) plane[w + i] &= told[i];
    }
  }

  /// Errors and nulls are among what is told and not known.
  void states_of_rest(Register& out, const Word* known, Word* null) {
    const bool errors = column_.error.data != nullptr;
    if (errors) read_run(column_.error, false, block_.first_row, rows_, out.e);
    if (errors && column_.told.data != nullptr) and_told(out.e);
    if (null != nullptr && column_.told.data != nullptr) and_told(null);
    Word any = 0;
    for (std::size_t w = 0; w < words_; ++w) {
      if (errors) out.e[w] &= ~known[w], any |= out.e[w];
      if (null != nullptr) null[w] &= ~known[w] & ~(errors ? out.e[w] : 0);
    }
    out.errors = any != 0;
  }

  void read_bools(Word* out) {
    if (column_.layout == Layout::kBits) {
      return read_bits(static_cast<const std::uint8_t*>(column_.values),
                       column_.offset + static_cast<std::int64_t>(block_.first_row), rows_, out);
    }
    const auto* const bytes = values<std::uint8_t>();
    std::fill_n(out, words_, Word{0});
    for (std::size_t row = 0; row < rows_; ++row) out[row >> 6] |= Word{bytes[row] != 0} << (row & 63);
  }

  template <typename From, typename To>
  void convert(Register& out, const Instruction& load, Frame& frame) {
    frame.own_lanes(load.out);
    const From* const from = values<From>();
    To* const to = out.write<To>();
    // A copy: to the compiler `to` may point at the member, and the loop would not become vector code.
    const std::size_t rows = rows_;
    for (std::size_t row = 0; row < rows; ++row) to[row] = static_cast<To>(from[row]);
  }

  template <typename From>
  void convert_codes(Register& out, const Instruction& load, Frame& frame) {
    if (column_.code_map == nullptr) return convert<From, std::int32_t>(out, load, frame);
    frame.own_lanes(load.out);
    const From* const from = values<From>();
    auto* const to = out.write<std::int32_t>();
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto code = static_cast<std::uint64_t>(static_cast<std::int64_t>(from[row]));
      to[row] = code < column_.code_map_size ? column_.code_map[code] : 0;  // what lies in cells that are not known may be anything
    }
  }

  /// Calls `use.template operator()<T>()` with the physical type of an integer column.
  template <typename Use>
  void with_integers(const Use& use) {
    switch (column_.layout) {
      case Layout::kInt8:
        return use(std::int8_t{});
      case Layout::kInt16:
        return use(std::int16_t{});
      case Layout::kInt32:
        return use(std::int32_t{});
      case Layout::kUint8:
      case Layout::kBytes:
        return use(std::uint8_t{});
      case Layout::kUint16:
        return use(std::uint16_t{});
      case Layout::kUint32:
        return use(std::uint32_t{});
      default:
        return use(std::int64_t{});
    }
  }

  void borrow(Register& out, std::size_t bytes) {
    out.data = static_cast<const std::byte*>(column_.values) +
               (column_.offset + static_cast<std::int64_t>(block_.first_row)) * static_cast<std::int64_t>(bytes);
  }

  template <typename Convert>
  void dates_of(Register& out, const Instruction& load, Frame& frame, Convert convert) {
    frame.own_lanes(load.out);
    const auto* const from = values<std::int64_t>();
    auto* const to = out.write<std::int32_t>();
    for (std::size_t row = 0; row < rows_; ++row) to[row] = convert(from[row]);
  }

  void days_of(Register& out, const Instruction& load, Frame& frame, std::int64_t units_a_day) {
    dates_of(out, load, frame, [units_a_day](std::int64_t at) {
      return static_cast<std::int32_t>(at / units_a_day - (at % units_a_day < 0 ? 1 : 0));
    });
  }

  void lanes(Register& out, const Instruction& load, Frame& frame) {
    const Layout layout = column_.layout;
    switch (out.lane) {
      case Lane::kInt64:
        return int_lanes(out, load, frame);
      case Lane::kDouble:
        if (layout == Layout::kFloat64) return borrow(out, sizeof(double));
        return with_integers([&](auto from) { convert<decltype(from), double>(out, load, frame); });
      case Lane::kText:
        return borrow(out, sizeof(std::string_view));
      case Lane::kList:
        return list_lanes(out, load, frame);
      default:
        return int32_lanes(out, load, frame);
    }
  }

  void int_lanes(Register& out, const Instruction& load, Frame& frame) {
    if (column_.layout == Layout::kInt64) return borrow(out, sizeof(std::int64_t));
    if (column_.layout != Layout::kFloat64) {
      return with_integers([&](auto from) { convert<decltype(from), std::int64_t>(out, load, frame); });
    }
    frame.own_lanes(load.out);
    const double* const from = values<double>();
    auto* const to = out.write<std::int64_t>();
    for (std::size_t row = 0; row < rows_; ++row) {
      const bool fits = from[row] >= -9.0e18 && from[row] <= 9.0e18;  // not so for NaN, which stands where nothing is known
      to[row] = fits ? static_cast<std::int64_t>(from[row]) : 0;
    }
  }

  void int32_lanes(Register& out, const Instruction& load, Frame& frame) {
    switch (column_.layout) {
      case Layout::kSeconds:
        return days_of(out, load, frame, 86'400);
      case Layout::kMillis:
        return days_of(out, load, frame, 86'400'000);
      case Layout::kMicros:
        return days_of(out, load, frame, 86'400'000'000);
      case Layout::kNanos:
        return days_of(out, load, frame, 86'400'000'000'000);
      case Layout::kBits: {
        frame.own_lanes(load.out);
        auto* const to = out.write<std::int32_t>();
        const auto* const bits = static_cast<const std::uint8_t*>(column_.values);
        for (std::size_t row = 0; row < rows_; ++row) {
          const std::int64_t at = column_.offset + static_cast<std::int64_t>(block_.first_row + row);
          to[row] = bits[at >> 3] >> (at & 7) & 1;
        }
        return;
      }
      case Layout::kInt32:
        if (column_.code_map == nullptr) return borrow(out, sizeof(std::int32_t));
        [[fallthrough]];
      default:
        return with_integers([&](auto from) { convert_codes<decltype(from)>(out, load, frame); });
    }
  }

  void list_lanes(Register& out, const Instruction& load, Frame& frame) {
    frame.own_lanes(load.out);
    const std::int32_t* const offsets = column_.offsets + column_.offset + static_cast<std::int64_t>(block_.first_row);
    auto* const to = out.write<ListLane>();
    for (std::size_t row = 0; row < rows_; ++row) to[row] = {offsets[row], offsets[row + 1]};
    if (!out.view) out.view = std::make_shared<Elements>();
    out.view->lane = Lane::kText;
    out.view->data = static_cast<const std::byte*>(column_.values);
    out.elements = out.view;
  }

  /// One later than as_of has not happened: it reads as null.
  void drop_later_events(Register& out) {
    if (block_.as_of == INT32_MAX) return;
    Word later[16];
    const auto* const days = out.as<std::int32_t>();
    const std::int32_t as_of = block_.as_of;
    for (std::size_t w = 0; w < words_; w += 16) {
      const std::size_t rows = std::min<std::size_t>(rows_ - w * 64, 1024);
      kernels().compare_int32[static_cast<std::size_t>(Comparison::kLessEqual)](days + w * 64, &as_of, 0, rows, later);
      for (std::size_t i = 0; i < words_for(rows); ++i) {
        const Word gone = out.known()[w + i] & ~later[i];
        out.known()[w + i] &= ~gone;
        out.null()[w + i] |= gone;
      }
    }
  }

  const Block& block_;
  const Column& column_;
  std::size_t rows_;
  std::size_t words_;
};

/// Fills in what a caller assumes of a bool, where it is absent.
inline void assume_truth(Register& reg, const Assumption& assumed, std::size_t rows) {
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word absent = reg.t()[w] & reg.f()[w] & ~reg.e_at(w);
    (assumed.integer != 0 ? reg.f() : reg.t())[w] &= ~absent;
  }
}

/// The column's lists, and the assumed one where there is none: one more copy of all elements.
inline void assume_list(Register& reg, const Assumption& assumed, std::size_t rows) {
  ElementsBuilder all(Type::of(TypeKind::kString));
  auto* const lanes = reg.write<ListLane>();
  for (std::size_t row = 0; row < rows; ++row) {
    const auto begin = static_cast<std::int32_t>(all.size());
    if (bit_at(reg.known(), row)) {
      for (std::int32_t i = lanes[row].begin; i < lanes[row].end; ++i)
        all.append(value_at(*reg.elements, static_cast<std::size_t>(i)));
    } else if (!bit_at(reg.null(), row) && !(reg.errors && bit_at(reg.e, row))) {
      for (const std::string& text : assumed.texts) {
        const std::string_view view = text;
        all.append({Lane::kText, reinterpret_cast<const std::byte*>(&view), false, nullptr});
      }
      set_bit(reg.known(), row);
    }
    lanes[row] = {begin, static_cast<std::int32_t>(all.size())};
  }
  reg.elements = all.finish();
}

/// Fills in what a caller assumes of a value, where it is absent.
/// An event that is assumed to come after as_of has not happened either.
inline void assume(Register& reg, const Instruction& load, const Assumption& assumed, std::int32_t as_of, std::size_t rows,
                   Frame& frame) {
  const std::size_t words = words_for(rows);
  Word any = 0;
  for (std::size_t w = 0; w < words; ++w) any |= ~(reg.a[w] | reg.b[w] | reg.e_at(w)) & rows_in(w, rows);
  if (any == 0) return;
  const std::byte* const lanes = reg.data;
  std::byte* const own = frame.own_lanes(load.out);
  if (lanes != own) std::memcpy(own, lanes, rows * lane_bytes(reg.lane));
  reg.data = own;
  if (reg.lane == Lane::kList) return assume_list(reg, assumed, rows);
  const bool null = assumed.null || (load.type.is(TypeKind::kDate) && load.type.nullable && assumed.integer > as_of);
  for (std::size_t w = 0; w < words; ++w) {
    const Word absent = ~(reg.a[w] | reg.b[w] | reg.e_at(w)) & rows_in(w, rows);
    (null ? reg.b : reg.a)[w] |= absent;
    for_rows(null ? 0 : absent, w, [&](std::size_t row) {
      switch (reg.lane) {
        case Lane::kInt32:
          reg.write<std::int32_t>()[row] = static_cast<std::int32_t>(assumed.integer);
          break;
        case Lane::kInt64:
          reg.write<std::int64_t>()[row] = assumed.integer;
          break;
        case Lane::kDouble:
          reg.write<double>()[row] = assumed.real;
          break;
        case Lane::kText:
          reg.write<std::string_view>()[row] = assumed.string;
          break;
        default:
          break;
      }
    });
  }
}

}  // namespace eval_internal

TIANYA_RULES_END_NAMESPACE
