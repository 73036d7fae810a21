# SPDX-License-Identifier: Apache-2.0
"""Random facts with what goes wrong at edges: absent, null, days around due dates, year ends, both ends of the calendar.

    trial = Trial(random.Random(7), per_entity=20)   # .facts, .as_of, .readings, .assumptions, .published_on, .phrases
"""

import datetime

from . import judge as judging
from .clock import MAX_DATE, MIN_DATE
from .logic import Row
from .norms import all_norms
from .vocabulary import ENTITIES, READINGS

DAY = datetime.timedelta(days=1)
AS_OF = [
    ("2026-11-23", 6), ("2026-10-12", 2), ("2019-05-06", 1), ("2026-12-25", 1), ("2026-12-28", 1), ("2027-01-08", 2),
    ("2027-02-20", 1), ("2027-04-12", 1), ("2027-10-20", 1), ("2028-12-20", 1), ("2028-12-31", 1), ("2029-01-04", 1),
    ("2007-01-05", 1), ("2006-12-31", 1), ("2015-04-23", 1), ("2014-04-08", 1), ("1900-01-01", 1), ("2200-12-31", 1),
]
WORDS = ["不知道", "我不清楚", "这不归我管", "您好", "", "请稍等", "不 知道", "走开"]
PHRASES = ["不知道", "走开", "稍等"]
WORKDAYS = [0, 0, 1, 2, 3, 5, 5, 7, 10, 10, 15, 20, 20, 30, 40, 60, 75, 200, 520, 2000, 2**31, 2**53]
COUNTS = [0, 0, 1, 2, 3, 3, 4, 5, 2**53]


class Trial:
    def __init__(self, rng, per_entity):
        self.rng = rng
        days, weights = zip(*AS_OF)
        self.as_of = datetime.date.fromisoformat(rng.choices(days, weights)[0])
        self.readings = {n: rng.choice(a) for n, a in READINGS.items() if rng.random() < 0.35}
        self.phrases = PHRASES if self.readings.get("banned_phrases") == "listed" else None
        self.published_on = self.near(self.as_of, 3) if rng.random() < 0.08 else None
        self.assumptions = self.some_assumptions()
        self.facts = {}
        for entity in ENTITIES:
            records = [self.record(entity, "%s-%d" % (entity, i)) for i in range(1, per_entity + 1)]
            self.facts[entity] = records
        self.give_derived()

    def near(self, day, spread):
        moved = day.toordinal() + self.rng.randint(-spread, spread)
        return datetime.date.fromordinal(min(max(moved, MIN_DATE.toordinal()), MAX_DATE.toordinal()))

    def some_date(self, anchor):
        """Mostly within weeks of the anchor; sometimes far away or at an end of what is allowed."""
        kind = self.rng.random()
        if kind < 0.45:
            return self.near(anchor, 8)
        if kind < 0.85:
            return self.near(anchor, 45)
        if kind < 0.95:
            return self.near(anchor, 400)
        edges = [MIN_DATE, MAX_DATE, MAX_DATE - 3 * DAY, MIN_DATE + 20 * DAY, datetime.date(2006, 12, 31), datetime.date(2007, 1, 1)]
        return self.rng.choice(edges + [datetime.date(2028, 12, 31), datetime.date(2026, 12, 25), datetime.date(2028, 2, 29)])

    def value(self, attribute, anchor):
        rng = self.rng
        if attribute.nullable and rng.random() < 0.22:
            return None
        if attribute.type.startswith("date"):
            return self.some_date(anchor).isoformat()
        if attribute.type.startswith("int"):
            return rng.choice(WORKDAYS if "workdays" in attribute.name else COUNTS)
        if attribute.type == "enum":
            return rng.choice(attribute.labels)
        if attribute.type == "list":
            return [rng.choice(WORDS) for _ in range(rng.randint(0, 3))]
        return rng.random() < 0.6

    def record(self, entity, name):
        absent = self.rng.choice([0.0, 0.06, 0.06, 0.25, 0.6])
        anchor = self.near(self.as_of, self.rng.choice([5, 25, 60]))
        record = {"id": name}
        for attribute in ENTITIES[entity]:
            if attribute.type != "derived" and self.rng.random() >= absent:
                record[attribute.name] = self.value(attribute, anchor)
        return record

    def some_assumptions(self):
        assumptions = {}
        while self.rng.random() < 0.3:
            entity = self.rng.choice(list(ENTITIES))
            attribute = self.rng.choice(ENTITIES[entity])
            if attribute.type not in ("list", "derived"):
                assumptions["%s.%s" % (entity, attribute.name)] = self.value(attribute, self.as_of)
        return assumptions

    def give_derived(self):
        """Some records bring a derived fact, in agreement with its derivation where that is known."""
        readings = judging.default_readings()
        readings.update(self.readings)
        norms = {norm.rule: norm for norm in all_norms(readings, self.phrases)["staff"]}
        nodes = {"in_scope": norms["art14.1"].applies, "recall_ground": norms["art14.recall"].applies.sides[1]}
        for record in self.facts["staff"]:
            row = Row(judging.prepared("staff", record, self.as_of, self.assumptions))
            for name, node in nodes.items():
                if self.rng.random() < 0.15:
                    derived = row.get(node)
                    record[name] = self.rng.random() < 0.5 if derived.t and derived.f else derived.t
