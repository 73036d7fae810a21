// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/evp.h>

#include <array>
#include <new>

#include "tianya_rules/base/sha256.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  Context() {
    if (evp == nullptr) throw std::bad_alloc();
    begin();
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(evp); }
  void begin() const {
    // Fails only where memory runs out or a policy forbids SHA-256 altogether: there is then no digest to give.
    if (EVP_DigestInit_ex(evp, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  }
};

TIANYA_RULES_INLINE Sha256::Sha256() : context_(new Context) {}
TIANYA_RULES_INLINE Sha256::~Sha256() = default;
TIANYA_RULES_INLINE Sha256::Sha256(Sha256&&) noexcept = default;
TIANYA_RULES_INLINE Sha256& Sha256::operator=(Sha256&&) noexcept = default;

TIANYA_RULES_INLINE void Sha256::update(std::string_view bytes) {
  if (EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

TIANYA_RULES_INLINE std::string Sha256::hex() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context_->evp, bytes.data(), &size) != 1) throw std::bad_alloc();
  context_->begin();
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += {kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]};
  return text;
}

TIANYA_RULES_INLINE std::string sha256_hex(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return sha.hex();
}

TIANYA_RULES_END_NAMESPACE
