// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/base/diagnostics-inl.hpp"
#include "tianya_rules/base/sha256-inl.hpp"
#include "tianya_rules/base/text-inl.hpp"
