"""SupportVectorMachineLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.learn import support_vector_machine_learner
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return SupportVectorMachineLearner.from_settings({"target": "left", "features": NUMBERS, **settings})


@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly", "sigmoid"])
def test_labels_without_probabilities_are_those_of_plain_scikit_learn(customers, context, kernel):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = SVC(kernel=kernel, C=2.0).fit(scaled, customers["left"])
    model = learner(kernel=kernel, C=2.0, probabilities=False).run(customers, context)
    made = model.apply(customers)
    assert list(made["prediction"]) == list(plain.predict(scaled))
    assert made.columns[-1] == "prediction"
    assert model.facts["support_vectors"] == len(plain.support_)


def test_probabilities_are_learnt_from_folds(customers, context):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    plain = CalibratedClassifierCV(SVC(), cv=folds, ensemble=False).fit(scaled, customers["left"])
    made = learner().run(customers, context).apply(customers)
    np.testing.assert_allclose(made[["probability_no", "probability_yes"]], plain.predict_proba(scaled))


def test_numbers_are_learnt_on_a_scale(customers, context):
    customers["spent"] *= 1000
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    mean, deviation = customers["spent"].mean(), customers["spent"].std(ddof=0)
    plain = SVR(epsilon=0.2).fit(scaled, (customers["spent"] - mean) / deviation)
    made = learner(target="spent", epsilon=0.2).run(customers, context).apply(customers)
    np.testing.assert_allclose(made["prediction"], plain.predict(scaled) * deviation + mean)


def test_a_class_of_one_row_has_no_probability(customers, context):
    customers.loc[customers.index[0], "left"] = "perhaps"
    with pytest.raises(DataError, match='"perhaps" is the target of one row only, so its probability cannot'):
        learner().run(customers, context)
    assert len(learner(probabilities=False).run(customers, context).classes) == 3


def test_the_spec_has_no_probabilities_where_the_model_has_none(customers, context):
    for target in ("member", "left"):
        node = learner(target=target, probabilities=False)
        spec, model = node.spec({"table": TableSpec.of(customers)})["model"], node.run(customers, context)
        assert spec.outputs == model.outputs
        table = ApplyModel().spec({"model": spec, "table": TableSpec.of(customers)})["table"]
        assert table.names == list(ApplyModel().run(model, customers, QuietContext()).columns)


def test_many_rows_are_told(context, monkeypatch):
    monkeypatch.setattr(support_vector_machine_learner, "MANY_ROWS", 100)
    learner(probabilities=False).run(new_customers(), context)
    assert "on 120 rows takes long" in context.warnings[0]


def test_balanced_classes_are_those_of_scikit_learn(customers, context):
    customers["left"] = np.where(customers["spent"] > customers["spent"].quantile(0.9), "yes", "no")
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = SVC(class_weight="balanced").fit(scaled, customers["left"])
    made = learner(class_weight="balanced", probabilities=False).run(customers, context).apply(customers)
    assert pd.Series(plain.predict(scaled)).tolist() == made["prediction"].tolist()


EXAMPLES = [
    Example({"target": "left"}, {"table": gappy_customers()}),
    Example({"target": "member", "probabilities": False, "weight": "counts"}, {"table": gappy_customers()}),
    Example({"target": "spent", "kernel": "linear"}, {"table": new_customers()}),
]


def test_more_classes_than_can_be_compared_are_refused_before_memory_ends(context):
    table = pd.DataFrame({"x": np.arange(603.0), "target": [f"kind {row % 201}" for row in range(603)]})
    with pytest.raises(DataError, match='"target" has 201 classes.*which would be 20,100.*take Random Forest'):
        SupportVectorMachineLearner(target="target").run(table, context)
