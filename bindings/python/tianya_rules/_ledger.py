# SPDX-License-Identifier: Apache-2.0
"""Ledgers: the account of a due date, day by day."""

from __future__ import annotations

import datetime
import json
from typing import Any, NamedTuple, Optional

from . import _core


class LedgerDay(NamedTuple):
    """One day between start and due date."""

    date: datetime.date
    counted: bool
    number: Optional[int]
    """Which of the days that count, from 1; None where it does not."""
    reason: str
    """``start_day``, ``workday``, ``makeup_workday``, ``local_workday``, ``plain_day``, ``excluded``, ``pause``, ``weekend``,
    ``holiday``, ``local_holiday``, ``expected``."""
    works: Optional[bool]
    """Whether it is worked, as estimated where it is not published; None outside the calendar."""
    holiday: Optional[str]
    """Of the holiday that it belongs to: its Chinese name."""
    holiday_en: Optional[str]
    notice: Optional[str]
    """The title of the notice that has spoken of it."""
    published: bool


class Ledger:
    """Every day from a start to a due date, counted or not, and why. In a notebook it is shown as a picture."""

    __slots__ = ("_core", "_content")

    def __init__(self, core: _core.Ledger) -> None:
        self._core = core
        self._content: Optional[dict[str, Any]] = None

    def to_json(self) -> str:
        """The whole ledger as JSON."""
        return self._core.json()

    def to_dict(self) -> dict[str, Any]:
        """The same as dictionaries and lists."""
        content: dict[str, Any] = json.loads(self._core.json())
        return content

    def _read(self) -> dict[str, Any]:
        if self._content is None:
            self._content = self.to_dict()
        return self._content

    @property
    def start(self) -> datetime.date:
        """The day that it starts from, which does not count."""
        return datetime.date.fromisoformat(self._read()["start"])

    @property
    def due(self) -> datetime.date:
        """The due date."""
        return datetime.date.fromisoformat(self._read()["due"])

    @property
    def earliest(self) -> datetime.date:
        """The earliest that it may turn out to be."""
        return datetime.date.fromisoformat(self._read().get("due_earliest", self._read()["due"]))

    @property
    def latest(self) -> datetime.date:
        """The latest that it may turn out to be."""
        return datetime.date.fromisoformat(self._read().get("due_latest", self._read()["due"]))

    @property
    def provisional(self) -> bool:
        """Whether it rests on days that no notice has spoken of yet."""
        return bool(self._read()["provisional"])

    @property
    def days(self) -> list[LedgerDay]:
        """The days in order of date."""
        content = self._read()
        titles = [notice["title"] for notice in content["notices"]]
        return [_day(day, titles) for day in content["days"]]

    def text(self, lang: str = "zh") -> str:
        """A line a day; ``lang``: ``zh`` or ``en``."""
        return self._core.text(lang)

    def grid(self, lang: str = "zh") -> str:
        """The months side by side, as text."""
        return self._core.grid(lang)

    def svg(self, lang: str = "zh") -> str:
        """The months as a picture."""
        return self._core.svg(lang)

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self._core.headline("zh")


def _day(day: dict[str, Any], titles: list[str]) -> LedgerDay:
    holiday = day.get("holiday") or {}
    notice = day.get("notice")
    return LedgerDay(
        datetime.date.fromisoformat(day["date"]),
        day["counted"],
        day.get("number"),
        day["reason"],
        day["works"],
        holiday.get("zh"),
        holiday.get("en"),
        None if notice is None else titles[notice],
        day["published"],
    )
