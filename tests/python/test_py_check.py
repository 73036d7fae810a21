# SPDX-License-Identifier: Apache-2.0
"""Rulebook.check and Findings: what Python gives to and takes from a check."""

import datetime
import decimal
import json
import pickle
from collections import OrderedDict
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tianya_rules as tr

AS_OF = "2026-11-23"
CASE = {
    "id": "C-17",
    "item_kind": "time_limited",
    "materials_complete": True,
    "received_on": datetime.date(2026, 9, 21),
    "promised_workdays": 10,
    "prescribed_workdays": None,
    "excluded_workdays": 0,
    "completed_on": "2026-10-14",
    "refused": False,
}


@pytest.fixture(scope="module")
def book():
    return tr.Rulebook.default()


def limit(book, as_of=AS_OF, **cells):
    return book.check({"case": [{**CASE, **cells}]}, as_of=as_of, rules="art18.limit")[0]


def test_a_late_case(book):
    finding = limit(book)
    assert (finding.rule, finding.entity, finding.id, finding.bearer, finding.cites) == ("art18.limit", "case", "C-17", "staff", "第十八条")
    assert (finding.verdict, finding.possible) == ("violated", ("violated",))
    assert (finding.due, finding.days_late, finding.days_left) == (datetime.date(2026, 10, 12), 2, None)
    assert (finding.provisional, finding.missing, finding.needs_judgement, finding.errors, finding.reason) == (False, (), (), (), None)
    assert finding.subject == {"type": "case", "id": "C-17"}
    assert "2026-10-12" in finding.message("en") and "逾期 2 天" in finding.message()
    assert finding.explain("en").startswith("Violated") and finding.explain().startswith("违反")
    assert repr(finding) == "<Finding art18.limit, case 'C-17': violated, due 2026-10-12>"


def test_a_finding_is_what_the_report_says(book):
    findings = book.check({"case": [CASE, {"id": "C-18"}]}, as_of=AS_OF)
    report = findings.to_dict()
    assert report["findings"] == [json.loads(finding.to_json()) for finding in findings]
    for finding, said in zip(findings, report["findings"]):
        assert [finding.rule, finding.verdict, list(finding.possible)] == [said["rule"], said["verdict"], said["possible"]]
        assert list(finding.missing) == said["missing"] and list(finding.needs_judgement) == said["needs_judgement"]
        assert (finding.due.isoformat() if finding.due else None) == said.get("due")
        assert (finding.days_late, finding.days_left) == (said.get("days_late"), said.get("days_left"))
        assert list(finding.errors) == said["errors"]
        assert {"zh": finding.message("zh"), "en": finding.message("en")} == said["message"]
    assert report["summary"] == findings.summary and sum(findings.summary.values()) == len(findings)


def test_missing_null_and_none_differ(book):
    del_completed = {key: value for key, value in CASE.items() if key != "completed_on"}
    told_nothing = book.check({"case": [del_completed]}, as_of="2026-10-01", rules="art18.limit")[0]
    assert (told_nothing.verdict, told_nothing.missing) == ("undetermined", ("completed_on",))
    assert limit(book, as_of="2026-10-01", completed_on=None).verdict == "pending"


@pytest.mark.parametrize("day", [
    "2026-10-14", datetime.date(2026, 10, 14), datetime.datetime(2026, 10, 14),
])
def test_dates(book, day):
    assert limit(book, completed_on=day).days_late == 2
    assert limit(book, completed_on=None, as_of=day).days_late == 2


def test_numpy_scalars(book):
    np = pytest.importorskip("numpy")
    cells = {
        "promised_workdays": np.int64(10), "excluded_workdays": np.uint8(0), "materials_complete": np.bool_(True),
        "completed_on": np.datetime64("2026-10-14"), "item_kind": np.str_("time_limited"), "received_on": np.datetime64("2026-09-21T00:00:00", "ns"),
    }
    assert limit(book, **cells).days_late == 2
    assert limit(book, promised_workdays=np.float64(10.0)).days_late == 2
    assert limit(book, promised_workdays=decimal.Decimal("10.00")).days_late == 2


def test_lists_of_texts(book):
    for said in (["这不归我管"], ("这不归我管",)):
        findings = book.check({"inquiry": [{"id": "Q", "said": said, "used_to_shirk": True}]}, as_of=AS_OF, rules="art19.3.phrases")
        assert findings[0].verdict == "violated"


@pytest.mark.parametrize("shape", [dict, OrderedDict, MappingProxyType])
def test_mappings_and_json_text_are_the_same_facts(book, shape, tmp_path):
    by_mapping = book.check(shape({"as_of": AS_OF, "case": (shape(record) for record in [CASE])}))
    text = json.dumps({"as_of": AS_OF, "case": [CASE]}, default=str)
    path = tmp_path / "facts.json"
    path.write_text(text, encoding="utf-8")
    for facts in (text, text.encode(), path):
        assert book.check(facts).to_json() == by_mapping.to_json()


def test_as_of_is_asked_for(book):
    with pytest.raises(tr.TianyaRulesError) as caught:
        book.check({"case": [CASE]})
    assert caught.value.diagnostics[0].code == "no-as-of"


@pytest.mark.parametrize("cells, code", [
    ({"recieved_on": "2026-09-21"}, "unknown-attribute"),
    ({"received_on": "2026-9-21"}, "invalid-date"),
    ({"received_on": datetime.datetime(2026, 9, 21, 8)}, "invalid-date"),
    ({"received_on": datetime.datetime(2026, 9, 21, tzinfo=datetime.timezone.utc)}, "invalid-date"),
    ({"received_on": datetime.date(1899, 12, 31)}, "invalid-date"),
    ({"received_on": None}, "null-not-allowed"),
    ({"promised_workdays": -1}, "out-of-range"),
    ({"promised_workdays": 2.5}, "wrong-type"),
    ({"promised_workdays": "3"}, "wrong-type"),
    ({"promised_workdays": True}, "wrong-type"),
    ({"promised_workdays": float("nan")}, "wrong-type"),
    ({"promised_workdays": float("inf")}, "wrong-type"),
    ({"promised_workdays": 10**30}, "out-of-range"),
    ({"promised_workdays": {1, 2}}, "wrong-type"),
    ({"materials_complete": 1}, "wrong-type"),
    ({"item_kind": "即办件"}, "undeclared-label"),
    ({"id": 17}, "wrong-type"),
])
def test_refusals(book, cells, code):
    with pytest.raises(tr.TianyaRulesError) as caught:
        limit(book, **cells)
    assert caught.value.diagnostics[0].code == code
    assert str(caught.value).startswith(f"error[{code}]: ")


def test_every_problem_at_once(book):
    with pytest.raises(tr.TianyaRulesError) as caught:
        book.check({"case": [{"id": "a", "refused": 1}, {"id": "a"}], "cases": []}, as_of=AS_OF)
    problems = caught.value.diagnostics
    assert sorted(problem.code for problem in problems) == ["duplicate-id", "unknown-key", "wrong-type"]
    place = next(problem for problem in problems if problem.code == "wrong-type")
    assert (place.source, place.line) == ("<facts>", 2)
    assert pickle.loads(pickle.dumps(caught.value)).diagnostics == problems


@pytest.mark.parametrize("facts", [7, [CASE], {"case": CASE}, {"case": [3]}])
def test_what_is_no_facts_at_all(book, facts):
    with pytest.raises(TypeError):
        book.check(facts, as_of=AS_OF)


def test_pandas_na_says_nothing(book):
    pandas = pytest.importorskip("pandas")
    for nothing in (pandas.NA, pandas.NaT):
        with pytest.raises(tr.TianyaRulesError, match="leave the key out"):
            limit(book, completed_on=nothing)
    assert limit(book, completed_on=pandas.Timestamp("2026-10-14")).days_late == 2


def test_lenient(book):
    findings = book.check({"case": [{**CASE, "promised_workdays": "3"}]}, as_of=AS_OF, rules="art18.limit", lenient=True)
    assert (findings[0].verdict, findings[0].errors) == ("undetermined", ({"code": "refused_cell", "attribute": "promised_workdays"},))
    assert [warning["code"] for warning in findings.warnings] == ["refused_cell"]


def test_options(book):
    facts = {"case": [{**CASE, "prescribed_workdays": 20}]}
    by = {"as_of": AS_OF, "rules": ["art18.*"]}
    assert book.check(facts, **by)[0].due == datetime.date(2026, 10, 12)
    assert book.check(facts, **by, readings={"excluded_time": "counted"})[0].due == datetime.date(2026, 10, 12)
    assert book.check(facts, **by, published_on="2027-01-01")[0].reason == "not_in_force"
    assert book.check(facts, **by, known_on="2025-10-01")[0].provisional
    del facts["case"][0]["excluded_workdays"]
    assert book.check(facts, **by, assume={"case.excluded_workdays": 3})[0].due == datetime.date(2026, 10, 15)
    assert book.check(facts, **by, assume={"case.excluded_workdays": 3}).to_dict()["assumptions"] == {"case.excluded_workdays": 3}


def test_a_list_of_the_callers(book):
    facts = {"inquiry": [{"id": "Q", "said": ["走开"], "used_to_shirk": True}]}
    by = {"as_of": AS_OF, "rules": "art19.3.phrases"}
    assert book.check(facts, **by)[0].verdict == "compliant"
    found = book.check(facts, **by, readings={"banned_phrases": ("listed", ["走开"])})
    assert (found[0].verdict, found.to_dict()["given"]) == ("violated", {"banned_phrases": ["走开"]})
    with pytest.raises(tr.TianyaRulesError):
        book.check(facts, **by, readings={"banned_phrases": "listed"})


@pytest.mark.parametrize("options", [
    {"readings": {"no_such": "x"}}, {"readings": {"one_month": "x"}}, {"assume": {"case.nothing": 1}}, {"rules": "art99.*"}, {"as_of": "2026-02-30"},
])
def test_wrong_options(book, options):
    with pytest.raises(tr.TianyaRulesError):
        book.check({"case": [CASE]}, **{"as_of": AS_OF, **options})


def test_findings_as_a_sequence(book):
    findings = book.check({"case": [CASE, {"id": "C-18"}]}, as_of=AS_OF)
    rules = [finding.rule for finding in findings]
    assert len(findings) == len(rules) == 2 * sum(norm.about == "case" for norm in book)
    assert [finding.rule for finding in findings[:3]] == rules[:3]
    assert findings[-1].id == "C-18" and rules[-1] == findings[len(findings) - 1].rule
    for index in (len(findings), -len(findings) - 1):
        with pytest.raises(IndexError):
            findings[index]
    assert findings.find("art18.limit", "C-17").verdict == "violated"
    with pytest.raises(KeyError):
        findings.find("art18.limit", "C-19")
    for verdict, count in findings.summary.items():
        found = findings.with_verdict(verdict)
        assert len(found) == count and {finding.verdict for finding in found} <= {verdict}
    assert [f.rule for f in findings.violated] == [f.rule for f in findings.with_verdict("violated")] != []
    assert findings.pending == [] and len(findings.undetermined) == findings.summary["undetermined"]
    with pytest.raises(ValueError):
        findings.with_verdict("guilty")


def test_pickles_judge_again(book):
    findings = book.check({"case": [CASE]}, as_of=AS_OF, readings={"excluded_time": "counted"})
    assert pickle.loads(pickle.dumps(findings)).to_json() == findings.to_json()
    assert pickle.loads(pickle.dumps(book)).digest == book.digest


def test_another_rulebook_is_not_taken_for_the_pickled_one(root, tmp_path):
    import shutil

    folder = tmp_path / "book"
    shutil.copytree(root / "rules" / "window_staff", folder)
    shutil.copytree(root / "rules" / "calendars", folder / "calendars")
    kept = pickle.dumps(tr.Rulebook.load(folder))
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    with pytest.raises(tr.TianyaRulesError, match="is not the one"):
        pickle.loads(kept)


def test_frames_of_findings(book):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    findings = book.check({"case": [CASE, {"id": "C-18"}], "staff": [{"id": "S"}]}, as_of=AS_OF)
    frame, other = findings.to_pandas("en"), findings.to_polars("en")
    assert isinstance(frame, pandas.DataFrame) and isinstance(other, polars.DataFrame)
    assert list(frame["rule"]) == other["rule"].to_list() == [f.rule for f in findings]
    assert list(frame["verdict"]) == other["verdict"].to_list() == [f.verdict for f in findings]
    assert other["due"].to_list() == [f.due for f in findings]
    assert other["days_late"].to_list() == [f.days_late for f in findings]
    assert other["missing"].to_list() == [list(f.missing) for f in findings]
    assert other["message"].to_list() == [f.message("en") for f in findings]
    deadlines = [book[f.rule].kind == "deadline" for f in findings]
    assert other["provisional"].to_list() == [f.provisional if deadline else None for f, deadline in zip(findings, deadlines)]
    assert other.columns == ["rule", "cites", "bearer", "entity", "id", "verdict", "possible", "due", "days_late", "days_left", "provisional",
                             "due_earliest", "due_latest", "missing", "needs_judgement", "errors", "message"]
    pyarrow = pytest.importorskip("pyarrow")
    pyarrow.table(findings.to_arrow()).validate(full=True)
    assert pyarrow.table(findings)["rule"].to_pylist() == other["rule"].to_list()


def test_no_findings(book):
    findings = book.check({}, as_of=AS_OF)
    assert len(findings) == 0 and list(findings) == [] and set(findings.summary.values()) == {0}
    assert len(findings.to_arrow()) == 0 and "∑" in findings.to_html()


def test_the_report_is_the_command_lines(book, cli, tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"as_of": AS_OF, "case": [CASE]}, default=str), encoding="utf-8")
    assert cli.run("check", path, "--format", "json").stdout == book.check(path).to_json()


def test_rulebook_tells_of_itself(book, root):
    assert book.id == "window_staff" and len(book) == len(book.rules) == 54 and book.warnings == []
    assert tr.Rulebook.load(root / "rules" / "window_staff").digest == book.digest
    norm = book["art14.3"]
    assert (norm.kind, norm.bearer, norm.about, norm.cites) == ("trigger", "bureau", "staff", "第十四条（三）")
    assert norm.quotes == ("三次以上办件出错", "经培训后", "考核仍然不能胜任工作的") and norm.title["zh"] and norm.title["en"]
    assert norm.show() == book.show("art14.3") and "≥ 3" in norm.show("en")
    assert norm.show("zh", {"three_or_more": "four"}) != norm.show()
    assert "art14.3" in book and "art99" not in book and [n.id for n in book] == book.rules
    assert book["art16.3.2"].same_as == "art18.limit"
    reading = book.readings["banned_phrases"]
    assert reading.default == "quoted" and [(a.id, a.given) for a in reading.answers] == [("quoted", False), ("listed", True)]
    kinds = {a["name"]: a for a in book.entities["case"]["attributes"]}
    assert kinds["promised_workdays"]["type"] == "int?" and kinds["promised_workdays"]["min"] == 0
    assert kinds["item_kind"]["labels"]["immediate"]["zh"] == "即办件"
    with pytest.raises(KeyError, match="art14.3"):
        book["art14.33"]
    with pytest.raises(ValueError):
        norm.show("fr")


def test_a_broken_rulebook(tmp_path):
    with pytest.raises(tr.TianyaRulesError) as caught:
        tr.Rulebook.load(tmp_path)
    assert caught.value.diagnostics and all(problem.severity in ("error", "warning") for problem in caught.value.diagnostics)


def test_what_is_worth_asking_for(book):
    facts = {"case": [{"id": "a"}, {**CASE, "id": "b", "guide_published": True}]}
    counts = book.missing_counts(facts, as_of=AS_OF)
    findings = book.check(facts, as_of=AS_OF)
    expected = {}
    for finding in findings.undetermined:
        for name in finding.missing + finding.needs_judgement:
            expected[name] = expected.get(name, 0) + 1
    assert {count.attribute: count.findings for count in counts} == expected
    assert [c.findings for c in counts] == sorted((c.findings for c in counts), reverse=True)
    assert counts.undetermined == len(findings.undetermined) and counts[0].entity == "case" and not counts[0].needs_judgement


def test_sensitivity(book):
    everything = book.sensitivity({"inquiry": [{"id": "Q", "said": ["走开"], "used_to_shirk": True}]}, as_of=AS_OF)
    assert everything == {"flips": [], "skipped": [{"reading": "banned_phrases", "answer": "listed"}]}
    late = book.sensitivity({"case": [{**CASE, "prescribed_workdays": 5, "completed_on": "2026-10-10"}]}, as_of=AS_OF, rules="art18.limit")
    assert late["flips"] == [{
        "reading": "binding_limit", "answer": "promised", "rule": "art18.limit", "subject": {"type": "case", "id": "C-17"},
        "from": ["violated"], "to": ["compliant"], "due_from": datetime.date(2026, 9, 29), "due_to": datetime.date(2026, 10, 12),
    }]


def test_threads_share_a_rulebook(book):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: book.check({"case": [CASE]}, as_of=AS_OF).to_json(), range(40)))
    assert len(set(reports)) == 1


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.datetimes(), st.binary(max_size=3),
                   st.lists(st.text(max_size=3), max_size=2), st.decimals())


@given(st.dictionaries(st.sampled_from(list(CASE)), VALUES, max_size=3), VALUES)
def test_nothing_but_our_own_error_whatever_the_values(cells, as_of):
    book = tr.Rulebook.default()
    try:
        book.check({"case": [{**CASE, **cells}], "as_of": as_of})
    except tr.TianyaRulesError as error:
        assert error.diagnostics


@given(st.dictionaries(st.sampled_from(["refused", "promised_workdays", "completed_on", "item_kind"]),
                       st.one_of(st.none(), st.booleans(), st.integers(0, 2**53), st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)),
                                 st.sampled_from(["immediate", "time_limited"]))))
def test_facts_come_through_unchanged(cells):
    from tianya_rules._facts import facts_json

    text, _ = facts_json({"as_of": datetime.date(2026, 1, 2), "case": [cells], "staff": []})
    expected = {key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in cells.items()}
    assert json.loads(text) == {"as_of": "2026-01-02", "case": [expected], "staff": []}
