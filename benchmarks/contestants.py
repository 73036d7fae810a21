# SPDX-License-Identifier: Apache-2.0
"""What is timed beside the peers: the roofline and tianya_rules itself, over the same Arrow buffers; and the peers' calendar."""

import ctypes
import datetime
import pathlib

import numpy as np
import tianya_rules

from tables import AS_OF, AS_OF_DAY, NULLABLE, judged_columns

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "build" / "release"


class Workdays:
    """ranks[i]: working days before day number first_day + i. Enough for the dates of tables.py and their deadlines."""

    def __init__(self):
        self.first_day = AS_OF_DAY - 600
        days = (np.arange(1400) + self.first_day).astype("datetime64[D]")
        last = np.datetime64(datetime.date(2026, 12, 25))  # what is settled today
        # Further days only need to be there: whoever was not done by as_of is pending, however they turn out.
        known = tianya_rules.Calendar.china().is_workday(days[days <= last])
        works = np.concatenate([known, np.is_busday(days[days > last])])
        self.ranks = np.concatenate([[0], np.cumsum(works)]).astype(np.int32)


class Column(ctypes.Structure):
    _fields_ = [("values", ctypes.c_void_p), ("bits", ctypes.c_size_t)]


def buffers_of(table):
    """Address and bits a row of every buffer of the table's columns, dictionaries aside: they are a few words."""
    found = []
    for column in judged_columns(table).columns:
        (chunk,) = column.chunks
        assert chunk.offset == 0
        values = chunk.indices if hasattr(chunk, "indices") else chunk
        valid, data = values.buffers()
        width = values.type.bit_width
        found += [(valid.address, 1)] if valid is not None else []
        found.append((data.address, width))
    return found


class Roofline:
    """Reads every byte of the columns and writes a byte a norm and row, into memory that is there already."""

    name = "roofline"

    def __init__(self, tables):
        self.tables, self.columns, self.out, self.function = tables, {}, {}, None
        for entity, table in tables.items():
            buffers = buffers_of(table)
            self.columns[entity] = (Column * len(buffers))(*buffers)

    def load(self):
        library = ctypes.CDLL(str(PROGRAMS / "benchmarks" / "libtianya_rules_roofline.so"))
        self.function = library.roofline
        size, pointer = ctypes.c_size_t, ctypes.c_void_p
        self.function.argtypes = [pointer, size, size, pointer, size, size]

    def run(self, entity, norms):
        if self.function is None:
            self.load()
        rows = self.tables[entity].num_rows
        # An odd number of cache lines, as the engine lays its columns: at equal page offsets they would compete for the cache.
        stride = ((rows + 63) // 64 | 1) * 64
        if entity not in self.out:
            self.out[entity] = np.empty(stride * len(norms), np.uint8)
        columns = self.columns[entity]
        self.function(columns, len(columns), rows, self.out[entity].ctypes.data, len(norms), stride)

    @staticmethod
    def codes(result, norms):
        return None


class Engine:
    """check_table, Arrow in and Arrow out: the rules chosen and compiled, the columns checked, every verdict written."""

    name = "tianya_rules"

    def __init__(self, tables):
        self.tables, self.book = tables, tianya_rules.Rulebook.default()

    def run(self, entity, norms):
        table = self.tables[entity]
        nulls = {name: "null" for name in NULLABLE if name in table.column_names}
        return self.book.check_table(entity, table, as_of=AS_OF, rules=norms, nulls=nulls)

    @staticmethod
    def codes(result, norms):
        return {norm: np.frombuffer(result.codes(norm), np.uint8) for norm in norms}
