// SPDX-License-Identifier: Apache-2.0
// The digests were worked out with another implementation of RFC 8785.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "cpp/facts_reading.hpp"
#include "tianya_rules/facts/canonical-inl.hpp"
#include "tianya_rules/facts/id_set-inl.hpp"

using namespace tianya_rules;
using namespace facts_sample;

namespace {
const char* const kJob =
    R"("job":[{"id":"a","kind":"quick","sent_on":"2026-01-02","limit":null,"open":true,"said":[],"weight":0.5},
       {"errors":7.0,"site_id":"x,y","id":"b\"\u4e2d","done_on":"2026-02-0\u0033"}])";
const char* const kJobDigest = "sha256:78d68b74f4c2f1b12da0acc9864a47cf136746c3ed019448af833c4777f4b380";
}  // namespace

TEST_CASE("facts have one digest whatever their format and file") {
  const std::string first = R"({"id":"a","kind":"quick","sent_on":"2026-01-02","limit":null,"open":true,"said":[],"weight":0.5})";
  const std::string second = R"({"id":"b\"中","site_id":"x,y","done_on":"2026-02-03","errors":7})";
  const std::string header = "site_id,id,kind,sent_on,limit,open,said,weight,errors,done_on\r\n";
  CHECK(read_facts({json(std::string("{") + kJob + "}")}).digest == kJobDigest);
  CHECK(read_facts({ndjson(first + '\n' + second)}).digest == kJobDigest);
  CHECK(read_facts({ndjson(first), json("{\"as_of\":\"2026-01-01\",\"job\":[" + second + "]}")}).digest == kJobDigest);
  CHECK(
      read_facts({csv(header + ",a,quick,2026-01-02,null,True,[ ],5e-1,,\r\n\"x,y\",\"b\"\"中\",,,,,,,7,2026-02-03\r\n")}).digest ==
      kJobDigest);
  ReaderOptions small;
  small.batch_rows = 1;
  CHECK(read_facts({ndjson(first + '\n' + second)}, small, 5).digest == kJobDigest);
}

TEST_CASE("entities are digested in the order of their names and only those with records") {
  const char* const expected = "sha256:a64671e9f489ac9f06d67cc56b9949b0c1cf390f636515c70ef7b1d19e02f5a1";
  CHECK(read_facts({json(std::string("{\"tool\":[{\"id\":\"t\",\"sharp\":false}],") + kJob + "}")}).digest == expected);
  CHECK(read_facts({json(std::string("{\"tool\":[],") + kJob + "}")}).digest == kJobDigest);
  CHECK(read_facts({json("{}")}).digest == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("what was refused or is lenient has no digest") {
  ReaderOptions lenient;
  lenient.lenient = true;
  CHECK(read_facts({json("{\"job\":[{\"id\":\"a\"}]}")}, lenient).digest == "none");
  CHECK(read_facts({json("{\"job\":[{\"id\":1}]}")}).digest == "none");
}

TEST_CASE("texts are canonical whatever their escapes") {
  const char* const text =
      R"({"job":[{"limit":9007199254740992.0,"in_scope":true,"said":["\u0009","\u597d"],"id":")"
      R"(\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000E\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017)"
      R"(\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f\"\\\/ )"
      R"(\u00e9\u2028 \ud83d\ude00"}]})";
  CHECK(read_facts({json(text)}).digest == "sha256:ce51734a07e98c29682b6db75e69daf950cff93865ce56b6709f670b15275b07");
}

TEST_CASE("numbers as ECMAScript writes them") {
  using Row = std::pair<double, const char*>;
  for (const auto& [value, expected] :
       {Row{0.0, "0"}, Row{-0.0, "0"}, Row{1e21, "1e+21"}, Row{1e20, "100000000000000000000"},
        Row{123456789012345680000.0, "123456789012345680000"}, Row{1e-6, "0.000001"}, Row{1e-7, "1e-7"}, Row{1.5, "1.5"},
        Row{-2.5e-9, "-2.5e-9"}, Row{5e-324, "5e-324"}, Row{1.7976931348623157e308, "1.7976931348623157e+308"},
        Row{333333333.33333329, "333333333.3333333"}, Row{0.000001234, "0.000001234"}, Row{100.0, "100"}, Row{1e22, "1e+22"}}) {
    CHECK(facts_internal::canonical_number(value) == expected);
  }
}

TEST_CASE("keys are ordered by UTF-16 code units") {
  using facts_internal::canonical_before;
  CHECK(canonical_before("\r", "1"));
  CHECK(canonical_before("a", "ab"));
  CHECK(canonical_before("\xF0\x9F\x98\x80", "\xEF\xAC\xB3"));  // U+1F600 before U+FB33
  CHECK_FALSE(canonical_before("\xEF\xAC\xB3", "\xF0\x9F\x98\x80"));
  CHECK(canonical_before("\xF0\x9F\x98\x80", "\xF0\x9F\x98\x82"));
  CHECK_FALSE(canonical_before("a", "a"));
}

TEST_CASE("SipHash with 128 bits gives the published values") {
  const auto hash = facts_internal::sip_hash("", 0x0706050403020100u, 0x0f0e0d0c0b0a0908u);
  CHECK(hash.low == 0xe6a825ba047f81a3u);
  CHECK(hash.high == 0x930255c71472f66du);
}

TEST_CASE("an id set finds every id again") {
  facts_internal::IdSet ids;
  bool all_new = true, none_new = true;
  for (int i = 0; i < 200'000; ++i) all_new = all_new && ids.insert("C-" + std::to_string(i));
  for (int i = 0; i < 200'000; ++i) none_new = none_new && !ids.insert("C-" + std::to_string(i));
  CHECK(all_new);
  CHECK(none_new);
}
