# SPDX-License-Identifier: Apache-2.0
"""Every day since 2007 as three sources have it that nobody here wrote: chinesecalendar, holidays, and the table of days that ten
public sources were compared for (tests/oracle/days.tsv)."""

import datetime
import pathlib
import warnings

import chinese_calendar
import holidays
import numpy as np
import pytest

import tianya_rules as tr

FIRST = datetime.date(2007, 1, 1)
LAST = datetime.date(2026, 12, 31)
DAYS = [FIRST + datetime.timedelta(n) for n in range((LAST - FIRST).days + 1)]
TABLE = pathlib.Path(__file__).resolve().parents[1] / "oracle" / "days.tsv"

# Where a source and a notice differ the notice is right: source, day, title of the notice. There is no such day at present.
EXPLAINED: dict[tuple[str, datetime.date], str] = {}


KNOWN = "2026-11-24"  # the notices of the years that are compared; a year published later may change the last days of 2026


def ours() -> dict[datetime.date, bool]:
    calendar = tr.Calendar.china(known_on=KNOWN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tr.ProvisionalWarning)  # the last days of 2026
        return dict(zip(DAYS, calendar.is_workday(np.array(DAYS, dtype="datetime64[D]")).tolist()))


def table():
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    said = {datetime.date.fromisoformat(row[0]): row[1] == "work" for row in rows}
    assert len(said) == len(rows) > 500
    return lambda day: said.get(day, day.weekday() < 5)


SOURCES = {
    "chinesecalendar": lambda: chinese_calendar.is_workday,
    "holidays": lambda: holidays.China(years=range(2007, 2027)).is_working_day,
    "table": table,
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_day_equals(source):
    works = SOURCES[source]()
    differing = {(source, day) for day, mine in ours().items() if works(day) != mine}
    assert differing == {key for key in EXPLAINED if key[0] == source}


def test_what_differs_is_explained_by_a_notice():
    calendar = tr.Calendar.china(KNOWN)
    for (_, day), title in EXPLAINED.items():
        assert title in calendar.why(day), day


def test_every_day_that_is_not_as_its_weekday_names_its_notice():
    calendar = tr.Calendar.china(KNOWN)
    for day, works in ours().items():
        if works != (day.weekday() < 5):
            assert "通知" in calendar.why(day), day


def test_working_days_of_each_year_and_of_april_2018():
    mine = ours()
    for year in range(2007, 2027):
        counted = tr.Calendar.china(KNOWN).holidays(year).workdays
        assert counted == sum(works for day, works in mine.items() if day.year == year)
        assert counted == sum(map(chinese_calendar.is_workday, (day for day in DAYS if day.year == year)))
    assert sum(works for day, works in mine.items() if (day.year, day.month) == (2018, 4)) == 20


def test_due_dates_equal_a_walk_with_chinesecalendar():
    calendar = tr.Calendar.china(KNOWN)
    worked = np.array([chinese_calendar.is_workday(day) for day in DAYS])
    starts = np.array(DAYS[200:-200:7], dtype="datetime64[D]")
    for n in (1, 5, 20, 70):
        walked = [_walk(worked, (start - starts[0]).astype(int) + 200, n) for start in starts]
        assert calendar.add_workdays(starts, n).tolist() == [DAYS[at] for at in walked]


def _walk(worked, at, n):
    while n:
        at += 1
        n -= worked[at]
    return at
