"""Models that change columns, on arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from knode.api import ColumnSpec, Model, TableNeeded, TableSpec
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.prep.missing_values import MissingValues
from knode_nodes.prep.normalizer import Normalizer
from knode_nodes.prep.one_hot_encoder import OneHotEncoder
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal

NUMBERS = ["age", "income"]


def changing(estimator, table, made, replaces):
    estimator.fit(table[NUMBERS])
    return Model(
        kind="transformer",
        estimator=estimator,
        inputs=TableSpec.of(table[NUMBERS]),
        outputs=TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in made)),
        name="Change",
        replaces=tuple(replaces),
    )


@pytest.mark.parametrize("method", ["z-score", "min-max", "robust", "max-abs"])
def test_numbers_are_brought_to_the_scale_that_was_learnt(method, customers):
    node = Normalizer(method=method, lowest=-2.0, highest=3.0)
    model = node.run(customers).model
    step = compiled(model, customers)
    for rows in (0, 1, 120):
        assert_as_run(step, model, customers.head(rows))
    gaps = customers.head(9).astype({"age": "float64"})
    gaps.loc[gaps.index[2], "age"] = np.nan
    assert_as_run(step, model, gaps)


@pytest.mark.parametrize("made", [["age", "income"], ["one", "two"], ["age", "two"], ["city", "two"]])
@pytest.mark.parametrize("replaces", [["age", "income"], [], ["income"], ["city"]])
def test_columns_go_away_are_exchanged_or_added_as_run_does(made, replaces, customers):
    model = changing(StandardScaler(with_std=False), customers, made, replaces)
    table = customers[["spent", "age", "city", "income", "left"]]
    if "city" in made and "city" not in replaces:
        assert compiled(model, table) is None
    else:
        assert_as_run(compiled(model, table), model, table)


def test_principal_components_are_those_that_were_learnt(customers):
    model = changing(PCA(2), customers, ["pc1", "pc2"], NUMBERS)
    step = compiled(model, customers)
    assert_as_run(step, model, customers)
    gaps = customers.astype({"age": "float64"})
    gaps.iloc[3, 0] = np.nan
    assert isinstance(refusal(step, gaps), TableNeeded)


def test_missing_numbers_are_filled_as_was_learnt(customers):
    gaps = customers.astype({"age": "float64"})
    gaps.iloc[3, 0] = np.nan
    model = changing(SimpleImputer(strategy="median"), gaps, NUMBERS, NUMBERS)
    assert_as_run(compiled(model, gaps), model, gaps)


def test_infinite_numbers_are_left_to_the_node(customers):
    model = changing(StandardScaler(), customers, NUMBERS, NUMBERS)
    table = customers.copy()
    table.iloc[1, table.columns.get_loc("income")] = np.inf
    assert isinstance(refusal(compiled(model, customers), table), TableNeeded)


@pytest.mark.parametrize("estimator", [SimpleImputer(add_indicator=True), MinMaxScaler(clip=True), PCA(2, whiten=True)])
def test_other_estimators_are_left_to_the_node(estimator, customers):
    assert compiled(changing(estimator, customers, ["one", "two"], NUMBERS), customers) is None


def test_numbers_of_single_precision_are_left_to_the_node(customers):
    narrow = customers.astype({"age": "float32", "income": "float32"})
    model = Normalizer().run(narrow[NUMBERS]).model
    assert compiled(model, narrow) is None
    assert compiled(model, customers) is None


def test_an_estimator_may_bring_a_step_of_its_own(customers):
    gaps = customers.drop(columns="plan").astype({"age": "float64"})
    gaps.loc[gaps.index[::7], ["age", "city"]] = None
    filling = MissingValues().run(gaps).model
    assert_as_run(compiled(filling, gaps), filling, gaps)
    encoding = OneHotEncoder().run(customers).model
    assert_as_run(compiled(encoding, customers), encoding, customers)


def test_an_input_that_is_no_model_is_left_to_the_node(customers):
    assert ApplyModel().compiled({}, TableSpec.of(customers)) is None
    assert ApplyModel().compiled({"model": pd.DataFrame()}, TableSpec.of(customers)) is None
