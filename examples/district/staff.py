# SPDX-License-Identifier: Apache-2.0
"""The window staff: what is on record of each, and the grounds on which some are recalled."""

from planting import Plant, one_false, plant, set_to
from sites import careless_of

ABLE = ["service_minded", "speaks_clearly", "completes_matters_well"]
MANNERS = ["neatly_dressed", "well_mannered", "courteous", "civil_language"]
SHARE_OUT_OF_SCOPE = 0.03
FAULTS, RECALLED = 34, 14


def clean_staff(number, site, dice):
    errors = dice.weighted({0: 60, 1: 22, 2: 12, 3: 4, 5: 2})
    complaints = dice.weighted({0: 80, 1: 13, 2: 5, 3: 2})
    diverted = dice.chance(0.05)
    assessed = dice.chance(0.9)
    record = {"id": "WS-%04d" % number, "site_id": site.name, "site_kind": site.kind, "on_window_duty": True}
    record.update({name: True for name in ["operates_equipment"] + ABLE + MANNERS})
    record.update(diverted_to_other_work=diverted, diversion_agreed=diverted)
    # One breach alone is no ground, however serious.
    record.update(
        serious_discipline_breach=dice.chance(0.02), serious_rules_breach=False, major_adverse_effect=False, unlawful_act=False
    )
    record.update(processing_errors=errors, retrained=errors >= 2,
                  post_training_assessment="competent" if errors >= 2 else "not_assessed")
    record.update(upheld_complaints=complaints, mainly_responsible=complaints >= 3 and dice.chance(0.5), extremely_bad_effect=False)
    record["assessment_result"] = "qualified" if assessed else "not_assessed"
    if assessed:
        record["assessed_by"] = "bureau"
    record.update(other_serious_circumstance=False, recall_decided=False)
    return record


def put_out_of_scope(record, dice):
    """Lent to another office, or back from the window: the regulation asks nothing of them, whatever is on record."""
    record.update({"site_kind": "other"} if dice.chance(0.5) else {"on_window_duty": False})
    record.update({name: dice.chance(0.5) for name in MANNERS + ["unlawful_act"]})


def of_ground(rule, **facts):
    """A ground for recall. Where recall was not decided, that duty is breached with it."""

    def spoil(record, dice):
        record.update(facts)
        return [] if record["recall_decided"] else [("art14.recall", "violated")]

    return Plant(rule, spoil, verdict="triggered")


GROUNDS = [
    of_ground("art14.1", serious_discipline_breach=True, serious_rules_breach=True, major_adverse_effect=True),
    of_ground("art14.2", unlawful_act=True),
    of_ground("art14.3", processing_errors=3, retrained=True, post_training_assessment="incompetent"),
    of_ground("art14.4", upheld_complaints=3, mainly_responsible=True, extremely_bad_effect=True),
    of_ground("art14.5", assessment_result="unqualified", assessed_by="bureau"),
    of_ground("art14.6", other_serious_circumstance=True),
]


def assessed(record):
    return record["assessment_result"] != "not_assessed"


FAULTS_OF_STAFF = [
    Plant("art04.assessor", lambda record, dice: record.update(assessed_by=dice.pick(["site", "other"])), fits=assessed),
    Plant("art11.1", set_to(operates_equipment=False)),
    Plant("art11.2", one_false(*ABLE)),
    Plant("art11.3", one_false(*MANNERS), weight=2),
    Plant("art12.stability", set_to(diverted_to_other_work=True, diversion_agreed=False), weight=3),
]


def recalled_without_ground(record, dice):
    record["recall_decided"] = True


def staff_records(sites, dice, planted):
    records = []
    for site in sites:
        records += [clean_staff(len(records) + n + 1, site, dice) for n in range(site.people)]
    outside = dice.some(records, int(SHARE_OUT_OF_SCOPE * len(records)))
    for record in outside:
        put_out_of_scope(record, dice)
    outside_ids = {record["id"] for record in outside}
    inside = dice.some([r for r in records if r["id"] not in outside_ids], len(records))
    careless = careless_of(sites)
    recalled = dice.some(inside, RECALLED, careless)
    for record in recalled:
        record["recall_decided"] = True
    recalled_ids = {record["id"] for record in recalled}
    plant("staff", recalled, GROUNDS, RECALLED, dice, planted)
    others = [r for r in inside if r["id"] not in recalled_ids]
    without = Plant("art14.no_ground", recalled_without_ground)
    plant("staff", others, GROUNDS + FAULTS_OF_STAFF + [without], FAULTS, dice, planted, careless)
    return records
