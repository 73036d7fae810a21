# SPDX-License-Identifier: Apache-2.0
"""Absences, rotations and recalls: people who leave a window for a day or for good."""

from planting import Plant, one_false, plant, set_to
from sites import careless_of
from working_days import DAY, a_month_before

ABSENCES, ROTATIONS, EARLIER_RECALLS = 1100, 110, 18
ABSENCE_FAULTS, ROTATION_FAULTS, RECALL_FAULTS = 26, 18, 12


def past(day, as_of):
    """A day that has come; of one that has not, there is nothing to tell yet."""
    return day if day <= as_of else None


def clean_absence(number, member, year, dice):
    leaves = dice.pick(year.ahead)
    kept = dice.chance(0.7)
    record = {"id": "AB-%04d" % number, "site_id": member["site_id"], "staff_id": member["id"], "leaves_on": leaves}
    record["window_kept_running"] = kept
    if kept:
        record.update(reported_on=None, measures_agreed_on=None)
        return record
    reported = leaves - dice.between(1, 6) * DAY
    agreed = reported + dice.between(0, (leaves - reported).days) * DAY
    record.update(reported_on=past(reported, year.as_of), measures_agreed_on=past(agreed, year.as_of))
    return record


def absence_records(staff, sites, year, dice, planted):
    records = [clean_absence(n + 1, dice.pick(staff), year, dice) for n in range(ABSENCES)]

    def must_report(record):
        return not record["window_kept_running"] and record["leaves_on"] < year.as_of - 10 * DAY

    def not_in_time(name, earliest):
        def spoil(record, dice):
            late = record["leaves_on"] + dice.between(earliest, 5) * DAY
            record[name] = dice.pick([late, None])

        return spoil

    plants = [
        Plant("art12.report", not_in_time("reported_on", 0), fits=must_report),
        Plant("art12.measures", not_in_time("measures_agreed_on", 1), fits=must_report),
    ]
    fitting = [record for record in records if must_report(record)]
    plant("absence", fitting, plants, ABSENCE_FAULTS, dice, planted, careless_of(sites))
    return records


def clean_rotation(number, site, year, dice):
    effect, as_of = dice.pick(year.ahead), year.as_of
    notice = a_month_before(effect) - dice.weighted({0: 2, 1: 2, 3: 3, 8: 3, 15: 2}) * DAY
    first = effect - dice.between(8, 20) * DAY
    last = first + dice.between(6, (effect - first).days) * DAY
    formalities = first + dice.between(7, (effect - first).days) * DAY
    approved = notice + dice.between(1, (first - notice).days + 2) * DAY
    record = {"id": "RO-%03d" % number, "site_id": site.name, "takes_effect_on": effect, "notice_on": past(notice, as_of)}
    if record["notice_on"]:
        record.update(notice_form="official_letter", names_persons=True, includes_background=True)
    record.update(approved_on=past(approved, as_of), familiarisation_from=past(first, as_of))
    record.update(familiarisation_to=past(last, as_of), formalities_on=past(formalities, as_of))
    return record


def late_notice(record, dice):
    record["notice_on"] = a_month_before(record["takes_effect_on"]) + dice.between(1, 8) * DAY


def late_or_no_approval(record, dice):
    record["approved_on"] = dice.pick([record["takes_effect_on"] + dice.between(1, 6) * DAY, None])


def familiarised_too_late(record, dice):
    record["familiarisation_to"] = record["takes_effect_on"] + dice.between(1, 6) * DAY


def familiarised_too_briefly(record, dice):
    # Two days before the end of the week at most, or a weekend could be all that is left of it.
    record["familiarisation_to"] = record["familiarisation_from"] + dice.between(0, 2) * DAY


def formalities_too_early(record, dice):
    record["formalities_on"] = record["familiarisation_from"] + dice.between(0, 6) * DAY


ROTATION_PLANTS = [
    Plant("art13.notice_period", late_notice, weight=3),
    Plant("art13.notice_form", lambda record, dice: record.update(notice_form=dice.pick(["other_written", "oral"]))),
    Plant("art13.notice_content", one_false("names_persons", "includes_background")),
    Plant("art13.approval", late_or_no_approval),
    Plant("art13.familiarised", familiarised_too_late),
    Plant("art13.familiarisation", familiarised_too_briefly),
    Plant("art13.order", formalities_too_early),
]


def rotation_records(sites, year, dice, planted):
    careless = careless_of(sites)
    records = []
    for _ in range(ROTATIONS):
        site = dice.weighted({site: site.people for site in sites})
        records.append(clean_rotation(len(records) + 1, site, year, dice))
    over = [r for r in records if r["takes_effect_on"] < year.as_of - 10 * DAY]
    # A week of which a long holiday is the rest would be reached early; such rotations stay without this fault.
    steady = [r for r in over if all(year.days.works(d) for d in weekdays_of_week(r["familiarisation_from"]))]
    plant("rotation", steady, ROTATION_PLANTS, ROTATION_FAULTS, dice, planted, careless)
    return records


def weekdays_of_week(first):
    return [day for day in (first + n * DAY for n in range(7)) if day.weekday() < 5]


def clean_recall(number, site_id, staff_id, letter, as_of, dice):
    successor = letter + dice.between(3, 15) * DAY
    formalities = letter + dice.between(2, 18) * DAY
    handover = max(successor, formalities) + dice.between(1, 7) * DAY
    exited = handover + dice.between(0, 3) * DAY
    gone = exited <= as_of
    record = {"id": "RE-%03d" % number, "site_id": site_id, "staff_id": staff_id, "decided_by": "bureau", "letter_on": letter}
    record.update(successor_proposed_on=past(successor, as_of), dealt_with=gone, formalities_on=past(formalities, as_of))
    # A planned exit may be told ahead; it has not happened yet.
    record.update(handover_completed_on=past(handover, as_of), exited_on=exited if gone or dice.chance(0.5) else None)
    return record


def after_exit(name):
    return lambda record, dice: record.update({name: dice.pick([record["exited_on"] + dice.between(1, 9) * DAY, None])})


def letter_after_exit(record, dice):
    """The letter comes when all is over, so that everything was done before it."""
    record["letter_on"] = record["exited_on"] + dice.between(1, 9) * DAY
    return [("art15.order", "violated")]


def before_letter(record, dice):
    name = dice.pick(["successor_proposed_on", "formalities_on"])
    record[name] = record["letter_on"] - dice.between(1, 6) * DAY


RECALL_PLANTS = [
    Plant("art14.decided_by", lambda record, dice: record.update(decided_by=dice.pick(["site", "other"]))),
    Plant("art15.1", letter_after_exit),
    Plant("art15.2.successor", after_exit("successor_proposed_on")),
    Plant("art15.2.handling", set_to(dealt_with=False)),
    Plant("art15.3", after_exit("formalities_on")),
    Plant("art15.order", before_letter),
    Plant("art15.4", after_exit("handover_completed_on")),
]


def recall_records(staff, sites, year, dice, planted):
    """Those that were decided on staff who are still on the list, and those of people who have left it."""
    records = []
    for member in staff:
        if member.get("recall_decided"):
            letter = year.as_of - dice.between(3, 25) * DAY
            records.append(clean_recall(len(records) + 1, member["site_id"], member["id"], letter, year.as_of, dice))
    for number in range(EARLIER_RECALLS):
        site = dice.weighted({site: site.people for site in sites})
        letter = dice.pick(year.past[:-60])
        records.append(clean_recall(len(records) + 1, site.name, "WS-9%03d" % (number + 1), letter, year.as_of, dice))
    over = [r for r in records if r["exited_on"] and r["exited_on"] < year.as_of - 10 * DAY]
    plant("recall", over, RECALL_PLANTS, RECALL_FAULTS, dice, planted, careless_of(sites))
    return records
