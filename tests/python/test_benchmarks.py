# SPDX-License-Identifier: Apache-2.0
"""The benchmarks' peers (the norms by hand in NumPy, Polars and DuckDB) agree with check_table about every verdict."""

import os
import pathlib
import subprocess
import sys

BENCHMARKS = pathlib.Path(__file__).resolve().parents[2] / "benchmarks"

# In a process of its own: Polars counts its threads when it is imported.
PROGRAM = """
import contest
compared, outcomes = contest.Contest(rows=20_000, seed={seed}).compare()
print(compared, outcomes)
"""


def compare(seed, spoil=""):
    environment = {**os.environ, "POLARS_MAX_THREADS": "1", "PYTHONPATH": str(BENCHMARKS)}
    command = [sys.executable, "-c", spoil + PROGRAM.format(seed=seed)]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_three_peers_agree_about_every_verdict():
    done = compare(seed=7)
    assert done.returncode == 0, done.stderr
    compared, outcomes = map(int, done.stdout.split())
    assert compared == 3 * 12 * 20_000
    assert outcomes >= 45  # nearly every outcome that each norm can have


def test_a_peer_that_errs_is_found_out():
    done = compare(seed=7, spoil="import peer_numpy\npeer_numpy.AS_OF_DAY -= 300\n")
    assert done.returncode != 0
    assert "NumPy differs about art18.limit" in done.stderr
