# SPDX-License-Identifier: Apache-2.0
"""The cases of a year: immediate ones and those with a time limit, complete at receipt or supplemented later."""

from planting import Plant, one_false, plant, set_to
from sites import careless_of
from working_days import DAY

CASES, FAULTS = 24000, 380


def clean_case(number, site, year, dice):
    immediate = dice.chance(0.42)
    # Some arrive over the internet on a day of rest.
    received = dice.pick(year.past) if dice.chance(0.96) else year.as_of - dice.between(0, 363) * DAY
    record = {"id": "CA-%05d" % number, "site_id": site.name, "item_kind": "immediate" if immediate else "time_limited"}
    record.update(received_on=received, materials_complete=dice.chance(0.87), reviewed_on_spot=True)
    add_supplement(record, year, dice)
    add_limits(record, dice)
    record["completed_on"] = completion(record, year, dice)
    refused = dice.chance(0.03) and record["completed_on"] is not None
    record.update(guide_published=True, handled_per_guide=True, refused=refused)
    if refused:
        record["refusal_reason_given"] = True
    return record


def add_supplement(record, year, dice):
    if record["materials_complete"]:
        record.update(supplement_notices=0, supplement_notice_on=None, supplemented_on=None)
        return
    notice = year.days.after(record["received_on"], dice.weighted({0: 6, 1: 3, 2: 1}))
    arrived = notice + dice.between(1, 25) * DAY
    told, came = notice <= year.as_of, arrived <= year.as_of and dice.chance(0.9)
    record.update(supplement_notices=1, supplement_notice_on=notice if told else year.as_of)
    record.update(supplement_notice_written=True, supplement_list_complete=True, supplemented_on=arrived if came else None)


def add_limits(record, dice):
    if record["item_kind"] == "immediate":
        record.update(prescribed_workdays=0, promised_workdays=0, excluded_workdays=0)
        return
    prescribed = dice.weighted({3: 5, 5: 20, 7: 15, 10: 20, 15: 15, 20: 22, None: 3})
    longest = prescribed or 20
    promised = None if dice.chance(0.25) else max(1, int(longest * (0.3 + 0.6 * dice.share())))
    if prescribed and dice.chance(0.02):
        promised = prescribed + dice.between(1, 5)  # a promise that is longer than what the guide allows
    excluded = dice.weighted({0: 94, 3: 2, 5: 2, 10: 1, 20: 1})
    record.update(prescribed_workdays=prescribed, promised_workdays=promised, excluded_workdays=excluded)


def start_of(record):
    """From when on time runs; None: not yet."""
    return record["received_on"] if record["materials_complete"] else record["supplemented_on"]


def limit_of(record):
    """Working days allowed, or None where nothing is prescribed or promised."""
    limits = [n for n in (record["prescribed_workdays"], record["promised_workdays"]) if n is not None]
    return min(limits) + record["excluded_workdays"] if limits else None


def completion(record, year, dice):
    """A day in time, or None where it has not come yet."""
    start = start_of(record)
    if start is None:  # some give up
        gave_up = record["received_on"] + dice.between(10, 40) * DAY
        return gave_up if dice.chance(0.3) and gave_up <= year.as_of else None
    if record["item_kind"] == "immediate":
        return start if start < year.as_of or dice.chance(0.5) else None
    limit = limit_of(record)
    taken = dice.between(0, 25 if limit is None else limit)
    if limit and dice.chance(0.1):
        taken = limit  # on the last day
    done = year.days.after(start, taken)
    return done if done <= year.as_of else None


def case_plants(year):
    def due_of(record):
        return year.days.after(start_of(record), limit_of(record))

    def overdue(record):
        """Whether a time limit has run out: counted on, a case could still be late today."""
        if record["item_kind"] == "immediate" or start_of(record) is None or limit_of(record) is None:
            return False
        return due_of(record) < year.as_of

    def late(last_day_of):
        def spoil(record, dice):
            done = last_day_of(record) + dice.weighted({1: 30, 2: 20, 3: 15, 6: 15, 12: 12, 30: 8}) * DAY
            record["completed_on"] = done if done <= year.as_of and dice.chance(0.9) else None

        return spoil

    def late_twice_over(record, dice):
        late(due_of)(record, dice)
        record["refused"] = False
        record.pop("refusal_reason_given", None)
        return [("art16.3.2", "violated")]

    def immediate_before_today(record):
        return record["item_kind"] == "immediate" and start_of(record) is not None and start_of(record) < year.as_of

    def not_told_properly(record, dice):
        wrong = [{"supplement_notices": 2}, {"supplement_notice_written": False}, {"supplement_list_complete": False}]
        record.update(dice.pick(wrong))

    return [
        Plant("art18.limit", late_twice_over, fits=overdue, weight=12),
        Plant("art17.2.immediate", late(start_of), fits=immediate_before_today, weight=4),
        Plant("art16.3.1", one_false("guide_published", "handled_per_guide"), weight=0.6),
        Plant("art17.1.refusal", set_to(refusal_reason_given=False), fits=lambda record: record["refused"], weight=12),
        Plant("art17.2.review", set_to(reviewed_on_spot=False)),
        Plant("art17.2.supplement", not_told_properly, fits=lambda record: not record["materials_complete"], weight=8),
    ]


def case_records(sites, year, dice, planted):
    busy = {site: site.busy for site in sites}
    records = [clean_case(n + 1, dice.weighted(busy), year, dice) for n in range(CASES)]
    plant("case", records, case_plants(year), FAULTS, dice, planted, careless_of(sites))
    return records
