# SPDX-License-Identifier: Apache-2.0
"""Prints what the demo found: the counts of all verdicts, and the three sites with the most violations."""

import collections
import json
import pathlib
import sys


def site_of_each_record(folder):
    """(entity, id) -> the site that the record belongs to; a site belongs to itself."""
    sites = {}
    for path in sorted(folder.glob("*.ndjson")):
        if path.name == "violated.ndjson":
            continue
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            site = record["id"] if path.stem == "site" else record.get("site_id")
            if site is not None:
                sites[path.stem, record["id"]] = site
    return sites


def read_violated(path):
    """The findings, one a line, and the line with everything else of the report."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[:-1]], json.loads(lines[-1])


def main(folder):
    violated, rest = read_violated(folder / "violated.ndjson")
    summary = rest["summary"]
    print(f"{sum(summary.values()):,} findings as of {rest['as_of']}:")
    for verdict, count in summary.items():
        print(f"  {verdict.replace('_', ' '):<16} {count:>9,}")
    sites = site_of_each_record(folder)
    by_site = collections.Counter()
    rules = collections.defaultdict(collections.Counter)
    for finding in violated:
        site = sites.get((finding["subject"]["type"], finding["subject"]["id"]))
        if site is not None:
            by_site[site] += 1
            rules[site][finding["rule"]] += 1
    print("The three sites with the most violations:")
    for site, count in sorted(by_site.items(), key=lambda item: (-item[1], item[0]))[:3]:
        worst = ", ".join(f"{rule} {times}" for rule, times in rules[site].most_common(3))
        print(f"  {site:<16} {count:>5}   most often {worst}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
