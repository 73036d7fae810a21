# SPDX-License-Identifier: Apache-2.0
"""What scripts/test rests on: a step that fails in its middle has failed, and the last line counts everything."""

import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# name of the step, its counter, what it runs, (passed, failed)
STEPS = [
    ("good", "count_step", "true", (1, 0)),
    ("fails at its end", "count_step", "false", (0, 1)),
    ("fails in its middle", "count_step", "false; echo never", (0, 1)),
    ("fails in a pipe", "count_step", "false | cat; echo never", (0, 1)),
    ("doctest", "count_doctest", "echo '1: [doctest] test cases:  12 |  12 passed |  0 failed | 0 skipped'", (12, 0)),
    ("two programs", "count_doctest", "printf '[doctest] test cases: 3 | 3 passed | 0 failed\\n[doctest] test cases: 4 | 4 passed | 0 failed\\n'", (7, 0)),
    ("doctest with a failure", "count_doctest", "echo '[doctest] test cases:  12 |  11 passed |  1 failed | 3 skipped'; exit 1", (11, 1)),
    ("doctest that crashes", "count_doctest", "echo started; exit 139", (0, 1)),
    ("doctest that ends badly", "count_doctest", "echo '[doctest] test cases: 12 | 12 passed | 0 failed'; exit 1", (12, 1)),
    ("pytest", "count_pytest", "echo '24 passed in 1.93s'", (24, 0)),
    ("pytest after a minute", "count_pytest", "echo '24 passed, 2 skipped, 1 warning in 61.93s (0:01:01)'", (24, 0)),
    ("pytest with failures", "count_pytest", "echo '2 failed, 24 passed, 1 skipped, 1 error in 1.93s'; exit 1", (24, 3)),
    ("pytest with bars", "count_pytest", "echo '======== 2 failed, 24 passed in 1.93s ========'; exit 1", (24, 2)),
    ("nothing ran", "count_pytest", "echo 'no tests ran in 0.01s'", (0, 1)),
    ("collection failed", "count_pytest", "echo '3 errors in 0.50s'; exit 2", (0, 3)),
]


def tally(*steps, also=""):
    calls = "".join(f"f{i}() {{ {command}; }}\nrun '{name}' {counter} f{i}\n" for i, (name, counter, command, _) in enumerate(steps))
    script = f"source scripts/lib/common.sh\nsource scripts/lib/tally.sh\nLOGS=$(mktemp -d)\n{calls}{also}\ntell_tally\n"
    return subprocess.run(["bash", "-c", script, "tally"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)


@pytest.mark.parametrize("step", STEPS, ids=[step[0] for step in STEPS])
def test_one_step(step):
    passed, failed = step[3]
    done = tally(step)
    assert done.stdout.splitlines()[-1] == f"{passed} passed, {failed} failed", done.stdout + done.stderr
    assert done.returncode == (1 if failed else 0)


def test_all_steps_are_run_and_summed_up():
    done = tally(*STEPS, also="not_run 'the last'")
    passed = sum(step[3][0] for step in STEPS)
    failed = sum(step[3][1] for step in STEPS) + 1
    assert done.stdout.splitlines()[-1] == f"{passed} passed, {failed} failed"
    assert done.returncode == 1
    assert "  the last: not run" in done.stdout.splitlines()


def test_a_failing_step_is_explained_in_one_line():
    script = "source scripts/lib/common.sh\nLOGS=$(mktemp -d)\nf() { echo some; false; echo never; }\nstep 'a step' f\necho went on\n"
    done = subprocess.run(["bash", "-c", script, "demo"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "went on" not in done.stdout
    last = done.stderr.splitlines()[-1]
    assert last.startswith("demo: a step failed after ") and "the whole log is " in last
    assert "never" not in done.stderr


@pytest.mark.parametrize("script", ["demo", "test", "fuzz", "tidy"])
def test_help_and_unknown_options(script):
    command = ROOT / "scripts" / script
    helped = subprocess.run([command, "--help"], capture_output=True, encoding="utf-8", timeout=60)
    assert (helped.returncode, helped.stdout.startswith(f"usage: scripts/{script}")) == (0, True), helped
    wrong = subprocess.run([command, "--no-such-option"], capture_output=True, encoding="utf-8", timeout=60)
    assert wrong.returncode == 2 and "usage:" in wrong.stdout + wrong.stderr
