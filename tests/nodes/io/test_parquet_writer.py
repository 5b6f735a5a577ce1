"""Writing Parquet files: types and row labels come back as they are, and what cannot is refused."""

from __future__ import annotations

import datetime
import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import HealthCheck, given, settings

from knode.api import DataError
from knode_nodes.io.parquet_reader import ParquetReader
from knode_nodes.io.parquet_writer import ParquetWriter
from tests.nodes.io.tables import tables

MONEY = pd.ArrowDtype(pa.decimal128(9, 2))


def round_trip(table, context, **options):
    ParquetWriter(path="t.parquet", **options).run(table, context)
    return ParquetReader(path="t.parquet").run(context)


def test_every_type_comes_back(context):
    table = pd.DataFrame(
        {
            "text": pd.array(["a", None, ""], dtype="str"),
            "category": pd.Categorical(["u", None, "v"], categories=["v", "u", "w"], ordered=True),
            "number category": pd.Categorical([1, 2, 1]),
            "Int64": pd.array([1, None, 2**62], dtype="Int64"),
            "boolean": pd.array([True, None, False], dtype="boolean"),
            "bool": [True, False, True],
            "float32": np.array([1.5, np.nan, np.inf], dtype="float32"),
            "uint8": np.array([1, 2, 255], dtype="uint8"),
            "us": pd.to_datetime(["2024-01-01", None, "2024-01-01 01:02:03.000004"], format="ISO8601"),
            "s": pd.array(["2024-01-01", None, "1700-01-01"], dtype="datetime64[s]"),
            "zone": pd.to_datetime(["2024-01-01", None, "2024-07-01"]).tz_localize("Europe/Paris"),
            "duration": pd.to_timedelta([1, None, 2], unit="D"),
            "period": pd.PeriodIndex(["2024-01", None, "2024-03"], freq="M"),
            "interval": pd.arrays.IntervalArray.from_breaks([0, 1, 2, 3]),
            "decimal": pd.array([decimal.Decimal("1.50"), None, decimal.Decimal("2.25")], dtype=MONEY),
            "list": [[1, 2], None, [3]],
        },
        index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2), ("a", 2)], names=["x", None]),
    )
    back = round_trip(table, context)
    back["list"] = [None if one is None else list(one) for one in back["list"]]
    pd.testing.assert_frame_equal(back, table)
    assert context.warnings == []


def test_python_dates_and_decimals_come_back_as_columns_to_calculate_with_and_it_is_told(context):
    days, prices = [datetime.date(2024, 1, 1), None], [decimal.Decimal("1.50"), None]
    back = round_trip(pd.DataFrame({"day": days, "price": prices}, dtype=object), context)
    assert back["day"].tolist() == [pd.Timestamp("2024-01-01"), pd.NaT]
    assert back["price"].dropna().tolist() == [decimal.Decimal("1.50")]
    assert [str(dtype) for dtype in back.dtypes] == ["datetime64[s]", "decimal128(3, 2)[pyarrow]"]
    assert "day: date and time instead of mixed" in context.warned
    assert "price: decimal instead of mixed" in context.warned


@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip", "lz4", "none"])
def test_every_compression_comes_back(context, compression):
    table = pd.DataFrame({"a": range(100)}, index=range(5, 105))
    pd.testing.assert_frame_equal(round_trip(table, context, compression=compression), table)


@pytest.mark.parametrize(
    "table", [pd.DataFrame(), pd.DataFrame(index=[3, 4]), pd.DataFrame({"a": pd.Series([], dtype="str")})]
)
def test_tables_without_rows_or_columns_come_back(context, table):
    back = round_trip(table, context)
    assert back.shape == table.shape
    assert back.index.tolist() == table.index.tolist()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(least_rows=0))
def test_what_is_written_is_read_again(context, table):
    pd.testing.assert_frame_equal(round_trip(table, context), table)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1, "a"], "several types"),
        ([{"a": 1}, {"b": 2}], "dictionaries"),
        (pd.array([1 + 2j, 0j]), "no such type .complex number."),
        (pd.arrays.SparseArray([0, 1]), "type"),
        ([object(), None], "column"),
    ],
)
def test_what_parquet_cannot_hold_is_refused_with_its_column(context, tmp_path, values, reason):
    with pytest.raises(DataError, match=reason) as caught:
        ParquetWriter(path="t.parquet").run(pd.DataFrame({"ok": [1, 2], "bad": values}), context)
    assert caught.value.facts["column"] == "bad"
    assert list(tmp_path.iterdir()) == []


def test_two_columns_of_one_name_are_refused(context):
    table = pd.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(DataError, match="different names"):
        ParquetWriter(path="t.parquet").run(table, context)


def test_a_type_that_changes_is_warned_of(context):
    round_trip(pd.DataFrame({"a": pd.Series([1, 2], dtype=object)}), context)
    assert "a: whole number instead of mixed" in context.warned


def test_rows_columns_and_place_are_told(context, tmp_path):
    round_trip(pd.DataFrame({"a": [1]}), context)
    file = tmp_path / "t.parquet"
    assert f'Wrote 1 rows × 1 columns to "{file}"' in context.said


def test_columns_without_repetitions_are_not_listed_value_by_value(context, tmp_path):
    """In a large file; those that repeat are, and all of them come back."""
    rows, rng = 200_000, np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "id": rng.permutation(rows),
            "x": rng.normal(size=rows),
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.permutation(rows), unit="s"),
            "hundred": rng.integers(0, 100, rows),
            "half": np.where(rng.random(rows) < 0.5, 1.5, rng.normal(size=rows)),
            "name": pd.Series(rng.permutation(rows).astype(str), dtype="str"),
            "truth": rng.random(rows) < 0.5,
        }
    )
    pd.testing.assert_frame_equal(round_trip(table, context), table)
    group = parquet.read_metadata(tmp_path / "t.parquet").row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    listed = {one.path_in_schema for one in columns if "RLE_DICTIONARY" in one.encodings}
    assert listed == {"hundred", "half", "name"}
    lists = pd.DataFrame({"words": [["a", "b"]] * rows, "x": rng.normal(size=rows)})
    assert round_trip(lists, context)["words"].iloc[-1].tolist() == ["a", "b"]


def test_categories_that_a_file_cannot_hold_are_refused_with_their_column(context):
    table = pd.DataFrame({"a.b": [1, 2], "band": pd.cut([1.0, 9.0], 2)})
    with pytest.raises(DataError, match=r'cannot hold column "band": its categories are of no plain type') as refused:
        ParquetWriter(path="t.parquet").run(table, context)
    assert refused.value.facts["column"] == "band"
