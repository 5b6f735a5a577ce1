"""What more rows would bring."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn import config_context
from sklearn.base import clone
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import f1_score, get_scorer, log_loss, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from knode.api import Cancelled, DataError, Model, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.evaluate._refits import fitted, task_of
from knode_nodes.evaluate.learning_curve import LearningCurve
from knode_nodes.learn.decision_tree_learner import DecisionTreeLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.nearest_neighbors_learner import NearestNeighborsLearner
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from knode_nodes.prep.normalizer import Normalizer
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.learners import CASES, made

pytestmark = pytest.mark.uncovered
FEATURES = ["age", "city", "plan", "member", "visits"]
CUSTOMERS = new_customers()


def classifier(table=CUSTOMERS):
    return LogisticRegressionLearner.from_settings({"target": "left", "features": FEATURES}).run(table, NotingContext())


def of_cities():
    node = LogisticRegressionLearner.from_settings({"target": "city", "features": ["age"]})
    return node.run(CUSTOMERS, NotingContext())


def regressor(features=FEATURES):
    return LinearRegressionLearner.from_settings({"target": "spent", "features": features}).run(
        CUSTOMERS, NotingContext()
    )


EXAMPLES = [
    Example({"points": 3, "folds": 2}, {"model": classifier(), "table": CUSTOMERS}),
    Example({"points": 2, "folds": 3, "metric": "mae", "smallest": 0.5}, {"model": regressor(), "table": CUSTOMERS}),
]


def drawn(model, table=CUSTOMERS, context=None, **settings):
    return LearningCurve.from_settings({"points": 3, **settings}).run(model, table, context or NotingContext())


@pytest.mark.parametrize(("metric", "name", "way"), [("r2", "r2", 1), ("rmse", "neg_root_mean_squared_error", -1)])
def test_with_all_rows_it_is_a_cross_validation_by_scikit_learn(metric, name, way):
    model = regressor(["age", "income"])
    curve = drawn(model, metric=metric, folds=4, seed=11).curve
    folds = KFold(4, shuffle=True, random_state=11)
    scores = way * cross_val_score(
        LinearRegression(), CUSTOMERS[["age", "income"]], CUSTOMERS["spent"], cv=folds, scoring=name
    )
    last = curve.iloc[-1]
    assert (last["test"], last["test_spread"]) == pytest.approx((scores.mean(), scores.std(ddof=1)))
    assert (last["rows"], last["share"]) == (90, 1.0)


def test_measures_of_classes_are_those_of_scikit_learn():
    model, scores = classifier(), []
    for train, test in StratifiedKFold(2, shuffle=True, random_state=2).split(CUSTOMERS, CUSTOMERS["left"]):
        learnt, tested = CUSTOMERS.iloc[train], CUSTOMERS.iloc[test]
        estimator = clone(model.estimator).fit(learnt[FEATURES], learnt["left"])
        chances = estimator.predict_proba(tested[FEATURES])
        right = (estimator.predict(tested[FEATURES]) == tested["left"]).mean()
        scores.append((right, roc_auc_score(tested["left"] == "yes", chances[:, 1]), log_loss(tested["left"], chances)))
    for metric, expected in zip(("accuracy", "roc_auc", "log_loss"), np.mean(scores, axis=0), strict=True):
        last = drawn(model, metric=metric, folds=2, seed=2, points=2).curve.iloc[-1]
        assert last["test"] == pytest.approx(expected, rel=1e-3)


COUNTS = np.random.default_rng(4).choice([0.0, 0.5, 1.0, 4.0], len(CUSTOMERS))
WEIGHED = CUSTOMERS.assign(counts=COUNTS)


@pytest.mark.parametrize(
    "settings",
    [
        {"weight": "counts"},
        {"weight": "counts", "class_weight": "balanced"},
        {"weight": "counts", "class_weight": "custom", "class_weights": {"yes": 7}},
        {"class_weight": "balanced"},
        {"class_weight": "custom", "class_weights": {"no": 0.2, "yes": 3}},
    ],
    ids=str,
)
@pytest.mark.parametrize(("features", "metric"), [(["age", "visits"], "f1"), (["age", "city"], "roc_auc")])
def test_rows_and_classes_count_as_for_the_learner(settings, features, metric):
    """Each fold as scikit-learn fits and scores it with sample_weight; classes count in the fit alone."""
    node = LogisticRegressionLearner.from_settings({"target": "left", "features": features, **settings})
    model = node.run(WEIGHED, NotingContext())
    last = drawn(model, WEIGHED, metric=metric, folds=3, seed=2, points=2).curve.iloc[-1]
    rows = WEIGHED[WEIGHED["counts"] > 0] if "weight" in settings else WEIGHED
    weights = rows["counts"] if "weight" in settings else pd.Series(1.0, rows.index)
    classes = {"balanced": "balanced", "custom": settings.get("class_weights")}.get(settings.get("class_weight", ""))
    x = pd.get_dummies(rows[features], columns=[name for name in features if name == "city"], dtype=float)
    x = x.astype("float64").assign(**{name: rows[name].astype("float64") for name in features if name != "city"})
    scores = []
    for train, test in StratifiedKFold(3, shuffle=True, random_state=2).split(rows, rows["left"]):
        scale = StandardScaler().fit(x.iloc[train]) if features == ["age", "visits"] else _numbers_scaled(x.iloc[train])
        learnt, tested = scale.transform(x.iloc[train]), scale.transform(x.iloc[test])
        own = weights.iloc[train].to_numpy()
        labels, truth = rows["left"].iloc[train], rows["left"].iloc[test]
        if classes == "balanced":
            totals = pd.Series(own).groupby(labels.to_numpy()).sum()
            own = own * (own.sum() / 2 / labels.map(totals)).to_numpy()
        elif classes:
            own = own * labels.map(lambda label: classes.get(label, 1)).to_numpy()
        line = LogisticRegression(max_iter=1000).fit(learnt, labels, own)
        given = {"sample_weight": weights.iloc[test]}
        if metric == "f1":
            scores.append(f1_score(truth, line.predict(tested), pos_label="yes", **given))
        else:
            scores.append(roc_auc_score(truth == "yes", line.predict_proba(tested)[:, 1], **given))
    assert last["test"] == pytest.approx(np.mean(scores), rel=1e-3)


def test_probabilities_of_a_machine_are_learnt_from_as_many_folds_as_few_rows_allow():
    table = CUSTOMERS.head(60)
    node = SupportVectorMachineLearner.from_settings({"target": "left", "features": ["age", "visits"]})
    model = node.run(table, NotingContext())
    assert model.estimator[-1].cv.n_splits == 5
    curve = drawn(model, table, smallest=0.12, folds=4, metric="log_loss").curve
    assert curve["rows"].tolist()[0] == 5
    assert curve["test"].notna().all()
    assert model.estimator[-1].cv.n_splits == 5, "the model stays as it was"
    with pytest.raises(DataError, match="one row only of the class .* make the smallest part larger"):
        drawn(model, table, smallest=0.05, folds=4)


def test_an_algorithm_that_takes_no_weights_is_measured_by_those_of_the_role():
    table = WEIGHED.assign()
    table.attrs = {"roles": {"counts": "weight"}}
    node = NearestNeighborsLearner.from_settings({"target": "left", "features": ["age"], "standardize": False})
    curve = drawn(node.run(table, NotingContext()), WEIGHED, folds=4, seed=2, points=2).curve
    folds = StratifiedKFold(4, shuffle=True, random_state=2)
    with config_context(enable_metadata_routing=True):
        scorer = get_scorer("accuracy").set_score_request(sample_weight=True)
        x, y, params = WEIGHED[["age"]], WEIGHED["left"].to_numpy(object), {"sample_weight": COUNTS}
        expected = cross_val_score(KNeighborsClassifier(), x, y, cv=folds, scoring=scorer, params=params)
    assert curve["test"].iloc[-1] == pytest.approx(expected.mean())
    with pytest.raises(DataError, match='the model counts rows by "counts", which the table does not have'):
        drawn(node.run(table, NotingContext()), CUSTOMERS)
    with pytest.raises(DataError, match="none of .* of these rows counts, as their weights are 0"):
        drawn(node.run(table, NotingContext()), WEIGHED.assign(counts=np.arange(120) < 1))


def _numbers_scaled(table):
    """Dummies stay as they are, as in the learner."""
    scaler = StandardScaler().fit(table)
    for place, name in enumerate(table.columns):
        if name != "age":
            scaler.mean_[place], scaler.scale_[place] = 0.0, 1.0
    return scaler


WEIGHTS = [{}, {"weight": "counts"}, {"weight": "counts", "class_weight": "custom", "class_weights": {"yes": 7}}]


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("settings", WEIGHTS, ids=str)
@pytest.mark.parametrize("name", CASES)
def test_fitted_anew_to_all_rows_it_is_the_model_of_the_learner(name, settings):
    known = CASES[name][0].model_fields
    given = {key: value for key, value in settings.items() if key in known} | ({"seed": 3} if "seed" in known else {})
    model = made(name, **given).run(WEIGHED, NotingContext())
    task = task_of(model, WEIGHED, NotingContext())
    again = fitted(task, np.arange(len(task.target)))
    answers = "predict_proba" if hasattr(again, "predict_proba") else "predict"
    found, expected = (getattr(one, answers)(task.features) for one in (again, model.estimator))
    np.testing.assert_array_equal(found, expected)


def test_a_table_without_the_weights_of_the_learner_or_with_wrong_ones_is_refused():
    node = LinearRegressionLearner.from_settings({"target": "spent", "features": ["age"], "weight": "counts"})
    model = node.run(WEIGHED, NotingContext())
    with pytest.raises(DataError, match='weighs rows by "counts", which the table does not have') as caught:
        drawn(model, CUSTOMERS)
    assert caught.value.facts["column"] == "counts"
    with pytest.raises(DataError, match='the weight "counts" is -1 in row 3'):
        drawn(model, WEIGHED.assign(counts=np.where(np.arange(120) == 3, -1, 1)))
    with pytest.raises(DataError, match='the weight "counts" is 0 in every row'):
        drawn(model, WEIGHED.assign(counts=0))
    with pytest.raises(DataError, match="there are 3 rows that count, fewer than 5 folds"):
        drawn(model, WEIGHED.assign(counts=np.arange(120) < 3))


def test_the_model_itself_is_left_as_it_was():
    model = regressor()
    before = model.estimator.predict(CUSTOMERS[FEATURES])
    drawn(model, folds=2)
    np.testing.assert_array_equal(model.estimator.predict(CUSTOMERS[FEATURES]), before)


def test_parts_grow_and_have_all_classes_in_proportion():
    rare = CUSTOMERS.assign(left=np.where(np.arange(120) < 6, "yes", "no"))
    curve = drawn(classifier(rare), rare, folds=2, smallest=0.2, points=4).curve
    assert curve["rows"].is_monotonic_increasing
    assert curve["share"].iloc[-1] == 1


def test_rows_without_a_target_are_left_out(context):
    table = CUSTOMERS.assign(left=CUSTOMERS["left"].where(np.arange(120) % 4 > 0))
    curve = drawn(classifier(), table, context, folds=3).curve
    assert curve["rows"].iloc[-1] == 60
    assert "30 of 120 rows have no value" in context.warnings[0]


def test_a_curve_that_still_rises_is_told(context):
    random = np.random.default_rng(1)
    table = pd.DataFrame(random.normal(size=(60, 20))).rename(columns="x{}".format)
    table["y"] = table.sum(axis=1) + random.normal(size=60)
    model = LinearRegressionLearner.from_settings({"target": "y"}).run(table, NotingContext())
    drawn(model, table, context, smallest=0.5, folds=5)
    assert "more rows are likely to help" in context.infos[-1]


def test_the_view_has_two_lines_with_bands():
    layers = Plot.read(drawn(regressor(), folds=2).view.content).layers
    assert [(layer.kind, layer.name) for layer in layers] == [
        ("line", "train"),
        ("line", "test"),
        ("area", "train"),
        ("area", "test"),
    ]


def test_it_can_be_stopped():
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        drawn(regressor(), context=Stopping())


class Bare:
    """An estimator that cannot be fitted anew."""


def bare():
    model = regressor()
    return Model("regressor", Bare(), model.inputs, model.outputs, "bare", "spent")


@pytest.mark.parametrize(
    ("model", "table", "settings", "message"),
    [
        (Normalizer.from_settings({"columns": ["age"]}).run(CUSTOMERS).model, CUSTOMERS, {}, "predicts nothing"),
        (bare(), CUSTOMERS, {}, "cannot be fitted anew"),
        (regressor(), CUSTOMERS.rename(columns={"age": "Age"}), {}, 'did you mean "Age"'),
        (regressor(), CUSTOMERS.drop(columns="spent"), {}, 'learns from "spent"'),
        (regressor(), CUSTOMERS.assign(spent=None), {}, "nothing to learn"),
        (regressor(), CUSTOMERS.head(0), {}, "nothing to learn"),
        (regressor(), CUSTOMERS.head(3), {}, "fewer than 5 folds"),
        (regressor(), CUSTOMERS.assign(spent="a"), {}, "use Scorer for classes"),
        (classifier(), CUSTOMERS.assign(left="yes"), {}, "all rows are of one class"),
        (
            classifier(),
            CUSTOMERS.iloc[[0, *range(20, 60)]].assign(left=["odd"] + ["yes"] * 40),
            {},
            'rows of the class "odd"',
        ),
        (classifier(), CUSTOMERS, {"metric": "mae"}, "does not measure predicted classes"),
        (regressor(), CUSTOMERS, {"metric": "roc_auc"}, "does not measure predicted numbers"),
        (of_cities(), CUSTOMERS, {"smallest": 0.001}, "not all classes are among the 2 rows"),
        (
            regressor(),
            CUSTOMERS.assign(age="old"),
            {},
            '"age" is of type text .*"old" in row 0., and the model learnt from a number column',
        ),
        (regressor(["age", "income"]), CUSTOMERS.head(9), {}, "R² cannot be told of a single row: lower the number"),
        (
            regressor(["age"]),
            CUSTOMERS.assign(spent=np.where(np.arange(len(CUSTOMERS)) == 7, 1e300, CUSTOMERS["spent"])),
            {"metric": "mae"},
            "mae of .* rows is .*, as there are numbers too large",
        ),
    ],
)
def test_what_has_no_curve_is_a_clear_error(model, table, settings, message):
    with pytest.raises(DataError, match=message):
        drawn(model, table, **settings)


def test_the_canvas_tells_before_a_run():
    node = LearningCurve()
    with pytest.raises(DataError, match='learns from "age"'):
        node.spec({"model": regressor().spec, "table": TableSpec.of(CUSTOMERS.drop(columns="age"))})


def with_value(column, row, value):
    table = CUSTOMERS.copy()
    table[column] = table[column].astype("float64")
    table.loc[table.index[row], column] = value
    return table


@pytest.mark.parametrize(
    ("value", "said"),
    [(np.inf, '"age" is infinite in row 7: correct it'), (-np.inf, '"age" is infinite in row 7: correct it')],
)
def test_infinite_numbers_are_told_as_apply_model_tells_them(value, said):
    with pytest.raises(DataError, match=said) as error:
        drawn(classifier(), with_value("age", 7, value))
    assert (error.value.facts["column"], error.value.facts["row"]) == ("age", 7)


def test_a_value_that_is_missing_where_none_was_is_told_as_apply_model_tells_it():
    node = NearestNeighborsLearner.from_settings({"target": "left", "features": ["age"], "missing": "error"})
    model = node.run(CUSTOMERS, NotingContext())
    with pytest.raises(DataError, match='"age" is missing in row 7, and the model learnt from rows that all have it'):
        drawn(model, with_value("age", 7, np.nan))


def test_numbers_beyond_single_precision_are_told():
    forest = DecisionTreeLearner.from_settings({"target": "left", "features": ["age"]}).run(CUSTOMERS, NotingContext())
    with pytest.raises(
        DataError, match=r'"age" is 1e\+39 in row 7, and the model takes numbers up to 3.4e\+38'
    ) as error:
        drawn(forest, with_value("age", 7, 1e39))
    assert error.value.facts["row"] == 7


def test_a_row_without_a_target_may_have_any_value():
    table = with_value("age", 7, np.inf)
    table["left"] = table["left"].where(np.arange(len(table)) != 7)
    assert len(drawn(classifier(), table).curve) == 3
