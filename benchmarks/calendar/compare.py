#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Working days over a column of a million dates, from Python: tianya_rules beside what people use now.

    python benchmarks/calendar/compare.py [--size 1000000] [--runs 7] [--json FILE]

Needs tianya_rules, NumPy and chinesecalendar; pandas and polars are measured where they are installed. The answers are compared
first: a faster wrong answer is no answer. numpy's busday_offset is given the published days off as `holidays=`; it cannot know
the make-up days (a working Saturday beside a Monday-to-Friday week), so its answers differ, and how many do is stated.
Each figure is the median of `--runs` runs in one process, the contenders in turn, in processor time, which other processes disturb
least (all of them run in one thread).
"""

import argparse
import json
import platform
import statistics
import sys
import time

import chinese_calendar
import numpy as np

import tianya_rules as tr

FIRST, LAST = np.datetime64("2007-01-01"), np.datetime64("2026-06-30")
WALKED = 2_000  # a walk over the whole column takes minutes; its cost an element does not depend on how many there are


def columns(size):
    random = np.random.default_rng(42)
    starts = FIRST + random.integers(0, int((LAST - FIRST).astype(int)), size).astype("timedelta64[D]")
    return starts, random.integers(1, 41, size)


def walk(start, n):
    """Day by day with chinesecalendar, as its users write it."""
    one = np.timedelta64(1, "D").item()
    while n:
        start += one
        n -= chinese_calendar.is_workday(start)
    return start


def median_seconds(contenders, runs):
    taken = {name: [] for name in contenders}
    for _ in range(runs):
        for name, contender in contenders.items():
            begin = time.process_time()
            contender()
            taken[name].append(time.process_time() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def series_contenders(cal, starts, counts):
    """Series of the libraries that are installed, and pandas' own offset of business days."""
    contenders = {}
    try:
        import pandas as pd
    except ImportError:
        pass
    else:
        column = pd.Series(starts.astype("datetime64[us]"))
        offset = 20 * tr.ChinaBusinessDay()
        contenders["pandas Series, one limit"] = lambda: cal.add_workdays(column, 20)
        contenders["pandas Series + 20 * ChinaBusinessDay()"] = lambda: column + offset
    try:
        import polars as pl
    except ImportError:
        pass
    else:
        column_of_polars = pl.Series(starts)
        contenders["polars Series, one limit"] = lambda: cal.add_workdays(column_of_polars, 20)
    return contenders


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", help="write the figures here too")
    options = parser.parse_args()
    starts, counts = columns(options.size)
    begin = time.process_time()
    cal = tr.Calendar.china()
    first_calendar = time.process_time() - begin

    off = np.array([row.date for year in range(2007, 2027) for row in cal.holidays(year) if not row.works], dtype="datetime64[D]")
    busday = np.busdaycalendar(holidays=off)
    ours = cal.add_workdays(starts, counts)
    theirs = np.busday_offset(starts, counts, roll="backward", busdaycal=busday)
    walked = [walk(start, n) for start, n in zip(starts[:WALKED].tolist(), counts[:WALKED].tolist())]
    assert ours[:WALKED].tolist() == walked, "the walk disagrees"
    differing = int((ours != theirs).sum())

    def add():
        cal.add_workdays(starts, counts)

    def numpy_add():
        np.busday_offset(starts, counts, roll="backward", busdaycal=busday)

    def chinese_walk():
        for start, n in zip(starts[:WALKED].tolist(), counts[:WALKED].tolist()):
            walk(start, n)

    def numpy_count():
        np.busday_count(starts, ours, busdaycal=busday)

    seconds = median_seconds({"add_workdays": add, "numpy.busday_offset": numpy_add,
                              "count_workdays": lambda: cal.count_workdays(starts, ours), "numpy.busday_count": numpy_count,
                              "add_workdays, one limit": lambda: cal.add_workdays(starts, 20),
                              "is_workday": lambda: cal.is_workday(starts), **series_contenders(cal, starts, counts)}, options.runs)
    ns = {name: took / options.size * 1e9 for name, took in seconds.items()}
    ns["walk with chinesecalendar"] = median_seconds({"walk": chinese_walk}, min(options.runs, 3))["walk"] / min(WALKED, options.size) * 1e9

    print(f"{options.size:,} dates of 2007 to June 2026, limits of 1 to 40 working days; Python {platform.python_version()}, "
          f"numpy {np.__version__}, {platform.machine()}")
    for name, each in ns.items():
        print(f"  {name:42} {each:10.1f} ns an element   {each / ns['add_workdays']:8.1f} x add_workdays")
    print(f"  numpy's answer, without make-up days, differs for {differing / options.size:.1%} of these limits")
    print(f"  the first calendar of a process (its files parsed, its tables built): {first_calendar * 1e3:.1f} ms")
    ratios = {"numpy": ns["numpy.busday_offset"] / ns["add_workdays"], "walk": ns["walk with chinesecalendar"] / ns["add_workdays"]}
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"ns": ns, "ratios": ratios, "differing": differing / options.size, "first_calendar_ms": first_calendar * 1e3},
                      file, indent=2)
    met = ratios["numpy"] >= 20 and ratios["walk"] >= 100
    print(f"  {'met' if met else 'MISSED'}: {ratios['numpy']:.0f} times numpy (at least 20), {ratios['walk']:.0f} times the walk (at least 100)")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
