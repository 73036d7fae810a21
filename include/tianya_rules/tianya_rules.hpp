// SPDX-License-Identifier: Apache-2.0
/// The whole library in one include.
#pragma once

#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/report/report.hpp"
#include "tianya_rules/version.hpp"

namespace tr = tianya_rules;
