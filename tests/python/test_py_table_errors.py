# SPDX-License-Identifier: Apache-2.0
"""Tables that cannot be judged: every problem names column, row and value."""

import datetime

import numpy as np
import pytest

import tianya_rules as tr

pa = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def book():
    return tr.Rulebook.default()


def problems(book, table, entity="case", **options):
    with pytest.raises(tr.TianyaRulesError) as caught:
        book.check_table(entity, table, as_of="2026-11-23", **{"nulls": "null", **options})
    return [(problem.code, problem.message, problem.help) for problem in caught.value.diagnostics]


def only(book, table, **options):
    found = problems(book, table, **options)
    assert len(found) == 1, found
    return found[0]


TWO = ["2026-01-05", "2026-01-06"]

CELLS = [
    # column, cells, code, message
    ("promised_workdays", pa.array([3, -1]), "out-of-range", "column `promised_workdays`, row 1: `-1`, expected a whole number of at least 0 or null"),
    ("promised_workdays", pa.array([3, -1], pa.int8()), "out-of-range", "row 1: `-1`"),
    ("promised_workdays", pa.array([2**53 + 1, 0]), "out-of-range", "row 0: `9007199254740993`"),
    ("promised_workdays", pa.array([2**63 + 1, 0], pa.uint64()), "out-of-range", "row 0: `9223372036854775809`"),
    ("promised_workdays", pa.array([1.0, 2.5]), "wrong-type", "row 1: `2.5`"),
    ("promised_workdays", pa.array([1.0, float("inf")]), "out-of-range", "row 1: `inf`"),
    ("promised_workdays", pa.array([-1.0, 1.0], pa.float32()), "out-of-range", "row 0: `-1`"),
    ("promised_workdays", pa.array([1e17, 1.0]), "out-of-range", "row 0: `100000000000000000`"),
    ("promised_workdays", pa.array([10**25, 1], pa.decimal128(30, 0)), "out-of-range", "row 0: `a number beyond 64 bits`"),
    ("promised_workdays", pa.array(["3", "4"]), "wrong-type", "column `promised_workdays` holds utf8, expected an integer type"),
    ("promised_workdays", pa.array([True, False]), "wrong-type", "holds bool"),
    ("promised_workdays", pa.array([[1], [2]]), "wrong-type", "holds list of int64"),
    ("promised_workdays", pa.array([b"1", b"2"]), "wrong-type", "holds binary"),
    ("promised_workdays", pa.array([1.5, 2.5]).cast(pa.decimal128(5, 1)), "wrong-type", "holds decimal(5,1)"),
    ("received_on", pa.array([0, 84371], pa.int32()).cast(pa.date32()), "invalid-date", "row 1: `2201-01-01`"),
    ("received_on", pa.array([-25568, 0], pa.int32()).cast(pa.date32()), "invalid-date", "row 0: `1899-12-31`"),
    ("received_on", pa.array([datetime.datetime(2026, 1, 5, 8, 30), None], pa.timestamp("us")), "invalid-date", "row 0: `2026-01-05 08:30`"),
    ("received_on", pa.array([datetime.datetime(1969, 12, 31, 23, 59), None], pa.timestamp("ms")), "invalid-date", "row 0: `1969-12-31 23:59`"),
    ("received_on", pa.array([2**60, 0], pa.timestamp("s")), "invalid-date", "row 0: `1152921504606846976`"),
    ("received_on", pa.array([0, 0], pa.timestamp("us", "Asia/Shanghai")), "wrong-type", "holds timestamp[us, Asia/Shanghai], expected date32"),
    ("received_on", pa.array(TWO), "wrong-type", "holds utf8, expected date32"),
    ("received_on", pa.array([1, 2]), "wrong-type", "holds int64"),
    ("materials_complete", pa.array([1, 0]), "wrong-type", "holds int64, expected bool"),
    ("materials_complete", pa.array(["true", "false"]), "wrong-type", "holds utf8, expected bool"),
    ("item_kind", pa.array(["immediate", "timelimited"]), "undeclared-label", "row 1: `timelimited`, expected one of its labels"),
    ("item_kind", pa.array(["immediate", "x" * 99], pa.string_view()), "undeclared-label", "row 1: `" + "x" * 40 + "…`"),
    ("item_kind", pa.array(["immediate", "?"]).dictionary_encode(), "undeclared-label", "row 1: `?`"),
    ("item_kind", pa.array([1, 0]), "wrong-type", "holds int64, expected texts or a dictionary of texts"),
    ("item_kind", pa.array([1, 0]).dictionary_encode(), "wrong-type", "holds dictionary of int64"),
]


@pytest.mark.parametrize("column, cells, code, message", CELLS, ids=[f"{column}-{cells.type}-{i}" for i, (column, cells, _, _) in enumerate(CELLS)])
def test_cells(book, column, cells, code, message):
    found = only(book, pa.table({column: cells}))
    assert found[0] == code and message in found[1]


def test_a_column_of_a_wrong_type_says_nothing_of_nulls(book):
    found = only(book, pa.table({"exited_on": ["2026-11-01"]}), entity="recall", nulls=None)
    assert found[0] == "wrong-type"


def test_rows_are_counted_over_all_batches(book):
    good, bad = pa.table({"promised_workdays": [1] * 20000}), pa.table({"promised_workdays": [1, -7]})
    assert "row 40001: `-7`" in only(book, pa.concat_tables([good, good, bad]))[1]


def test_nulls_hide_what_lies_beneath(book):
    """Whatever stands in the memory of a null is nobody's value."""
    masked = np.array([False, True])
    table = pa.table({
        "promised_workdays": pa.array(np.array([1, -99]), mask=masked),
        "received_on": pa.array(np.array([20000, 10**9], "i4"), mask=masked).cast(pa.date32()),
        "excluded_workdays": pa.array(np.array([1.0, 0.5]), mask=masked),
    })
    assert book.check_table("case", table, as_of="2026-11-23", nulls="null").num_rows == 2


def test_all_problems_at_once_in_order_of_attributes(book):
    table = pa.table({"promised_workdays": [-1, 2], "item_kind": ["a", "b"], "received_onn": TWO, "refused": [1, 0]})
    found = problems(book, table)
    assert [code for code, _, _ in found] == ["unknown-attribute", "undeclared-label", "undeclared-label", "out-of-range", "wrong-type"]


def test_many_bad_cells_are_counted(book):
    found = problems(book, pa.table({"promised_workdays": [-1] * 50_000, "item_kind": ["x"] * 50_000}))
    assert [code for code, _, _ in found].count("out-of-range") == 20
    assert [message for code, message, _ in found if code == "further-cells"] == [
        "column `item_kind`: 49980 further cells are refused", "column `promised_workdays`: 49980 further cells are refused"]


@pytest.mark.parametrize("name, near", [("recieved_on", "received_on"), ("received_onn", "received_on"), ("promised_workday", "promised_workdays"),
                                        ("completed-on", "completed_on"), ("ID", "id"), ("Id", "id"), ("complete_on.known", "completed_on")])
def test_near_misses(book, name, near):
    code, message, help = only(book, pa.table({name: [None, None]}))
    assert code == "unknown-attribute" and f"`{name}`" in message and f"`{near}`" in help and "None" in help


@pytest.mark.parametrize("name", ["notes", "ids", "x", "", "处理人", "received", "id.known"])
def test_what_is_no_near_miss(book, name):
    assert book.check_table("case", pa.table({name: [1, 2]}), as_of="2026-11-23").num_rows == 2


def test_columns_that_are_named_twice(book):
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["promised_workdays", "promised_workdays"])
    assert only(book, twice)[0] == "duplicate-column"
    label = next(a["label"]["zh"] for a in book.entities["case"]["attributes"] if a["name"] == "promised_workdays")
    found = only(book, pa.table({"promised_workdays": [1], label: [2]}))
    assert found[:2] == ("duplicate-column", f"the columns `promised_workdays` and `{label}` are both `promised_workdays`")
    assert only(book, pa.table({"a": [True], "b": [True]}), rename={"a": "refused", "b": "refused"})[0] == "duplicate-column"


def test_rename_and_nulls_are_checked(book):
    table = pa.table({"kind": ["immediate"]})
    assert only(book, table, rename={"kin": "item_kind"}) == (
        "unknown-column", "`rename` speaks of a column `kin` that the table does not have", "did you mean `kind`?")
    assert only(book, table, rename={"kind": "itemkind"})[:2] == ("unknown-attribute", "`case` has no attribute `itemkind`")
    assert only(book, table, nulls={"knd": "null"})[0] == "unknown-column"
    assert book.check_table("case", table, as_of="2026-11-23", nulls={"completed_on": "null"}).num_rows == 1


def test_known_columns(book):
    assert only(book, pa.table({"completed_on.known": [True]}))[0] == "known-without-column"
    dates = pa.nulls(2, pa.date32())
    assert only(book, pa.table({"completed_on": dates, "completed_on.known": [1, 0]}))[0] == "wrong-type"
    code, message, _ = only(book, pa.table({"completed_on": dates, "completed_on.known": [True, None]}))
    assert code == "null-not-allowed" and "`completed_on.known` has 1 nulls" in message
    code, message, help = only(book, pa.table({"refused": [None, True], "refused.known": [True, True]}))
    assert code == "null-not-allowed" and "column `refused`, row 0: null, expected true or false" in message


def test_nulls_without_a_meaning(book):
    table = pa.table({"completed_on": pa.array([20000, None, None], pa.int32()).cast(pa.date32())})
    code, message, help = only(book, table, nulls=None)
    assert (code, message) == ("null-meaning", "column `completed_on` has 2 nulls, the first in row 1, and nobody said what they mean")
    assert 'nulls={"completed_on": "null"}' in help and "`completed_on.known`" in help
    three = pa.concat_tables([pa.table({"completed_on": pa.nulls(1, pa.date32())}), table, table])
    assert "has 5 nulls, the first in row 0" in only(book, three, nulls=None)[1]
    empty = pa.table({"completed_on": pa.nulls(0)})
    assert book.check_table("case", empty, as_of="2026-11-23").num_rows == 0


def test_ids(book):
    assert "column `id` has 1 nulls" in only(book, pa.table({"id": ["a", None]}))[1]
    assert "column `name` has 2 nulls" in only(book, pa.table({"name": pa.nulls(2)}), rename={"name": "id"})[1]
    assert book.check_table("case", pa.table({"id": ["a", "a"]}), as_of="2026-11-23").num_rows == 2


def test_lists(book):
    for cells, words in (([["a", None]], "a list with a null in it"),):
        assert words in only(book, pa.table({"said": pa.array(cells, pa.list_(pa.string()))}), entity="inquiry")[1]
    assert only(book, pa.table({"said": pa.array([[1]])}), entity="inquiry")[0] == "wrong-type"
    assert only(book, pa.table({"said": pa.array(["a"])}), entity="inquiry")[0] == "wrong-type"
    broken = pa.Array.from_buffers(pa.string(), 1, [None, pa.array([0, 1], pa.int32()).buffers()[1], pa.py_buffer(b"\xff")])
    assert "not UTF-8" in only(book, pa.table({"said": pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), broken)}), entity="inquiry")[1]


def test_rows_that_are_null_as_a_whole(book):
    struct = pa.array([{"refused": True}, None])

    class Struct:
        def __arrow_c_array__(self, requested_schema=None):
            return struct.__arrow_c_array__()

    assert only(book, Struct())[0] == "null-row"
    assert only(book, pa.array([1, 2]))[0] == "invalid-arrow"


def test_unknown_names(book):
    assert only(book, pa.table({}), entity="cases")[0] == "unknown-entity"
    assert only(book, pa.table({"refused": [True]}), rules="art99.*")[0]


@pytest.mark.parametrize("table", [7, "case", b"", {1, 2}, iter([])])
def test_what_is_no_table(book, table):
    with pytest.raises(TypeError):
        book.check_table("case", table, as_of="2026-11-23")


NUMPY = [
    ({"promised_workdays": np.zeros((2, 2))}, "wrong-type", "has 2 dimensions"),
    ({"promised_workdays": np.array([1j])}, "wrong-type", "complex128"),
    ({"refused": np.array([True]), "promised_workdays": np.array([1, 2])}, "unequal-columns", "different lengths: `refused` 1, `promised_workdays` 2"),
    ({"promised_workdays": np.array([1, "a"], dtype=object)}, "wrong-type", "mixes kinds of values: int in row 0, text in row 1"),
    ({"promised_workdays": np.array([object()])}, "wrong-type", "a object is no fact"),
    ({"promised_workdays": np.array([2**70], dtype=object)}, "out-of-range", "row 0: `1180591620717411303424` is beyond 64 bits"),
    ({"said": np.array([["a"], [1, 2]], dtype=object)}, "wrong-type", "row 1: `1` in a list"),
    ({"received_on": np.array([datetime.datetime(2026, 1, 1, 1)], dtype=object)}, "invalid-date", "row 0"),
    ({"received_on": np.array(["2026-01-01T08"], "M8[h]")}, "invalid-date", "row 0: `2026-01-01 08:00`"),
    ({"received_on": np.array([1], "m8[D]")}, "wrong-type", "timedelta64[D]"),
]


@pytest.mark.parametrize("table, code, message", NUMPY, ids=[message[:20] for _, _, message in NUMPY])
def test_numpy(book, table, code, message):
    found = only(book, table, entity="inquiry" if "said" in table else "case")
    assert found[0] == code and message in found[1]


def test_lenient(book):
    table = pa.table({"promised_workdays": [3, -1], "received_on": pa.array([20700, 10**6], pa.int32()).cast(pa.date32()), "item_kind": ["time_limited"] * 2,
                      "materials_complete": [True, True], "excluded_workdays": [0, 0], "prescribed_workdays": [5, 5]})
    result = book.check_table("case", table, as_of="2026-11-23", rules="art18.limit", lenient=True, details=True, nulls="null")
    assert [(w["code"], w["row"], w["attribute"]) for w in result.warnings] == [("refused_cell", 1, "received_on"), ("refused_cell", 1, "promised_workdays")]
    assert pa.table(result).column("art18.limit").to_pylist()[1] == "undetermined"
    many = book.check_table("case", pa.table({"promised_workdays": [-1] * 5000}), as_of="2026-11-23", lenient=True)
    assert many.warning_count == 5000 and len(many.warnings) == 1000


def test_a_source_that_fails_midway(book):
    def batches():
        yield pa.record_batch({"refused": [True]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"refused": pa.bool_()}), batches())
    code, message, _ = only(book, reader)
    assert code == "table-source-failed" and "the disk is gone" in message


def test_a_stream_that_was_read_before(book):
    class Twice:
        def __init__(self):
            self.stream = pa.table({"refused": [True]}).__arrow_c_stream__()

        def __arrow_c_stream__(self, requested_schema=None):
            return self.stream

    twice = Twice()
    book.check_table("case", twice, as_of="2026-11-23")
    assert only(book, twice)[0] == "invalid-arrow"
