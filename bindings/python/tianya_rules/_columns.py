# SPDX-License-Identifier: Apache-2.0
"""Columns of NumPy arrays and Python objects, as buffers that the engine reads in place."""

from __future__ import annotations

import array
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Optional

from . import _core
from ._errors import TianyaRulesError, refusal
from ._facts import iso

_INTEGERS = {"i1": "c", "i2": "s", "i4": "i", "i8": "l", "u1": "C", "u2": "S", "u4": "I", "u8": "L", "f2": "e", "f4": "f", "f8": "g"}
_TIMES = {"D": "numpy:days", "s": "tss:", "ms": "tsm:", "us": "tsu:", "ns": "tsn:"}
_COARSER = {"Y": "D", "M": "D", "W": "D", "h": "s", "m": "s"}


class Column(NamedTuple):
    """A column: an Arrow format (or one of the engine's own, ``numpy:…``), and buffers in Arrow's order."""

    name: str
    format: str
    length: int
    buffers: Sequence[Any]
    children: Sequence["Column"] = ()


def columns_of(table: Mapping[Any, Any], rename: Mapping[str, Optional[str]]) -> tuple[list[Column], int]:
    """The columns of a mapping of names to arrays, and their length."""
    columns = []
    for name, values in table.items():
        if rename.get(str(name), str(name)) == "id" and getattr(getattr(values, "dtype", None), "kind", "") in ("b", "M"):
            values = values.tolist()  # ids are passed through, as a type that Arrow has
        columns.append(column_of(str(name), values))
    lengths = {column.length for column in columns}
    if len(lengths) > 1:
        found = ", ".join(f"`{column.name}` {column.length:,}" for column in columns)
        raise refusal("unequal-columns", f"the columns have different lengths: {found}")
    return columns, lengths.pop() if lengths else 0


def column_of(name: str, values: Any) -> Column:
    """A column of a NumPy array, or of whatever can be looped over."""
    if not hasattr(values, "dtype") and hasattr(values, "__array__"):
        values = values.__array__()
    if not hasattr(values, "dtype") or not hasattr(values, "ndim") or not hasattr(values.dtype, "kind"):
        return column_of_objects(name, list(values))
    import numpy as np

    values = np.asanyarray(values)
    if values.ndim != 1:
        raise refusal("wrong-type", f"column `{name}` has {values.ndim} dimensions, expected one")
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else None
    data = np.ma.getdata(values) if mask is not None else values
    if data.dtype.kind in "OT":
        return column_of_objects(name, [None if mask is not None and mask[i] else value for i, value in enumerate(data.tolist())])
    valid = np.packbits(~mask, bitorder="little") if mask is not None and mask.any() else None
    return _column_of_native(name, data, valid)


def _column_of_native(name: str, data: Any, valid: Any) -> Column:
    import numpy as np

    kind = data.dtype.kind
    if kind == "M":
        unit, step = np.datetime_data(data.dtype)
        if step != 1 or unit in _COARSER:
            unit = _COARSER.get(unit, unit)
            data = data.astype(f"datetime64[{unit}]")
        if unit in _TIMES:
            return Column(name, _TIMES[unit], len(data), (valid, _contiguous(data).view("i8")))
    if kind == "b":
        return Column(name, "numpy:bool", len(data), (valid, _contiguous(data)))
    if kind == "U":
        width = data.dtype.itemsize // 4
        return Column(name, f"numpy:U{width}", len(data), (valid, _contiguous(data).view("u4")))
    if kind == "f" and data.dtype.itemsize > 8:
        data = data.astype("f8")
    code = kind + str(data.dtype.itemsize)
    if code in _INTEGERS:
        return Column(name, _INTEGERS[code], len(data), (valid, _contiguous(data)))
    raise refusal("wrong-type", f"column `{name}` holds {data.dtype}, which no fact can be")


def _contiguous(data: Any) -> Any:
    import numpy as np

    return np.ascontiguousarray(data, dtype=data.dtype.newbyteorder("="))


def _is_null(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def _kind(value: Any) -> str:
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
        return {"b": "bool", "i": "int", "u": "int", "f": "float", "U": "text", "M": "date"}.get(value.dtype.kind, "")
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, str):
        return "text"
    if isinstance(value, datetime.date):
        return "date"
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return "list"
    return "float" if hasattr(value, "__float__") else ""


def column_of_objects(name: str, values: Sequence[Any]) -> Column:
    """A column of Python objects of one kind; None, NaN, NaT and pandas.NA are null."""
    kinds: dict[str, int] = {}
    for row, value in enumerate(values):
        if not _is_null(value):
            kinds.setdefault(_kind(value), row)
    if set(kinds) == {"int", "float"}:
        kinds = {"float": 0}
    if len(kinds) > 1:
        (first, row), (second, other) = list(kinds.items())[:2]
        raise refusal("wrong-type", f"column `{name}` mixes kinds of values: {first or 'objects'} in row {row}, {second or 'objects'} in row {other}")
    kind = next(iter(kinds), "null")
    if kind == "null":
        return Column(name, "n", len(values), ())
    if kind == "":
        row = kinds[kind]
        raise refusal("wrong-type", f"column `{name}`, row {row}: a {type(values[row]).__name__} is no fact")
    valid = None if all(not _is_null(value) for value in values) else _bits(not _is_null(value) for value in values)
    made: Column = _MAKERS[kind](name, values, valid)
    return made


def _bits(bools: Iterable[bool]) -> bytes:
    bits = bytearray(1)
    for row, value in enumerate(bools):
        if row >> 3 == len(bits):
            bits.append(0)
        bits[row >> 3] |= value << (row & 7)
    return bytes(bits)


def _bools(name: str, values: Sequence[Any], valid: Optional[bytes]) -> Column:
    return Column(name, "b", len(values), (valid, _bits(not _is_null(v) and bool(v) for v in values)))


def _numbers(name: str, values: Sequence[Any], valid: Optional[bytes], code: str, format: str) -> Column:
    try:
        made = array.array(code, [0 if _is_null(v) else int(v) if code == "q" else float(v) for v in values])
    except OverflowError:
        row = next(i for i, v in enumerate(values) if not _is_null(v) and abs(v) >= 2**63)
        raise refusal("out-of-range", f"column `{name}`, row {row}: `{values[row]}` is beyond 64 bits") from None
    return Column(name, format, len(values), (valid, made))


def _texts(name: str, values: Sequence[Any], valid: Optional[bytes]) -> Column:
    offsets = array.array("q", [0])
    parts = []
    for value in values:
        part = b"" if _is_null(value) else str(value).encode("utf-8", "surrogatepass")
        parts.append(part)
        offsets.append(offsets[-1] + len(part))
    return Column(name, "U", len(values), (valid, offsets, b"".join(parts) + b"\0"))


def _days(name: str, values: Sequence[Any], valid: Optional[bytes]) -> Column:
    days = array.array("i")
    for row, value in enumerate(values):
        if _is_null(value):
            days.append(0)
            continue
        if isinstance(value, datetime.datetime):
            value = datetime.date.fromisoformat(iso(value, f"column `{name}`, row {row}"))
        elif not isinstance(value, datetime.date):
            value = value.astype("datetime64[D]").item()
        days.append(value.toordinal() - 719163)
    return Column(name, "tdD", len(values), (valid, days))


def _lists(name: str, values: Sequence[Any], valid: Optional[bytes]) -> Column:
    offsets = array.array("q", [0])
    items: list[Any] = []
    for row, value in enumerate(values):
        found = [] if _is_null(value) else list(value)
        for item in found:
            if not isinstance(item, str):
                raise refusal("wrong-type", f"column `{name}`, row {row}: `{item}` in a list", "every element of the list is a text")
        items += found
        offsets.append(len(items))
    return Column(name, "+L", len(values), (valid, offsets), (_texts("item", items, None),))


_MAKERS: dict[str, Any] = {
    "bool": _bools,
    "int": lambda name, values, valid: _numbers(name, values, valid, "q", "l"),
    "float": lambda name, values, valid: _numbers(name, values, valid, "d", "g"),
    "text": _texts,
    "date": _days,
    "list": _lists,
}


def columns_of_records(
    records: Sequence[Mapping[Any, Any]], attribute_of: Mapping[str, Mapping[str, Any]], rename: Mapping[str, Optional[str]]
) -> tuple[list[Column], int]:
    """The columns of a list of records. A missing key is absent, None is null: a column ``<attribute>.known`` says which.

    ``attribute_of``: attribute by name and by label.
    """
    names: dict[str, None] = {}
    for number, record in enumerate(records):
        if not isinstance(record, Mapping):
            raise TypeError(f"row {number} is a mapping of attributes, not {type(record).__name__}")
        names.update(dict.fromkeys(map(str, record)))
    columns = []
    for name in names:
        values = [record.get(name) for record in records]
        attribute = attribute_of.get(rename.get(name, name) or "")
        if attribute is not None and attribute["type"].startswith("date"):
            values = [_date_of_text(name, row, value) for row, value in enumerate(values)]
        columns.append(column_of_objects(name, values))
        if attribute is not None and any(value is None for value in values):
            told = bytes(name in record for record in records) + b"\0"
            columns.append(Column(attribute["name"] + ".known", "numpy:bool", len(records), (None, told)))
    return columns, len(records)


def _date_of_text(name: str, row: int, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return datetime.date.fromordinal(_core.day_number(value) + 719163)
    except TianyaRulesError as error:
        problem = error.diagnostics[0]
        raise refusal(problem.code, f"column `{name}`, row {row}: {problem.message}", problem.help) from None
