"""Learners of tables whose columns have roles, or dtypes that come from elsewhere."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.linear_model import LinearRegression

from knode import Workflow
from knode.api import DataError, TableSpec, file_spec
from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from knode.deploy.bundle import read_bundle
from knode.engine.inline import run_captured
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.prep.set_roles import SetRoles
from tests.nodes.learn.conftest import NotingContext
from tests.nodes.learn.validating import found, held, learner, run
from tests.trained import customers

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
    message = "no column is chosen: set the column's name in the node's settings, or give one the role target"
    with pytest.raises(DataError, match=message):
        model_of("DecisionTreeLearner", TABLE)
    with pytest.raises(DataError, match=message):
        REGISTRY.get("learn.DecisionTreeLearner")().spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize(("name", "column"), [("DecisionTreeLearner", "old"), ("LinearRegressionLearner", "price")])
def test_a_target_that_is_the_same_in_all_rows_that_count_is_told_so(name, column):
    same = TABLE[column] == TABLE[column].iloc[0]
    with pytest.raises(DataError, match="in every row that counts"):
        model_of(name, ROLES.run(TABLE.assign(w=same * 2)), target=column)


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
    settings = {"target": "price", **({} if name == "LinearRegressionLearner" else {"task": "regression"})}
    told = REGISTRY.get(f"learn.{name}").from_settings(settings).spec({"table": TableSpec.of(exact)})
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


# ---- the role weight

COUNTS = np.random.default_rng(3).integers(0, 4, ROWS)
WEIGHED = TABLE.assign(w=COUNTS)
SEEDED = {"seed": 0}
WEIGHERS = {
    "DecisionTreeLearner": SEEDED,
    "HistGradientBoostingLearner": {**SEEDED, "iterations": 5, "min_leaf": 3},
    "LogisticRegressionLearner": {},
    "NaiveBayesLearner": {},
    "NeuralNetworkLearner": {**SEEDED, "layers": [3], "max_iterations": 20},
    "RandomForestLearner": {**SEEDED, "trees": 3},
    "ScikitLearnEstimator": {**SEEDED, "estimator": "ExtraTreesClassifier", "parameters": {"n_estimators": 3}},
    "SupportVectorMachineLearner": {"probabilities": False},
    "LinearRegressionLearner": {"target": "price"},
    "RegularizedRegressionLearner": {"target": "price", "alpha": 0.1},
}
GROUPERS = {
    "KMeansLearner": SEEDED,
    "DbscanLearner": {"reach": 0.7, "min_rows": 8},
    "IsolationForestLearner": {**SEEDED, "trees": 5},
}
UNWEIGHTED = {
    "NearestNeighborsLearner": {},
    "GaussianMixtureLearner": SEEDED,
    "HierarchicalClusteringLearner": {},
    "ScikitLearnEstimator": {"estimator": "KNeighborsClassifier"},
    "ScikitLearnEstimator ": {"estimator": "PCA"},
    "ScikitLearnEstimator  ": {"estimator": "MeanShift"},
}


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize(("name", "settings"), (WEIGHERS | GROUPERS).items())
def test_rows_count_by_the_column_whose_role_is_weight(name, settings):
    def answers(table, **more):
        return model_of(name, table, **{**settings, **more}).apply(table).iloc[:, table.shape[1] :]

    table = ROLES.run(WEIGHED)
    by_role = answers(table)
    pd.testing.assert_frame_equal(by_role, answers(table, weight="w"))
    assert not by_role.equals(answers(ROLES.run(WEIGHED.assign(w=1))))


@pytest.mark.parametrize(("name", "settings"), UNWEIGHTED.items())
def test_who_takes_no_weights_says_so_and_learns_nothing_from_them(name, settings):
    context = NotingContext()
    node = REGISTRY.get(f"learn.{name.strip()}").from_settings(settings)
    made = node.run(table=ROLES.run(WEIGHED), context=context)
    model = made if hasattr(made, "estimator") else made.model
    assert "w" not in model.inputs.names
    assert (
        '"w" has the role weight, but this algorithm takes no weights: it learns from all rows alike.'
        in context.warnings
    )
    # What no algorithm could weigh by is no fault where none does, nor are two weights.
    twice = ROLES.run(WEIGHED)
    twice.attrs = {"roles": {**twice.attrs["roles"], "age": "weight"}}
    node.run(table=twice, context=context)
    node.run(table=ROLES.run(WEIGHED.assign(w="much")), context=context)
    assert node.spec({"table": TableSpec.of(ROLES.run(WEIGHED.assign(w="much")))})


def test_weights_by_role_are_those_of_scikit_learn():
    table = ROLES.run(WEIGHED)
    model = model_of("LinearRegressionLearner", table, target="price", features=["size", "age"])
    expected = LinearRegression().fit(table[["size", "age"]], table["price"], COUNTS)
    np.testing.assert_allclose(model.apply(table)["prediction"], expected.predict(table[["size", "age"]]))
    assert model.facts["weight"] == "w"


def test_the_setting_goes_before_the_role_of_a_weight():
    table = ROLES.run(WEIGHED.assign(mine=1.0))
    assert model_of("DecisionTreeLearner", table, weight="mine").facts["weight"] == "mine"
    assert model_of("DecisionTreeLearner", table, weight="mine").inputs.names == ["size", "age", "price"]
    named = model_of("LinearRegressionLearner", table, target="price", features=["w", "size"])
    assert (named.inputs.names, "weight" in named.facts) == (["w", "size"], False)
    chosen = model_of("LinearRegressionLearner", table, target="w", features=["size"])
    assert (chosen.target, "weight" in chosen.facts) == ("w", False)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("much", 'the weight "w" is a text column: choose a column of numbers, 0 or greater, or take the role weight'),
        (pd.Timestamp("2024-01-01"), 'the weight "w" is a date and time column'),
        ([1.0] * 59 + [-2.0], 'the weight "w" is -2 in row 59'),
        ([1.0] * 59 + [np.nan], 'the weight "w" is missing in row 59'),
        ([1.0] * 59 + [np.inf], 'the weight "w" is inf in row 59'),
        (0.0, 'the weight "w" is 0 in every row'),
        (1e308, 'the weight "w" adds up to more than any number: divide the column by a constant'),
        (1e300, "too large to calculate with"),
        (1e-320, "too small to calculate with: multiply the column by a constant"),
        (1j, 'the weight "w" is a'),
    ],
)
@pytest.mark.parametrize("name", ["LogisticRegressionLearner", "KMeansLearner"])
def test_weights_by_role_that_cannot_be_are_refused(name, weights, message):
    with pytest.raises(DataError, match=message) as caught:
        model_of(name, ROLES.run(TABLE.assign(w=weights)))
    assert caught.value.facts["column"] == "w"


@pytest.mark.parametrize("role", ["target", "weight"])
def test_two_columns_of_a_role_that_one_alone_can_have_are_told_apart_by_the_setting(role):
    table = TABLE.copy()
    table.attrs = {"roles": {"old": "target", "w": "weight"} | {"price": role}}
    with pytest.raises(DataError, match=f"both have the role {role}: choose one of them in the setting {role}"):
        model_of("RandomForestLearner", table, trees=3)
    told = REGISTRY.get("learn.DecisionTreeLearner")()
    with pytest.raises(DataError, match=f"both have the role {role}"):
        told.spec({"table": TableSpec.of(table)})
    model_of("RandomForestLearner", table, trees=3, **{role: {"target": "old", "weight": "w"}[role]})


def test_early_stopping_names_a_target_that_was_taken_by_its_role():
    table = ROLES.run(TABLE.assign(old=["rare", *["a", "b"] * 29, "a"]))
    with pytest.raises(DataError, match='"rare" is the target of one row only') as caught:
        model_of("HistGradientBoostingLearner", table, early_stopping=True)
    assert caught.value.facts["column"] == "old"


def test_folds_are_learnt_and_measured_by_the_weight_that_a_role_tells():
    table = ROLES.run(WEIGHED)
    scores = [
        found(run(held(learner("DecisionTreeLearner", **settings)), rows), "scores").drop(columns="seconds")
        for rows, settings in (
            (table, {}),
            (WEIGHED, {"target": "old", "weight": "w", "features": ["size", "age", "price"]}),
            (ROLES.run(TABLE), {}),
        )
    ]
    pd.testing.assert_frame_equal(scores[0], scores[1])
    assert not scores[0].equals(scores[2])


@pytest.mark.parametrize("roles_inside", [False, True])
def test_a_captured_model_asks_production_for_no_weight(tmp_path, roles_inside):
    rows = customers().assign(counts=np.random.default_rng(1).integers(0, 9, 400))
    rows.to_csv(tmp_path / "customers.csv", index=False)
    w = Workflow("customers")
    data = w.add("io.CsvReader", id="data", path=str(tmp_path / "customers.csv"))
    given = {"left": "target", "since": "ignore", "counts": "weight"}
    roles = w.add("prep.SetRoles", roles=[{"columns": [name], "role": role} for name, role in given.items()])
    parts = w.add("prep.Partition", id="parts", fraction=0.6, seed=1)
    predict = w.add("learn.ApplyModel", id="predict")
    end = w.add("deploy.CaptureEnd", id="end")
    start = w.add("deploy.CaptureStart", id="start")
    if roles_inside:
        data >> start
        start.rows >> roles
        parts.test >> predict.table
    else:
        data >> roles
        parts.test >> start
        start.rows >> predict.table
    roles >> parts
    (parts.train >> w.add("learn.DecisionTreeLearner", id="learn")) >> predict.model
    predict >> end.predictions
    end.workflow >> w.add("deploy.BundleWriter", path=str(tmp_path / "model.knodez"))
    w.run().raise_if_failed()
    captured = read_bundle(tmp_path / "model.knodez").captured
    new = customers(seed=8).drop(columns=["left", "since"])
    (made,) = run_captured(captured, {next(iter(captured.workflow.ends("input"))): new}).values()
    assert made["prediction"].isin(["yes", "no"]).all()
    assert TableSpec.of(made).predictions["prediction"] == "left"
    (told,) = file_spec(tmp_path / "model.knodez").outputs.values()
    assert (told.table["prediction"].role, told.table["prediction"].predicts) == ("prediction", "left")
