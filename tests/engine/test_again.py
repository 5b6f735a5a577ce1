"""Rows that are held out of what a node holds go the way of those that it has learnt from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from knode.core.errors import KnodeError
from knode.core.workflow import Instance
from tests.nodes.flow.looping import run as run_holding
from tests.nodes.flow.looping import workflow
from tests.nodes.learn.validating import found, held, learner, people, run

PEOPLE = people(60)
NEIGHBORS = learner("NearestNeighborsLearner", target="left", features=["x"])
ROWS = ("deploy.ContainerInput", {"name": "rows"})
OUT = ("deploy.ContainerOutput", {"name": "model", "kind": "model"})


def answered(inside: Any) -> pd.DataFrame:
    made: pd.DataFrame = found(run(inside, PEOPLE, how="random", folds=3), "table")
    return made


def test_what_chooses_rows_for_training_is_passed_by():
    inside = workflow(
        {"rows": ROWS, "part": ("prep.Partition", {"fraction": 0.5}), "learn": NEIGHBORS, "out": OUT},
        "rows.value -> part.table",
        "part.train -> learn.table",
        "learn.model -> out.value",
    )
    assert answered(inside)["prediction"].notna().all()


def test_what_learns_is_applied_and_never_learns_from_held_out_rows():
    far = PEOPLE.assign(x=PEOPLE["x"].where(PEOPLE.index != PEOPLE.index[0], 1e6))
    inside = held(("prep.Normalizer", {"columns": ["x"], "method": "min-max"}), NEIGHBORS)
    made = found(run(inside, far, how="random", folds=3), "table")
    own = made["fold"].iloc[0]
    # Where the far row is held out, the others are told apart as if it were not there.
    near = found(run(inside, PEOPLE, how="random", folds=3), "table")
    others = (made["fold"] == own) & (made.index != PEOPLE.index[0])
    assert_frame_equal(made.loc[others, ["prediction"]], near.loc[others, ["prediction"]])


def test_a_model_behind_a_branch_is_found_where_it_was_learnt():
    inside = workflow(
        {
            "rows": ROWS,
            "which": ("flow.IfElse", {"condition": "setting", "when": "$near"}),
            "near": NEIGHBORS,
            "tree": learner("DecisionTreeLearner", target="left", features=["x"]),
            "merge": ("flow.MergeBranches", {"kind": "model"}),
            "out": OUT,
        },
        "rows.value -> which.value",
        "which.then -> near.table",
        "which.otherwise -> tree.table",
        "near.model -> merge.values",
        "tree.model -> merge.values",
        "merge.value -> out.value",
        near=True,
    )
    assert_frame_equal(answered(inside), answered(held(NEIGHBORS)))
    searched = run(inside, PEOPLE, "learn.ParameterOptimizer", parameters=[{"name": "near", "values": [True, False]}])
    assert set(found(searched, "table")["status"]) == {"done"}


def test_a_component_inside_is_gone_through():
    component = workflow(
        {
            "i": ("deploy.ContainerInput", {"name": "t"}),
            "n": ("prep.Normalizer", {"columns": ["x"]}),
            "o": (OUT[0], {"name": "t"}),
        },
        "i.value -> n.table",
        "n.table -> o.value",
    )
    inside = workflow({"rows": ROWS, "learn": NEIGHBORS, "out": OUT}, "learn.model -> out.value")
    inside.add(Instance("c", "flow.Component", workflow=component))
    inside.link("rows", "value", "c", "t")
    inside.link("c", "t", "learn", "table")
    assert_frame_equal(answered(inside), answered(held(("prep.Normalizer", {"columns": ["x"]}), NEIGHBORS)))


def test_what_does_not_depend_on_the_rows_keeps_what_it_gave():
    inside = workflow(
        {
            "rows": ROWS,
            "more": ("deploy.ContainerInput", {"name": "more"}),
            "join": ("prep.MatchRows", {"keys": ["city 🙂"]}),
            "learn": NEIGHBORS,
            "out": OUT,
        },
        "rows.value -> join.table",
        "more.value -> join.reference",
        "join.matching -> learn.table",
        "learn.model -> out.value",
    )
    tables = {"rows": PEOPLE, "more": pd.DataFrame({"city 🙂": pd.array(["Oslo", "Rome"], dtype="str")})}
    result = run_holding(inside, {"how": "random", "input": "rows", "folds": 3}, tables, type_id="learn.CrossValidate")
    made = found(result, "table")
    assert (made["prediction"].notna() == PEOPLE["city 🙂"].notna()).all()


def test_a_model_that_learns_from_other_rows_is_refused():
    inside = workflow(
        {"rows": ROWS, "more": ("deploy.ContainerInput", {"name": "more"}), "learn": NEIGHBORS, "out": OUT},
        "more.value -> learn.table",
        "learn.model -> out.value",
    )
    tables = {"rows": PEOPLE, "more": PEOPLE}
    result = run_holding(inside, {"how": "random", "input": "rows"}, tables, type_id="learn.CrossValidate")
    with pytest.raises(KnodeError, match="learns from other rows than those that are held out"):
        found(result, "table")
