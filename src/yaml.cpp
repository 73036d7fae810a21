// SPDX-License-Identifier: Apache-2.0
#include "tianya_rules/rulebook/yaml_folder-inl.hpp"
#include "tianya_rules/rulebook/yaml_map-inl.hpp"
#include "tianya_rules/rulebook/yaml_tree-inl.hpp"
