# SPDX-License-Identifier: Apache-2.0
# Debian packages: which ones the project needs, and how those that are missing are installed. Sourced, never run.

# To build and to run the release preset.
BUILD_PACKAGES=(g++ cmake ninja-build ccache pkg-config libfmt-dev libsimdjson-dev nlohmann-json3-dev libcli11-dev libre2-dev
  libssl-dev libhwy-dev libyaml-cpp-dev doctest-dev librapidcheck-dev libbenchmark-dev)
# libFuzzer, which comes with clang; the checks of names and format; and Go, which fetches the suite of the conformance test.
FUZZ_PACKAGES=(clang-14 libclang-rt-14-dev)
TIDY_PACKAGES=(clang-tidy-19 clang-format-19)
CONFORMANCE_PACKAGES=(golang-go ca-certificates)

# Those of the arguments that are not installed. A program that somebody installed otherwise counts.
missing_packages() {
  local package
  for package in "$@"; do
    case $package in
      g++ | cmake | ccache | pkg-config | python3 | clang-14 | clang-tidy-19 | clang-format-19) if command -v "$package" >/dev/null; then continue; fi ;;
      golang-go) if command -v go >/dev/null; then continue; fi ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s\n' "$package"
  done
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    # Without a terminal sudo cannot ask for a password: it says so and fails instead of waiting.
    if [[ -t 0 ]]; then sudo "$@"; else sudo -n "$@"; fi
  else
    printf 'neither root nor sudo: as root, run %s\n' "$*" >&2
    return 1
  fi
}

# need_packages PACKAGE…: installs what is missing; asks nothing and does nothing when all are there.
need_packages() {
  local missing
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "no Debian: these packages, or what your system calls them, must be there: $*"
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return 0; fi
  say "installing Debian packages: ${missing[*]}"
  install_packages "${missing[@]}"
}

install_packages() {
  local log=$LOGS/apt.log
  if as_root apt-get update >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
    return 0
  fi
  tail -n 15 "$log" | sed 's/^/  | /' >&2
  fail "Debian packages could not be installed: $*"
}
