// SPDX-License-Identifier: Apache-2.0
/// Scans over whole runs of values, written so that the compiler makes vector code of them: is every value what it should be?
///
/// They look at every lane, also where a cell is null, so "no" only means: look again, cell by cell.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tianya_rules::arrow {

/// Whether least <= values[i] <= greatest for all i < count.
bool all_within(const std::int8_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::int16_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::int32_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::int64_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::uint8_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::uint16_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);
bool all_within(const std::uint32_t* values, std::size_t count, std::int64_t least, std::int64_t greatest);

/// Whether all are whole numbers with least <= value <= greatest. May say no for whole numbers beyond 2^51.
bool all_whole(const double* values, std::size_t count, double least, double greatest);

/// days[i] = values[i] / unit; whether all are multiples of `unit` (> 0) and days that a Date can be. Writes some day for the
/// others.
bool to_days(const std::int64_t* values, std::size_t count, std::int64_t unit, std::int32_t* days);

/// out[i] = table[bits[i] & 15].
void look_up(const std::uint8_t* bits, std::size_t count, const std::int8_t table[16], std::int8_t* out);

}  // namespace tianya_rules::arrow
