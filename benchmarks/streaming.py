# SPDX-License-Identifier: Apache-2.0
"""A large file of cases through the program: megabytes a second, and memory a record."""

import json
import pathlib
import statistics
import subprocess
import sys

from contestants import PROGRAMS, ROOT
from tables import AS_OF

DISTRICTS = 4  # of 24,000 cases each, all different; more records than that are these again, under other ids
FOLDER = ROOT / "build" / "benchmarks"


def district_cases(seed):
    folder = FOLDER / f"district-{seed}"
    if not (folder / "case.ndjson").exists():
        generator = ROOT / "examples" / "district" / "generate.py"
        command = [sys.executable, generator, "--out", folder, "--seed", str(seed)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (folder / "case.ndjson").read_text(encoding="utf-8").splitlines()


def cases_file(records):
    """An NDJSON file of that many cases as the example district has them; kept for the next run."""
    path = FOLDER / f"case-{records}.ndjson"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [line[line.index(",") :] for seed in range(1, DISTRICTS + 1) for line in district_cases(seed)] if records else []
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        for number in range(records):
            out.write('{"id": "CA-%07d"%s\n' % (number + 1, lines[number % len(lines)]))
    part.rename(path)
    return path


def run(path, *options):
    command = [PROGRAMS / "benchmarks" / "run_measured", PROGRAMS / "tianya-rules", "check", path, "--entity", "case"]
    command += ["--as-of", AS_OF, *options]
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout.splitlines()[-1])
    if measured["exit_status"] not in (0, 3, 4):  # fine, something violated, something undetermined
        raise SystemExit(f"check ended with {measured['exit_status']}: {done.stderr}")
    return measured


def measure(records, rounds):
    """Of `check --only violated,undetermined --format csv`: medians over the rounds; a run without a record before each."""
    full, empty = cases_file(records), cases_file(0)
    target = FOLDER / "findings.csv"
    options = ["--only", "violated,undetermined", "--format", "csv", "-o", str(target)]
    runs, bases = [], []
    for _ in range(rounds):
        bases.append(run(empty, *options))
        runs.append(run(full, *options))

    def median(of, what):
        return statistics.median(one[what] for one in of)

    size = pathlib.Path(full).stat().st_size
    return {
        "records": records,
        "input_bytes": size,
        "output_bytes": target.stat().st_size,
        "seconds": median(runs, "processor_seconds"),
        "elapsed": median(runs, "elapsed_seconds"),
        "rates": sorted(size / 1e6 / one["processor_seconds"] for one in runs),
        "base_seconds": median(bases, "processor_seconds"),
        "base_bytes": median(bases, "peak_bytes"),
        "bytes_a_record": (median(runs, "peak_bytes") - median(bases, "peak_bytes")) / records,
    }
