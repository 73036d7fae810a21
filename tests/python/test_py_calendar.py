# SPDX-License-Identifier: Apache-2.0
"""tianya_rules.Calendar over scalars and NumPy arrays: answers, broadcasting, missing days, refusals."""

import copy
import datetime
import pickle
import threading
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tianya_rules as tr

KNOWN = "2026-11-24"  # a year published later changes nothing here
CHINA = tr.Calendar.china(known_on=KNOWN)
DAY = datetime.date


def days(*texts):
    return np.array(texts, dtype="datetime64[D]")


@pytest.fixture(autouse=True)
def no_warnings():
    """A warning that a test does not ask for fails it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("start, n, due", [
    ("2026-09-21", 10, "2026-10-12"),
    ("2026-09-18", 1, "2026-09-20"),  # a Sunday, worked
    ("2026-10-04", 0, "2026-10-04"),
    ("2026-11-23", -1, "2026-11-20"),
    ("2006-12-31", 1, "2007-01-04"),
])
def test_scalars(start, n, due):
    expected = DAY.fromisoformat(due)
    assert CHINA.add_workdays(start, n) == expected
    assert CHINA.add_workdays(DAY.fromisoformat(start), n) == expected
    assert CHINA.add_workdays(np.datetime64(start), np.int32(n)) == np.datetime64(due)
    assert isinstance(CHINA.add_workdays(np.datetime64(start), n), np.datetime64)
    assert CHINA.due(start, n) == (expected, expected, expected, False)


def test_april_2018_has_20_working_days():
    assert CHINA.count_workdays("2018-03-31", "2018-04-30") == 20
    assert CHINA.count_workdays("2018-04-30", "2018-03-31") == -20
    assert CHINA.is_workday("2018-04-08") is True and CHINA.is_workday("2018-04-05") is False


def test_known_on():
    before, since = tr.Calendar.china(known_on="2019-03-01"), tr.Calendar.china(known_on=DAY(2019, 3, 22))
    assert before.is_workday("2019-05-02") and not since.is_workday("2019-05-02")
    assert tr.Calendar.china("2020-01-26").is_workday("2020-01-31") and not CHINA.is_workday("2020-01-31")
    assert before.known_on == DAY(2019, 3, 1) and tr.Calendar.china().known_on is None
    with pytest.raises(tr.TianyaRulesError) as refused:
        tr.Calendar.china("2006-12-17")
    assert refused.value.diagnostics[0].code == "not-yet-published"


def test_what_a_calendar_says_of_itself():
    then = tr.Calendar.china(KNOWN)
    assert (then.first_day, then.horizon, then.published_through, then.last_day) == (
        DAY(2007, 1, 1), DAY(2026, 12, 25), DAY(2026, 12, 31), DAY(2028, 12, 31))
    assert repr(then) == "Calendar('cn', known_on='2026-11-24')" and repr(tr.Calendar.china()) == "Calendar('cn')"


# Arrays

WORKING_SPAN = st.dates(DAY(2007, 6, 1), DAY(2026, 6, 30))


@given(st.lists(st.tuples(WORKING_SPAN, st.integers(-70, 70)), min_size=1, max_size=60))
def test_arrays_give_what_scalars_give(rows):
    starts = np.array([start for start, _ in rows], dtype="datetime64[D]")
    counts = np.array([n for _, n in rows])
    due = CHINA.add_workdays(starts, counts)
    assert due.dtype == "datetime64[D]"
    assert due.tolist() == [CHINA.add_workdays(start, n) for start, n in rows]
    assert CHINA.count_workdays(starts, due).tolist() == [CHINA.count_workdays(start, CHINA.add_workdays(start, n)) for start, n in rows]
    assert CHINA.is_workday(starts).tolist() == [CHINA.is_workday(start) for start, _ in rows]


@given(WORKING_SPAN, st.integers(1, 70))
def test_adding_and_counting_are_inverse(start, n):
    due = CHINA.add_workdays(start, n)
    assert CHINA.count_workdays(start, due) == n
    assert CHINA.is_workday(due)
    assert CHINA.add_workdays(due + datetime.timedelta(1), -n) <= due


def test_broadcasting_both_ways():
    starts, counts = days("2026-09-21", "2026-09-22", "2026-09-23"), np.array([1, 10])
    table = CHINA.add_workdays(starts[:, None], counts[None, :])
    assert table.shape == (3, 2)
    assert [[CHINA.add_workdays(start, n) for n in counts.tolist()] for start in starts.tolist()] == table.tolist()
    assert CHINA.add_workdays("2026-09-21", counts).tolist() == [DAY(2026, 9, 22), DAY(2026, 10, 12)]
    assert CHINA.add_workdays(starts, 10).shape == (3,)
    assert CHINA.add_workdays(starts[:0], 10).shape == (0,)
    assert CHINA.add_workdays(starts[:0], np.array([], dtype=int)).shape == (0,)
    assert CHINA.count_workdays(starts[:, None], starts).shape == (3, 3)
    assert CHINA.add_workdays(starts[::-1], 1).tolist() == CHINA.add_workdays(starts[::-1].copy(), 1).tolist()
    with pytest.raises(ValueError, match="broadcast"):
        CHINA.add_workdays(starts, counts)


def test_not_a_time_stays_so():
    starts = days("2026-09-21", "NaT", "2026-10-09")
    assert np.isnat(CHINA.add_workdays(starts, 1)).tolist() == [False, True, False]
    assert np.isnat(CHINA.add_workdays(starts, 0)).tolist() == [False, True, False]
    assert np.isnan(CHINA.count_workdays(starts, days("2026-10-12"))).tolist() == [False, True, False]
    assert CHINA.count_workdays(starts[[0, 2]], days("2026-10-12")).dtype == np.int64
    assert CHINA.is_workday(starts).tolist() == [True, False, True]
    assert np.isnat(CHINA.due(starts, 1).latest).tolist() == [False, True, False]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # NumPy 2.5's word on a NaT without a unit
        nat, nats = np.datetime64("NaT"), np.array(["NaT"], dtype="datetime64")
    assert np.isnat(CHINA.add_workdays(nat, 1)) and np.isnan(CHINA.count_workdays(nat, "2026-01-01")) and not CHINA.is_workday(nat)
    assert np.isnat(CHINA.add_workdays(nats, 1)).all()


def test_lists_and_objects():
    expected = [DAY(2026, 9, 22), DAY(2026, 9, 23)]
    assert CHINA.add_workdays(["2026-09-21", DAY(2026, 9, 22)], 1).tolist() == expected
    assert CHINA.add_workdays(np.array([DAY(2026, 9, 21), DAY(2026, 9, 22)], dtype=object), [1, 1]).tolist() == expected
    assert np.isnat(CHINA.add_workdays(["2026-09-21", None], 1)).tolist() == [False, True]
    with pytest.raises(tr.TianyaRulesError):
        CHINA.add_workdays(["2026-09-21", "today"], 1)  # which NumPy would take from the clock


@pytest.mark.parametrize("unit", ["h", "s", "ms", "us", "ns"])
def test_finer_units_are_days_if_they_are_midnights(unit):
    starts = days("2026-09-21", "1969-12-31", "NaT").astype(f"datetime64[{unit}]")
    assert CHINA.add_workdays(starts[[0, 2]], 1).tolist() == [DAY(2026, 9, 22), None]
    with pytest.raises(ValueError, match="is not midnight"):
        CHINA.add_workdays(starts[:1] + np.timedelta64(1, "h"), 1)


@pytest.mark.parametrize("date, n", [
    (np.array(["2026-09"], dtype="datetime64[M]"), 1),
    (np.array([20717]), 1),
    (np.array([1.5]), 1),
    (days("2026-09-21"), 1.0),
    (days("2026-09-21"), True),
    (days("2026-09-21"), np.array([1.0])),
    (days("2026-09-21"), np.array([True])),
    ("2026-09-21", "10"),
    (20717, 1),
    (None, 1),
])
def test_what_is_no_date_or_no_number_is_refused(date, n):
    with pytest.raises(TypeError):
        CHINA.add_workdays(date, n)


# Outside and unpublished days

@pytest.mark.parametrize("ask", [
    lambda: CHINA.add_workdays("2006-12-30", 1),
    lambda: CHINA.add_workdays("2026-09-21", 100_000),
    lambda: CHINA.add_workdays("2026-09-21", 2**70),
    lambda: CHINA.add_workdays("2026-09-21", -(2**70)),
    lambda: CHINA.add_workdays(days("2026-09-21", "2029-01-02"), -1),
    lambda: CHINA.count_workdays("2006-12-30", "2026-01-01"),
    lambda: CHINA.count_workdays(days("2006-12-30"), "2026-01-01"),
    lambda: CHINA.is_workday("2006-12-31"),
    lambda: CHINA.is_workday(days("2006-12-31")),
    lambda: CHINA.is_workday("2030-01-01"),
    lambda: CHINA.ledger("2026-09-21", 100_000),
    lambda: CHINA.holidays(2006),
    lambda: CHINA.why("2006-12-31"),
])
def test_days_outside_are_errors(ask):
    with pytest.raises(tr.TianyaRulesError) as refused:
        ask()
    assert refused.value.diagnostics[0].code == "calendar-not-covered"


def test_an_error_of_an_array_names_the_element():
    starts = days("2026-09-21", "2006-01-01", "1500-01-01", "2026-09-21")
    with pytest.raises(tr.TianyaRulesError) as refused:
        CHINA.add_workdays(starts, 7)
    assert str(refused.value).splitlines()[0] == (
        "error[calendar-not-covered]: element 1, `2006-01-01` and 7 working days, leaves the calendar `cn`; 2 of 4 elements do")
    due = CHINA.add_workdays(starts, 7, errors="coerce")
    assert np.isnat(due).tolist() == [False, True, True, False]
    assert CHINA.is_workday(starts, errors="coerce").tolist() == [True, False, False, True]
    with pytest.raises(ValueError, match="errors is"):
        CHINA.add_workdays(starts, 7, errors="ignore")


def test_unpublished_days_are_estimated_with_a_warning_and_bounds():
    then = tr.Calendar.china(KNOWN)
    with pytest.warns(tr.ProvisionalWarning, match="settled until 2026-12-25"):
        assert then.add_workdays("2026-12-21", 10) == DAY(2027, 1, 5)
    with pytest.warns(tr.ProvisionalWarning, match="1 of 2 answers rest"):
        then.add_workdays(days("2026-12-21", "2026-09-21"), 10)
    with pytest.warns(tr.ProvisionalWarning):
        assert then.is_workday("2027-01-01") is False
    with pytest.warns(tr.ProvisionalWarning):
        assert then.is_workday(days("2027-01-01", "2027-01-04")).tolist() == [False, True]
    with pytest.warns(tr.ProvisionalWarning):
        then.count_workdays("2026-12-21", "2027-01-31")
    due = then.due("2026-12-21", 10)
    assert due.provisional and due.earliest < due.date < due.latest
    column = then.due(days("2026-12-21", "2026-09-21"), 10)
    assert [field.tolist() for field in column] == [[x, DAY(2026, 10, 12)] for x in due[:3]] + [[True, False]]


def test_an_overlays_open_day_is_provisional():
    hainan = tr.Calendar.china(KNOWN, overlays=["hainan"])
    assert hainan.name == "cn+hainan" and hainan == tr.Calendar("cn+hainan", KNOWN) == CHINA.with_overlays("hainan") != CHINA
    due = hainan.due("2025-03-27", 2)
    assert due == (DAY(2025, 4, 1), DAY(2025, 3, 31), DAY(2025, 4, 1), True)
    assert hainan.due(days("2025-03-27"), 2).provisional.tolist() == [True]
    with pytest.warns(tr.ProvisionalWarning):
        assert hainan.is_workday(days("2025-03-31")).tolist() == [False]
    assert hainan.why("2012-03-23") == "三月三 · 三亚市2012年“三月三”放假通知"
    assert hainan.why("2025-03-31", "en") == "Sanyuesan (expected, not yet published)"


# Ledgers and years

def test_ledger():
    ledger = CHINA.ledger("2026-09-21", 10)
    assert (ledger.start, ledger.due, ledger.earliest, ledger.latest, ledger.provisional) == (
        DAY(2026, 9, 21), DAY(2026, 10, 12), DAY(2026, 10, 12), DAY(2026, 10, 12), False)
    assert [day.number for day in ledger.days if day.counted] == list(range(1, 11))
    worked = next(day for day in ledger.days if day.date == DAY(2026, 10, 10))
    assert worked == (DAY(2026, 10, 10), True, 9, "makeup_workday", True, "国庆节", "National Day", worked.notice, True)
    assert "2026年" in worked.notice
    assert "第 9 天   国庆节调休上班" in ledger.text() and "make-up day" in ledger.text("en")
    assert ledger._repr_svg_().startswith("<svg") and ledger.svg("en") != ledger.svg("zh")
    assert repr(ledger) == "2026-09-21（周一）之后第 10 个工作日：2026-10-12（周一）"
    assert ledger.to_dict()["days"][0]["reason"] == "start_day" and "10*" not in ledger.grid("en")
    with pytest.raises(ValueError):
        ledger.text("fr")


def test_ledger_of_a_period_a_pause_and_excluded_days():
    month = CHINA.ledger("2026-01-31", months=1)
    assert month.due == DAY(2026, 2, 28) and len(month.days) == 29
    assert CHINA.ledger("2026-01-31", months=1, rounding="up").due == DAY(2026, 3, 1)
    with pytest.raises(tr.TianyaRulesError) as refused:
        CHINA.ledger("2026-01-31", months=1, rounding="reject")
    assert refused.value.diagnostics[0].code == "ambiguous-date"
    assert CHINA.ledger("2026-10-12", 3, before=True).due == DAY(2026, 10, 8)
    paused = CHINA.ledger("2026-11-02", 5, pause=("2026-11-04", "2026-11-06"), excluded=1)
    assert paused.due == DAY(2026, 11, 12)
    assert [day.reason for day in paused.days].count("pause") == 2
    for wrong in ({}, {"n": 1, "months": 1}, {"months": 1, "excluded": 1}, {"days": 1, "pause": ("2026-01-01", "2026-01-02")}):
        with pytest.raises(TypeError):
            CHINA.ledger("2026-01-31", **wrong)
    with pytest.raises(ValueError):
        CHINA.ledger("2026-01-31", months=1, rounding="near")


def test_holidays_of_a_year():
    year = CHINA.holidays(2026)
    assert year.published and year.workdays == 248 and len(year) == 39
    assert [row.date for row in year if row.works] == [DAY(2026, 1, 4), DAY(2026, 2, 14), DAY(2026, 2, 28), DAY(2026, 5, 9),
                                                       DAY(2026, 9, 20), DAY(2026, 10, 10)]
    first = year[0]
    assert (first.date, first.works, first.kind, first.name, first.name_en) == (
        DAY(2026, 1, 1), False, "statutory", "元旦", "New Year's Day")
    assert first.published_on == DAY(2025, 11, 4) and first.address.startswith("https://www.gov.cn/")
    assert set(year.to_dict()) == set(tr.Holiday._fields)
    assert "2026-10-10 work 国庆节" in repr(year) and "<td>国庆节</td>" in year._repr_html_()
    expected = CHINA.holidays(2027)
    assert not expected.published and {row.kind for row in expected} == {"expected"} and expected[0].notice is None


# Files of one's own

CALENDAR = "id: mine\nweekend: [friday, saturday]\nmakeup_days: false\n"
YEAR = """year: 2026
notices:
  annual: {title: the notice for 2026, published: 2025-12-01}
days:
  - {date: 2026-03-03, kind: statutory, name: spring, notice: annual}
"""
OVERLAY = """id: fair
notices:
  order: {title: closed for the fair}
days:
  - {date: 2026-11-25, kind: local_holiday, name: fair, notice: order}
"""


def test_a_calendar_and_an_overlay_of_ones_own(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    (tmp_path / "mine" / "2026.yaml").write_text(YEAR, encoding="utf-8")
    (tmp_path / "fair.yaml").write_text(OVERLAY, encoding="utf-8")
    mine = tr.Calendar.load(tmp_path / "mine")
    assert mine.name == "mine" and not mine.is_workday("2026-03-03") and mine.is_workday("2026-03-01")
    fair = CHINA.with_overlays(tmp_path / "fair.yaml")
    assert fair.add_workdays("2026-11-24", 1) == DAY(2026, 11, 26) and fair.name == "cn+fair"
    (tmp_path / "fair.yaml").unlink()
    again = pickle.loads(pickle.dumps(fair))
    assert again == fair and hash(again) == hash(fair) and again.add_workdays("2026-11-24", 1) == DAY(2026, 11, 26)
    (tmp_path / "mine" / "2026.yaml").write_text(YEAR.replace("2026-03-03, kind: statutory", "2026-03-06, kind: shifted_rest"),
                                                 encoding="utf-8")
    with pytest.raises(tr.TianyaRulesError) as refused:
        tr.Calendar.load(tmp_path / "mine")
    assert refused.value.diagnostics[0].code == "weekend-as-shifted" and refused.value.diagnostics[0].line == 5
    with pytest.raises(FileNotFoundError):
        tr.Calendar.load(tmp_path)
    with pytest.raises(tr.TianyaRulesError) as unknown:
        tr.Calendar("cn+nowhere")
    assert unknown.value.diagnostics[0].code == "unknown-overlay"


def test_copies_and_threads():
    for known in (None, "2019-03-01"):
        calendar = tr.Calendar.china(known)
        assert pickle.loads(pickle.dumps(calendar)) == calendar == copy.copy(calendar) == copy.deepcopy(calendar)
    starts = np.arange("2007-01-01", "2026-06-30", dtype="datetime64[D]")
    expected = CHINA.add_workdays(starts, 20).tolist()
    results = [None] * 4

    def work(i):
        results[i] = CHINA.add_workdays(starts, 20).tolist()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result == expected for result in results)
