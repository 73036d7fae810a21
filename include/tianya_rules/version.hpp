// SPDX-License-Identifier: Apache-2.0
/// The version of the library, in this one place: CMake, Python and `tianya-rules version` read it from here.
#pragma once

#define TIANYA_RULES_VERSION_MAJOR 0
#define TIANYA_RULES_VERSION_MINOR 1
#define TIANYA_RULES_VERSION_PATCH 0
#define TIANYA_RULES_VERSION "0.1.0"
