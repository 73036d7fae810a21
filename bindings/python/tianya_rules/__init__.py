# SPDX-License-Identifier: Apache-2.0
"""Judges facts against a regulation that is written as text: verdicts, due dates, reasons."""

from ._calendar import Calendar
from ._core import __version__
from ._errors import Diagnostic, TianyaRulesError

__all__ = ["Calendar", "Diagnostic", "TianyaRulesError", "__version__"]
