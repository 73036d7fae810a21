# SPDX-License-Identifier: Apache-2.0
# Configuring and building a preset. Sourced, never run.

# build_preset PRESET [TARGET…]: all targets where none is named.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset"
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
