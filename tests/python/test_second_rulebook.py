# SPDX-License-Identifier: Apache-2.0
"""Another city's by-law, tests/second_rulebook: in English only, with entities, words and a calendar of its own. It is loaded,
described and judged by the same program, and compared with findings worked out by hand."""

import json
import re

import pytest
import yaml
from conftest import ROOT

BOOK = ROOT / "tests" / "second_rulebook"
RULES = ["--rules", BOOK]
DUE_FIELDS = ("due", "provisional", "due_earliest", "due_latest", "reason")
HAN = re.compile("[\u3400-\u9fff]")


class PlainDates(yaml.SafeLoader):
    """Dates stay the text that they are in JSON."""


PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), PlainDates)


CASES = [case for path in sorted((BOOK / "cases").glob("*.yaml")) for case in load(path)]
NORMS = {rule: norm for name in load(BOOK / "regulation.yaml")["norms"] for rule, norm in load(BOOK / name).items()}


def options_of(case):
    options = ["--as-of", case["as_of"]]
    for key in ("known_on", "published_on"):
        if key in case:
            options += ["--" + key.replace("_", "-"), case[key]]
    options += [word for name, answer in case.get("readings", {}).items() for word in ("--reading", "%s=%s" % (name, answer))]
    return options + [word for name, value in case.get("assume", {}).items() for word in ("--assume", "%s=%s" % (name, value))]


def check(cli, facts, *options):
    done = cli.run("check", "-", *RULES, "--format", "json", *options, stdin=json.dumps(facts))
    assert done.returncode in (0, 3, 4), done.stderr
    return done.returncode, json.loads(done.stdout)


def full(wanted):
    """What is left out of an expectation is empty."""
    filled = {
        "verdict": wanted["verdict"],
        "possible": wanted.get("possible", [wanted["verdict"]]),
        "missing": wanted.get("missing", []),
        "needs_judgement": wanted.get("needs_judgement", []),
        "errors": wanted.get("errors", []),
        "days_late": wanted.get("days_late"),
        "days_left": wanted.get("days_left"),
    }
    return {**filled, **{key: wanted[key] for key in DUE_FIELDS if key in wanted}}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(cli, case):
    status, report = check(cli, case["facts"], *options_of(case))
    found = {(finding["rule"], finding["subject"]["id"]): finding for finding in report["findings"]}
    differing = {}
    for wanted in map(dict, case["expect"]):
        finding = dict(found[wanted["rule"], wanted["subject"]])
        finding["errors"] = [error["code"] for error in finding["errors"]]
        expected = full(wanted)
        got = {key: finding.get(key) for key in expected}
        if got != expected:
            differing[wanted["rule"], wanted["subject"]] = {k: (expected[k], got[k]) for k in expected if expected[k] != got[k]}
    assert not differing
    assert [warning["code"] for warning in report["warnings"]] == case.get("warnings", [])
    verdicts = {finding["verdict"] for finding in report["findings"]}
    assert status == (3 if "violated" in verdicts else 4 if "undetermined" in verdicts else 0)


def test_every_record_and_norm_has_its_expectation():
    good, bad = {"compliant", "not_triggered"}, {"violated", "triggered"}
    seen = {rule: set() for rule in NORMS}
    for case in CASES:
        recorded = {record["id"] for records in case["facts"].values() for record in records}
        assert recorded == {wanted["subject"] for wanted in case["expect"]}, case["name"]
        for wanted in case["expect"]:
            seen[wanted["rule"]].add(wanted["verdict"])
    for rule, verdicts in seen.items():
        assert verdicts & good and verdicts & bad and "undetermined" in verdicts, rule


def test_it_holds_one_of_each_kind():
    kinds = [next(verb for verb in ("requires", "forbids", "when", "deadline") if verb in norm) for norm in NORMS.values()]
    assert sorted(kinds) == ["deadline", "deadline", "forbids", "requires", "when"]
    assert {norm["about"] for norm in NORMS.values()} == {"application", "pitch"}


def test_lint_is_clean(cli):
    done = cli.run("lint", BOOK, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("clean: 5 rules, 1 reading")


def test_every_word_is_claimed(cli):
    done = cli.run("coverage", BOOK, "--format", "json")
    assert done.returncode == 0, done.stderr
    coverage = json.loads(done.stdout)
    assert [unit["label"] for unit in coverage["units"]] == [
        "Article 1", "Article 2", "Article 3", "Article 4", "Article 5", "Article 5(a)", "Article 5(b)", "Article 6", "Article 7"
    ]
    unclaimed = [piece["text"] for unit in coverage["units"] for piece in unit["pieces"] if not piece["claims"]]
    assert [text for text in unclaimed if re.search(r"\w", text)] == []
    assert coverage["share"] == 1


# a command, words that it prints
DESCRIBES = [
    (["show", "art2.decision"], ["decision on an application", "Article 2", "the Markets Office", "within 10 working days",
                                 "alder"]),
    (["show", "art3.clearance"], ["3 months", "licence ended on", "the holder of the pitch"]),
    (["show", "art5.withdrawal"], ["several market days", "how many market days are several?", "more than a couple"]),
    (["show", "art6.fire"], ["no open flame under cover", "No open flame"]),
    (["facts", "--entity", "pitch"], ["licence", "seasonal licence", "kept tidy", "trading"]),
]


@pytest.mark.parametrize("command, words", DESCRIBES, ids=[" ".join(command) for command, _ in DESCRIBES])
def test_describes_itself_in_english(cli, command, words):
    done = cli.run(*command, *RULES, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert [word for word in words if word not in done.stdout] == []
    assert not HAN.search(done.stdout)


FACTS = {
    "as_of": "2026-11-23",
    "application": [{"id": "A-1", "complete_on": "2026-08-03", "answer_workdays": 0, "decided_on": "2026-08-20"}],
    "pitch": [
        {"id": "P-1", "licence": "full", "traded_from": True, "cover": "hall", "licence_shown": True, "market_days": 40,
         "empty_days": 3,
         "excused": False, "upheld_complaint_days": 0, "open_flame": True, "licence_ended_on": None, "cleared_on": None}
    ],
}


def test_reports_in_english_and_bears_no_other_city(cli):
    status, report = check(cli, FACTS, "--lang", "en")
    assert status == 3
    assert (report["rulebook"]["id"], report["calendar"]["id"]) == ("market_pitches", "alder")
    assert report["calendar"]["published_through"] == "2026-12-31"
    assert report["readings"] == {"several": "three"}
    found = [(f["rule"], f["bearer"], f["subject"]["id"], f["verdict"]) for f in report["findings"]]
    assert found == [
        ("art2.decision", "office", "A-1", "violated"),
        ("art3.clearance", "holder", "P-1", "pending"),
        ("art4.order", "holder", "P-1", "undetermined"),
        ("art5.withdrawal", "office", "P-1", "triggered"),
        ("art6.fire", "holder", "P-1", "violated"),
    ]
    assert not HAN.search(" ".join(finding["message"]["en"] for finding in report["findings"]))
    text = cli.run("check", "-", *RULES, "--lang", "en", stdin=json.dumps(FACTS)).stdout
    assert "By-law of the City of Port Alder on Market Pitches" in text and "no open flame under cover" in text
    assert not HAN.search(text)


def test_can_be_read_in_chinese_as_far_as_the_tool_speaks_it(cli):
    done = cli.run("check", "-", *RULES, "--lang", "zh", stdin=json.dumps(FACTS))
    assert done.returncode == 3, done.stderr
    assert "decision on an application" in done.stdout and "违反" in done.stdout


def test_explains_a_finding(cli):
    done = cli.run("explain", "-", *RULES, "--rule", "art2.decision", "--subject", "A-1", "--lang", "en", stdin=json.dumps(FACTS))
    assert done.returncode == 0, done.stderr
    # The ledger: 13 and 14 August are the city's own holidays.
    for words in ("2026-08-19", "2026-08-20", "10. 11. 12. 13- 14- 15  16", "17. 18. 19*"):
        assert words in done.stdout


def test_sensitivity(cli):
    done = cli.run("sensitivity", "-", *RULES, "--format", "json", stdin=json.dumps(FACTS))
    assert done.returncode == 0, done.stderr
    flips = json.loads(done.stdout)["flips"]
    assert [(f["reading"], f["answer"], f["rule"], f["subject"]["id"], f["from"], f["to"]) for f in flips] == [
        ("several", "five", "art5.withdrawal", "P-1", ["triggered"], ["not_triggered"])
    ]


# what the facts hold, what the refusal names
REFUSED = [
    ({"pitch": [{"id": "P-1", "cover": "hal"}]}, ["P-1", "cover", "hal", "hall"]),
    ({"pitch": [{"id": "P-1", "open_flame": None}]}, ["P-1", "open_flame", "null"]),
    ({"pitch": [{"id": "P-1", "empty_days": -1}]}, ["P-1", "empty_days", "-1"]),
    ({"pitch": [{"id": "P-1", "licence": "none", "trading": True}]}, ["P-1", "trading"]),
    ({"case": [{"id": "C-1"}]}, ["case"]),
    ({"application": [{"id": "A-1", "received_on": "2026-08-03"}]}, ["A-1", "received_on"]),
]


@pytest.mark.parametrize("facts, words", REFUSED, ids=[str(words) for _, words in REFUSED])
def test_refuses(cli, facts, words):
    done = cli.run("check", "-", *RULES, "--as-of", "2026-11-23", "--lang", "en", stdin=json.dumps(facts))
    assert (done.returncode, done.stdout) == (1, "")
    assert [word for word in words if word not in done.stderr] == []
