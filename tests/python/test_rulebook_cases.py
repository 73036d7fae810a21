# SPDX-License-Identifier: Apache-2.0
"""Every case of the shipped rulebook, judged: rules/window_staff/cases/README.md describes the files."""

import functools
import pathlib

import pytest
import yaml

import tianya_rules as tr

BOOK = pathlib.Path(__file__).resolve().parents[2] / "rules" / "window_staff"
COMPARED_IF_GIVEN = ("due", "provisional", "due_earliest", "due_latest")


class PlainDates(yaml.SafeLoader):
    """Dates stay the text that they are in JSON."""


PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), PlainDates)


CASES = [case for path in sorted((BOOK / "cases").glob("*.yaml")) for case in load(path)]


@functools.lru_cache(maxsize=None)
def book():
    return tr.Rulebook.load(str(BOOK))


def readings_of(case):
    chosen = case.get("readings", {})
    return {name: (answer["answer"], answer["given"]) if isinstance(answer, dict) else answer for name, answer in chosen.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    report = (
        book()
        .check(
            case["facts"],
            as_of=case["as_of"],
            readings=readings_of(case),
            assume=case.get("assume", {}),
            published_on=case.get("published_on"),
        )
        .to_dict()
    )
    found = {(finding["rule"], finding["subject"]["id"]): finding for finding in report["findings"]}
    differing = {}
    for wanted in case["expect"]:
        finding = found[wanted["rule"], wanted["subject"]]
        full = {
            "verdict": wanted["verdict"],
            "possible": wanted.get("possible", [wanted["verdict"]]),
            "missing": wanted.get("missing", []),
            "needs_judgement": wanted.get("needs_judgement", []),
            "days_late": wanted.get("days_late"),
            "days_left": wanted.get("days_left"),
            **{key: wanted[key] for key in COMPARED_IF_GIVEN if key in wanted},
        }
        if full["verdict"] == "pending" and "days_left" not in wanted:
            del full["days_left"]
        got = {key: finding.get(key) for key in full}
        if got != full:
            differing[wanted["rule"], wanted["subject"]] = {key: (full[key], got[key]) for key in full if full[key] != got[key]}
    assert not differing


def test_names_are_unique():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_every_norm_is_seen_good_and_bad():
    seen = {}
    for case in CASES:
        for wanted in case["expect"]:
            seen.setdefault(wanted["rule"], set()).add(wanted["verdict"])
    norms = [rule for name in load(BOOK / "regulation.yaml")["norms"] for rule in load(BOOK / name)]
    assert sorted(seen) == sorted(norms)
    for rule, verdicts in seen.items():
        assert {"compliant", "violated"} <= verdicts or {"triggered", "not_triggered"} <= verdicts, rule
        assert len(verdicts) >= 3, rule


def test_every_answer_is_exercised():
    chosen = {(name, answer) for case in CASES for name, answer in readings_of(case).items() if isinstance(answer, str)}
    chosen |= {(name, answer[0]) for case in CASES for name, answer in readings_of(case).items() if not isinstance(answer, str)}
    for name, reading in load(BOOK / "readings.yaml").items():
        for answer, body in reading["answers"].items():
            assert body.get("default") or (name, answer) in chosen, f"{name}={answer}"
