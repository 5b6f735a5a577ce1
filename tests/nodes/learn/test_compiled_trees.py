"""Trees as flat arrays: what is done with arrays that no fitted trees have."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from knode.api import TableSpec, arrays_of
from knode.core.errors import BundleDamaged
from knode.deploy.packing import packed, unpacked
from knode_nodes.learn._compiled import planting, trees
from knode_nodes.learn._compiled.trees import Trees
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.learn.compiled import assert_as_run, compiled
from tests.nodes.learn.conftest import NotingContext, new_customers

FEATURES = ["age", "city", "income"]
CHOSEN = {"target": "left", "features": FEATURES}


def forest(**settings):
    table = new_customers()
    model = RandomForestLearner.from_settings({**CHOSEN, "trees": 5, **settings}).run(table, NotingContext())
    return model, ApplyModel().compiled({"model": model}, TableSpec.of(table[FEATURES])), table[FEATURES]


def one_split(**changes):
    arrays = {
        "roots": np.array([0]),
        "column": np.array([0, 0, 0]),
        "threshold": np.array([0.5, np.nan, np.nan]),
        "following": np.array([1, 1, 2]),
        "depth": 1,
        "low": np.empty(0, dtype=np.intp),
        "tables": [],
    }
    return Trees(**{**arrays, **changes})


NO_TEXTS = np.empty((0, 3), dtype=np.intp)
ROWS = np.array([[0.5], [0.6], [np.nan]])


def test_a_value_at_the_threshold_goes_left_and_a_missing_one_right():
    assert one_split().leaves(ROWS, NO_TEXTS).tolist() == [[2, 1, 1]]
    assert one_split(low=np.array([0]), column=np.array([1, 0, 0])).leaves(ROWS, NO_TEXTS).tolist() == [[2, 1, 2]]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "forged",
    [
        {"following": np.array([10**9, 1, 2])},
        {"following": np.array([-(10**9), 1, 2])},
        {"column": np.array([7, 0, 0])},
        {"column": np.array([-7, 0, 0])},
        {"roots": np.array([3])},
        {"roots": np.array([-4])},
    ],
)
def test_places_that_do_not_exist_are_never_read(forged, rows):
    with pytest.raises(IndexError):
        one_split(depth=3, **forged).leaves(ROWS[:rows], NO_TEXTS[:, :rows])


def test_a_node_that_leads_back_ends_all_the_same():
    circle = one_split(following=np.array([0, 0, 0]), threshold=np.full(3, np.nan), depth=trees.MOST_LEVELS)
    assert circle.leaves(ROWS, NO_TEXTS).shape == (1, 3)
    swing = one_split(following=np.array([1, 0, 0]), threshold=np.full(3, np.nan), depth=trees.MOST_LEVELS)
    assert swing.leaves(ROWS, NO_TEXTS).shape == (1, 3)


@pytest.mark.parametrize(
    "forged",
    [
        {"depth": trees.MOST_LEVELS + 1},
        {"threshold": np.array([0.5])},
        {"following": np.array([[1, 1, 2]])},
        {"roots": np.array([[0]])},
    ],
)
def test_a_bundle_with_arrays_that_are_no_trees_is_damaged(forged):
    content = one_split()
    for name, value in forged.items():
        setattr(content, name, value)
    with pytest.raises(BundleDamaged):
        unpacked(packed(content))


def test_a_few_nodes_asked_at_once_and_level_by_level_lead_to_the_same_leaf(monkeypatch):
    model, step, table = forest()
    for few in (0, 10**6):
        monkeypatch.setattr(trees, "FEW_NODES", few)
        for row in range(20):
            assert_as_run(step, model, table.iloc[[row]])


def test_setting_rows_aside_changes_nothing(monkeypatch):
    model, step, table = forest()
    for stretch in (1, 2, 3, 100):
        monkeypatch.setattr(trees, "STRETCH", stretch)
        assert_as_run(step, model, table)


def test_too_deep_trees_and_too_many_questions_are_left_to_the_node(monkeypatch):
    model, _, table = forest()
    monkeypatch.setattr(planting, "MOST_LEVELS", 1)
    assert compiled(model, table) is None
    monkeypatch.undo()
    monkeypatch.setattr(planting, "MOST_ANSWERS", 3)
    assert compiled(model, table) is None


def test_a_tree_without_questions_gives_what_run_gives():
    model, _, table = forest(max_depth=1, min_leaf=100)
    assert_as_run(compiled(model, table), model, table)


def test_a_question_is_kept_once_however_many_nodes_ask_it():
    _, step, _ = forest(trees=50)
    # Three cities: at most one question for each.
    assert step.scores.trees.tables[0].shape[0] == 4
    assert step.scores.trees.tables[0].shape[1] <= 3


def test_many_categories_are_grouped_as_in_training():
    random = np.random.default_rng(2)
    codes = random.integers(0, 300, 3000)
    table = pd.DataFrame({"shop": pd.array([f"shop {code}" for code in codes], dtype="str")})
    table["sold"] = np.sin(codes * 1.0) * 10 + random.normal(0, 1, len(table))
    table.loc[::17, "shop"] = None
    learner = HistGradientBoostingLearner.from_settings({"target": "sold", "iterations": 20})
    model = learner.run(table, NotingContext())
    assert_as_run(compiled(model, table[["shop"]]), model, table[["shop"]])


def test_the_memory_for_many_rows_is_bounded():
    _, step, table = forest(trees=100)
    many = arrays_of(pd.concat([table] * 200))
    tracemalloc.start()
    step(many)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # 24,000 rows × 100 trees are 19 MB in each of the arrays that a row of questions needs.
    assert peak < 24_000 * 40 * 8
