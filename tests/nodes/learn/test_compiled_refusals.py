"""What models on arrays refuse, and which models have no step."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    AdaBoostRegressor,
    ExtraTreesRegressor,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.linear_model import ElasticNet, LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
from sklearn.tree import DecisionTreeRegressor

from knode.api import ColumnSpec, DataError, Model, QuietContext, TableNeeded, TableSpec, arrays_of
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal
from tests.nodes.learn.conftest import NotingContext

FEATURES = ["age", "city", "income", "plan"]
KINDS = {
    "logistic": (LogisticRegressionLearner, {"target": "left", "features": FEATURES}),
    "linear": (LinearRegressionLearner, {"target": "spent", "features": FEATURES}),
    "forest": (RandomForestLearner, {"target": "left", "features": FEATURES, "trees": 3}),
}
STRICT = {
    f"strict {name}": learner.from_settings({**chosen, "missing": "error"}) for name, (learner, chosen) in KINDS.items()
}
LEARNERS = {
    **{name: learner.from_settings(chosen) for name, (learner, chosen) in KINDS.items()},
    **STRICT,
    "boosting": HistGradientBoostingLearner.from_settings({"target": "left", "features": FEATURES, "iterations": 3}),
}
BAD = {
    "missing number": {"age": np.nan},
    "missing text": {"city": None},
    "missing category": {"plan": None},
    "endless": {"income": -np.inf},
    "two at once": {"plan": None, "income": np.inf},
    "text before number": {"city": None, "income": np.inf},
    "too large": {"income": 1e39},
    "too large before": {"income": 1e39, "age": -2e39},
    "overflow": {"income": 1.7e308, "age": 1.7e308},
}


@pytest.fixture
def table(customers):
    made = customers[FEATURES].astype({"age": "float64"})
    return made.head(10)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", LEARNERS)
def test_what_run_refuses_is_refused_with_the_same_words(name, bad, table, customers):
    model = LEARNERS[name].run(customers, NotingContext())
    step = compiled(model, table)
    for column, value in BAD[bad].items():
        table.iloc[3, table.columns.get_loc(column)] = value
    said = refusal(step, table)
    try:
        ApplyModel().run(model, table, QuietContext())
    except DataError as error:
        # What the step does not decide is decided by run.
        assert isinstance(said, TableNeeded) or (str(said), said.facts) == (str(error), error.facts)
        if "missing" in bad or "endless" in bad:
            assert isinstance(said, DataError)
            assert said.facts["row"] == 3
    else:
        # A sum too large for a number is left to run; a bad value that run takes would be a mistake.
        if said is None:
            assert_as_run(step, model, table)
        else:
            assert isinstance(said, TableNeeded)
            assert "linear" in name
            assert bad == "overflow"


@pytest.mark.parametrize("bad", ["missing number", "missing text", "missing category"])
@pytest.mark.parametrize("name", LEARNERS)
def test_missing_values_are_taken_as_the_learner_says(name, bad, table, customers):
    model = LEARNERS[name].run(customers, NotingContext())
    (column,) = BAD[bad]
    table.iloc[3, table.columns.get_loc(column)] = None
    # A tree takes a missing number as such, whatever is said of texts.
    refuses = name in STRICT and not (name == "strict forest" and bad == "missing number")
    said = refusal(compiled(model, table), table)
    assert (f'"{column}" is missing in row 3' in str(said)) if refuses else said is None


def test_numbers_beyond_single_precision_are_named(table, customers):
    step = compiled(LEARNERS["forest"].run(customers, NotingContext()), table)
    table.iloc[7, 2] = 1e39
    said = refusal(step, table)
    assert "1e+39" in str(said)
    assert said.facts["row"] == 7


def test_a_prediction_overwrites_no_column(table, customers):
    model = LEARNERS["logistic"].run(customers, NotingContext())
    step = compiled(model, table)
    more = table.assign(probability_yes=1.0)
    assert compiled(model, more) is None
    said = refusal(step, more)
    with pytest.raises(DataError) as caught:
        ApplyModel().run(model, more, QuietContext())
    assert (str(said), said.facts) == (str(caught.value), caught.value.facts)
    prefixed = ApplyModel(prefix="my_")
    assert_as_run(compiled(model, more, prefixed), model, more, prefixed)


def test_an_absent_column_is_left_to_the_node(table, customers):
    step = compiled(LEARNERS["logistic"].run(customers, NotingContext()), table)
    assert isinstance(refusal(step, table.drop(columns="age")), TableNeeded)


def test_tables_of_other_shapes_follow_each_other(table, customers):
    model = LEARNERS["logistic"].run(customers, NotingContext())
    step = compiled(model, table)
    for given in (table, table[FEATURES[::-1]], table.assign(more=1.0), table, table.assign(more="text", still=2)):
        assert_as_run(step, model, given)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("age", pd.array(["1"] * 10, dtype="str")),
        ("age", pd.date_range("2026-01-01", periods=10)),
        ("city", pd.Categorical([1, 2] * 5)),
        ("city", np.arange(10.0)),
        ("plan", pd.Categorical([1, 2] * 5)),
    ],
)
def test_columns_that_would_be_converted_are_left_to_the_node(column, values, table, customers):
    model = LEARNERS["logistic"].run(customers, NotingContext())
    assert compiled(model, table.assign(**{column: values})) is None


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("age", [True, False] * 5),
        ("age", pd.array([1, 2] * 5, dtype="Int64")),
        ("city", pd.Categorical(["Oslo", "Paris"] * 5)),
        ("plan", pd.array(["plus", "none"] * 5, dtype="str")),
    ],
)
def test_columns_that_hold_the_same_values_in_another_dtype_are_taken(column, values, table, customers):
    model = LEARNERS["logistic"].run(customers, NotingContext())
    given = table.assign(**{column: values})
    assert_as_run(compiled(model, given), model, given)


def test_linear_models_of_single_precision_are_left_to_the_node(customers):
    narrow = customers.astype({"age": "float32", "income": "float32"})
    chosen = {"features": ["age", "income"], "target": "spent"}
    model = LinearRegressionLearner.from_settings(chosen).run(narrow, NotingContext())
    assert compiled(model, narrow[["age", "income"]]) is None
    forest = RandomForestLearner.from_settings({**chosen, "trees": 3}).run(narrow, NotingContext())
    assert_as_run(compiled(forest, narrow[["age", "income"]]), forest, narrow[["age", "income"]])


def test_categories_that_are_no_texts_are_left_to_the_node(customers):
    table = customers.assign(band=pd.Categorical(customers["age"] // 20))
    for learner in (LogisticRegressionLearner, HistGradientBoostingLearner):
        model = learner.from_settings({"target": "left", "features": ["band", "age"]}).run(table, NotingContext())
        assert compiled(model, table[["band", "age"]]) is None


def test_classes_that_are_whole_numbers_in_a_category_stay_so(customers):
    table = customers.assign(band=pd.Categorical(customers["age"] // 20))
    model = RandomForestLearner.from_settings({"target": "left", "features": ["age"], "trees": 3})
    assert_as_run(*_with_model(model, table))
    banded = LogisticRegressionLearner.from_settings({"target": "left", "features": ["age", "income"]})
    assert_as_run(*_with_model(banded, table))


def _with_model(learner, table):
    model = learner.run(table, NotingContext())
    rows = table[model.inputs.names]
    return compiled(model, rows), model, rows


# ---- pipelines of other people


def regressor(estimator, table, names):
    estimator.fit(table[names], table["spent"])
    prediction = ColumnSpec(name="prediction", dtype="float64")
    inputs, outputs = TableSpec.of(table[names]), TableSpec(columns=(prediction,))
    return Model(kind="regressor", estimator=estimator, inputs=inputs, outputs=outputs, name="Own", target="spent")


def prepared(*parts, **settings):
    return ColumnTransformer(list(parts), **settings)


TEXTS, NUMBERS = ["city"], ["age", "income"]
ONE_HOT = ("texts", OneHotEncoder(handle_unknown="ignore"), TEXTS)
CODES = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan)
ENCODED = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
TAKEN = {
    "numbers first": (prepared(("numbers", StandardScaler(), NUMBERS), ONE_HOT), ElasticNet()),
    "robust": (prepared(("numbers", RobustScaler(), NUMBERS), ONE_HOT), LinearRegression()),
    "scaled trees": (prepared(("texts", ENCODED, TEXTS), ("n", StandardScaler(), NUMBERS)), DecisionTreeRegressor()),
    "extra trees": (prepared(("texts", ENCODED, TEXTS), ("n", StandardScaler(), NUMBERS)), ExtraTreesRegressor(5)),
    "codes compared": (
        prepared(("n", StandardScaler(with_mean=False, with_std=False), NUMBERS), ("texts", CODES, TEXTS)),
        HistGradientBoostingRegressor(max_iter=10),
    ),
    "codes grouped": (
        prepared(("n", StandardScaler(), NUMBERS), ("texts", CODES, TEXTS)),
        HistGradientBoostingRegressor(max_iter=10, categorical_features=[2]),
    ),
    "one-hot boosted": (
        prepared(("texts", ENCODED, TEXTS), ("n", StandardScaler(), NUMBERS)),
        HistGradientBoostingRegressor(max_iter=10),
    ),
}
LEFT_ALONE = {
    "unknown estimator": (
        prepared(("texts", ENCODED, TEXTS), ("n", StandardScaler(), NUMBERS)),
        AdaBoostRegressor(),
    ),
    "unknown part": (prepared(ONE_HOT, ("n", FunctionTransformer(), NUMBERS)), LinearRegression()),
    "dropped columns": (prepared(ONE_HOT), LinearRegression()),
    "dropped category": (
        prepared(("texts", OneHotEncoder(drop="first"), TEXTS), ("n", StandardScaler(), NUMBERS)),
        LinearRegression(),
    ),
    "grouped": (
        prepared(
            ("texts", OneHotEncoder(handle_unknown="ignore", max_categories=2), TEXTS), ("n", StandardScaler(), NUMBERS)
        ),
        LinearRegression(),
    ),
    "weighted": (
        prepared(ONE_HOT, ("n", StandardScaler(), NUMBERS), transformer_weights={"n": 2.0}),
        LinearRegression(),
    ),
    "codes weighed": (prepared(("texts", CODES, TEXTS), ("n", StandardScaler(), NUMBERS)), LinearRegression()),
    "two scales": (
        prepared(ONE_HOT, ("a", StandardScaler(), ["age"]), ("b", RobustScaler(), ["income"])),
        LinearRegression(),
    ),
    "two steps": (
        prepared(("texts", ENCODED, TEXTS), ("n", StandardScaler(), NUMBERS)),
        StandardScaler(),
        LinearRegression(),
    ),
    "another loss": (
        prepared(("texts", CODES, TEXTS), ("n", StandardScaler(), NUMBERS)),
        HistGradientBoostingRegressor(loss="poisson", max_iter=5),
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_pipelines_of_the_known_parts_are_taken(name, customers):
    table = customers[TEXTS + NUMBERS]
    model = regressor(make_pipeline(*TAKEN[name]), customers, TEXTS + NUMBERS)
    step = compiled(model, table)
    assert_as_run(step, model, table)
    strange = table.assign(city=["Paris", "Oslo", ""] * 40)
    assert_as_run(step, model, strange)


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_other_pipelines_are_left_to_the_node(name, customers):
    positive = customers.assign(spent=customers["spent"].abs() + 1)
    model = regressor(make_pipeline(*LEFT_ALONE[name]), positive, TEXTS + NUMBERS)
    assert compiled(model, customers[TEXTS + NUMBERS]) is None


def test_several_outputs_are_left_to_the_node(customers):
    for estimator in (LinearRegression(), RandomForestClassifier(3)):
        targets = customers[["visits", "member"]].astype(int)
        estimator.fit(customers[["income"]], targets)
        prediction = ColumnSpec(name="prediction", dtype="float64")
        inputs = TableSpec.of(customers[["income"]])
        outputs = TableSpec(columns=(prediction,))
        model = Model(kind="regressor", estimator=estimator, inputs=inputs, outputs=outputs, name="Own", target="age")
        assert compiled(model, customers[["income"]]) is None


def test_classes_that_no_float_holds_are_left_to_the_node(customers):
    big = customers.assign(left=np.where(customers["age"] > 40, 2**60, 5))
    model = LogisticRegressionLearner.from_settings({"target": "left", "features": ["age"]}).run(big, NotingContext())
    assert isinstance(model.estimator[-1], LogisticRegression)
    assert compiled(model, big[["age"]]) is None


def test_rows_that_hold_nothing_but_numbers_need_no_texts(customers):
    model = regressor(LinearRegression(), customers, NUMBERS)
    step = compiled(model, customers[NUMBERS])
    assert step(arrays_of(customers[NUMBERS])).names == ("age", "income", "prediction")
