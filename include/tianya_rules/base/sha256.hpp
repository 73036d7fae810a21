// SPDX-License-Identifier: Apache-2.0
/// Sha256: the digest of a stream of bytes. Floor: base.
///
///     Sha256 sha;
///     sha.update("abc");
///     std::string hex = sha.hex();   // 64 lower-case digits
///
/// Threads: one at a time. Tested by tests/cpp/sha256_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

class TIANYA_RULES_API Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of all that came in, which begins anew.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest of one text, as 64 lower-case hexadecimal digits.
TIANYA_RULES_API std::string sha256_hex(std::string_view bytes);

TIANYA_RULES_END_NAMESPACE

#if defined(TIANYA_RULES_HEADER_ONLY)
#include "tianya_rules/base/sha256-inl.hpp"
#endif
