# SPDX-License-Identifier: Apache-2.0
# Steps that are counted: run, counted from their log, told in one line, and summed up at the end. Sourced, never run.
total_passed=0
total_failed=0
problems=()
tally_start=$(now_ms)

# Each counter reads a log and sets `passed`, `failed` and `skipped` for the step that wrote it.
count_step() { passed=1; }

# `[doctest] test cases: 10 | 9 passed | 1 failed | 0 skipped`, behind ctest's `1: `; one line a program.
count_doctest() {
  read -r passed failed skipped < <(
    sed -nE 's/.*\[doctest\] test cases: *[0-9]+ \| *([0-9]+) passed \| *([0-9]+) failed( \| *([0-9]+) skipped)?.*/\1 \2 \4/p' "$1" |
      awk '{p += $1; f += $2; s += $3} END {print p + 0, f + 0, s + 0}'
  )
}

# `2 failed, 24 passed, 1 skipped, 1 error in 1.93s`
count_pytest() {
  local summary
  summary=$(grep -E '^=*.*[0-9]+ (passed|failed|errors?|skipped).* in [0-9.]+s' "$1" | tail -n 1 || true)
  passed=$(number_before passed "$summary")
  failed=$(($(number_before failed "$summary") + $(number_before 'errors?' "$summary")))
  skipped=$(number_before skipped "$summary")
}

number_before() {
  local found
  found=$(grep -oE "[0-9]+ $1" <<<"$2" | head -n 1 | cut -d ' ' -f 1 || true)
  printf '%s\n' "${found:-0}"
}

# run NAME COUNTER COMMAND…: `run_ok` says whether it passed. Never to be called behind `if` or before `||`: bash would suspend `set -e`
# in the command, and a step that fails in its middle would pass.
run_ok=
run() {
  local name=$1 counter=$2 log start passed=0 failed=0 skipped=0 remark=
  shift 2
  log=$LOGS/$SCRIPT-${name// /-}.log
  start=$(now_ms)
  printf '%-44s' "$name"
  run_logged "$log" "$@"
  local status=$run_status
  if ((status == 0)) || [[ $counter != count_step ]]; then "$counter" "$log"; fi
  # A suite that ends badly, or without having run a test, has failed, whatever it counted.
  if ((failed == 0 && (status != 0 || passed == 0))); then failed=1; fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  if ((skipped > 0)); then remark=", $skipped skipped"; fi
  printf '%8s s   %s passed, %s failed%s\n' "$(seconds $(($(now_ms) - start)))" "$passed" "$failed" "$remark"
  run_ok=yes
  if ((failed == 0 && status == 0)); then return 0; fi
  run_ok=
  problems+=("$name: ${log#"$ROOT"/}")
  show_failure "$counter" "$log" "$status"
}

# What a reader needs of a log that may be long: the failures by name where the suite tells them, and its end.
show_failure() {
  if [[ $1 == count_pytest ]]; then grep -E '^(FAILED|ERROR) ' "$2" | head -n 40 | sed 's/^/  | /' || true; fi
  if [[ $1 == count_doctest ]]; then grep -E 'ERROR:|runtime error|WARNING: ThreadSanitizer' "$2" | head -n 40 | sed 's/^/  | /' || true; fi
  tail -n 60 "$2" | sed 's/^/  | /'
  printf '  | exit status %s\n' "$3"
}

# What could not be run because of an earlier failure has not passed.
not_run() {
  printf '%-44s   not run: what it needs failed\n' "$1"
  problems+=("$1: not run")
  total_failed=$((total_failed + 1))
}

tell_tally() {
  printf '\n'
  if ((${#problems[@]} > 0)); then
    printf 'Failed:\n'
    printf '  %s\n' "${problems[@]}"
  fi
  printf 'In %s s:\n' "$(seconds $(($(now_ms) - tally_start)))"
  printf '%s passed, %s failed\n' "$total_passed" "$total_failed"
  if ((total_failed > 0)); then exit 1; fi
  exit 0
}
