"""Reading Parquet files: choice of columns, the spec without reading rows, and files that are none."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from knode.api import DataError, TableSpec, column_type
from knode.store.tables import check_table
from knode_nodes.io.parquet_reader import ParquetReader
from knode_nodes.io.parquet_writer import ParquetWriter


@pytest.fixture
def path(tmp_path):
    table = pd.DataFrame(
        {"a": [1, 2, 3], "b": ["x", "y", None], "c": pd.Categorical(["u", "v", "u"])},
        index=pd.Index([7, 8, 9], name="id"),
    )
    table.to_parquet(tmp_path / "t.parquet")
    return tmp_path / "t.parquet"


def test_chosen_columns_keep_the_row_labels(path, context):
    table = ParquetReader(path="t.parquet", columns=["b", "a"]).run(context)
    assert table.columns.tolist() == ["b", "a"]
    assert table.index.tolist() == [7, 8, 9]
    assert ParquetReader(path="t.parquet", columns={"types": ["category"]}).run(context).columns.tolist() == ["c"]


@pytest.mark.parametrize("limit", [0, 2, 10])
def test_the_number_of_rows_can_be_limited(path, context, limit):
    table = ParquetReader(path="t.parquet", row_limit=limit).run(context)
    assert table.index.tolist() == [7, 8, 9][:limit]
    assert table.index.name == "id"


def test_the_spec_is_known_before_reading_where_the_path_is_absolute(path, context):
    node = ParquetReader(path=str(path), columns=["c", "a", "b"])
    spec = node.spec({})["table"]
    made = TableSpec.of(node.run(context))
    assert [(column.name, column.dtype) for column in spec.columns] == [(one.name, one.dtype) for one in made.columns]
    assert spec["c"].categories is None
    assert ParquetReader(path="t.parquet").spec({}) == {"table": None}


def test_whole_numbers_and_truth_values_with_gaps_are_as_other_readers_have_them(tmp_path, context):
    """As in files of other programs, which have no notes of pandas."""
    columns = {
        "long": pa.array([2**60 + 1, None], pa.int64()),
        "unsigned": pa.array([2**63 + 1, None], pa.uint64()),
        "short": pa.array([7, None], pa.int16()),
        "flag": pa.array([True, None]),
        "full": pa.array([2**60 + 1, 5], pa.int64()),
    }
    pyarrow.parquet.write_table(pa.table(columns), tmp_path / "t.parquet")

    table = ParquetReader(path="t.parquet").run(context)

    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == {
        "long": "Int64", "unsigned": "UInt64", "short": "float64", "flag": "boolean", "full": "int64",
    }  # fmt: skip
    assert table["long"].tolist()[0] == 2**60 + 1
    assert table["unsigned"].tolist()[0] == 2**63 + 1


@pytest.mark.parametrize("row_limit", [None, 2])
def test_dates_and_exact_decimals_can_be_calculated_with(tmp_path, context, row_limit):
    days = [datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1)]
    kinds = [pa.decimal32(9, 2), pa.decimal128(12, 2), pa.decimal256(60, 2)]
    columns = {str(kind): pa.array([Decimal("1.10"), None, Decimal(3)], kind) for kind in kinds}
    columns |= {"day": pa.array(days, pa.date32()), "day 64": pa.array(days, pa.date64())}
    pyarrow.parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    node = ParquetReader(path="t.parquet", row_limit=row_limit)
    table = node.run(context)
    assert [column_type(dtype) for dtype in table.dtypes] == ["number"] * 3 + ["datetime"] * 2
    assert table["decimal256(60, 2)"].tolist()[0] == Decimal("1.10")
    assert table["day"].tolist()[:2] == [pd.Timestamp("2024-02-29"), pd.NaT]
    told = ParquetReader(path=str(tmp_path / "t.parquet")).spec({})["table"]
    assert [column.dtype for column in told.columns] == [*map(str, table.dtypes)]


def test_records_and_maps_stay_as_they_are_and_may_be_kept_and_written_again(tmp_path, context):
    columns = {
        "record": pa.array([{"a": 2**60 + 1}, None]),
        "map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64())),
        "records": pa.array([[{"a": 1}, {"a": None}], None]),
    }
    pyarrow.parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    node = ParquetReader(path=str(tmp_path / "t.parquet"))

    table = node.run(context)

    check_table(table)
    assert {name: table[name].array._pa_array.to_pylist() for name in table} == {
        name: values.to_pylist() for name, values in columns.items()
    }
    assert [one.dtype for one in node.spec({})["table"].columns] == list(map(str, table.dtypes))
    ParquetWriter(path="again.parquet").run(table, context)
    again = pyarrow.parquet.read_table(tmp_path / "again.parquet")
    assert [again[name].to_pylist() for name in columns] == [values.to_pylist() for values in columns.values()]
    assert not context.warnings


def test_an_unknown_column_is_refused_with_the_nearest_name(path, context):
    with pytest.raises(DataError, match="did you mean"):
        ParquetReader(path="t.parquet", columns=["A1"]).run(context)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PAR1" + bytes(50) + b"PAR1"])
def test_files_that_are_no_parquet_are_refused(tmp_path, context, content):
    (tmp_path / "t.parquet").write_bytes(content)
    with pytest.raises(DataError, match=r"t\.parquet"):
        ParquetReader(path="t.parquet").run(context)


def test_a_file_cut_off_is_refused(path, context):
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match=r"t\.parquet"):
        ParquetReader(path="t.parquet").run(context)


def test_a_missing_file_is_told_with_the_nearest_name(path, context):
    with pytest.raises(DataError, match=r'did you mean "t\.parquet"'):
        ParquetReader(path="tt.parquet").run(context)
    with pytest.raises(DataError, match="no file"):
        ParquetReader(path=str(path) + "x").spec({})


@pytest.mark.parametrize("settings", [{}, {"row_limit": 5}, {"columns": ["t"]}])
def test_moments_of_spark_that_nanoseconds_do_not_reach_stay_what_they_are(tmp_path, context, settings):
    days = [
        datetime.datetime(2024, 1, 2, 3, 4, 5, 678901),
        datetime.datetime(9999, 12, 31),
        None,
        datetime.datetime(1, 1, 1),
    ]
    pyarrow.parquet.write_table(pa.table({"t": days}), tmp_path / "t.parquet", use_deprecated_int96_timestamps=True)
    node = ParquetReader(path="t.parquet", **settings)
    table = node.run(context)
    assert table["t"].dtype == "datetime64[us]"
    assert [None if day is pd.NaT else day.to_pydatetime() for day in table["t"]] == days
    assert node.peek(tmp_path)["table"]["t"].dtype == "datetime64[us]"


def test_two_columns_of_one_name_are_refused(tmp_path, context):
    pyarrow.parquet.write_table(pa.table([[1], [2]], names=["a b", "a b"]), tmp_path / "t.parquet")
    for settings in ({}, {"row_limit": 1}):
        with pytest.raises(DataError, match="two columns"):
            ParquetReader(path="t.parquet", **settings).run(context)


def test_types_that_pandas_writes_and_does_not_know_are_read(tmp_path, context):
    table = pd.DataFrame(
        {
            "l": pd.Series([[1, 2], None], dtype=pd.ArrowDtype(pa.list_(pa.int64()))),
            "d": pd.Series(["u", None], dtype=pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))),
            "i": pd.Series([1, None], dtype="int64[pyarrow]"),
        }
    )
    table.index = pd.Index(["x", "y"], name="id")
    table.to_parquet(tmp_path / "t.parquet")
    read = ParquetReader(path="t.parquet").run(context)
    assert read["l"].map(lambda one: one if one is None else list(one)).tolist() == [[1, 2], None]
    assert (str(read["d"].dtype), str(read["i"].dtype), read.index.name) == ("category", "int64[pyarrow]", "id")
    ParquetWriter(path="w.parquet").run(table[["l", "i"]], context)
    assert list(ParquetReader(path="w.parquet").run(context)["l"].iloc[0]) == [1, 2]


@pytest.mark.parametrize(
    ("key", "note"),
    [
        ("PANDAS_ATTRS", "[1, 2]"),
        ("PANDAS_ATTRS", "{"),
        ("knode.categories", "[]"),
        ("knode.categories", '{"a": {"values": ["x"]}}'),
        ("pandas", '{"columns": [3]}'),
        ("pandas", '{"columns": {"a": 1}}'),
    ],
)
def test_damaged_notes_of_a_file_are_told(tmp_path, context, key, note):
    table = pa.Table.from_pandas(pd.DataFrame({"a": [1]}))
    pa.parquet.write_table(table.replace_schema_metadata({key: note}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match=r'"x\.parquet" was written with damaged notes on its types'):
        ParquetReader.from_settings({"path": str(tmp_path / "x.parquet")}).run(context)
