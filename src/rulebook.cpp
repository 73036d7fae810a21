// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/rulebook/yaml_tree-inl.hpp"
