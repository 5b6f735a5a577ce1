"""A model with the models that prepare its rows, as one: what it takes that training never had."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA

from knode.api import ColumnSpec, DataError, Model, QuietContext, TableNeeded, TableSpec
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.prepared import with_preparation
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.missing_values import MissingValues
from knode_nodes.prep.one_hot_encoder import OneHotEncoder
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal

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


READS = ["age", "city", "income", "member"]


@pytest.mark.parametrize("target", ["left", "member", "spent"])
def test_on_arrays_it_gives_what_run_gives(target, customers, gap, context):
    table = gap[[name for name in READS if name != target]]
    filler = MissingValues.from_settings({"columns": ["age"]}).run(table).model
    filled = filler.apply(table)
    encoder = OneHotEncoder.from_settings({"columns": ["city"]}).run(filled).model
    learner = RandomForestLearner.from_settings({"target": target, "trees": 5})
    model = with_preparation(
        learner.run(encoder.apply(filled).assign(**{target: gap[target]}), context), [filler, encoder], {}
    )
    rows = table.assign(city=["Paris", "Oslo", "Rome", "Bern"] * 30, more=1.0)
    step = compiled(model, rows)
    for given in (rows, rows.head(1), rows.head(0), rows[rows.columns[::-1]]):
        assert_as_run(step, model, given)
    only = ApplyModel(probabilities=False, prefix="my_")
    assert_as_run(compiled(model, rows, only), model, rows, only)
    for bad in (
        {"income": np.inf},
        {"income": np.nan},
        {"city": pd.array([None] * 2, dtype="str")},
        {"prediction": 1.0},
    ):
        wrong = rows.head(2).assign(**bad)
        said = refusal(step, wrong)
        try:
            ApplyModel().run(model, wrong, QuietContext())
        except DataError as error:
            assert isinstance(said, TableNeeded) or (str(said), said.facts) == (str(error), error.facts)
        else:
            assert said is None


def test_what_one_of_them_does_not_do_on_arrays_is_left_to_the_node(customers, context):
    learner = LogisticRegressionLearner.from_settings({"target": "left", "features": ["age"]}).run(customers, context)
    other = Model(
        kind="transformer",
        estimator=PCA(1, whiten=True).fit(customers[["income", "visits"]]),
        inputs=TableSpec.of(customers[["income", "visits"]]),
        outputs=TableSpec(columns=(ColumnSpec(name="axis", dtype="float64"),)),
    )
    assert compiled(with_preparation(learner, [other], {}), customers) is None
