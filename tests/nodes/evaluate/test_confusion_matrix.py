"""Which classes are taken for which."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Match, Plot, rows_at
from knode_nodes.evaluate.confusion_matrix import ConfusionMatrix
from tests.nodes.evaluate.scored import three_classes, two_models
from tests.nodes.learn.conftest import NotingContext

GAPS = pd.DataFrame(
    {"is it 🍎?": ["yes", "no", None, "yes"], "prediction": ["yes", "yes", "no", None]}, index=[1, 1, 2, 3]
)
EXAMPLES = [
    Example({"target": "is it 🍎?"}, {"table": GAPS}),
    Example({"target": "left", "prediction": "forest_prediction", "weight": "weight"}, {"table": two_models(40)}),
    Example({"target": "truth", "share": "none"}, {"table": three_classes(30)}),
]


def shown(table, context=None, **settings):
    given = {"target": "left", "prediction": "forest_prediction", **settings}
    return ConfusionMatrix.from_settings(given).run(table, context or NotingContext())


pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abd")), min_size=1, max_size=30)


@given(rows=pairs)
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize(
    ("share", "normalize"), [("true", "true"), ("predicted", "pred"), ("all", "all"), ("none", None)]
)
def test_counts_and_shares_are_those_of_scikit_learn(share, normalize, rows):
    table = pd.DataFrame([("a", "b"), *rows], columns=["truth", "prediction"], dtype="str")
    made = shown(table, target="truth", prediction="prediction", share=share)
    labels = made.matrix["true class"].tolist()
    expected = reference.confusion_matrix(table["truth"], table["prediction"], labels=labels)
    np.testing.assert_array_equal(made.matrix.iloc[:, 1:], expected)
    (layer,) = Plot.read(made.view.content).layers
    with np.errstate(invalid="ignore"):
        shares = reference.confusion_matrix(table["truth"], table["prediction"], labels=labels, normalize=normalize)
    np.testing.assert_allclose(np.array(layer.values), shares)


def test_a_cell_stands_for_the_rows_that_it_counts():
    table = two_models()
    made = shown(table)
    plot = Plot.read(made.view.content)
    for row, true in enumerate(("no", "yes")):
        for column, predicted in enumerate(("no", "yes")):
            rows = rows_at(plot, column + 0.2, row - 0.2)
            assert rows.port == "table"
            assert rows.where == (
                Match(column="left", values=(true,)),
                Match(column="forest_prediction", values=(predicted,)),
            )
            counted = ((table["left"] == true) & (table["forest_prediction"] == predicted)).sum()
            assert made.matrix.iloc[row, column + 1] == counted
    assert rows_at(plot, 5, 5) is None


def test_a_cell_without_rows_leads_nowhere():
    plot = Plot.read(shown(two_models().assign(forest_prediction="no")).view.content)
    assert rows_at(plot, 1, 0) is None
    assert rows_at(plot, 0, 0) is not None


def test_each_row_has_its_outcome(context):
    table = two_models()
    made = shown(table, context).table
    assert made["outcome"].value_counts().to_dict() == {
        "true positive": ((table["left"] == "yes") & (table["forest_prediction"] == "yes")).sum(),
        "false positive": ((table["left"] == "no") & (table["forest_prediction"] == "yes")).sum(),
        "true negative": ((table["left"] == "no") & (table["forest_prediction"] == "no")).sum(),
        "false negative": ((table["left"] == "yes") & (table["forest_prediction"] == "no")).sum(),
    }
    other = shown(table, positive="no").table["outcome"]
    assert ((other == "true negative") == (made["outcome"] == "true positive")).all()
    pd.testing.assert_frame_equal(made.drop(columns="outcome"), table)


def test_of_more_classes_rows_are_right_or_wrong_and_those_with_gaps_neither(context):
    table = three_classes()
    outcome = shown(table, target="truth", prediction="prediction").table["outcome"]
    assert (outcome == "right").sum() == (table["truth"].astype(int) == table["prediction"]).sum()
    outcome = shown(GAPS, context, target="is it 🍎?", prediction="prediction").table["outcome"]
    assert outcome.isna().tolist() == [False, False, True, True]
    assert "2 of 4 rows were left out" in context.warnings[0]


def test_all_cells_are_written_with_one_number_of_decimals():
    table = pd.DataFrame({"left": ["a", "a", "b", "b"], "p": ["a", "b", "a", "b"], "w": [90.3, 86.0, 89.52, 1.0]})
    settings = {"target": "left", "prediction": "p"}
    for weight, told in (("w", ["90.30", "86.00", "89.52", "1.00"]), ("", ["1"] * 4)):
        view = ConfusionMatrix.from_settings({**settings, "weight": weight}).run(table, NotingContext()).view
        texts = Plot.read(view.content).layers[0].texts
        assert [text.split("\n")[0] for row in texts for text in row] == told


def test_weights_are_added_up():
    table = two_models()
    made = shown(table, weight="weight").matrix
    expected = reference.confusion_matrix(table["left"], table["forest_prediction"], sample_weight=table["weight"])
    np.testing.assert_allclose(made.iloc[:, 1:].to_numpy(dtype=float), expected)


def test_of_many_classes_the_view_shows_those_with_most_rows():
    truth = [number for number in range(100) for _ in range(number % 50 + 1)]
    made = shown(pd.DataFrame({"left": truth, "forest_prediction": truth}))
    plot = Plot.read(made.view.content)
    assert len(plot.x.categories) == 40
    assert {"49", "99"} <= set(plot.x.categories)
    assert "60 classes with fewer rows left out" in plot.subtitle
    assert made.matrix.shape == (100, 101)


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (two_models().assign(outcome=1), {}, "already has a column"),
        (two_models(), {"prediction": "forest_predictio"}, 'did you mean "forest_prediction"'),
        (two_models().head(0), {}, "nothing to score"),
        (two_models(), {"positive": "YES"}, 'did you mean "yes"'),
        (two_models().assign(left=1), {}, "they never match"),
        (two_models().assign(weight=np.nan), {"weight": "weight"}, "is missing in row 0"),
    ],
)
def test_what_cannot_be_counted_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        shown(table, **settings)


def test_the_canvas_tells_before_a_run():
    with pytest.raises(DataError, match="already has a column"):
        ConfusionMatrix.from_settings({"target": "left", "prediction": "forest_prediction"}).spec(
            {"table": TableSpec.of(two_models().assign(outcome=1))}
        )
