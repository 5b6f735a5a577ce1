"""ShapDependence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import Plot
from knode_nodes.explain._explained import explained
from knode_nodes.explain._interaction import strongest
from knode_nodes.explain.shap_dependence import ShapDependence
from tests.nodes.explain.explained import NAMES, explanation
from tests.nodes.explain.reference import library

PLAIN, TABLE = explanation()
CLASSES, _ = explanation(classes=("yes", "no"))


def shown(made=PLAIN, table=TABLE, **settings):
    view = ShapDependence.from_settings(settings).run(made, table, QuietContext(seed=3))
    plot = Plot.read(view.content)
    return plot, [layer for layer in plot.layers if layer.kind != "rule"]


def test_points_stand_at_the_values_of_the_column_and_their_effects():
    plot, (points,) = shown(column="age", shade="")
    assert points.x == tuple(TABLE["age"])
    assert points.y == tuple(PLAIN["shap_age"])
    assert plot.x.label == "age"


def test_without_a_choice_the_column_that_matters_most_is_shown():
    most = PLAIN.filter(like="shap_").abs().mean().idxmax().removeprefix("shap_")
    assert shown()[0].x.label == most


def test_the_column_with_which_the_effect_changes_colours_the_points():
    random = np.random.default_rng(1)
    table = pd.DataFrame(random.normal(size=(500, 4)), columns=list("abcd"))
    made = pd.DataFrame({f"shap_{name}": random.normal(size=500) * 0.1 for name in "abcd"}).assign(base_value=0.0)
    made["shap_a"] += table["a"] * table["c"]
    _, (points,) = shown(made, table, column="a")
    assert points.shade_label == "c"
    assert points.shade == tuple(table["c"])
    words = table.assign(c=np.where(table["c"] > 0, "more", "less"))
    plot, layers = shown(made, words, column="a")
    assert plot.legend == "c"
    assert {layer.name for layer in layers} == {"more", "less"}


@pytest.mark.parametrize("seed", range(4))
def test_the_strongest_interaction_is_the_one_that_shap_finds(seed):
    random = np.random.default_rng(seed)
    table = pd.DataFrame(random.normal(size=(400, 5)), columns=list("abcde"))
    values = random.normal(size=(400, 5)) * 0.3
    values[:, 0] += table["a"] * table.iloc[:, seed + 1]
    made = pd.DataFrame(values, columns=[f"shap_{name}" for name in table]).assign(base_value=0.0)
    found = strongest(explained(made, table), 0)
    assert found == table.columns[library().approximate_interactions(0, values, table)[0]]


def test_words_have_a_box_each_the_most_frequent_first():
    plot, (boxes,) = shown(column=NAMES[1])
    counts = TABLE[NAMES[1]].value_counts()
    assert set(plot.x.categories) == set(counts.index)
    assert counts[list(plot.x.categories)].is_monotonic_decreasing
    groups = PLAIN[f"shap_{NAMES[1]}"].groupby(TABLE[NAMES[1]].to_numpy())
    np.testing.assert_allclose(boxes.median, groups.median()[list(plot.x.categories)])
    np.testing.assert_allclose(boxes.q3, groups.quantile(0.75)[list(plot.x.categories)])


def test_categories_have_a_box_each_in_their_own_order():
    order = ["très cher", "basic", "plus"]
    column = pd.Categorical(TABLE[NAMES[1]], categories=["none", *order])
    plot, _ = shown(table=TABLE.assign(**{NAMES[1]: column}), column=NAMES[1])
    assert list(plot.x.categories) == order


def test_missing_words_have_a_box_and_missing_numbers_are_left_out():
    table = TABLE.assign(**{NAMES[1]: TABLE[NAMES[1]].mask(TABLE["age"] > 40)})
    assert "missing" in shown(table=table, column=NAMES[1])[0].x.categories
    plot, layers = shown(column=NAMES[2])
    missing = int(TABLE[NAMES[2]].isna().sum())
    assert f"{missing} without a value left out" in plot.subtitle
    assert sum(len(layer.x) for layer in layers) == 60 - missing


def test_dates_and_large_numbers_lie_along_an_axis():
    plot, _ = shown(column="since")
    assert (plot.x.scale, plot.x.zone) == ("time", "Europe/Berlin")
    assert shown(column="Anzahl")[1]


def test_a_column_that_is_called_auto_can_colour():
    table = TABLE.assign(auto=np.where(TABLE["age"] > 40, "old", "young"))
    assert shown(table=table, column="age")[0].legend == "auto"


def test_many_values_of_words_are_cut():
    table = TABLE.assign(**{NAMES[1]: [f"w{row}" for row in range(60)]})
    plot, _ = shown(table=table, column=NAMES[1])
    assert len(plot.x.categories) == 30
    assert "30 rarer values left out" in plot.subtitle


def test_of_many_rows_some_are_drawn():
    _, (points,) = shown(column="age", shade="", most_rows=10)
    assert len(points.x) == 10
    assert set(zip(points.x, points.y, strict=True)) <= set(zip(TABLE["age"], PLAIN["shap_age"], strict=True))


def test_a_class_can_be_chosen():
    plot, (points,) = shown(CLASSES, column="age", shade="", for_class="no")
    assert len(points.x) == (CLASSES["explained_class"] == "no").sum()
    assert plot.y.label == "effect towards no (SHAP value)"


@pytest.mark.parametrize(
    ("settings", "table", "message"),
    [
        ({"column": "id"}, TABLE, '"id" was not explained'),
        ({"column": "agee"}, TABLE, 'did you mean "age"'),
        ({"column": "age", "shade": "wrong"}, TABLE, 'there is no column "wrong"'),
        ({"column": "age"}, TABLE.assign(age=np.nan), 'no row has a value in "age"'),
    ],
)
def test_columns_that_cannot_be_shown_are_told_of(settings, table, message):
    with pytest.raises(DataError) as caught:
        shown(table=table, **settings)
    assert message in caught.value.message


def test_what_is_wrong_is_told_before_a_run():
    specs = {"explanation": TableSpec.of(PLAIN), "table": TableSpec.of(TABLE)}
    assert ShapDependence().spec(specs) == {"view": None}
    with pytest.raises(DataError, match="was not explained"):
        ShapDependence.from_settings({"column": "id"}).spec(specs)
    with pytest.raises(DataError, match="there is no column"):
        ShapDependence.from_settings({"shade": "wrong"}).spec(specs)


EXAMPLES = [
    Example({}, {"explanation": PLAIN, "table": TABLE}),
    Example({"column": NAMES[1], "for_class": "no"}, {"explanation": CLASSES, "table": TABLE}),
    Example({"column": "age"}, {"explanation": PLAIN.head(1), "table": TABLE.head(1)}),
]
