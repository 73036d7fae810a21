# SPDX-License-Identifier: Apache-2.0
"""How violations get into the district, and how it is remembered which.

Every record is first written without fault. Some are then given one fault each by a `Plant`; what was planted, with all that
follows from it, is what the test expects the engine to find, and nothing else.
"""


class Plant:
    """A fault of one norm. `fits(record)` says whether the record can have it; `spoil(record, dice)` changes the record, and
    returns the further findings that follow, as [(rule, verdict)], or nothing."""

    def __init__(self, rule, spoil, fits=lambda record: True, weight=1, verdict="violated"):
        self.rule, self.spoil, self.fits, self.weight, self.verdict = rule, spoil, fits, weight, verdict


class Planted:
    """What was planted in the whole district."""

    def __init__(self):
        self.entries = []
        self._faulty = set()

    def add(self, entity, record, plant, follows):
        self._faulty.add((entity, record["id"]))
        entry = {"rule": plant.rule, "entity": entity, "id": record["id"], "verdict": plant.verdict}
        if "site_id" in record or entity == "site":
            entry["site_id"] = record.get("site_id", record["id"])
        entry["follows"] = [{"rule": rule, "verdict": verdict} for rule, verdict in follows or ()]
        self.entries.append(entry)

    def is_faulty(self, entity, record):
        return (entity, record["id"]) in self._faulty


def plant(entity, records, plants, count, dice, planted, weight=lambda record: 1):
    """Spoils about `count` records; records of a greater weight are likelier. Each plant is used at least once."""
    waiting = list(plants)

    def put(record, chosen):
        planted.add(entity, record, chosen, chosen.spoil(record, dice))

    for record in dice.some(records, count, weight):
        options = {p: p.weight for p in plants if p.fits(record)}
        unused = [p for p in waiting if p in options]
        if unused:
            waiting.remove(unused[0])
        if options:
            put(record, unused[0] if unused else dice.weighted(options))
    for left in waiting:  # none of those drawn could have this fault: the first that can
        put(next(r for r in records if left.fits(r) and not planted.is_faulty(entity, r)), left)


def set_to(**facts):
    """A fault that is nothing but these facts."""
    return lambda record, dice: record.update(facts)


def one_false(*names):
    """A fault that makes one of these facts false."""
    return lambda record, dice: record.update({dice.pick(names): False})
