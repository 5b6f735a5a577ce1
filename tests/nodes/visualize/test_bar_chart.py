"""Bar Chart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
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


def drawn(table, context=None, **settings):
    return Plot.read(BarChart.from_settings(settings).run(table, context or QuietContext()).content)


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


def test_a_title_keeps_the_letters_of_the_columns():
    table = pd.DataFrame({"City": ["Ulm"], "Annual Income (EUR)": [1.0]})
    plot = drawn(table, category="City", value="Annual Income (EUR)")
    assert plot.title == "Sum of Annual Income (EUR) by City"
    assert drawn(table, category="City").title == "Rows by City"


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


def test_of_too_many_dates_or_numbers_the_first_are_shown_and_the_person_is_told_what_to_do():
    days = pd.DataFrame({"day": pd.date_range("2026-01-01", periods=40).repeat(range(1, 41))})
    context = QuietContext()
    plot = drawn(days, context, category="day")
    assert plot.x.categories[::29] == ("2026-01-01", "2026-01-30")
    assert plot.subtitle == "820 rows, the first 30 of 40 dates"
    (warning,) = context.warnings
    assert '"day" has 40 different dates, and bars are shown of the first 30: a Line Plot shows all' in warning
    plot = drawn(TABLE, context, category="year", most_bars=1, order="name")
    assert (plot.x.categories, plot.subtitle) == (("2025",), "5 rows, the first 1 of 2 numbers")
    sizes = pd.DataFrame({"size": pd.Categorical(["m", "s", "l"], ["s", "m", "l"], ordered=True)})
    assert drawn(sizes, context, category="size", most_bars=2).subtitle == "3 rows, the first 2 of 3 categories"
    gaps = pd.DataFrame({"n": [1.0, 2.0, None]})
    assert drawn(gaps, category="n", most_bars=2).subtitle == "3 rows, the bar of missing left out"


@pytest.mark.parametrize(("order", "shown"), [("auto", ("south", "north")), ("name", ("north", "south"))])
def test_of_too_many_words_those_with_the_longest_bars_are_shown_in_either_order(order: str, shown: tuple[str, ...]):
    context = QuietContext()
    table = pd.DataFrame({"region": ["east", "south", "south", "south", "north", "north"]})
    plot = drawn(table, context, category="region", order=order, most_bars=2)
    assert (plot.x.categories, plot.subtitle) == (shown, "6 rows, the 2 largest of 3 bars")
    assert drawn(table, category="region", order=order).subtitle == "6 rows"
    assert not context.warnings
    days = table.assign(day=pd.to_datetime(["2026-01-01"] + ["2026-01-02"] * 3 + ["2026-01-03"] * 2))
    plot = drawn(days, context, category="day", order="length", most_bars=1)
    assert (plot.x.categories, plot.subtitle) == (("2026-01-02",), "6 rows, the 1 largest of 3 bars")
    assert not context.warnings


def test_means_stand_in_the_order_of_the_means_of_whole_categories():
    table = pd.DataFrame({"city": ["a", "a", "b"], "kind": ["x", "y", "x"], "fee": [3.0, 4.0, 5.0]})
    assert drawn(table, category="city", value="fee", measure="mean", group="kind").x.categories == ("b", "a")


def test_sideways_the_first_group_stands_on_top_as_in_the_legend():
    first, second = drawn(TABLE, category="region", group="year", direction="sideways").layers
    assert first.at[0] > second.at[0], "the axis grows upwards"


def test_words_of_stacked_bars_stand_within_their_parts():
    settings = {"category": "region", "group": "year", "labels": True}
    assert [bars.inside for bars in drawn(TABLE, **settings, layout="stacked").layers] == [True, True]
    assert [bars.inside for bars in drawn(TABLE, **settings).layers] == [False, False]


@pytest.mark.parametrize("layout", ["stacked", "share"])
@pytest.mark.parametrize("measure", ["mean", "median", "min", "max"])
def test_what_is_no_sum_of_its_parts_is_not_stacked_and_that_is_said_before_anything_runs(layout: str, measure: str):
    settings = {"category": "region", "value": "sales", "measure": measure, "layout": layout}
    node = BarChart.from_settings(settings | {"group": "year"})
    with pytest.raises(DataError, match=f"a {measure} (cannot be stacked|has no share).*choose the sum, or the layout"):
        node.spec({"table": TableSpec.of(TABLE)})
    assert len(drawn(TABLE, **settings).layers) == 1, "without groups there is nothing to stack"
    assert len(drawn(TABLE, **settings | {"group": "year", "layout": "beside"}).layers) == 2
    assert len(drawn(TABLE, category="region", measure=measure, layout=layout, group="year").layers) == 2, "counts"


def test_sums_below_0_are_stacked_downwards_and_have_no_share():
    table = pd.DataFrame({"k": ["a"] * 3, "g": ["x", "y", "z"], "v": [2.0, -3.0, 4.0]})
    settings = {"category": "k", "value": "v", "group": "g"}
    assert [bars.base for bars in drawn(table, **settings, layout="stacked").layers] == [(0,), (0,), (2,)]
    with pytest.raises(DataError, match='sums of "v" are below 0, and have no share'):
        drawn(table, **settings, layout="share")


def test_sideways_the_longest_bar_stands_on_top():
    plot = drawn(TABLE, category="region", direction="sideways")
    assert plot.y.categories == ("missing", "north", "south")
    assert plot.layers[0].size == (1, 1, 3)
    assert plot.layers[0].sideways


def test_words_cannot_be_summed_up():
    with pytest.raises(DataError, match='"region" is a text column, and only numbers can be summed up'):
        drawn(TABLE, category="year", value="region")


def test_shares_make_all_bars_as_long_and_labels_tell_them():
    first, second = drawn(TABLE, category="region", group="year", layout="share", labels=True).layers
    assert np.nan_to_num(np.array(first.size, float)) + np.nan_to_num(np.array(second.size, float)) == pytest.approx(
        np.ones(3)
    )
    assert first.labels == ("33 %", "100 %", "")
    assert drawn(TABLE, category="region", group="year", layout="share").y.percent
    assert not drawn(TABLE, category="region", layout="share").y.percent, "there are no parts"


def test_bars_may_stand_in_the_order_of_their_names_and_ordered_categories_keep_theirs():
    assert drawn(TABLE, category="region", order="name").x.categories == ("north", "south", "missing")
    sizes = TABLE.assign(size=pd.Categorical(["m", "s", "s", "l", "s"], categories=["s", "m", "l"], ordered=True))
    assert drawn(sizes, category="size").x.categories == ("s", "m", "l")
    assert drawn(TABLE, category="year", order="length").x.categories == ("2026", "2025")


def test_values_that_cannot_be_sorted_or_told_apart_have_bars_too():
    table = pd.DataFrame({"mixed": [1, "a", None, "a"], "list": [[1], [1], [2], None]})
    assert drawn(table, category="mixed", order="name").x.categories == ("1", "a", "missing")
    assert drawn(table, category="list").x.categories == ("[1]", "[2]", "missing")


def test_words_at_bars_have_the_same_decimals_and_all_other_groups_are_grey():
    table = pd.DataFrame({"kind": list("abc"), "value": [25.876, 24.9, 0.5]})
    (layer,) = drawn(table, category="kind", value="value", labels=True).layers
    assert layer.labels == ("25.88", "24.90", "0.50")
    many = pd.DataFrame({"kind": "a", "group": [f"g{place % 9}" for place in range(90)]})
    *first, last = drawn(many, category="kind", group="group").layers
    assert (last.name, last.tone) == ("all others", "muted")
    assert {bar.tone for bar in first} == {"series"}


def test_values_that_would_be_told_alike_are_told_apart():
    table = pd.DataFrame(
        {
            "id": [1234567.0, 1234568.0, None, 1234567.0],
            "near": [0.12345678, 0.12345679, None, 5.0],
            "word": ["missing", None, "missing", "a"],
            "mixed": [1, "1", None, 1],
            "value": [1.0, 2.0, 3.0, 4.0],
        }
    )
    for name, expected in {
        "id": ("1234567", "1234568", "missing"),
        "near": ("0.12345678", "0.12345679", "5", "missing"),
        "word": ('"missing"', "a", "missing"),
        "mixed": ("1", '"1"', "missing"),
    }.items():
        plot = drawn(table, category=name, order="name")
        assert sorted(plot.x.categories) == sorted(expected)
        assert sum(plot.layers[0].size) == 4
        parts = drawn(table, category="value", value="value", group=name).layers
        assert {part.name for part in parts} == set(expected)


def test_durations_are_told_as_people_do():
    spans = pd.DataFrame({"span": pd.to_timedelta([1, 24, 25, 0], unit="h")})
    assert drawn(spans, category="span").x.categories == ("0 days", "01:00:00", "1 days", "1 days 01:00:00")
