"""NeuralNetworkLearner."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

from knode.api import DataError
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.learn.neural_network_learner import NeuralNetworkLearner
from tests.nodes.learn.compiled import assert_as_run, compiled
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    quick = {"target": "left", "features": NUMBERS, "layers": [8, 4], "max_iterations": 30}
    return NeuralNetworkLearner.from_settings({**quick, **settings})


def test_classes_are_those_of_plain_scikit_learn(customers, context):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = MLPClassifier((8, 4), max_iter=30, random_state=7)
    with pytest.warns(UserWarning, match="Maximum iterations"):
        plain.fit(scaled, customers["left"])
    made = learner().run(customers, context).apply(customers)
    np.testing.assert_allclose(made[["probability_no", "probability_yes"]], plain.predict_proba(scaled))
    assert "raise max_iterations" in context.warnings[0]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_numbers_are_learnt_on_a_scale_and_predicted_in_their_own(customers, context):
    customers["spent"] = customers["spent"] * 1e6 + 1e9
    target = StandardScaler()
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = MLPRegressor(hidden_layer_sizes=(8, 4), solver="lbfgs", max_iter=200, random_state=7)
    plain.fit(scaled, target.fit_transform(customers[["spent"]])[:, 0])
    wanted = target.inverse_transform(plain.predict(scaled)[:, None])[:, 0]
    made = learner(target="spent", solver="lbfgs", max_iterations=200).run(customers, context).apply(customers)
    np.testing.assert_allclose(made["prediction"], wanted)
    assert np.corrcoef(made["prediction"], customers["spent"])[0, 1] > 0.9


@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic"])
@pytest.mark.parametrize("target", ["left", "city", "spent"])
def test_a_compiled_network_gives_what_run_gives(customers, context, activation, target):
    model = learner(target=target, features=[*NUMBERS, "plan"], activation=activation).run(customers, context)
    assert_as_run(compiled(model, customers[model.inputs.names]), model, customers[model.inputs.names])


def test_early_stopping_stops_and_needs_enough_rows_of_each_class(customers, context):
    model = learner(early_stopping=True, max_iterations=2000, patience=3).run(customers, context)
    assert model.facts["rounds"] < 2000
    customers.loc[customers.index[0], "left"] = "perhaps"
    with pytest.raises(DataError, match='"perhaps" is the target of one row only'):
        learner(early_stopping=True).run(customers, context)


@pytest.mark.parametrize("layers", [[0], [5, -1], ["many"]])
def test_layers_without_neurons_are_refused(layers):
    with pytest.raises(SettingError):
        learner(layers=layers)


EXAMPLES = [
    Example({"target": "left", "layers": [5], "max_iterations": 20}, {"table": gappy_customers()}),
    Example({"target": "spent", "layers": [], "max_iterations": 20}, {"table": new_customers()}),
    Example(
        {"target": "spent", "layers": [3, 3], "max_iterations": 20, "weight": "counts"}, {"table": gappy_customers()}
    ),
]
