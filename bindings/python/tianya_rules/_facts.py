# SPDX-License-Identifier: Apache-2.0
"""Facts as Python has them, as the JSON text that the engine reads: a record a line, so that problems point at records."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import os
from collections.abc import Iterable, Mapping
from typing import Any, Union

from ._errors import refusal

Facts = Union[Mapping[str, Any], str, bytes, "os.PathLike[str]"]
"""Entity -> list of records (mappings), perhaps with ``as_of`` and ``published_on``; or the same as JSON text; or a JSON file."""

_KINDS = (bool, int, str)
_DATES = ("as_of", "published_on")


def facts_json(facts: Facts) -> tuple[bytes, str]:
    """The facts as JSON text, and how messages call it."""
    if isinstance(facts, str):
        return facts.encode("utf-8", "surrogatepass"), "<facts>"
    if isinstance(facts, (bytes, bytearray, memoryview)):
        return bytes(facts), "<facts>"
    if isinstance(facts, os.PathLike):
        with open(facts, "rb") as file:
            return file.read(), os.fspath(facts)
    if not isinstance(facts, Mapping):
        raise TypeError(f"facts are a mapping of entities to records, JSON text or a path, not {type(facts).__name__}")
    parts = [_part(str(key), value) for key, value in facts.items()]
    return ("{" + ",\n".join(parts) + "}\n").encode("utf-8", "surrogatepass"), "<facts>"


def _part(key: str, value: Any) -> str:
    name = json.dumps(key, ensure_ascii=False)
    if key in _DATES or value is None or isinstance(value, (str, bytes, int, float, datetime.date)) or not isinstance(value, Iterable):
        return f"{name}: {json.dumps(plain(value, key), ensure_ascii=False)}"
    if isinstance(value, Mapping):
        raise TypeError(f"facts[{key!r}] is a list of records, not a single one")
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "columns"):
        raise TypeError(f"facts[{key!r}] is a list of records; for a table there is check_table({key!r}, …)")
    return f"{name}: [" + "".join(_lines(key, value)) + "\n]"


def _lines(entity: str, records: Iterable[Any]) -> Iterable[str]:
    for number, record in enumerate(records):
        if not isinstance(record, Mapping):
            raise TypeError(f"facts[{entity!r}][{number}] is a mapping of attributes, not {type(record).__name__}")
        cells = {str(name): plain(value, f"{entity}[{number}].{name}") for name, value in record.items()}
        yield ("\n" if number == 0 else ",\n") + json.dumps(cells, ensure_ascii=False, allow_nan=False)


def plain(value: Any, where: str) -> Any:
    """What JSON can say of ``value``: dates as ISO text, NumPy scalars as what they hold."""
    if value is None or type(value) in _KINDS:
        return value
    if isinstance(value, datetime.date):
        return iso(value, where)
    if hasattr(value, "dtype"):
        return _plain_numpy(value, where)
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (float, decimal.Decimal)):
        return _plain_number(value, where)
    if isinstance(value, (list, tuple)):
        return [plain(item, f"{where}[{i}]") for i, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {str(key): plain(item, f"{where}.{key}") for key, item in value.items()}
    if type(value).__name__ in ("NAType", "NaTType"):
        raise _no_value(value, where)
    raise refusal("wrong-type", f"{where}: a {type(value).__name__} is no fact", "facts are bools, ints, texts, dates, lists of texts, None")


def iso(value: datetime.date, where: str) -> str:
    """The date as ISO text. A datetime must say no more than a day."""
    if isinstance(value, datetime.datetime):
        if value != value:  # NaT
            raise _no_value(value, where)
        if value.tzinfo is not None or value.time() != datetime.time():
            raise refusal("invalid-date", f"{where}: `{value}` is not a date", "give a date, or a datetime at midnight without a time zone")
        value = value.date()
    return value.isoformat()


def _no_value(value: Any, where: str) -> Exception:
    return refusal("wrong-type", f"{where}: `{value}` is no value", "leave the key out where nobody knows; None says that there is none")


def _plain_number(value: Any, where: str) -> Any:
    if isinstance(value, decimal.Decimal) and value.is_snan():
        raise _no_value(value, where)
    if math.isnan(value):
        raise _no_value(value, where)
    if math.isinf(value):
        raise refusal("wrong-type", f"{where}: `{value}` is no number")
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value)


def _plain_numpy(value: Any, where: str) -> Any:
    if value.dtype.kind != "M":
        held = value.tolist()
        return plain(held, where) if not hasattr(held, "dtype") else held
    day = value.astype("datetime64[D]")
    if day != day:
        raise _no_value(value, where)
    if day != value:
        raise refusal("invalid-date", f"{where}: `{value}` is not a date", "a time that is not midnight names no day")
    return day.item().isoformat()
