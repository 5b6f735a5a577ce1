"""A click on a bar or a cell opens just the rows that it was made of."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.core.plot import Bars, Grid, Plot, Rows, read, rows_at, rows_within
from knode.core.registry import REGISTRY
from knode.host import tables
from knode.host.table_protocol import OpenTable, OrderTable, filter_of
from knode.picture.plot import figure_of
from knode.picture.plot_places import rows_under
from knode_nodes.visualize._values import values_of
from tests.host.table_host import TableHost

RNG = np.random.default_rng(7)
ROWS = 300
KINDS = pd.DataFrame(
    {
        "word": np.where(RNG.random(ROWS) < 0.1, None, RNG.choice(["", "a", "ä b", "missing", "all others", "🎈"], ROWS)),
        "truth": pd.array(RNG.choice([True, False, None], ROWS), dtype="boolean"),
        "plain": RNG.random(ROWS) < 0.3,
        "few": RNG.integers(-2, 4, ROWS),
        "whole": RNG.integers(-(2**40), 2**40, ROWS),
        "gaps": pd.array(RNG.choice([1, 2, 3, None], ROWS), dtype="Int64"),
        "half": np.where(RNG.random(ROWS) < 0.1, np.nan, RNG.integers(0, 9, ROWS) / 2),
        "real": np.where(RNG.random(ROWS) < 0.05, np.inf, RNG.normal(size=ROWS)),
        "single": RNG.normal(size=ROWS).astype("float32"),
        "kind": pd.Categorical(RNG.choice(["x", "y", "z"], ROWS), categories=["z", "never", "y", "x"], ordered=True),
        "number": pd.Categorical(RNG.choice([1.0, 2.5, 30.0], ROWS)),
        "code": pd.Categorical(RNG.choice([1, 2, 30], ROWS)),
        "answer": pd.Categorical(RNG.choice([True, False], ROWS)),
        "day": pd.Timestamp("2026-03-01") + pd.to_timedelta(RNG.integers(0, 9, ROWS), unit="D"),
        "moment": (pd.Timestamp("2026-10-24", tz="Europe/Berlin") + pd.to_timedelta(RNG.random(ROWS) * 9, unit="D")),
        "fine": pd.Series(pd.Timestamp("2026-03-01").value + RNG.integers(0, 10**15, ROWS)).astype("datetime64[ns]"),
        "coarse": (pd.Timestamp("1969-12-01") + pd.to_timedelta(RNG.integers(0, 10**8, ROWS), unit="s")).astype("M8[s]"),
        "long": pd.to_timedelta(RNG.random(ROWS) * 40, unit="h"),
    }
)  # fmt: skip
MEASURES = [name for name in KINDS if name not in ("word", "kind", "number", "code", "answer")]


@pytest.fixture
def found(tmp_path: Path):
    """Opens tables as the window does, and counts the rows that are wanted."""
    host = TableHost(tmp_path)

    def count(table: pd.DataFrame, wanted: Rows) -> int:
        assert (wanted.port, wanted.side) == ("table", "input")
        host.put(table)
        opened = tables.open_table(host, OpenTable(step="reader", port="table"))
        numbers = {name: number for number, name in enumerate(table)}
        filters = tuple(filter_of(match).model_copy(update={"column": numbers[match.column]}) for match in wanted.where)
        return tables.order_table(host, OrderTable(view=opened.view, filters=filters)).rows

    yield count
    host.close()


def drawn(node: str, table: pd.DataFrame = KINDS, **chosen):
    made = REGISTRY.get(f"visualize.{node}").from_settings(chosen)
    view = made.run(table, _Context()) if node == "BarChart" else made.run(table)
    return read(getattr(view, "view", view).content)


class _Context:
    def warn(self, text: str) -> None:
        """Bars that are left out are another test."""


@pytest.mark.parametrize("column", MEASURES)
@pytest.mark.parametrize("bins", [0, 7])
def test_a_bar_of_a_histogram_opens_the_rows_that_it_counts(found, column, bins):
    (layer,) = drawn("Histogram", column=column, bins=bins).layers
    assert sum(layer.counts) > 200
    counts = [None if rows is None else found(KINDS, rows) for rows in layer.rows]
    assert [count or 0 for count in counts] == list(layer.counts)
    assert not any(count for count, rows in zip(layer.counts, layer.rows, strict=True) if rows is None)


@pytest.mark.parametrize("group", ["word", "truth", "few", "real", "kind", "day", "whole", "half"])
def test_bars_of_groups_open_the_rows_of_both(found, group):
    made = drawn("Histogram", column="few", group=group)
    layers = [one.layers[0] for one in made.plots] if isinstance(made, Grid) else made.layers
    linked = 0
    for layer in layers:
        for count, rows in zip(layer.counts, layer.rows, strict=True):
            linked += rows is not None
            assert rows is None or found(KINDS, rows) == count
    assert linked >= 6 or group == "real", "infinite numbers and missing ones are no stretch"


def test_bars_that_count_all_rows_up_to_them_open_all_these(found):
    (layer,) = drawn("Histogram", column="few", cumulative=True).layers
    assert [found(KINDS, rows) for rows in layer.rows] == list(layer.counts)


@pytest.mark.parametrize("column", [name for name in KINDS if name != "real"])
def test_a_bar_opens_the_rows_of_its_category(found, column):
    (layer,) = drawn("BarChart", category=column).layers
    counts = [found(KINDS, rows) for rows in layer.rows if rows is not None]
    assert counts == [size for size, rows in zip(layer.size, layer.rows, strict=True) if rows is not None]
    assert len(counts) == len(layer.size)


@pytest.mark.parametrize("direction", ["upright", "sideways"])
@pytest.mark.parametrize("layout", ["beside", "stacked"])
def test_a_click_on_a_part_of_a_bar_opens_its_rows(found, direction, layout):
    plot = drawn("BarChart", category="word", group="kind", layout=layout, direction=direction)
    seen = 0
    for layer in plot.layers:
        assert isinstance(layer, Bars)
        bases = layer.base or (0.0,) * len(layer.at)
        for at, base, size in zip(layer.at, bases, layer.size, strict=True):
            if size is None:
                continue
            place = (at, base + size / 2) if direction == "upright" else (base + size / 2, at)
            rows = rows_at(plot, *place)
            assert rows is not None
            assert found(KINDS, rows) == size
            seen += 1
    assert seen == 21


@pytest.mark.parametrize(
    ("x", "y"), [*itertools.combinations(["word", "whole", "moment", "kind", "truth", "single"], 2)]
)
def test_a_cell_opens_the_rows_that_it_counts(found, x, y):
    (layer,) = drawn("Heatmap", x=x, y=y, bins=5).layers
    counted = 0
    for values, behind in zip(layer.values, layer.rows, strict=True):
        for value, rows in zip(values, behind, strict=True):
            assert (rows is None) == (value is None)
            if rows is not None:
                assert found(KINDS, rows) == value
                counted += value
    assert counted == ROWS


def test_of_very_many_cells_none_leads_anywhere():
    table = pd.DataFrame({"a": np.arange(1_000.0), "b": np.arange(1_000.0)})
    (layer,) = drawn("Heatmap", table, x="a", y="b", bins=200).layers
    assert layer.rows is None


def test_a_bar_that_cannot_be_found_again_opens_nothing():
    table = pd.DataFrame({"day": pd.Categorical(pd.to_datetime(["2026-01-01", "2026-01-02"])), "list": [[1], [2]]})
    for name in table:
        (layer,) = drawn("BarChart", table, category=name).layers
        assert layer.rows == (None, None)


def test_what_is_all_others_opens_nothing(found):
    table = pd.DataFrame({"n": [1] * 45, "word": [f"w{number % 9}" for number in range(45)]})
    groups = [one.layers[0] for one in drawn("Histogram", table, column="n", group="word").plots]
    assert [layer.rows[0] is None for layer in groups] == [False] * 6 + [True]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30), st.integers(1, 9))
def test_every_number_is_behind_one_bar(found, numbers, bins):
    table = pd.DataFrame({"x": numbers})
    (layer,) = drawn("Histogram", table, column="x", bins=bins).layers
    assert [found(table, rows) for rows in layer.rows] == list(layer.counts)


def test_a_click_above_bars_of_several_groups_is_one_on_the_first():
    plot = drawn("Histogram", column="few", group="kind")
    assert isinstance(plot, Plot)
    lowest, behind = plot.layers[0], rows_at(plot, 0.0, 0.5)
    assert behind == plot.layers[-1].rows[2]
    assert rows_at(plot, 0.0, 1e9) == lowest.rows[2]
    assert rows_at(plot, 99.0, 1) is None


BOXED = [name for name in MEASURES if name != "truth"]


@pytest.mark.parametrize("column", BOXED)
@pytest.mark.parametrize("group", ["answer", "kind", "day", "few"])
def test_a_box_opens_the_rows_of_its_group_that_have_a_value(found, column, group):
    if column == group:
        return
    numbers = values_of(KINDS, column).numbers
    drawing = drawn("BoxPlot", columns={"by": "names", "names": [column]}, group=group)
    (boxes,) = drawing.layers
    counts = [found(KINDS, rows) for rows in boxes.rows]
    assert sum(counts) == np.isfinite(numbers).sum()
    second = boxes.at.index(1.0)
    middle = boxes.median[second]
    assert rows_at(drawing, 1.0, middle) == boxes.rows[second]
    assert rows_at(drawing, 1.4, middle) is None, "beside the box"
    lying = drawn("BoxPlot", columns={"by": "names", "names": [column]}, group=group, direction="sideways")
    assert rows_at(lying, middle, 1.0) == boxes.rows[second]


@pytest.mark.parametrize("direction", ["upright", "sideways"])
@pytest.mark.parametrize("column", ["few", "half", "real", "single"])
def test_an_outlier_opens_the_rows_of_its_value(found, column, direction):
    numbers = KINDS[column].replace(np.inf, np.nan)
    table = KINDS.assign(**{column: numbers.where(KINDS.index % 50 != 3, 25).astype(numbers.dtype)})
    drawing = drawn("BoxPlot", table, columns={"by": "names", "names": [column]}, group="kind", direction=direction)
    figure = figure_of(drawing, width=6, height=4)
    figure.canvas.draw()
    (boxes,) = drawing.layers
    at, beyond = next(at for at, outliers in zip(boxes.at, boxes.outliers, strict=True) if 25.0 in outliers), 25.0
    kind = (drawing.x if direction == "upright" else drawing.y).categories[int(at)]
    rows = rows_under(figure.axes[0], *((at, beyond) if direction == "upright" else (beyond, at)))
    assert found(table, rows) == ((table[column] == 25) & (table["kind"] == kind)).sum() > 0


def test_a_box_of_each_column_opens_the_rows_that_have_a_value_in_it(found):
    (layer,) = drawn("BoxPlot", columns={"by": "names", "names": ["few", "half", "real"]}).layers
    counts = [found(KINDS, rows) for rows in layer.rows]
    assert counts == [int(np.isfinite(KINDS[name]).sum()) for name in ("few", "half", "real")]


def test_bars_and_blocks_of_gaps_open_the_rows_without_a_value(found):
    bars, blocks = drawn("MissingnessMap").plots
    names = bars.x.categories
    counts = [rows and found(KINDS, rows) for rows in bars.layers[0].rows]
    assert counts == [int(gaps) or None for gaps in KINDS.isna().sum()]
    for values, rows in zip(blocks.layers[0].values, blocks.layers[0].rows, strict=True):
        for place, (value, behind) in enumerate(zip(values, rows, strict=True)):
            assert behind == (bars.layers[0].rows[place] if value else None), names[place]


AXES = ["few", "whole", "gaps", "half", "single", "day", "moment", "fine"]


@pytest.mark.parametrize(("x", "y"), [*itertools.pairwise(AXES)])
@pytest.mark.parametrize("most", [100, 1_000])
def test_a_rectangle_stands_for_the_rows_of_the_points_in_it(found, x, y, most):
    plot = drawn("ScatterPlot", x=x, y=y, most_points=most)
    across, up = (values_of(KINDS, name).numbers for name in (x, y))
    ends = [(float(np.nanquantile(one, 0.2)) + 1e-4, float(np.nanquantile(one, 0.8)) - 1e-4) for one in (across, up)]
    inside = np.logical_and(
        *((one >= low) & (one <= high) for one, (low, high) in zip((across, up), ends, strict=True))
    )
    rows = rows_within(plot, *ends)
    assert inside.sum() > 20
    assert found(KINDS, rows) == inside.sum()
    assert rows_within(plot, *(pair[::-1] for pair in ends)) == rows, "from whichever corner"


def test_truths_and_durations_have_no_rectangle():
    plot = drawn("ScatterPlot", x="long", y="plain")
    assert rows_within(plot, (0, 1), (0, 1)) is None
    assert [match.column for match in rows_within(drawn("ScatterPlot", x="few", y="plain"), (0, 1), (0, 1)).where] == [
        "few"
    ]


def columns_of(plot, x=(1.0, 2.0), y=(1.0, 2.0)):
    rows = rows_within(plot, x, y)
    return rows and [match.column for match in rows.where]


def test_only_axes_that_tell_the_values_of_rows_choose_rows():
    line = {"x": "day", "y": {"by": "names", "names": ["real"]}}
    assert columns_of(drawn("LinePlot", **line)) == ["day", "real"]
    assert columns_of(drawn("LinePlot", **line, resample="day")) == ["day"], "sums are not those of rows"
    assert columns_of(drawn("LinePlot", x="day", y={"by": "names", "names": ["real", "half"]})) == ["day"]
    assert columns_of(drawn("LinePlot", y={"by": "names", "names": ["real"]})) == ["real"]
    boxes = {"columns": {"by": "names", "names": ["real"]}}
    assert columns_of(drawn("BoxPlot", **boxes)) == ["real"]
    assert columns_of(drawn("BoxPlot", **boxes, group="kind")) is None, (
        "a rectangle around one box is not around others"
    )
    assert columns_of(drawn("BoxPlot", columns={"by": "names", "names": ["real", "half"]})) is None
    assert columns_of(drawn("BarChart", category="few")) is None
