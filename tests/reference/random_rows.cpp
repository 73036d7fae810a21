// SPDX-License-Identifier: Apache-2.0
#include "reference/random_rows.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tianya_rules/calendar/date.hpp"

namespace reference {

using tianya_rules::Date;
using tianya_rules::Entity;
using tianya_rules::Type;
using tianya_rules::TypeKind;

namespace {

template <typename T, std::size_t n>
const T& one_of(const T (&values)[n], Random& random) {
  return values[random() % n];
}

std::int64_t random_int(Random& random) {
  static constexpr std::int64_t kEdges[] = {INT64_MIN,  INT64_MIN + 1, INT64_MAX, INT64_MAX - 1,
                                            3037000500, -3037000500,   1000000,   12};
  return random() % 8 == 0 ? one_of(kEdges, random) : static_cast<std::int64_t>(random() % 8) - 3;
}

double random_double(Random& random) {
  static const double kValues[] = {0.0,
                                   -0.0,
                                   1.0,
                                   -1.0,
                                   1.5,
                                   2.5,
                                   3.0,
                                   0.1,
                                   -0.0045,
                                   1e6,
                                   1e20,
                                   1e300,
                                   1e-300,
                                   0x1p63,
                                   -0x1p63,
                                   123.456,
                                   4.9e-324,
                                   std::numeric_limits<double>::infinity(),
                                   -std::numeric_limits<double>::infinity(),
                                   std::numeric_limits<double>::quiet_NaN()};
  return one_of(kValues, random);
}

std::string random_text(Random& random) {
  static const char* const kTexts[] = {"",  "a",         "b",  "ab", "aba", "red", "small", "中",   "中文", "文",
                                       "é", "e\xCC\x81", "😀", "1",  "-7",  "2.5", "true",  "TrUe", "a+"};
  return one_of(kTexts, random);
}

std::int64_t random_day(Random& random) {
  switch (random() % 8) {
    case 0:
      return Date::kMinDays + static_cast<std::int64_t>(random() % 3);
    case 1:
      return Date::kMaxDays - static_cast<std::int64_t>(random() % 3);
    case 2:
      return Date(2024, 2, 29).days();
    default:
      return Date(2026, 1, 28).days() + static_cast<std::int64_t>(random() % 6);
  }
}

List random_texts(Random& random) {
  List all;
  for (std::size_t n = random() % 4; n > 0; --n) all.push_back(Value::of(random_text(random)));
  return all;
}

}  // namespace

Value random_known(const Type& type, Random& random) {
  switch (type.kind) {
    case TypeKind::kBool:
      return Value::of(random() % 2 == 0);
    case TypeKind::kInt:
      return Value::of(random_int(random));
    case TypeKind::kDouble:
      return Value::of(random_double(random));
    case TypeKind::kString:
      if (type.is_enumeration()) return Value::of(static_cast<std::int64_t>(random() % type.enumeration->labels.size()));
      return Value::of(random_text(random));
    case TypeKind::kDate:
      return Value::of(Day{random_day(random)});
    case TypeKind::kList:
      return Value::of(random_texts(random));
    default:
      throw std::logic_error("no column has this type");
  }
}

Value random_value(const Type& type, Random& random) {
  const std::uint64_t die = random() % 20;
  if (die < 3) return Value::absent();
  if (die < 5) return Value::failed("refused_cell");
  if (die < 9 && type.nullable) return Value::null();
  return random_known(type, random);
}

Row random_row(const Entity& entity, Random& random) {
  Row row;
  for (const auto& attribute : entity.attributes) row.attributes.push_back(random_value(attribute.type, random));
  return row;
}

}  // namespace reference
