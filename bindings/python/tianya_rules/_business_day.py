# SPDX-License-Identifier: Apache-2.0
"""A pandas offset of Chinese working days. Needs pandas; imported only where it is asked for."""

from __future__ import annotations

import datetime
from typing import Any, Optional

import numpy as np
import pandas as pd  # type: ignore[import-untyped, unused-ignore]
from pandas.tseries.offsets import BaseOffset  # type: ignore[import-untyped, unused-ignore]

from ._calendar import Calendar


class ChinaBusinessDay(BaseOffset):  # type: ignore[misc, unused-ignore]
    """n Chinese working days, make-up days and all, as a pandas offset.

    >>> pd.Timestamp("2026-09-21") + 10 * ChinaBusinessDay()
    Timestamp('2026-10-12 00:00:00')

    Over a Series or an index it is one pass over the column, and it works as the ``freq`` of ``pd.date_range``. Times of day and
    zones are kept, by the wall clock. As pandas has it, adding 0 rolls forward to a working day. ``calendar``: a
    :class:`Calendar`; by default China's as known now.
    """

    _prefix = "ChinaBusinessDay"
    _attributes = ("n", "normalize", "calendar")

    def __init__(self, n: int = 1, normalize: bool = False, calendar: Optional[Calendar] = None) -> None:
        BaseOffset.__init__(self, n, normalize)
        object.__setattr__(self, "calendar", Calendar.china() if calendar is None else calendar)

    # The parent's comparison leaves every attribute named `calendar` out.
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    # Nor is it pickled by the parent.
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._key()

    def _key(self) -> tuple[int, bool, Calendar]:
        return (self.n, self.normalize, self.calendar)

    # A column on the right adds the offset itself. Until pandas 3.1 the parent would have taken it for one time.
    def __add__(self, other: Any) -> Any:
        return NotImplemented if getattr(other, "ndim", 0) > 0 else BaseOffset.__add__(self, other)

    def _add(self, days: Any) -> Any:
        """`n` working days from each of an array of days."""
        if self.n == 0:
            return self.calendar.add_workdays(days - np.timedelta64(1, "D"), 1)
        return self.calendar.add_workdays(days, self.n)

    def _add_datetime_ndarray(self, times: Any) -> Any:
        """What pandas calls for a Series or an index: an array of datetime64 without a zone."""
        days = times.astype("datetime64[D]")
        moved = self._add(days).astype(times.dtype)
        return moved if self.normalize else moved + (times - days)

    def _add_datetime(self, other: Any) -> Any:
        """What pandas calls for one time."""
        if not isinstance(other, (datetime.date, np.datetime64)):
            raise TypeError(f"working days are added to dates, not to `{type(other).__name__}`")
        time = pd.Timestamp(other)
        if time is pd.NaT:
            return time
        wall = time.tz_localize(None)
        moved = pd.Timestamp(self._add_datetime_ndarray(np.array([wall.to_datetime64()]))[0])
        return moved.as_unit(time.unit).tz_localize(time.tz) if time.tz is not None else moved.as_unit(time.unit)

    # What pandas called the two until its version 3.1.
    _apply_array = _add_datetime_ndarray
    _apply = _add_datetime

    def is_on_offset(self, dt: Any) -> bool:
        """Whether a time lies on a working day (and, for a normalizing offset, at midnight)."""
        time = pd.Timestamp(dt).tz_localize(None)
        if self.normalize and time != time.normalize():
            return False
        return bool(self.calendar.is_workday(time.to_datetime64().astype("datetime64[D]")))

    def rollforward(self, dt: Any) -> Any:
        """The time itself on a working day, else the next working day."""
        return pd.Timestamp(dt) if self.is_on_offset(dt) else type(self)(0, self.normalize, self.calendar)._add_datetime(dt)

    def rollback(self, dt: Any) -> Any:
        """The time itself on a working day, else the working day before."""
        return pd.Timestamp(dt) if self.is_on_offset(dt) else type(self)(-1, self.normalize, self.calendar)._add_datetime(dt)
