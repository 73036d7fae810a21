# SPDX-License-Identifier: Apache-2.0
"""What the C++ programs measure: one record, and loading."""

import json
import statistics
import subprocess

from contestants import PROGRAMS

SCALE = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def google_benchmark(program, pattern, repetitions):
    """{benchmark: (processor times in ns, one a repetition; the first run's counters)}."""
    command = [PROGRAMS / "benchmarks" / program, f"--benchmark_filter={pattern}", f"--benchmark_repetitions={repetitions}"]
    command += ["--benchmark_format=json", "--benchmark_min_time=0.1"]
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    times = {}
    for run in json.loads(done.stdout)["benchmarks"]:
        if run["run_type"] == "iteration":
            times.setdefault(run["run_name"], []).append((run["cpu_time"] * SCALE[run["time_unit"]], run))
    return {name: ([time for time, _ in runs], runs[0][1]) for name, runs in times.items()}


def whole_process(rounds, *arguments):
    """Processor seconds of each run of the program, from its start to its end."""
    command = [PROGRAMS / "benchmarks" / "run_measured", PROGRAMS / "tianya-rules", *arguments]
    seconds = []
    for _ in range(rounds):
        done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        measured = json.loads(done.stdout.splitlines()[-1])
        if measured["exit_status"] != 0:
            raise SystemExit(f"tianya-rules {' '.join(arguments)} ended with {measured['exit_status']}: {done.stderr}")
        seconds.append(measured["processor_seconds"])
    return seconds


def median(values):
    return statistics.median(values)
