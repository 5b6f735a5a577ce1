"""What the learners fit survives the file format of models, and holds only these types beyond skops' own."""

from __future__ import annotations

import pandas as pd
import pytest
import skops.io

from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.regularized_regression_learner import RegularizedRegressionLearner

TO_TRUST = {
    "numpy.dtype",
    "functools.partial",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
    "sklearn.utils.validation.check_array",
}
NODES = [
    LogisticRegressionLearner.from_settings({"target": "left"}),
    LogisticRegressionLearner.from_settings({"target": "left", "features": ["age"], "penalty": "l1"}),
    LogisticRegressionLearner.from_settings({"target": "member", "penalty": "none", "features": ["age", "city"]}),
    LogisticRegressionLearner.from_settings({"target": "visits", "standardize": False, "features": ["age"]}),
    LogisticRegressionLearner.from_settings({"target": "left", "max_categories": 2}),
    LinearRegressionLearner.from_settings({"target": "spent"}),
    RegularizedRegressionLearner.from_settings({"target": "spent", "alpha": 1.0}),
    RegularizedRegressionLearner.from_settings({"target": "spent", "penalty": "lasso", "features": ["age"]}),
    RandomForestLearner.from_settings({"target": "left", "trees": 5}),
    RandomForestLearner.from_settings({"target": "spent", "trees": 5}),
    RandomForestLearner.from_settings({"target": "plan", "trees": 5, "features": ["age"]}),
    HistGradientBoostingLearner.from_settings({"target": "left", "iterations": 5}),
    HistGradientBoostingLearner.from_settings({"target": "spent", "iterations": 5}),
    HistGradientBoostingLearner.from_settings({"target": "plan", "iterations": 5, "features": ["age"]}),
]


@pytest.mark.parametrize("node", NODES)
def test_a_saved_model_predicts_the_same(customers, context, node):
    model = node.run(customers, context)
    saved = skops.io.dumps(model.estimator)
    untrusted = set(skops.io.get_untrusted_types(data=saved))
    assert untrusted <= TO_TRUST
    loaded = skops.io.loads(saved, trusted=sorted(untrusted))
    read = customers[model.inputs.names]
    assert list(loaded.predict(read)) == list(model.estimator.predict(read))
    if model.kind == "classifier":
        columns = [f"probability_{label}" for label in model.classes]
        pd.testing.assert_frame_equal(
            pd.DataFrame(loaded.predict_proba(read), columns=columns, index=read.index), model.apply(customers)[columns]
        )
