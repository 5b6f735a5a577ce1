"""Missingness Map."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Grid
from knode.picture.plot import figure_of
from knode.picture.style import LIGHT
from knode_nodes.visualize.missingness_map import MissingnessMap

TABLE = pd.DataFrame(
    {
        "a": [1.0, None, None, 4.0],
        "b, 😀": ["x", None, None, "y"],
        "c": pd.array([1, 2, None, 4], dtype="Int64"),
        "when": pd.to_datetime(["2026-01-04", "2026-01-03", "2026-01-02", None]),
        "whole": pd.Categorical(["p", "q", "p", "q"]),
        "mixed": [1, "a", None, 2],
    },
    index=[9, 9, 1, 2],
)
EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["a", "c"], "sort": "when", "only_missing": True}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
    Example({"columns": ["whole"], "only_missing": True}, {"table": TABLE}),
]


def made(table, **settings):
    found = MissingnessMap.from_settings(settings).run(table)
    return Grid.read(found.view.content), found.table


gaps = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=250)


@given(rows=gaps)
@settings(max_examples=40, deadline=None)
def test_sets_of_columns_are_counted_as_pandas_counts_them(rows):
    missing = pd.DataFrame(rows, columns=list("abc"))
    grid, table = made(missing.astype("float64").mask(missing))
    expected = missing.value_counts()
    found = {
        tuple(name in text.split(", ") for name in "abc"): count
        for text, count in zip(table["missing"], table["rows"], strict=True)
    }
    assert found == expected.to_dict()
    assert table["share"].sum() == pytest.approx(1.0)
    bars, heat = grid.rows[0][0].layers[0], grid.rows[1][0].layers[0]
    assert bars.size == pytest.approx(missing.mean().tolist())
    heights = np.diff(heat.y_edges)
    assert (np.array(heat.values) * heights[:, None]).sum(axis=0) == pytest.approx(missing.sum().to_numpy())


def test_a_single_gap_of_many_rows_is_shaded_and_rows_without_one_are_not():
    table = pd.DataFrame({"a": np.ones(300_000), "b": 1.0})
    table.loc[7, "a"] = None
    grid, _ = made(table)
    heat = grid.rows[1][0].layers[0]
    assert (heat.sparse, heat.shade_percent, heat.shade_limits) == (True, True, (0.0, 1.0))
    assert heat.label == "missing of a stripe of 3,000 rows"
    cells = figure_of(grid).axes[1].collections[0]
    colours = cells.to_rgba(np.array(heat.values))
    assert colours[0, 0, 3] == 1.0, "one row of 3,000 is seen"
    assert (colours[1:, :, 3] == 0.0).all(), "where nothing is missing there is the ground"
    assert np.abs(colours[0, 0, :3] - to_rgb(LIGHT.card)).max() > 0.25


def test_shares_of_columns_stand_at_their_bars_with_one_number_of_decimals():
    table = pd.DataFrame(
        {"a": [None] * 700 + [1.0] * 1300, "b": [None] + [1.0] * 1999, "c": [None] * 3 + [1.0] * 1997, "d": 1}
    )
    grid, _ = made(table)
    assert grid.rows[0][0].layers[0].labels == ("35.0 %", "< 0.1 %", "0.1 %", "")


@pytest.mark.parametrize(
    ("rows", "told"), [(4, "a row"), (200, "a stripe of 2 rows"), (250, "a stripe of 2 or 3 rows")]
)
def test_the_scale_says_how_many_rows_a_stripe_has(rows, told):
    grid, _ = made(pd.DataFrame({"a": [None] * rows}))
    assert grid.rows[1][0].layers[0].label == f"missing of {told}"


def test_rows_are_put_in_the_order_of_a_column_first():
    grid, _ = made(TABLE, columns=["a", "c"], sort="when")
    assert grid.rows[1][0].layers[0].values == ((1, 1), (1, 0), (0, 0), (0, 0))
    assert grid.rows[1][0].y.label == "row, in the order of when"


def test_columns_without_a_gap_may_be_left_out():
    grid, table = made(TABLE, only_missing=True)
    assert grid.rows[0][0].x.categories == ("a", "b, 😀", "c", "when", "mixed")
    assert grid.subtitle == "4 rows, 1 of them without a gap; 29.2 % of the cells missing"
    assert table["missing"].tolist() == ["", "a, b, 😀", "a, b, 😀, c, mixed", "when"]


def test_what_cannot_be_shown_or_sorted_is_told():
    with pytest.raises(DataError, match="no column is chosen"):
        made(TABLE, columns=[])
    with pytest.raises(DataError, match='the values of "mixed" cannot be compared'):
        made(TABLE, sort="mixed")
