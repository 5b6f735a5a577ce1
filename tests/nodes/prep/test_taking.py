"""Rows by their positions are those that pandas takes, whatever is in the columns and however many threads take them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode_nodes.prep import _taking
from knode_nodes.prep._taking import MANY, rows_at, taken

ROWS = 2 * MANY
RANDOM = np.random.default_rng(0)


def mixed() -> pd.DataFrame:
    """Columns of all kinds of arrays; the texts are few, many, missing, all the same and in order."""
    number = np.arange(ROWS)
    few = pd.Series(RANDOM.choice(["Oslo", "Çorum", "", "Łódź"], ROWS), dtype="str")
    return pd.DataFrame(
        {
            "number": number, "half": number / 2, "truth": number % 3 == 0, "small": (number % 100).astype("int8"),
            "few": few, "gaps": few.mask(number % 7 == 0), "none": pd.Series([None] * ROWS, dtype="str"),
            "many": pd.Series(number.astype(str), dtype="str"), "string": few.astype("string"),
            "nullable": pd.array(number, dtype="Int64"), "kind": few.astype("category"), "object": few.astype(object),
            "moment": pd.Timestamp("2024-01-01") + pd.to_timedelta(number, unit="s"),
            "zoned": pd.Timestamp("2024-01-01", tz="Europe/Vienna") + pd.to_timedelta(number, unit="s"),
            "month": pd.period_range("1900-01", periods=1200, freq="M").repeat(ROWS // 1200 + 1)[:ROWS],
        },
        index=pd.RangeIndex(7, ROWS + 7, name="row"),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    """So that threads take these rows too."""
    monkeypatch.setattr(_taking, "CELLS", MANY)


TABLE = mixed()
TABLE.attrs = {"roles": {"number": "id"}}


@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize(
    "rows",
    [
        RANDOM.permutation(ROWS),
        RANDOM.integers(0, ROWS, 3 * ROWS),
        np.sort(RANDOM.permutation(ROWS)[:MANY]),
        np.arange(ROWS)[::-1],
        np.array([5, 3, 3]),
        np.array([], dtype="intp"),
    ],
    ids=["all", "again", "in order", "backwards", "three", "none"],
)
def test_rows_are_those_that_pandas_takes(rows, cores):
    made = rows_at(TABLE, rows, cores)
    pd.testing.assert_frame_equal(made, TABLE.take(rows), check_flags=True)
    assert made.attrs == TABLE.attrs


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_where_there_is_no_row_values_are_missing(share, cores):
    rows = np.where(RANDOM.random(ROWS) < share, -1, RANDOM.permutation(ROWS))
    made = taken(TABLE, rows, cores=cores)
    for name, column in made.items():
        texts = TABLE[name].astype(object).to_numpy()
        expected = np.where(rows < 0, None, texts[rows])
        assert column.isna().tolist() == pd.isna(expected).tolist(), name
        there = ~pd.isna(expected)
        assert (column[there].astype(object).to_numpy() == expected[there]).all(), name
    assert made["few"].dtype == "str"
    assert made["number"].dtype == ("Int64" if share else "int64")


def test_texts_that_part_of_a_larger_array_are_taken_from_where_they_stand():
    """A table that was cut, and one that was put together."""
    cut, rows = TABLE.iloc[1_000:-1_000], RANDOM.permutation(ROWS - 2_000)
    pd.testing.assert_frame_equal(rows_at(cut, rows, 2), cut.take(rows))
    both = pd.concat([cut, TABLE])
    rows = RANDOM.permutation(len(both))
    pd.testing.assert_frame_equal(rows_at(both, rows, 2), both.take(rows))
