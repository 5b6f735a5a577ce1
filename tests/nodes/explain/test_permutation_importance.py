"""PermutationImportance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics
from sklearn.inspection import permutation_importance

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import Plot
from knode_nodes.evaluate.scorer import Scorer
from knode_nodes.explain._asked import Asked
from knode_nodes.explain._scores import OF_NUMBERS, Truth
from knode_nodes.explain.permutation_importance import SPEC, PermutationImportance
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from tests.nodes.explain.models import CITIES, FOREST, LINEAR, LOGISTIC, MACHINE, MIXED, NUMBERS, SCALES, TABLE, fitted
from tests.nodes.learn.conftest import NotingContext

pytestmark = pytest.mark.uncovered


def run(model, table=TABLE, context=None, **chosen):
    return PermutationImportance.from_settings(chosen).run(model, table, context or QuietContext(seed=5))


@pytest.mark.parametrize(
    ("model", "score", "scoring"),
    [
        (FOREST, "accuracy", "accuracy"),
        (CITIES, "log_loss", "neg_log_loss"),
        (LINEAR, "r2", "r2"),
        (LINEAR, "mae", "neg_mean_absolute_error"),
    ],
)
def test_the_importances_are_those_of_scikit_learn(model, score, scoring):
    found = run(model, score=score, repeats=15).table.set_index("column")
    true = TABLE[model.target].to_numpy(dtype=None if model.kind == "regressor" else object)
    expected = permutation_importance(
        model.estimator, TABLE[model.inputs.names], true, scoring=scoring, n_repeats=15, random_state=0
    )
    mean, spread = expected["importances_mean"], expected["importances_std"]
    error = 6 * spread / 15**0.5 + 1e-12
    assert (np.abs(found.loc[model.inputs.names, "importance"] - mean) < error).all()
    np.testing.assert_allclose(found.loc[model.inputs.names, "deviation"], spread, rtol=1.0, atol=0.005)


def test_what_is_shuffled_is_one_column_and_all_rows():
    table = TABLE.head(40)
    found = run(LINEAR, table, repeats=3, score="rmse", seed=11).table.set_index("column")

    def error(rows):
        return float(np.sqrt(((LINEAR.apply(rows)["prediction"] - table["spent"]) ** 2).mean()))

    orders = [np.random.default_rng([11, repeat]).permutation(40) for repeat in range(3)]
    for name in MIXED:
        rises = [error(table.assign(**{name: table[name].array[order]})) - error(table) for order in orders]
        assert found.loc[name, "importance"] == pytest.approx(np.mean(rises))
        assert found.loc[name, "deviation"] == pytest.approx(np.std(rises))
        assert (found.loc[name, "lowest"], found.loc[name, "highest"]) == pytest.approx((min(rises), max(rises)))


def test_a_column_that_the_model_does_not_use_has_no_importance():
    table = TABLE.assign(member=True)
    found = run(FOREST, table).table.set_index("column")
    assert found.loc["member", ["importance", "deviation"]].tolist() == [0.0, 0.0]
    assert found["importance"].is_monotonic_decreasing


def test_columns_of_a_group_are_shuffled_in_the_same_order():
    twice = TABLE.assign(age=TABLE["age"].astype("float64"), income=TABLE["age"] * 700.0)
    groups = [{"name": "age and income", "columns": ["age", "income"]}]
    found = run(LOGISTIC, twice, groups=groups, seed=1, repeats=2).table
    assert "age and income" in found["column"].tolist()
    assert not {"age", "income"} & set(found["column"])
    order = np.random.default_rng([1, 0]).permutation(len(twice))
    mixed = twice.assign(age=twice["age"].array[order], income=twice["income"].array[order])
    right = (LOGISTIC.apply(twice)["prediction"] == twice["left"]).mean()
    loss = right - (LOGISTIC.apply(mixed)["prediction"] == twice["left"]).mean()
    own = found.set_index("column").loc["age and income"]
    assert loss in (pytest.approx(own["lowest"]), pytest.approx(own["highest"]))
    assert (
        run(LOGISTIC, groups=[{"columns": ["age", "city"]}])
        .table["column"]
        .str.contains("age + city", regex=False)
        .any()
    )


def test_rows_count_by_their_weights_and_without_a_target_not_at_all():
    context = NotingContext()
    weights = np.tile([0, 1, 2], 40)
    table = TABLE.assign(w=weights, left=TABLE["left"].mask(TABLE["age"] > 75))
    found = run(FOREST, table, context, weight="w", repeats=1, seed=2).table
    kept = table[(table["w"] > 0) & table["left"].notna()]
    assert "rows without a target or weight were left out" in context.infos[0]
    order = np.random.default_rng([2, 0]).permutation(len(kept))
    mixed = kept.assign(age=kept["age"].array[order])

    def right(rows):
        return np.average(FOREST.apply(rows)["prediction"] == kept["left"], weights=kept["w"])

    expected = right(kept) - right(mixed)
    assert found.set_index("column").loc["age", "importance"] == pytest.approx(expected)


SCORES = {
    "accuracy": lambda true, found, chances: metrics.accuracy_score(true, found),
    "balanced_accuracy": lambda true, found, chances: metrics.balanced_accuracy_score(true, found),
    "f1": lambda true, found, chances: metrics.f1_score(
        true, found, average="macro", labels=[0, 1, 2], zero_division=0
    ),
    "roc_auc": lambda true, found, chances: metrics.roc_auc_score(true, chances, multi_class="ovr"),
    "log_loss": lambda true, found, chances: metrics.log_loss(true, chances, labels=[0, 1, 2]),
    "r2": lambda true, found, _: metrics.r2_score(true, found),
    "rmse": lambda true, found, _: metrics.root_mean_squared_error(true, found),
    "mae": lambda true, found, _: metrics.mean_absolute_error(true, found),
}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SCORES)), st.integers(0, 2**32), st.integers(3, 30))
def test_scores_are_those_of_scikit_learn(score, seed, rows):
    random = np.random.default_rng(seed)
    codes = np.concatenate([[0, 1, 2], random.integers(0, 3, rows - 3)])
    if score in OF_NUMBERS:
        true, outputs = random.normal(size=rows), random.normal(size=(rows, 1))
        truth = Truth(Asked(NUMBERS), pd.Series(true, name="spent"), score, None)
        expected = SCORES[score](true, outputs[:, 0], None)
    else:
        outputs = random.dirichlet([1, 1, 1], rows)
        target = pd.Series(np.array(CITIES.classes, dtype=object)[codes], name="city")
        truth = Truth(Asked(CITIES), target, score, None)
        found = outputs.argmax(axis=1)
        expected = SCORES[score](codes, found, outputs)
        if score == "f1":
            there = sorted({*codes, *found})
            expected = metrics.f1_score(codes, found, average="macro", labels=there, zero_division=0)
    assert truth.of(outputs) == pytest.approx(expected)


def test_f1_of_two_classes_is_that_of_the_second_as_scorer_tells_it():
    table = TABLE.assign(prediction=FOREST.apply(TABLE)["prediction"])
    scored = Scorer.from_settings({"target": FOREST.target}).run(table, QuietContext())
    context = NotingContext()
    run(FOREST, context=context, score="f1", repeats=1)
    assert f"F1 is {scored.metrics['f1']:.4g} on" in context.infos[-1]


def test_many_rows_are_drawn_from_and_the_same_seed_gives_the_same():
    context = NotingContext()
    one = run(FOREST, context=context, most_rows=30, seed=4)
    assert "on 30 rows" in context.infos[-1]
    assert one.table.equals(run(FOREST, most_rows=30, seed=4).table)
    assert not one.table.equals(run(FOREST, most_rows=30, seed=5).table)


def test_the_picture_has_a_bar_with_its_spread_for_each_column():
    found = run(FOREST)
    plot = Plot.read(found.view.content)
    (bars,) = (layer for layer in plot.layers if layer.kind == "bars")
    assert plot.y.categories == tuple(found.table["column"])
    np.testing.assert_allclose(np.array(bars.high) - np.array(bars.size), found.table["deviation"])
    assert "accuracy" in plot.subtitle
    (once,) = (layer for layer in Plot.read(run(FOREST, repeats=1).view.content).layers if layer.kind == "bars")
    assert once.high is None


def test_a_model_without_probabilities_is_measured_by_its_classes():
    assert len(run(MACHINE).table) == len(MACHINE.inputs.names)
    with pytest.raises(DataError, match="gives no probabilities, which log loss needs"):
        run(MACHINE, score="log_loss")


@pytest.mark.parametrize(
    ("model", "table", "chosen", "message"),
    [
        (SCALES, TABLE, {}, "predicts nothing"),
        (FOREST, TABLE.drop(columns="left"), {}, 'there is no column "left" (the model learnt to predict it)'),
        (FOREST, TABLE, {"target": "nope"}, 'there is no column "nope"'),
        (FOREST, TABLE, {"score": "r2"}, "the model predicts classes, which r2 does not measure"),
        (NUMBERS, TABLE, {"score": "f1"}, "the model predicts numbers, which f1 does not measure"),
        (NUMBERS, TABLE, {"target": "city"}, 'the target "city" is a text column'),
        (FOREST, TABLE.assign(left=1), {}, 'the target "left" is 1 in some rows, which is no class'),
        (FOREST, TABLE, {"target": "city"}, "which is no class of the model; it knows"),
        (FOREST, TABLE.assign(left=None), {}, 'no row has a value in the target "left"'),
        (FOREST, TABLE.assign(left=None), {"weight": "age"}, 'no row has a value in the target "left"'),
        (NUMBERS, TABLE.assign(spent=1.0), {}, "is 1 in every row"),
        (NUMBERS, TABLE.assign(spent=np.inf), {}, "is infinite in some rows"),
        (NUMBERS, TABLE.assign(spent=1j), {}, 'the target "spent" is a complex number column'),
        (FOREST, TABLE.drop(columns="age"), {}, 'does not have: "age"'),
        (FOREST, TABLE.iloc[:0], {}, "no row has a value in the target"),
        (
            FOREST,
            TABLE[TABLE["left"] == "yes"],
            {"score": "roc_auc"},
            'no row is of the class "no", which ROC AUC needs',
        ),
        (FOREST, TABLE, {"groups": [{"columns": ["age"]}, {"columns": ["age", "city"]}]}, '"age" is in two groups'),
        (FOREST, TABLE, {"groups": [{"columns": []}]}, "a group of columns has none"),
        (FOREST, TABLE, {"groups": [{"columns": ["spent"]}]}, 'there is no column "spent"'),
        (FOREST, TABLE, {"groups": [{"columns": ["age", "plan"], "name": "city"}]}, "as a column is"),
        (FOREST, TABLE, {"weight": "city"}, 'the weight "city" is a text column'),
        (FOREST, TABLE.assign(w=-1), {"weight": "w"}, "is -1 in row 0"),
    ],
)
def test_what_cannot_be_measured_is_told(model, table, chosen, message):
    with pytest.raises(DataError) as caught:
        run(model, table, **chosen)
    assert message in caught.value.message


def test_what_is_wrong_is_told_before_a_run():
    node = PermutationImportance()
    assert node.spec({"model": FOREST.spec, "table": TableSpec.of(TABLE)})["table"] == SPEC
    assert node.spec({"model": None, "table": None})["table"] == SPEC
    with pytest.raises(DataError, match="learnt to predict it"):
        node.spec({"model": FOREST.spec, "table": TableSpec.of(TABLE.drop(columns="left"))})
    with pytest.raises(DataError, match="predicts nothing"):
        node.spec({"model": SCALES.spec, "table": None})


def test_the_person_can_stop_it():
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            if fraction and fraction > 0.3:
                raise Cancelled

    with pytest.raises(Cancelled):
        run(FOREST, context=Stopping())


def test_a_column_may_be_called_self():
    table = TABLE.rename(columns={"age": "self"})
    model = fitted(LinearRegressionLearner, "spent", ["self", "income"], table=table)
    found = run(model, table, seed=1)[0]
    expected = run(fitted(LinearRegressionLearner, "spent", ["age", "income"]), seed=1)[0]
    assert found.iloc[:, 1:].equals(expected.iloc[:, 1:])
    assert set(found.iloc[:, 0]) == {"self", "income"}


EXAMPLES = [
    Example({"repeats": 2}, {"model": FOREST, "table": TABLE}),
    Example({"score": "log_loss", "groups": [{"columns": ["age", "plan"]}]}, {"model": CITIES, "table": TABLE}),
    Example({"score": "mae", "repeats": 1}, {"model": NUMBERS, "table": TABLE.head(2)}),
]
