"""Box Plot."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode.picture.plot import figure_of
from knode_nodes.visualize.box_plot import BoxPlot

# Quartiles 2, 3 and 4; a whisker reaches 1.5 * 2 further, to -1 and 7.
VALUES = [1.0, 2.0, 3.0, 4.0, 100.0]
TABLE = pd.DataFrame({"fee": [*VALUES, 7.0], "other": [*VALUES, None], "plan": ["a"] * 5 + ["b"]})
EXAMPLES = [
    Example({"columns": ["fee", "other"]}, {"table": TABLE}),
    Example({"columns": ["fee"], "group": "plan"}, {"table": TABLE}),
]


def drawn(table, **settings):
    return Plot.read(BoxPlot.from_settings(settings).run(table).content)


def test_quartiles_whiskers_and_outliers_by_hand():
    (box,) = drawn(TABLE, columns=["other"]).layers
    assert (box.low, box.q1, box.median, box.q3, box.high) == ((1,), (2,), (3,), (4,), (4,))
    assert box.outliers == ((100,),)


def test_groups_of_one_column_stand_side_by_side():
    plot = drawn(TABLE, columns=["fee"], group="plan")
    assert plot.x.categories == ("a", "b")
    assert [(box.at, box.median) for box in plot.layers] == [((0, 1), (3, 7))]


def test_groups_on_the_axis_have_one_colour_and_those_of_several_columns_are_explained():
    named, coloured = (drawn(TABLE, columns=columns, group="plan") for columns in (["fee"], ["fee", "other"]))
    assert named.names == [""]
    assert figure_of(named).axes[0].get_legend() is None
    assert coloured.names == ["a", "b"]
    legend = figure_of(coloured).axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]
    assert legend.get_title().get_text() == "plan"


def test_all_other_groups_are_grey():
    table = pd.DataFrame({"group": [f"g{place % 9}" for place in range(90)], "a": range(90), "b": 1.0})
    *first, last = drawn(table, columns=["a", "b"], group="group").layers
    assert (last.name, last.tone) == ("all others", "muted")
    assert {box.tone for box in first} == {"series"}


@pytest.mark.parametrize(("groups", "columns", "boxes"), [(9, 1, 9), (30, 1, 30), (31, 1, 30), (7, 2, 7), (9, 2, 7)])
def test_groups_share_a_box_only_where_there_are_too_many_to_be_told_apart(groups, columns, boxes):
    rows = [(f"g{number:02}", number) for number in range(groups) for _ in range(groups - number)]
    table = pd.DataFrame(rows, columns=["group", "a"]).assign(b=1)
    plot = drawn(table, columns=["a", "b"][:columns], group="group")
    shown = [f"g{number:02}" for number in range(boxes)]
    names = [box.name for box in plot.layers] if columns > 1 else list(plot.x.categories)
    assert names == (shown if boxes == groups else [*shown[:-1], "all others"])
    assert plot.layers[0].median[0] == 0


def test_several_columns_have_a_box_each_and_groups_stand_within():
    plot = drawn(TABLE, columns=["fee", "other"], group="plan")
    a, b = plot.layers
    assert plot.x.categories == ("fee", "other")
    assert a.at == pytest.approx((-0.2, 0.8))
    assert b.at == pytest.approx((0.2,)), "there is no value of other in b"


def test_many_outliers_are_thinned_and_both_ends_kept():
    table = pd.DataFrame({"v": [0.0] * 5000 + [float(number) for number in range(1, 1001)]})
    (box,) = drawn(table, columns=["v"]).layers
    assert len(box.outliers[0]) == 500
    assert (box.outliers[0][0], box.outliers[0][-1]) == (1, 1000)


def test_no_column_is_refused():
    with pytest.raises(DataError, match="no column is chosen"):
        drawn(TABLE)


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm():
    plot = drawn(pd.DataFrame({"v": [0.0, -1.0, 1.0, 10.0, 100.0]}), columns=["v"], log=True)
    assert plot.y.scale == "log"
    assert (plot.layers[0].low, plot.layers[0].median) == ((1,), (10,))


def sized(**extra):
    sizes = ["xl", "s", "xl", "m", None, "xl", "m", "s", "s", "s"]
    return pd.DataFrame({"size": pd.Categorical(sizes, categories=["s", "m", "l", "xl"]), "fee": range(10)}).assign(
        **extra
    )


def test_boxes_stand_in_the_order_of_categories_numbers_and_dates_but_words_by_their_rows():
    table = sized(word=list("bababcccca"), year=[2026, 2024, 2026] + [2025] * 7)
    table["day"] = pd.to_datetime(table["year"].astype(str) + "-03-01")
    assert drawn(table, columns=["fee"], group="size").x.categories == ("s", "m", "xl", "missing")
    assert drawn(table, columns=["fee"], group="year").x.categories == ("2024", "2025", "2026")
    assert drawn(table, columns=["fee"], group="day").x.categories == ("2024-03-01", "2025-03-01", "2026-03-01")
    assert drawn(table, columns=["fee"], group="word").x.categories == ("c", "a", "b")


def test_of_too_many_categories_those_with_the_most_rows_keep_their_order():
    names = [f"c{number}" for number in range(9)]
    column = pd.Categorical([name for number, name in enumerate(names) for _ in range(number + 1)], categories=names)
    table = pd.DataFrame({"group": column, "a": 1.0, "b": 2.0})
    plot = drawn(table, columns=["a", "b"], group="group")
    assert [box.name for box in plot.layers] == ["c3", "c4", "c5", "c6", "c7", "c8", "all others"]


def test_boxes_that_lie_have_the_first_on_top():
    assert drawn(sized(), columns=["fee"], group="size", direction="sideways").y.backwards
    assert not drawn(sized(), columns=["fee"], group="size").x.backwards


def test_a_table_without_rows_and_columns_of_several_kinds_are_told_in_words():
    with pytest.raises(DataError, match="there is no row with a value"):
        drawn(sized().iloc[:0], columns=["fee", "fee"], group="size")
    table = sized().assign(day=pd.Timestamp("2026-01-01"))
    with pytest.raises(DataError, match='"fee" holds numbers and "day" dates, which have no axis in common'):
        drawn(table, columns=["fee", "day"])
