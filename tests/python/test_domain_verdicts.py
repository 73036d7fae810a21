# SPDX-License-Identifier: Apache-2.0
"""How a verdict comes about, line by line: conditions, deadlines, events, unpublished days, what is missing, commencement.
tests/domain_lines.md says which line is tested where."""

import datetime
import itertools
import math

import pytest
import yaml
from domain_rows import AS_OF, BOOK, UNTOLD, Row, Table, check, norms

ORDER = ["compliant", "violated", "pending", "triggered", "not_triggered", "not_applicable"]
DAY = datetime.timedelta(days=1)
DATE = datetime.date.fromisoformat
THREE = {"true": True, "false": False, "untold": UNTOLD}


def may(value, wanted):
    return value is UNTOLD or value is wanted


# kind, rule, the fact that is its `applies`, the facts of its condition where that is true, false, untold; what holds beside
CONDITIONS = [
    ("duty", "art17.1.refusal", "refused", "refusal_reason_given", {}),
    ("ban", "art12.stability", "on_window_duty", "diverted_to_other_work", {"site_kind": "village_service_station",
                                                                            "diversion_agreed": False}),
    ("trigger", "art14.2", "on_window_duty", "unlawful_act", {"site_kind": "village_service_station"}),
]


def condition_rows():
    for kind, rule, applies, condition, beside in CONDITIONS:
        for (a_name, a), (c_name, c) in itertools.product(THREE.items(), THREE.items()):
            yes, no = ("triggered", "not_triggered") if kind == "trigger" else ("compliant", "violated")
            good, bad = (False, True) if kind == "ban" else (True, False)
            outcomes = {"not_applicable": may(a, False), yes: may(a, True) and may(c, good), no: may(a, True) and may(c, bad)}
            possible = [verdict for verdict in ORDER if outcomes.get(verdict)]
            absent = [name for name, value in ((applies, a), (condition, c)) if value is UNTOLD and len(possible) > 1]
            absent = [name for name in absent if name == applies or may(a, True)]
            name = "%s: applies %s, condition %s" % (kind, a_name, c_name)
            yield Row(name, rule, {**beside, applies: a, condition: c}, {"possible": possible, "missing": absent, "errors": []})


CONDITION_TABLE = Table(list(condition_rows()))


@pytest.mark.parametrize("row", CONDITION_TABLE.rows, ids=CONDITION_TABLE.names())
def test_condition(cli, row):
    CONDITION_TABLE.compare(cli, row)


def test_a_blank_applies_is_true(cli):
    """Nothing is told of any record: exactly the norms without `applies` are never out of the question."""
    facts = {entity: [{"id": "x"}] for entity in {norm["about"] for norm in norms().values()}}
    never = {f["rule"] for f in check(cli, facts)["findings"] if "not_applicable" not in f["possible"]}
    assert never == {rule for rule, norm in norms().items() if "applies" not in norm}


LIMITED = {"item_kind": "time_limited", "received_on": "2026-09-21", "materials_complete": True, "supplemented_on": None,
           "prescribed_workdays": 20, "promised_workdays": 10, "excluded_workdays": 0}
DUE = DATE("2026-10-12")
INF = math.inf
# what is known of the due date, changed facts, D_min and D_max (days from DUE), `due`, the error and the absent facts of one
# that is open
DUE_DATES = [
    ("a due date", {}, 0, 0, DUE, [], []),
    ("no due date yet", {"prescribed_workdays": None, "promised_workdays": None}, INF, INF, None, [], []),
    ("an unknown due date", {"received_on": UNTOLD}, -INF, INF, None, [], ["received_on"]),
    ("a due date between bounds", {"excluded_workdays": UNTOLD}, 0, INF, None, [], ["excluded_workdays"]),
    ("an excluded time past the calendar", {"excluded_workdays": 100000}, 0, INF, None, ["calendar_not_covered"], []),
    ("a start before the calendar", {"received_on": "2005-03-01"}, -INF, INF, None, ["calendar_not_covered"], []),
]
APPLIES = {"applies": "time_limited", "does not apply": "immediate", "may apply": UNTOLD}
DONE = {"done the day before": -1, "done on the day": 0, "done a day late": 1, "done two days late": 2, "not done": None,
        "untold": UNTOLD}


def outcomes_of(applies, done, as_of, low, high):
    """The table of deadlines, as it stands: days are numbers from DUE; `applies` as (may be true, may be false)."""
    possible = {"not_applicable"} if applies[1] else set()
    if applies[0] and done is UNTOLD:
        possible |= {"compliant"} | ({"pending"} if as_of <= high else set()) | ({"violated"} if as_of > low else set())
    elif applies[0] and done is None:
        possible |= ({"pending"} if as_of <= high else set()) | ({"violated"} if as_of > low else set())
    elif applies[0]:
        possible |= ({"compliant"} if done <= high else set()) | ({"violated"} if done > low else set())
    return [verdict for verdict in ORDER if verdict in possible]


def deadline_rows():
    for (what, changes, low, high, due, errors, absent), (a_name, kind), (d_name, done) in itertools.product(
        DUE_DATES, APPLIES.items(), DONE.items()
    ):
        for as_of in (-1, 0, 1) if done is None or done is UNTOLD else (3,):
            completed = DUE + done * DAY if isinstance(done, int) else done
            facts = {**LIMITED, "item_kind": kind, **changes}
            facts["completed_on"] = completed.isoformat() if isinstance(done, int) else completed
            applies = (kind != "immediate", kind != "time_limited")
            possible = outcomes_of(applies, done, as_of, low, high)
            alone = possible == ["not_applicable"]
            late = (done if isinstance(done, int) else as_of) if possible == ["violated"] and due else None
            want = {"possible": possible, "due": None if alone or not due else due.isoformat(), "provisional": False,
                    "days_late": late,
                    "days_left": -as_of if possible == ["pending"] and due else None, "due_latest": None,
                    "due_earliest": DUE.isoformat() if low == 0 and high == INF and not alone else None}
            day = done if isinstance(done, int) else as_of
            between = low < day <= high and (low, high) != (INF, INF)
            if len(possible) > 1:
                open_facts = {"item_kind": kind is UNTOLD, "completed_on": done is UNTOLD}
                open_facts.update({name: between for name in absent})
                want["missing"] = [n for n in ["item_kind", "received_on", "excluded_workdays",
                                               "completed_on"] if open_facts.get(n)]
                want["errors"] = errors if between else []
            else:
                want.update(missing=[], errors=[])
            name = "%s, %s, %s, T %+d" % (what, a_name, d_name, as_of)
            yield Row(name, "art18.limit", facts, want, as_of=(DUE + as_of * DAY).isoformat())


DEADLINE_TABLE = Table(list(deadline_rows()))


@pytest.mark.parametrize("row", DEADLINE_TABLE.rows, ids=DEADLINE_TABLE.names())
def test_deadline(cli, row):
    finding = DEADLINE_TABLE.compare(cli, row)
    assert {"due", "provisional"} <= set(finding)
    assert {key for key in ("days_late", "days_left", "due_earliest", "due_latest") if key in finding} == {
        key for key in ("days_late", "days_left", "due_earliest", "due_latest") if row.want[key] is not None
    }


# An application of 21 December 2026 with 5 working days: four are published, the fifth is not.
OPEN_END = {**LIMITED, "received_on": "2026-12-21", "promised_workdays": 5}


@pytest.fixture(scope="module")
def bounds(cli):
    finding = check(cli, {"case": [{"id": "x", **OPEN_END, "completed_on": None}]}, "--rule", "art18.limit")["findings"][0]
    assert finding["provisional"] is True and finding["verdict"] == "pending"
    low, due, high = (DATE(finding[key]) for key in ("due_earliest", "due", "due_latest"))
    assert DATE("2026-12-25") < low < high and low <= due <= high
    return low, due, high


@pytest.mark.parametrize("done", ["a date", "null", "untold"])
@pytest.mark.parametrize("from_bound", ["low - 1", "low", "low + 1", "due", "high", "high + 1"])
def test_deadline_between_provisional_bounds(cli, bounds, from_bound, done):
    low, due, high = bounds
    day = {"low - 1": low - DAY, "low": low, "low + 1": low + DAY, "due": due, "high": high, "high + 1": high + DAY}[from_bound]
    facts = {"id": "x", **OPEN_END}
    if done != "untold":
        facts["completed_on"] = day.isoformat() if done == "a date" else None
    finding = check(cli, {"case": [facts]}, "--rule", "art18.limit", as_of=day.isoformat())["findings"][0]
    value = {"a date": (day - low).days, "null": None, "untold": UNTOLD}[done]
    possible = outcomes_of((True, False), value, (day - low).days, 0, (high - low).days)
    assert finding["possible"] == possible
    assert (finding["due"], finding["provisional"]) == (due.isoformat(), True)
    assert (finding["due_earliest"], finding["due_latest"]) == (low.isoformat(), high.isoformat())
    assert finding["missing"] == (["completed_on"] if done == "untold" and len(possible) > 1 else [])
    assert finding["errors"] == []
    assert finding.get("days_late") == ((day - due).days if possible == ["violated"] else None)
    assert finding.get("days_left") == ((due - day).days if possible == ["pending"] else None)


NOTHING = {"missing": [], "needs_judgement": [], "errors": []}
UNMOVED = Table([
    Row("a holiday", "art12.measures", {"leaves_on": "2026-10-03", "window_kept_running": False,
                                        "measures_agreed_on": "2026-10-04"},
        {"verdict": "violated", "due": "2026-10-03", "days_late": 1}),
    Row("a Sunday", "art13.notice_period", {"takes_effect_on": "2026-12-08", "notice_on": "2026-11-09"},
        {"verdict": "violated", "due": "2026-11-08", "days_late": 1}),
    Row("a Saturday on which a limit of 0 starts", "art18.limit", {**LIMITED, "received_on": "2026-09-19", "promised_workdays": 0,
                                                                   "completed_on": "2026-09-20"},
        {"verdict": "violated", "due": "2026-09-19", "days_late": 1}),
    Row("the day of an exit", "art15.3", {"exited_on": "2026-10-04", "formalities_on": "2026-10-05"},
        {"verdict": "violated", "due": "2026-10-04", "days_late": 1}),
])


@pytest.mark.parametrize("row", UNMOVED.rows, ids=UNMOVED.names())
def test_no_due_date_is_moved_off_a_rest_day(cli, row):
    UNMOVED.compare(cli, row)


def dates_of(type_name):
    facts = yaml.safe_load((BOOK / "facts.yaml").read_text(encoding="utf-8"))
    return [(entity, name) for entity, body in facts.items() for name, a in body["attributes"].items() if a["type"] == type_name]


@pytest.mark.parametrize("day, warned", [("2026-11-24", True), (AS_OF, False)])
def test_events_after_as_of_are_warned_of_and_anchors_are_not(cli, day, warned):
    events, anchors = dates_of("date?"), dates_of("date")
    assert len(events) == 15 and set(anchors) == {("absence", "leaves_on"), ("rotation", "takes_effect_on"),
                                                  ("case", "received_on")}
    facts = {}
    for entity, name in events + anchors:
        facts.setdefault(entity, []).append({"id": name, name: day})
    warnings = check(cli, facts)["warnings"]
    assert all(set(warning) == {"code", "subject", "attribute", "message"} for warning in warnings)
    found = sorted((w["code"], w["subject"]["type"], w["subject"]["id"], w["attribute"]) for w in warnings)
    assert found == (sorted(("after_as_of", entity, name, name) for entity, name in events) if warned else [])


RECALL = {"decided_by": "bureau", "letter_on": None, "successor_proposed_on": None, "dealt_with": False, "formalities_on": None,
          "handover_completed_on": None, "exited_on": "2026-12-01"}
EVENTS = Table([
    *(Row("a planned exit: " + rule, rule, RECALL, {"verdict": "pending", "due": None, "days_left": None, **NOTHING})
      for rule in ("art15.1", "art15.2.successor", "art15.3")),
    *(Row("a planned exit: " + rule, rule, RECALL, {"verdict": "not_applicable", **NOTHING}) for rule in ("art15.2.handling",
                                                                                                          "art15.4")),
    Row("an event of today has happened", "art15.4", {**RECALL, "exited_on": AS_OF}, {"verdict": "violated"}),
    Row("done after as_of is not done", "art18.limit", {**LIMITED, "completed_on": "2026-11-24"},
        {"verdict": "violated", "due": "2026-10-12", "days_late": 42}),
    Row("an anchor may lie ahead", "art12.report", {"leaves_on": "2026-12-24", "window_kept_running": False, "reported_on": None},
        {"verdict": "pending", "due": "2026-12-23", "days_left": 30}),
    Row("a supplement after as_of has not come", "art18.limit", {**LIMITED, "materials_complete": False,
                                                                 "supplemented_on": "2026-11-30",
                                                                 "completed_on": None}, {"verdict": "not_applicable", "due": None}),
])


@pytest.mark.parametrize("row", EVENTS.rows, ids=EVENTS.names())
def test_events_after_as_of_have_not_happened(cli, row):
    EVENTS.compare(cli, row)


def limit_row(name, received, workdays, as_of=AS_OF, **want):
    facts = {**LIMITED, "received_on": received, "promised_workdays": workdays, "prescribed_workdays": None, "completed_on": None}
    return Row(name, "art18.limit", facts, want, as_of=as_of)


UNCOVERED = {"possible": ["violated", "pending"], "due": None, "missing": [], "errors": ["calendar_not_covered"]}
UNPUBLISHED = Table([
    limit_row("25 December of the newest year is settled", "2026-12-24", 1, due="2026-12-25", provisional=False, due_earliest=None),
    limit_row("the day after it is not", "2026-12-25", 1, provisional=True),
    limit_row("a limit that ends long before", "2026-11-23", 5, due="2026-11-30", provisional=False),
    limit_row("2006 is not covered", "2006-12-29", 1, **UNCOVERED),
    limit_row("a start on the last day of 2006 asks 2007 alone", "2006-12-31", 1, due="2007-01-04", provisional=False, errors=[]),
    limit_row("2028 is estimated", "2028-06-05", 3, as_of="2028-06-05", provisional=True, verdict="pending", errors=[]),
    limit_row("2029 is not covered", "2029-01-01", 1, **UNCOVERED),
    limit_row("a count that leaves 2028", "2028-12-20", 20, **UNCOVERED),
    limit_row("a count of 0 asks no calendar, before", "1999-05-01", 0, due="1999-05-01", provisional=False, errors=[]),
    limit_row("a count of 0 asks no calendar, after", "2150-05-01", 0, due="2150-05-01", provisional=False, errors=[]),
    Row("a condition that turns on an unpublished day", "art13.familiarisation",
        {"familiarisation_from": "2026-12-28", "familiarisation_to": "2027-01-01"},
        {"possible": ["compliant", "violated"], **NOTHING}, as_of="2027-03-01", options=("--reading", "one_week=five_workdays")),
    Row("a condition with unpublished days that do not matter", "art13.familiarisation",
        {"familiarisation_from": "2026-12-28", "familiarisation_to": "2027-02-27"},
        {"verdict": "compliant"}, as_of="2027-03-01", options=("--reading", "one_week=five_workdays")),
])


@pytest.mark.parametrize("row", UNPUBLISHED.rows, ids=UNPUBLISHED.names())
def test_unpublished_and_uncovered_days(cli, row):
    UNPUBLISHED.compare(cli, row)


CLEAN = {"site_kind": "village_service_station", "on_window_duty": True, "serious_discipline_breach": False,
         "serious_rules_breach": False,
         "unlawful_act": False, "processing_errors": 0, "upheld_complaints": 0, "assessment_result": "qualified",
         "other_serious_circumstance": False, "recall_decided": False}


def without(*names):
    return {name: value for name, value in CLEAN.items() if name not in names}


def absent_row(name, rule, facts, possible, missing="", judgement="", errors=(), **more):
    want = {"possible": possible.split(), "missing": missing.split(), "needs_judgement": judgement.split(), "errors": list(errors)}
    return Row(name, rule, facts, want, **more)


MISSING = Table([
    absent_row("nothing is told of a case: vocabulary order", "art18.limit", {}, "compliant violated pending not_applicable",
               "item_kind received_on materials_complete supplemented_on prescribed_workdays promised_workdays excluded_workdays "
               "completed_on"),
    absent_row("of a staff member: through derived facts and other norms", "art14.recall", {}, "compliant violated not_applicable",
               "site_kind on_window_duty unlawful_act processing_errors retrained post_training_assessment upheld_complaints "
               "assessment_result recall_decided", "serious_discipline_breach serious_rules_breach major_adverse_effect "
               "mainly_responsible extremely_bad_effect other_serious_circumstance"),
    absent_row("one ground untold", "art14.recall", without("processing_errors"), "violated not_applicable",
               "processing_errors retrained post_training_assessment"),
    absent_row("what a false side absorbs", "art14.3", {**CLEAN, "processing_errors": 2}, "not_triggered"),
    absent_row("what a true side absorbs", "art14.recall", {**without("other_serious_circumstance"),
                                                            "assessment_result": "unqualified"},
               "violated"),
    absent_row("records and appraisals apart", "art14.4", {**CLEAN, "upheld_complaints": UNTOLD}, "triggered not_triggered",
               "upheld_complaints", "mainly_responsible extremely_bad_effect"),
    absent_row("an appraisal alone", "art11.1", CLEAN, "compliant violated", "", "operates_equipment"),
    absent_row("outside the scope nothing is asked", "art11.1", {**CLEAN, "on_window_duty": False}, "not_applicable"),
    absent_row("the condition is not asked where the norm cannot apply", "art04.assessor",
               {**CLEAN, "assessment_result": "not_assessed"},
               "not_applicable"),
    absent_row("done in time whatever is excluded", "art18.limit",
               {**LIMITED, "excluded_workdays": UNTOLD, "completed_on": "2026-10-12"}, "compliant"),
    absent_row("late whatever is excluded is not known", "art18.limit",
               {**LIMITED, "excluded_workdays": UNTOLD, "completed_on": "2026-10-13"}, "compliant violated", "excluded_workdays"),
    absent_row("only an error stands between", "art18.limit", {**LIMITED, "received_on": "2005-03-01", "completed_on": None},
               "violated pending", errors=["calendar_not_covered"]),
    absent_row("an error beside an absent fact", "art18.limit", {**LIMITED, "item_kind": UNTOLD, "received_on": "2005-03-01",
                                                                "completed_on": None}, "violated pending not_applicable",
               "item_kind",
               errors=["calendar_not_covered"]),
    absent_row("an absent fact that hangs together with itself", "art17.2.immediate",
               {"item_kind": "immediate", "received_on": "2026-09-21", "supplemented_on": "2026-09-21",
                "completed_on": "2026-09-21"},
               "compliant violated", "materials_complete"),
])


@pytest.mark.parametrize("row", MISSING.rows, ids=MISSING.names())
def test_what_is_missing(cli, row):
    finding = MISSING.compare(cli, row)
    assert not set(finding["missing"]) & set(finding["needs_judgement"])
    assert all("." not in name for name in finding["missing"] + finding["needs_judgement"])


def test_nothing_is_missing_unless_undetermined(cli):
    """Over the whole rulebook, with nothing told and with everything judged told."""
    facts = {entity: [{"id": "x"}] for entity in {norm["about"] for norm in norms().values()}}
    facts["staff"].append({"id": "y", **CLEAN})
    facts["case"].append({"id": "y", **LIMITED})
    for finding in check(cli, facts)["findings"]:
        named = finding["missing"] + finding["needs_judgement"]
        assert bool(named) == (finding["verdict"] == "undetermined"), finding["rule"]
        assert len(set(named)) == len(named)


ALL = {entity: [{"id": "x"}] for entity in sorted({norm["about"] for norm in norms().values()})}


@pytest.mark.parametrize("published_on, in_force", [("2026-11-24", False), (AS_OF, True), ("2020-01-01", True), (None, True)])
@pytest.mark.parametrize("given", ["as an option", "in the facts"])
def test_commencement(cli, published_on, in_force, given):
    facts, options = dict(ALL), []
    if published_on and given == "as an option":
        options = ["--published-on", published_on]
    elif published_on:
        facts["published_on"] = published_on
    report = check(cli, facts, *options)
    assert report["published_on"] == published_on
    assert len(report["findings"]) == 54
    for finding in report["findings"]:
        assert finding.get("reason") == (None if in_force else "not_in_force")
        if not in_force:
            assert finding["possible"] == ["not_applicable"]
            assert (finding["missing"], finding["needs_judgement"], finding["errors"]) == ([], [], [])
            if "deadline" in norms()[finding["rule"]]:
                assert (finding["due"], finding["provisional"]) == (None, False)
    assert report["summary"]["not_applicable"] == 54 or in_force


def test_commencement_given_twice_is_as_the_option_says(cli):
    report = check(cli, {**ALL, "published_on": "2026-11-24"}, "--published-on", AS_OF)
    assert report["published_on"] == AS_OF and not any("reason" in finding for finding in report["findings"])


def test_the_bearer_stands_in_every_finding(cli):
    bearers = {finding["rule"]: finding["bearer"] for finding in check(cli, ALL)["findings"]}
    assert bearers == {rule: norm.get("bearer") for rule, norm in norms().items()}
    assert set(bearers.values()) == {"bureau", "site", "staff"}
