"""What the SHAP views say that effects count."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.special import expit

from knode.core.check import QuietContext
from knode.core.plot import Plot
from knode.store import Store
from knode_nodes.explain._measure import Measure
from knode_nodes.explain.shap_bar import ShapBar
from knode_nodes.explain.shap_beeswarm import ShapBeeswarm
from knode_nodes.explain.shap_dependence import ShapDependence
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.explain.shap_waterfall import ShapWaterfall
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.isolation_forest_learner import IsolationForestLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from knode_nodes.learn.naive_bayes_learner import NaiveBayesLearner
from tests.nodes.explain.explained import explanation
from tests.nodes.explain.models import CITIES, FOREST, LINEAR, LOGISTIC, MACHINE, NUMBERS, TABLE, fitted
from tests.store.conftest import output

CONTEXT = QuietContext(seed=1)
SOME = TABLE.head(20)
BOOSTED = fitted(HistGradientBoostingLearner, "city", ["age", "income"], iterations=5)
MODELS = {
    "a linear model of classes": (LOGISTIC, "log-odds of yes"),
    "boosting of two classes": (fitted(HistGradientBoostingLearner, iterations=5), "log-odds of yes"),
    "boosting of more classes": (BOOSTED, "score of the predicted class"),
    "a forest": (FOREST, "probability of yes"),
    "a forest of more classes": (CITIES, "probability of the predicted class"),
    "a model that is asked": (fitted(NaiveBayesLearner, features=["age", "income"]), "probability of yes"),
    "a machine without probabilities": (MACHINE, "score of plus"),
    "a linear model of numbers": (LINEAR, "spent"),
    "boosting of numbers": (NUMBERS, "spent"),
    "outliers": (
        IsolationForestLearner.from_settings({"features": ["age", "income"], "trees": 9}).run(TABLE, CONTEXT).model,
        "outlier_score",
    ),
    "clusters": (
        KMeansLearner.from_settings({"clusters": 3, "features": ["age", "spent"]}).run(TABLE, CONTEXT).model,
        "probability of the predicted class",
    ),
}


def explained(model, table=SOME, **settings):
    return ShapExplainer(background=8, permutations=2, **settings).run(model, table, CONTEXT)


def drawn(made, table=SOME, **settings):
    """The plots of the four views."""
    views = {
        "bar": ShapBar(**settings).run(made).view,
        "beeswarm": ShapBeeswarm(**settings).run(made, CONTEXT, table),
        "dependence": ShapDependence(**settings).run(made, table, CONTEXT),
        "waterfall": ShapWaterfall().run(made, table).view,
    }
    return {name: Plot.read(view.content) for name, view in views.items()}


@pytest.mark.parametrize("name", MODELS)
def test_axes_name_what_a_model_gives_and_its_values_are_parts_of_that(name):
    model, measured = MODELS[name]
    made = explained(model).table
    plots = drawn(made)
    article = "" if measured in ("spent", "outlier_score") else "the "
    effect = f"effect on {article}{measured} (SHAP value)"
    assert plots["beeswarm"].x.label == plots["dependence"].y.label == effect
    assert plots["bar"].x.label == f"mean absolute {effect}"
    label = str(made["explained_class"].iloc[0]) if "explained_class" in made else ""
    own = measured.replace("the predicted class", label)
    assert plots["waterfall"].x.label == own
    assert plots["waterfall"].subtitle.startswith(f"row 0: {own} from ")
    total, answer = made.drop(columns="explained_class", errors="ignore").sum(axis=1), model.apply(SOME)
    scale = own.partition(" of ")[0]
    if scale == "log-odds":
        np.testing.assert_allclose(expit(total), answer[f"probability_{label}"])
        chance = float(plots["waterfall"].subtitle.partition("a probability of ")[2].removesuffix(" %"))
        assert chance == pytest.approx(100 * answer[f"probability_{label}"].iloc[0], rel=5e-3)
    elif scale == "probability" and name != "clusters":
        assert total.iloc[0] == pytest.approx(answer[f"probability_{label}"].iloc[0])
    elif scale in ("spent", "outlier_score"):
        np.testing.assert_allclose(total, answer["prediction" if scale == "spent" else scale])


def test_a_class_that_is_chosen_is_named():
    plots = drawn(explained(CITIES, for_class="Oslo").table)
    assert plots["beeswarm"].x.label == "effect on the probability of Oslo (SHAP value)"
    of_one = explained(CITIES).table
    label = of_one["explained_class"].iloc[0]
    assert Plot.read(ShapBar(for_class=label).run(of_one).view.content).x.label.endswith(
        f"on the probability of {label} (SHAP value)"
    )


def test_the_unit_of_the_target_is_told_where_the_table_has_it():
    priced = SOME.copy()
    priced.attrs = {"units": {"spent": "€"}}
    plots = drawn(explained(LINEAR, priced).table, priced)
    assert plots["beeswarm"].x.label == "effect on spent (SHAP value, in €)"
    assert plots["waterfall"].x.title == "spent (€)"
    assert plots["waterfall"].subtitle.endswith(" €")


def test_the_measure_is_kept_by_the_store_by_rows_that_are_chosen_and_where_the_model_is_applied(tmp_path):
    made = explained(FOREST)
    applied = ApplyModel().run(made.model, SOME, CONTEXT)
    with Store(tmp_path) as store:
        stored = store.load(output("table", store.dump("table", made.table)))
    for table in (made.table.head(3), applied, stored):
        assert Measure.of(table) == Measure("probability"), table.attrs
    assert json.dumps(applied.attrs)


@pytest.mark.parametrize("told", [None, {}, {"scale": "weight"}, "log-odds", {"target": "x"}])
def test_tables_that_do_not_say_it_are_shown_without(told):
    made, table = explanation(classes=("yes",))
    made.attrs = {} if told is None else {"explained": told}
    plots = drawn(made, table)
    assert plots["beeswarm"].x.label == "effect towards yes (SHAP value)"
    assert plots["bar"].x.label == "mean absolute effect towards yes (SHAP value)"
    assert plots["waterfall"].x.label == "model output: base value and SHAP values"


def test_long_names_are_cut_in_the_middle():
    name = Measure("log-odds").named("a class of which the name is much longer than the axis, no")
    assert len(name) < 55
    assert name.startswith("log-odds of a class of which")
    assert name.endswith("axis, no")
