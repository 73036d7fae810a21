// SPDX-License-Identifier: Apache-2.0
// Facts in JSON: any bytes are read or refused, the same whole and in pieces.
#include "read_facts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz_facts::run(tianya_rules::FactsFormat::kJson, data, size);
}
