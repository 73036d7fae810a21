# SPDX-License-Identifier: Apache-2.0
"""Runs the program on random facts and compares each finding with the slow judge's.

    python3 tests/oracle/compare.py --program build/release/tianya-rules --findings 100000 --seed 1

Prints the first differences with the facts that show them, and a count. Exit status 1 where there are any.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from oracle.judge import judge  # noqa: E402
from oracle.random_facts import Trial  # noqa: E402

FIELDS = ["verdict", "possible", "due", "days_late", "days_left", "due_earliest", "due_latest", "missing", "needs_judgement",
          "errors", "provisional", "reason"]
EXIT_STATUS = {"violated": 3, "undetermined": 4}


KNOWN_ON = "2026-11-24"


class ProgramFailed(Exception):
    pass


def plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)


def run_program(program, trial, folder, options):
    """The report, and the exit status that goes with it."""
    path = os.path.join(folder, "facts.json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(trial.facts, out, ensure_ascii=False)
    phrases = os.path.join(folder, "phrases.txt")
    if trial.phrases:
        with open(phrases, "w", encoding="utf-8") as out:
            out.write("".join(p + "\n" for p in trial.phrases))
    # The slow judge knows the notices until then (working_days.py): a year published later is none of its business.
    command = [program, "check", path, *options, "--as-of", plain(trial.as_of), "--known-on", KNOWN_ON, "--format", "json"]
    for name, answer in trial.readings.items():
        command += ["--reading", "%s=%s" % (name, "listed:" + phrases if answer == "listed" else answer)]
    for name, value in trial.assumptions.items():
        command += ["--assume", "%s=%s" % (name, plain(value))]
    if trial.published_on:
        command += ["--published-on", plain(trial.published_on)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode not in (0, 3, 4):
        raise ProgramFailed("exit status %d of\n%s\n%s" % (done.returncode, " ".join(command), done.stderr[:4000]))
    return json.loads(done.stdout), done.returncode


def comparable(finding, of_program):
    """The fields that both sides speak of. A key that is absent and one that is null are told apart."""
    result = {field: finding[field] for field in FIELDS if field in finding}
    for field in ("due", "due_earliest", "due_latest"):
        if result.get(field) is not None:
            result[field] = plain(result[field])
    if of_program:
        result["errors"] = sorted({error["code"] for error in finding["errors"]})
    return result


def differences(report, expected):
    """Pairs of unequal findings; a finding that only one side has is paired with None."""
    found = []
    for index in range(max(len(report), len(expected))):
        theirs = report[index] if index < len(report) else None
        ours = expected[index] if index < len(expected) else None
        if theirs is None or ours is None:
            found.append((theirs, ours))
            continue
        place = (theirs["rule"], theirs["subject"]["type"], theirs["subject"]["id"])
        if place != (ours["rule"], ours["entity"], ours["id"]) or comparable(theirs, True) != comparable(ours, False):
            found.append((theirs, ours))
    return found


def expected_exit(findings):
    verdicts = {finding["verdict"] for finding in findings}
    return next((status for verdict, status in EXIT_STATUS.items() if verdict in verdicts), 0)


def show(trial, theirs, ours):
    name = ours or {"rule": theirs["rule"], "entity": theirs["subject"]["type"], "id": theirs["subject"]["id"]}
    print("%s of %s %s, as of %s" % (name["rule"], name["entity"], name["id"], trial.as_of))
    print("  readings %s assumptions %s published_on %s" % (trial.readings, trial.assumptions, trial.published_on))
    record = next(r for r in trial.facts[name["entity"]] if r["id"] == name["id"])
    print("  facts   ", json.dumps(record, ensure_ascii=False))
    theirs_said = comparable(theirs, True) if theirs else {}
    ours_said = comparable(ours, False) if ours else {}
    for field in FIELDS:
        if theirs_said.get(field, "none") != ours_said.get(field, "none"):
            print("  %-12s program %s, judge %s" % (field, theirs_said.get(field, "none"), ours_said.get(field, "none")))


def compare(program, wanted, seed, shown=5, per_entity=20, options=()):
    """(findings compared, findings that differ)"""
    compared, differing, rng, by_rule = 0, 0, random.Random(seed), {}
    with tempfile.TemporaryDirectory() as folder:
        while compared < wanted:
            trial = Trial(rng, per_entity)
            expected = judge(trial.facts, trial.as_of, trial.readings, trial.assumptions, trial.published_on, trial.phrases)
            report, status = run_program(program, trial, folder, options)
            if status != expected_exit(expected):
                differing += 1
                print("exit status %d where %d was expected" % (status, expected_exit(expected)))
            for theirs, ours in differences(report["findings"], expected):
                differing += 1
                rule = (ours or theirs)["rule"]
                by_rule[rule] = by_rule.get(rule, 0) + 1
                if by_rule[rule] <= shown:
                    show(trial, theirs, ours)
            compared += len(expected)
    if by_rule:
        print("differences by rule: %s" % by_rule)
    print("%d findings compared, %d differ (seed %d)" % (compared, differing, seed))
    return compared, differing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--findings", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shown", type=int, default=2, help="differences shown of each rule")
    parser.add_argument("--per-entity", type=int, default=20)
    parser.add_argument("--rules", help="the rulebook's folder, where it is not the program's own")
    arguments = parser.parse_args()
    options = ["--rules", arguments.rules] if arguments.rules else []
    _, differing = compare(arguments.program, arguments.findings, arguments.seed, arguments.shown, arguments.per_entity, options)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
