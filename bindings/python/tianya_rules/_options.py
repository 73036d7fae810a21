# SPDX-License-Identifier: Apache-2.0
"""What a caller may say about a check, as the engine wants it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional, Union

from . import _core
from ._errors import refusal

DateLike = Union[datetime.date, str]
"""A ``datetime.date`` (a ``datetime`` at midnight without a time zone, a ``numpy.datetime64``) or ISO text: ``2026-11-23``."""

Readings = Mapping[str, Union[str, tuple[str, Sequence[str]]]]
"""Reading -> answer; or -> (answer, list) where the answer asks for a list of the caller's."""

Assumptions = Mapping[str, Any]
"""``entity.attribute`` -> the value that it has where it is absent."""

Nulls = Union[str, Mapping[str, Optional[str]], None]
"""``"null"`` or ``"absent"``, for all columns or by column."""


def _assumed_text(value: Any) -> str:
    if hasattr(value, "dtype") and hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return str(value)


def _split_readings(readings: Optional[Readings]) -> tuple[dict[str, str], dict[str, list[str]]]:
    answers: dict[str, str] = {}
    given: dict[str, list[str]] = {}
    for name, answer in (readings or {}).items():
        if isinstance(answer, str):
            answers[name] = answer
            continue
        answers[name], texts = answer
        given[name] = [texts] if isinstance(texts, str) else list(texts)
    return answers, given


def check_options(
    as_of: Optional[DateLike] = None,
    readings: Optional[Readings] = None,
    assume: Optional[Assumptions] = None,
    published_on: Optional[DateLike] = None,
    known_on: Optional[DateLike] = None,
    rules: Union[str, Iterable[str], None] = None,
    lenient: bool = False,
) -> _core.CheckOptions:
    answers, given = _split_readings(readings)
    return _core.CheckOptions(
        as_of=as_of,
        published_on=published_on,
        known_on=known_on,
        readings=answers,
        given=given,
        assume={path: _assumed_text(value) for path, value in (assume or {}).items()},
        rules=[rules] if isinstance(rules, str) else list(rules or ()),
        lenient=lenient,
    )


def table_options(
    rename: Optional[Mapping[str, Optional[str]]], nulls: Nulls, details: bool, lenient: bool
) -> _core.TableOptions:
    by_column = dict(nulls) if isinstance(nulls, Mapping) else {}
    for word in [*by_column.values()] if isinstance(nulls, Mapping) else [nulls]:
        if word not in (None, "null", "absent"):
            raise refusal("invalid-nulls", f'nulls is "null" or "absent", not {word!r}')
    return _core.TableOptions(
        rename=dict(rename or {}),
        nulls=nulls if isinstance(nulls, str) else None,
        nulls_of=by_column,
        details=details,
        lenient=lenient,
    )
