"""Models that compare rows (machines, neighbors, clusters, outliers) on arrays give what Apply Model's run gives."""

from __future__ import annotations

import functools
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import SVC

from knode.api import ColumnSpec, Model, QuietContext, TableNeeded, TableSpec, arrays_of
from knode.deploy.packing import packed
from knode_nodes.learn._compiled import neighbors, predict
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.dbscan_learner import DbscanLearner
from knode_nodes.learn.gaussian_mixture_learner import GaussianMixtureLearner
from knode_nodes.learn.hierarchical_clustering_learner import HierarchicalClusteringLearner
from knode_nodes.learn.isolation_forest_learner import IsolationForestLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from knode_nodes.learn.nearest_neighbors_learner import NearestNeighborsLearner
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal
from tests.nodes.learn.conftest import NotingContext, new_customers

NUMBERS = ["age", "income", "visits"]
MIXED = ["city", "age", "member", "plan", "income", "visits"]
FEW, MANY = {"features": NUMBERS}, {"features": MIXED}
LEFT, SPENT, VISITS = {"target": "left"}, {"target": "spent"}, {"target": "visits", "task": "classification"}


def learners():
    """By name each learner with the settings that change how its model works."""
    made = {}
    for kernel in ("rbf", "linear", "poly", "sigmoid"):
        machine = {"kernel": kernel}
        made[f"machine {kernel} two"] = SupportVectorMachineLearner, {**MANY, **LEFT, **machine}
    made["machine numbers"] = SupportVectorMachineLearner, {**MANY, **SPENT}
    several = {"features": ["age", "city", "income"], **VISITS}
    made["machine several"] = SupportVectorMachineLearner, several
    made["machine several votes"] = SupportVectorMachineLearner, {**several, "probabilities": False}
    made["machine two votes"] = SupportVectorMachineLearner, {**FEW, **LEFT, "probabilities": False, "gamma": 0.5}
    for distance in ("euclidean", "manhattan"):
        for closer in ("alike", "more"):
            near = {"distance": distance, "closer_counts": closer}
            made[f"neighbors {distance} {closer}"] = NearestNeighborsLearner, {**FEW, **LEFT, **near}
            made[f"neighbors {distance} {closer} numbers"] = NearestNeighborsLearner, {**MANY, **SPENT, **near}
    made["neighbors gone through"] = NearestNeighborsLearner, {**FEW, **LEFT, "neighbors": 70}
    made["neighbors all"] = NearestNeighborsLearner, {**FEW, **SPENT, "neighbors": 120}
    made["neighbors several"] = NearestNeighborsLearner, {"features": ["age", "income"], **VISITS, "neighbors": 9}
    for shape in ("full", "tied", "diag", "spherical"):
        made[f"mixture {shape}"] = GaussianMixtureLearner, {**MANY, "shape": shape, "attempts": 1}
    made["mixture alone"] = GaussianMixtureLearner, {**FEW, "clusters": 1, "probability": False, "attempts": 1}
    made["centers"] = KMeansLearner, {**MANY, "attempts": 1}
    made["centers distance"] = KMeansLearner, {**MANY, "attempts": 1, "center_distance": True, "clusters": 7}
    made["dense"] = DbscanLearner, {"features": ["age", "income"], "reach": 0.25}
    made["tree of clusters"] = HierarchicalClusteringLearner, {"features": ["age", "income"], "clusters": 4}
    made["isolation"] = IsolationForestLearner, {**MANY, "trees": 20}
    made["isolation share"] = IsolationForestLearner, {**FEW, "trees": 20, "share": 0.1}
    return made


LEARNERS = learners()
EXACT = [name for name in LEARNERS if name.startswith(("isolation", "neighbors"))]


@functools.cache
def fitted(name):
    learner, chosen = LEARNERS[name]
    made = learner.from_settings(chosen).run(new_customers(), NotingContext())
    model = getattr(made, "model", made)
    return model, compiled(model, new_customers()[model.inputs.names])


def strange(name, rows=20):
    """Rows with what training did not see: texts, numbers far away, missing values."""
    table = new_customers().head(rows).astype({"age": "float64"})
    table["city"] = pd.array(["Rome", "Paris", "", None] * (rows // 4), dtype="str")
    table["plan"] = pd.Series(["never", "other", "plus", None] * (rows // 4), index=table.index, dtype="str")
    table["income"] = np.tile([0.0, -1e5, np.nan, 3e5, 5e-324], rows // 5)
    return table[fitted(name)[0].inputs.names]


def alone(step, rows):
    """What a step gives for each row by itself; None where it leaves the row to the node."""
    table, made = arrays_of(rows), []
    for row in range(len(rows)):
        try:
            made.append(step(table.part(row, row + 1)))
        except TableNeeded:
            made.append(None)
    return made


def assert_rows_as_run(name, rows, most_left=0.0):
    """All that the step takes give what run gives, together and each row alone; a share is left to the node at most."""
    model, step = fitted(name)
    each = alone(step, rows)
    taken = rows[[one is not None for one in each]]
    assert len(rows) - len(taken) <= most_left * len(rows), f"{len(rows) - len(taken)} of {len(rows)} are left"
    assert_as_run(step, model, taken)
    if not len(taken):
        return taken
    wanted = step(arrays_of(taken))
    for row, made in enumerate(one for one in each if one is not None):
        for column in model.outputs.names:
            if column in wanted.layout.numbers:
                here, there = (table.numbers((column,))[:, 0] for table in (made, wanted.part(row, row + 1)))
                np.testing.assert_allclose(here, there, rtol=1e-9, atol=1e-12)
            else:
                assert made.other(column).tolist() == wanted.part(row, row + 1).other(column).tolist()
    return taken


@pytest.mark.parametrize("name", LEARNERS)
def test_rows_alone_and_together_give_what_run_gives(name):
    assert_rows_as_run(name, new_customers()[fitted(name)[0].inputs.names], most_left=0.1)


@pytest.mark.parametrize("name", LEARNERS)
def test_no_rows_give_none(name):
    model, step = fitted(name)
    assert_as_run(step, model, new_customers()[model.inputs.names].head(0))


@pytest.mark.parametrize("name", LEARNERS)
def test_strange_and_missing_values_give_what_run_gives(name):
    assert_rows_as_run(name, strange(name), most_left=0.4 if name.startswith("neighbors") else 0.0)


@pytest.mark.parametrize("name", EXACT)
def test_scores_are_the_same_to_the_last_bit(name):
    model, step = fitted(name)
    rows = assert_rows_as_run(name, new_customers()[model.inputs.names], most_left=0.1)
    wanted = ApplyModel().run(model, rows, QuietContext())
    made = step(arrays_of(rows))
    for column in model.outputs.names:
        if column in made.layout.numbers:
            assert made.numbers((column,))[:, 0].tolist() == wanted[column].astype(float).tolist(), column


@pytest.mark.parametrize("name", ["machine several", "neighbors euclidean alike", "mixture full", "isolation"])
def test_rows_are_taken_in_parts_that_fit_the_memory(name, monkeypatch):
    monkeypatch.setattr(predict, "MOST_CELLS", 200)
    assert_rows_as_run(name, new_customers()[fitted(name)[0].inputs.names], most_left=0.1)


REALS = st.floats(-1e4, 1e6) | st.sampled_from([0.0, -0.0, 1e-300, 50_000.0])
ROW = st.tuples(st.sampled_from(["Bern", "Oslo", "Rome", "Paris", None]), REALS, st.booleans(), REALS | st.none())


@pytest.mark.parametrize("name", ["machine rbf two", "neighbors manhattan alike numbers", "mixture full", "isolation"])
@settings(max_examples=8)
@given(rows=st.lists(ROW, min_size=1, max_size=5))
def test_any_values_give_what_run_gives(name, rows):
    table = pd.DataFrame(rows, columns=["city", "age", "member", "income"])
    table = table.astype({"city": "str", "age": "float64", "income": "float64"})
    table["plan"] = "plus"
    table["visits"] = table["age"].round()
    assert_rows_as_run(name, table[MIXED], most_left=1.0)


def model_of(estimator, table, kind="classifier"):
    """A model whose target is the column y, of the numbers x and z."""
    names = ["x", "z"]
    estimator.fit(table[names], table["y"])
    made = [ColumnSpec(name="prediction", dtype="str" if kind == "classifier" else "float64")]
    if hasattr(estimator, "predict_proba"):
        made += [ColumnSpec(name=f"probability_{one}", dtype="float64") for one in estimator.classes_]
    inputs = TableSpec.of(table[names])
    return Model(kind, estimator, inputs, TableSpec(columns=tuple(made)), "Own", "y", tuple(table["y"].unique()))


def points(values):
    """Points on a grid, so that many are equally far away."""
    grid = pd.DataFrame([(float(x), float(z)) for x in range(5) for z in range(5)], columns=["x", "z"])
    return grid.assign(y=pd.array(values(grid), dtype="str"))


def test_neighbors_equally_near_of_different_classes_are_left_to_the_node():
    table = points(lambda grid: np.where(grid["x"] > 2, "a", "b"))
    model = model_of(KNeighborsClassifier(2), table)
    step = compiled(model, table[["x", "z"]])
    assert isinstance(refusal(step, pd.DataFrame({"x": [2.0], "z": [2.0]})), TableNeeded)
    # Here all that are equally near are of one class.
    assert_as_run(step, model, pd.DataFrame({"x": [0.0, 4.0], "z": [0.0, 4.0]}))


@pytest.mark.parametrize(("count", "left"), [(1, []), (5, []), (25, [0, 2])])
def test_a_row_that_training_had_is_its_own_neighbor_where_the_nearer_count_more(count, left):
    table = points(lambda grid: np.where((grid["x"] + grid["z"]) % 2 > 0, "a", "b"))
    model = model_of(KNeighborsClassifier(count, weights="distance"), table)
    step = compiled(model, table[["x", "z"]])
    rows = pd.DataFrame({"x": [1.0, 1.26, 3.0], "z": [2.0, 2.125, 0.0]})
    # So many neighbors are found by products of matrices, by which a row is at a distance of nearly 0 from itself.
    assert [row for row, made in enumerate(alone(step, rows)) if made is None] == left
    assert_as_run(step, model, rows.drop(index=left))


def test_a_row_on_the_border_of_a_machine_is_left_to_the_node():
    table = pd.DataFrame({"x": [-1.0, 1.0] * 5, "z": [0.0] * 10, "y": pd.array(["a", "b"] * 5, dtype="str")})
    model = model_of(SVC(kernel="linear"), table)
    step = compiled(model, table[["x", "z"]])
    assert isinstance(refusal(step, pd.DataFrame({"x": [0.0], "z": [5.0]})), TableNeeded)
    assert_as_run(step, model, pd.DataFrame({"x": [1e-6, -1e-6], "z": [0.0, 0.0]}))


@pytest.mark.parametrize(
    "estimator",
    [
        SVC(kernel=lambda one, other: one @ other.T),
        SVC(break_ties=True),
        KNeighborsClassifier(weights=lambda distances: distances + 1),
        KNeighborsClassifier(metric="chebyshev"),
        KNeighborsClassifier(metric="minkowski", p=3),
    ],
)
def test_other_machines_and_distances_are_left_to_the_node(estimator):
    table = points(lambda grid: np.where(grid["x"] > 2, "a", "b"))
    assert compiled(model_of(estimator, table), table[["x", "z"]]) is None


def test_very_many_rows_are_left_to_the_search_tree_of_the_node(monkeypatch):
    monkeypatch.setattr(neighbors, "MOST_KEPT", 40)
    table = points(lambda grid: grid["x"].astype(str)).assign(y=np.arange(25.0))
    assert compiled(model_of(KNeighborsRegressor(), table, "regressor"), table[["x", "z"]]) is None


SERVE = """
import json, sys
from pathlib import Path
from knode.core.arrays import Arrays, Discrete, Layout
from knode.deploy.packing import unpacked
import numpy as np

row = Arrays(Layout(["city", "age", "member", "plan", "income", "visits"],
    {"age": 0, "member": 1, "income": 2, "visits": 3}, 4), np.array([[40.0, 1.0, 5e4, 3.0]]), {
    "city": Discrete(["Oslo"]), "plan": Discrete(["plus"])})
for name in sys.argv[1:]:
    unpacked(Path(name).read_bytes())(row)
print(json.dumps(sorted({"sklearn", "pandas", "scipy", "pyarrow"} & set(sys.modules))))
"""


def test_scoring_loads_none_of_the_libraries_that_fitted_the_models(tmp_path):
    names = ["machine rbf two", "neighbors euclidean more numbers", "mixture full", "centers distance", "isolation"]
    for name in names:
        (tmp_path / name).write_bytes(packed(fitted(name)[1]))
    files = [str(tmp_path / name) for name in names]
    said = subprocess.run([sys.executable, "-c", SERVE, *files], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout) == []
