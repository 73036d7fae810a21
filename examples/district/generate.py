# SPDX-License-Identifier: Apache-2.0
"""Writes a district's facts of one year, and what is wrong with them.

    python3 examples/district/generate.py --out DIR [--seed N]

DIR then holds one NDJSON file an entity, `as_of` (the day to judge at) and `planted.json` (what the judge must find). The same
seed gives the same bytes.
"""

import argparse
import datetime
import json
import pathlib
import sys

import cases
import inquiries
import moves
import sites as places
import staff as people
from dice import Dice
from forgetting import forget
from planting import Planted
from working_days import DAY, WorkingDays

AS_OF = datetime.date(2026, 11, 23)
DAYS_AHEAD = 38


class Year:
    """The year that the facts tell of, up to and including the day of judgement."""

    def __init__(self, as_of):
        self.as_of = as_of
        self.days = WorkingDays(as_of.year - 1, as_of.year)
        self.past = self.days.within(as_of - 363 * DAY, as_of)
        self.ahead = self.past + self.days.within(as_of + DAY, as_of + DAYS_AHEAD * DAY)


def district(seed):
    """Records by entity, what was planted, and the sites."""
    year, planted = Year(AS_OF), Planted()

    def dice(name):
        return Dice(seed, name)

    sites = places.all_sites(dice("sites"))
    staff = people.staff_records(sites, dice("staff"), planted)
    records = {
        "staff": staff,
        "absence": moves.absence_records(staff, sites, year, dice("absence"), planted),
        "rotation": moves.rotation_records(sites, year, dice("rotation"), planted),
        "recall": moves.recall_records(staff, sites, year, dice("recall"), planted),
        "case": cases.case_records(sites, year, dice("case"), planted),
        "inquiry": inquiries.inquiry_records(sites, dice("inquiry"), planted),
        "site": places.site_records(sites, dice("site"), planted),
        "service_commitment": places.commitment_records(sites, dice("service_commitment"), planted),
        "window": places.window_records(sites, dice("window"), planted),
        "bureau": places.bureau_records(dice("bureau"), planted),
    }
    for entity in records:
        forget(entity, records[entity], dice("forget " + entity), planted)
    return records, planted, sites


def as_json(value):
    return json.dumps(value, ensure_ascii=False, default=datetime.date.isoformat)


def write(folder, seed):
    records, planted, sites = district(seed)
    folder.mkdir(parents=True, exist_ok=True)

    def save(name, text):
        (folder / name).write_bytes(text.encode("utf-8"))

    for entity, rows in records.items():
        save(entity + ".ndjson", "".join(as_json(row) + "\n" for row in rows))
    save("as_of", AS_OF.isoformat() + "\n")
    worse = [site.name for site in sites if site.careless > 1]
    entries = ",\n".join("  " + as_json(entry) for entry in planted.entries)
    head = '{"as_of": %s, "seed": %d, "worse_sites": %s,\n "planted": [\n' % (as_json(AS_OF), seed, as_json(worse))
    save("planted.json", head + entries + "\n]}\n")
    return records, planted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=pathlib.Path, metavar="DIR", help="folder to write to; made if need be")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another district (default: %(default)s)")
    arguments = parser.parse_args()
    records, planted = write(arguments.out, arguments.seed)
    counts = ", ".join("%d %s" % (len(rows), entity) for entity, rows in records.items())
    print("%s: %s; %d faults planted" % (arguments.out, counts, len(planted.entries)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
