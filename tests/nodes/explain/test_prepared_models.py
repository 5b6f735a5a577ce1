"""Explaining models that prepare their rows themselves, in the columns that came in."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import QuietContext
from knode.store.model_file import read_model, write_model
from knode_nodes.explain._prepared_rows import PreparedRows
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.prepared import with_preparation
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.normalizer import Normalizer
from tests.nodes.explain.reference import shapley
from tests.nodes.learn.conftest import NotingContext, new_customers

TABLE = new_customers()
TABLE["city"] = TABLE["city"].mask(np.arange(len(TABLE)) % 7 == 0)
READ = ["age", "city", "plan", "member"]


def model_of(learner, target, **settings):
    """A learner behind a normalizer of one column; it reads the texts itself."""
    scales = Normalizer.from_settings({"columns": ["age"]}).run(TABLE).model
    given = {"target": target, "features": READ, "missing": "fill", **settings}
    return with_preparation(learner.from_settings(given).run(scales.apply(TABLE), NotingContext()), [scales], {})


LOGISTIC = model_of(LogisticRegressionLearner, "left")
NUMBERS = model_of(RandomForestLearner, "spent", trees=3)


@pytest.mark.parametrize(("model", "column"), [(LOGISTIC, "probability_yes"), (NUMBERS, "prediction")])
def test_values_are_those_of_the_definition_over_raw_columns(model, column):
    table = TABLE.head(8)
    rows, count = table.iloc[[1, 7]], len(model.inputs.names)
    made = ShapExplainer().run(model, table, QuietContext()).table.loc[rows.index]

    def worth(row):
        @functools.cache
        def of(known):
            mixed = table.copy()
            for player in known:
                name = model.inputs.names[player]
                value = rows[name].iloc[[row] * len(table)]
                mixed[name] = value.set_axis(table.index)
            return float(model.apply(mixed)[column].mean())

        return of

    for row in range(len(rows)):
        expected = shapley(worth(row), count)
        np.testing.assert_allclose(
            made.iloc[row][[f"shap_{name}" for name in model.inputs.names]].astype(float), expected, atol=1e-9
        )


def test_a_stored_explainer_gives_the_same(tmp_path):
    made = ShapExplainer.from_settings({"background": 10}).run(LOGISTIC, TABLE.head(4), QuietContext())
    with (tmp_path / "explainer").open("wb") as file:
        write_model(made.model, file)
    again = read_model(tmp_path / "explainer")
    pd.testing.assert_frame_equal(again.apply(TABLE.head(4)), made.table)


def test_rows_become_values_and_rows_again_in_their_dtypes():
    table = pd.DataFrame(
        {
            "whole": [2**60 + 1, 3, 5],
            "maybe": pd.array([2**60 + 1, None, 5], dtype="Int64"),
            "part": [0.5, np.nan, np.inf],
            "word 😀": pd.Series(["a", None, ""], dtype="str"),
            "plan": pd.Categorical(["b", None, "a"], categories=["b", "a", "never"], ordered=False),
            "flag": [True, False, True],
            "perhaps": pd.array([True, None, False], dtype="boolean"),
        }
    )
    rows = PreparedRows(TableSpec.of(table))
    values = rows.values(table)
    pd.testing.assert_frame_equal(rows.table(values), table)
    pd.testing.assert_frame_equal(rows.table(values[:0]), table.iloc[:0], check_index_type=False)
    gone = rows.table(np.full((1, 7), None, dtype=object))
    assert gone.isna().all(axis=None)
    assert str(gone["word 😀"].dtype) == "str"


def test_dates_are_refused_by_name():
    table = pd.DataFrame({"day": pd.to_datetime(["2024-01-01"])})
    with pytest.raises(DataError, match='"day" is a date and time column'):
        PreparedRows(TableSpec.of(table)).values(table)
