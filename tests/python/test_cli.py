# SPDX-License-Identifier: Apache-2.0
"""The program `tianya-rules` as its users meet it: what every verb prints, exit statuses, and that output appears whole or not at all."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from cli_runner import GOLDEN, compare, find_program, run

LIBRARY = ["--rules", "library"]

# name of the golden file, arguments
PRINTS = [
    ("check.text", ["check", "library.json", *LIBRARY]),
    ("check.json", ["check", "library.json", *LIBRARY, "--format", "json"]),
    ("check.ndjson", ["check", "library.json", *LIBRARY, "--format", "ndjson"]),
    ("check.csv", ["check", "library.json", *LIBRARY, "--format", "csv"]),
    ("check_only.text", ["check", "library.json", *LIBRARY, "--only", "violated"]),
    ("check_only.csv", ["check", "library.json", *LIBRARY, "--only", "violated,pending", "--format", "csv"]),
    ("check_rule.text", ["check", "library.json", *LIBRARY, "--rule", "art3.*"]),
    ("check_reading.text", ["check", "library.json", *LIBRARY, "--reading", "often=two", "--reading", "one_day_ahead=workday"]),
    ("check_assume.json", ["check", "library.json", *LIBRARY, "--assume", "loan.transfer_workdays=0", "--assume", "loan.rude=false", "--format", "json"]),
    ("check_before_commencement.json", ["check", "library.json", *LIBRARY, "--published-on", "2026-12-01", "--format", "json"]),
    ("check_known_on.text", ["check", "library.json", *LIBRARY, "--known-on", "2025-06-30"]),
    ("check_listed.json", ["check", "library.json", *LIBRARY, "--reading", "pretexts=listed:pretexts.txt", "--rule", "art5.*", "--format", "json"]),
    ("explain_late.text", ["explain", "library.json", *LIBRARY, "--rule", "art2.ready", "--subject", "L-1"]),
    ("explain_open.text", ["explain", "library.json", *LIBRARY, "--rule", "art2.ready", "--subject", "L-3"]),
    ("explain_provisional.text", ["explain", "library.json", *LIBRARY, "--rule", "art2.ready", "--subject", "L-5"]),
    ("explain_by.text", ["explain", "library.json", *LIBRARY, "--rule", "art3.return", "--subject", "L-2"]),
    ("explain_ban.text", ["explain", "library.json", *LIBRARY, "--rule", "art3.writing", "--subject", "L-2"]),
    ("explain_trigger.text", ["explain", "library.json", *LIBRARY, "--rule", "art4.suspend", "--subject", "L-2"]),
    ("explain_undetermined.text", ["explain", "library.json", *LIBRARY, "--rule", "art4.suspend", "--subject", "L-3"]),
    ("explain_outside.text", ["explain", "library.json", *LIBRARY, "--rule", "art4.suspend", "--subject", "L-4"]),
    ("explain_list.text", ["explain", "library.json", *LIBRARY, "--rule", "art5.pretext", "--subject", "E-1"]),
    ("show.text", ["show", "*", *LIBRARY]),
    ("facts.text", ["facts", *LIBRARY]),
    ("facts.json", ["facts", *LIBRARY, "--entity", "loan", "--format", "json"]),
    ("missing.text", ["missing", "library.json", *LIBRARY]),
    ("missing.json", ["missing", "library.json", *LIBRARY, "--format", "json"]),
    ("sensitivity.text", ["sensitivity", "library.json", *LIBRARY]),
    ("sensitivity.json", ["sensitivity", "library.json", *LIBRARY, "--format", "json"]),
    ("deadline.text", ["deadline", "--from", "2026-09-21", "--workdays", "10"]),
    ("deadline_ledger.text", ["deadline", "--from", "2026-09-21", "--workdays", "10", "--ledger"]),
    ("deadline_months.text", ["deadline", "--from", "2026-01-31", "--months", "1", "--ledger"]),
    ("deadline_before.text", ["deadline", "--from", "2026-10-12", "--workdays", "3", "--before"]),
    ("deadline_provisional.text", ["deadline", "--from", "2026-12-21", "--workdays", "10", "--known-on", "2026-11-24"]),
    ("deadline.json", ["deadline", "--from", "2026-09-21", "--days", "3", "--format", "json"]),
    ("calendar_2026.text", ["calendar", "2026", "--known-on", "2026-11-24"]),
    ("calendar_2012_hainan.text", ["calendar", "2012", "--overlay", "hainan"]),
    ("lint.text", ["lint", "library"]),
    ("coverage.text", ["coverage", "library"]),
    ("coverage.json", ["coverage", "library", "--format", "json"]),
    ("functions.text", ["functions"]),
    ("version.text", ["version"]),
    ("help.text", ["--help"]),
    ("help_check.text", ["check", "--help"]),
    ("help_deadline.text", ["deadline", "--help"]),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name,arguments", PRINTS, ids=[name for name, _ in PRINTS])
def test_prints(name, arguments, lang, update_golden):
    outcome = run(*arguments, lang=lang)
    assert outcome.status in (0, 3, 4), outcome.err
    if name.endswith(".csv"):  # the summary goes to standard error
        compare(f"{lang}/{name}.stderr", outcome.err, update_golden)
    else:
        assert outcome.err == ""
    compare(f"{lang}/{name}", outcome.out, update_golden)


# name of the golden file, exit status, arguments, standard input
REFUSALS = [
    ("no_command", 2, [], b""),
    ("unknown_command", 2, ["chek"], b""),
    ("unknown_option", 2, ["check", "library.json", *LIBRARY, "--fromat", "json"], b""),
    ("unknown_short_option", 2, ["check", "library.json", "-x"], b""),
    ("option_without_value", 2, ["check", "library.json", "--lang", "en", "--as-of"], b""),
    ("not_a_number", 2, ["deadline", "--from", "2026-09-21", "--workdays", "ten"], b""),
    ("no_facts", 2, ["check", *LIBRARY], b""),
    ("unknown_format", 2, ["check", "library.json", *LIBRARY, "--format", "jsno"], b""),
    ("unknown_verdict", 2, ["check", "library.json", *LIBRARY, "--only", "violatd,compliant"], b""),
    ("unknown_rule", 2, ["check", "library.json", *LIBRARY, "--rule", "art3.retrun"], b""),
    ("unknown_reading", 2, ["check", "library.json", *LIBRARY, "--reading", "oftn=two"], b""),
    ("unknown_answer", 2, ["check", "library.json", *LIBRARY, "--reading", "often=tow"], b""),
    ("reading_without_answer", 2, ["check", "library.json", *LIBRARY, "--reading", "often"], b""),
    ("reading_twice", 2, ["check", "library.json", *LIBRARY, "--reading", "often=two", "--reading", "often=three"], b""),
    ("answer_needs_list", 2, ["check", "library.json", *LIBRARY, "--reading", "pretexts=listed"], b""),
    ("list_unreadable", 1, ["check", "library.json", *LIBRARY, "--reading", "pretexts=listed:none.txt"], b""),
    ("unknown_assumption", 2, ["check", "library.json", *LIBRARY, "--assume", "loan.rood=true"], b""),
    ("unfit_assumption", 2, ["check", "library.json", *LIBRARY, "--assume", "loan.times_late=-1"], b""),
    ("assumption_without_value", 2, ["check", "library.json", *LIBRARY, "--assume", "loan.rude"], b""),
    ("bad_dates", 2, ["check", "library.json", *LIBRARY, "--as-of", "23.11.2026", "--known-on", "2026-02-30"], b""),
    ("empty_values", 2, ["check", "library.json", *LIBRARY, "--as-of", "", "--published-on", ""], b""),
    ("known_too_early", 2, ["check", "library.json", *LIBRARY, "--known-on", "2001-01-01"], b""),
    ("unknown_language", 2, ["check", "library.json", *LIBRARY, "--lang", "fr"], b""),
    ("unknown_kind_of_file", 2, ["check", "library.xlsx", *LIBRARY], b""),
    ("unknown_entity", 2, ["check", "library.json", *LIBRARY, "--entity", "laon"], b""),
    ("file_of_no_entity", 2, ["check", "loans.csv", *LIBRARY, "--as-of", "2026-11-23"], b""),
    ("unknown_subject", 2, ["explain", "library.json", *LIBRARY, "--rule", "art2.ready", "--subject", "L-99"], b""),
    ("explain_many_rules", 2, ["explain", "library.json", *LIBRARY, "--rule", "art3.*", "--subject", "L-1"], b""),
    ("explain_without_rule", 2, ["explain", "library.json", *LIBRARY], b""),
    ("show_unknown", 2, ["show", "art9", *LIBRARY], b""),
    ("facts_unknown_entity", 2, ["facts", *LIBRARY, "--entity", "lone"], b""),
    ("no_as_of", 2, ["check", "-", *LIBRARY], b'{"loan": []}'),
    ("no_as_of_csv", 2, ["check", "-", "--entity", "loan", *LIBRARY], b"id\nL-1\n"),
    ("deadline_two_spans", 2, ["deadline", "--from", "2026-09-21", "--workdays", "1", "--days", "1"], b""),
    ("deadline_negative", 2, ["deadline", "--from", "2026-09-21", "--workdays", "-1"], b""),
    ("deadline_outside", 2, ["deadline", "--from", "2005-09-21", "--workdays", "1"], b""),
    ("deadline_unknown_overlay", 2, ["deadline", "--from", "2026-09-21", "--workdays", "1", "--overlay", "haian"], b""),
    ("calendar_not_a_year", 2, ["calendar", "MMXXVI"], b""),
    ("calendar_outside", 2, ["calendar", "1999"], b""),
    ("unreadable_file", 1, ["check", "none.json", "nor_this.json", *LIBRARY], b""),
    ("folder_as_file", 1, ["check", "folder.json", *LIBRARY], b""),
    ("broken_json", 1, ["check", "-", *LIBRARY], b'{"as_of": "2026-11-23", "loan": [{"id": "L-1",}]}'),
    ("broken_json_no_date", 1, ["check", "-", *LIBRARY], b'{"loan": [{"id": '),
    ("bad_as_of", 1, ["check", "-", *LIBRARY], b'{"as_of": "2026-13-01", "loan": []}'),
    ("bad_facts", 1, ["check", "-", *LIBRARY], b'{"as_of": "2026-11-23",\n "loan": [{"id": "L-1", "kind": "atals", "times_late": "3",\n   "recieved": 1, "reserved_on": null}]}'),
    ("bad_csv", 1, ["check", "-", "--entity", "loan", *LIBRARY, "--as-of", "2026-11-23"], b"id,times_late,card_valid\nL-1,three,1\nL-1,2,true\n"),
    ("bad_ndjson", 1, ["check", "-", "--entity", "loan", *LIBRARY, "--as-of", "2026-11-23"], b'{"id": "L-1"}\n{"id": "L-2", "rude": 1}\n'),
    ("derived_disagrees", 1, ["check", "-", *LIBRARY], b'{"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": true, "covered": false}]}'),
    ("no_rulebook", 1, ["check", "library.json", "--rules", "no_such_folder"], b""),
    ("lint_no_folder", 1, ["lint", "no_such_folder"], b""),
    ("output_folder_missing", 1, ["check", "library.json", *LIBRARY, "-o", "no_such_folder/report.json"], b""),
]


@pytest.mark.parametrize("name,status,arguments,stdin", REFUSALS, ids=[row[0] for row in REFUSALS])
def test_refuses(name, status, arguments, stdin, update_golden):
    outcome = run(*arguments, stdin=stdin, lang="" if "--lang" in arguments else "en")
    compare(f"refusals/{name}.stderr", outcome.err, update_golden)
    assert outcome.status == status
    assert outcome.out == ""


# what the facts hold, status
LOAN = {"id": "L-1", "card_valid": True, "kind": "novel", "reserved_on": "2026-11-16", "ready_on": None, "transfer_workdays": 0,
        "agreed_on": "2026-12-21", "returned_on": None, "clean": True, "written_in": False, "times_late": 0, "rude": False}
STATUSES = [
    ("nothing wrong", {}, 0),
    ("pending is fine", {"ready_on": None}, 0),
    ("triggered is fine", {"times_late": 3, "rude": True}, 0),
    ("violated", {"written_in": True}, 3),
    ("undetermined", {"written_in": None}, 4),
    ("violated goes before undetermined", {"written_in": True, "transfer_workdays": None}, 3),
]


@pytest.mark.parametrize("what,change,status", STATUSES, ids=[row[0] for row in STATUSES])
@pytest.mark.parametrize("format", ["text", "json", "ndjson", "csv"])
def test_exit_status(what, change, status, format):
    loan = {key: value for key, value in {**LOAN, **change}.items() if value is not None or key in ("ready_on", "returned_on")}
    facts = json.dumps({"as_of": "2026-11-23", "loan": [loan]}).encode()
    for only in ([], ["--only", "pending"]):  # the filter changes neither summary nor status
        outcome = run("check", "-", *LIBRARY, "--format", format, *only, stdin=facts)
        assert outcome.status == status, outcome.err


def test_summary_and_status_speak_of_all():
    whole = json.loads(run("check", "library.json", *LIBRARY, "--format", "json").out)
    some = json.loads(run("check", "library.json", *LIBRARY, "--format", "json", "--only", "pending,triggered").out)
    assert some["summary"] == whole["summary"]
    assert list(whole["summary"]) == ["compliant", "violated", "pending", "triggered", "not_triggered", "not_applicable", "undetermined"]
    assert some["findings"] == [f for f in whole["findings"] if f["verdict"] in ("pending", "triggered")]
    assert sum(whole["summary"].values()) == len(whole["findings"])


def test_formats_say_the_same():
    import csv
    import io

    whole = json.loads(run("check", "library.json", *LIBRARY, "--format", "json").out)
    *lines, last = run("check", "library.json", *LIBRARY, "--format", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == whole["findings"]
    assert json.loads(last) == {key: value for key, value in whole.items() if key != "findings"}
    rows = list(csv.DictReader(io.StringIO(run("check", "library.json", *LIBRARY, "--format", "csv").out)))
    assert len(rows) == len(whole["findings"])
    for row, finding in zip(rows, whole["findings"]):
        assert (row["rule"], row["entity"], row["id"]) == (finding["rule"], finding["subject"]["type"], finding["subject"]["id"])
        assert row["possible"].split("|") == finding["possible"] and row["verdict"] == finding["verdict"]
        for key in ("due", "days_late", "days_left", "due_earliest", "due_latest"):
            assert row[key] == str(finding.get(key) if finding.get(key) is not None else "")
        assert row["provisional"] == {True: "true", False: "false", None: ""}[finding.get("provisional")]
        assert row["missing"] == "|".join(finding["missing"]) and row["message"] == finding["message"]["en"]


def test_keys_stand_in_the_order_of_the_contract():
    report = json.loads(run("check", "library.json", *LIBRARY, "--format", "json").out)
    assert list(report) == ["schema", "tianya_rules", "rulebook", "calendar", "readings", "given", "assumptions", "published_on", "as_of",
                            "facts_digest", "findings", "summary", "warnings"]
    for finding in report["findings"]:
        keys = [key for key in finding if key not in ("days_late", "days_left", "due_earliest", "due_latest", "reason")]
        deadline = finding["rule"] in ("art2.ready", "art3.return")
        expected = ["rule", "cites", "bearer", "subject", "verdict", "possible", *(["due", "provisional"] if deadline else []), "missing",
                    "needs_judgement", "errors", "message"]
        assert keys == expected
        assert ("days_late" in finding) == (deadline and finding["verdict"] == "violated")


def as_ndjson(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def test_kinds_of_file_give_the_same_report(tmp_path):
    facts = json.loads((GOLDEN / "library.json").read_text(encoding="utf-8"))
    for entity in ("loan", "enquiry"):
        (tmp_path / f"{entity}.ndjson").write_bytes(as_ndjson(facts[entity]))
        (tmp_path / f"my_{entity}.jsonl").write_bytes(as_ndjson(facts[entity]))
    columns = [key for key in facts["loan"][0]]
    def cell(value):
        text = {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)
        return '"' + text.replace('"', '""') + '"'
    rows = [",".join(columns)] + [",".join(cell(r[c]) if c in r else "" for c in columns) for r in facts["loan"]]
    (tmp_path / "loan.csv").write_text("\r\n".join(rows) + "\r\n", encoding="utf-8")
    options = [*LIBRARY, "--as-of", facts["as_of"], "--format", "json"]
    expected = run("check", "library.json", *LIBRARY, "--format", "json")
    assert run("check", tmp_path / "enquiry.ndjson", tmp_path / "loan.ndjson", *options) == expected
    assert run("check", tmp_path / "loan.csv", tmp_path / "enquiry.ndjson", *options) == expected
    only_loans = json.loads(run("check", tmp_path / "my_loan.jsonl", "--entity", "loan", *options).out)
    assert only_loans["findings"] == [f for f in json.loads(expected.out)["findings"] if f["subject"]["type"] == "loan"]
    from_stdin = run("check", "-", "--entity", "loan", *options, stdin=(tmp_path / "loan.csv").read_bytes())
    assert json.loads(from_stdin.out) == only_loans
    assert json.loads(run("check", "-", "--entity", "loan", *options, stdin=as_ndjson(facts["loan"])).out) == only_loans


def test_order_is_entity_then_input_then_rule():
    findings = json.loads(run("check", "library.json", *LIBRARY, "--format", "json").out)["findings"]
    subjects = [(f["subject"]["type"], f["subject"]["id"]) for f in findings]
    ids = ["L-1", "L-2", "L-3", "L-4", "L-5", 'L-6\x1b[31m,"x"']
    assert list(dict.fromkeys(subjects)) == [("loan", i) for i in ids] + [("enquiry", "E-1"), ("enquiry", "E-2")]
    assert [f["rule"] for f in findings[:5]] == ["art2.ready", "art3.return", "art3.clean", "art3.writing", "art4.suspend"]


def many_loans(count, bad_last=False):
    for i in range(count):
        loan = {**LOAN, "id": f"L-{i}", "written_in": i % 2 == 0}
        if bad_last and i == count - 1:
            loan["rude"] = 1
        yield json.dumps(loan) + "\n"


@pytest.mark.parametrize("format", ["text", "json", "ndjson", "csv"])
def test_a_bad_last_line_leaves_no_output(format, tmp_path):
    (tmp_path / "loan.ndjson").write_text("".join(many_loans(20_000, bad_last=True)))
    report = tmp_path / "report"
    rules = GOLDEN / "library"
    for target in ([], ["-o", report]):
        outcome = run("check", "loan.ndjson", "--rules", rules, "--as-of", "2026-11-23", "--format", format, *target, folder=tmp_path)
        assert (outcome.status, outcome.out) == (1, "")
        assert "loan.ndjson:20000" in outcome.err
        assert sorted(os.listdir(tmp_path)) == ["loan.ndjson"]


@pytest.mark.parametrize("format", ["text", "json", "ndjson", "csv"])
def test_a_file_is_written_as_to_standard_output(format, tmp_path):
    (tmp_path / "loan.ndjson").write_text("".join(many_loans(20_000)))
    options = ["check", "loan.ndjson", "--rules", GOLDEN / "library", "--as-of", "2026-11-23", "--format", format]
    shown = run(*options, folder=tmp_path)
    (tmp_path / "report").write_text("what stood here before")
    written = run(*options, "-o", "report", folder=tmp_path)
    assert (written.status, written.out, written.err) == (shown.status, "", shown.err)
    assert (tmp_path / "report").read_text(encoding="utf-8") == shown.out
    assert sorted(os.listdir(tmp_path)) == ["loan.ndjson", "report"]


def test_a_link_stays_and_its_file_is_written(tmp_path):
    (tmp_path / "report").write_text("before")
    (tmp_path / "link").symlink_to("report")
    (tmp_path / "nowhere").symlink_to("missing")
    run("check", "library.json", *LIBRARY, "--format", "csv", "-o", tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "report").read_text(encoding="utf-8").startswith("rule,")
    refused = run("check", "library.json", *LIBRARY, "-o", tmp_path / "nowhere")
    assert refused.status == 1 and "unwritable-output" in refused.err
    assert sorted(os.listdir(tmp_path)) == ["link", "nowhere", "report"]


def test_a_link_to_standard_output_is_standard_output(tmp_path):
    link, log = tmp_path / "link", tmp_path / "log"
    link.symlink_to("/proc/self/fd/1")
    log.write_text("before\n")
    command = [find_program(), "check", "library.json", *LIBRARY, "--format", "csv", "-o", link]
    with log.open("ab") as out:
        subprocess.run([str(part) for part in command], stdout=out, stderr=subprocess.DEVNULL, cwd=GOLDEN, check=False)
    assert log.read_text(encoding="utf-8").startswith("before\nrule,") and link.is_symlink()


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path):
    previous = os.umask(0o027)
    try:
        run("check", "library.json", *LIBRARY, "-o", tmp_path / "report")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o640


def test_memory_does_not_grow_with_the_findings(tmp_path):
    """At most 40 bytes a record above the base (ids are remembered, to refuse duplicates)."""
    def peak(count):
        path = tmp_path / "loan.ndjson"
        path.write_text("".join(many_loans(count)))
        code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        command = [find_program(), "check", path, "--rules", GOLDEN / "library", "--as-of", "2026-11-23", "--only", "violated,undetermined",
                   "--format", "csv"]
        return 1024 * int(subprocess.run(["python3", "-c", code, *map(str, command)], capture_output=True, check=True).stdout)

    few, many = 50_000, 250_000
    assert (peak(many) - peak(few)) / (many - few) <= 40


@pytest.mark.parametrize("environment,chinese", [
    ({"LC_ALL": "zh_CN.UTF-8"}, True),
    ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, True),
    ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
    ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
    ({"LC_ALL": "C"}, False),
])
def test_language_follows_the_locale(environment, chinese):
    outcome = run("check", "--help", lang="", environment=environment)
    assert ("用法" in outcome.out) == chinese
    assert "用法" in run("check", "--help", lang="zh", environment=environment).out


def test_a_list_may_be_empty_and_is_read_line_by_line(tmp_path):
    def verdict(text):
        (tmp_path / "list.txt").write_bytes(text)
        options = ["--reading", f"pretexts=listed:{tmp_path / 'list.txt'}", "--rule", "art5.*", "--format", "json"]
        outcome = run("check", "library.json", *LIBRARY, *options)
        report = json.loads(outcome.out)
        return report["given"]["pretexts"], report["findings"][0]["verdict"]

    assert verdict(b"") == ([], "compliant")
    assert verdict(b"\n  \n") == ([], "compliant")
    assert verdict("\ufeff不在\r\n\n 没空 ".encode()) == (["不在", "没空"], "violated")


def test_no_colour_but_on_a_terminal():
    assert "\x1b" not in run("check", "library.json", *LIBRARY).out


def test_colour_on_a_terminal_unless_refused(tmp_path):
    import pty

    def shown(environment):
        parent, child = pty.openpty()
        process = subprocess.Popen([str(find_program()), "check", "library.json", *LIBRARY, "--lang", "en"], stdout=child, stderr=child, cwd=GOLDEN,
                                   env={"LC_ALL": "C", "TERM": "xterm", **environment})
        os.close(child)
        text = b""
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        process.wait()
        os.close(parent)
        return text.decode("utf-8")

    assert "\x1b[31m✗ violated" in shown({})
    assert "\x1b" not in shown({"NO_COLOR": "1"})
    assert "\x1b" not in shown({"TERM": "dumb"})


def test_a_full_disk_is_an_error():
    outcome = subprocess.run(f"'{find_program()}' check library.json --rules library --format json > /dev/full", shell=True, cwd=GOLDEN,
                             capture_output=True)
    assert outcome.returncode == 1
    assert b"unwritable-output" in outcome.stderr


def test_svg_appears(tmp_path):
    outcome = run("deadline", "--from", "2026-09-21", "--workdays", "10", "--svg", tmp_path / "ledger.svg")
    assert outcome.status == 0
    assert (tmp_path / "ledger.svg").read_text(encoding="utf-8").startswith("<svg")


CALENDAR = Path(__file__).resolve().parents[2] / "rules" / "calendars" / "cn"


def test_lint_of_a_calendar(tmp_path):
    clean = run("lint", CALENDAR)
    assert clean.status == 0
    assert clean.out.startswith("clean: the calendar `cn`, published from 2007-01-01 to 20")
    for file in CALENDAR.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if file.name == "2020.yaml":
            text = text.replace("2020-05-09, kind: makeup_workday", "2020-05-08, kind: makeup_workday")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    refused = run("lint", tmp_path)
    assert refused.status == 1
    assert "error[weekday-as-makeup]: `2020-05-08` is a Friday: a make-up working day falls on a weekend" in refused.err
    assert f"2020.yaml:{line_of(CALENDAR / '2020.yaml', '2020-05-09')}:12" in refused.err


def line_of(path, text):
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


@pytest.mark.parametrize("known_on, due", [("2019-03-01", "2019-05-02"), ("2019-03-22", "2019-05-05")])
def test_a_due_date_as_known_on_a_day(known_on, due):
    assert due in run("deadline", "--from", "2019-04-30", "--workdays", "1", "--known-on", known_on).out


def test_overlay_of_ones_own(tmp_path):
    (tmp_path / "fair.yaml").write_text((GOLDEN / "fair.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    plain = run("deadline", "--from", "2026-09-21", "--workdays", "2").out
    own = run("deadline", "--from", "2026-09-21", "--workdays", "2", "--overlay", tmp_path / "fair.yaml").out
    assert "2026-09-23" in plain and "2026-09-24" in own


@pytest.mark.parametrize("format", ["json", "ndjson"])
@pytest.mark.parametrize("options", [
    [],
    ["--only", "violated"],
    ["--reading", "often=two", "--assume", "loan.transfer_workdays=0", "--assume", "loan.rude=false", "--published-on", "2020-01-01"],
    ["--reading", "pretexts=listed:pretexts.txt", "--known-on", "2025-12-31", "--as-of", "2026-10-01"],
])
def test_replay_gives_the_same_bytes(format, options, tmp_path):
    report = tmp_path / "report"
    run("check", "library.json", *LIBRARY, "--format", format, *options, "-o", report, lang="zh")
    outcome = run("replay", report, "library.json", *LIBRARY)
    assert (outcome.status, outcome.err) == (0, "")


EMPTY = {"as_of": "2026-11-23", "loan": []}
LENIENT = {"as_of": "2026-11-23", "loan": [{"id": "L-1", "card_valid": "yes"}]}


@pytest.mark.parametrize("format", ["json", "ndjson"])
@pytest.mark.parametrize("facts,options,again", [
    (EMPTY, [], []),
    (EMPTY, ["--lenient"], []),
    (LENIENT, ["--lenient"], []),
    (LENIENT, ["--lenient", "--only", "violated"], []),
    (LENIENT, ["--lenient", "--rule", "art2.*"], ["--rule", "art2.*"]),
])
def test_replay_of_reports_with_options(format, facts, options, again, tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(facts))
    run("check", tmp_path / "facts.json", *LIBRARY, "--format", format, *options, "-o", tmp_path / "report")
    outcome = run("replay", tmp_path / "report", tmp_path / "facts.json", *LIBRARY, *again)
    assert (outcome.status, outcome.err) == (0, "")
    assert ("findings listed, of those counted: 0" in outcome.out) == ("--only" in options)


def test_replay_names_what_differs(tmp_path):
    report = tmp_path / "report.json"
    run("check", "library.json", *LIBRARY, "--format", "json", "-o", report)
    facts = json.loads((GOLDEN / "library.json").read_text(encoding="utf-8"))
    facts["loan"][0]["ready_on"] = "2026-10-13"
    (tmp_path / "other.json").write_text(json.dumps(facts), encoding="utf-8")
    changed = run("replay", report, tmp_path / "other.json", *LIBRARY)
    assert (changed.status, changed.out) == (1, "") and "the facts differs" in changed.err and "rulebook" not in changed.err
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace('"days_late": 2', '"days_late": 1'), encoding="utf-8")
    assert "report-differs" in run("replay", report, "library.json", *LIBRARY).err
    report.write_text(text.replace("sha256:", "sha256:0", 1), encoding="utf-8")
    assert "the rulebook differs" in run("replay", report, "library.json", *LIBRARY).err
    report.write_text("{}", encoding="utf-8")
    assert "not-a-report" in run("replay", report, "library.json", *LIBRARY).err
