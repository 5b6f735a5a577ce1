"""A model with the models that prepare its rows, as one: what it takes that training never had."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA

from knode.api import ColumnSpec, DataError, Model, QuietContext, TableSpec
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.prepared import with_preparation
from knode_nodes.prep.missing_values import MissingValues

STRICT = {"target": "left", "features": ["age", "city"], "missing": "error"}


@pytest.fixture
def gap(customers):
    made = customers.astype({"age": "float64"})
    made.iloc[5, made.columns.get_loc("age")] = np.nan
    return made


def test_what_fills_before_a_model_fills_what_training_never_missed(customers, gap, context):
    filler = MissingValues.from_settings({"columns": ["age"]}).run(customers).model
    learner = LogisticRegressionLearner.from_settings(STRICT).run(customers, context)
    with pytest.raises(DataError, match='"age" is missing in row 5'):
        ApplyModel().run(learner, gap, QuietContext())
    model = with_preparation(learner, [filler], {})
    # A filler keeps whole numbers whole.
    whole = gap.fillna({"age": filler.apply(gap)["age"].iloc[5]})
    pd.testing.assert_series_equal(
        ApplyModel().run(model, gap, QuietContext())["probability_yes"],
        ApplyModel().run(learner, whole, QuietContext())["probability_yes"],
    )
    with pytest.raises(DataError, match='"city" is missing in row 2'):
        ApplyModel().run(model, gap.assign(city=gap["city"].mask(np.arange(len(gap)) == 2)), QuietContext())


def test_a_preparation_that_takes_no_missing_value_says_which_it_is(customers, gap, context):
    axes = ["first", "second"]
    turned = Model(
        kind="transformer",
        estimator=PCA(2).fit(customers[["age", "income"]]),
        inputs=TableSpec.of(customers[["age", "income"]]),
        outputs=TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in axes)),
        name="Axes",
    )
    table = turned.apply(customers)
    learner = LogisticRegressionLearner.from_settings({"target": "left", "features": axes}).run(table, context)
    model = with_preparation(learner, [turned], {})
    assert ApplyModel().run(model, customers, QuietContext())["prediction"].notna().all()
    with pytest.raises(DataError, match='takes no missing values, and "age" is missing in row 5'):
        ApplyModel().run(model, gap, QuietContext())
