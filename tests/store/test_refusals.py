"""What would not come back as it was is refused, with the reason, the column and the first bad row."""

from __future__ import annotations

import datetime
import decimal
import json
import re
import uuid
import zoneinfo
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.core.errors import ValueRefused
from knode.store import Store
from knode.store.tables import check_table
from tests.dtypes import COLUMNS


def column(values: list[Any]) -> pd.DataFrame:
    array = np.empty(len(values), dtype=object)
    for position, value in enumerate(values):
        array[position] = value
    return pd.DataFrame({"x": pd.Series(array, dtype=object)})


endless: list[Any] = []
endless.append(endless)

CELLS = [
    ([1, 2, "three"], "mixes whole numbers and texts", 2),
    (["a", None, 2.5], "mixes texts and numbers", 2),
    ([None, True, 2], "mixes true/false values and whole numbers", 2),
    ([None, {"a": 1}], "dict objects", 1),
    ([{1, 2}], "set objects", 0),
    ([object()], "object objects", 0),
    ([1j], "complex objects", 0),
    ([uuid.UUID(int=1)], "UUID objects", 0),
    ([1, 2**64], "64 bits", 1),
    ([-1, 2**63], "64 bits", 1),
    (["a", "\ud800"], "surrogate", 1),
    ([[1], [2, "a"]], "mixes whole numbers and texts", 1),
    ([None, [1], None, [{}]], "dict objects", 3),
    ([[1], (1,)], "mixes list objects and tuple objects", 1),
    ([endless], "levels deep", 0),
    ([datetime.time(1, tzinfo=datetime.UTC)], "time zone", 0),
    ([datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)], "time zone", 0),
    ([datetime.timedelta(days=999_999_999)], "292,000 years", 0),
    ([np.longdouble(1)], "NumPy longdouble", 0) if np.longdouble(1).itemsize > 8 else ([1j], "complex", 0),
    ([np.str_("a")], "NumPy", 0),
    ([np.array([1]), np.array([1.5])], "one type of number", 1),
    ([np.array([[1]])], "one-dimensional", 0),
    ([pd.Timestamp("2020")], "Timestamp objects", 0),
]


@pytest.mark.parametrize(
    ("values", "reason", "row"), CELLS, ids=lambda value: str(value)[:30] if isinstance(value, str) else ""
)
def test_cells_that_cannot_be_kept_are_refused_with_column_and_row(
    store: Store, values: list[Any], reason: str, row: int
) -> None:
    frame = column(values)
    with pytest.raises(ValueRefused) as caught:
        check_table(frame)
    assert reason.replace("longdouble", str(np.dtype("longdouble"))) in caught.value.message
    assert caught.value.facts["column"] == "x"
    assert caught.value.facts["row"] == row
    with pytest.raises(ValueRefused) as again:
        store.dump("table", frame)
    assert again.value.message == caught.value.message
    assert not list(store.objects)


class Dates(pd.DataFrame):
    pass


def arrow(array: pa.Array) -> pd.arrays.ArrowExtensionArray:
    return pd.arrays.ArrowExtensionArray(pa.chunked_array([array]))


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), 'Two columns are called "a"'),
        (pd.DataFrame([[1, 2]]), "must be plain texts, and 0 is of type int"),
        (pd.DataFrame([[1]], columns=[None]), "must be plain texts"),
        (pd.DataFrame([[1]], columns=pd.Index(["\ud800"], dtype=object)), "no Unicode"),
        (pd.DataFrame([[1]], columns=pd.CategoricalIndex(["a"])), "not plain texts but of type category"),
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), "several levels"),
        (pd.DataFrame([[1]], columns=pd.Index(["a"], name=("x", "y"))), "The row of column names is called"),
        (pd.DataFrame({"a": [1]}, index=pd.Index([1], name=("x",))), "The index is called"),
        (pd.DataFrame({"a": pd.arrays.IntervalArray.from_breaks([0, 1])}), 'The column "a" holds ranges (intervals)'),
        (pd.DataFrame({"a": pd.cut(pd.Series([1, 2]), 2)}), 'table["a"] = table["a"].cat.rename_categories(str)'),
        (pd.DataFrame({"a": [1]}, index=pd.IntervalIndex.from_breaks([0, 1])), "The index holds ranges (intervals)"),
        (pd.DataFrame({"a": pd.arrays.SparseArray([0, 1])}), "is sparse"),
        (pd.DataFrame({"a": [1j]}), "complex numbers"),
        (pd.DataFrame({"a": [1]}, index=pd.Index([{}], dtype=object)), "The index holds dict objects"),
        (pd.DataFrame({"a": arrow(pa.array(["x"]).dictionary_encode())}), "coded by a dictionary of Arrow"),
        (
            pd.DataFrame({"a": arrow(pa.array([["x"]], type=pa.list_view(pa.string())))}),
            "type of Arrow that a table cannot keep (list_view",
        ),
        (Dates({"a": [1]}), "not a Dates"),
    ],
)
def test_tables_that_cannot_be_kept_are_refused(store: Store, frame: pd.DataFrame, reason: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        check_table(frame)
    assert reason in caught.value.message
    with pytest.raises(ValueRefused):
        store.dump("table", frame)
    assert not list(store.objects)


def test_a_long_double_is_refused() -> None:
    wide = np.array([1, 2], dtype=np.longdouble)
    if wide.itemsize > 8:
        with pytest.raises(ValueRefused, match="cannot keep"):
            check_table(pd.DataFrame({"a": wide}))


TRANSFORMED = re.compile(r"such as by (table\[.*?) = (.*?)\.( First at row \d+\.)?$")


@pytest.mark.parametrize("name", COLUMNS)
def test_what_is_said_to_do_with_a_refused_column_makes_one_that_is_kept(name: str) -> None:
    table = pd.DataFrame({"x": COLUMNS[name]})
    try:
        check_table(table)
        return
    except ValueRefused as error:
        message = error.message
    found = TRANSFORMED.search(message)
    if found is None:
        assert re.search(r"complex|sequences", message)
        return
    missing = table["x"].isna().tolist()
    exec(f"{found[1]} = {found[2]}", {"table": table, "pd": pd, "pa": pa, "json": json})
    check_table(table)
    assert table["x"].isna().tolist() == missing


def test_attrs_must_be_plain_json(store: Store) -> None:
    for attrs in ({"a": {1}}, {"a": (1,)}, {1: "a"}):
        frame = pd.DataFrame({"a": [1]})
        frame.attrs = attrs
        with pytest.raises(ValueRefused, match="plain JSON"):
            check_table(frame)


def test_a_time_zone_without_a_name_is_refused() -> None:
    class Odd(datetime.tzinfo):
        def utcoffset(self, when: datetime.datetime | None) -> datetime.timedelta:
            return datetime.timedelta(hours=1)

        def dst(self, when: datetime.datetime | None) -> datetime.timedelta:
            return datetime.timedelta(0)

    frame = pd.DataFrame({"t": pd.to_datetime(["2020"]).tz_localize(Odd())})
    with pytest.raises(ValueRefused, match="time zone"):
        check_table(frame)
    assert zoneinfo.ZoneInfo("Europe/Berlin").key


def test_a_frequency_that_its_name_does_not_tell_is_refused() -> None:
    days = pd.bdate_range("2020-01-01", periods=3, freq="C", holidays=["2020-01-02"])
    with pytest.raises(ValueRefused, match="frequency"):
        check_table(pd.DataFrame({"a": range(3)}, index=days))


def test_the_check_of_ordinary_columns_takes_microseconds() -> None:
    import timeit

    frame = pd.DataFrame({f"c{i}": np.arange(100_000) for i in range(10)}).assign(
        s="x",
        t=pd.Timestamp("2020"),
        c=pd.Series(["a", "b"] * 50_000, dtype="category"),
        n=pd.array([1] * 100_000, dtype="Int64"),
    )
    assert min(timeit.repeat(lambda: check_table(frame), number=1, repeat=20)) < 0.001


def test_decimals_keep_their_digits() -> None:
    check_table(column([decimal.Decimal("1.10"), decimal.Decimal("NaN"), None]))
