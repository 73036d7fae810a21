# SPDX-License-Identifier: Apache-2.0
"""check_table: whatever holds a table, the verdicts are the same, and come out as Arrow."""

import datetime

import numpy as np
import pytest

import tianya_rules as tr

pa = pytest.importorskip("pyarrow")
AS_OF = "2026-11-23"
NULL, ABSENT = "null", "absent"
DAY = datetime.date

ROWS = 6
CASES = {
    "id": ["a", "b", "c", "d", "e", "f"],
    "item_kind": ["time_limited"] * 5 + ["immediate"],
    "materials_complete": [True, True, True, None, True, False],
    "received_on": [DAY(2026, 9, 21)] * 6,
    "promised_workdays": [10, None, 3, 10, None, 1],
    "prescribed_workdays": [20, 20, None, 20, None, None],
    "excluded_workdays": [0, 1, 2, 3, 4, None],
    "completed_on": [DAY(2026, 10, 14), None, DAY(2026, 9, 24), DAY(2026, 9, 22), None, DAY(2026, 9, 21)],
    "supplemented_on": [None] * 6,
    "refused": [False] * 6,
}
VERDICTS = ["violated", "violated", "compliant", "undetermined", "pending", "not_applicable"]


@pytest.fixture(scope="module")
def book():
    return tr.Rulebook.default()


def arrow(**columns):
    return pa.table({**CASES, **columns})


def verdicts(book, table, rules="art18.limit", **options):
    return checked(book, table, rules, **options).column(1).to_pylist()


def checked(book, table, rules="art18.limit", nulls=NULL, **options):
    return pa.table(book.check_table("case", table, as_of=AS_OF, rules=rules, nulls=nulls, **options))


def records():
    return [{name: values[row] for name, values in CASES.items()} for row in range(ROWS)]


def test_the_rows_mean_what_check_says(book):
    facts = [{key: value for key, value in record.items() if not (value is None and key in ("materials_complete", "excluded_workdays"))}
             for record in records()]
    findings = book.check({"case": facts}, as_of=AS_OF, rules="art18.limit")
    assert [finding.verdict for finding in findings] == VERDICTS


# Who holds the table.

def as_pandas():
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(CASES)


def as_polars():
    return pytest.importorskip("polars").DataFrame(CASES)


def as_duckdb():
    duckdb = pytest.importorskip("duckdb")
    table = arrow()
    return duckdb.from_arrow(table)


def as_numpy():
    return {
        "id": np.array(CASES["id"]),
        "item_kind": np.array(CASES["item_kind"]),
        "materials_complete": np.array(CASES["materials_complete"], dtype=object),
        "received_on": np.array(CASES["received_on"], dtype="datetime64[D]"),
        "promised_workdays": np.array([10, np.nan, 3, 10, np.nan, 1]),
        "prescribed_workdays": np.ma.array([20, 20, 0, 20, 0, 0], mask=[0, 0, 1, 0, 1, 1]),
        "excluded_workdays": np.ma.array([0, 1, 2, 3, 4, 9], mask=[0, 0, 0, 0, 0, 1], dtype="u1"),
        "completed_on": np.array(CASES["completed_on"], dtype="datetime64[us]"),
        "supplemented_on": np.array(["NaT"] * 6, dtype="datetime64[ns]"),
    }


def as_batch():
    return arrow().to_batches()[0]


def as_reader():
    return pa.Table.from_batches([arrow().slice(0, 4).to_batches()[0], arrow().slice(4).to_batches()[0]]).to_reader()


class OnlyArray:
    """What speaks only the array half of the interface."""

    def __arrow_c_array__(self, requested_schema=None):
        return as_batch().__arrow_c_array__(requested_schema)


@pytest.mark.parametrize("make", [arrow, as_batch, as_reader, OnlyArray, as_pandas, as_polars, as_duckdb, as_numpy])
def test_whoever_holds_it(book, make):
    result = checked(book, make())
    result.validate(full=True)
    assert result.column("id").to_pylist() == CASES["id"]
    assert result.column("art18.limit").to_pylist() == VERDICTS


def test_a_list_of_dicts_tells_missing_from_none(book):
    rows = [{key: value for key, value in record.items() if not (value is None and key in ("materials_complete", "excluded_workdays"))}
            for record in records()]
    result = pa.table(book.check_table("case", rows, as_of=AS_OF, rules="art18.limit"))
    assert result.column("art18.limit").to_pylist() == VERDICTS
    del rows[4]["completed_on"]
    assert book.check_table("case", rows, as_of=AS_OF, rules="art18.limit").counts("art18.limit")["undetermined"] == 2
    texts = [{key: value.isoformat() if isinstance(value, DAY) else value for key, value in row.items()} for row in rows]
    again = book.check_table("case", texts, as_of=AS_OF, rules="art18.limit")
    assert again.counts("art18.limit")["undetermined"] == 2
    with pytest.raises(tr.TianyaRulesError, match="null"):
        book.check_table("case", [{"received_on": None}], as_of=AS_OF)
    with pytest.raises(tr.TianyaRulesError, match="row 1: `2026-9-1` is not a date"):
        book.check_table("case", [{"received_on": "2026-09-01"}, {"received_on": "2026-9-1"}], as_of=AS_OF)


def test_pandas_without_arrow(book, monkeypatch):
    frame = as_pandas()

    def no_arrow(self, requested_schema=None):
        raise ImportError("pyarrow")

    monkeypatch.setattr(type(frame), "__arrow_c_stream__", no_arrow)
    assert verdicts(book, frame) == VERDICTS


# How the cells lie in memory.

INTEGERS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(), pa.float16(), pa.float32(),
            pa.float64(), pa.decimal128(20, 0)]


@pytest.mark.parametrize("type", INTEGERS, ids=str)
def test_integers(book, type):
    values = pa.array(CASES["promised_workdays"], pa.int64())
    values = pa.array(np.array([10, 0, 3, 10, 0, 1], "f2"), mask=np.array([0, 1, 0, 0, 1, 0], bool)) if type == pa.float16() else values.cast(type)
    assert verdicts(book, arrow(promised_workdays=values)) == VERDICTS


@pytest.mark.parametrize("type", [pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns")], ids=str)
def test_dates(book, type):
    assert verdicts(book, arrow(**{name: pa.array(CASES[name], pa.date32()).cast(type) for name in ("received_on", "completed_on")})) == VERDICTS


@pytest.mark.parametrize("index", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()], ids=str)
@pytest.mark.parametrize("labels", [["immediate", "time_limited"], ["time_limited", "immediate"], ["x", "immediate", "time_limited", None],
                                    ["即办件", "限时办件（承诺件）"]], ids=["same", "turned", "more", "chinese"])
def test_dictionaries(book, index, labels):
    place = next(i for i, label in enumerate(labels) if label in ("time_limited", "限时办件（承诺件）"))
    codes = pa.array([place] * 5 + [labels.index("immediate" if "immediate" in labels else "即办件")], index)
    assert verdicts(book, arrow(item_kind=pa.DictionaryArray.from_arrays(codes, pa.array(labels)))) == VERDICTS


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
@pytest.mark.parametrize("words", [("time_limited", "immediate"), ("限时办件（承诺件）", "即办件")], ids=["codes", "labels"])
def test_texts(book, type, words):
    assert verdicts(book, arrow(item_kind=pa.array([words[0]] * 5 + [words[1]], type))) == VERDICTS


def test_a_null_in_a_dictionary_is_a_null(book):
    kinds = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 0, 0, 0], pa.int8()), pa.array(["time_limited", None]))
    assert verdicts(book, arrow(item_kind=kinds))[1] == "undetermined"


@pytest.mark.parametrize("type", [pa.null(), pa.string(), pa.int64(), pa.bool_(), pa.list_(pa.string())], ids=str)
def test_columns_of_nothing_but_nulls(book, type):
    nothing = pa.nulls(ROWS, type)
    assert verdicts(book, arrow(supplemented_on=nothing)) == VERDICTS
    assert verdicts(book, arrow(item_kind=nothing), nulls=ABSENT)[0] == "undetermined"
    assert verdicts(book, arrow(completed_on=nothing))[0] == "violated"
    assert verdicts(book, arrow(completed_on=nothing), nulls={"completed_on": ABSENT, "supplemented_on": NULL, "promised_workdays": NULL,
                                                              "prescribed_workdays": NULL})[2] == "undetermined"


LISTS = [pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_(pa.string_view()), pa.list_(pa.string(), 2)]


@pytest.mark.parametrize("type", LISTS, ids=str)
def test_lists(book, type):
    said = pa.array([["您好", "不知道"], ["您好", "请稍等"], None, ["这不归我管", ""]], type)
    table = pa.table({"said": said, "used_to_shirk": [True] * 4})
    for rows in (table, table.slice(1), pa.concat_tables([table.slice(3), table])):
        result = pa.table(book.check_table("inquiry", rows, as_of=AS_OF, rules="art19.3.phrases")).column(1).to_pylist()
        by_words = {None: "undetermined", "您好 不知道": "violated", "您好 请稍等": "compliant", "这不归我管 ": "violated"}
        assert result == [by_words[" ".join(words) if words is not None else None] for words in rows.column("said").to_pylist()]


@pytest.mark.parametrize("offset", [1, 3, 7, 8, 9, 63, 64, 65, 1023])
def test_slices(book, offset):
    big = pa.concat_tables([arrow()] * 300).combine_chunks()
    sliced = big.slice(offset)
    assert verdicts(book, sliced) == (VERDICTS * 300)[offset:]
    record = sliced.to_batches()[0]
    assert verdicts(book, record.slice(2)) == (VERDICTS * 300)[offset + 2:]


def test_a_struct_with_an_offset_of_its_own(book):
    rows = pa.RecordBatch.from_struct_array(pa.array(records()[:3]).cast(arrow().slice(0, 0).to_struct_array().type).slice(1))
    assert verdicts(book, rows) == VERDICTS[1:3]

    class Struct:
        def __arrow_c_array__(self, requested_schema=None):
            return pa.StructArray.from_arrays([column.combine_chunks() for column in arrow().columns], arrow().column_names).slice(2).__arrow_c_array__()

    result = checked(book, Struct())
    assert result.column("art18.limit").to_pylist() == VERDICTS[2:] and result.column("id").to_pylist() == CASES["id"][2:]


def test_more_rows_than_a_piece(book):
    many = pa.concat_tables([arrow()] * 8000)
    result = checked(book, many)
    assert result.column("art18.limit").to_pylist() == VERDICTS * 8000
    assert result.column("id").num_chunks == many.column("id").num_chunks
    assert checked(book, many.combine_chunks()).column("art18.limit").to_pylist() == VERDICTS * 8000


def test_memory_that_is_not_aligned(book):
    def moved(values, dtype):
        raw = bytearray(b"\0" + np.array(values, dtype).tobytes())
        return pa.py_buffer(memoryview(raw)[1:])

    days = pa.Array.from_buffers(pa.date32(), ROWS, [None, moved([20717] * 6, "i4")])
    workdays = pa.Array.from_buffers(pa.int64(), ROWS, [None, moved([10, 20, 3, 10, 99, 1], "i8")])
    assert verdicts(book, arrow(received_on=days, promised_workdays=workdays))[:4] == VERDICTS[:4]


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", ">i4", "u1", "u2", "u4", "u8", "f2", "f4", "f8", ">f8", "longdouble"])
def test_numpy_numbers(book, dtype):
    table = {**as_numpy(), "promised_workdays": np.ma.array(np.array([10, 0, 3, 10, 0, 1], dtype), mask=[0, 1, 0, 0, 1, 0])}
    assert verdicts(book, table) == VERDICTS


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
def test_numpy_dates(book, unit):
    table = {**as_numpy(), "completed_on": np.array(CASES["completed_on"], "datetime64[D]").astype(f"datetime64[{unit}]")}
    assert verdicts(book, table) == VERDICTS


def test_numpy_arrays_with_steps_and_objects(book):
    wide = {name: np.repeat(values, 2)[::2] for name, values in as_numpy().items() if not isinstance(values, np.ma.MaskedArray)}
    wide["prescribed_workdays"] = np.array([20, 20, None, 20, np.nan, None], dtype=object)
    wide["excluded_workdays"] = [0, 1, 2, 3, 4, None]
    wide["completed_on"] = np.array(CASES["completed_on"], dtype=object)
    assert verdicts(book, wide) == VERDICTS
    frozen = {name: values.copy() if hasattr(values, "copy") else values for name, values in wide.items()}
    for values in frozen.values():
        if isinstance(values, np.ndarray):
            values.setflags(write=False)
    assert verdicts(book, frozen) == VERDICTS


def test_pandas_kinds_of_columns(book):
    pandas = pytest.importorskip("pandas")
    frame = as_pandas()
    frame["promised_workdays"] = pandas.array(CASES["promised_workdays"], dtype="Int64")
    frame["materials_complete"] = pandas.array(CASES["materials_complete"], dtype="boolean")
    frame["item_kind"] = frame["item_kind"].astype("category")
    frame["completed_on"] = pandas.to_datetime(frame["completed_on"])
    frame["received_on"] = pandas.to_datetime(frame["received_on"])
    assert verdicts(book, frame) == VERDICTS
    assert verdicts(book, frame[::-1]) == VERDICTS[::-1]
    assert verdicts(book, frame.iloc[1:5]) == VERDICTS[1:5]
    assert book.check_table("case", frame.iloc[:0], as_of=AS_OF).num_rows == 0


def test_polars_kinds_of_columns(book):
    polars = pytest.importorskip("polars")
    frame = as_polars().with_columns(polars.col("item_kind").cast(polars.Categorical), polars.col("completed_on").cast(polars.Datetime("ms")))
    assert verdicts(book, frame) == VERDICTS
    enum = as_polars().with_columns(polars.col("item_kind").cast(polars.Enum(["time_limited", "immediate"])))
    assert verdicts(book, polars.concat([enum.slice(0, 3), enum.slice(3)], rechunk=False)) == VERDICTS
    assert book.check_table("case", frame.clear(), as_of=AS_OF, nulls=NULL).num_rows == 0


def test_duckdb_enums(book):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TYPE kind AS ENUM ('time_limited', 'immediate')")
    cases = arrow()
    assert cases is not None  # the query below names it
    relation = connection.sql("SELECT * REPLACE (item_kind::kind AS item_kind, promised_workdays::HUGEINT AS promised_workdays) FROM cases")
    assert verdicts(book, relation) == VERDICTS


# What columns and nulls mean.

def test_columns_by_label_and_by_rename(book):
    names = {attribute["name"]: attribute["label"]["zh"] for attribute in book.entities["case"]["attributes"]}
    chinese = arrow().rename_columns([names.get(name, name) for name in arrow().column_names])
    assert verdicts(book, chinese) == VERDICTS
    rows = [{key: value for key, value in row.items() if value is not None} for row in chinese.to_pylist()]
    by_name = [{key: value for key, value in row.items() if value is not None} for row in arrow().to_pylist()]
    assert verdicts(book, rows, nulls=None) == verdicts(book, by_name, nulls=None) != VERDICTS
    other = arrow().rename_columns(["编号", "kind", *arrow().column_names[2:]])
    assert checked(book, other, rename={"编号": "id", "kind": "item_kind"}).column("id").to_pylist() == CASES["id"]
    assert verdicts(book, other, rename={"kind": "item_kind"}) == VERDICTS


def test_columns_that_mean_nothing_here_are_left_alone(book):
    assert verdicts(book, arrow(note=[object.__name__] * 6, picture=[b"\0"] * 6, nested=[{"a": 1}] * 6)) == VERDICTS
    assert verdicts(book, arrow(refuse=["?"] * 6), rename={"refuse": None}) == VERDICTS


def test_a_missing_column_is_absent_in_every_row(book):
    assert set(verdicts(book, arrow().drop_columns("completed_on"))[:3]) == {"undetermined"}
    assert set(verdicts(book, pa.table({"id": ["x", "y"]}))) == {"undetermined"}


def test_nulls_say_null_or_absent(book):
    done = dict(completed_on=[None] * 6)
    assert verdicts(book, arrow(**done), nulls=NULL)[0] == "violated"
    per_column = {"promised_workdays": NULL, "prescribed_workdays": NULL, "supplemented_on": NULL}
    assert verdicts(book, arrow(**done), nulls={**per_column, "completed_on": ABSENT})[0] == "undetermined"
    assert verdicts(book, arrow(**done), nulls={**per_column, "completed_on": NULL})[0] == "violated"
    with pytest.raises(tr.TianyaRulesError, match="completed_on. has 6 nulls, the first in row 0"):
        checked(book, arrow(**done), nulls=per_column)
    with pytest.raises(tr.TianyaRulesError, match="is \"null\" or \"absent\""):
        checked(book, arrow(), nulls="none")


def test_known_says_which_null_it_is(book):
    known = arrow(completed_on=[None, None, None, None, DAY(2026, 9, 22), None],
                  **{"completed_on.known": [True, False, False, True, False, True]})
    nulls = {"promised_workdays": NULL, "prescribed_workdays": NULL, "supplemented_on": NULL}
    without = {key: value for key, value in records()[0].items() if key != "completed_on"}
    absent = book.check({"case": [without]}, as_of=AS_OF, rules="art18.limit")[0].verdict
    assert verdicts(book, known, nulls=nulls)[:2] == ["violated", absent]
    # false: absent, whatever the cell holds
    assert verdicts(book, known, nulls=nulls)[4] == "undetermined"
    with pytest.raises(tr.TianyaRulesError, match="null-not-allowed"):
        checked(book, arrow(excluded_workdays=[0, None, 0, 0, 0, 0], **{"excluded_workdays.known": [True] * 6}))
    bits = {"completed_on": known["completed_on"].to_numpy(zero_copy_only=False), "completed_on.known": np.array([True, False] * 3)}
    assert book.check_table("case", bits, as_of=AS_OF, rules="art18.limit").num_rows == 6


def test_derived_facts_may_be_given(book):
    staff = pa.table({"in_scope": [True, False, None], "unlawful_act": [True, True, True]})
    assert pa.table(book.check_table("staff", staff, as_of=AS_OF, rules="art14.2")).column(1).to_pylist() == [
        "triggered", "not_applicable", "undetermined"]
    contradicted = pa.table({"in_scope": [True, True], "on_window_duty": [True, False], "site_kind": ["resident_service_centre"] * 2})
    with pytest.raises(tr.TianyaRulesError, match="row 1"):
        book.check_table("staff", contradicted, as_of=AS_OF)


# What comes out.

def test_shape_of_the_result(book):
    result = book.check_table("case", arrow(), as_of=AS_OF, nulls=NULL)
    rules = [norm.id for norm in book if norm.about == "case"]
    assert result.column_names == ["id", *rules] and len(result) == result.num_rows == ROWS
    schema = pa.table(result).schema
    assert all(schema.field(rule).type == pa.dictionary(pa.int8(), pa.string()) for rule in rules)
    assert pa.schema(result) == schema
    assert pa.table(result).column("art18.limit").chunk(0).dictionary.to_pylist() == list(tr.ArrowTable.verdicts)
    assert result.counts("art18.limit") == {verdict: VERDICTS.count(verdict) for verdict in tr.ArrowTable.verdicts}
    assert [tr.ArrowTable.verdicts[code] for code in result.codes("art18.limit")] == VERDICTS
    for ask in (result.counts, result.codes):
        with pytest.raises(KeyError):
            ask("id")
    assert repr(result).startswith("<ArrowTable of 6 rows: id, ")


def test_row_numbers_where_there_is_no_id(book):
    table = pa.concat_tables([arrow(), arrow()]).drop_columns("id")
    assert checked(book, table).column("id").to_pylist() == list(range(12))


def test_numpy_ids(book):
    for ids in (np.array(["甲", "", "c" * 40, "d", "e\0", "f"]), np.arange(6), np.array([True, False] * 3), np.arange(6).astype("M8[D]"),
                np.array(list("abcdef"), dtype=object), list("abcdef")):
        assert checked(book, {**as_numpy(), "id": ids}).column("id").to_pylist() == (ids if isinstance(ids, list) else ids.tolist())
    with pytest.raises(tr.TianyaRulesError, match="2 nulls"):
        checked(book, {**as_numpy(), "id": ["a", None, "c", None, "e", "f"]})


@pytest.mark.parametrize("ids", [pa.array(range(6), pa.int16()), pa.array(list("xyzxyz"), pa.string_view()), pa.array([b"a"] * 6),
                                 pa.array([{"a": 1}] * 6), pa.array(list("aabbcc")).dictionary_encode()], ids=lambda a: str(a.type)[:12])
def test_ids_are_passed_through(book, ids):
    for rows in (arrow(id=ids), pa.concat_tables([arrow(id=ids)] * 2), arrow(id=ids).slice(2, 3)):
        result = checked(book, rows)
        result.validate(full=True)
        assert result.column("id").to_pylist() == rows.column("id").to_pylist() and result.column("id").type == ids.type


def test_details(book):
    facts = [{key: value for key, value in record.items() if not (value is None and key in ("materials_complete", "excluded_workdays"))}
             for record in records()]
    findings = book.check({"case": facts}, as_of=AS_OF, rules=["art18.limit", "art16.3.1"])
    result = checked(book, arrow(), rules=["art18.limit", "art16.3.1"], details=True)
    result.validate(full=True)
    assert result.column_names == ["id", "art16.3.1", "art16.3.1.possible", "art16.3.1.missing", "art16.3.1.needs_judgement", "art18.limit",
                                   "art18.limit.possible", "art18.limit.due", "art18.limit.days_late", "art18.limit.missing",
                                   "art18.limit.needs_judgement"]
    for finding in findings:
        row = result.slice(CASES["id"].index(finding.id), 1).to_pylist()[0]
        rule = finding.rule
        assert row[rule] == finding.verdict and row[f"{rule}.possible"] == list(finding.possible)
        assert row[f"{rule}.missing"] == list(finding.missing) and row[f"{rule}.needs_judgement"] == list(finding.needs_judgement)
        if rule == "art18.limit":
            assert (row[f"{rule}.due"], row[f"{rule}.days_late"]) == (finding.due, finding.days_late)


def test_consumers(book):
    result = book.check_table("case", arrow(), as_of=AS_OF, rules="art18.limit", nulls=NULL)
    polars, pandas, duckdb = pytest.importorskip("polars"), pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    assert result.to_polars()["art18.limit"].cast(polars.String).to_list() == VERDICTS
    assert polars.DataFrame(result)["id"].to_list() == CASES["id"]
    assert result.to_pandas()["art18.limit"].tolist() == VERDICTS and isinstance(result.to_pandas()["art18.limit"].dtype, pandas.CategoricalDtype)
    if hasattr(pandas.DataFrame, "from_arrow"):
        assert pandas.DataFrame.from_arrow(result)["art18.limit"].tolist() == VERDICTS
    counted = duckdb.sql('SELECT "art18.limit"::VARCHAR AS verdict, count(*) FROM result GROUP BY ALL').fetchall()
    assert dict(counted) == {verdict: VERDICTS.count(verdict) for verdict in VERDICTS}
    for _ in range(3):
        assert pa.table(result).column("art18.limit").to_pylist() == VERDICTS


def test_the_result_outlives_what_it_came_from(book):
    import gc

    table = pa.table({name: pa.array(values) for name, values in CASES.items()})
    result = book.check_table("case", table, as_of=AS_OF, rules="art18.limit", nulls=NULL)
    stream = result.__arrow_c_stream__()
    del table, result
    gc.collect()

    class Held:
        def __arrow_c_stream__(self, requested_schema=None):
            return stream

    assert pa.table(Held()).column("id").to_pylist() == CASES["id"]


def test_a_capsule_that_nobody_reads_is_released(book):
    result = book.check_table("case", arrow(), as_of=AS_OF, rules="art18.limit", nulls=NULL)
    for _ in range(100):
        result.__arrow_c_stream__(), result.__arrow_c_schema__()


def test_events_after_as_of(book):
    future = arrow(completed_on=[DAY(2026, 12, 1)] + [None] * 5)
    result = book.check_table("case", future, as_of=AS_OF, rules="art18.limit", nulls=NULL)
    assert result.counts("art18.limit")["violated"] == 3 and result.warning_count == 1
    assert [(w["code"], w["row"], w["attribute"]) for w in result.warnings] == [("after_as_of", 0, "completed_on")]
    assert "2026-12-01" in str(result.warnings) or "2026-11-23" in result.warnings[0]["message"]["en"]


def test_an_assumed_event_after_as_of_is_warned_of_where_it_is_assumed(book):
    facts = {"recall": [{"id": "1"}, {"id": "2", "exited_on": "2026-11-02"}]}
    found = book.check(facts, as_of=AS_OF, assume={"recall.exited_on": "2026-12-01"}, rules="art15.1")
    assert [(w["code"], w["subject"]["id"], w["attribute"]) for w in found.to_dict()["warnings"]] == [("after_as_of", "1", "exited_on")]


def test_missing_counts_of_a_table(book):
    counts = book.missing_counts_table("case", arrow(), as_of=AS_OF, nulls=NULL)
    facts = [{key: value for key, value in record.items() if not (value is None and key in ("materials_complete", "excluded_workdays"))}
             for record in records()]
    assert counts == book.missing_counts({"case": facts}, as_of=AS_OF)
    assert counts.undetermined == book.missing_counts({"case": facts}, as_of=AS_OF).undetermined


def test_options_are_checks_own(book):
    late = ["not_applicable"] * 6
    assert verdicts(book, arrow(), published_on="2027-01-01") == late
    assert verdicts(book, arrow(excluded_workdays=[None] * 6), assume={"case.excluded_workdays": 0})[0] == "violated"
    assert verdicts(book, arrow(), readings={"binding_limit": "promised"})[0] == "violated"
    with pytest.raises(tr.TianyaRulesError) as caught:
        book.check_table("case", arrow())
    assert caught.value.diagnostics[0].code == "no-as-of"


def test_many_threads_at_once(book):
    from concurrent.futures import ThreadPoolExecutor

    big = pa.concat_tables([arrow()] * 2000)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: book.check_table("case", big, as_of=AS_OF, rules="art18.limit", nulls=NULL).codes("art18.limit"), range(12)))
    assert len(set(results)) == 1 and len(results[0]) == 12000
