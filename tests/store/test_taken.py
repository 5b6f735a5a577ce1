"""Columns of types that are not kept come in as those of the same values, and all others stay as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from knode.core.errors import ValueRefused
from knode.store.refusal import check_table
from knode.store.taken import with_kept_types
from tests.dtypes import COLUMNS, arrow

TEXTS = ["b", "a", None, "b"]
RECORD = pa.struct({"a": pa.string_view(), "b": pa.list_(pa.string_view())})


def of(array: Any) -> pd.Series:
    return pd.Series(pd.arrays.ArrowExtensionArray(array))


def coded(codes: list[int | None], values: Any) -> pd.Series:
    return of(pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(values)))


CODED = {
    **{name: column for name, column in COLUMNS.items() if "sparse" in name or "Arrow dictionary" in name},
    **{name: column for name, column in COLUMNS.items() if "_view" in name},
    "runs": of(pc.run_end_encode(pa.array(["a", "a", None]))),
    "records of views": arrow(RECORD, [{"a": "x", "b": ["y", None]}, None, {"a": None, "b": None}]),
    "large views of lists": arrow(pa.large_list_view(pa.int8()), [[1, None], None, [], [None]]),
    "views of lists of views": arrow(pa.list_view(pa.string_view()), [["a"], None, [None]]),
    "lists of dictionaries": of(pa.ListArray.from_arrays([0, 2, 3], pa.array(["a", "b", None]).dictionary_encode())),
    "dictionary with a gap in it": coded([0, 1, 2, None, 0], ["a", None, "b"]),
    "dictionary that repeats": coded([0, 1, 2, None], ["a", "b", "a"]),
    "dictionary of decimals": coded([0, None, 1], [Decimal("1.10"), Decimal("2.00")]),
    "dictionary in pieces": of(
        pa.chunked_array([pa.array(TEXTS[:2]).dictionary_encode(), pa.array(TEXTS).dictionary_encode()])
    ),
}


def values(column: pd.Series) -> list[Any]:
    """As Python's own; None where one is missing."""
    if isinstance(column.dtype, pd.ArrowDtype):
        found: list[Any] = column.array._pa_array.to_pylist()  # type: ignore[attr-defined]
        return found
    return [None if pd.isna(value) else value for value in column]


@pytest.mark.parametrize("name", CODED)
def test_a_coded_column_comes_in_with_the_same_values(name: str) -> None:
    table = pd.DataFrame({"x": CODED[name], "y": "kept"})
    before = table.copy()
    made, said = with_kept_types(table)
    check_table(made)
    assert values(made["x"]) == values(table["x"])
    assert len(said) == 1
    assert said[0].startswith('"x" was ')
    assert made["y"].equals(table["y"])
    assert table.dtypes.equals(before.dtypes)


def test_a_dictionary_keeps_the_order_of_its_values_and_those_that_do_not_occur() -> None:
    made, _ = with_kept_types(pd.DataFrame({"x": COLUMNS["Arrow dictionary with an order"]}))
    assert made["x"].dtype == pd.CategoricalDtype(["z", "a", "u"], ordered=True)
    numbers, _ = with_kept_types(pd.DataFrame({"x": COLUMNS["Arrow dictionary of numbers"]}))
    assert numbers["x"].cat.categories.dtype == "int64"


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in CODED])
def test_all_other_columns_stay_as_they_are(name: str) -> None:
    table = pd.DataFrame({"x": COLUMNS[name]})
    made, said = with_kept_types(table)
    assert made is table
    assert not said


def test_a_dictionary_of_what_has_no_order_of_its_own_is_refused() -> None:
    table = pd.DataFrame({"x": of(pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array([[1], [2]])))})
    made, said = with_kept_types(table)
    assert made is table
    assert not said
    with pytest.raises(ValueRefused, match="coded by a dictionary"):
        check_table(made)
