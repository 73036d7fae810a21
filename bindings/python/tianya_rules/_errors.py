# SPDX-License-Identifier: Apache-2.0
"""What went wrong, as exceptions that carry every problem."""

from __future__ import annotations

from typing import NamedTuple, Optional


class Diagnostic(NamedTuple):
    """One problem: what, where, and its mend."""

    severity: str
    """``error`` or ``warning``."""
    code: str
    """Stable and kebab-case: ``unknown-attribute``."""
    message: str
    """Lower case, no final stop, the reader's own words in backquotes."""
    help: str
    """How to mend it; may be empty."""
    source: Optional[str] = None
    """The file, or ``<memory>``; None where there is no text to point into."""
    line: Optional[int] = None
    """From 1."""
    column: Optional[int] = None
    """From 1, in code points."""


class TianyaRulesError(ValueError):
    """Input that cannot be used: facts, options, a rulebook or a calendar. ``str()`` shows every problem with its place.

    ``diagnostics``: the same problems as a list of :class:`Diagnostic` (at most 100; the text says how many more there are).
    """

    def __init__(self, message: str, diagnostics: Optional[list[Diagnostic]] = None) -> None:
        super().__init__(message, diagnostics or [])
        self.diagnostics: list[Diagnostic] = diagnostics or []

    def __str__(self) -> str:
        return str(self.args[0])


def refusal(code: str, message: str, help: str = "") -> TianyaRulesError:
    """An error with one diagnostic, in the shape of the engine's own."""
    text = f"error[{code}]: {message}" + (f"\n   = help: {help}" if help else "") + "\n1 error"
    return TianyaRulesError(text, [Diagnostic("error", code, message, help)])
