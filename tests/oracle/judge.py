# SPDX-License-Identifier: Apache-2.0
"""From facts to findings.

    findings = judge(facts, as_of=date(2026, 11, 23), readings={"one_week": "five_workdays"})

`facts` is what the JSON of an input holds, already accepted: dates as ISO text or `datetime.date`. A finding is a dict with the
names that a report uses; `errors` holds codes alone.
"""

import datetime

from .logic import Row, in_doubt
from .norms import all_norms
from .vocabulary import ENTITIES, READINGS

ORDER = ["compliant", "violated", "pending", "triggered", "not_triggered", "not_applicable"]


def default_readings():
    return {name: answers[0] for name, answers in READINGS.items()}


def as_date(value):
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def prepared(entity, record, as_of, assumptions):
    """Facts with assumptions filled in, dates as dates, and events after as_of as if they had not happened."""
    facts = {}
    for attribute in ENTITIES[entity]:
        name = attribute.name
        if name in record:
            facts[name] = record[name]
        elif "%s.%s" % (entity, name) in assumptions:
            facts[name] = assumptions["%s.%s" % (entity, name)]
        else:
            continue
        if attribute.type.startswith("date") and facts[name] is not None:
            facts[name] = as_date(facts[name])
            if attribute.nullable and facts[name] > as_of:
                facts[name] = None
    return facts


def judge(facts, as_of, readings=None, assumptions=None, published_on=None, phrases=None):
    chosen = default_readings()
    chosen.update(readings or {})
    norms = all_norms(chosen, phrases)
    as_of, published_on = as_date(as_of), as_date(published_on)
    findings = []
    for entity in ENTITIES:
        for record in facts.get(entity, ()):
            row = Row(prepared(entity, record, as_of, assumptions or {}))
            for norm in norms[entity]:
                finding = one_finding(norm, row, as_of, published_on)
                finding.update(rule=norm.rule, entity=entity, id=record["id"])
                findings.append(finding)
    return findings


def one_finding(norm, row, as_of, published_on):
    if published_on is not None and as_of < published_on:
        finding = {"possible": ["not_applicable"], "reason": "not_in_force"}
        if norm.kind == "deadline":
            finding.update(due=None, provisional=False)
    elif norm.kind == "deadline":
        finding = deadline(norm, row, as_of)
    else:
        finding = condition(norm, row)
    finding.setdefault("missing", [])
    finding.setdefault("needs_judgement", [])
    finding.setdefault("errors", [])
    finding["verdict"] = finding["possible"][0] if len(finding["possible"]) == 1 else "undetermined"
    return finding


def condition(norm, row):
    applies, met = row.get(norm.applies), row.get(norm.met)
    yes, no = ("triggered", "not_triggered") if norm.kind == "trigger" else ("compliant", "violated")
    outcomes = {yes: applies.t and met.t, no: applies.t and met.f, "not_applicable": applies.f}
    finding = {"possible": [verdict for verdict in ORDER if outcomes.get(verdict)]}
    if len(finding["possible"]) > 1:
        causes(finding, norm.entity, row, [norm.applies] + ([norm.met] if applies.t else []))
    return finding


def deadline(norm, row, as_of):
    applies, done, due = row.get(norm.applies), row.get(norm.done), row.get(norm.due).data
    happened, absent = done.state == "known", done.state == "absent"
    day = done.data if happened else as_of
    in_time, late = due.not_after(day), due.after_low(day)
    outcomes = {
        "compliant": applies.t and (in_time if happened else absent),
        "pending": applies.t and not happened and in_time,
        "violated": applies.t and late,
        "not_applicable": applies.f,
    }
    possible = [verdict for verdict in ORDER if outcomes.get(verdict)]
    finding = {"possible": possible, "due": None, "provisional": False}
    if possible != ["not_applicable"]:
        finding.update(due_fields(due))
        if finding["due"] is not None and possible == ["violated"]:
            finding["days_late"] = (day - finding["due"]).days
        if finding["due"] is not None and possible == ["pending"]:
            finding["days_left"] = (finding["due"] - as_of).days
    if len(possible) > 1:
        causes(finding, norm.entity, row, [norm.applies] + ([norm.done] if applies.t else []),
               norm.due if applies.t and in_time and late else None)
    return finding


def due_fields(due):
    if due.estimate is not None and due.provisional:
        return {"due": due.estimate, "provisional": True, "due_earliest": due.low, "due_latest": due.high}
    if due.estimate is not None:
        return {"due": due.estimate}
    return {"due_earliest": due.low} if due.low is not None else {}


def causes(finding, entity, row, nodes, due=None):
    """Which facts, errors and unpublished days stand between the possible verdicts."""
    found = {"absent": set(), "error": set(), "unpublished": set()}
    for what, names in found.items():
        for node in nodes:
            if in_doubt(row.get(node), what):
                node.sweep(row, what, names)
        if due is not None:
            due.sweep(row, what, names)
    for attribute in ENTITIES[entity]:
        if attribute.name in found["absent"]:
            finding.setdefault("needs_judgement" if attribute.judged else "missing", []).append(attribute.name)
    finding["errors"] = sorted(found["error"])
    if found["unpublished"]:
        finding["unpublished"] = True
