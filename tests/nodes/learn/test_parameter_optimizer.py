"""Parameter Optimizer: the best values of parameters, and a model that was learnt with them."""

from __future__ import annotations

import builtins
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings as effort
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from pydantic import ValidationError
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from knode import Workflow
from knode.api import DataError, TableSpec, VariablesSpec, plot
from knode.core.check import QuietContext
from knode.core.errors import KnodeError
from knode.core.events import NodeDraft
from knode.core.parameter import Parameter
from knode.core.workflow import Instance
from knode.deploy.bundle import read_bundle, write_bundle
from knode.engine.engine import Engine, Request, Supplied
from knode.engine.inline import run_captured
from knode.store.model_file import read_model, write_model
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn._search import Searched, batches, size
from knode_nodes.learn.parameter_optimizer import ParameterOptimizer
from tests.nodes.flow.looping import around
from tests.nodes.learn.validating import bikes, found, held, learner, people
from tests.nodes.learn.validating import run as run_holding

PEOPLE, BIKES = people(), bikes()
LEAF = {"name": "leaf", "values": [1, 5, 25]}
TREES = {"name": "trees", "kind": "whole number", "lowest": 1, "highest": 9}
FOREST = held(
    learner("RandomForestLearner", target="left", features=["x"], trees="$trees", min_leaf="$leaf"), trees=5, leaf=1
)
TREE_NODE = learner("DecisionTreeLearner", target="left", features=["x"], max_depth="$trees", min_leaf="$leaf")
TREE = held(TREE_NODE, trees=5, leaf=1)
NEIGHBORS = learner("NearestNeighborsLearner", target="y", features=["a", "b"], neighbors="$k")


def run(inside: Any, table: pd.DataFrame, *parameters: Any, **settings: Any):
    return run_holding(inside, table, "learn.ParameterOptimizer", parameters=list(parameters), **settings)


def rows_of(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns="seconds")


# ---- right answers


def test_a_grid_gives_what_scikit_learn_gives_in_the_same_folds():
    grid = {"name": "trees", "values": [3, 6]}
    result = run(FOREST, PEOPLE, LEAF, grid, method="grid", metric="log_loss")
    folds = run_holding(FOREST, PEOPLE, "learn.CrossValidate")["loop"]["table"]["fold"]
    reference = GridSearchCV(
        RandomForestClassifier(random_state=0),
        {"min_samples_leaf": [1, 5, 25], "n_estimators": [3, 6]},
        cv=PredefinedSplit(folds),
        scoring="neg_log_loss",
    ).fit(PEOPLE[["x"]], PEOPLE["left"].to_numpy(object))
    table, best = found(result, "table"), found(result, "best")
    np.testing.assert_allclose(table["score"], -reference.cv_results_["mean_test_score"])
    spread = reference.cv_results_["std_test_score"] * np.sqrt(5 / 4)
    np.testing.assert_allclose(table["spread"], spread)
    assert {"min_samples_leaf": best["leaf"], "n_estimators": best["trees"]} == reference.best_params_
    told = f"Best of 6 trials is {best['trial']}: leaf = {best['leaf']}, trees = {best['trees']}; log loss {best['score']:.4g}."
    assert ("info", told) in result.nodes["loop"].messages
    assert best["score"] == pytest.approx(-reference.best_score_)
    predicted = found(result, "model").apply(PEOPLE)["probability_yes"]
    np.testing.assert_allclose(predicted, reference.predict_proba(PEOPLE[["x"]])[:, 1])


@pytest.mark.parametrize("method", ["random", "halving", "tpe"])
def test_the_same_seed_tries_the_same_on_any_number_of_cores(method: str):
    one, two = (run(TREE, PEOPLE, LEAF, TREES, method=method, trials=6, folds=2, threads=threads) for threads in (1, 3))
    assert_frame_equal(rows_of(found(one, "table")), rows_of(found(two, "table")))
    assert found(one, "best") == found(two, "best")
    other = run(TREE, PEOPLE, LEAF, TREES, method=method, trials=6, folds=2, seed=1)
    assert not rows_of(found(other, "table")).equals(rows_of(found(one, "table")))


def test_random_tries_each_combination_once_and_all_where_there_are_few():
    table = found(run(TREE, PEOPLE, LEAF, TREES, trials=100, folds=2, threads=3), "table")
    assert len(table) == 27
    assert not table.duplicated(["leaf", "trees"]).any()


def test_halving_gives_the_best_third_three_times_the_rows():
    inside = held(NEIGHBORS, k=3)
    k = {"name": "k", "kind": "whole number", "lowest": 1, "highest": 40}
    result = run(inside, bikes(700), k, method="halving", trials=9, validation="hold out")
    table, best = found(result, "table"), found(result, "best")
    assert table["share"].round(3).tolist() == [0.333] * 9 + [1] * 3
    first = table[:9]
    assert set(table["k"][9:]) == set(first.nsmallest(3, "score")["k"])
    assert best["trial"] > 9
    assert best["score"] == table["score"][9:].min()


def test_what_prepares_rows_inside_is_part_of_the_model(tmp_path):
    table = PEOPLE.assign(x=PEOPLE["x"] * 100 + 7)
    inside = held(
        ("prep.MissingValues", {"columns": ["z"], "numbers": "$fill"}),
        ("prep.Normalizer", {"columns": ["x", "z"]}),
        learner("NearestNeighborsLearner", target="left", features=["x", "z"], standardize=False),
        fill="mean",
    )
    model = found(run(inside, table, {"name": "fill", "values": ["mean", "median"]}), "model")
    assert model.inputs.names == ["z", "x"]
    assert model.facts["prepared_by"] == ["Missing Values", "Normalizer"]
    by_hand = _by_hand(table, model.facts["parameters"]["fill"])
    np.testing.assert_allclose(model.apply(table)["probability_yes"], by_hand)
    write_model(model, tmp_path / "model.knodemodel")
    again = read_model(tmp_path / "model.knodemodel")
    assert_frame_equal(again.apply(table), model.apply(table))
    assert_frame_equal(model.apply(table.iloc[:0]), model.apply(table).iloc[:0])


def _by_hand(table: pd.DataFrame, fill: str) -> np.ndarray:
    from sklearn.impute import SimpleImputer
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    from knode_nodes.prep.normalizer import Normalizer

    scaler = {"z-score": StandardScaler(), "min-max": MinMaxScaler()}.get(Normalizer().method, StandardScaler())
    line = make_pipeline(SimpleImputer(strategy=fill), scaler, KNeighborsClassifier(5))
    made: np.ndarray = line.fit(table[["x", "z"]], table["left"].to_numpy(object)).predict_proba(table[["x", "z"]])[
        :, 1
    ]
    return made


@pytest.mark.parametrize(
    ("encoder", "column"),
    [("prep.MissingValues", "z"), ("prep.OrdinalEncoder", "city 🙂"), ("prep.OneHotEncoder", "city 🙂")],
)
def test_it_is_explained_in_the_columns_that_came_in(encoder, column):
    near = learner("NearestNeighborsLearner", target="left", features="*", neighbors="$k")
    line = held(("prep.MissingValues", {"columns": ["z"]}), (encoder, {"columns": [column]}), near, k=5)
    table = PEOPLE[["x", "z", "city 🙂", "left"]]
    model = found(run(line, table, {"name": "k", "values": [5]}, folds=2), "model")
    assert type(model.estimator).__name__ == "Prepared"
    made, explainer = ShapExplainer().run(model=model, table=table.head(5), context=QuietContext())
    shares = made[[f"shap_{name}" for name in model.inputs.names] + ["base_value"]]
    given = model.apply(table.head(5))
    for label in set(made["explained_class"]):
        rows = made["explained_class"] == label
        np.testing.assert_allclose(shares[rows].sum(axis=1), given.loc[rows, f"probability_{label}"], atol=1e-9)
    assert (made["shap_city 🙂"] != 0).any()
    assert_frame_equal(explainer.apply(table.head(3)), made.head(3))


def leaves(tmp_path) -> Workflow:
    """A workflow that searches for a size of leaves."""
    PEOPLE.to_csv(tmp_path / "people.csv", index=False)
    inside = Workflow("tree")
    scaled = inside.add("deploy.ContainerInput", name="rows") >> inside.add("prep.Normalizer", columns=["x"])
    leaf = inside.parameter("leaf", 1)
    tree = scaled.table >> inside.add("learn.DecisionTreeLearner", target="left", features=["x"], min_leaf=leaf)
    tree >> inside.add("deploy.ContainerOutput", name="model", kind="model")
    outer = Workflow("people")
    split = outer.add("io.CsvReader", path=str(tmp_path / "people.csv")) >> outer.add("prep.Partition", id="split")
    best = split.train >> outer.holding("learn.ParameterOptimizer", inside, id="best", parameters=[LEAF], folds=2)
    (best.model, split.test) >> outer.add("learn.ApplyModel", id="answer")
    return outer


def test_the_history_is_shown_while_it_searches(tmp_path, monkeypatch):
    monkeypatch.setattr("knode.engine.context.SHOWN_FOR", 0.0)
    outer = leaves(tmp_path)
    outer["best"].set(method="grid")
    heard: list[Any] = []
    final = outer.run(progress=heard.append)["best"].view
    drafts = [event for event in heard if isinstance(event, NodeDraft)]
    assert [(draft.node, draft.port) for draft in drafts] == [("best", "view")] * 3
    assert len({draft.view.content for draft in drafts}) == 3
    assert drafts[-1].view == final, "the last of them is the result"


def test_it_is_captured_frozen_as_any_model_is(tmp_path):
    outer = leaves(tmp_path)
    captured = outer.capture("answer")
    assert captured.lineage["left_out"] == ["split"]
    assert [value.name for _, value in captured.frozen.values()] == ["Decision Tree"]
    write_bundle(captured, tmp_path / "people.knodez", name="people", version="1")
    again = read_bundle(tmp_path / "people.knodez").captured
    made = run_captured(again, {next(iter(again.workflow.ends("input"))): pd.read_csv(tmp_path / "people.csv")})
    assert next(iter(made.values()))["prediction"].notna().all()


def test_the_model_is_the_learners_own_where_nothing_prepares_rows():
    model = found(run(TREE, PEOPLE, LEAF, method="grid", folds=2), "model")
    assert type(model.estimator).__name__ != "Prepared"
    assert model.facts["parameters"] == {"leaf": model.facts["parameters"]["leaf"]}
    assert model.facts["rows"] == len(PEOPLE)


# ---- budgets


def test_it_stops_when_it_gets_no_better():
    k = {"name": "k", "values": [9, 1, 1.0, 2, 3, 4]}
    table = found(run(held(NEIGHBORS, k=3), BIKES, k, method="grid", patience=2), "table")
    assert len(table) < 6
    assert table["best"].iloc[-1] == table["best"].iloc[-3]


def test_it_stops_when_the_time_is_up():
    table = found(run(TREE, PEOPLE, LEAF, TREES, trials=1000, seconds=0.001), "table")
    assert len(table) == 1


# ---- failures


def test_a_trial_that_fails_is_noted_and_the_others_go_on():
    result = run(TREE, PEOPLE, {"name": "leaf", "values": [0, 5]}, method="grid", folds=2)
    table = found(result, "table")
    assert table["status"].tolist() == ["failed", "done"]
    assert "must be at least 1" in table["message"][0]
    assert np.isnan(table["score"][0])
    assert found(result, "best")["leaf"] == 5
    assert any("1 of 2 trials failed" in text for _, text in result.nodes["loop"].messages)


@pytest.mark.parametrize("weights", [{}, {"yes": 3}])
def test_own_weights_of_classes_are_tried_where_they_are_written_and_else_it_is_told_where_to_write_them(weights: dict):
    inside = held(learner(target="left", features=["x"], class_weight="$how", class_weights=weights), how="none")
    result = run(inside, PEOPLE, {"name": "how", "values": ["none", "custom"]}, method="grid")
    table, said = found(result, "table"), [text for _, text in result.nodes["loop"].messages]
    assert table["status"].tolist() == ["done", "done" if weights else "failed"]
    if weights:
        fixed = held(learner(target="left", features=["x"], class_weight="custom", class_weights=weights))
        assert table["score"][1] == found(run_holding(fixed, PEOPLE), "metrics")["accuracy"]
    else:
        first = 'the first: trial 2 (how = "custom"), fold 1: `class_weight` is `custom`, but `class_weights` is empty: write'
        assert any(first in text for text in said)


def test_a_trial_that_predicts_what_cannot_be_calculated_with_has_failed():
    random = np.random.default_rng(0)
    far = pd.DataFrame({"a": [*random.random(99), 1e10], "at": range(100)}).assign(y=lambda rows: rows["a"] * 1e145)
    far.loc[99, "y"] = 1e145
    inside = held(learner("RegularizedRegressionLearner", target="y", features=["a"], alpha="$alpha"), alpha=1.0)
    alphas = {"name": "alpha", "values": [1e-6, 1e9]}
    table = found(run(inside, far, alphas, method="grid", how="time", column="at", folds=2), "table")
    assert table["status"].tolist() == ["failed", "done"]
    assert 'fold 2: a prediction of the model "Regularized Regression" is 1e+155, too large' in table["message"][0]


def test_a_trial_of_which_no_fold_tells_the_measure_has_failed():
    machine = learner("SupportVectorMachineLearner", target="left", features=["x"], probabilities="$likely")
    both = {"name": "likely", "values": [False, True]}
    table = found(run(held(machine, likely=True), PEOPLE, both, metric="roc_auc"), "table")
    assert table["status"].tolist() == ["failed", "done"]
    message = "`roc_auc` is not known in any fold: it needs the probability of each class"
    assert table["message"][0].startswith(message)
    never = run(held(machine, likely=True), PEOPLE, {"name": "likely", "values": [False]}, metric="roc_auc")
    with pytest.raises(KnodeError, match=f"the only trial failed: {message}"):
        found(never, "table")


@pytest.mark.parametrize(
    ("parameters", "settings", "message"),
    [
        ([], {}, "nothing says what to search: add a parameter"),
        ([{"name": "laef", "values": [1]}], {}, 'no parameter "laef"; did you mean "leaf"?'),
        ([{"name": "leaf", "values": [0, -1]}], {}, "all 2 trials failed; the first: fold 1: "),
        ([LEAF, LEAF], {}, 'the parameter "leaf" is searched twice'),
        ([{"name": "leaf"}], {}, 'no values for the parameter "leaf"'),
        ([{"name": "score", "values": [1]}], {}, 'a column of the trials is called "score"'),
        (
            [LEAF, {**TREES, "kind": "number", "steps": 1000}, {"name": "c", "values": [*range(99)]}],
            {"method": "grid"},
            None,
        ),
        ([LEAF], {"metric": "rmse"}, "the model predicts classes, and `rmse` does not measure that"),
    ],
)
def test_errors_say_what_to_do(parameters: list, settings: dict, message: str | None):
    inside = TREE
    if message is None:
        message = "the grid has 297,000 combinations"
        inside = held(TREE_NODE, trees=1, leaf=1, c=1)
    with pytest.raises(KnodeError, match=message):
        found(run(inside, PEOPLE, *parameters, **settings), "table")


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ({"kind": "number", "lowest": 2, "highest": 1}, "the lowest value 2 is above the highest 1"),
        ({"kind": "number", "log": True}, "orders of magnitude begin above 0"),
        ({"kind": "whole number", "lowest": 0.2, "highest": 0.8}, "there is no whole number from 0.2 to 0.8"),
    ],
)
def test_a_range_that_holds_nothing_is_refused(parameter: dict, message: str):
    with pytest.raises(ValidationError, match=message):
        Searched(name="p", **parameter)


def test_nodes_that_change_rows_without_learning_are_refused():
    inside = held(("prep.RoundNumbers", {"columns": ["x"]}), TREE_NODE, trees=1, leaf=1)
    with pytest.raises(
        KnodeError,
        match=r'node "loop/n0" \(Round Numbers\) inside changes the rows without learning from them.*put it before this node',
    ):
        found(run(inside, PEOPLE, LEAF), "table")


def test_tpe_without_optuna_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def absent(name: str, *more: Any, **others: Any) -> Any:
        if name.partition(".")[0] == "optuna":
            raise ImportError(name)
        return real(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", absent)
    coming, _ = batches([Searched(**LEAF)], "tpe", 3, 100, 0)
    with pytest.raises(DataError, match="install the extra `tune`"):
        next(coming)


# ---- the space


@effort(max_examples=50, deadline=None)
@drawn(
    st.sampled_from(["number", "whole number"]),
    st.floats(1e-3, 1e3),
    st.floats(1, 1e3),
    st.booleans(),
    st.integers(1, 30),
    st.sampled_from(["grid", "random", "halving"]),
)
def test_what_is_tried_is_in_the_range(kind: str, low: float, times: float, log: bool, steps: int, method: str):
    try:
        one = Searched(name="p", kind=kind, lowest=low, highest=low * times, log=log, steps=steps)
    except ValidationError:
        return
    coming, total = batches([one], method, 8, 10_000, 0)
    tried, batch = 0, next(coming)
    while True:
        tried += len(batch)
        for candidate in batch:
            value = candidate.parameters["p"]
            assert one.lowest <= value <= one.highest
            assert type(value) is (int if kind == "whole number" else float)
        try:
            batch = coming.send([candidate.parameters["p"] for candidate in batch])
        except StopIteration:
            break
    assert tried == total
    assert len({repr(c.parameters) for c in batch}) == len(batch)


def test_the_size_of_a_space_is_known():
    assert size([Searched(**LEAF), Searched(**TREES)]) == 27
    assert size([Searched(name="c", kind="number")]) == float("inf")


# ---- around it


def test_what_comes_out_is_told_before_the_run():
    node = ParameterOptimizer.from_settings({"parameters": [LEAF, TREES, {"name": "z", "values": ["a", True]}]})
    told = node.holding_spec({"rows": TableSpec.of(PEOPLE)}, lambda inputs, varying=(): {"model": None})
    result = run(
        held(TREE_NODE, trees=5, leaf=1, z=1),
        PEOPLE,
        LEAF,
        TREES,
        {"name": "z", "values": ["a", True]},
        trials=3,
        folds=2,
    )
    assert TableSpec.of(found(result, "table")) == told["table"]
    assert VariablesSpec(names=tuple(found(result, "best"))) == told["best"]


def test_the_history_is_a_plot_of_trials_and_parameters():
    result = run(TREE, PEOPLE, LEAF, {**TREES, "log": True}, trials=4, folds=2)
    trials, *along = plot.read(found(result, "view").content).plots
    table = found(result, "table")
    assert trials.layers[0].y == tuple(table["score"])
    assert trials.layers[1].y == tuple(table["best"])
    assert [one.x.label for one in along] == ["leaf", "trees"]
    assert along[1].x.scale == "log"


def test_a_warning_names_its_trials_by_their_parameters_alone():
    gaps = PEOPLE.assign(left=PEOPLE["left"].where(np.arange(len(PEOPLE)) > 0))
    shares = {"name": "c", "kind": "number", "lowest": 0.123456789, "highest": 1, "steps": 2}
    result = run(
        held(learner(target="left", features=["x"], C="$c"), c=1.0), gaps, shares, method="grid", how="time", column="x"
    )
    said = [text for _, text in result.nodes["loop"].messages if "rows have no value" in text]
    assert all("so far" not in text for text in said)
    assert any("trial 1 of 2 (c = 0.1235), fold" in text for text in said)
    assert any("Best of 2 trials is" in text for _, text in result.nodes["loop"].messages)


def test_progress_tells_the_best_so_far():
    told: list[str] = []

    def listener(event: Any) -> None:
        if getattr(event, "node", "") == "loop" and hasattr(event, "fraction") and event.message:
            told.append(event.message)

    made = around(
        TREE, {"parameters": [LEAF], "folds": 2, "method": "grid"}, {"rows": PEOPLE}, "learn.ParameterOptimizer"
    )
    Engine(threads=2).run(made, Request(inputs={"rows": Supplied(PEOPLE, "rows")}, listener=listener))
    assert any(text.startswith("trial 3 of 3: best accuracy 0.") for text in told)


def test_it_stands_on_a_canvas_before_anything_is_set():
    assert Instance("o", "learn.ParameterOptimizer").type == ParameterOptimizer.type_id()
    assert ParameterOptimizer().ports().output("model") is not None


# ---- values that are no plain ones

NETWORK = learner(
    "NeuralNetworkLearner", target="left", features=["x"], layers="$layers", max_iterations=5, early_stopping=False
)
WEIGHING = learner(
    "DecisionTreeLearner",
    target="left",
    features=["x"],
    max_depth="$depth",
    class_weight="custom",
    class_weights="$weights",
)


@pytest.mark.parametrize("method", ["grid", "random", "tpe"])
def test_lists_mappings_and_nothing_are_tried_and_applied_as_they_are(method: str):
    depth = {"name": "depth", "values": [None, 1, 3]}
    weights = {"name": "weights", "values": [{"yes": 5, "no": 1}, '{"yes": 1.5}']}
    inside = held(WEIGHING, depth=None, weights={"yes": 1})
    result = run(inside, PEOPLE, depth, weights, method=method, trials=6, folds=2)
    table, best, model = (found(result, name) for name in ("table", "best", "model"))
    assert set(table["status"]) == {"done"}
    assert set(table["weights"]) <= {'{"yes": 5, "no": 1}', '{"yes": 1.5}'}
    assert str(table["depth"].dtype) == "Int64"
    parameters = model.facts["parameters"]
    assert parameters["weights"] in ({"yes": 5, "no": 1}, {"yes": 1.5})
    assert (best["depth"], best["weights"]) == (parameters["depth"], json.dumps(parameters["weights"]))
    alone = run_holding(
        held(learner("DecisionTreeLearner", target="left", features=["x"], class_weight="custom",
                     class_weights=parameters["weights"], max_depth=parameters["depth"])),
        PEOPLE,
        "learn.CrossValidate",
        folds=2,
    )  # fmt: skip
    assert found(alone, "metrics")["score"] == pytest.approx(best["score"])
    told = next(text for level, text in result.nodes["loop"].messages if text.startswith("Best of"))
    shown = "empty" if parameters["depth"] is None else parameters["depth"]
    assert f"depth = {shown}, weights = {best['weights']};" in told


def test_a_network_is_searched_by_its_layers():
    layers = {"name": "layers", "values": [[4], [8, 4], "[3, 3, 3]"]}
    result = run(held(NETWORK, layers=[100]), PEOPLE, layers, method="grid", folds=2)
    assert set(found(result, "table")["layers"]) == {"[4]", "[8, 4]", "[3, 3, 3]"}
    model = found(result, "model")
    assert model.facts["parameters"]["layers"] in ([4], [8, 4], [3, 3, 3])
    view = found(result, "view")
    assert b"[8, 4]" in view.content


@pytest.mark.parametrize(
    ("values", "default", "words"),
    [
        ([None, 3], 5, 'the parameter "depth" cannot be empty; it is of type integer: give it the type any'),
        ([[1, 2]], 5, 'the parameter "depth" cannot be [1, 2]; it is of type integer: give it the type any'),
        (["deep"], 5, 'the parameter "depth" cannot be "deep"; the parameter should be of type integer'),
    ],
)
def test_a_value_that_its_parameter_does_not_take_is_refused_before_a_trial(values, default, words):
    inside = held(learner("DecisionTreeLearner", target="left", features=["x"], max_depth="$depth"), depth=default)
    inside.parameters["depth"] = Parameter("depth", "integer", default)
    result = run(inside, PEOPLE, {"name": "depth", "values": values}, method="grid", folds=2)
    assert words in result.errors[0].message


def test_a_parameter_without_a_default_may_be_empty():
    assert Parameter("depth", "integer").check(None) is None
    with pytest.raises(KnodeError, match="should be of type integer"):
        Parameter("depth", "integer", required=True).check(None)


def test_values_may_be_written_as_json():
    assert Searched(name="a", values=["[1, 2]", '{"b": true}', "[x", "plain", None]).values == (
        [1, 2], {"b": True}, "[x", "plain", None,
    )  # fmt: skip


def test_set_roles_may_stand_inside():
    roles = ("prep.SetRoles", {"roles": [{"columns": ["left"], "role": "target"}]})
    inside = held(roles, learner("DecisionTreeLearner", features=["x"], min_leaf="$leaf"), leaf=1)
    result, alone = (
        run(one, PEOPLE, LEAF, method="grid", folds=2) for one in (inside, held(TREE_NODE, trees=None, leaf=1))
    )
    assert found(result, "best") == found(alone, "best")
    predicted = [found(one, "model").apply(PEOPLE.drop(columns="left"))["prediction"] for one in (result, alone)]
    assert predicted[0].equals(predicted[1])
