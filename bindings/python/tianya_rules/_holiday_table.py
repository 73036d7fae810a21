# SPDX-License-Identifier: Apache-2.0
"""A year's holidays as a table."""

from __future__ import annotations

import datetime
import html
from typing import Any, Iterator, NamedTuple, Optional, Sequence, Union, overload


class Holiday(NamedTuple):
    """One day that a notice speaks of, or that is expected to be off."""

    date: datetime.date
    works: bool
    """True: a make-up day."""
    kind: str
    """``statutory``, ``shifted_rest``, ``weekend_in_block``, ``makeup_workday``, ``local_holiday``, ``local_workday``, or
    ``expected`` where no notice is out yet."""
    name: str
    name_en: str
    notice: Optional[str]
    published_on: Optional[datetime.date]
    """The day that its notice came out."""
    address: Optional[str]
    """The notice's."""


class HolidayTable(Sequence[Holiday]):
    """The days of a year that notices speak of, in order: a sequence of :class:`Holiday`, and a table."""

    def __init__(self, year: dict[str, Any]) -> None:
        self.year: int = year["year"]
        self.published: bool = year["published"]
        """Whether the year has its notice."""
        self.workdays: int = year["workdays"]
        """How many days of the year are worked, as estimated where it is not published."""
        self._rows = [_holiday(day, year["notices"]) for day in year["days"]]

    @overload
    def __getitem__(self, index: int) -> Holiday: ...
    @overload
    def __getitem__(self, index: slice) -> list[Holiday]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Holiday, list[Holiday]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Holiday]:
        return iter(self._rows)

    def to_dict(self) -> dict[str, list[Any]]:
        """A list a column."""
        return {field: [getattr(row, field) for row in self._rows] for field in Holiday._fields}

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; dates are ``datetime64``."""
        import pandas  # type: ignore[import-untyped, unused-ignore]

        frame = pandas.DataFrame(self.to_dict())
        for column in ("date", "published_on"):
            frame[column] = pandas.to_datetime(frame[column]).astype("datetime64[s]")
        return frame

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``."""
        import polars

        kinds = {"date": polars.Date, "works": polars.Boolean, "published_on": polars.Date}
        return polars.DataFrame(self.to_dict(), schema={field: kinds.get(field, polars.String) for field in Holiday._fields})

    def __repr__(self) -> str:
        lines = [f"{row.date} {'work' if row.works else 'off '} {row.name}" for row in self._rows]
        state = "" if self.published else ", not yet published: expected days"
        return "\n".join([f"{self.year}: {self.workdays} working days{state}", *lines])

    def _repr_html_(self) -> str:
        def cells(tag: str, values: Sequence[object]) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(str(value))}</{tag}>" for value in values) + "</tr>"

        rows = [
            cells("td", [row.date, "上班" if row.works else "放假", row.name, row.name_en, row.notice or "预计，尚未公布"])
            for row in self._rows
        ]
        head = cells("th", ["date", "", "name", "name_en", "notice"])
        return f"<table><caption>{self.year}</caption><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _date(text: Optional[str]) -> Optional[datetime.date]:
    return datetime.date.fromisoformat(text) if text else None


def _holiday(day: dict[str, Any], notices: list[dict[str, Any]]) -> Holiday:
    notice = notices[day["notice"]] if "notice" in day else {}
    return Holiday(
        datetime.date.fromisoformat(day["date"]),
        day["works"],
        day["kind"],
        day["holiday"]["zh"],
        day["holiday"]["en"],
        notice.get("title"),
        _date(notice.get("published")),
        notice.get("address"),
    )
