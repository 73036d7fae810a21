# SPDX-License-Identifier: Apache-2.0
"""Tables of rows for the program: facts of one record, and what one norm must say of it.

Rows with the same options are judged in one run, so that a table may be long.
"""

import functools
import json
from dataclasses import dataclass, field

import yaml
from conftest import ROOT

BOOK = ROOT / "rules" / "window_staff"
AS_OF = "2026-11-23"
UNTOLD = object()  # in facts: no key


@functools.lru_cache(maxsize=None)
def norms():
    """Every norm of the shipped rulebook, in order; one that is the same as another is about the same."""
    files = yaml.safe_load((BOOK / "regulation.yaml").read_text(encoding="utf-8"))["norms"]
    found = {rule: norm for name in files for rule, norm in yaml.safe_load((BOOK / name).read_text(encoding="utf-8")).items()}
    return {rule: {**found[norm["same_as"]], **norm} if "same_as" in norm else norm for rule, norm in found.items()}


@dataclass(frozen=True)
class Row:
    """`want` holds the fields of the finding that are compared; `None` means that the field is null or not there."""

    name: str
    rule: str
    facts: dict
    want: dict
    as_of: str = AS_OF
    options: tuple = ()
    entity: str = field(default="")

    def about(self):
        return self.entity or norms()[self.rule]["about"]


def told(facts):
    return {name: value for name, value in facts.items() if value is not UNTOLD}


def check(cli, facts, *options, as_of=AS_OF, rules=BOOK, status=(0, 3, 4)):
    """The report, by the notices known in November 2026 where `options` name no day. `as_of` None: as the facts say."""
    day = ["--as-of", as_of] if as_of else []
    if "--known-on" not in options:
        day += ["--known-on", "2026-11-24"]
    done = cli.run("check", "-", "--rules", rules, *day, *options, "--format", "json", stdin=json.dumps(facts))
    assert done.returncode in status, done.stderr
    return json.loads(done.stdout)


def refusal(cli, text, *arguments, lang="en", status=1):
    """What is said of an input that is refused; nothing may be on standard output. `text`: JSON facts, or what they are to be."""
    text = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    arguments = arguments or ("check", "-", "--rules", BOOK, "--as-of", AS_OF)
    done = cli.run(*arguments, "--lang", lang, stdin=text)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr or done.stdout
    return done.stderr


class Table:
    """`finding(cli, row)` judges all rows with the row's options at once, the first time."""

    def __init__(self, rows, rules=BOOK):
        self.rows, self.rules, self._reports = rows, rules, {}
        assert len({row.name for row in rows}) == len(rows), "two rows with one name"

    def names(self):
        return [row.name for row in self.rows]

    def finding(self, cli, row):
        key = (row.as_of, row.options)
        if key not in self._reports:
            facts = {}
            for other in self.rows:
                if (other.as_of, other.options) == key:
                    facts.setdefault(other.about(), []).append({"id": other.name, **told(other.facts)})
            report = check(cli, facts, *row.options, as_of=row.as_of, rules=self.rules)
            self._reports[key] = {(f["rule"], f["subject"]["id"]): f for f in report["findings"]}
        return self._reports[key][row.rule, row.name]

    def compare(self, cli, row):
        finding = self.finding(cli, row)
        got = {name: finding.get(name) for name in row.want}
        if "errors" in got:
            got["errors"] = [error["code"] for error in got["errors"]]
        assert got == row.want, finding["message"]["en"]
        assert (finding["verdict"] == "undetermined") == (len(finding["possible"]) > 1)
        assert finding["verdict"] in (finding["possible"][0], "undetermined")
        return finding
