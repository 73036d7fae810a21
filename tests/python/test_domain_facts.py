# SPDX-License-Identifier: Apache-2.0
"""What is accepted as a fact and what is refused, and how files come together, line by line.
tests/domain_lines.md says which line is tested where."""

import json

import pytest
from domain_rows import AS_OF, BOOK, check, refusal

RULES = ["--rules", BOOK]
LARGEST = 2**53


def record(entity, **facts):
    return {entity: [{"id": "x", **facts}]}


def raw(entity, attribute, text):
    """JSON facts of one record with a value written as it stands."""
    return '{"%s": [{"id": "x", "%s": %s}]}' % (entity, attribute, text)


def finding_of(report, rule, subject="x"):
    return next(f for f in report["findings"] if f["rule"] == rule and f["subject"]["id"] == subject)


# attribute of a case, a value as it stands in JSON, the value that it is
ACCEPTED = [
    ("excluded_workdays", "3", 3),
    ("excluded_workdays", "3.0", 3),
    ("excluded_workdays", "3e0", 3),
    ("excluded_workdays", "0", 0),
    ("excluded_workdays", "9007199254740992", LARGEST),
    ("excluded_workdays", "9007199254740992.0", LARGEST),
    ("promised_workdays", "null", None),
    ("materials_complete", "true", True),
    ("received_on", '"1900-01-01"', "1900-01-01"),
    ("received_on", '"2200-12-31"', "2200-12-31"),
    ("received_on", '"2024-02-29"', "2024-02-29"),
    ("completed_on", "null", None),
    ("item_kind", '"immediate"', "immediate"),
    ("item_kind", '"\\u0069mmediate"', "immediate"),
]


@pytest.mark.parametrize("attribute, text, value", ACCEPTED, ids=["%s %s" % row[:2] for row in ACCEPTED])
def test_is_accepted_and_means(cli, attribute, text, value):
    """The same digest as the value in its plainest form: it was read as that."""
    done = cli.run("check", "-", *RULES, "--as-of", AS_OF, "--format", "json", stdin=raw("case", attribute, text))
    assert done.returncode in (0, 3, 4), done.stderr
    assert json.loads(done.stdout)["facts_digest"] == check(cli, record("case", **{attribute: value}))["facts_digest"]


# attribute of a case, a value as it stands in JSON, words of the refusal
REFUSED = [
    ("excluded_workdays", "3.5", ["3.5"]),
    ("excluded_workdays", '"3"', ['"3"', "without quotation marks"]),
    ("excluded_workdays", "true", ["true"]),
    ("excluded_workdays", "[3]", []),
    ("excluded_workdays", "-1", ["-1", "at least 0"]),
    ("excluded_workdays", "9007199254740993", ["9007199254740993"]),
    ("excluded_workdays", "1e300", ["1e300"]),
    ("excluded_workdays", "null", ["null"]),
    ("promised_workdays", "-9007199254740993", ["-9007199254740993"]),
    ("materials_complete", "1", ["`1`", "true"]),
    ("materials_complete", "0", ["`0`", "false"]),
    ("materials_complete", '"true"', ['"true"']),
    ("materials_complete", '"是"', ["是"]),
    ("materials_complete", "null", ["null"]),
    ("received_on", '"2026-9-1"', ["2026-9-1"]),
    ("received_on", '"20260901"', ["20260901"]),
    ("received_on", '"2026/09/01"', ["2026/09/01"]),
    ("received_on", '"2026-09-01T00:00:00"', ["2026-09-01T00:00:00"]),
    ("received_on", '" 2026-09-01"', []),
    ("received_on", '"2026-02-30"', ["2026-02-30"]),
    ("received_on", '"2026-13-01"', ["2026-13-01"]),
    ("received_on", '"2100-02-29"', ["2100-02-29"]),
    ("received_on", '"1899-12-31"', ["1899-12-31"]),
    ("received_on", '"2201-01-01"', ["2201-01-01"]),
    ("received_on", "20260901", ["20260901"]),
    ("received_on", "null", ["null"]),
    ("received_on", '""', []),
    ("item_kind", '"Immediate"', ["Immediate", "immediate"]),
    ("item_kind", '"即办件"', ["即办件", "immediate"]),
    ("item_kind", '"限时办件（承诺件）"', ["限时办件（承诺件）", "time_limited"]),
    ("item_kind", '"immediat"', ["immediat", "did you mean `immediate`?"]),
    ("item_kind", "null", ["null"]),
    ("recieved_on", '"2026-09-01"', ["recieved_on", "did you mean `received_on`"]),
]


@pytest.mark.parametrize("attribute, text, words", REFUSED, ids=["%s %s" % row[:2] for row in REFUSED])
def test_is_refused_by_name(cli, attribute, text, words):
    said = refusal(cli, raw("case", attribute, text))
    assert [word for word in ["case", "`x`", attribute, *words] if word not in said] == [], said


# words said, whether art19.3.phrases is violated
SAID = [
    ([], False),
    (["您好"], False),
    (["不知道"], True),
    (["您好", "这事我不清楚啊"], True),
    (["不 知道"], False),
    (["不", "知道"], False),
    (["\uf967知道"], False),  # a compatibility form of 不, which a normalisation would make the same
    (["不归我"], False),
]


@pytest.mark.parametrize("said, violated", SAID, ids=[str(row) for row in SAID])
def test_containment_is_by_code_point(cli, said, violated):
    finding = finding_of(check(cli, record("inquiry", said=said, used_to_shirk=True)), "art19.3.phrases")
    assert finding["verdict"] == ("violated" if violated else "compliant")


def test_an_empty_list_is_known_and_an_absent_one_is_not(cli):
    assert finding_of(check(cli, record("inquiry", said=[])), "art19.3.phrases")["verdict"] == "compliant"
    absent = finding_of(check(cli, record("inquiry")), "art19.3.phrases")
    assert (absent["possible"], absent["missing"]) == (["compliant", "violated"], ["said"])


@pytest.mark.parametrize("said", ["null", "[null]", "[1]", '["您好", true]', '"您好"', '[["您好"]]'])
def test_a_list_of_something_else_is_refused(cli, said):
    text = refusal(cli, raw("inquiry", "said", said))
    assert "said" in text and "`x`" in text


def bytes_of(cli, tmp_path, content, *options, name="facts.json"):
    path = tmp_path / name
    path.write_bytes(content)
    return cli.run("check", path, *RULES, "--as-of", AS_OF, "--lang", "en", "--format", "json", *options)


# what is wrong, the bytes, words of the refusal
BROKEN = [
    ("a key twice", b'{"case": [{"id": "x", "refused": true, "refused": true}]}', ["refused"]),
    ("a key twice, once escaped", b'{"case": [{"id": "x", "refused": true, "ref\\u0075sed": true}]}', ["refused"]),
    ("an entity twice", b'{"case": [], "case": []}', ["case"]),
    ("as_of twice", b'{"as_of": "2026-11-23", "as_of": "2026-11-23", "case": []}', ["as_of"]),
    ("NaN", b'{"case": [{"id": "x", "excluded_workdays": NaN}]}', ["NaN"]),
    ("Infinity", b'{"case": [{"id": "x", "excluded_workdays": Infinity}]}', []),
    ("a comma too many in a record", b'{"case": [{"id": "x",}]}', ["comma"]),
    ("a comma too many in a list", b'{"case": [{"id": "x"},]}', ["comma"]),
    ("GBK", '{"staff": [{"id": "张三"}]}'.encode("gbk"), ["GBK", "UTF-8"]),
    ("a lone surrogate half in UTF-8", b'{"staff": [{"id": "\xed\xa0\x80"}]}', ["UTF-8"]),
    ("cut off", b'{"case": [{"id": "x"', []),
    ("something after the end", b'{"case": []} {"case": []}', []),
    ("a list at the top", b'[{"id": "x"}]', []),
    ("nothing", b"", []),
    ("an unknown key at the top", b'{"cases": [{"id": "x"}]}', ["cases", "did you mean `case`?"]),
    ("as_of misspelt", b'{"as_off": "2026-11-23", "case": []}', ["as_off", "did you mean `as_of`?"]),
    ("no id", b'{"case": [{"refused": true}]}', ["id"]),
    ("an empty id", b'{"case": [{"id": ""}]}', ["id"]),
    ("a number as id", b'{"case": [{"id": 7}]}', ["id", "7"]),
    ("null as id", b'{"case": [{"id": null}]}', ["id"]),
    ("an id twice", b'{"case": [{"id": "x"}, {"id": "y"}, {"id": "x"}]}', ["`x`", "twice"]),
    ("an informative attribute of a wrong type", b'{"absence": [{"id": "x", "staff_id": 7}]}', ["staff_id", "7"]),
]


@pytest.mark.parametrize("what, content, words", BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_input_is_refused(cli, tmp_path, what, content, words):
    done = bytes_of(cli, tmp_path, content)
    assert (done.returncode, done.stdout) == (1, "")
    assert "facts.json" in done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr


def test_every_problem_of_a_file_is_named_in_one_run(cli):
    text = refusal(cli, {"case": [{"id": "a", "refused": 1}, {"id": "b", "item_kind": "x", "received_on": "1"}],
                         "bureau": [{"id": 1}]})
    assert [word for word in ("`a`", "refused", "`b`", "item_kind", "received_on", "bureau",
                              "4 errors") if word not in text] == [], text


def test_a_byte_order_mark_is_dropped(cli, tmp_path):
    facts = b'{"case": [{"id": "x", "refused": false}]}'
    done = bytes_of(cli, tmp_path, b"\xef\xbb\xbf" + facts)
    assert done.returncode == 4 and done.stdout == bytes_of(cli, tmp_path, facts).stdout
    csv = b"id,refused\r\nx,false\r\n"
    done = bytes_of(cli, tmp_path, b"\xef\xbb\xbf" + csv, name="case.csv")
    assert done.returncode == 4 and done.stdout == bytes_of(cli, tmp_path, csv, name="case.csv").stdout


def test_dates_and_entities_are_all_that_may_stand_at_the_top(cli):
    assert check(cli, {"as_of": AS_OF, "published_on": "2020-01-01", "case": []}, as_of=None)["published_on"] == "2020-01-01"


def test_nothing_is_checked_across_fields(cli):
    """Done before it was received, a notice before receipt: judged as recorded."""
    facts = {"item_kind": "time_limited", "received_on": "2026-09-21", "materials_complete": True, "prescribed_workdays": 5,
             "promised_workdays": None, "excluded_workdays": 0, "completed_on": "2026-09-01", "supplement_notice_on": "2020-01-01",
             "supplement_notices": 0, "refused": False, "refusal_reason_given": True}
    assert finding_of(check(cli, record("case", **facts)), "art18.limit")["verdict"] == "compliant"


# facts of a staff member beside what is given, what art11.1 gives: possible and missing
IN_SCOPE = {"on_window_duty": True, "site_kind": "village_service_station"}
DERIVED = [
    ("it agrees", {**IN_SCOPE, "in_scope": True, "operates_equipment": False}, ["violated"], []),
    ("it is used where the derivation is unknown", {"in_scope": True, "operates_equipment": False}, ["violated"], []),
    ("and where that would be false", {"in_scope": False, "operates_equipment": False}, ["not_applicable"], []),
    ("and where one of its facts is told", {"on_window_duty": True, "in_scope": True, "operates_equipment": False}, ["violated"],
     []),
    ("base facts are named where it is not given", {"operates_equipment": False}, ["violated", "not_applicable"],
     ["site_kind", "on_window_duty"]),
]


@pytest.mark.parametrize("what, facts, possible, missing", DERIVED, ids=[row[0] for row in DERIVED])
def test_a_derived_fact_that_is_given(cli, what, facts, possible, missing):
    finding = finding_of(check(cli, record("staff", **facts)), "art11.1")
    assert (finding["possible"], finding["missing"]) == (possible, missing)


@pytest.mark.parametrize("facts", [{**IN_SCOPE, "in_scope": False}, {"on_window_duty": False, "in_scope": True},
                                   {"unlawful_act": True, "recall_ground": False}])
def test_a_derived_fact_that_disagrees_is_refused(cli, facts):
    text = refusal(cli, record("staff", **facts))
    assert "`x`" in text and ("in_scope" in text or "recall_ground" in text)


def test_a_derived_fact_must_agree_under_the_readings_in_force(cli):
    facts = record("staff", **IN_SCOPE, processing_errors=3, retrained=True, post_training_assessment="incompetent",
                   recall_ground=True,
                   recall_decided=False)
    assert finding_of(check(cli, facts), "art14.recall")["verdict"] == "violated"
    # Under another reading, three errors are no ground and nothing else is known: the given fact is used.
    assert finding_of(check(cli, facts, "--reading", "three_or_more=four"), "art14.recall")["verdict"] == "violated"
    clean = dict(serious_discipline_breach=False, serious_rules_breach=False, unlawful_act=False, upheld_complaints=0,
                 assessment_result="qualified", other_serious_circumstance=False)
    facts["staff"][0].update(clean)
    assert finding_of(check(cli, facts), "art14.recall")["verdict"] == "violated"
    refusal(cli, facts, "check", "-", *RULES, "--as-of", AS_OF, "--reading", "three_or_more=four")


def test_lenient_turns_a_cell_into_an_error_value(cli):
    facts = record("case", refused="yes", refusal_reason_given=False, item_kind="immediate", reviewed_on_spot=True)
    report = check(cli, facts, "--lenient")
    finding = finding_of(report, "art17.1.refusal")
    assert (finding["possible"], finding["missing"]) == (["violated", "not_applicable"], [])
    assert finding["errors"] == [{"code": "refused_cell", "attribute": "refused"}]
    assert finding_of(report, "art17.2.review")["errors"] == []
    assert report["facts_digest"] is None
    (warning,) = report["warnings"]
    assert (warning["code"], warning["subject"], warning["attribute"]) == ("refused_cell", {"type": "case", "id": "x"}, "refused")


def save(folder, name, content):
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


def judged(cli, *arguments):
    done = cli.run("check", *arguments, *RULES, "--format", "json")
    assert done.returncode in (0, 3, 4), done.stderr
    return json.loads(done.stdout)


def test_files_are_concatenated_in_the_order_given(cli, tmp_path):
    first = save(tmp_path, "first.json", json.dumps({"as_of": AS_OF, "case": [{"id": "c"}, {"id": "a"}]}))
    second = save(tmp_path, "second.json", json.dumps({"as_of": AS_OF, "staff": [{"id": "s"}], "case": [{"id": "b"}]}))
    for files, order in (((first, second), ["s", "c", "a", "b"]), ((second, first), ["s", "b", "c", "a"])):
        findings = judged(cli, *files)["findings"]
        assert list(dict.fromkeys(f["subject"]["id"] for f in findings)) == order


def test_ids_are_unique_over_all_files_but_not_over_entities(cli, tmp_path):
    first = save(tmp_path, "first.json", json.dumps({"case": [{"id": "a"}], "staff": [{"id": "a"}]}))
    second = save(tmp_path, "case.csv", "id\nb\na\n")
    assert len(judged(cli, first, "--as-of", AS_OF)["findings"]) == 7 + 13
    text = refusal(cli, "", "check", first, second, *RULES, "--as-of", AS_OF)
    assert "case.csv:3" in text and "`a`" in text


@pytest.mark.parametrize("key", ["as_of", "published_on"])
def test_conflicting_dates_are_refused_unless_overridden(cli, tmp_path, key):
    first = save(tmp_path, "first.json", json.dumps({"as_of": AS_OF, "published_on": "2020-01-01", "bureau": [{"id": "a"}]}))
    dates = {"as_of": AS_OF, "published_on": "2020-01-01", key: "2026-11-20"}
    second = save(tmp_path, "second.json", json.dumps({**dates, "bureau": [{"id": "b"}]}))
    text = refusal(cli, "", "check", first, second, *RULES)
    assert key in text and "2026-11-20" in text and "second.json" in text
    report = judged(cli, first, second, "--" + key.replace("_", "-"), "2026-11-21")
    assert report[key] == "2026-11-21" and len(report["findings"]) == 4


def test_dates_that_agree_are_fine(cli, tmp_path):
    files = [save(tmp_path, name, json.dumps({"as_of": AS_OF, "bureau": [{"id": name}]})) for name in ("a.json", "b.json")]
    assert judged(cli, *files)["as_of"] == AS_OF


CSV = """id,site_id,channel,asks_about_matter,said,used_to_shirk,patient,handling
007,"a, ""b""
c",phone,TRUE,"[""您好"", ""不知道""]",True,,answered
null,,"",false,[],FALSE,true,
true,x,visit,,"",,false,none
"""


def test_csv_cells(cli, tmp_path):
    """RFC 4180; an empty cell, quoted or not, is absent; ids are never parsed; a list is a JSON array."""
    rows = [
        {"id": "007", "site_id": 'a, "b"\nc', "channel": "phone", "asks_about_matter": True, "said": ["您好", "不知道"],
         "used_to_shirk": True, "handling": "answered"},
        {"id": "null", "asks_about_matter": False, "said": [], "used_to_shirk": False, "patient": True},
        {"id": "true", "site_id": "x", "channel": "visit", "patient": False, "handling": "none"},
    ]
    for end in ("\n", "\r\n"):
        # The break within the quoted cell is part of the value and stays as it is.
        text = CSV.replace("\n", end).replace('""b""%sc' % end, '""b""\nc')
        report = judged(cli, save(tmp_path, "inquiry.csv", text), "--as-of", AS_OF)
        assert report == judged(cli, save(tmp_path, "facts.json", json.dumps({"inquiry": rows})), "--as-of", AS_OF)


def test_null_in_csv_is_the_word(cli, tmp_path):
    text = "id,received_on,promised_workdays,prescribed_workdays,completed_on\nx,2026-09-21,null,,null\n"
    same = record("case", received_on="2026-09-21", promised_workdays=None, completed_on=None)
    assert judged(cli, save(tmp_path, "case.csv", text), "--as-of", AS_OF, "--known-on", "2026-11-24") == check(cli, same)


# a header, a row, words of the refusal
BAD_CELLS = [
    ("id,refused", "x,1", ["refused", "true"]),
    ("id,refused", "x,0", ["refused", "false"]),
    ("id,refused", "x,是", ["refused", "true"]),
    ("id,refused", "x,否", ["refused", "false"]),
    ("id,refused", "x,yes", ["refused"]),
    ("id,refused", "x,null", ["refused", "null"]),
    ("id,received_on", "x,2026/9/1", ["received_on", "2026/9/1"]),
    ("id,excluded_workdays", 'x,"1,000"', ["excluded_workdays", "1,000"]),
    ("id,excluded_workdays", "x,３", ["excluded_workdays"]),
    ("id,item_kind", "x,即办件", ["item_kind", "immediate"]),
    ("id,recieved_on", "x,2026-09-01", ["recieved_on", "received_on"]),
    ("id,refused,refused", "x,true,true", ["refused"]),
    ("refused", "true", ["id"]),
    ("id,refused", ",true", ["id"]),
    ("id,refused", "x", []),
    ("id,refused", "x,true,1", []),
    ("id,refused", 'x,"true', []),
]


@pytest.mark.parametrize("header, row, words", BAD_CELLS, ids=["%s: %s" % row[:2] for row in BAD_CELLS])
def test_csv_refusals(cli, tmp_path, header, row, words):
    path = save(tmp_path, "case.csv", header + "\n" + row + "\n")
    text = refusal(cli, "", "check", path, *RULES, "--as-of", AS_OF)
    assert [word for word in ["case.csv", *words] if word not in text] == [], text


def test_the_entity_is_the_option_or_the_stem(cli, tmp_path):
    by_stem = judged(cli, save(tmp_path, "bureau.ndjson", '{"id": "x"}\n'), "--as-of", AS_OF)
    by_option = judged(cli, save(tmp_path, "of_2026.ndjson", '{"id": "x"}\n\n'), "--entity", "bureau", "--as-of", AS_OF)
    assert by_stem == by_option and [f["rule"] for f in by_stem["findings"]] == ["art05.norms", "art05.oversight"]
