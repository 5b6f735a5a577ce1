"""Scatter Plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Grid, Plot, read
from knode_nodes.visualize.scatter_plot import ScatterPlot

TABLE = pd.DataFrame(
    {"x": [1.0, 2.0, 3.0, None], "y": [10, 20, 30, 40], "kind": ["a", "b", "a", "b"], "size": [0.5, 1.5, 2.5, 3.5]}
)
EXAMPLES = [
    Example({"x": "x", "y": "y"}, {"table": TABLE}),
    Example({"x": "x", "y": "y", "colour": "kind", "log_y": True}, {"table": TABLE}),
]


def drawn(table, **chosen):
    return Plot.read(ScatterPlot.from_settings(chosen).run(table).content)


def test_rows_are_points_and_those_without_a_value_are_told_of():
    plot = drawn(TABLE, x="x", y="y")
    (points,) = plot.layers
    assert (points.x, points.y) == ((1, 2, 3), (10, 20, 30))
    assert plot.subtitle == "3 rows, 1 without a value left out"
    assert (plot.x.label, plot.y.label) == ("x", "y")


def test_a_column_colours_the_points():
    plot = drawn(TABLE, x="x", y="y", colour="kind")
    assert [(layer.name, layer.x) for layer in plot.layers] == [("a", (1, 3)), ("b", (2,))]
    assert plot.legend == "kind"


def test_many_numbers_are_shades_and_grey_where_they_are_missing():
    table = pd.DataFrame({"x": range(100), "y": range(100), "c": np.arange(100.0)})
    table.loc[0, "c"] = None
    plot = drawn(table, x="x", y="y", colour="c")
    (points,) = plot.layers
    assert points.shade[:3] == (None, 1.0, 2.0)
    assert (points.shade_label, plot.legend) == ("c", "")


@given(pairs=st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=3, max_size=40))
@settings(max_examples=25, deadline=None)
def test_the_trend_is_the_line_of_least_squares(pairs):
    table = pd.DataFrame(pairs, columns=["x", "y"])
    line = drawn(table, x="x", y="y", trend=True).layers[-1]
    if table["x"].nunique() > 1:
        expected = np.polyval(np.polyfit(table["x"], table["y"], 1), [table["x"].min(), table["x"].max()])
        assert line.y == pytest.approx(expected, abs=1e-6)
        if table["y"].nunique() > 1:
            fit = np.corrcoef(table["x"], table["y"])[0, 1] ** 2
            assert float(line.name.partition("R² ")[2][:-1]) == pytest.approx(fit, abs=0.0051)


def test_a_unit_that_the_table_tells_stands_on_the_axis():
    table = TABLE.copy()
    table.attrs["units"] = {"x": "mm"}
    assert drawn(table, x="x", y="y").x.title == "x (mm)"


def test_many_groups_share_the_last_colour():
    table = pd.DataFrame({"x": range(20), "y": range(20), "c": list("aabbccddeeffghijklmn")})
    names = [layer.name for layer in drawn(table, x="x", y="y", colour="c").layers]
    assert names == ["a", "b", "c", "d", "e", "f", "all others"]


def test_too_many_points_are_shown_as_their_density():
    table = pd.DataFrame({"x": [0.0] * 150 + [1.0] * 50, "y": [0.0] * 150 + [1.0] * 50})
    (heat,) = drawn(table, x="x", y="y", most_points=100).layers
    assert heat.kind == "heatmap"
    assert (heat.values[0][0], heat.values[-1][-1]) == (150, 50)
    assert heat.values[0][1] is None, "a cell without points stays empty"


CROWD = pd.DataFrame(
    {
        "x": [0.0] * 150 + [1.0] * 50 + [np.nan],
        "y": [0.0] * 150 + [1.0] * 50 + [0.0],
        "kind": ["a"] * 120 + ["b"] * 70 + [None] * 11,
        "size": np.arange(201.0),
    }
)


def test_of_too_many_points_each_group_has_a_map_of_its_own_on_the_same_cells():
    grid = read(ScatterPlot(x="x", y="y", colour="kind", most_points=100).run(CROWD).content)
    assert isinstance(grid, Grid)
    assert grid.subtitle == "200 rows, 1 without a value left out; too many for points, so a map for each value of kind"
    assert [(one.title, one.subtitle) for one in grid.plots] == [
        ("a", "120 rows"),
        ("b", "70 rows"),
        ("missing", "10 rows"),
    ]
    cells = [one.layers[0] for one in grid.plots]
    assert len({(heat.x_edges, heat.y_edges) for heat in cells}) == 1
    assert [(heat.values[0][0], heat.values[-1][-1]) for heat in cells] == [(120, None), (30, 40), (None, 10)]
    alike = ScatterPlot(x="x", y="y", colour="kind", most_points=100).run(CROWD.iloc[:120])
    assert len(read(alike.content).plots) == 1


def test_of_too_many_points_numbers_are_shown_as_their_mean_in_each_place():
    plot = drawn(CROWD.assign(size=CROWD["size"].replace(0.0, np.nan)), x="x", y="y", colour="size", most_points=100)
    (heat,) = plot.layers
    assert (heat.label, heat.logarithmic) == ("mean of size", False)
    assert (heat.values[0][0], heat.values[-1][-1], heat.values[0][1]) == (75.0, 174.5, None)
    assert "shades are means" in plot.subtitle
    zero = drawn(CROWD.assign(size=CROWD["size"] - 75), x="x", y="y", colour="size", most_points=100)
    assert zero.layers[0].values[0][0] == -0.5


@given(pairs=st.lists(st.tuples(st.floats(1, 1e6), st.floats(1, 1e6)), min_size=101, max_size=120))
@settings(max_examples=25, deadline=None)
def test_no_point_is_lost_among_the_cells(pairs):
    table = pd.DataFrame(pairs, columns=["x", "y"])
    for log in (False, True):
        (heat,) = drawn(table, x="x", y="y", most_points=100, log_x=log).layers
        assert sum(value or 0 for row in heat.values for value in row) == len(pairs)


def test_how_well_the_trend_fits_is_told_without_a_legend_too():
    assert drawn(TABLE, x="x", y="y", trend=True).subtitle.endswith("; trend (R² 1.00)")


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm():
    plot = drawn(pd.DataFrame({"x": [-1.0, 0.0, 1.0, 10.0], "y": [1, 2, 3, 4]}), x="x", y="y", log_x=True)
    assert plot.layers[0].x == (1, 10)
    assert plot.x.scale == "log"


def test_words_cannot_be_an_axis():
    with pytest.raises(DataError, match="is a text column, and has no numbers or dates"):
        drawn(TABLE, x="kind", y="y")


def test_an_absent_column_of_colours_is_named():
    with pytest.raises(DataError, match='there is no column "kin"; did you mean "kind"'):
        ScatterPlot(x="x", y="y", colour="kin").run(TABLE)
