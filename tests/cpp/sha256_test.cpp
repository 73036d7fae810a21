// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/base/sha256.hpp"

#include <doctest/doctest.h>

using namespace tianya_rules;

TEST_CASE("SHA-256 of the standard's own examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a digest in pieces and a second one from the same object") {
  Sha256 sha;
  sha.update("a"), sha.update(""), sha.update("bc");
  CHECK(sha.hex() == sha256_hex("abc"));
  CHECK(sha.hex() == sha256_hex(""));
}
