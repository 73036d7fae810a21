// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/rulebook/calendar_yaml-inl.hpp"
