# SPDX-License-Identifier: Apache-2.0
"""Days and whole numbers as columns: what NumPy, pandas and polars hand over, and the same kind handed back.

Inside, a column of days is an int64 array of days since 1970-01-01 whose smallest value says that there is none (NumPy's NaT).
NumPy is imported where a column is met, pandas and polars never: whoever has a Series has imported them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from . import _core

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Int64s = NDArray[np.int64]

NOT_A_TIME = -(2**63)

_EXACT_UNITS = ("D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as")


def is_pandas(value: object) -> bool:
    """Whether `value` is a pandas Series or Index."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.Series, pandas.Index))


def is_polars(value: object) -> bool:
    """Whether `value` is a polars Series."""
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(value, polars.Series)


def is_column(value: object) -> bool:
    """Whether `value` holds several values: a list, a tuple, a NumPy array, a Series."""
    if isinstance(value, (list, tuple)) or is_pandas(value) or is_polars(value):
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def is_not_a_time(value: object) -> bool:
    """Whether `value` is the NaT of NumPy or of pandas."""
    if type(value).__name__ == "NaTType":
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.datetime64) and bool(numpy.isnat(value))


def _of_objects(values: Any) -> Int64s:
    import numpy as np

    flat = [NOT_A_TIME if _missing(value) else _core.day_number(value) for value in values]
    return np.array(flat, dtype=np.int64)


def _missing(value: object) -> bool:
    if value is None or is_not_a_time(value):
        return True
    return isinstance(value, float) and value != value or type(value).__name__ == "NAType"


def _of_datetimes(values: Any) -> Int64s:
    """From datetime64 of any unit that names days: no less than a day, and nothing between two midnights."""
    import numpy as np

    unit = np.datetime_data(values.dtype)[0]
    if unit not in _EXACT_UNITS and not np.isnat(values).all():
        raise TypeError(f"datetime64[{unit}] does not name days; give datetime64[D]")
    days = values.astype("datetime64[D]", copy=False)
    if unit != "D":
        between = np.flatnonzero(~((days == values) | np.isnat(values)))
        if between.size:
            at = int(between[0])
            raise ValueError(f"element {at}, `{values.reshape(-1)[at]}`, is not midnight, so it names no day")
    numbers: Int64s = days.view(np.int64) if days.ndim else days.reshape(1).view(np.int64).reshape(())
    return numbers


def day_numbers(value: Any) -> Int64s:
    """The days of a column, or of one date, as int64; `NOT_A_TIME` where one is missing."""
    import numpy as np

    if not is_column(value):
        return np.array(NOT_A_TIME if is_not_a_time(value) else _core.day_number(value), dtype=np.int64)
    if is_pandas(value):
        return _of_pandas(value)
    if is_polars(value):
        if getattr(value.dtype, "time_zone", None) is not None:
            raise TypeError("a time with a zone names no day; first .dt.replace_time_zone(None)")
        days = value.dtype.base_type().__name__ in ("Date", "Datetime")
        return _of_datetimes(value.to_numpy()) if days else _of_objects(value.to_list())
    if isinstance(value, (list, tuple)):
        return _of_objects(value)
    if value.dtype.kind == "M":
        return _of_datetimes(value)
    if value.dtype.kind in "OUT":
        numbers: Int64s = _of_objects(value.reshape(-1).tolist()).reshape(value.shape)
        return numbers
    raise TypeError(f"an array of {value.dtype} holds no dates; give datetime64[D]")


def _of_pandas(value: Any) -> Int64s:
    import numpy as np

    if getattr(value.dtype, "tz", None) is not None or getattr(getattr(value.dtype, "pyarrow_dtype", None), "tz", None) is not None:
        raise TypeError("a time with a zone names no day; first .dt.tz_localize(None)")
    if hasattr(value.dtype, "pyarrow_dtype"):
        column = np.asarray(value.array.__arrow_array__())
        return _of_datetimes(column) if column.dtype.kind == "M" else _of_objects(value.tolist())
    if value.dtype.kind == "M":
        return _of_datetimes(value.to_numpy())
    if value.dtype.kind in "iufb":
        raise TypeError(f"a column of {value.dtype} holds no dates")
    return _of_objects(value.tolist())


class Counts(NamedTuple):
    """Whole numbers, and where one is missing (None: nowhere)."""

    values: Int64s
    missing: Optional[Any] = None


def counts_of(value: Any) -> Counts:
    """A column of whole numbers, or one; floating-point numbers are refused."""
    import numpy as np

    if not is_column(value):
        return Counts(np.array(whole(value), dtype=np.int64))
    missing = None
    if is_pandas(value) or is_polars(value):
        gaps = value.isna().to_numpy() if is_pandas(value) else value.is_null().to_numpy()
        if gaps.any():
            missing = gaps
            value = value.fillna(0) if is_pandas(value) else value.fill_null(0)
        value = value.to_numpy()
    array = np.asarray(value)
    if array.size and array.dtype.kind not in "iu":
        raise TypeError(f"a number of working days is whole; here are {array.dtype}")
    if array.dtype == np.uint64 and array.size and int(array.max()) > 2**63 - 1:
        raise OverflowError("a number of working days does not fit into 64 bits")
    return Counts(array.astype(np.int64, copy=False), missing)


def whole(value: Any) -> int:
    """One whole number; True is none."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"a number of working days is whole, not `{value!r}`")
    number = int(value.__index__())
    # Beyond any calendar, and so told as what it is: not covered.
    return max(min(number, 2**63 - 1), -(2**63) + 1)


def together(a: Int64s, b: Int64s) -> tuple[Int64s, Int64s, tuple[int, ...]]:
    """Both as flat arrays of one length, or of length 1 where one value goes with all others; and the shape of the result."""
    import numpy as np

    shape = np.broadcast_shapes(a.shape, b.shape)

    def flat(values: Int64s) -> Int64s:
        if values.size == 1:
            return values.reshape(1)
        if values.shape != shape:
            values = np.broadcast_to(values, shape)
        return np.ascontiguousarray(values).reshape(-1)

    return flat(a), flat(b), shape


class Host:
    """Whose columns the result is to be: NumPy's, unless an operand is a Series."""

    def __init__(self, *operands: Any) -> None:
        self.like: Any = None
        for operand in operands:
            if not (is_pandas(operand) or is_polars(operand)):
                continue
            if self.like is None:
                self.like = operand
            elif is_pandas(operand) != is_pandas(self.like):
                raise TypeError("one column is of pandas, the other of polars")
            elif is_pandas(operand) and not _same_index(self.like, operand):
                raise ValueError("the indexes of the two Series differ; align them first")

    def days(self, numbers: Int64s) -> Any:
        """A column of days; of the type that the first Series has, if that holds days."""
        days = numbers.view("datetime64[D]") if numbers.ndim else numbers.reshape(1).view("datetime64[D]")[0]
        if self.like is None:
            return days
        if is_polars(self.like):
            import polars

            column = polars.Series(self.like.name, days)
            return column.cast(self.like.dtype) if self.like.dtype.base_type() == polars.Datetime else column
        return self._pandas(_days_of_pandas(days, self.like.dtype))

    def counts(self, numbers: Int64s) -> Any:
        """A column of numbers of working days, some of which may be missing."""
        import numpy as np

        missing = numbers == NOT_A_TIME
        any_missing = bool(missing.any())
        if self.like is None:
            return np.where(missing, np.nan, numbers) if any_missing else (numbers if numbers.ndim else numbers[()])
        if is_polars(self.like):
            import polars

            column = polars.Series(self.like.name, numbers)
            return column.set(polars.Series(missing), None) if any_missing else column
        import pandas  # type: ignore[import-untyped, unused-ignore]

        return self._pandas(pandas.array(np.where(missing, 0, numbers), dtype="Int64") if any_missing else numbers, missing)

    def answers(self, answers: Any, missing: Any) -> Any:
        """A column of yes and no. Where a day is missing: False for NumPy, as its own busday functions have it, else missing."""
        any_missing = bool(missing.any())
        if self.like is None:
            return answers if answers.ndim else answers[()]
        if is_polars(self.like):
            import polars

            column = polars.Series(self.like.name, answers)
            return column.set(polars.Series(missing), None) if any_missing else column
        import pandas  # type: ignore[import-untyped, unused-ignore]

        return self._pandas(pandas.array(answers, dtype="boolean") if any_missing else answers, missing)

    def _pandas(self, values: Any, missing: Any = None) -> Any:
        import pandas  # type: ignore[import-untyped, unused-ignore]

        if missing is not None and missing.any():
            values[missing] = pandas.NA
        if isinstance(self.like, pandas.Index):
            return pandas.Index(values, name=self.like.name)
        return pandas.Series(values, index=self.like.index, name=self.like.name)


def _same_index(a: Any, b: Any) -> bool:
    import pandas  # type: ignore[import-untyped, unused-ignore]

    if isinstance(a, pandas.Index) or isinstance(b, pandas.Index):
        return len(a) == len(b)
    return bool(a.index.equals(b.index))


def _days_of_pandas(days: Any, dtype: Any) -> Any:
    """Days as a pandas column holds them: in the column's own type, if that is one for days."""
    if hasattr(dtype, "pyarrow_dtype"):
        import pandas  # type: ignore[import-untyped, unused-ignore]
        import pyarrow  # type: ignore[import-untyped, unused-ignore]

        if pyarrow.types.is_temporal(dtype.pyarrow_dtype):
            return pandas.arrays.ArrowExtensionArray(pyarrow.array(days).cast(dtype.pyarrow_dtype))
    elif dtype.kind == "M":
        return days.astype(dtype)
    elif dtype == object:
        return days.astype(object)
    return days.astype("datetime64[s]")
