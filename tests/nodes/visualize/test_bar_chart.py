"""Bar Chart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.visualize.bar_chart import BarChart

TABLE = pd.DataFrame(
    {
        "region": ["north", "south", "south", "south", None],
        "year": [2025, 2025, 2026, 2026, 2026],
        "sales": [5.0, 1.0, 2.0, 3.0, 4.0],
    }
)
EXAMPLES = [
    Example({"category": "region"}, {"table": TABLE}),
    Example({"category": "region", "value": "sales", "group": "year", "layout": "stacked"}, {"table": TABLE}),
]


def drawn(table, **settings):
    return Plot.read(BarChart.from_settings(settings).run(table).content)


def test_rows_are_counted_and_the_longest_bar_stands_first():
    plot = drawn(TABLE, category="region")
    (bars,) = plot.layers
    assert plot.x.categories == ("south", "north", "missing")
    assert bars.size == (3, 1, 1)


@pytest.mark.parametrize(("measure", "sizes"), [("sum", (6, 5, 4)), ("mean", (5, 4, 2)), ("max", (5, 4, 3))])
def test_another_column_is_summed_up(measure: str, sizes: tuple[float, ...]):
    plot = drawn(TABLE, category="region", value="sales", measure=measure)
    assert plot.layers[0].size == sizes
    assert plot.title == f"{measure.capitalize()} of sales by region"


def test_bars_of_groups_stand_beside_each_other():
    first, second = drawn(TABLE, category="region", group="year").layers
    assert (first.name, first.size) == ("2025", (1, 1, None))
    assert (second.name, second.size) == ("2026", (2, None, 1))
    assert first.at == pytest.approx((-0.2, 0.8, 1.8))
    assert second.at == pytest.approx((0.2, 1.2, 2.2))


def test_parts_of_bars_and_their_legend_follow_the_order_of_a_category():
    sizes = pd.Categorical(["m", "s", "m", "l", "m"], categories=["s", "m", "l"])
    parts = drawn(TABLE.assign(size=sizes), category="region", group="size").layers
    assert [bars.name for bars in parts] == ["s", "m", "l"]


def test_stacked_bars_begin_where_those_before_end():
    first, second = drawn(TABLE, category="region", group="year", layout="stacked").layers
    assert first.base == (0, 0, 0)
    assert second.base == (1, 1, 0)


def test_numbers_keep_their_order_and_too_many_bars_are_left_out():
    plot = drawn(TABLE, category="year", most_bars=1)
    assert plot.x.categories == ("2025",)
    assert "1 shorter bars left out" in plot.subtitle


def test_sideways_the_longest_bar_stands_on_top():
    plot = drawn(TABLE, category="region", direction="sideways")
    assert plot.y.categories == ("missing", "north", "south")
    assert plot.layers[0].size == (1, 1, 3)
    assert plot.layers[0].sideways


def test_words_cannot_be_summed_up():
    with pytest.raises(DataError, match="nothing can be summed up"):
        drawn(TABLE, category="year", value="region")


def test_shares_make_all_bars_as_long_and_labels_tell_them():
    first, second = drawn(TABLE, category="region", group="year", layout="share", labels=True).layers
    assert np.nan_to_num(np.array(first.size, float)) + np.nan_to_num(np.array(second.size, float)) == pytest.approx(
        np.ones(3)
    )
    assert first.labels == ("33 %", "100 %", "")
    assert drawn(TABLE, category="region", layout="share").y.percent


def test_bars_may_stand_in_the_order_of_their_names_and_ordered_categories_keep_theirs():
    assert drawn(TABLE, category="region", order="name").x.categories == ("north", "south", "missing")
    sizes = TABLE.assign(size=pd.Categorical(["m", "s", "s", "l", "s"], categories=["s", "m", "l"], ordered=True))
    assert drawn(sizes, category="size").x.categories == ("s", "m", "l")
    assert drawn(TABLE, category="year", order="length").x.categories == ("2026", "2025")


def test_values_that_cannot_be_sorted_or_told_apart_have_bars_too():
    table = pd.DataFrame({"mixed": [1, "a", None, "a"], "list": [[1], [1], [2], None]})
    assert drawn(table, category="mixed", order="name").x.categories == ("1", "a", "missing")
    assert drawn(table, category="list").x.categories == ("[1]", "[2]", "missing")
