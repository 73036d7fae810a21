# SPDX-License-Identifier: Apache-2.0
"""The logic of conditions, and what a report holds, line by line. tests/domain_lines.md says which line is tested where.

The logic is shown on a small rulebook of its own, so that each line can be asked for by itself.
"""

import hashlib
import json

import pytest
from conftest import ROOT
from domain_rows import AS_OF, BOOK, UNTOLD, Row, Table, check, norms

RULES = ["--rules", BOOK]
ENTITIES = ["staff", "absence", "rotation", "recall", "case", "inquiry", "site", "service_commitment", "window", "bureau"]

# name of the norm, its condition; its `applies`
CONDITIONS = [
    ("choice", "a ? b : c", None),
    ("choice_of_numbers", "(a ? n : m) > 0", None),
    ("choice_by_an_error", "(10 / n > 1) ? b : c", None),
    ("together", "a || !a", None),
    ("together_apart", "a && !a", None),
    ("or_absorbs", "10 / n > 1 || b", None),
    ("and_absorbs", "10 / n > 1 && b", None),
    ("outside", "10 / n > 1", "a"),
    ("product", "n * m > 0", None),
    ("is_null", "k == null", None),
    ("is_not_null", "k != null", None),
    ("has", "has(k)", None),
    ("is_three", "k == 3", None),
    ("is_not_three", "k != 3", None),
    ("is_red", "colour == \"red\"", None),
    ("is_not_red", "colour != \"red\"", None),
    ("a_day_on", "day + days(n) > day", None),
]
REGULATION = """
id: logic
title: {en: Logic}
languages: [en]
bearers:
  all: {label: {en: everybody}}
outline:
  - label: Article 1
    text: Everything is as it should be.
norms: [norms/all.yaml]
"""
FACTS = """
thing:
  label: {en: thing}
  attributes:
    a: {type: bool, label: {en: a}, description: {en: a}}
    b: {type: bool, label: {en: b}, description: {en: b}}
    c: {type: bool, label: {en: c}, description: {en: c}}
    n: {type: int, label: {en: n}, description: {en: n}}
    m: {type: int, label: {en: m}, description: {en: m}}
    k: {type: 'int?', label: {en: k}, description: {en: k}}
    day: {type: date, label: {en: day}, description: {en: day}}
    colour:
      type: enum
      label: {en: colour}
      description: {en: colour}
      labels:
        red: {en: red}
        green: {en: green}
"""


def norm_text(name, condition, applies):
    lines = ["%s:" % name, "  cites: Article 1", "  about: thing", "  bearer: all", "  title: {en: %s}" % name]
    lines += ["  applies: '%s'" % applies] if applies else []
    return "\n".join(lines + ["  quotes: [as it should be]", "  requires: '%s'" % condition]) + "\n"


@pytest.fixture(scope="module")
def logic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("logic")
    (folder / "norms").mkdir()
    (folder / "regulation.yaml").write_text(REGULATION)
    (folder / "facts.yaml").write_text(FACTS)
    (folder / "readings.yaml").write_text("{}\n")
    (folder / "norms" / "all.yaml").write_text("".join(norm_text(*row) for row in CONDITIONS))
    LOGIC.rules = folder
    return folder


def logic_row(name, rule, facts, possible, missing="", errors=""):
    words = {"yes": ["compliant"], "no": ["violated"], "open": ["compliant", "violated"], "out": ["not_applicable"]}
    want = {"possible": words[possible], "missing": missing.split(), "errors": errors.split()}
    return Row(name, rule, facts, want, entity="thing")


LOGIC = Table([
    logic_row("a choice by what is not told, both alike", "choice", {"b": True, "c": True}, "yes"),
    logic_row("a choice by what is not told, both alike and false", "choice", {"b": False, "c": False}, "no"),
    logic_row("a choice by what is not told, both unlike", "choice", {"b": True, "c": False}, "open", "a"),
    logic_row("a choice of what is not told", "choice", {"a": True, "c": False}, "open", "b"),
    logic_row("a choice against what is not told", "choice", {"a": False, "c": False}, "no"),
    logic_row("a choice of equal numbers is not resolved", "choice_of_numbers", {"n": 1, "m": 1}, "open", "a"),
    logic_row("a choice by an error", "choice_by_an_error", {"n": 0, "b": True, "c": False}, "open", "", "division_by_zero"),
    logic_row("unknowns that hang together, or", "together", {}, "open", "a"),
    logic_row("unknowns that hang together, and", "together_apart", {}, "open", "a"),
    logic_row("no unknown, or", "together", {"a": False}, "yes"),
    logic_row("true || absorbs an error", "or_absorbs", {"n": 0, "b": True}, "yes"),
    logic_row("false || does not", "or_absorbs", {"n": 0, "b": False}, "open", "", "division_by_zero"),
    logic_row("an error beside what is not told", "or_absorbs", {"n": 0}, "open", "b", "division_by_zero"),
    logic_row("false && absorbs an error", "and_absorbs", {"n": 0, "b": False}, "no"),
    logic_row("true && does not", "and_absorbs", {"n": 0, "b": True}, "open", "", "division_by_zero"),
    logic_row("no error at all", "and_absorbs", {"n": 4, "b": True}, "yes"),
    logic_row("not applicable, so no errors", "outside", {"a": False, "n": 0}, "out"),
    logic_row("applicable, with its error", "outside", {"a": True, "n": 0}, "open", "", "division_by_zero"),
    logic_row("an overflow", "product", {"n": 2**53, "m": 2**53}, "open", "", "overflow"),
    logic_row("a product that fits", "product", {"n": 2**31, "m": 2**31}, "yes"),
    logic_row("a product of what is not told", "product", {"n": 0}, "open", "m"),
    logic_row("null is null", "is_null", {"k": None}, "yes"),
    logic_row("a number is not null", "is_null", {"k": 3}, "no"),
    logic_row("what is not told may be null", "is_null", {}, "open", "k"),
    logic_row("what is not told may not be null", "is_not_null", {}, "open", "k"),
    logic_row("has is not null", "has", {"k": None}, "no"),
    logic_row("has does not see what is told", "has", {}, "open", "k"),
    logic_row("null is not three", "is_three", {"k": None}, "no"),
    logic_row("null is something other than three", "is_not_three", {"k": None}, "yes"),
    logic_row("what is not told may be three", "is_three", {}, "open", "k"),
    logic_row("what is not told may be another", "is_not_three", {}, "open", "k"),
    logic_row("a label that is not told", "is_red", {}, "open", "colour"),
    logic_row("a label that is not told may be another", "is_not_red", {}, "open", "colour"),
    logic_row("another label", "is_not_red", {"colour": "green"}, "yes"),
    logic_row("the last day", "a_day_on", {"day": "2200-12-30", "n": 1}, "yes"),
    logic_row("past the last day", "a_day_on", {"day": "2200-12-31", "n": 1}, "open", "", "date_out_of_range"),
    logic_row("before the first day", "a_day_on", {"day": "1900-01-01", "n": -1}, "open", "", "date_out_of_range"),
])


@pytest.mark.parametrize("row", LOGIC.rows, ids=LOGIC.names())
def test_logic(cli, logic, row):
    facts = {name: value for name, value in row.facts.items() if value is not UNTOLD}
    LOGIC.compare(cli, Row(row.name, row.rule, facts, row.want, row.as_of, row.options, row.entity))


def test_findings_come_by_entity_record_and_norm(cli):
    """Whatever the order in the file."""
    facts = {entity: [{"id": entity + " 2"}, {"id": entity + " 1"}] for entity in reversed(ENTITIES)}
    wanted = [(rule, norm["about"], "%s %d" % (norm["about"], n)) for entity in ENTITIES for n in (2, 1)
              for rule, norm in norms().items() if norm["about"] == entity]
    found = [(f["rule"], f["subject"]["type"], f["subject"]["id"]) for f in check(cli, facts)["findings"]]
    assert found == wanted and len(found) == 2 * 54


def test_norms_are_in_the_order_of_the_regulation():
    order = """art04.assessor art05.norms art05.oversight art08.established_by art09.unified art10.headcount art10.selection
        art10.roster art11.1 art11.2 art11.3 art11.4.patience art11.4.follow_up art11.4.feedback art12.stability
        art12.report art12.measures art13.notice_period art13.notice_form art13.notice_content art13.approval
        art13.familiarised art13.familiarisation art13.order art14.1 art14.2 art14.3 art14.4 art14.5 art14.6
        art14.recall art14.no_ground art14.decided_by art15.1 art15.2.successor art15.2.handling art15.3 art15.order
        art15.4 art16.1 art16.2 art16.3.1 art16.3.2 art17.1.inform art17.1.refusal art17.2.review art17.2.immediate
        art17.2.supplement art17.3.record art18.limit art19.1 art19.2 art19.3.manner art19.3.phrases"""
    assert list(norms()) == order.split()


def test_only_deadlines_speak_of_due_dates(cli):
    facts = {entity: [{"id": "x"}] for entity in ENTITIES}
    for finding in check(cli, facts)["findings"]:
        keys = {"due", "provisional", "days_late", "days_left", "due_earliest", "due_latest"} & set(finding)
        assert keys == ({"due", "provisional"} if "deadline" in norms()[finding["rule"]] else set()), finding["rule"]


ASSUMED = [
    ("case.excluded_workdays=0", 0),
    ("case.promised_workdays=null", None),
    ("case.materials_complete=true", True),
    ("case.item_kind=immediate", "immediate"),
    ("case.received_on=2026-09-21", "2026-09-21"),
    ("case.completed_on=null", None),
]


def test_assumed_values_are_typed_as_in_the_facts(cli):
    options = [word for text, _ in ASSUMED for word in ("--assume", text)]
    report = check(cli, {"case": [{"id": "x"}]}, *options)
    assert report["assumptions"] == {text.split("=")[0]: value for text, value in ASSUMED}
    finding = next(f for f in report["findings"] if f["rule"] == "art17.2.immediate")
    assert (finding["verdict"], finding["due"]) == ("violated", "2026-09-21")


def test_assumptions_fill_in_what_is_absent_and_nothing_else(cli):
    facts = {"case": [{"id": "absent"}, {"id": "told", "refused": False}], "inquiry": [{"id": "other"}]}
    report = check(cli, facts, "--assume", "case.refused=true", "--assume", "case.refusal_reason_given=false")
    verdicts = {f["subject"]["id"]: f["verdict"] for f in report["findings"] if f["rule"] == "art17.1.refusal"}
    assert verdicts == {"absent": "violated", "told": "not_applicable"}


def test_warnings_end_with_a_count(cli):
    cases = [{"id": "c%d" % n, "completed_on": "2026-12-01"} for n in range(1203)]
    warnings = check(cli, {"case": cases})["warnings"]
    assert len(warnings) == 1001
    assert [warning["subject"]["id"] for warning in warnings[:1000]] == ["c%d" % n for n in range(1000)]
    assert warnings[-1]["count"] == 203 and "203" in warnings[-1]["message"]["en"]
    assert len(check(cli, {"case": cases[:1000]})["warnings"]) == 1000


def test_a_fact_is_warned_of_once(cli):
    """Two norms ask for completed_on."""
    cases = [{"id": "x", "completed_on": "2026-12-01", "supplemented_on": "2026-12-01"}]
    warnings = check(cli, {"case": cases})["warnings"]
    assert sorted(warning["attribute"] for warning in warnings) == ["completed_on", "supplemented_on"]


# Digests, worked out here as the description has them.
def sha(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    """RFC 8785 of the values that facts have: keys of records are ASCII, numbers are integers."""
    if isinstance(value, float):
        assert value.is_integer()
        value = int(value)
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (canonical(key), canonical(value[key])) for key in sorted(value))
    if isinstance(value, list):
        return "[%s]" % ",".join(map(canonical, value))
    return json.dumps(value, ensure_ascii=False)


def facts_digest(facts):
    lines = []
    for entity in sorted(facts):
        if facts[entity]:
            records = "".join(canonical(record) + "\n" for record in facts[entity])
            lines.append("%s  %s\n" % (sha(records.encode("utf-8")), entity))
    return "sha256:" + sha("".join(lines).encode())


DIGESTED = {
    "window": [{"id": "窗口\t\"1\"", "established_by": "bureau"}],
    "case": [
        {"received_on": "2026-09-21", "id": "b", "promised_workdays": None, "excluded_workdays": 3.0, "refused": False},
        {"id": "a"},
    ],
    "inquiry": [{"id": "i", "said": ["不知道", "é\u0007\u2028"]}],
    "bureau": [],
}


def test_the_digest_of_facts(cli):
    report = check(cli, DIGESTED)
    assert report["facts_digest"] == facts_digest(DIGESTED)
    with_dates = {"as_of": AS_OF, "published_on": "2020-01-01", **DIGESTED}
    assert check(cli, with_dates, "--assume", "case.refused=true")["facts_digest"] == report["facts_digest"]
    backwards = {**DIGESTED, "case": DIGESTED["case"][::-1]}
    assert check(cli, backwards)["facts_digest"] == facts_digest(backwards) != report["facts_digest"]
    assert check(cli, DIGESTED, "--lenient")["facts_digest"] is None
    assert check(cli, {})["facts_digest"] == facts_digest({}) == "sha256:" + sha(b"")


def test_the_digest_of_facts_does_not_depend_on_the_kind_of_file(cli, tmp_path):
    rows = [{"id": "b", "received_on": "2026-09-21", "promised_workdays": None, "refused": True},
            {"id": "007", "excluded_workdays": 2}]
    columns = "received_on,id,promised_workdays,refused,excluded_workdays"
    (tmp_path / "case.csv").write_text(columns + "\r\n2026-09-21,b,null,TRUE,\r\n,007,,,2\r\n")
    (tmp_path / "case.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "facts.json").write_text(json.dumps({"case": rows}))
    for name in ("case.csv", "case.ndjson", "facts.json"):
        done = cli.run("check", tmp_path / name, *RULES, "--as-of", AS_OF, "--format", "json")
        assert json.loads(done.stdout)["facts_digest"] == facts_digest({"case": rows}), name


def folder_digest(folder, skip="cases"):
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*.yaml")}
    names = sorted((name for name in files if not name.startswith(skip + "/")), key=lambda name: name.encode())
    return "sha256:" + sha("".join("%s  %s\n" % (sha(files[name].read_bytes()), name) for name in names).encode())


def test_the_digests_of_rulebook_and_calendar(cli):
    for options in (RULES, []):
        done = cli.run("check", "-", *options, "--as-of", AS_OF, "--format", "json", stdin="{}")
        report = json.loads(done.stdout)
        assert report["rulebook"] == {"id": "window_staff", "digest": folder_digest(BOOK)}
        assert report["calendar"]["digest"] == folder_digest(ROOT / "rules" / "calendars" / "cn")
