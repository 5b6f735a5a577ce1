"""Cross Validate: each row is answered by a model that has not seen it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings as effort
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sklearn import config_context
from sklearn import metrics as measures
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import PredefinedSplit, TimeSeriesSplit, cross_val_predict, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from knode.api import DataError, TableSpec, VariablesSpec
from knode.core.errors import KnodeError
from knode.core.workflow import Instance
from knode_nodes.learn._measures import OF_CLASSES, OF_NUMBERS
from knode_nodes.learn.cross_validate import CrossValidate
from tests.nodes.flow.looping import workflow
from tests.nodes.learn.validating import bikes, found, held, learner, people, run

FOREST = learner("RandomForestLearner", target="left", features=["x"], trees=5)
LINE = learner("LinearRegressionLearner", target="y", features=["a", "b"])
LOGISTIC = learner(target="left", features=["x"])
PEOPLE, BIKES = people(), bikes()


# ---- right answers


def test_a_forest_is_scored_as_by_scikit_learn_in_the_same_folds():
    result = run(held(FOREST), PEOPLE)
    table, scores = found(result, "table"), found(result, "scores")
    folds = PredefinedSplit(table["fold"])
    forest = RandomForestClassifier(5, random_state=0)
    x, y = PEOPLE[["x"]], PEOPLE["left"].to_numpy(object)
    for name, scorer in {"accuracy": "accuracy", "roc_auc": "roc_auc", "log_loss": "neg_log_loss"}.items():
        expected = cross_val_score(forest, x, y, cv=folds, scoring=scorer)
        np.testing.assert_allclose(scores[name], -expected if name == "log_loss" else expected)
    assert table["prediction"].tolist() == cross_val_predict(forest, x, y, cv=folds).tolist()
    assert found(result, "metrics")["accuracy"] == pytest.approx(scores["accuracy"].mean())
    assert found(result, "metrics")["spread"] == pytest.approx(np.std(scores["accuracy"], ddof=1))


def test_what_prepares_the_rows_learns_from_the_other_folds_alone():
    table = BIKES.assign(b=BIKES["b"].where(np.arange(len(BIKES)) % 3 > 0))
    inside = held(("prep.MissingValues", {"columns": ["b"], "numbers": "mean"}), LINE)
    result = run(inside, table)
    made = found(result, "table")
    assert made["b"].isna().sum() == 30
    folds = PredefinedSplit(made["fold"])
    line = make_pipeline(SimpleImputer(), LinearRegression())
    expected = cross_val_predict(line, table[["a", "b"]], table["y"], cv=folds)
    np.testing.assert_allclose(made["prediction"], expected)
    scores = -cross_val_score(line, table[["a", "b"]], table["y"], cv=folds, scoring="neg_root_mean_squared_error")
    np.testing.assert_allclose(found(result, "scores")["rmse"], scores)
    assert found(result, "metrics")["score"] == pytest.approx(scores.mean())


def test_a_fold_in_time_is_learnt_from_all_earlier_rows():
    table = PEOPLE.sort_values("at")
    shuffled = table.sample(frac=1, random_state=3)
    made = found(run(held(FOREST), shuffled, how="time", column="at", gap=2), "table").loc[table.index]
    forest = RandomForestClassifier(5, random_state=0)
    wanted = np.full(len(table), None, dtype=object)
    for train, test in TimeSeriesSplit(5, gap=2).split(table):
        # The forest draws rows by their place, so they are learnt from in the order of the table that came in.
        train = sorted(train, key=lambda row: shuffled.index.get_loc(table.index[row]))
        forest.fit(table[["x"]].iloc[train], table["left"].iloc[train].to_numpy(object))
        wanted[test] = forest.predict(table[["x"]].iloc[test])
    assert [None if one is np.nan else one for one in made["prediction"].astype(object)] == wanted.tolist()
    assert made["fold"].isna().sum() == 20
    assert made["fold"].dtype == "Int64"


@pytest.mark.parametrize("values", [(0, 1), (7, 700), range(25)])
def test_whole_numbers_are_dealt_as_the_learner_takes_them(values: Any):
    """As classes where they are few, each in its share; as numbers, at random, where they are many."""
    table = PEOPLE.assign(left=np.random.default_rng(1).choice(list(values), len(PEOPLE)))
    few = len(values) < 20
    dealt = found(run(held(learner("DecisionTreeLearner", target="left", features=["x"])), table), "table")
    if few:
        shares = dealt.groupby("fold")["left"].value_counts().unstack(fill_value=0)
        assert (shares.max() - shares.min() <= 1).all()
    line = learner("LinearRegressionLearner", target="left", features=["x"])
    assert dealt["fold"].equals(found(run(held(LOGISTIC if few else line), table), "table")["fold"])


@pytest.mark.parametrize(
    ("how", "what"), [("groups", "put into one group"), ("time", "neither learnt from nor held out")]
)
def test_it_is_told_what_becomes_of_rows_without_a_group_or_a_time(how: str, what: str):
    table = PEOPLE.assign(part=PEOPLE["group"].where(np.arange(len(PEOPLE)) > 8))
    result = run(held(LOGISTIC), table, how=how, column="part", folds=3)
    said = [text for level, text in result.nodes["loop"].messages if level == "warning"]
    assert said == [f'9 of 120 rows without a value in "part" are {what}.']
    assert found(result, "table")["fold"][:9].nunique() == (how == "groups")


def test_rows_of_one_time_are_never_parted():
    table = PEOPLE.assign(year=np.sort(np.random.default_rng(2).integers(2000, 2012, len(PEOPLE))))
    table.loc[table.index[:9], "year"] = pd.NA
    made = found(run(held(LOGISTIC), table.sample(frac=1, random_state=1), how="time", column="year"), "table")
    assert (made.groupby("year")["fold"].nunique(dropna=False) == 1).all()
    latest = made.groupby("fold")["year"].max()
    assert latest.is_monotonic_increasing
    assert made["fold"][made["year"].isna()].isna().all()
    with pytest.raises(KnodeError, match="111 rows have a time, of 3 different ones, too few for this many folds"):
        found(run(held(LOGISTIC), table.assign(year=table["year"] // 4), how="time", column="year"), "table")


def test_groups_are_whole_and_classes_have_their_share():
    by_group = found(run(held(LOGISTIC), PEOPLE, how="groups", column="group"), "table")
    assert (by_group.groupby("group")["fold"].nunique() == 1).all()
    even = found(run(held(LOGISTIC), PEOPLE), "table").groupby("fold")["left"].value_counts().unstack()
    assert (even.max() - even.min() <= 1).all()


def test_repeats_have_other_folds_and_the_table_shows_the_first():
    once, thrice = (run(held(LOGISTIC), PEOPLE, repeats=repeats) for repeats in (1, 3))
    scores = found(thrice, "scores")
    assert scores["repeat"].tolist() == [1] * 5 + [2] * 5 + [3] * 5
    assert_frame_equal(found(once, "table"), found(thrice, "table"))
    assert_frame_equal(found(once, "scores").drop(columns="seconds"), scores.iloc[:5].drop(columns="seconds"))
    assert scores["log_loss"].nunique() == 15


def test_threads_change_nothing_and_seeds_do():
    one, two = (found(run(held(FOREST), PEOPLE, threads=threads), "table") for threads in (1, 2))
    assert_frame_equal(one, two)
    assert found(run(held(FOREST), PEOPLE, seed=5), "table")["fold"].tolist() != one["fold"].tolist()


def test_rows_come_out_as_they_came_in():
    made = found(run(held(FOREST), PEOPLE), "table")
    assert_frame_equal(made[PEOPLE.columns.tolist()], PEOPLE)


@effort(max_examples=25, deadline=None)
@drawn(
    st.lists(st.tuples(st.floats(-9, 9), st.sampled_from(["no", "yes", "🙂"])), min_size=12, max_size=30),
    st.integers(2, 4),
)
def test_each_row_is_held_out_once(rows: list[tuple[float, str]], count: int):
    table = pd.DataFrame({"x": [x for x, _ in rows], "left": pd.array([y for _, y in rows], dtype="str")})
    table["left"] = np.where(np.arange(len(table)) % 2, table["left"], "no")
    try:
        made = found(
            run(held(learner("NaiveBayesLearner", target="left")), table, folds=count, how="random", threads=1), "table"
        )
    except KnodeError as error:
        assert "at least two classes" in error.message
        return
    assert sorted(made["fold"].unique()) == list(range(1, count + 1))
    assert made["prediction"].notna().all()
    chances = made.filter(like="probability_")
    np.testing.assert_allclose(chances.sum(axis=1), 1)


@pytest.mark.parametrize("positive", ["", "no"])
def test_measures_of_two_classes_are_those_of_scikit_learn(positive: str):
    result = run(held(learner(target="left", features=["x", "z"])), PEOPLE, positive=positive)
    table, scores = found(result, "table"), found(result, "scores")
    for number, fold in table.groupby("fold"):
        true, predicted = fold["left"].to_numpy(object), fold["prediction"].to_numpy(object)
        label = positive or "yes"
        expected = {
            "accuracy": measures.accuracy_score(true, predicted),
            "balanced_accuracy": measures.balanced_accuracy_score(true, predicted),
            "f1": measures.f1_score(true, predicted, pos_label=label),
            "precision": measures.precision_score(true, predicted, pos_label=label),
            "recall": measures.recall_score(true, predicted, pos_label=label),
            "roc_auc": measures.roc_auc_score(true == "yes", fold["probability_yes"]),
            "log_loss": measures.log_loss(true, fold[["probability_no", "probability_yes"]]),
        }
        row = scores[scores["fold"] == number].iloc[0]
        assert {name: row[name] for name in OF_CLASSES} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("target", "positive"),
    [("bool", "true"), ("bool", "True"), ("boolean", "true"), ("float64", "1"), ("float64", "1.0")],
)
def test_the_positive_class_is_named_as_tables_show_it(target: str, positive: str):
    table = PEOPLE.assign(left=PEOPLE["left"].eq("yes").astype(target))
    others = {"true": "false", "True": "False", "1": "0", "1.0": "0.0"}
    recalls = [
        found(run(held(LOGISTIC), table, positive=one), "scores")["recall"] for one in ("", positive, others[positive])
    ]
    assert recalls[0].equals(recalls[1])
    assert not recalls[0].equals(recalls[2])
    with pytest.raises(
        KnodeError, match=f'no class "yes" to count .*the classes are .*"{positive.lower().split(".")[0]}"'
    ):
        found(run(held(LOGISTIC), table, positive="yes"), "scores")


# ---- weights

WEIGHTS = np.random.default_rng(5).choice([0, 0.5, 1, 3.25], len(PEOPLE))


def weighed_by_scikit_learn(table: pd.DataFrame, estimator, features: list[str], target: str, folds, scoring: str):
    """Fitted and scored with sample_weight in each fold."""
    with config_context(enable_metadata_routing=True):
        estimator = estimator.set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
        scorer = measures.get_scorer(scoring).set_score_request(sample_weight=True)
        return cross_val_score(
            estimator,
            table[features],
            table[target].to_numpy(object if table[target].dtype == "str" else "float64"),
            cv=PredefinedSplit(folds),
            scoring=scorer,
            params={"sample_weight": table["w"].to_numpy()},
        )


@pytest.mark.parametrize("scoring", ["accuracy", "balanced_accuracy", "roc_auc", "neg_log_loss"])
def test_rows_count_by_the_weights_that_the_learner_takes(scoring: str):
    table = PEOPLE.assign(w=WEIGHTS)
    inside = learner("DecisionTreeLearner", target="left", features=["x"], weight="w", max_depth=3, min_leaf=1)
    result = run(held(inside), table)
    tree = DecisionTreeClassifier(max_depth=3, random_state=0)
    expected = weighed_by_scikit_learn(table, tree, ["x"], "left", found(result, "table")["fold"], scoring)
    name = scoring.removeprefix("neg_")
    np.testing.assert_allclose(found(result, "scores")[name], -expected if name != scoring else expected)
    alike = found(run(held(learner("DecisionTreeLearner", target="left", features=["x"])), table), "scores")
    assert (found(result, "scores")[name] != alike[name]).any()


@pytest.mark.parametrize(
    ("name", "scoring"),
    [
        ("rmse", "neg_root_mean_squared_error"),
        ("mae", "neg_mean_absolute_error"),
        ("median_absolute_error", "neg_median_absolute_error"),
        ("mape", "neg_mean_absolute_percentage_error"),
        ("r2", "r2"),
    ],
)
def test_errors_of_numbers_count_by_weights(name: str, scoring: str):
    table = BIKES.assign(w=np.random.default_rng(5).uniform(0, 2, len(BIKES)))
    inside = held(learner("LinearRegressionLearner", target="y", features=["a", "b"], weight="w"))
    result = run(inside, table)
    folds = found(result, "table")["fold"]
    expected = weighed_by_scikit_learn(table, LinearRegression(), ["a", "b"], "y", folds, scoring)
    np.testing.assert_allclose(found(result, "scores")[name], expected if name == "r2" else -expected)


@pytest.mark.parametrize("scoring", ["accuracy", "roc_auc", "neg_log_loss"])
def test_rows_count_by_the_role_weight_where_the_learner_takes_none(scoring: str):
    table = PEOPLE.assign(w=WEIGHTS)
    roles = ("prep.SetRoles", {"roles": [{"columns": ["w"], "role": "weight"}]})
    inside = learner("NearestNeighborsLearner", target="left", features=["x", "group"], standardize=False)
    result = run(held(roles, inside), table)
    folds = PredefinedSplit(found(result, "table")["fold"])
    with config_context(enable_metadata_routing=True):
        expected = cross_val_score(
            KNeighborsClassifier(),
            table[["x", "group"]],
            table["left"].to_numpy(object),
            cv=folds,
            scoring=measures.get_scorer(scoring).set_score_request(sample_weight=True),
            params={"sample_weight": WEIGHTS},
        )
    name = scoring.removeprefix("neg_")
    np.testing.assert_allclose(found(result, "scores")[name], -expected if name != scoring else expected)
    said = [text for level, text in result.nodes["loop"].messages if level == "info"]
    assert any(
        text.startswith('Measures count each row by "w", though "Nearest Neighbors" takes no weights') for text in said
    )


def test_weights_are_those_that_a_node_inside_makes_or_changes():
    doubled = ("prep.Formula", {"formulas": [{"name": "w", "expression": '"group" % 3'}]})
    inside = learner("DecisionTreeLearner", target="left", features=["x"], weight="w", max_depth=3, min_leaf=1)
    made = found(run(held(doubled, inside), PEOPLE.assign(w=7.0)), "scores")
    wanted = found(run(held(inside), PEOPLE.assign(w=PEOPLE["group"] % 3)), "scores")
    assert_frame_equal(made.drop(columns="seconds"), wanted.drop(columns="seconds"))


def test_a_fold_in_which_no_row_counts_tells_nothing():
    table = PEOPLE.sort_values("at").assign(w=[1.0] * 100 + [0.0] * 20)
    inside = held(learner("DecisionTreeLearner", target="left", features=["x"], weight="w"))
    result = run(inside, table, how="time", column="at")
    assert found(result, "scores")["accuracy"].isna().tolist() == [False] * 4 + [True]
    with pytest.raises(KnodeError, match='the weight "w" is missing in row 119'):
        found(run(inside, table.assign(w=[1.0] * 119 + [None]), how="time", column="at"), "scores")


def test_an_optimizer_scores_by_weights_of_which_the_learner_takes_none():
    table = PEOPLE.assign(w=WEIGHTS)
    table.attrs = {"roles": {"w": "weight"}}
    search = {"parameters": [{"name": "k", "values": [7]}], "method": "grid"}
    near = {"target": "left", "features": ["x"]}
    inside = held(learner("NearestNeighborsLearner", neighbors="$k", **near), k=5)
    result = run(inside, table, type_id="learn.ParameterOptimizer", **search)
    scores = found(run(held(learner("NearestNeighborsLearner", neighbors=7, **near)), table), "scores")
    assert found(result, "table")["score"].tolist() == pytest.approx([scores["accuracy"].mean()])
    assert any("Measures count each row by" in text for _, text in result.nodes["loop"].messages)


def test_an_optimizer_scores_by_weights():
    table = PEOPLE.assign(w=WEIGHTS)
    inside = learner(target="left", features=["x"], weight="w", C="$c")
    search = {"parameters": [{"name": "c", "values": [0.5]}], "method": "grid"}
    trials = found(run(held(inside, c=1.0), table, type_id="learn.ParameterOptimizer", **search), "table")
    scores = found(run(held(learner(target="left", features=["x"], weight="w", C=0.5)), table), "scores")
    assert trials["score"].tolist() == pytest.approx([scores["accuracy"].mean()])


# ---- hard tables


def test_rows_without_a_target_are_predicted_and_do_not_count():
    gaps = PEOPLE["left"].where(np.arange(len(PEOPLE)) % 4 > 0)
    result = run(held(LOGISTIC), PEOPLE.assign(left=gaps))
    made, scores = found(result, "table"), found(result, "scores")
    assert made["prediction"].notna().all()
    number, fold = next(iter(made.dropna(subset="left").groupby("fold")))
    assert scores["accuracy"][scores["fold"] == number].item() == pytest.approx(
        (fold["left"] == fold["prediction"]).mean()
    )


def test_a_class_that_a_fold_has_not_learnt_is_one_it_deems_impossible():
    table = PEOPLE.assign(left=PEOPLE["left"].where(np.arange(len(PEOPLE)) > 0, "rare"))
    made = found(run(held(LOGISTIC), table, how="random"), "table")
    rare = made[made["left"] == "rare"].iloc[0]
    assert rare["probability_rare"] == 0
    assert rare["prediction"] != "rare"


def test_a_target_of_whole_numbers_or_booleans_keeps_its_type():
    for target in (PEOPLE["x"].gt(0), PEOPLE["x"].gt(0).astype("int64"), PEOPLE["left"].astype("category")):
        made = found(run(held(learner(target="left", features=["z", "x"])), PEOPLE.assign(left=target)), "table")
        assert made["prediction"].dtype == target.dtype
        late = found(run(held(LOGISTIC), PEOPLE.assign(left=target), how="time", column="at"), "table")
        assert late["prediction"].isna().sum() == 20


def test_rows_that_a_filter_inside_removes_have_no_prediction():
    keep = ("prep.RowFilter", {"conditions": [{"column": "x", "operator": "greater", "value": -1}]})
    made = found(run(held(keep, FOREST), PEOPLE), "table")
    assert (made["prediction"].isna() == (PEOPLE["x"] <= -1)).all()


def test_a_filter_by_the_target_chooses_rows_for_training_only():
    keep = ("prep.RowFilter", {"conditions": [{"column": "y", "operator": "less", "value": 2}]})
    made = found(run(held(keep, LINE), BIKES), "table")
    assert made["prediction"].notna().all()


def test_an_optimizer_inside_is_validated_like_any_learner():
    inner = held(learner("RandomForestLearner", target="left", features=["x"], trees="$trees"), trees=3)
    search = {"parameters": [{"name": "trees", "values": [2, 4]}], "method": "grid", "folds": 2}
    inside = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "out": ("deploy.ContainerOutput", {"name": "model", "kind": "model"}),
        }
    )
    inside.add(Instance("search", "learn.ParameterOptimizer", settings=search, workflow=inner))
    inside.link("rows", "value", "search", "rows")
    inside.link("search", "model", "out", "value")
    made = found(run(inside, PEOPLE, folds=2), "table")
    assert made["prediction"].notna().all()


# ---- before the run


def _inside(spec: object):
    return lambda inputs, varying=(): {"model": spec}


def test_what_comes_out_is_told_before_the_run():
    model = LogisticSpecs.regressor()
    told = CrossValidate().holding_spec({"rows": TableSpec.of(BIKES)}, _inside(model))
    result = run(held(LINE), BIKES)
    assert TableSpec.of(found(result, "table")) == told["table"]
    assert TableSpec.of(found(result, "scores")) == told["scores"]
    assert told["metrics"] == VariablesSpec(names=tuple(found(result, "metrics")))
    assert set(OF_NUMBERS) < set(found(result, "metrics"))


class LogisticSpecs:
    """What learners tell of their models."""

    @staticmethod
    def regressor():
        from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner

        return LinearRegressionLearner.from_settings({"target": "y"}).spec({"table": TableSpec.of(BIKES)})["model"]


def test_a_measure_of_the_wrong_kind_is_told_before_the_run():
    with pytest.raises(
        DataError, match="the model predicts numbers, and `accuracy` does not measure that; choose one of `rmse`"
    ):
        CrossValidate(metric="accuracy").holding_spec({"rows": TableSpec.of(BIKES)}, _inside(LogisticSpecs.regressor()))


# ---- messages


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (PEOPLE.iloc[:3], {}, "the table has 3 rows: there must be at least 5 rows for 5 folds"),
        (PEOPLE.iloc[:0], {}, "the table has 0 rows"),
        (PEOPLE, {"how": "groups"}, "no column is chosen"),
        (PEOPLE, {"how": "groups", "column": "gruop"}, 'there is no column "gruop"; did you mean "group"?'),
        (PEOPLE, {"how": "groups", "column": "city 🙂"}, "only 3 groups in .* for 5 folds"),
        (PEOPLE, {"how": "time", "column": "left"}, '"left" holds no times or numbers'),
        (PEOPLE, {"how": "time", "column": "at", "gap": 100}, "too few for this many folds and a gap of 100"),
        (PEOPLE, {"output": "modle"}, 'no model "modle" as an output; did you mean "model"?'),
        (PEOPLE, {"input": "row"}, 'no table "row" as an input; did you mean "rows"?'),
        (PEOPLE, {"positive": "yess"}, 'no class "yess" to count as positive; did you mean "yes"?'),
        (PEOPLE, {"metric": "r2"}, "the model predicts classes, and `r2` does not measure that"),
        (PEOPLE.assign(fold=1), {}, 'already has a column "fold"'),
        (PEOPLE.assign(prediction=1), {}, 'already has a column "prediction"'),
        (PEOPLE.drop(columns="left"), {}, 'no column "left"'),
    ],
)
def test_errors_say_what_to_do(table: pd.DataFrame, settings: dict, message: str):
    with pytest.raises(KnodeError, match=message):
        found(run(held(LOGISTIC), table, **settings), "scores")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": np.inf}, '"x" is infinite in row 57'),
        ({"x": np.nan}, '"x" has a missing value, in row 57'),
        ({"w": -1.0}, '"w" is -1 in row 57'),
        ({"left": 1.5}, '"left" has decimals .1.5 in row 57'),
    ],
)
def test_a_fold_that_fails_names_the_row_of_the_table(change: dict, message: str):
    table = PEOPLE.assign(w=1.0, left=np.arange(len(PEOPLE)) % 2 * 1.0)
    for name, value in change.items():
        table.iloc[57, table.columns.get_loc(name)] = value
    inside = learner(target="left", features=["x"], weight="w", missing="error")
    with pytest.raises(KnodeError, match=message):
        found(run(held(inside), table), "scores")


def test_a_fold_that_fails_is_named():
    table = PEOPLE.assign(left="no")
    table.iloc[0, table.columns.get_loc("left")] = "yes"
    with pytest.raises(KnodeError, match=r'fold \d: node "loop/n0" .*at least two classes'):
        found(run(held(LOGISTIC), table), "scores")


def test_rows_that_are_numbered_anew_inside_are_refused():
    anew = ("prep.GroupBy", {"keys": ["x", "left"]})
    with pytest.raises(KnodeError, match="numbers the rows anew"):
        found(run(held(anew, LOGISTIC), PEOPLE), "scores")


def test_without_a_learner_inside_it_says_so():
    inside = workflow(
        {"rows": ("deploy.ContainerInput", {"name": "rows"}), "out": ("deploy.ContainerOutput", {"name": "table"})},
        "rows.value -> out.value",
    )
    with pytest.raises(KnodeError, match="no output of the kind model: put a learner into it that gives a model"):
        found(run(inside, PEOPLE), "scores")
