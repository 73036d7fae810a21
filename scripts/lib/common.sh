# SPDX-License-Identifier: Apache-2.0
# What every script shares: where the project is, how a step is run and timed, and how a failure is told. Sourced, never run.
set -Eeuo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRIPT=$(basename "$0")
LOGS=$ROOT/build/logs
cd "$ROOT"
mkdir -p "$LOGS"

# Whatever fails unforeseen is told in one line, with its place.
tell_errors() {
  trap 'status=$?; printf "%s: failed at %s:%s: %s (exit status %s)\n" "$SCRIPT" "${BASH_SOURCE[0]##*/}" "$LINENO" "$BASH_COMMAND" "$status" >&2; exit "$status"' ERR
}
tell_errors

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s: %s\n' "$SCRIPT" "$*" >&2
  exit 1
}

# Milliseconds since some point, as a steady enough clock.
now_ms() { date +%s%3N; }
seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# run_logged LOG COMMAND…: runs it in a subshell that stops at its first error; its exit status is then in `run_status`.
run_logged() {
  local log=$1
  shift
  # To the left of `||` or inside `if`, bash would suspend `set -e` in the command, too.
  trap - ERR
  set +e
  (
    set -e
    tell_errors
    "$@"
  ) >"$log" 2>&1
  run_status=$?
  set -e
  tell_errors
}

# step NAME COMMAND…: runs it with its output in build/logs/<script>-<name>.log, and says how long it took. On failure the end of the
# log is shown, and one line says what failed.
step() {
  local name=$1 log start
  shift
  log=$LOGS/$SCRIPT-${name// /-}.log
  start=$(now_ms)
  run_logged "$log" "$@"
  if ((run_status != 0)); then
    tail -n 30 "$log" | sed 's/^/  | /' >&2
    fail "$name failed after $(seconds $(($(now_ms) - start))) s; the whole log is ${log#"$ROOT"/}"
  fi
  printf '%-44s %8s s\n' "$name" "$(seconds $(($(now_ms) - start)))"
}
