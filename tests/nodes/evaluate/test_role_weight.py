"""Nodes that measure count rows by the column whose role is weight, as learners do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec, View
from knode.core.registry import REGISTRY
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from tests.nodes.learn.conftest import NotingContext

ROWS = 80
RANDOM = np.random.default_rng(2)
SIZE, NOISE = RANDOM.normal(size=(2, ROWS))
PLAIN = pd.DataFrame({"size": SIZE, "old": SIZE + NOISE > 0, "price": SIZE * 3 + NOISE})
WEIGHED = PLAIN.assign(w=RANDOM.integers(0, 4, ROWS))
SAID = 'Rows count by "w", whose role is weight.'
SETTINGS: dict[str, dict[str, Any]] = {
    "evaluate.CalibrationCurve": {},
    "evaluate.ConfusionMatrix": {},
    "evaluate.LiftAndGain": {},
    "evaluate.PrecisionRecallCurve": {"resamples": 20},
    "evaluate.RegressionScorer": {},
    "evaluate.RocCurve": {"resamples": 20},
    "evaluate.Scorer": {},
    "evaluate.ThresholdTuner": {"cost_false_negative": 3.0},
    "explain.PermutationImportance": {"repeats": 2},
    "learn.CompareModels": {"samples": 20},
    "learn.CompareModels of tables": {"samples": 20},
}


def with_roles(table: pd.DataFrame, **more: str) -> pd.DataFrame:
    made = table.copy()
    made.attrs = {"roles": {"w": "weight"} | more}
    return made


def inputs(name: str, table: pd.DataFrame) -> dict[str, Any]:
    """What a node takes to measure a model that learnt from all rows alike."""
    learner, target = (LinearRegressionLearner, "price") if "Regression" in name else (LogisticRegressionLearner, "old")
    model = learner.from_settings({"target": target, "features": ["size"]}).run(PLAIN, NotingContext())
    if name == "learn.CompareModels":
        return {"models": [model, model], "table": table}
    if name.startswith("explain"):
        return {"model": model, "table": table}
    judged = ApplyModel().run(model, table, NotingContext())
    return {"predictions": [judged, judged]} if name.startswith("learn") else {"table": judged}


def node_of(name: str, **settings: Any) -> Any:
    return REGISTRY.get(name.split()[0]).from_settings({**SETTINGS[name], **settings})


def measured(name: str, table: pd.DataFrame, **settings: Any) -> tuple[list[Any], list[str]]:
    """All that a node gives but models, as plain values, and what it says."""
    context = NotingContext()
    found = node_of(name, **settings).run(**inputs(name, table), context=context)
    kept = [one for one in found if isinstance(one, (pd.DataFrame, View, dict))]
    plain = [
        one.content if isinstance(one, View) else one.to_dict() if isinstance(one, pd.DataFrame) else one
        for one in kept
    ]
    return [repr(one) for one in plain], context.infos


@pytest.mark.parametrize("name", SETTINGS)
def test_rows_count_by_the_column_whose_role_is_weight(name):
    by_role, said = measured(name, with_roles(WEIGHED))
    by_name, silent = measured(name, WEIGHED, weight="w")
    alike, _ = measured(name, WEIGHED)
    assert by_role == by_name != alike
    assert said.count(SAID) == 1
    assert SAID not in silent


@pytest.mark.parametrize("name", SETTINGS)
def test_the_setting_goes_before_the_role_of_a_weight(name):
    ones, said = measured(name, with_roles(WEIGHED.assign(one=1)), weight="one")
    assert ones == measured(name, WEIGHED.assign(one=1), weight="one")[0]
    assert SAID not in said


@pytest.mark.parametrize("name", SETTINGS)
def test_two_columns_whose_role_is_weight_are_told_before_the_run(name):
    given = inputs(name, with_roles(WEIGHED.assign(more=1), more="weight"))
    told = {
        port: [TableSpec.of(one) if isinstance(one, pd.DataFrame) else one.spec for one in value]
        if isinstance(value, list)
        else TableSpec.of(value)
        if isinstance(value, pd.DataFrame)
        else value.spec
        for port, value in given.items()
    }
    message = '"w" and "more" both have the role weight: choose one of them in the setting weight'
    with pytest.raises(DataError, match=message) as caught:
        node_of(name).spec(told)
    assert caught.value.facts["port"] in given
    with pytest.raises(DataError, match=message):
        node_of(name).run(**given, context=NotingContext())


@pytest.mark.parametrize("name", SETTINGS)
def test_a_weight_by_role_that_cannot_be_is_refused(name):
    with pytest.raises(DataError, match=r'the weight "w" is a text column: .* or take the role weight from it'):
        measured(name, with_roles(WEIGHED.assign(w="much")))


def test_what_is_judged_is_no_weight_by_its_role():
    table = ApplyModel().run(inputs("learn.CompareModels", PLAIN)["models"][0], PLAIN, NotingContext())
    for column in ("old", "prediction"):
        table.attrs = {**table.attrs, "roles": {**table.attrs["roles"], column: "weight"}}
        context = NotingContext()
        node_of("evaluate.Scorer").run(table, context)
        assert not any("weight" in text for text in context.infos)


@pytest.mark.parametrize("name", ["ErrorsBySegment", "Residuals", "ClusterScorer"])
def test_who_takes_no_weights_says_so(name):
    table = inputs("evaluate.RegressionScorer", WEIGHED)["table"].assign(cluster=["a", "b"] * 40)
    node = REGISTRY.get(f"evaluate.{name}")()
    context, silent = NotingContext(), NotingContext()
    node.run(table, silent)
    table.attrs = {**table.attrs, "roles": {**table.attrs["roles"], "w": "weight"}}
    node.run(table, context)
    said = '"w" has the role weight, but this node takes no weights: all rows count alike.'
    assert said in context.warnings
    assert said not in silent.warnings
