"""What is out of all reason: every plot is drawn without it, or says in words why it cannot be drawn."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import QuietContext
from knode.core.plot import read
from knode.core.plot_data import csv_of
from knode.picture.plot import figure_of, rendered
from knode_nodes.visualize.bar_chart import BarChart
from knode_nodes.visualize.box_plot import BoxPlot
from knode_nodes.visualize.correlation_matrix import CorrelationMatrix
from knode_nodes.visualize.data_profile import DataProfile
from knode_nodes.visualize.heatmap import Heatmap
from knode_nodes.visualize.histogram import Histogram
from knode_nodes.visualize.line_plot import LinePlot
from knode_nodes.visualize.missingness_map import MissingnessMap
from knode_nodes.visualize.scatter_matrix import ScatterMatrix
from knode_nodes.visualize.scatter_plot import ScatterPlot
from knode_nodes.visualize.table_view import TableView

pytestmark = pytest.mark.uncovered
TABLE = pd.DataFrame(
    {
        "float": [1.0, np.nan, np.inf, -np.inf, 0.0, -0.0, 1e308, -1e308, 5e-324],
        "int": [2**63 - 1, -(2**63), 0, 1, 2, 3, 4, 5, 6],
        "unsigned": np.array([2**64 - 1, 0, 1, 2, 3, 4, 5, 6, 7], dtype="uint64"),
        "words": pd.Series(["", " ", "$a_1$", "日本", "🚀", "\x00", "x" * 500, None, "a"], dtype="str"),
        "never": pd.array(["9999-12-31", None, "0001-01-01", *["2026-01-01"] * 6], dtype="datetime64[s]"),
        "fixed": pd.date_range("2026-03-28", periods=9, tz=datetime.timezone(datetime.timedelta(hours=5, minutes=30))),
        "complex": [1 + 2j] * 9,
        "objects": [1, "a", None, [1], {"a": 1}, b"x", datetime.date(2026, 1, 1), (1,), {1}],
        "nothing": [None] * 9,
    },
    index=[0] * 9,
)
NODES = {
    "profile": lambda _: DataProfile(),
    "table": lambda _: TableView(),
    "missing": lambda name: MissingnessMap.from_settings({"only_missing": True, "sort": "float"}),
    "correlations": lambda _: CorrelationMatrix.from_settings({"columns": "*", "order": "clustered"}),
    "histogram": lambda name: Histogram.from_settings({"column": name, "group": name}),
    "boxes": lambda name: BoxPlot.from_settings({"columns": [name]}),
    "bars": lambda name: BarChart.from_settings({"category": name, "value": "float", "group": name, "labels": True}),
    "lines": lambda name: LinePlot.from_settings({"x": name, "y": ["int"], "group": "words"}),
    "scatter": lambda name: ScatterPlot.from_settings({"x": "int", "y": name, "colour": name, "trend": True}),
    "matrix": lambda name: ScatterMatrix.from_settings({"columns": ["int", name], "colour": "objects"}),
    "heat": lambda name: Heatmap.from_settings({"x": name, "y": "objects", "value": "unsigned"}),
}
WHOLE = ("profile", "table", "missing", "correlations")
CASES = [*((node, "") for node in WHOLE), *((node, name) for node in NODES if node not in WHOLE for name in TABLE)]


@pytest.mark.parametrize("rows", [9, 1, 0])
def test_every_plot_is_drawn_or_says_why_not_and_what_runs_was_not_refused_before(rows):
    drawn = 0
    for kind, name in CASES:
        node, table = NODES[kind](name), TABLE.iloc[:rows]
        try:
            made = node.run(table, QuietContext()) if kind in ("profile", "bars") else node.run(table)
        except DataError as error:
            assert str(error)
            continue
        node.spec({"table": TableSpec.of(table)})
        drawing = read((made.view if isinstance(made, tuple) else made).content)
        assert csv_of(drawing)
        drawn += 1
        if rows == 9 and name in ("", "float", "never"):
            rendered(drawing, "png", dpi=10)
    assert drawn >= {9: 45, 1: 25, 0: 4}[rows]


def test_boxes_of_dates_stand_where_the_dates_are():
    days = pd.DataFrame({"day": pd.date_range("2026-01-01", periods=11)})
    axes = figure_of(read(BoxPlot.from_settings({"columns": ["day"]}).run(days).content)).axes[0]
    low, high = axes.get_ylim()
    assert 20_453 - 2 < low < 20_454 < 20_464 < high < 20_468, "days since 1970"
