# SPDX-License-Identifier: Apache-2.0
"""Readings, beyond what the rulebook's own cases show of each answer: defaults, sensitivity, months counted back, local holidays.
tests/domain_lines.md says which line is tested where."""

import json

import pytest
import yaml
from domain_rows import BOOK, UNTOLD, Row, Table, check

DEFAULTS = {
    "three_or_more": "three", "one_month": "calendar_month", "one_week": "seven_days", "one_day_ahead": "one_day",
    "binding_limit": "shorter", "after_supplement": "restart", "excluded_time": "left_out", "conforming_content": "any_outcome",
    "local_holidays": "national", "breach_of_both": "both", "banned_phrases": "quoted", "phrase_use": "as_pretext",
    "at_will": "without_agreement", "one_notice": "exactly_one", "closed_grounds": "closed", "approval_first": "not_required",
}


def test_defaults_stand_in_the_report(cli):
    assert check(cli, {"bureau": [{"id": "x"}]})["readings"] == DEFAULTS


def test_a_chosen_answer_stands_in_the_report(cli):
    report = check(cli, {"bureau": [{"id": "x"}]}, "--reading", "one_week=five_workdays", "--reading", "at_will=any")
    assert report["readings"] == {**DEFAULTS, "one_week": "five_workdays", "at_will": "any"}


def test_every_reading_has_a_default_with_its_basis():
    readings = yaml.safe_load((BOOK / "readings.yaml").read_text(encoding="utf-8"))
    for name, reading in readings.items():
        first, *others = reading["answers"].items()
        assert first[0] == DEFAULTS[name] and first[1]["default"] and first[1]["basis"]
        assert others and not any("default" in body for _, body in others)


def month(end, answer, due):
    return Row("%s back from %s" % (answer, end), "art13.notice_period", {"takes_effect_on": end, "notice_on": None},
               {"due": due, "provisional": False}, options=("--reading", "one_month=" + answer))


MONTHS = Table([
    month("2027-03-31", "calendar_month", "2027-02-28"),
    month("2028-03-31", "calendar_month", "2028-02-29"),
    month("2026-05-31", "calendar_month", "2026-04-30"),
    month("2026-04-30", "calendar_month", "2026-03-30"),
    month("2026-02-28", "calendar_month", "2026-01-28"),
    month("2027-01-15", "calendar_month", "2026-12-15"),
    month("2026-04-30", "forward", "2026-03-31"),
    month("2026-02-28", "forward", "2026-01-31"),
    month("2026-05-30", "forward", "2026-04-30"),
    month("2026-05-31", "forward", "2026-04-30"),
    month("2026-03-31", "thirty_days", "2026-03-01"),
    month("2026-03-31", "month_and_a_day", "2026-02-27"),
    month("2026-03-01", "month_and_a_day", "2026-01-31"),
])


@pytest.mark.parametrize("row", MONTHS.rows, ids=MONTHS.names())
def test_one_month_back(cli, row):
    MONTHS.compare(cli, row)


HAINAN = ("--reading", "local_holidays=hainan")
LIMITED = {"item_kind": "time_limited", "materials_complete": True, "supplemented_on": None, "prescribed_workdays": None,
           "excluded_workdays": 0, "completed_on": None}


def local(name, received, workdays, due, earliest=None, latest=None, options=HAINAN):
    want = {"due": due, "provisional": bool(earliest), "due_earliest": earliest, "due_latest": latest}
    return Row(name, "art18.limit", {**LIMITED, "received_on": received, "promised_workdays": workdays}, want, options=options)


LOCAL = Table([
    local("a recorded holiday, not the lunar day", "2012-03-22", 1, "2012-03-26"),
    local("the national calendar knows none of it", "2012-03-22", 1, "2012-03-23", options=()),
    local("the lunar day of a recorded year is an ordinary one", "2012-03-23", 1, "2012-03-26"),
    local("an unrecorded year, where the lunar day is a working day", "2025-03-28", 1, "2025-04-01", "2025-03-31", "2025-04-01"),
    local("the same past that day", "2025-03-28", 2, "2025-04-02", "2025-04-01", "2025-04-02"),
    local("an unrecorded year, where it is a Sunday", "2026-04-17", 1, "2026-04-20"),
    local("the same day where nothing is counted", "2025-03-31", 0, "2025-03-31"),
    Row("a day ahead, counted in working days", "art12.report", {"leaves_on": "2014-04-03", "window_kept_running": False,
                                                                 "reported_on": None},
        {"due": "2014-04-01", "provisional": False}, options=HAINAN + ("--reading", "one_day_ahead=one_workday")),
    Row("a day ahead of the festival that nobody recorded", "art12.report",
        {"leaves_on": "2025-04-01", "window_kept_running": False, "reported_on": None},
        {"due_earliest": "2025-03-28", "due_latest": "2025-03-31", "provisional": True},
        options=HAINAN + ("--reading", "one_day_ahead=one_workday")),
    Row("five working days of familiarisation over a recorded holiday", "art13.familiarisation",
        {"familiarisation_from": "2014-03-28", "familiarisation_to": "2014-04-03"}, {"verdict": "violated"},
        options=HAINAN + ("--reading", "one_week=five_workdays")),
    Row("the same without it", "art13.familiarisation", {"familiarisation_from": "2014-03-28", "familiarisation_to": "2014-04-03"},
        {"verdict": "compliant"}, options=("--reading", "one_week=five_workdays")),
    Row("seven days whose rest is a recorded holiday", "art13.familiarisation",
        {"familiarisation_from": "2014-03-27", "familiarisation_to": "2014-04-01"}, {"verdict": "compliant"}, options=HAINAN),
    Row("seven days whose rest is a working day", "art13.familiarisation",
        {"familiarisation_from": "2014-03-27", "familiarisation_to": "2014-04-01"}, {"verdict": "violated"}),
    Row("seven days whose rest nobody recorded", "art13.familiarisation",
        {"familiarisation_from": "2025-03-25", "familiarisation_to": "2025-03-30"},
        {"possible": ["compliant", "violated"], "missing": [], "errors": []}, options=HAINAN),
])


@pytest.mark.parametrize("row", LOCAL.rows, ids=LOCAL.names())
def test_local_holidays(cli, row):
    LOCAL.compare(cli, row)


PAUSED = {**LIMITED, "received_on": "2026-09-21", "materials_complete": False, "promised_workdays": 5,
          "supplement_notice_on": "2026-09-23", "supplemented_on": "2026-09-28", "completed_on": "2026-10-09"}


def paused(name, changes, **want):
    return Row(name, "art18.limit", {**PAUSED, **changes}, want, options=("--reading", "after_supplement=pause"))


OPEN = {"possible": ["compliant", "violated"], "due": None}
PAUSES = Table([
    paused("three working days", {}, verdict="violated", due="2026-10-08", days_late=1),
    paused("completeness untold", {"materials_complete": UNTOLD}, missing=["materials_complete"], **OPEN),
    paused("supplement untold", {"supplemented_on": UNTOLD}, possible=["compliant", "violated", "not_applicable"], due=None,
           missing=["supplemented_on"]),
    paused("notice untold", {"supplement_notice_on": UNTOLD}, missing=["supplement_notice_on"], **OPEN),
    paused("receipt untold", {"received_on": UNTOLD}, missing=["received_on"], **OPEN),
    paused("notice on a day of rest", {"supplement_notice_on": "2026-09-26"}, verdict="violated", due="2026-09-30", days_late=9),
    paused("told and supplemented on one day", {"supplemented_on": "2026-09-23"}, verdict="violated", due="2026-09-29",
           days_late=10),
    paused("supplemented before the notice", {"supplemented_on": "2026-09-22"}, verdict="violated", due="2026-09-29", days_late=10),
    paused("excluded time untold", {"excluded_workdays": UNTOLD}, missing=["excluded_workdays"], due_earliest="2026-10-08", **OPEN),
    paused("excluded time past the calendar", {"excluded_workdays": 100000}, errors=["calendar_not_covered"],
           due_earliest="2026-10-08",
           **OPEN),
    paused("a limit of 0, told on the day itself", {"promised_workdays": 0, "supplement_notice_on": "2026-09-21"},
           verdict="violated",
           due="2026-09-28", days_late=11),
])


@pytest.mark.parametrize("row", PAUSES.rows, ids=PAUSES.names())
def test_pauses(cli, row):
    PAUSES.compare(cli, row)


def sensitivity(cli, facts, *options):
    done = cli.run("sensitivity", "-", "--rules", BOOK, "--as-of", "2026-11-23", "--format", "json", *options,
                   stdin=json.dumps(facts))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


STAFF = {"id": "S", "site_kind": "village_service_station", "on_window_duty": True, "serious_discipline_breach": False,
         "serious_rules_breach": False, "major_adverse_effect": False, "unlawful_act": False, "processing_errors": 3,
         "retrained": True,
         "post_training_assessment": "incompetent", "upheld_complaints": 0, "mainly_responsible": False,
         "extremely_bad_effect": False,
         "assessment_result": "qualified", "assessed_by": "bureau", "other_serious_circumstance": False, "recall_decided": False}
THREE_FLIPS = [("art14.3", ["triggered"], ["not_triggered"]), ("art14.recall", ["violated"], ["not_applicable"])]


def flips(found, reading):
    return [(flip["rule"], flip["from"], flip["to"]) for flip in found["flips"] if flip["reading"] == reading]


def test_sensitivity_changes_one_reading_at_a_time(cli):
    found = sensitivity(cli, {"staff": [STAFF]})
    assert flips(found, "three_or_more") == THREE_FLIPS
    assert {flip["reading"] for flip in found["flips"]} == {"three_or_more"}
    assert all(flip["answer"] == "four" and flip["subject"] == {"type": "staff", "id": "S"} for flip in found["flips"])


def test_sensitivity_starts_from_the_readings_in_force(cli):
    found = sensitivity(cli, {"staff": [STAFF]}, "--reading", "three_or_more=four")
    assert flips(found, "three_or_more") == [(rule, to, was) for rule, was, to in THREE_FLIPS]
    assert {flip["answer"] for flip in found["flips"]} == {"three"}
    diverted = {**STAFF, "processing_errors": 0, "diverted_to_other_work": True, "diversion_agreed": True}
    assert flips(sensitivity(cli, {"staff": [diverted]}), "at_will") == [("art12.stability", ["compliant"], ["violated"])]
    assert flips(sensitivity(cli, {"staff": [diverted]}, "--reading", "at_will=any"), "at_will") == [
        ("art12.stability", ["violated"], ["compliant"])
    ]


def test_sensitivity_tells_both_due_dates(cli):
    rotation = {"id": "R", "takes_effect_on": "2026-04-30", "notice_on": "2026-03-31"}
    found = [flip for flip in sensitivity(cli, {"rotation": [rotation]})["flips"] if flip["reading"] == "one_month"]
    assert found == [{"reading": "one_month", "answer": answer, "rule": "art13.notice_period",
                      "subject": {"type": "rotation", "id": "R"},
                      "from": ["violated"], "to": ["compliant"], "due_from": "2026-03-30", "due_to": "2026-03-31"}
                     for answer in ("forward", "thirty_days")]


def test_a_due_date_alone_is_no_flip(cli):
    rotation = {"id": "R", "takes_effect_on": "2026-04-30", "notice_on": "2026-03-01"}
    assert [f for f in sensitivity(cli, {"rotation": [rotation]})["flips"] if f["rule"] == "art13.notice_period"] == []


def test_a_flip_may_be_one_of_doubt(cli):
    """What another reading asks for and nobody told is a change of `possible` too."""
    inquiry = {"id": "I", "said": ["这个我不清楚"], "used_to_shirk": UNTOLD}
    inquiry = {name: value for name, value in inquiry.items() if value is not UNTOLD}
    assert flips(sensitivity(cli, {"inquiry": [inquiry]}), "phrase_use") == [
        ("art19.3.phrases", ["compliant", "violated"], ["violated"])
    ]


def test_sensitivity_skips_a_list_that_nobody_gave(cli, tmp_path):
    inquiry = {"id": "I", "said": ["自己看"], "used_to_shirk": True}
    found = sensitivity(cli, {"inquiry": [inquiry]})
    assert found["skipped"] == [{"reading": "banned_phrases", "answer": "listed"}]
    assert flips(found, "banned_phrases") == []
    listed = tmp_path / "phrases.txt"
    listed.write_text("自己看\n不知道\n", encoding="utf-8")
    found = sensitivity(cli, {"inquiry": [inquiry]}, "--reading", "banned_phrases=listed:%s" % listed)
    assert found["skipped"] == []
    assert flips(found, "banned_phrases") == [("art19.3.phrases", ["violated"], ["compliant"])]


def test_a_list_is_one_phrase_a_line_and_stands_in_the_report(cli, tmp_path):
    listed = tmp_path / "phrases.txt"
    listed.write_text("自己看\n不 知道\n", encoding="utf-8")
    inquiries = [{"id": "whole", "said": ["你自己看吧"], "used_to_shirk": True},
                 {"id": "quoted", "said": ["不知道"], "used_to_shirk": True}]
    report = check(cli, {"inquiry": inquiries}, "--reading", "banned_phrases=listed:%s" % listed, "--rule", "art19.3.phrases")
    assert report["given"] == {"banned_phrases": ["自己看", "不 知道"]}
    assert report["readings"]["banned_phrases"] == "listed"
    assert [finding["verdict"] for finding in report["findings"]] == ["violated", "compliant"]


def test_a_list_that_is_needed_and_not_given(cli):
    done = cli.run("check", "-", "--rules", BOOK, "--as-of", "2026-11-23", "--reading", "banned_phrases=listed",
                   stdin='{"inquiry": []}')
    assert (done.returncode, done.stdout) == (2, "") and "banned_phrases" in done.stderr


def test_a_derived_fact_that_rests_on_the_reading_is_ignored_by_its_sensitivity(cli):
    """`recall_ground` given as true agrees with three errors; that four would be none is still shown."""
    told = {**STAFF, "recall_ground": True}
    assert flips(sensitivity(cli, {"staff": [told]}), "three_or_more") == THREE_FLIPS
    # One that rests on no reading stays in force: the scope is as given.
    unknown = {**STAFF, "in_scope": True}
    del unknown["site_kind"]
    assert flips(sensitivity(cli, {"staff": [unknown]}), "three_or_more") == THREE_FLIPS
