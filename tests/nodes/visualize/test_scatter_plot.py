"""Scatter Plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

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


def drawn(table, **settings):
    return Plot.read(ScatterPlot.from_settings(settings).run(table).content)


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


def test_many_numbers_are_cut_at_their_quantiles():
    table = pd.DataFrame({"x": range(100), "y": range(100), "c": np.arange(100.0)})
    plot = drawn(table, x="x", y="y", colour="c")
    assert [len(layer.x) for layer in plot.layers] == [20] * 5
    assert [layer.x[0] for layer in plot.layers] == [0, 20, 40, 60, 80], "the smallest numbers come first"


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
