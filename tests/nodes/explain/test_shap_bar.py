"""ShapBar."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.explain.partial_dependence import PartialDependence
from knode_nodes.explain.shap_bar import ShapBar
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from tests.nodes.explain.explained import NAMES, explanation, explanations
from tests.nodes.explain.models import TABLE, fitted
from tests.nodes.learn.conftest import NotingContext

PLAIN, _ = explanation()
CLASSES, _ = explanation(classes=("yes", "no", "maybe"))


def test_the_importance_of_a_column_is_the_mean_of_its_absolute_values():
    table = ShapBar().run(PLAIN).table
    expected = PLAIN.filter(like="shap_").abs().mean().rename(lambda name: name.removeprefix("shap_"))
    expected = expected.sort_values(ascending=False)
    assert table["column"].tolist() == expected.index.tolist()
    np.testing.assert_allclose(table["importance"], expected)
    np.testing.assert_allclose(table["share"], expected / expected.sum())
    np.testing.assert_allclose(table["mean"], PLAIN[[f"shap_{name}" for name in expected.index]].mean())


def test_with_classes_there_is_a_row_for_each_class_and_column():
    table = ShapBar().run(CLASSES).table
    long = CLASSES.melt("explained_class", [f"shap_{name}" for name in NAMES], "column", "value")
    long["column"] = long["column"].str.removeprefix("shap_")
    expected = long.assign(value=long["value"].abs()).groupby(["explained_class", "column"])["value"].mean()
    found = table.set_index(["class", "column"])["importance"]
    pd.testing.assert_series_equal(found.sort_index(), expected, check_names=False, check_index_type=False)
    assert table.drop_duplicates("class").set_index("class")["rows"].to_dict() == dict(
        CLASSES["explained_class"].value_counts()
    )


@settings(max_examples=30, deadline=None)
@given(explanations())
def test_parts_of_a_bar_add_up_to_the_mean_of_all_rows(made):
    found = ShapBar(most_columns=4).run(made)
    bars = Plot.read(found.view.content).layers
    total = np.sum([bar.size for bar in bars], axis=0)
    sizes = np.sort(made.filter(like="shap_").abs().mean().to_numpy())[::-1]
    np.testing.assert_allclose(total, [*sizes[:4], *([sizes[4:].sum()] if len(sizes) > 4 else [])], rtol=1e-9)
    assert ShapBar().spec({"explanation": TableSpec.of(made)})["table"] == TableSpec.of(found.table)


def test_columns_without_a_bar_of_their_own_are_added_up():
    plot = Plot.read(ShapBar(most_columns=2).run(PLAIN).view.content)
    assert plot.y.categories[2] == "4 other columns"
    assert plot.y.backwards
    only = Plot.read(ShapBar(most_columns=5).run(PLAIN).view.content)
    assert only.y.categories[5] == "1 other column"


def test_a_class_can_be_chosen():
    found = ShapBar(for_class="no").run(CLASSES)
    own = CLASSES[CLASSES["explained_class"] == "no"]
    assert set(found.table["class"]) == {"no"}
    assert set(found.table["rows"]) == {len(own)}
    assert len(Plot.read(found.view.content).layers) == 1


def test_many_classes_share_the_last_colour():
    made, _ = explanation(300, classes=[f"class {number}" for number in range(12)])
    bars = Plot.read(ShapBar().run(made).view.content).layers
    assert [bar.name for bar in bars][-1] == "all others"
    assert len(bars) == 7
    np.testing.assert_allclose(
        np.sum([bar.size for bar in bars], axis=0), np.sort(made.filter(like="shap_").abs().mean())[::-1]
    )


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (PLAIN.drop(columns="base_value"), {}, "is no table of SHAP Explainer"),
        (PLAIN[["base_value"]], {}, "is no table of SHAP Explainer"),
        (PLAIN.assign(shap_age="x"), {}, '"shap_age" holds no numbers'),
        (PLAIN.iloc[:0], {}, "no rows in the explanation"),
        (PLAIN.assign(shap_age=np.inf), {}, "missing or infinite in row 0"),
        (CLASSES, {"for_class": "yess"}, 'the class "yess"; did you mean "yes"'),
        (PLAIN, {"for_class": "yes"}, "numbers are predicted"),
    ],
)
def test_what_is_no_explanation_is_refused(table, settings, message):
    with pytest.raises(DataError) as caught:
        ShapBar(**settings).run(table)
    assert message in caught.value.message


EXAMPLES = [
    Example({}, {"explanation": PLAIN}),
    Example({"most_columns": 2}, {"explanation": CLASSES}),
    Example({"for_class": "no"}, {"explanation": CLASSES}),
    Example({}, {"explanation": PLAIN.head(1)}),
]


@pytest.mark.parametrize(("target", "shown", "own"), [("member", "false", "False"), ("rooms", "1", "1.0")])
def test_a_class_is_called_as_tables_show_it_or_as_python_does(target, shown, own):
    table = TABLE.assign(rooms=1.0 + TABLE["member"])
    model = fitted(LogisticRegressionLearner, target, ["age", "income"], table)
    tables = [
        node.from_settings({**settings, "for_class": name}).run(model, table, NotingContext()).table
        for node, settings in ((ShapExplainer, {}), (PartialDependence, {"column": "age"}))
        for name in (shown, own)
    ]
    pd.testing.assert_frame_equal(*tables[:2])
    pd.testing.assert_frame_equal(*tables[2:])
    assert len(ShapBar.from_settings({"for_class": shown}).run(tables[0]).table) == 2
