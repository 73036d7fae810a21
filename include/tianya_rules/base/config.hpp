// SPDX-License-Identifier: Apache-2.0
/// Build mode and namespace of the library. Floor: base.
///
/// Compiled by default: declarations in `.hpp`, bodies in `-inl.hpp`, which `src/` compiles once. With
/// `TIANYA_RULES_HEADER_ONLY` every `.hpp` pulls in its `-inl.hpp` and all bodies are `inline`. An inline namespace keeps
/// objects of the two modes from being mixed in one program.
#pragma once

#if defined(TIANYA_RULES_HEADER_ONLY)
#define TIANYA_RULES_INLINE inline
#define TIANYA_RULES_API
#define TIANYA_RULES_ABI header_only
#else
#define TIANYA_RULES_INLINE
#define TIANYA_RULES_ABI compiled
#if defined(_WIN32)
#define TIANYA_RULES_API
#else
#define TIANYA_RULES_API __attribute__((visibility("default")))
#endif
#endif

#define TIANYA_RULES_BEGIN_NAMESPACE \
  namespace tianya_rules {           \
  inline namespace TIANYA_RULES_ABI {
#define TIANYA_RULES_END_NAMESPACE \
  }                                \
  }
