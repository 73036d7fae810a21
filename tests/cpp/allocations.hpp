// SPDX-License-Identifier: Apache-2.0
/// How often this program has asked for memory so far, by `new` in any form: for tests that something does not.
#pragma once

#include <cstddef>

std::size_t allocations();
