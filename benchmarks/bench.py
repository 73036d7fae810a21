# SPDX-License-Identifier: Apache-2.0
"""Measures everything and prints one table in markdown. `scripts/bench` builds what it needs and runs it; benchmarks/README.md says
how each figure comes about.

    scripts/bench [--rows N] [--rounds N] [--records N] [--seed N] [--part tables|records|streaming|loading …]
"""

import argparse
import os
import sys

# Before anybody imports a library that reads them.
for variable in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import contest
import machine
import programs
import streaming
import tables

LOADING = {
    "rulebook_shipped": ("`Rulebook::shipped()` in a process that has its calendars", "≤ 20 ms"),
    "rulebook_judge": ("`Rulebook::judge()`", ""),
}
PARTS = ["tables", "records", "streaming", "loading"]
NAMES = {
    "roofline": "the roofline: columns read, bytes written",
    "tianya_rules": "**`check_table`, Arrow to Arrow**",
    "NumPy": "NumPy by hand",
    "Polars": "Polars by hand",
    "DuckDB": "DuckDB by hand",
}


def say(text):
    print(text, file=sys.stderr, flush=True)


def spread(values, digits=1):
    return f"{min(values):.{digits}f}–{max(values):.{digits}f}"


def table_rows(options):
    say(f"{options.rows:,} rows of staff and of case")
    judged = contest.Contest(options.rows, options.seed)
    compared, outcomes = judged.compare()
    say(f"{compared:,} verdicts compared, {outcomes} outcomes among them: all agree")
    lines = contest.summary(judged.measure(options.rounds))
    ours = next(line.both for line in lines if line.name == "tianya_rules")
    peers = [line.both / ours for line in lines if line.name not in ("roofline", "tianya_rules")]
    say(f"the nearest peer takes {min(peers):.2f} times as long as check_table")
    for line in lines:
        goal = "≤ 10 ×, and less than every peer" if line.name == "tianya_rules" else ""
        detail = f"{line.staff:.1f} + {line.case:.1f}; {spread(line.rounds)}"
        yield NAMES[line.name], f"{line.both:.1f} ns", f"{line.ratio:.1f} ×", detail, goal
    yield "verdicts compared", f"{compared:,}", "", f"{judged.bytes_in:.0f} B in, {judged.bytes_out} B out a row", "all agree"


def record_rows(options):
    say("one record")
    for name, (times, run) in programs.google_benchmark("record_benchmark", "from", options.rounds).items():
        way, entity = name.split("/")
        micros = [time / 1e3 for time in times]
        slots = way == "from_slots"
        what = f"one {entity} from {'bound slots' if slots else 'JSON text (`check_json`)'}"
        detail = f"{run['norms']:.0f} norms; {spread(micros, 2)}"
        yield what, f"{programs.median(micros):.2f} µs", "", detail, "≤ 3 µs" if slots else ""


def streaming_rows(options):
    say(f"{options.records:,} cases of NDJSON")
    run = streaming.measure(options.records, max(3, options.rounds // 3))
    what = f"`check --only violated,undetermined --format csv`, {options.records:,} cases"
    sizes = f"{run['input_bytes'] / 1e6:.0f} MB in, {run['output_bytes'] / 1e6:.0f} MB out"
    detail = f"{sizes}, {run['seconds']:.2f} s; {spread(run['rates'], 0)}"
    yield what, f"{programs.median(run['rates']):.0f} MB/s", "", detail, "≥ 150 MB/s"
    yield "memory a record", f"{run['bytes_a_record']:.1f} B", "", f"above {run['base_bytes'] / 1e6:.1f} MB without any", "≤ 40 B"


def loading_rows(options):
    say("loading")
    millis = [seconds * 1e3 for seconds in programs.whole_process(options.rounds, "version")]
    what = "`tianya-rules version`: the same in a process from its start to its end"
    whole = what, f"{programs.median(millis):.1f} ms", "", spread(millis), ""
    runs = [programs.google_benchmark("load_benchmark", "^first_rulebook", 1) for _ in range(options.rounds)]
    millis = [time / 1e6 for run in runs for times, _ in run.values() for time in times]
    what = "`Rulebook::shipped()`, the first in its process: rulebook and calendars"
    yield what, f"{programs.median(millis):.1f} ms", "", spread(millis), "≤ 20 ms"
    yield whole
    for name, (times, _) in programs.google_benchmark("load_benchmark", "^rulebook_", options.rounds).items():
        millis = [time / 1e6 for time in times]
        what, goal = LOADING[name]
        yield what, f"{programs.median(millis):.1f} ms", "", spread(millis), goal


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="of staff and of case (1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="turns of everybody; medians are told (15)")
    parser.add_argument("--records", type=int, default=1_000_000, help="cases that are streamed (1,000,000)")
    parser.add_argument("--seed", type=int, default=tables.SEED, help="of the rows")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    return parser.parse_args(arguments)


def main(arguments):
    options = options_of(arguments)
    if machine.build_type() != "Release":
        raise SystemExit("build/release is no Release build: what would be measured is not what is used")
    cores = machine.stay_on_one_core()
    print(machine.description(cores) + "\n", flush=True)
    print("| what | median | to the roofline | detail; least–greatest | goal |\n|---|---|---|---|---|")
    for part, measured in zip(PARTS, (table_rows, record_rows, streaming_rows, loading_rows)):
        if options.part is None or part in options.part:
            for row in measured(options):
                print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
