# SPDX-License-Identifier: Apache-2.0
"""Which sites have the most violations, and of what.

    tianya-rules check DIR/*.ndjson --as-of 2026-11-23 --format ndjson -o report.ndjson
    python3 examples/district/worst_sites.py DIR report.ndjson
"""

import argparse
import collections
import json
import pathlib
import sys


def site_of_records(folder):
    """{(entity, id): site}; the Bureau has none."""
    sites = {}
    for path in sorted(folder.glob("*.ndjson")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                site = record["id"] if path.stem == "site" else record.get("site_id")
                if site is not None:
                    sites[path.stem, record["id"]] = site
    return sites


def violations(report):
    """(rule, entity, id) of each violation in an NDJSON report."""
    with open(report, encoding="utf-8") as lines:
        for line in lines:
            finding = json.loads(line)
            if finding.get("verdict") == "violated":
                yield finding["rule"], finding["subject"]["type"], finding["subject"]["id"]


def worst(folder, report, count):
    """[(site, violations, {rule: violations})], the worst first; of equal ones the first by name."""
    sites = site_of_records(folder)
    by_site = collections.defaultdict(collections.Counter)
    for rule, entity, record in violations(report):
        if (entity, record) in sites:
            by_site[sites[entity, record]][rule] += 1
    ranked = sorted(by_site, key=lambda site: (-sum(by_site[site].values()), site))
    return [(site, sum(by_site[site].values()), by_site[site]) for site in ranked[:count]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="the district's facts")
    parser.add_argument("report", type=pathlib.Path, help="an NDJSON report of them")
    parser.add_argument("--count", type=int, default=3, help="how many sites (default: %(default)s)")
    arguments = parser.parse_args()
    for site, total, rules in worst(arguments.folder, arguments.report, arguments.count):
        most = ", ".join("%s %d" % (rule, n) for rule, n in sorted(rules.items(), key=lambda item: (-item[1], item[0]))[:4])
        print("%5d  %s  (%s)" % (total, site, most))
    return 0


if __name__ == "__main__":
    sys.exit(main())
