// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/evp.h>

#include <array>
#include <new>

#include "tianya_rules/base/sha256.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace sha256_internal {
/// OpenSSL looks an algorithm up by name whenever it is not fetched before: that takes longer than a short text.
inline const EVP_MD* algorithm() {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  return fetched;
#else
  return EVP_sha256();
#endif
}
}  // namespace sha256_internal

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  bool begun = false;
  Context() {
    if (evp == nullptr) throw std::bad_alloc();
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(evp); }
  void begin() {
    if (begun) return;
    // Fails only where memory runs out or a policy forbids SHA-256 altogether: there is then no digest to give.
    if (EVP_DigestInit_ex(evp, sha256_internal::algorithm(), nullptr) != 1) throw std::bad_alloc();
    begun = true;
  }
};

TIANYA_RULES_INLINE Sha256::Sha256() : context_(new Context) {}
TIANYA_RULES_INLINE Sha256::~Sha256() = default;
TIANYA_RULES_INLINE Sha256::Sha256(Sha256&&) noexcept = default;
TIANYA_RULES_INLINE Sha256& Sha256::operator=(Sha256&&) noexcept = default;

TIANYA_RULES_INLINE void Sha256::update(std::string_view bytes) {
  context_->begin();
  if (EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

TIANYA_RULES_INLINE std::string Sha256::hex() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  context_->begin();
  if (EVP_DigestFinal_ex(context_->evp, bytes.data(), &size) != 1) throw std::bad_alloc();
  context_->begun = false;
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
