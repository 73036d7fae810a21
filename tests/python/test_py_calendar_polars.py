# SPDX-License-Identifier: Apache-2.0
"""Calendars over polars Series."""

import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tianya_rules as tr

CHINA = tr.Calendar.china(known_on="2026-11-24")  # a year published later changes nothing here
DAY = datetime.date


def test_a_series_keeps_its_name_and_gaps():
    received = pl.Series("received_on", [DAY(2026, 9, 21), None, DAY(2026, 9, 18)])
    due = CHINA.add_workdays(received, 10)
    assert due.name == "received_on" and due.dtype == pl.Date
    assert due.to_list() == [DAY(2026, 10, 12), None, CHINA.add_workdays("2026-09-18", 10)]
    counted = CHINA.count_workdays(received, due)
    assert counted.dtype == pl.Int64 and counted.to_list() == [10, None, 10]
    assert CHINA.is_workday(received).to_list() == [True, None, True]
    assert CHINA.due(received, 10).provisional.to_list() == [False, None, False]


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_times_that_are_midnights(unit):
    received = pl.Series([datetime.datetime(2026, 9, 21), None]).cast(pl.Datetime(unit))
    due = CHINA.add_workdays(received, 10)
    assert due.dtype == pl.Datetime(unit) and due.to_list() == [datetime.datetime(2026, 10, 12), None]
    with pytest.raises(ValueError, match="midnight"):
        CHINA.add_workdays(pl.Series([datetime.datetime(2026, 9, 21, 10)]), 1)
    with pytest.raises(TypeError, match="zone"):
        CHINA.add_workdays(received.dt.replace_time_zone("Asia/Shanghai"), 1)


def test_texts_and_counts():
    assert CHINA.add_workdays(pl.Series(["2026-09-21", None]), 10).to_list() == [DAY(2026, 10, 12), None]
    assert CHINA.add_workdays("2026-09-21", pl.Series("n", [1, None, 10])).to_list() == [DAY(2026, 9, 22), None, DAY(2026, 10, 12)]
    with pytest.raises(TypeError, match="whole"):
        CHINA.add_workdays("2026-09-21", pl.Series([1.0]))
    for refused in (pl.Series([1, 2]), pl.Series([1.5]), pl.Series([datetime.time(1)]), pl.Series([datetime.timedelta(1)])):
        with pytest.raises(TypeError):
            CHINA.add_workdays(refused, 1)


def test_in_an_expression():
    frame = pl.DataFrame({"received_on": [DAY(2026, 9, 21), DAY(2026, 9, 18)]})
    due = frame.select(pl.col("received_on").map_batches(lambda column: CHINA.add_workdays(column, 10), return_dtype=pl.Date))
    assert due["received_on"].to_list() == [DAY(2026, 10, 12), CHINA.add_workdays("2026-09-18", 10)]


@given(st.lists(st.none() | st.dates(DAY(2007, 6, 1), DAY(2026, 6, 30)), max_size=40), st.integers(-70, 70))
def test_columns_give_what_scalars_give(dates, n):
    column = pl.Series("d", dates, dtype=pl.Date)
    assert CHINA.add_workdays(column, n).to_list() == [None if date is None else CHINA.add_workdays(date, n) for date in dates]


def test_a_column_of_pandas_beside_one_of_polars_is_refused():
    pandas = pytest.importorskip("pandas")
    with pytest.raises(TypeError, match="the other of polars"):
        CHINA.add_workdays(pl.Series([DAY(2026, 9, 21)]), pandas.Series([1]))


def test_holidays_as_a_frame():
    frame = CHINA.holidays(2026).to_polars()
    assert frame.columns == list(tr.Holiday._fields) and frame.schema["date"] == pl.Date
    assert frame.filter(pl.col("works"))["date"].to_list()[-1] == DAY(2026, 10, 10)
    assert CHINA.holidays(2028).to_polars()["published_on"].null_count() > 0
