"""Histogram."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Grid, Plot, read
from knode.core.plot import Histogram as Layer
from knode_nodes.visualize.histogram import Histogram

AGES = pd.DataFrame({"age": [1, 2, 2, 3, 3, 3, None], "left": ["no", "no", "yes", "no", "no", "yes", "no"]})
MOMENTS = pd.DataFrame({"when": pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-05", None])})
EXAMPLES = [
    Example({"column": "age"}, {"table": AGES}),
    Example({"column": "age", "group": "left", "count": "share"}, {"table": AGES}),
    Example({"column": "when", "bins": 4}, {"table": MOMENTS}),
]


def drawn(table, **settings):
    return Plot.read(Histogram.from_settings(settings).run(table).content)


def test_rows_are_counted_between_the_edges():
    plot = drawn(AGES, column="age", bins=2)
    (layer,) = plot.layers
    assert isinstance(layer, Layer)
    assert layer.edges == (1, 2, 3)
    assert layer.counts == (1, 5), "the last bin holds its upper edge too"
    assert plot.subtitle == "6 rows, 1 without a value left out"


def test_whole_numbers_have_a_bin_each():
    (layer,) = drawn(pd.DataFrame({"n": [0, 1, 1, 3]}), column="n").layers
    assert layer.edges == (-0.5, 0.5, 1.5, 2.5, 3.5)
    assert layer.counts == (1, 2, 0, 1)


def test_groups_have_bars_of_their_own_between_the_same_edges():
    no, yes = drawn(AGES, column="age", group="left", bins=2).layers
    assert (no.name, no.counts) == ("no", (1, 3))
    assert (yes.name, yes.counts) == ("yes", (0, 2))


def test_of_more_groups_than_can_be_told_apart_each_has_a_plot_on_the_same_axes():
    table = pd.DataFrame({"age": range(40), "kind": list("abcde") * 8})
    grid = read(Histogram(column="age", group="kind", bins=4).run(table).content)
    assert isinstance(grid, Grid)
    assert (grid.title, grid.share_x, grid.share_y) == ("Histogram of age by kind", "all", "all")
    assert [one.title for one in grid.plots] == list("abcde")
    assert {one.layers[0].edges for one in grid.plots} == {(0, 9.75, 19.5, 29.25, 39)}
    assert sum(sum(one.layers[0].counts) for one in grid.plots) == 40
    assert len(drawn(table, column="age", group="kind", cumulative=True).layers) == 5, "lines that rise are told apart"
    assert len(drawn(table[table["kind"] != "e"], column="age", group="kind").layers) == 4


def test_shares_are_of_the_group():
    no, yes = drawn(AGES, column="age", group="left", bins=2, count="share").layers
    assert no.counts == (0.25, 0.75)
    assert yes.counts == (0, 1)


def test_moments_are_counted_along_time():
    plot = drawn(MOMENTS, column="when", bins=4)
    assert plot.x.scale == "time"
    assert plot.layers[0].edges[0] == pd.Timestamp("2026-01-01").timestamp()
    assert plot.layers[0].counts == (1, 1, 0, 1)


def test_a_column_of_one_value_and_infinite_numbers_are_drawn():
    assert drawn(pd.DataFrame({"x": [2.0, 2.0]}), column="x").layers[0].counts == (2,)
    plot = drawn(pd.DataFrame({"x": [1.0, 2.0, np.inf]}), column="x", bins=1)
    assert plot.layers[0].counts == (2,)
    assert "1 without a value left out" in plot.subtitle


def test_words_are_refused_before_anything_runs():
    node = Histogram.from_settings({"column": "left"})
    with pytest.raises(DataError, match="Bar Chart"):
        node.spec({"table": TableSpec.of(AGES)})
    with pytest.raises(DataError, match="nothing could be drawn"):
        drawn(AGES.iloc[6:], column="age")


def test_bars_may_count_all_up_to_them():
    plot = drawn(pd.DataFrame({"x": [1, 1, 2, 4]}), column="x", cumulative=True, count="share")
    assert plot.layers[0].counts == (0.5, 0.75, 0.75, 1.0)
    assert (plot.y.label, plot.y.percent) == ("share of the rows up to here", True)


@pytest.mark.parametrize(
    ("days", "step"), [(31, "D"), (120, "W-MON"), (400, "MS"), (2_000, "QS"), (20_000, "YS"), (1, "h"), (0.05, "5min")]
)
@pytest.mark.parametrize("zone", [None, "Europe/Berlin", "America/Sao_Paulo"])
def test_bars_of_times_are_whole_units_of_time(days, step, zone):
    random = np.random.default_rng(0)
    start = pd.Timestamp("2018-03-01 00:00", tz="UTC")
    moments = pd.Series(start + pd.to_timedelta(random.random(400) * days, "D")).dt.tz_convert(zone)
    moments = moments.dt.tz_localize(None) if zone is None else moments
    (bars,) = Plot.model_validate_json(Histogram(column="when").run(pd.DataFrame({"when": moments})).content).layers
    edges = pd.to_datetime(bars.edges, unit="s", utc=True).tz_convert(zone or "UTC")
    whole = pd.date_range(edges[0].tz_localize(None), periods=len(edges), freq=step)
    # Where clocks are put forward at midnight a day begins at one.
    late = edges.tz_localize(None) - whole
    assert ((late == pd.Timedelta(0)) | ((late <= pd.Timedelta("1h")) & (step != "5min"))).all(), edges
    assert sum(bars.counts) == 400
    assert 8 <= len(bars.counts) <= 100


@pytest.mark.parametrize("texts", [["1200-01-01", "2900-12-31"], ["2026-01-01", "2026-01-01 00:00:00.001"]])
def test_times_far_apart_or_near_each_other_are_counted(texts):
    moments = pd.Series(np.array(texts, dtype="M8[us]"))
    (bars,) = Plot.model_validate_json(Histogram(column="when").run(pd.DataFrame({"when": moments})).content).layers
    assert sum(bars.counts) == 2
