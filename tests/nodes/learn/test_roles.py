"""Learners of tables whose columns have roles, or dtypes that come from elsewhere."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.prep.set_roles import SetRoles

ROWS = 60
NOISE = np.random.default_rng(7).normal(size=(2, ROWS))
TABLE = pd.DataFrame(
    {
        "id": range(ROWS),
        "size": NOISE[0],
        "age": NOISE[1],
        "old": NOISE[0] + NOISE[1] > 0,
        "note": "x",
        "w": 1.0,
        "price": NOISE[0] * 3,
    }
)
ROLES = SetRoles.from_settings(
    {
        "roles": [
            {"columns": ["id"], "role": "id"},
            {"columns": ["old"], "role": "target"},
            {"columns": ["note"], "role": "ignore"},
            {"columns": ["w"], "role": "weight"},
        ]
    }
)


def learnt(name: str, table: pd.DataFrame, **settings: object):
    return REGISTRY.get(f"learn.{name}").from_settings(settings).run(table=table, context=QuietContext())


def model_of(name: str, table: pd.DataFrame, **settings: object):
    made = learnt(name, table, **settings)
    return made if hasattr(made, "estimator") else made.model


@pytest.mark.parametrize(
    "name", ["DecisionTreeLearner", "LogisticRegressionLearner", "NearestNeighborsLearner", "RandomForestLearner"]
)
def test_a_learner_without_a_target_predicts_the_column_whose_role_that_is(name):
    model = model_of(name, ROLES.run(TABLE))
    assert model.target == "old"
    assert model.inputs.names == ["size", "age", "price"]
    told = REGISTRY.get(f"learn.{name}")().spec({"table": TableSpec.of(ROLES.run(TABLE))})["model"]
    assert (told.target, told.inputs.names) == (model.target, model.inputs.names)


def test_what_is_wrong_with_a_target_is_told_with_its_name():
    table = ROLES.run(TABLE.assign(old=[f"class {row}" for row in range(ROWS)]))
    with pytest.raises(DataError, match='"class 0" is the target of one row only') as caught:
        model_of("SupportVectorMachineLearner", table)
    assert caught.value.facts["column"] == "old"


def test_settings_go_before_roles():
    model = model_of("LinearRegressionLearner", ROLES.run(TABLE), target="price", features=["id", "size"])
    assert (model.target, model.inputs.names) == ("price", ["id", "size"])
    model = model_of("LinearRegressionLearner", ROLES.run(TABLE), target="price")
    assert model.inputs.names == ["size", "age", "old"]


def test_without_a_role_a_target_has_to_be_chosen():
    with pytest.raises(DataError, match="no column is chosen"):
        model_of("DecisionTreeLearner", TABLE)


@pytest.mark.parametrize("name", ["KMeansLearner", "GaussianMixtureLearner", "IsolationForestLearner"])
def test_a_learner_of_groups_keeps_the_roles_and_compares_no_ids(name):
    table = ROLES.run(TABLE)
    made = learnt(name, table)
    assert made.table.attrs == table.attrs
    assert made.model.inputs.names == ["size", "age", "old", "price"]
    # A learner behind it knows what to predict.
    assert model_of("DecisionTreeLearner", made.table).target == "old"


@pytest.mark.parametrize("name", ["LinearRegressionLearner", "DecisionTreeLearner", "HistGradientBoostingLearner"])
def test_decimals_with_gaps_are_learnt_and_applied_as_numbers(name):
    plain = TABLE[["size", "age", "price"]].round(2)
    plain.loc[::7, "size"] = None
    exact = plain.assign(
        size=pd.Series(
            [None if pd.isna(value) else Decimal(str(value)) for value in plain["size"]],
            dtype=pd.ArrowDtype(pa.decimal128(10, 2)),
        )
    )
    models = [model_of(name, table, target="price") for table in (plain, exact)]
    expected = ApplyModel().run(model=models[0], table=plain, context=QuietContext())["prediction"]
    for model in models:
        for table in (plain, exact):
            found = ApplyModel().run(model=model, table=table, context=QuietContext())
            pd.testing.assert_series_equal(found["prediction"], expected)
            assert found["size"].dtype == table["size"].dtype
    told = REGISTRY.get(f"learn.{name}").from_settings({"target": "price"}).spec({"table": TableSpec.of(exact)})
    assert told["model"].inputs["size"].dtype == models[1].inputs["size"].dtype == "float64"


@pytest.mark.parametrize("name", ["KMeansLearner", "IsolationForestLearner"])
def test_rows_of_no_weight_are_grouped_alike_whatever_dtype_their_texts_have(name):
    table = TABLE[["size"]].assign(city=["a", None, "b"] * 20, w=[0.0, 0.0, 1.0, 1.0] * 15)
    first, *others = (
        learnt(name, table.assign(city=table["city"].astype(dtype)), weight="w").table.iloc[:, 3:]
        for dtype in ("str", "string", pd.ArrowDtype(pa.string()))
    )
    for other in others:
        pd.testing.assert_frame_equal(other, first)


def test_a_row_of_no_weight_with_a_number_too_large_is_told():
    table = TABLE[["size", "age"]].assign(w=[0.0, *[1.0] * (ROWS - 1)])
    table.loc[0, "size"] = np.inf
    with pytest.raises(DataError, match='"size" is inf in row 0'):
        learnt("KMeansLearner", table, weight="w")
