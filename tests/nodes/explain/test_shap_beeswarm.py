"""ShapBeeswarm."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import Plot
from knode_nodes.explain._explained import shades
from knode_nodes.explain.shap_beeswarm import ShapBeeswarm, spread
from tests.nodes.explain.explained import NAMES, explanation, explanations

PLAIN, TABLE = explanation()
CLASSES, _ = explanation(classes=("yes", "no"))


def shown(*given, **settings):
    values, *table = given
    view = ShapBeeswarm(**settings).run(values, QuietContext(seed=3), *table)
    plot = Plot.read(view.content)
    return plot, [layer for layer in plot.layers if layer.kind == "points"]


def test_each_column_has_a_line_of_points_at_its_values():
    plot, lines = shown(PLAIN, TABLE)
    assert plot.y.categories == tuple(sorted(NAMES, key=lambda name: -PLAIN[f"shap_{name}"].abs().mean()))
    for place, (name, line) in enumerate(zip(plot.y.categories, lines, strict=True)):
        assert line.x == tuple(PLAIN[f"shap_{name}"])
        assert set(np.round(line.y)) == {place}
    assert plot.x.label == "effect on the prediction (SHAP value)"


def test_colours_tell_low_from_high_and_words_and_missing_values_are_grey():
    plot, lines = shown(PLAIN, TABLE)
    by_name = dict(zip(plot.y.categories, lines, strict=True))
    age = np.array(by_name["age"].shade)
    assert np.corrcoef(age, TABLE["age"])[0, 1] > 0.95
    assert (age.min(), age.max()) == (0.0, 1.0)
    assert set(by_name[NAMES[1]].shade) == {None}
    assert [one is None for one in by_name[NAMES[2]].shade] == TABLE[NAMES[2]].isna().tolist()
    assert set(by_name["member"].shade) == {0.0, 1.0}
    since = np.argsort(np.array(by_name["since"].shade), kind="stable")
    assert TABLE["since"].iloc[since].iloc[[0, -1]].is_monotonic_increasing


def test_a_column_of_one_value_is_neither_low_nor_high():
    assert shades(pd.DataFrame({"x": [2, 2, 2]}), "x").tolist() == [0.5] * 3
    assert np.isnan(shades(pd.DataFrame({"x": [np.nan, np.inf]}), "x")).all()
    assert shades(pd.DataFrame({"x": [0.0] * 40 + [7.0]}), "x")[-1] == 1.0


def test_without_the_explained_table_points_have_no_shades():
    plot, lines = shown(PLAIN)
    assert "link the explained table too" in plot.subtitle
    assert {line.shade for line in lines} == {None}
    assert {line.tone for line in lines} == {"muted"}


def test_the_rest_of_the_columns_is_added_up():
    plot, lines = shown(PLAIN, TABLE, most_columns=2)
    assert plot.y.categories[-1] == "4 other columns"
    rest = [f"shap_{name}" for name in NAMES if name not in plot.y.categories]
    np.testing.assert_allclose(lines[-1].x, PLAIN[rest].sum(axis=1))


def test_of_many_rows_some_are_drawn_with_their_own_colours():
    plot, lines = shown(PLAIN, TABLE, most_rows=10)
    assert plot.subtitle == "10 of 60 rows"
    name = plot.y.categories[0]
    every = dict(zip(PLAIN[f"shap_{name}"], shades(TABLE, name), strict=True))
    assert dict(zip(lines[0].x, lines[0].shade, strict=True)).items() <= every.items()


def test_rows_in_another_order_are_matched_by_their_index():
    turned = TABLE.iloc[::-1]
    assert shown(PLAIN, turned)[1] == shown(PLAIN, TABLE)[1]
    with pytest.raises(DataError, match="are not the 60 rows that were explained"):
        shown(PLAIN, TABLE.reset_index(drop=True))
    with pytest.raises(DataError, match='no column "age", which was explained'):
        shown(PLAIN, TABLE.drop(columns="age"))


def test_a_class_can_be_chosen():
    plot, lines = shown(CLASSES, for_class="yes")
    assert len(lines[0].x) == (CLASSES["explained_class"] == "yes").sum()
    assert plot.x.label == "effect towards yes (SHAP value)"
    assert "the class that is predicted" in shown(CLASSES)[0].subtitle


@settings(max_examples=30, deadline=None)
@given(explanations())
def test_points_of_about_the_same_value_do_not_lie_on_each_other(made):
    for name in made.filter(like="shap_"):
        values = made[name].to_numpy()
        apart = spread(values, np.random.default_rng(0))
        assert np.abs(apart).max() <= 0.4
        assert len(set(zip(values.tolist(), apart.tolist(), strict=True))) == len(values)
    ShapBeeswarm().run(made, QuietContext())


def test_what_is_wrong_is_told_before_a_run():
    with pytest.raises(DataError, match="is no table of SHAP Explainer"):
        ShapBeeswarm().spec({"explanation": TableSpec.of(TABLE)})
    with pytest.raises(DataError, match='no column "age"'):
        ShapBeeswarm().spec({"explanation": TableSpec.of(PLAIN), "table": TableSpec.of(TABLE.drop(columns="age"))})


EXAMPLES = [
    Example({}, {"explanation": PLAIN, "table": TABLE}),
    Example({"most_rows": 10, "for_class": "no"}, {"explanation": CLASSES}),
    Example({}, {"explanation": PLAIN.head(1), "table": TABLE.head(1)}),
]
