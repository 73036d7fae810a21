# SPDX-License-Identifier: Apache-2.0
"""Judges facts against a regulation that is written as text: verdicts, due dates, reasons."""

from typing import TYPE_CHECKING, Any

from ._calendar import Calendar, Due, ProvisionalWarning
from ._core import Finding, __version__
from ._errors import Diagnostic, TianyaRulesError
from ._findings import Findings
from ._holiday_table import Holiday, HolidayTable
from ._ledger import Ledger, LedgerDay
from ._rulebook import Answer, MissingCount, MissingCounts, Norm, Reading, Rulebook
from ._tables import ArrowTable

if TYPE_CHECKING:
    from ._business_day import ChinaBusinessDay

__all__ = [
    "Answer",
    "ArrowTable",
    "Calendar",
    "ChinaBusinessDay",
    "Diagnostic",
    "Due",
    "Finding",
    "Findings",
    "Holiday",
    "HolidayTable",
    "Ledger",
    "LedgerDay",
    "MissingCount",
    "MissingCounts",
    "Norm",
    "ProvisionalWarning",
    "Reading",
    "Rulebook",
    "TianyaRulesError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """``ChinaBusinessDay`` needs pandas, which nothing else here does."""
    if name == "ChinaBusinessDay":
        from ._business_day import ChinaBusinessDay

        return ChinaBusinessDay
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
