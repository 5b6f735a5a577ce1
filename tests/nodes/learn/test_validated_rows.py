"""What fails inside a validator is told with the row of the table that came in, whichever node says it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core.errors import KnodeError
from knode.core.workflow import Instance
from tests.nodes.flow.looping import workflow
from tests.nodes.learn.validating import found, held, learner, people, run

PEOPLE = people()
ROW = 57
LOGISTIC = learner(target="left", features=["x"])


def with_one(name: str, value: Any, others: Any, row: int = ROW) -> pd.DataFrame:
    """The table with a column in which one row differs from all others."""
    values = [others] * len(PEOPLE)
    values[row] = value
    return PEOPLE.assign(**{name: pd.Series(values, index=PEOPLE.index)})


NUMBERS = {"casts": [{"columns": ["t"], "type": "number"}]}
POSITIVE = {"check": "condition", "condition": "x > -9"}
PREPARING = {
    "a text that is no number": ("prep.CastColumns", NUMBERS, with_one("t", "much", "3")),
    "a number that is infinite": ("prep.Normalizer", {"columns": ["x"]}, with_one("x", np.inf, 1.5)),
    "a formula that fails": (
        "prep.Formula",
        {"formulas": [{"name": "n", "expression": "CAST(t AS INTEGER)"}]},
        with_one("t", "much", "3"),
    ),
}


@pytest.mark.parametrize("what", PREPARING)
def test_a_node_that_prepares_rows_names_the_row_of_the_table(what: str):
    type_id, settings, table = PREPARING[what]
    with pytest.raises(KnodeError, match=rf'fold \d: node "loop/n0" .* row {ROW}\b.*row "?{ROW}\b'):
        found(run(held((type_id, settings), LOGISTIC), table, how="random"), "scores")


def test_a_row_that_is_only_held_out_is_named_with_the_node_that_cannot_take_it():
    row = int(PEOPLE["at"].to_numpy().argmax())
    table = with_one("x", np.inf, 1.5, row).assign(x=lambda one: one["x"] + np.arange(len(one)))
    inside = held(("prep.Normalizer", {"columns": ["x"]}), LOGISTIC)
    with pytest.raises(KnodeError, match=rf'fold 5: node "loop/n0" \(Normalizer\) failed: .*row {row}\b'):
        found(run(inside, table, how="time", column="at"), "scores")
    inside = held(learner("NaiveBayesLearner", target="left", features=["x"]))
    with pytest.raises(KnodeError, match=rf'fold 5: node "loop/n0" \(Naive Bayes Learner\) failed: .*row {row}\b'):
        found(run(inside, table, how="time", column="at"), "scores")


def test_a_warning_names_the_row_of_the_table():
    cast = ("prep.CastColumns", {**NUMBERS, "failing": "missing"})
    table = with_one("t", "much", "3")
    result = run(held(cast, LOGISTIC), table, how="random")
    assert any(f'"much" in row {ROW};' in text for _, text in result.nodes["loop"].messages)
    inside = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "rules": (
                "prep.ValidateData",
                {"rules": [{"columns": ["t"], "check": "values", "values": ["3"], "severity": "warn"}]},
            ),
            "learn": LOGISTIC,
            "out": ("deploy.ContainerOutput", {"name": "model", "kind": "model"}),
        },
        "rows.value -> rules.table",
        "rules.valid -> learn.table",
        "learn.model -> out.value",
    )
    result = run(inside, table, how="random")
    assert any(f"(first row {ROW})" in text for _, text in result.nodes["loop"].messages)


def test_folds_within_folds_name_the_row_of_the_whole_table():
    search = {"parameters": [{"name": "C", "values": [0.1, 1]}], "method": "grid", "folds": 3}
    inner = held(("prep.CastColumns", NUMBERS), learner(target="left", features=["x"], C="$C"), C=1.0)
    outer = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "out": ("deploy.ContainerOutput", {"name": "model", "kind": "model"}),
        }
    )
    outer.add(Instance("best", "learn.ParameterOptimizer", settings=search, workflow=inner))
    outer.link("rows", "value", "best", "rows")
    outer.link("best", "model", "out", "value")
    with pytest.raises(KnodeError, match=rf"trials failed.* in row {ROW} of"):
        found(run(outer, with_one("t", "much", "3"), how="random"), "scores")
