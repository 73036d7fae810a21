# SPDX-License-Identifier: Apache-2.0
"""The findings of a check."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Optional, Union, overload

from . import _core
from ._core import Finding
from ._tables import VERDICTS, ArrowTable

if TYPE_CHECKING:
    from ._rulebook import Rulebook


class Findings(Sequence[Finding]):
    """What a check found: one :class:`Finding` for every rule and record that it is about, in the order of the report.

    Immutable. Pickling keeps rulebook, facts and options, and judges again when it is read; if the rulebook is not the same any more,
    that is an error.
    """

    def __init__(self, core: _core.Findings, recipe: tuple[Rulebook, bytes, dict[str, Any]]) -> None:
        self._core = core
        self._recipe = recipe

    def __len__(self) -> int:
        return len(self._core)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Finding, list[Finding]]:
        if isinstance(index, slice):
            return [self._core.at(i) for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"finding {index} of {len(self)}")
        return self._core.at(place)

    def __iter__(self) -> Iterator[Finding]:
        return (self._core.at(i) for i in range(len(self)))

    def find(self, rule: str, id: str, entity: Optional[str] = None) -> Finding:
        """The finding of one rule on one record. ``entity`` is needed only where two kinds of records could share rule and id.

        KeyError where there is none.
        """
        for finding in self:
            if finding.rule == rule and finding.id == id and entity in (None, finding.entity):
                return finding
        raise KeyError((rule, id))

    def with_verdict(self, verdict: str) -> list[Finding]:
        """The findings with that verdict, in report order. ValueError for a word that is no verdict."""
        return self._core.with_verdict(VERDICTS.index(verdict))

    @property
    def violated(self) -> list[Finding]:
        """Duties, bans and deadlines that apply and are not met."""
        return self.with_verdict("violated")

    @property
    def pending(self) -> list[Finding]:
        """Deadlines not yet met whose due date has not passed."""
        return self.with_verdict("pending")

    @property
    def undetermined(self) -> list[Finding]:
        """Findings that could end in more than one verdict; each says which, and what is missing."""
        return self.with_verdict("undetermined")

    @property
    def triggered(self) -> list[Finding]:
        """Triggers whose ground exists."""
        return self.with_verdict("triggered")

    @property
    def not_triggered(self) -> list[Finding]:
        """Triggers whose ground does not exist."""
        return self.with_verdict("not_triggered")

    @property
    def compliant(self) -> list[Finding]:
        """What is as the rule demands."""
        return self.with_verdict("compliant")

    @property
    def not_applicable(self) -> list[Finding]:
        """Rules that do not apply to their subject."""
        return self.with_verdict("not_applicable")

    @property
    def summary(self) -> dict[str, int]:
        """How many findings have each verdict, zeros included."""
        return self._core.summary()

    @property
    def as_of(self) -> datetime.date:
        """The day as of which the facts were judged."""
        return self._core.as_of()

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """Warnings about single facts: dicts with ``code``, ``subject``, ``attribute``, ``message``."""
        warnings: list[dict[str, Any]] = self.to_dict()["warnings"]
        return warnings

    def to_json(self) -> str:
        """The whole report as JSON text, the same bytes as the command line's."""
        return self._core.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The whole report as a dict: head, ``findings``, ``summary``, ``warnings``."""
        report: dict[str, Any] = json.loads(self.to_json())
        return report

    def to_text(self, lang: str = "zh") -> str:
        """The report as a person wants to read it; what is fine is only counted. ``lang``: ``"zh"`` or ``"en"``."""
        return self._core.to_text(lang)

    def to_arrow(self, lang: str = "zh") -> ArrowTable:
        """The findings as a table, a row each: rule, cites, bearer, entity, id, verdict, possible, due, days_late, days_left, provisional,
        due_earliest, due_latest, missing, needs_judgement, errors, message (in ``lang``).

        Dates are date32, verdicts a dictionary, lists lists of texts. Needs no Arrow package.
        """
        return ArrowTable(self._core.to_table(lang))

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self, lang: str = "zh") -> Any:
        """A ``pandas.DataFrame`` of :meth:`to_arrow`. Needs pandas and pyarrow."""
        return self.to_arrow(lang).to_pandas()

    def to_polars(self, lang: str = "zh") -> Any:
        """A ``polars.DataFrame`` of :meth:`to_arrow`. Needs polars."""
        return self.to_arrow(lang).to_polars()

    def to_html(self, lang: str = "zh", limit: int = 10) -> str:
        """The findings for a notebook: a head line, counts by norm (worst first), the first ``limit`` violations with their reasons."""
        from ._notebook import findings_html

        return findings_html(self, self._recipe[0], lang, limit)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {verdict}" for verdict, count in self.summary.items() if count)
        return f"<Findings as of {self.as_of}: {counts or 'none'}>"

    def __reduce__(self) -> Any:
        return _judge_again, self._recipe


def _judge_again(book: Rulebook, facts: bytes, options: dict[str, Any]) -> Findings:
    return book.check(facts, **options)
