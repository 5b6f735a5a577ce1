"""Line Plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.visualize.line_plot import LinePlot

TABLE = pd.DataFrame(
    {
        "day": pd.to_datetime(["2026-01-03", "2026-01-01", "2026-01-02"]),
        "north": [3.0, 1.0, None],
        "south": [30, 10, 20],
    }
)
EXAMPLES = [
    Example({"y": ["south"]}, {"table": TABLE}),
    Example({"x": "day", "y": ["north", "south"], "marks": True}, {"table": TABLE}),
]


def drawn(table, **settings):
    return Plot.read(LinePlot.from_settings(settings).run(table).content)


def test_rows_stand_in_the_order_of_the_axis_and_a_line_breaks_where_a_value_is_missing():
    plot = drawn(TABLE, x="day", y=["north", "south"])
    north, south = plot.layers
    assert north.y == (1, None, 3)
    assert south.y == (10, 20, 30)
    assert south.x[1] - south.x[0] == 86_400
    assert plot.x.scale == "time"


def test_without_a_column_along_the_axis_rows_are_numbered():
    (line,) = drawn(TABLE, y=["south"]).layers
    assert (line.x, line.y) == ((1, 2, 3), (30, 10, 20))


def test_thinning_keeps_the_peaks_and_the_gaps():
    values = np.zeros(30_000)
    values[12_345], values[20_000], values[25_000] = 9.0, -9.0, np.nan
    (line,) = drawn(pd.DataFrame({"v": values}), y=["v"], most_points=300).layers
    assert len(line.y) <= 330
    assert {9.0, -9.0, None} <= set(line.y)
    assert line.x[-1] == 30_000


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(DataError, match="no column is chosen"):
        drawn(TABLE)
    wide = pd.DataFrame({f"c{number}": [1.0] for number in range(9)})
    with pytest.raises(DataError, match="more than 7 lines"):
        drawn(wide, y=list(wide.columns))
