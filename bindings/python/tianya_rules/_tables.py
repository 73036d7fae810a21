# SPDX-License-Identifier: Apache-2.0
"""Tables in and out: anything that speaks the Arrow PyCapsule interface, NumPy arrays, lists of dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from . import _core
from ._columns import columns_of, columns_of_records

VERDICTS = ("compliant", "violated", "pending", "triggered", "not_triggered", "not_applicable", "undetermined")
"""The verdicts in the order in which ``possible`` lists them; their places here are the codes of verdict columns."""


def table_source(table: Any, attribute_of: Mapping[str, Mapping[str, Any]], rename: Optional[Mapping[str, Optional[str]]]) -> Any:
    """The table as the engine takes it: a stream capsule, a pair of capsules, or columns and a number of rows."""
    if hasattr(table, "__arrow_c_stream__"):
        try:
            return table.__arrow_c_stream__()
        except ImportError:  # pandas asks for pyarrow; its columns are NumPy arrays all the same
            return columns_of({name: table[name].to_numpy() for name in table.columns}, rename or {})
    if hasattr(table, "__arrow_c_array__"):
        return table.__arrow_c_array__()
    if isinstance(table, Mapping):
        return columns_of(table, rename or {})
    if isinstance(table, Sequence) and not isinstance(table, (str, bytes)):
        return columns_of_records(table, attribute_of, rename or {})
    raise TypeError(
        f"a table is anything with __arrow_c_stream__ or __arrow_c_array__, a dict of NumPy arrays or a list of dicts, not {type(table).__name__}"
    )


class ArrowTable:
    """A table of the engine's making: verdicts of :meth:`Rulebook.check_table`, or findings of :meth:`Findings.to_arrow`.

    It speaks the Arrow PyCapsule interface, so that whatever reads Arrow takes it as it is, without a copy: ``polars.DataFrame(t)``,
    ``pyarrow.table(t)``, DuckDB's ``SELECT … FROM t``. No Arrow package is needed to make it.

    A column of verdicts is a dictionary of the seven names in :attr:`verdicts`, coded in int8. Immutable; may be read any number of times.
    """

    verdicts = VERDICTS

    def __init__(self, core: _core.ArrowTable) -> None:
        self._core = core

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """A capsule of an ArrowArrayStream. ``requested_schema`` is not looked at: the table has one schema."""
        return self._core.stream()

    def __arrow_c_schema__(self) -> Any:
        """A capsule of the ArrowSchema."""
        return self._core.schema()

    @property
    def column_names(self) -> list[str]:
        """Of verdicts: ``id``, then the rules in the rulebook's order, each with its details behind it if these were asked for. Of
        findings: as :meth:`Findings.to_arrow` lists them."""
        return self._core.names()

    @property
    def num_rows(self) -> int:
        """As many as ``len`` says."""
        return self._core.rows()

    def __len__(self) -> int:
        return self._core.rows()

    def codes(self, rule: str) -> bytes:
        """The verdicts of one rule as codes into :attr:`verdicts`, a byte a row: ``numpy.frombuffer(t.codes(rule), "i1")``.

        KeyError where there is no such column of verdicts.
        """
        return self._core.codes(rule)

    def counts(self, rule: str) -> dict[str, int]:
        """How many rows have each verdict of one rule, zeros included. KeyError where there is no such column of verdicts."""
        return self._core.counts(rule)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What should be known about single cells: dicts with ``code``, ``row`` (from 0), ``attribute``, ``message``; at most 1,000.

        ``after_as_of``: an event later than as_of counts as not yet happened. ``refused_cell``: with ``lenient``, an error value.
        """
        return self._core.warnings()

    @property
    def warning_count(self) -> int:
        """All warnings, those beyond the first 1,000 included."""
        return self._core.warning_count()

    def to_pyarrow(self) -> Any:
        """A ``pyarrow.Table``. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; verdicts are categories. Needs pandas and pyarrow."""
        return self.to_pyarrow().to_pandas()

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``. Needs polars."""
        import polars

        return polars.DataFrame(self)

    def __repr__(self) -> str:
        return f"<ArrowTable of {len(self):,} rows: {', '.join(self.column_names)}>"
