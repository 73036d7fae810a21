# SPDX-License-Identifier: Apache-2.0
"""Calendars over pandas Series, and the offset ChinaBusinessDay."""

import datetime
import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tianya_rules as tr
from tianya_rules import ChinaBusinessDay

CHINA = tr.Calendar.china(known_on="2026-11-24")  # a year published later changes nothing here
DAY = datetime.date
SPAN = st.datetimes(datetime.datetime(2007, 6, 1), datetime.datetime(2026, 6, 30))


@pytest.fixture(autouse=True)
def no_warnings():
    """A warning that a test does not ask for fails it: pandas' of an offset that is not vectorised, above all."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def series(*texts, unit="ns", **options):
    return pd.Series(pd.to_datetime(list(texts)).astype(f"datetime64[{unit}]"), **options)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_series_keeps_its_type_index_name_and_gaps(unit):
    received = series("2026-09-21", None, "2026-09-18", unit=unit, index=[7, 8, 9], name="received_on")
    due = CHINA.add_workdays(received, 10)
    assert due.dtype == received.dtype and due.name == "received_on" and due.index.tolist() == [7, 8, 9]
    assert due.isna().tolist() == [False, True, False] and due[7] == pd.Timestamp("2026-10-12")
    counted = CHINA.count_workdays(received, due)
    assert counted.dtype == "Int64" and counted.isna().tolist() == [False, True, False] and counted[9] == 10
    assert CHINA.count_workdays(received.dropna(), "2026-10-12").dtype == np.int64
    worked = CHINA.is_workday(received)
    assert worked.dtype == "boolean" and worked.isna().tolist() == [False, True, False] and worked[7]
    assert CHINA.is_workday(received.dropna()).dtype == bool
    bounds = CHINA.due(received, 10)
    assert bounds.earliest.equals(due) and bounds.latest.equals(due) and not bounds.provisional.any()


def test_counts_in_a_series():
    counts = pd.Series([1, 10], index=["a", "b"], name="n")
    due = CHINA.add_workdays("2026-09-21", counts)
    assert due.dt.date.tolist() == [DAY(2026, 9, 22), DAY(2026, 10, 12)] and due.index.tolist() == ["a", "b"]
    gaps = pd.Series([1, None], dtype="Int64")
    assert CHINA.add_workdays(series("2026-09-21", "2026-09-22"), gaps).isna().tolist() == [False, True]
    with pytest.raises(TypeError, match="whole"):
        CHINA.add_workdays(series("2026-09-21"), pd.Series([1.0]))
    with pytest.raises(ValueError, match="indexes"):
        CHINA.add_workdays(series("2026-09-21"), pd.Series([1], index=[5]))
    with pytest.raises(ValueError):
        CHINA.add_workdays(series("2026-09-21"), [[1], [2]])


def test_other_kinds_of_columns():
    objects = pd.Series([DAY(2026, 9, 21), None], dtype=object)
    assert CHINA.add_workdays(objects, 1).tolist() == [DAY(2026, 9, 22), None]
    texts = pd.Series(["2026-09-21", None], dtype="string")
    assert CHINA.add_workdays(texts, 1)[0] == pd.Timestamp("2026-09-22") and CHINA.add_workdays(texts, 1).isna()[1]
    index = pd.DatetimeIndex(["2026-09-21", "NaT"], name="received_on")
    due = CHINA.add_workdays(index, 1)
    assert isinstance(due, pd.DatetimeIndex) and due.name == "received_on" and due[0] == pd.Timestamp("2026-09-22")
    for refused in (pd.Series([1, 2]), pd.Series([1.5]), pd.Series([True])):
        with pytest.raises(TypeError):
            CHINA.add_workdays(refused, 1)
    with pytest.raises(TypeError, match="zone"):
        CHINA.add_workdays(series("2026-09-21").dt.tz_localize("Asia/Shanghai"), 1)
    with pytest.raises(ValueError, match="midnight"):
        CHINA.add_workdays(series("2026-09-21 10:00"), 1)


@pytest.mark.parametrize("kind", ["date32[pyarrow]", "timestamp[us][pyarrow]"])
def test_arrow_columns(kind):
    pytest.importorskip("pyarrow")
    received = pd.Series([DAY(2026, 9, 21), None]).astype(kind)
    due = CHINA.add_workdays(received, 10)
    assert due.dtype == received.dtype and due.isna().tolist() == [False, True] and str(due[0])[:10] == "2026-10-12"


def test_scalars_of_pandas():
    assert CHINA.add_workdays(pd.Timestamp("2026-09-21"), 10) == DAY(2026, 10, 12)
    assert CHINA.add_workdays(pd.NaT, 10) is pd.NaT
    assert not CHINA.is_workday(pd.NaT)


def test_holidays_as_a_frame():
    frame = CHINA.holidays(2026).to_pandas()
    assert list(frame.columns) == list(tr.Holiday._fields) and frame["date"].dtype == "datetime64[s]"
    assert frame.loc[frame["works"], "date"].dt.date.tolist()[-1] == DAY(2026, 10, 10)
    expected = CHINA.holidays(2028).to_pandas()
    assert expected["published_on"].isna().all() and expected["kind"].eq("expected").all()


# The offset

def test_the_offset_over_scalars():
    day = ChinaBusinessDay()
    assert pd.Timestamp("2026-09-21") + 10 * day == pd.Timestamp("2026-10-12")
    assert pd.Timestamp("2026-09-21 10:30") + 10 * day == pd.Timestamp("2026-10-12 10:30")
    assert pd.Timestamp("2026-09-21 23:30", tz="Asia/Shanghai") + day == pd.Timestamp("2026-09-22 23:30", tz="Asia/Shanghai")
    assert pd.Timestamp("2026-11-23") - day == pd.Timestamp("2026-11-20")
    assert datetime.datetime(2026, 9, 18, 9) + day == pd.Timestamp("2026-09-20 09:00")
    assert DAY(2026, 9, 18) + day == pd.Timestamp("2026-09-20")
    assert (pd.NaT + day) is pd.NaT
    assert pd.Timestamp("2026-10-03 09:00") + ChinaBusinessDay(normalize=True) == pd.Timestamp("2026-10-08")
    # As pandas has it, 0 rolls forward.
    assert pd.Timestamp("2026-10-03 09:00") + 0 * day == pd.Timestamp("2026-10-08 09:00")
    assert pd.Timestamp("2026-10-10") + 0 * day == pd.Timestamp("2026-10-10")
    with pytest.raises(TypeError):
        day + "2026-09-21"
    with pytest.raises(tr.TianyaRulesError):
        pd.Timestamp("2006-01-01") + day


@given(st.lists(SPAN, min_size=1, max_size=40), st.integers(-70, 70))
@settings(deadline=None)
def test_the_offset_over_columns_is_the_offset_over_scalars(times, n):
    offset = n * ChinaBusinessDay()
    column = pd.Series(times, dtype="datetime64[us]")
    moved = column + offset
    assert moved.dtype == column.dtype
    assert moved.tolist() == [time + offset for time in column]
    assert (pd.DatetimeIndex(column) + offset).tolist() == moved.tolist()
    if n:
        assert moved.dt.normalize().equals(CHINA.add_workdays(column.dt.normalize(), n))


def test_the_offset_over_gaps_zones_and_nothing():
    offset = 5 * ChinaBusinessDay()
    column = series("2026-09-21", None)
    assert (column + offset).isna().tolist() == [False, True] and (offset + column).equals(column + offset)
    zoned = column.dt.tz_localize("Asia/Shanghai")
    assert (zoned + offset).equals((column + offset).dt.tz_localize("Asia/Shanghai"))
    assert (column[:0] + offset).empty


def test_the_offset_as_a_frequency():
    assert pd.date_range("2026-09-30", "2026-10-12", freq=ChinaBusinessDay()).strftime("%m-%d").tolist() == [
        "09-30", "10-08", "10-09", "10-10", "10-12"]
    assert pd.date_range("2026-10-01", periods=2, freq=2 * ChinaBusinessDay()).strftime("%m-%d").tolist() == ["10-08", "10-10"]
    frame = pd.DataFrame({"v": [1]}, index=pd.DatetimeIndex(["2026-09-30"]))
    assert frame.shift(1, freq=ChinaBusinessDay()).index[0] == pd.Timestamp("2026-10-08")
    day = ChinaBusinessDay()
    assert day.is_on_offset(pd.Timestamp("2026-10-10 08:00")) and not day.is_on_offset(pd.Timestamp("2026-10-11"))
    assert not ChinaBusinessDay(normalize=True).is_on_offset(pd.Timestamp("2026-10-10 08:00"))
    assert day.rollforward(pd.Timestamp("2026-10-03")) == pd.Timestamp("2026-10-08")
    assert day.rollback(pd.Timestamp("2026-10-03")) == pd.Timestamp("2026-09-30")
    assert day.rollback(pd.Timestamp("2026-09-30")) == day.rollforward(pd.Timestamp("2026-09-30")) == pd.Timestamp("2026-09-30")


def test_offsets_compare_by_their_calendar_too():
    then = tr.Calendar.china("2019-03-01")
    old, new = ChinaBusinessDay(calendar=then), ChinaBusinessDay()
    assert pd.Timestamp("2019-04-30") + old == pd.Timestamp("2019-05-02")
    assert pd.Timestamp("2019-04-30") + new == pd.Timestamp("2019-05-05")
    assert old != new and old == ChinaBusinessDay(1, calendar=then) and hash(old) == hash(ChinaBusinessDay(calendar=then))
    assert (3 * old).calendar == then and (-old).n == -1 and pickle.loads(pickle.dumps(3 * old)) == 3 * old
    assert new == 1 * new and new != 2 * new and new != pd.offsets.BDay()
