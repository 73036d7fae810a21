# SPDX-License-Identifier: Apache-2.0
"""The slow judge of tests/oracle is itself tested: by rows of hand-worked answers and by trying every completion of absent facts;
then the program is compared with it on random facts."""
import datetime
import itertools
import random
import sys
import zlib

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from oracle import clock, compare, working_days as days  # noqa: E402
from oracle.judge import judge  # noqa: E402
from oracle.random_facts import Trial  # noqa: E402
from oracle.vocabulary import ENTITIES, READINGS  # noqa: E402

AS_OF = "2026-11-23"
DATE = datetime.date.fromisoformat
BASE = {
    "case": {"item_kind": "time_limited", "received_on": "2026-09-21", "materials_complete": True, "prescribed_workdays": 20,
             "promised_workdays": 10, "excluded_workdays": 0, "completed_on": None, "refused": False},
    "staff": {"on_window_duty": True, "site_kind": "village_service_station", "processing_errors": 0, "upheld_complaints": 0,
              "serious_discipline_breach": False, "serious_rules_breach": False, "unlawful_act": False,
              "assessment_result": "qualified", "assessed_by": "bureau", "other_serious_circumstance": False, "recall_decided": False},
    "rotation": {"takes_effect_on": "2026-11-30", "familiarisation_from": "2026-11-02", "familiarisation_to": "2026-11-08"},
    "absence": {"leaves_on": "2026-10-12", "window_kept_running": False},
    "recall": {"letter_on": "2026-09-01", "exited_on": "2026-09-30", "successor_proposed_on": "2026-09-10",
               "formalities_on": "2026-09-20", "handover_completed_on": "2026-09-30", "dealt_with": True, "decided_by": "bureau"},
    "inquiry": {"channel": "phone", "asks_about_matter": True, "said": ["您好"], "used_to_shirk": True},
    "service_commitment": {"breaches": 2, "breaches_dealt_with": 2, "breaches_published": 2},
    "site": {"assigned_staff": 0, "approved_headcount": 0},
}
DROP = object()


def find(entity, rule, changes, as_of=AS_OF, **options):
    record = {"id": "x", **BASE.get(entity, {}), **changes}
    record = {key: value for key, value in record.items() if value is not DROP}
    return next(f for f in judge({entity: [record]}, as_of, **options) if f["rule"] == rule)


def test_there_are_54_norms():
    one_of_each = {entity: [{"id": "x"}] for entity in ENTITIES}
    rules = [finding["rule"] for finding in judge(one_of_each, AS_OF)]
    assert len(rules) == len(set(rules)) == 54


def test_april_2018_has_20_working_days():
    assert days.count_between(DATE("2018-03-31"), DATE("2018-04-30"), "rule", False, False) == 20


@pytest.mark.parametrize(
    "width, sign, net", [(60, 1, 7), (60, -1, 3), (1, 1, 1), (1, -1, 1), (0, 1, 0), (2, -1, 2)]
)
def test_greatest_loss_and_gain_of_a_window(width, sign, net):
    assert days.greatest(width, sign) == net


# rule, entity, changed facts, options, verdict or possible, due, days late or left
ROWS = [
    # the table of deadlines: a date, null, absent; X = D and T = D are in time
    ("art18.limit", "case", {"completed_on": "2026-10-12"}, {}, "compliant", "2026-10-12", None),
    ("art18.limit", "case", {"completed_on": "2026-10-14"}, {}, "violated", "2026-10-12", 2),
    ("art18.limit", "case", {}, {}, "violated", "2026-10-12", 42),
    ("art18.limit", "case", {}, {"as_of": "2026-10-12"}, "pending", "2026-10-12", 0),
    ("art18.limit", "case", {}, {"as_of": "2026-10-13"}, "violated", "2026-10-12", 1),
    ("art18.limit", "case", {"completed_on": DROP}, {"as_of": "2026-10-12"}, "compliant pending", "2026-10-12", None),
    ("art18.limit", "case", {"completed_on": DROP}, {}, "compliant violated", "2026-10-12", None),
    # an event after T has not happened at T
    ("art18.limit", "case", {"completed_on": "2026-10-12"}, {"as_of": "2026-10-09"}, "pending", "2026-10-12", 3),
    # limits and excluded time
    ("art18.limit", "case", {"promised_workdays": None}, {}, "violated", "2026-10-26", 28),
    ("art18.limit", "case", {"promised_workdays": None, "prescribed_workdays": None}, {}, "pending", None, None),
    ("art18.limit", "case", {"promised_workdays": None, "prescribed_workdays": None, "received_on": DROP}, {}, "pending", None, None),
    ("art18.limit", "case", {"promised_workdays": 0}, {}, "violated", "2026-09-21", 63),
    ("art18.limit", "case", {"promised_workdays": 0, "received_on": "1999-01-02"}, {"as_of": "1999-01-02"}, "pending", "1999-01-02", 0),
    ("art18.limit", "case", {"excluded_workdays": 2}, {}, "violated", "2026-10-14", 40),
    ("art18.limit", "case", {"excluded_workdays": 2}, {"readings": {"excluded_time": "counted"}}, "violated", "2026-10-12", 42),
    ("art18.limit", "case", {"excluded_workdays": DROP, "completed_on": "2026-10-12"}, {}, "compliant", None, None),
    ("art18.limit", "case", {"excluded_workdays": DROP, "completed_on": "2026-10-13"}, {}, "compliant violated", None, None),
    ("art18.limit", "case", {"promised_workdays": 30}, {"readings": {"binding_limit": "promised"}}, "violated", "2026-11-09", 14),
    # the start
    ("art18.limit", "case", {"materials_complete": False, "supplemented_on": None}, {}, "not_applicable", None, None),
    ("art18.limit", "case", {"materials_complete": False, "supplemented_on": "2026-10-12"}, {}, "violated", "2026-10-26", 28),
    ("art18.limit", "case", {"materials_complete": False, "supplemented_on": "2026-10-12", "supplement_notice_on": "2026-09-22"},
     {"readings": {"after_supplement": "pause"}}, "violated", "2026-10-23", 31),
    ("art18.limit", "case", {"materials_complete": False, "supplemented_on": "2026-10-16", "supplement_notice_on": "2026-10-13"},
     {"readings": {"after_supplement": "pause"}}, "violated", "2026-10-12", 42),
    ("art18.limit", "case", {"materials_complete": False, "supplemented_on": "2026-10-16", "supplement_notice_on": "2026-10-12"},
     {"readings": {"after_supplement": "pause"}}, "violated", "2026-10-16", 38),
    ("art18.limit", "case", {"refused": True}, {"readings": {"conforming_content": "granted_only"}}, "not_applicable", None, None),
    ("art17.2.immediate", "case", {"item_kind": "immediate"}, {}, "violated", "2026-09-21", 63),
    # a due date that is not computable
    ("art18.limit", "case", {"received_on": "2005-03-01"}, {}, "pending violated", None, None),
    ("art18.limit", "case", {"excluded_workdays": 100000, "completed_on": "2026-10-12"}, {}, "compliant", None, None),
    # counting back
    ("art12.report", "absence", {"reported_on": "2026-10-11"}, {}, "compliant", "2026-10-11", None),
    ("art12.report", "absence", {"reported_on": "2026-10-11"}, {"readings": {"one_day_ahead": "one_workday"}}, "violated", "2026-10-10", 1),
    ("art12.measures", "absence", {"measures_agreed_on": "2026-10-12"}, {}, "compliant", "2026-10-12", None),
    ("art12.report", "absence", {"leaves_on": "1900-01-01", "reported_on": None}, {}, "pending violated", None, None),
    # nothing falls due yet
    ("art15.1", "recall", {"exited_on": None, "letter_on": None}, {}, "pending", None, None),
    ("art15.1", "recall", {"exited_on": None}, {}, "compliant", None, None),
    ("art15.1", "recall", {"exited_on": "2026-12-01", "letter_on": None}, {}, "pending", None, None),
    ("art15.1", "recall", {"exited_on": DROP, "letter_on": None}, {}, "pending violated", None, None),
]


@pytest.mark.parametrize("rule, entity, changes, options, expected, due, figure", ROWS)
def test_deadline(rule, entity, changes, options, expected, due, figure):
    finding = find(entity, rule, changes, **options)
    assert set(finding["possible"]) == set(expected.split())
    assert (finding["due"] and finding["due"].isoformat()) == due
    assert finding.get("days_late", finding.get("days_left")) == figure


MONTHS = [
    ("2027-03-31", "calendar_month", "2027-02-28"), ("2026-05-31", "calendar_month", "2026-04-30"),
    ("2026-04-30", "calendar_month", "2026-03-30"), ("2026-02-28", "calendar_month", "2026-01-28"),
    ("2026-04-30", "forward", "2026-03-31"), ("2026-03-31", "thirty_days", "2026-03-01"),
    ("2026-04-30", "month_and_a_day", "2026-03-29"), ("2028-03-31", "calendar_month", "2028-02-29"),
]


@pytest.mark.parametrize("end, answer, due", MONTHS)
def test_one_month_back(end, answer, due):
    finding = find("rotation", "art13.notice_period", {"takes_effect_on": end, "notice_on": None}, readings={"one_month": answer})
    assert finding["due"] == DATE(due)


# rule, entity, changes, options, possible, missing and needs_judgement
CONDITIONS = [
    ("art04.assessor", "staff", {}, {}, "compliant", ""),
    ("art04.assessor", "staff", {"assessed_by": DROP}, {}, "compliant violated", "assessed_by"),
    ("art04.assessor", "staff", {"site_kind": "other", "assessed_by": DROP}, {}, "not_applicable", ""),
    ("art04.assessor", "staff", {"assessment_result": DROP, "site_kind": DROP}, {}, "compliant not_applicable",
     "site_kind assessment_result"),
    ("art11.2", "staff", {"service_minded": True, "speaks_clearly": False}, {}, "violated", ""),
    ("art11.2", "staff", {"service_minded": True, "speaks_clearly": True}, {}, "compliant violated", "completes_matters_well"),
    ("art12.stability", "staff", {"diverted_to_other_work": True, "diversion_agreed": True}, {}, "compliant", ""),
    ("art12.stability", "staff", {"diverted_to_other_work": True, "diversion_agreed": True}, {"readings": {"at_will": "any"}},
     "violated", ""),
    ("art14.1", "staff", {"serious_discipline_breach": True, "major_adverse_effect": True}, {}, "not_triggered", ""),
    ("art14.1", "staff", {"serious_discipline_breach": True, "major_adverse_effect": True},
     {"readings": {"breach_of_both": "either"}}, "triggered", ""),
    ("art14.3", "staff", {"processing_errors": 3, "retrained": True, "post_training_assessment": "incompetent"}, {}, "triggered", ""),
    ("art14.3", "staff", {"processing_errors": 3, "retrained": True, "post_training_assessment": "incompetent"},
     {"readings": {"three_or_more": "four"}}, "not_triggered", ""),
    ("art14.4", "staff", {"upheld_complaints": 3, "mainly_responsible": True}, {}, "triggered not_triggered", "extremely_bad_effect"),
    ("art14.recall", "staff", {"unlawful_act": True}, {}, "violated", ""),
    ("art14.recall", "staff", {"unlawful_act": DROP}, {}, "violated not_applicable", "unlawful_act"),
    ("art14.recall", "staff", {"unlawful_act": DROP, "recall_ground": True}, {}, "violated", ""),
    ("art14.no_ground", "staff", {"recall_decided": True}, {}, "violated", ""),
    ("art14.no_ground", "staff", {"recall_decided": True}, {"readings": {"closed_grounds": "open"}}, "not_applicable", ""),
    ("art13.familiarisation", "rotation", {}, {}, "compliant", ""),
    ("art13.familiarisation", "rotation", {"familiarisation_to": "2026-11-06"}, {}, "compliant", ""),
    ("art13.familiarisation", "rotation", {"familiarisation_to": "2026-11-05"}, {}, "violated", ""),
    ("art13.familiarisation", "rotation", {"familiarisation_to": "2026-11-06"}, {"readings": {"one_week": "five_workdays"}},
     "compliant", ""),
    ("art13.familiarisation", "rotation", {"familiarisation_from": "2026-09-30", "familiarisation_to": "2026-10-10"},
     {"readings": {"one_week": "five_workdays"}}, "violated", ""),
    ("art13.order", "rotation", {"formalities_on": "2026-11-08"}, {}, "violated", ""),
    ("art13.order", "rotation", {"formalities_on": "2026-11-09"}, {}, "compliant", ""),
    ("art13.order", "rotation", {"formalities_on": "2026-11-09", "approved_on": "2026-11-03"},
     {"readings": {"approval_first": "required"}}, "violated", ""),
    ("art13.order", "rotation", {"formalities_on": "2026-11-09", "familiarisation_from": None}, {}, "violated", ""),
    ("art13.notice_form", "rotation", {"notice_on": None}, {}, "not_applicable", ""),
    ("art15.order", "recall", {}, {}, "compliant", ""),
    ("art15.order", "recall", {"formalities_on": "2026-08-31"}, {}, "violated", ""),
    ("art15.4", "recall", {"handover_completed_on": None}, {}, "violated", ""),
    ("art15.4", "recall", {"handover_completed_on": "2026-10-01"}, {}, "violated", ""),
    ("art15.4", "recall", {}, {}, "compliant", ""),
    ("art16.2", "service_commitment", {"breaches_published": 1}, {}, "violated", ""),
    ("art16.2", "service_commitment", {"breaches": 0, "breaches_published": DROP}, {}, "not_applicable", ""),
    ("art10.selection", "site", {"approved_headcount": 1}, {}, "violated", ""),
    ("art10.roster", "site", {}, {}, "not_applicable", ""),
    ("art17.2.supplement", "case", {"materials_complete": False, "supplement_notices": 2, "supplement_notice_written": True,
                                    "supplement_list_complete": True}, {}, "violated", ""),
    ("art17.2.supplement", "case", {"materials_complete": False, "supplement_notices": 2, "supplement_notice_written": True,
                                    "supplement_list_complete": True}, {"readings": {"one_notice": "one_or_more"}}, "compliant", ""),
    ("art19.3.phrases", "inquiry", {}, {}, "compliant", ""),
    ("art19.3.phrases", "inquiry", {"said": ["我不清楚"], "used_to_shirk": False}, {}, "compliant", ""),
    ("art19.3.phrases", "inquiry", {"said": ["我不清楚"], "used_to_shirk": False}, {"readings": {"phrase_use": "uttered"}},
     "violated", ""),
    ("art19.3.phrases", "inquiry", {"said": ["我不清楚"], "used_to_shirk": DROP}, {}, "compliant violated", "used_to_shirk"),
    ("art19.3.phrases", "inquiry", {"said": ["走开"]}, {"readings": {"banned_phrases": "listed"}, "phrases": ["走开"]}, "violated", ""),
    ("art16.3.1", "case", {}, {"assumptions": {"case.guide_published": True}}, "compliant violated", "handled_per_guide"),
]


@pytest.mark.parametrize("rule, entity, changes, options, possible, absent", CONDITIONS)
def test_condition(rule, entity, changes, options, possible, absent):
    finding = find(entity, rule, changes, **options)
    assert finding["possible"] == possible.split()
    assert finding["missing"] + finding["needs_judgement"] == absent.split()


def test_provisional_bounds_and_one_verdict_at_all_of_them():
    facts = {"received_on": "2026-11-23", "promised_workdays": 40, "prescribed_workdays": None}
    finding = find("case", "art18.limit", facts)
    bounds = [finding[key].isoformat() for key in ("due_earliest", "due", "due_latest")]
    assert (bounds, finding["provisional"]) == (["2027-01-13", "2027-01-19", "2027-01-26"], True)
    assert finding["verdict"] == "pending"
    between = find("case", "art18.limit", facts, as_of="2027-01-20")
    assert between["possible"] == ["violated", "pending"] and not between["missing"] and not between["errors"]
    assert find("case", "art18.limit", facts, as_of="2027-01-27")["days_late"] == 8


def test_local_holiday_is_unpublished_without_a_notice():
    facts = {"received_on": "2025-03-28", "promised_workdays": 1}
    finding = find("case", "art18.limit", facts, readings={"local_holidays": "hainan"})
    assert (finding["due_earliest"], finding["due"]) == (DATE("2025-03-31"), DATE("2025-04-01"))
    recorded = find("case", "art18.limit", {"received_on": "2012-03-22", "promised_workdays": 1}, readings={"local_holidays": "hainan"})
    assert (recorded["due"], recorded["provisional"]) == (DATE("2012-03-26"), False)


def test_commencement():
    before = find("case", "art18.limit", {}, published_on="2026-11-24")
    assert (before["verdict"], before["reason"], before["due"]) == ("not_applicable", "not_in_force", None)
    assert find("case", "art18.limit", {}, published_on=AS_OF)["verdict"] == "violated"


# Norms in which no fact occurs twice and no due date is unknown: `possible` is then exactly what the completions give.
EXACT = {
    "absence": ["art12.report", "art12.measures"],
    "recall": ["art14.decided_by", "art15.2.handling"],
    "site": ["art10.headcount", "art10.selection", "art10.roster"],
    "staff": ["art04.assessor", "art11.2", "art12.stability", "art14.1", "art14.3", "art14.4", "art14.recall"],
    "inquiry": ["art11.4.feedback", "art17.1.inform", "art17.3.record", "art19.2"],
    "case": ["art16.3.1", "art17.1.refusal", "art17.2.supplement"],
}
EVERY = {"bool": [True, False], "int": [0, 1, 2, 3, 4], "date": ["2026-11-20"], "date?": [None, "2026-10-01", "2026-11-23"]}


@pytest.mark.parametrize("entity", EXACT)
def test_possible_is_the_enumerated_truth(entity):
    rng = random.Random(entity)
    attributes = [a for a in ENTITIES[entity] if a.type not in ("derived", "list") and not a.type.startswith("int?")]
    checked = 0
    for _ in range(40):
        every = {a.name: EVERY.get(a.type, a.labels) for a in attributes}
        blank = rng.sample([name for name in every if name != "leaves_on"], min(3, len(every) - 1))
        facts = {name: rng.choice(values) for name, values in every.items() if name not in blank}
        partial = {f["rule"]: f for f in judge({entity: [{"id": "x", **facts}]}, AS_OF)}
        truth = {rule: set() for rule in EXACT[entity]}
        relevant = {rule: set() for rule in EXACT[entity]}
        outcomes = {}
        for choice in itertools.product(*(every[name] for name in blank)):
            record = {"id": "x", **facts, **dict(zip(blank, choice))}
            for finding in judge({entity: [record]}, AS_OF):
                if finding["rule"] in truth:
                    truth[finding["rule"]].add(finding["verdict"])
                    outcomes[finding["rule"], choice] = finding["verdict"]
        for (rule, choice), verdict in outcomes.items():
            for place, name in enumerate(blank):
                others = (choice[:place] + (value,) + choice[place + 1:] for value in every[name])
                if any(outcomes[rule, other] != verdict for other in others):
                    relevant[rule].add(name)
        for rule in truth:
            named = set(partial[rule]["missing"] + partial[rule]["needs_judgement"])
            assert set(partial[rule]["possible"]) == truth[rule], (rule, facts, blank)
            assert named == relevant[rule], (rule, facts, blank)
            checked += len(truth[rule]) > 1
    assert checked > 5


def test_filling_in_a_fact_never_adds_a_verdict():
    narrowed = 0
    for seed in range(12):
        trial = Trial(random.Random(seed), per_entity=4)
        full = judge(trial.facts, trial.as_of, trial.readings, {}, None, trial.phrases)
        poorer = {
            entity: [{k: v for k, v in r.items() if k == "id" or zlib.crc32(b"%d %s" % (seed, k.encode())) % 3} for r in records]
            for entity, records in trial.facts.items()
        }
        for less, more in zip(judge(poorer, trial.as_of, trial.readings, {}, None, trial.phrases), full):
            assert set(more["possible"]) <= set(less["possible"]), (less, more)
            narrowed += more["possible"] != less["possible"]
    assert narrowed > 20


def test_month_arithmetic_by_looking_at_each_day():
    for day in (DATE("2027-01-01") + datetime.timedelta(n) for n in range(800)):
        latest = clock.latest_with_month_before(day)
        assert clock.add_months(latest, 1) <= day < clock.add_months(latest + days.DAY, 1)


def test_every_answer_of_every_reading_is_tried():
    seen = {(n, a) for seed in range(60) for n, a in Trial(random.Random(seed), 1).readings.items()}
    assert seen == {(name, answer) for name, answers in READINGS.items() for answer in answers}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_program_agrees(cli, seed, capsys):
    compared, differing = compare.compare(str(cli.path), 55000, seed, options=["--rules", str(ROOT / "rules" / "window_staff")])
    assert compared >= 55000 and differing == 0, capsys.readouterr().out
