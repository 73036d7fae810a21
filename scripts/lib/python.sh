# SPDX-License-Identifier: Apache-2.0
# The virtual environment .venv: made with the machine's own python3, holding this project and what its tests use. Sourced, never run.
VENV=$ROOT/.venv
VENV_PYTHON=$VENV/bin/python

# What the machine's python3 lacks to make an environment and to compile an extension: Debian ships both apart.
need_python() {
  need_packages python3
  local lacking=()
  python3 -c 'import venv, ensurepip' 2>/dev/null || lacking+=(python3-venv)
  python3 -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
    lacking+=(python3-dev)
  if ((${#lacking[@]} > 0)); then need_packages "${lacking[@]}"; fi
}

# make_venv [PYTHON]: in VENV, of the machine's python3 where no other is named.
make_venv() {
  # One whose interpreter is gone, or that was moved here, is made anew.
  if [[ $("$VENV_PYTHON" -c 'import sys; print(sys.prefix)' 2>/dev/null || true) != "$VENV" ]]; then
    rm -rf "$VENV"
    "${1:-python3}" -m venv "$VENV"
  fi
}

# once_for KEY INPUT COMMAND…: runs the command unless it has succeeded with the same input before, in this environment.
once_for() {
  local stamp=$VENV/.$1.stamp digest=$2
  shift 2
  if [[ -f $stamp && $(<"$stamp") == "$digest" ]]; then return 0; fi
  rm -f "$stamp"
  "$@"
  printf '%s\n' "$digest" >"$stamp"
}

digest_of() { sha256sum "$@" | sha256sum | cut -d ' ' -f 1; }

# Every file that goes into the Python package.
package_digest() {
  find include src rules bindings cmake CMakeLists.txt pyproject.toml LICENSE -type f -not -path '*/__pycache__/*' \
    -not -path '*/cases/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

pip_install() { "$VENV_PYTHON" -m pip install --disable-pip-version-check --no-input "$@"; }

# install_requirements FILE: tests/python/requirements.txt, benchmarks/requirements.txt.
install_requirements() {
  local file=$1
  make_venv
  once_for "${file//\//-}" "$(digest_of "$file")" pip_install -r "$file"
}

# Builds and installs this project; nothing to do while no file of it has changed. The extension links the release library where
# that is built already, instead of compiling it again.
install_project() {
  make_venv
  if [[ -f $ROOT/build/release/libtianya_rules.a ]]; then export TIANYA_RULES_PREBUILT=$ROOT/build/release; fi
  once_for project "$(package_digest)" pip_install --force-reinstall --no-deps .
  "$VENV_PYTHON" -c 'import tianya_rules'
}

# The declared interpreters that this machine has beside the one of .venv, a line each: `3.9 /usr/bin/python3.9`. On the PATH, or
# installed by pyenv, whose own commands answer only for the version that is chosen. One that cannot make an environment or compile an
# extension is passed over.
other_pythons() {
  local own minor python able
  able='import ensurepip, os, sys, sysconfig, venv
sys.exit(sys.version_info[:2] != (3, int(sys.argv[1])) or not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
  own=$("$VENV_PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  for minor in 9 10 11 12 13; do
    if [[ 3.$minor == "$own" ]]; then continue; fi
    for python in "$(command -v "python3.$minor" || true)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin/python3; do
      if [[ -x $python ]] && "$python" -c "$able" "$minor" 2>/dev/null; then
        printf '3.%s %s\n' "$minor" "$python"
        break
      fi
    done
  done
}

# in_environment VERSION PYTHON COMMAND…: with an environment of that interpreter in the place of .venv.
in_environment() {
  local VENV=$ROOT/build/python/venv-$1 VENV_PYTHON=$ROOT/build/python/venv-$1/bin/python python=$2
  shift 2
  make_venv "$python"
  "$@"
}
