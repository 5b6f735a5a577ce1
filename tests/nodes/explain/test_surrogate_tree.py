"""SurrogateTree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import read
from knode_nodes.explain.surrogate_tree import SurrogateTree
from knode_nodes.learn.apply_model import ApplyModel
from tests.nodes.explain.models import CITIES, FOREST, MACHINE, NUMBERS, SCALES, TABLE
from tests.nodes.learn.conftest import NotingContext


def run(model, table=TABLE, context=None, **chosen):
    return SurrogateTree.from_settings(chosen).run(model, table, context or QuietContext(seed=5))


@pytest.mark.parametrize("model", [FOREST, CITIES, NUMBERS, MACHINE], ids=lambda model: f"{model.name} {model.target}")
def test_fidelity_is_the_agreement_on_rows_that_were_held_out(model):
    found = run(model, held_out=0.3, seed=9)
    out = np.zeros(len(TABLE), dtype=bool)
    out[np.random.default_rng(9).permutation(len(TABLE))[:36]] = True
    told, tree = model.apply(TABLE)["prediction"], found.model.apply(TABLE)["prediction"]
    if model.kind == "classifier":
        expected = (told[out] == tree[out]).mean()
    else:
        expected = 1 - ((told - tree)[out] ** 2).sum() / ((told[out] - told[out].mean()) ** 2).sum()
    assert found.metrics["fidelity"] == pytest.approx(expected)
    assert (found.metrics["rows"], found.metrics["held_out"]) == (36, True)
    assert found.model.facts["rows"] == 84, "those held out were not learnt from"


def test_the_tree_learns_what_the_model_says_not_what_is_true():
    upside_down = TABLE.assign(left=np.where(TABLE["left"] == "yes", "no", "yes"), spent=-TABLE["spent"])
    assert run(FOREST, upside_down).rules.equals(run(FOREST).rules)
    assert run(FOREST, TABLE.drop(columns="left")).rules.equals(run(FOREST).rules), "the truth is not needed"


def test_deep_enough_it_says_the_same_as_the_model():
    found = run(NUMBERS, max_depth=30, min_leaf=1, held_out=0.0)
    assert found.metrics["held_out"] is False
    assert found.metrics["fidelity"] == pytest.approx(1.0)
    np.testing.assert_allclose(found.model.apply(TABLE)["prediction"], NUMBERS.apply(TABLE)["prediction"])


def test_a_number_that_is_too_large_for_the_model_is_told_with_its_row():
    table = TABLE.copy()
    table.iloc[5, table.columns.get_loc("income")] = 1e300
    with pytest.raises(DataError, match=r'"income" is 1e\+300 in row 5, and the model takes numbers up to'):
        run(FOREST, table)


def test_rules_are_as_many_and_as_long_as_wanted():
    found = run(CITIES, max_depth=3, max_leaves=4)
    assert len(found.rules) == found.metrics["leaves"] <= 4
    assert found.metrics["depth"] <= 3
    assert found.rules["rows"].sum() == found.model.facts["rows"]
    assert set(found.rules["prediction"]) <= set(CITIES.classes)
    assert read(found.view.content).title == "Surrogate of Random Forest"


def test_the_tree_is_a_model_of_the_same_kind_and_target():
    for model in (FOREST, NUMBERS, MACHINE):
        made = run(model).model
        assert (made.kind, made.target) == (model.kind, model.target)
        assert made.inputs.names == model.inputs.names
        applied = ApplyModel().run(made, TABLE, QuietContext())
        assert applied["prediction"].dtype == model.outputs["prediction"].pandas_dtype()


def test_what_it_found_is_told():
    context = NotingContext()
    found = run(FOREST, context=context)
    assert f"the same class for {found.metrics['fidelity']:.1%} of 30 held-out rows" in context.infos[-1]
    run(NUMBERS, context=context)
    assert "R² between the predictions of tree and model" in context.infos[-1]


def test_few_rows_are_not_held_out():
    found = run(NUMBERS, TABLE.head(12), min_leaf=1)
    assert (found.metrics["rows"], found.metrics["held_out"]) == (12, False)


def test_a_model_of_which_the_target_is_not_known_has_a_surrogate():
    named = TABLE.rename(columns={"age": "prediction"})
    inputs = TableSpec.of(named[["prediction", "income"]])
    from sklearn.tree import DecisionTreeRegressor

    tree = DecisionTreeRegressor(max_depth=2).fit(named[inputs.names], named["spent"])
    model = replace(NUMBERS, estimator=tree, inputs=inputs, target=None)
    made = run(model, named, held_out=0)
    assert made.model.target is None
    assert made.metrics["fidelity"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("model", "table", "message"),
    [
        (SCALES, TABLE, "predicts nothing"),
        (FOREST, TABLE.iloc[:0], "no rows to explain"),
        (
            FOREST,
            pd.concat([TABLE.head(1)] * 30),
            'predicts "yes" in every row: there is nothing that rules could tell',
        ),
        (FOREST, TABLE.drop(columns="city"), 'does not have: "city"'),
        (FOREST, pd.concat([TABLE, TABLE[["age"]]], axis=1), 'two columns are called "age"'),
    ],
)
def test_what_cannot_be_explained_is_told(model, table, message):
    with pytest.raises(DataError) as caught:
        run(model, table)
    assert message in caught.value.message


def test_what_is_known_before_a_run():
    node = SurrogateTree()
    known = node.spec({"model": FOREST.spec, "table": TableSpec.of(TABLE)})
    assert (known["model"].kind, known["model"].target) == ("classifier", "left")
    assert known["rules"].names == ["rule", "prediction", "rows", "purity"]
    with pytest.raises(DataError, match="does not have"):
        node.spec({"model": FOREST.spec, "table": TableSpec.of(TABLE[["age"]])})


EXAMPLES = [
    Example({}, {"model": FOREST, "table": TABLE}),
    Example({"max_depth": 2, "held_out": 0}, {"model": CITIES, "table": TABLE}),
    Example({"min_leaf": 1}, {"model": NUMBERS, "table": TABLE.head(20)}),
]
