"""Scatter Matrix."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Grid
from knode_nodes.visualize.scatter_matrix import ScatterMatrix

TABLE = pd.DataFrame(
    {
        "a": [1.0, 2.0, None, np.inf, 5.0],
        "b 😀": [1, 2, 3, 4, 2**60],
        "day": pd.date_range("2026-01-01", periods=5, tz="UTC"),
        "none": [np.nan] * 5,
        "kind": ["p", "q", None, "p", "q"],
        "one": [3] * 5,
    },
    index=[1, 1, 2, 3, 4],
)
EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["a", "day", "one"], "colour": "kind"}, {"table": TABLE}),
]


def drawn(table, **settings):
    return Grid.read(ScatterMatrix.from_settings(settings).run(table).content)


def test_each_column_stands_against_each_other_below_the_diagonal():
    grid = drawn(TABLE, columns=["a", "b 😀", "one"])
    assert [[plot is not None for plot in row] for row in grid.rows] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
    pair = grid.rows[1][0]
    assert (pair.x.label, pair.y.label) == ("a", "b 😀")
    assert (pair.layers[0].x, pair.layers[0].y) == ((1, 2, 5), (1, 2, 2.0**60))
    assert grid.rows[2][1].y.hidden
    assert not pair.y.hidden


def test_the_diagonal_counts_all_rows_and_points_are_some_of_them():
    table = pd.DataFrame({"x": np.arange(1000.0), "y": np.arange(1000.0)})
    grid = drawn(table, most_points=10)
    assert grid.subtitle == "10 of 1,000 rows"
    assert grid.rows[1][0].layers[0].x == tuple(np.linspace(0, 999, 10).astype(int).tolist())
    assert sum(grid.rows[0][0].layers[0].counts) == 1000


def test_a_column_colours_the_points_and_is_none_of_those_drawn():
    grid = drawn(TABLE.assign(kind=[1, 2, 1, 2, 1]), columns=["a", "b 😀", "kind"], colour="kind")
    assert len(grid.rows) == 2
    assert [layer.name for layer in grid.rows[1][0].layers] == ["1", "2"]
    assert grid.rows[0][0].legend == "kind"


def test_too_few_too_many_or_words_are_told_of():
    with pytest.raises(DataError, match="choose at least two"):
        drawn(TABLE, columns=["a"])
    with pytest.raises(DataError, match="11 columns are chosen"):
        drawn(pd.DataFrame({f"c{place}": [1.0] for place in range(11)}))
    with pytest.raises(DataError, match="is a text column, and has no numbers or dates"):
        drawn(TABLE, columns=["a", "kind"])
    with pytest.raises(DataError, match="nothing could be drawn"):
        drawn(TABLE.iloc[:0])
