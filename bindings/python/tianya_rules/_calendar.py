# SPDX-License-Identifier: Apache-2.0
"""Working calendars: which days are worked in China, as known on any date."""

from __future__ import annotations

import datetime
import json
import pathlib
import warnings
from typing import Any, NamedTuple, Optional, Sequence, Union

from . import _core
from ._day_columns import NOT_A_TIME, Host, counts_of, day_numbers, is_column, is_not_a_time, together, whole
from ._errors import Diagnostic, TianyaRulesError
from ._holiday_table import HolidayTable
from ._ledger import Ledger

Date = Union[datetime.date, str]


class ProvisionalWarning(UserWarning):
    """An answer rests on days that no notice has spoken of yet: it is an estimate. :meth:`Calendar.due` gives its bounds."""


class Due(NamedTuple):
    """A due date and how certain it is: ``earliest <= date <= latest``, all three equal unless ``provisional``. Of columns, each
    field is a column."""

    date: Any
    earliest: Any
    latest: Any
    provisional: Any


class Calendar:
    """A working calendar: immutable, cheap to copy, safe to share between threads.

    >>> cal = Calendar.china()
    >>> cal.add_workdays("2026-09-21", 10)
    datetime.date(2026, 10, 12)

    Dates are ``datetime.date``, ISO text or ``numpy.datetime64``. Wherever one date is taken, a column of dates is too: a NumPy
    array of ``datetime64[D]`` (or of finer times, all of them midnights), a list, a pandas Series, a polars Series; the answer is
    then a column of the same kind, in which a missing date stays missing.

    Days outside ``first_day`` … ``last_day`` are an error (:class:`TianyaRulesError`, code ``calendar-not-covered``); with
    ``errors="coerce"`` a column has a missing value there. Days that no notice has spoken of yet are estimated, with a
    :class:`ProvisionalWarning`.
    """

    __slots__ = ("_core", "_spec")

    def __init__(self, name: str = "cn", known_on: Optional[Date] = None) -> None:
        """A shipped calendar by its name: ``cn``, or with an overlay ``cn+hainan``."""
        self._build(name, (), known_on)

    def _build(self, text: str, own: tuple[tuple[str, str, str], ...], known_on: Optional[Date]) -> None:
        self._core = _core.Calendar.find(text, list(own), known_on)
        self._spec = (text, own, self._core.known_on)

    @classmethod
    def _from(cls, text: str, own: tuple[tuple[str, str, str], ...], known_on: Optional[Date]) -> Calendar:
        calendar = cls.__new__(cls)
        calendar._build(text, own, known_on)
        return calendar

    @classmethod
    def china(cls, known_on: Optional[Date] = None, overlays: Sequence[Union[str, pathlib.Path]] = ()) -> Calendar:
        """The State Council's holiday notices, as known on a day (that day's notices included) or as known now.

        ``overlays``: names (``"hainan"``) and files (a path with a ``/`` or ending in ``.yaml``) of days that a place sets for
        itself, applied in order.
        """
        return cls._from("cn", (), known_on).with_overlays(*overlays) if overlays else cls._from("cn", (), known_on)

    @classmethod
    def load(cls, folder: Union[str, pathlib.Path], known_on: Optional[Date] = None) -> Calendar:
        """A calendar of one's own: a folder with ``calendar.yaml`` and one file a year."""
        path = pathlib.Path(folder)
        own = tuple(
            (f"calendars/own/{file.name}", file.read_text(encoding="utf-8"), str(file)) for file in sorted(path.glob("*.yaml"))
        )
        if not own:
            raise FileNotFoundError(f"`{folder}` holds no calendar: no *.yaml")
        return cls._from("own", own, known_on)

    def with_overlays(self, *overlays: Union[str, pathlib.Path]) -> Calendar:
        """The same with further overlays, each a name or a file."""
        text, own, known_on = self._spec
        for overlay in overlays:
            name = str(overlay)
            if isinstance(overlay, pathlib.Path) or "/" in name or name.endswith(".yaml"):
                content = pathlib.Path(overlay).read_text(encoding="utf-8")
                own = (*own, (f"calendars/overlay-{len(own)}.yaml", content, name))
                name = f"overlay-{len(own) - 1}"
            text += "+" + name
        return type(self)._from(text, own, known_on)

    # What it is.

    @property
    def name(self) -> str:
        """``cn``, or with overlays ``cn+hainan``."""
        return "+".join([self._core.id, *self._core.overlays])

    @property
    def first_day(self) -> datetime.date:
        """The first day that it answers for."""
        return self._core.first_day

    @property
    def last_day(self) -> datetime.date:
        """The last day that it answers for, with an estimate."""
        return self._core.last_day

    @property
    def horizon(self) -> datetime.date:
        """The last day that notices have settled for good."""
        return self._core.horizon

    @property
    def published_through(self) -> datetime.date:
        """31 December of the newest year that has its notice."""
        return self._core.published_through

    @property
    def known_on(self) -> Optional[datetime.date]:
        """The day that it is known on; None: now."""
        return self._core.known_on

    # What it answers.

    def add_workdays(self, date: Any, n: Any, *, errors: str = "raise") -> Any:
        """The n-th working day after ``date``; before it, for a negative n; ``date`` itself for 0."""
        if not is_column(date) and not is_column(n):
            return self._scalar_due(date, whole(n)).date
        starts, counts, shape = self._operands(date, n)
        host = Host(date, n)
        due = _empty(shape)
        self._judge(self._core.add_array(starts, counts, due.reshape(-1)), due.size, errors, starts, counts)
        return host.days(due)

    def due(self, date: Any, n: Any, *, errors: str = "raise") -> Due:
        """The same with bounds: :class:`Due`. Warns of nothing, for it says what is provisional."""
        if not is_column(date) and not is_column(n):
            return self._scalar_due(date, whole(n), warn=False)
        starts, counts, shape = self._operands(date, n)
        host = Host(date, n)
        import numpy as np

        middle, low, high = _empty(shape), _empty(shape), _empty(shape)
        flags = np.empty(shape, dtype=np.bool_)
        outcome = self._core.due_array(
            starts, counts, middle.reshape(-1), low.reshape(-1), high.reshape(-1), flags.reshape(-1).view(np.uint8)
        )
        self._judge(outcome, middle.size, errors, starts, counts, warn=False)
        return Due(host.days(middle), host.days(low), host.days(high), host.answers(flags, middle == NOT_A_TIME))

    def count_workdays(self, a: Any, b: Any, *, errors: str = "raise") -> Any:
        """Working days after ``a`` through ``b``; negative if ``b`` lies before ``a``."""
        if not is_column(a) and not is_column(b):
            if is_not_a_time(a) or is_not_a_time(b):
                return float("nan")
            estimate, _, _, provisional = self._core.count(a, b)
            _warn(self, int(provisional), 1, 3)
            return estimate
        starts, ends, shape = together(day_numbers(a), day_numbers(b))
        host = Host(a, b)
        workdays = _empty(shape)
        self._judge(self._core.count_array(starts, ends, workdays.reshape(-1)), workdays.size, errors, starts, None)
        return host.counts(workdays)

    def is_workday(self, date: Any, *, errors: str = "raise") -> Any:
        """Whether a day is worked."""
        if not is_column(date):
            if is_not_a_time(date):
                return False
            status = self._core.day(date)
            _warn(self, int(not status[1]), 1, 3)
            return status[0]
        import numpy as np

        numbers = day_numbers(date)
        days = np.ascontiguousarray(numbers).reshape(-1)
        works = np.empty(numbers.shape, dtype=np.bool_)
        outcome = self._core.workday_array(days, works.reshape(-1).view(np.uint8))
        self._judge(outcome, days.size, errors, days, None)
        missing = numbers == NOT_A_TIME
        if outcome[0]:
            missing = missing | (numbers < _number(self.first_day)) | (numbers > _number(self.last_day))
        return Host(date).answers(works, missing)

    def why(self, date: Date, lang: str = "zh") -> str:
        """What a day is: its holiday, or ""; under which notice, if one has spoken of it."""
        _, published, zh, en, notice = self._core.day(date)
        name = en if lang == "en" else zh
        if not name or published:
            return f"{name} · {notice}" if notice else name
        return name + (" (expected, not yet published)" if lang == "en" else "（预计，尚未公布）")

    def ledger(
        self,
        date: Date,
        n: Optional[int] = None,
        *,
        years: int = 0,
        months: int = 0,
        days: int = 0,
        before: bool = False,
        excluded: int = 0,
        pause: Optional[tuple[Date, Date]] = None,
        rounding: str = "down",
    ) -> Ledger:
        """Every day from ``date`` to the due date, counted or not, and why: :class:`Ledger`.

        Either ``n`` working days (and ``excluded`` more that do not count towards a limit, and those after ``pause[0]`` through
        ``pause[1]``), or a period of ``years``, ``months`` and ``days``, whose missing days of a month are rounded ``down``, ``up``, or a ``reject``.
        """
        period = (years, months, days)
        if (n is None) == (period == (0, 0, 0)):
            raise TypeError("a ledger is of n working days, or of years, months or days")
        if n is None and (excluded or pause):
            raise TypeError("only working days can be excluded or paused")
        asked = None if n is not None else period
        return Ledger(self._core.ledger(date, 0 if n is None else whole(n), excluded, pause, asked, rounding, before))

    def holidays(self, year: int) -> HolidayTable:
        """The days of a year that notices speak of, days off and make-up days both: :class:`HolidayTable`."""
        return HolidayTable(json.loads(self._core.year_json(whole(year))))

    def year_text(self, year: int, lang: str = "zh") -> str:
        """A year as twelve month grids, with its holidays and notices."""
        return self._core.year_text(whole(year), lang)

    # How.

    def _scalar_due(self, date: Any, n: int, warn: bool = True) -> Due:
        if is_not_a_time(date):
            return Due(date, date, date, False)
        due = Due(*self._core.due(date, n))
        if warn:
            _warn(self, int(due.provisional), 1, 4)
        if type(date).__name__ != "datetime64":
            return due
        import numpy as np

        middle, low, high = (np.datetime64(day, "D") for day in due[:3])
        return Due(middle, low, high, due.provisional)

    @staticmethod
    def _operands(date: Any, n: Any) -> tuple[Any, Any, tuple[int, ...]]:
        import numpy as np

        counts = counts_of(n)
        days = day_numbers(date)
        if counts.missing is not None:
            days = np.where(counts.missing, NOT_A_TIME, days)
        return together(days, counts.values)

    def _judge(self, outcome: tuple[int, int, int], size: int, errors: str, starts: Any, counts: Any, warn: bool = True) -> None:
        not_covered, first, provisional = outcome
        if errors not in ("raise", "coerce"):
            raise ValueError('errors is "raise" or "coerce"')
        if not_covered and errors == "raise":
            raise self._outside(not_covered, first, size, starts, counts)
        if warn:
            _warn(self, provisional, size, 4)

    def _outside(self, not_covered: int, first: int, size: int, starts: Any, counts: Any) -> TianyaRulesError:
        import numpy as np

        start = int(starts[first if starts.size > 1 else 0])
        shown = str(np.datetime64(start, "D"))
        n = "" if counts is None else f" and {int(counts[first if counts.size > 1 else 0])} working days"
        rest = f"; {not_covered} of {size} elements do" if not_covered > 1 else ""
        message = f"element {first}, `{shown}`{n}, leaves the calendar `{self.name}`{rest}"
        help_text = f"it covers {self.first_day} to {self.last_day}"
        text = f"error[calendar-not-covered]: {message}\n   = help: {help_text}"
        return TianyaRulesError(text, [Diagnostic("error", "calendar-not-covered", message, help_text)])

    def __repr__(self) -> str:
        known = f", known_on='{self.known_on}'" if self.known_on else ""
        return f"Calendar('{self.name}'{known})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._spec == other._spec

    def __hash__(self) -> int:
        return hash(self._spec)

    def __reduce__(self) -> tuple[Any, ...]:
        return Calendar._from, self._spec


def _empty(shape: tuple[int, ...]) -> Any:
    import numpy as np

    return np.empty(shape, dtype=np.int64)


def _number(date: datetime.date) -> int:
    return date.toordinal() - datetime.date(1970, 1, 1).toordinal()


def _warn(calendar: Calendar, provisional: int, size: int, level: int) -> None:
    if not provisional:
        return
    what = "the answer rests" if size == 1 else f"{provisional} of {size} answers rest"
    warnings.warn(
        f"{what} on days that no notice has spoken of yet (the calendar `{calendar.name}` is settled until {calendar.horizon}): "
        "an estimate, whose bounds due() gives",
        ProvisionalWarning,
        stacklevel=level,
    )
