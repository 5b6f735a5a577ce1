"""Heatmap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.visualize.heatmap import Heatmap

TABLE = pd.DataFrame(
    {
        "day": pd.Categorical(
            ["Mon", "Tue", "Mon", None, "Tue", "Mon"], categories=["Sun", "Mon", "Tue"], ordered=True
        ),
        "hour": [1, 2, 1, 1, 10, 2],
        "sales": [1.0, 2.0, None, 4.0, -5.0, np.inf],
        "when": pd.date_range("2026-01-01", periods=6, tz="UTC"),
        "list": [[1], [1], None, [2], [1], [1]],
    },
    index=[1, 1, 1, 2, 3, 4],
)
EXAMPLES = [
    Example({"x": "day", "y": "hour"}, {"table": TABLE}),
    Example({"x": "hour", "y": "list", "value": "sales", "measure": "sum", "share": "row"}, {"table": TABLE}),
    Example({"x": "when", "y": "day", "value": "sales"}, {"table": TABLE}),
]


def drawn(table, **settings):
    return Plot.read(Heatmap.from_settings(settings).run(table).content)


def cells(plot):
    (layer,) = plot.layers
    names = [axis.categories for axis in (plot.y, plot.x)]
    return pd.DataFrame(list(layer.values), index=names[0], columns=names[1]).astype("float64")


words = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from([1, 2, 30])), min_size=1, max_size=30)


@given(rows=words)
@settings(max_examples=30, deadline=None)
def test_rows_are_counted_as_a_cross_table_does(rows):
    table = pd.DataFrame(rows, columns=["x", "y"]).astype({"x": "str"})
    found = cells(drawn(table, x="x", y="y"))
    expected = pd.crosstab(table["y"].astype(str), table["x"].fillna("missing"))
    assert found.fillna(0).stack().sort_index().to_dict() == expected.stack().to_dict()


def test_categories_keep_their_order_numbers_that_of_their_size_and_missing_is_last():
    plot = drawn(TABLE, x="day", y="hour")
    assert plot.x.categories == ("Mon", "Tue", "missing")
    assert plot.y.categories == ("1", "2", "10")
    assert plot.y.backwards


def test_a_third_column_is_summed_up_without_what_is_missing_or_infinite():
    found = cells(drawn(TABLE, x="day", y="hour", value="sales", measure="sum"))
    assert found.loc["1", "Mon"] == 1.0
    assert np.isnan(found.loc["2", "Mon"])
    plot = drawn(TABLE, x="day", y="hour", value="sales")
    assert plot.layers[0].diverging, "there are values below and above 0"
    assert plot.title == "Mean of sales by day and hour"


def test_the_scale_of_shares_is_in_percent_and_that_of_counts_is_not():
    shares, counts = (
        drawn(TABLE, x="day", y="hour", share=share, numbers=False).layers[0] for share in ("row", "none")
    )
    assert (shares.shade_percent, counts.shade_percent) == (True, False)


@pytest.mark.parametrize(("share", "sums"), [("row", 1.0), ("column", 1.0), ("all", None)])
def test_shares_come_to_one(share, sums):
    found = cells(drawn(TABLE, x="day", y="hour", share=share)).fillna(0)
    whole = {"row": found.sum(axis=1), "column": found.sum(axis=0), "all": pd.Series(found.to_numpy().sum())}[share]
    assert whole.to_numpy() == pytest.approx(np.ones(len(whole)))


def test_numbers_of_many_values_are_cut_into_stretches():
    table = pd.DataFrame({"x": np.linspace(0, 10, 1000), "y": ["a"] * 999 + ["b"]})
    plot = drawn(table, x="x", y="y", bins=5)
    assert plot.x.categories is None
    assert plot.layers[0].x_edges == (0, 2, 4, 6, 8, 10)
    assert plot.layers[0].values[0] == (200, 200, 200, 200, 199)


def test_of_many_words_the_most_frequent_are_shown_and_the_others_told_of():
    table = pd.DataFrame({"x": ["z"] * 3 + list("abcd") + ["y"] * 2, "y": 1})
    plot = drawn(table, x="x", y="y", most=2)
    assert plot.x.categories == ("y", "z")
    assert plot.subtitle == "9 rows; 4 values of x left out"


def test_words_cannot_be_summed_up_and_a_mean_has_no_share():
    with pytest.raises(DataError, match='"when" is a date and time .UTC. column, and only numbers can be summed up'):
        drawn(TABLE, x="day", y="hour", value="when")
    with pytest.raises(DataError, match="a mean has no share"):
        drawn(TABLE, x="day", y="hour", value="sales", share="row")
    with pytest.raises(DataError, match="nothing could be drawn"):
        drawn(TABLE.iloc[:0], x="day", y="hour")
