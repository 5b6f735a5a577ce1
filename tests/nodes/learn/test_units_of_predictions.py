"""What is predicted has the unit of its target, on the axes of what judges and explains a model too."""

from __future__ import annotations

import pytest

from knode.core.check import QuietContext
from knode.core.plot import Grid, Plot, read
from knode_nodes.evaluate.errors_by_segment import ErrorsBySegment
from knode_nodes.evaluate.learning_curve import LearningCurve
from knode_nodes.evaluate.residuals import Residuals
from knode_nodes.explain.partial_dependence import PartialDependence
from knode_nodes.explain.permutation_importance import PermutationImportance
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.validating import bikes, found, held, learner, run

UNITS = {"spent": "€", "age": "years"}
CUSTOMERS = new_customers()
CUSTOMERS.attrs = {"units": UNITS}
FEATURES = ["age", "city"]
REGRESSOR = LinearRegressionLearner.from_settings({"target": "spent", "features": FEATURES}).run(
    CUSTOMERS, NotingContext()
)
CLASSIFIER = LogisticRegressionLearner.from_settings({"target": "left", "features": FEATURES}).run(
    CUSTOMERS, NotingContext()
)
JUDGED = ApplyModel().run(REGRESSOR, CUSTOMERS, QuietContext())


def unit(axis):
    """The unit in brackets after an axis' label."""
    return axis.title.removeprefix(axis.label).strip(" ()")


def test_a_prediction_has_the_unit_of_its_target_and_a_probability_has_none():
    assert JUDGED.attrs["units"] == {**UNITS, "prediction": "€"}
    before = ApplyModel.from_settings({"prefix": "old "}).run(REGRESSOR, CUSTOMERS, QuietContext())
    assert before.attrs["units"] == {**UNITS, "old prediction": "€"}
    graded = CUSTOMERS.copy()
    graded.attrs = {"units": {"left": "times"}}
    made = ApplyModel().run(CLASSIFIER, graded, QuietContext())
    assert made.attrs["units"] == {"left": "times", "prediction": "times"}


def test_a_prediction_of_rows_that_tell_no_unit_has_none():
    new = CUSTOMERS[FEATURES]
    new.attrs = {"units": {"age": "years"}}
    assert ApplyModel().run(REGRESSOR, new, QuietContext()).attrs["units"] == {"age": "years"}
    assert ApplyModel().run(CLASSIFIER, CUSTOMERS, QuietContext()).attrs["units"] == UNITS


def test_a_prediction_out_of_fold_has_it_too():
    table = bikes()
    table.attrs = {"units": {"y": "m²"}}
    made = found(run(held(learner("LinearRegressionLearner", target="y", features=["a", "b"])), table), "table")
    assert made.attrs["units"] == {"y": "m²", "prediction": "m²"}


def test_residuals_have_it_on_their_axes():
    grid = read(Residuals().run(JUDGED, QuietContext()).view.content)
    assert isinstance(grid, Grid)
    (against, histogram), (spread, quantiles) = grid.rows
    axes = [against.x, against.y, histogram.x, spread.x, spread.y, quantiles.y]
    assert [unit(axis) for axis in axes] == ["€"] * 6
    assert unit(quantiles.x) == unit(histogram.y) == ""


@pytest.mark.parametrize(("measure", "wanted"), [("auto", "€"), ("root mean squared error", "€")])
def test_errors_by_segment_have_it(measure, wanted):
    made = ErrorsBySegment.from_settings({"columns": ["city"], "measure": measure}).run(JUDGED, QuietContext())
    assert unit(Plot.read(made.view.content).x) == wanted
    assert made.table.attrs["units"] == {**JUDGED.attrs["units"], "error": wanted}


def test_an_error_rate_has_none():
    classes = ApplyModel().run(CLASSIFIER, CUSTOMERS, QuietContext())
    made = ErrorsBySegment.from_settings({"columns": ["city"]}).run(classes, QuietContext())
    assert unit(Plot.read(made.view.content).x) == ""
    assert made.table.attrs["units"] == UNITS


@pytest.mark.parametrize(("metric", "wanted"), [("rmse", "€"), ("mae", "€"), ("r2", "")])
def test_learning_curves_and_importances_have_it_where_the_score_has(metric, wanted):
    curve = LearningCurve.from_settings({"points": 2, "folds": 2, "metric": metric})
    assert unit(Plot.read(curve.run(REGRESSOR, CUSTOMERS, NotingContext()).view.content).y) == wanted
    importance = PermutationImportance.from_settings({"score": metric, "repeats": 1})
    drawn = Plot.read(importance.run(REGRESSOR, CUSTOMERS, QuietContext()).view.content)
    assert unit(drawn.x) == wanted
    assert (" € with all columns" in drawn.subtitle) == bool(wanted)


def test_partial_dependence_has_it_along_with_those_of_its_columns():
    def drawn(model, **settings):
        node = PartialDependence.from_settings({"column": "age", **settings})
        return Plot.read(node.run(model, CUSTOMERS, QuietContext()).view.content)

    line = drawn(REGRESSOR)
    assert (unit(line.x), unit(line.y)) == ("years", "€")
    shades = drawn(REGRESSOR, other="city")
    assert unit(shades.x) == "years"
    assert shades.layers[0].label == "prediction (€)"
    assert unit(drawn(CLASSIFIER).y) == ""
