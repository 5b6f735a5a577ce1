"""Scatter Plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
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


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm():
    plot = drawn(pd.DataFrame({"x": [-1.0, 0.0, 1.0, 10.0], "y": [1, 2, 3, 4]}), x="x", y="y", log_x=True)
    assert plot.layers[0].x == (1, 10)
    assert plot.x.scale == "log"


def test_words_cannot_be_an_axis():
    with pytest.raises(DataError, match="holds text, not numbers"):
        drawn(TABLE, x="kind", y="y")


def test_an_absent_column_of_colours_is_named():
    with pytest.raises(DataError, match='there is no column "kin"; did you mean "kind"'):
        ScatterPlot(x="x", y="y", colour="kin").run(TABLE)
