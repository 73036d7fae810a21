# SPDX-License-Identifier: Apache-2.0
"""Prints how many findings had which verdict: the last line of an NDJSON report."""

import json
import pathlib
import sys

lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
report = json.loads(lines[-1])
print(f"{sum(report['summary'].values()):,} findings as of {report['as_of']}:")
for verdict, count in report["summary"].items():
    print(f"  {verdict.replace('_', ' '):<16} {count:>9,}")
