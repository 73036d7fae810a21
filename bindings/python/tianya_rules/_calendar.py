# SPDX-License-Identifier: Apache-2.0
"""Working calendars."""

from ._core import Calendar

__all__ = ["Calendar"]
