"""ScikitLearnEstimator."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.utils import all_estimators

from knode.api import DataError, Model, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode.store.models import _estimator, _estimator_bytes
from knode_nodes.learn._estimators import NAMES, class_of, sort_of
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.scikit_learn_estimator import ScikitLearnEstimator
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.learners import FEATURES, gappy_customers

NUMBERS = ["age", "income", "visits"]
QUICK = {
    name: {"n_estimators": 3}
    for name in NAMES
    if name.startswith(("ExtraTrees", "RandomForest", "GradientBoosting", "AdaBoost", "Bagging", "IsolationForest"))
} | {
    "HistGradientBoostingClassifier": {"max_iter": 3},
    "HistGradientBoostingRegressor": {"max_iter": 3},
    "MLPClassifier": {"hidden_layer_sizes": [3], "max_iter": 5},
    "MLPRegressor": {"hidden_layer_sizes": [3, 2], "max_iter": 5},
    "QuadraticDiscriminantAnalysis": {"reg_param": 0.5},
    "TheilSenRegressor": {"max_subpopulation": 50},
    "MiniBatchKMeans": {"n_init": 1},
}


def learner(estimator, **settings):
    target = {"classifier": "left", "regressor": "spent"}.get(sort_of(estimator), "")
    return ScikitLearnEstimator.from_settings(
        {"estimator": estimator, "target": target, "features": FEATURES, **settings}
    )


def outputs(node, table):
    return node.outputs(node.run(table, NotingContext()))


@pytest.fixture(scope="module")
def gappy():
    return gappy_customers()


@pytest.mark.parametrize("name", NAMES)
def test_each_class_is_fitted_stored_and_applied_as_its_spec_told(name, gappy):
    node = learner(name, parameters=QUICK.get(name, {}))
    told, made = node.spec({"table": TableSpec.of(gappy)}), outputs(node, gappy)
    model = made["model"]
    assert set(told) == set(made) == {port.name for port in node.ports().outputs}
    assert told["model"].kind == model.kind
    assert told["model"].inputs.names == model.inputs.names
    applied = ApplyModel().run(model, gappy, QuietContext())
    loaded = _estimator(_estimator_bytes(model.estimator, "It"), "It")
    again = Model(
        model.kind, loaded, model.inputs, model.outputs, model.name, model.target, model.classes, model.replaces
    )
    pd.testing.assert_frame_equal(again.apply(gappy), applied)
    if "table" in made:
        pd.testing.assert_frame_equal(made["table"], applied)
        if told["table"] is not None:
            assert told["table"].names == list(applied.columns)
    assert applied[model.outputs.names].notna().all().all()


@pytest.mark.parametrize(("kind", "sort"), [("classifier", "classifier"), ("regressor", "regressor")])
def test_what_a_class_does_is_what_scikit_learn_says(kind, sort):
    known = dict(all_estimators(type_filter=kind))
    for name in NAMES:
        assert (name in known) == (sort_of(name) == sort), name
        assert class_of(name).__name__ == name


def test_parameters_reach_the_estimator(customers, context):
    plain = ExtraTreesClassifier(20, min_samples_leaf=4, random_state=7)
    plain.fit(StandardScaler().fit_transform(customers[NUMBERS]), customers["left"])
    parameters = {"n_estimators": 20, "min_samples_leaf": 4}
    model = learner("ExtraTreesClassifier", parameters=parameters, features=NUMBERS).run(customers, context)
    wanted = plain.predict_proba(StandardScaler().fit_transform(customers[NUMBERS]))
    np.testing.assert_allclose(model.apply(customers)[["probability_no", "probability_yes"]], wanted)
    assert model.facts["parameters"] == parameters


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("SVC", {"gama": 1.0}, 'SVC has no parameter "gama"; did you mean "gamma"?'),
        ("SVC", {"zzzzz": 1.0}, 'SVC has no parameter "zzzzz"; it has: C, kernel'),
        ("SVC", {"C": -1.0}, "'C' parameter of SVC must be a float in the range"),
        ("SVC", {"kernel": "rfb"}, "'kernel' parameter of SVC must be"),
        (
            "ExtraTreesClassifier",
            {"n_estimators": "many"},
            "'n_estimators' parameter of ExtraTreesClassifier must be an int",
        ),
        (
            "ExtraTreesClassifier",
            {"n_jobs": 4},
            '"n_jobs" of ExtraTreesClassifier cannot be set: the run knows its cores',
        ),
        ("KernelPCA", {"verbose": 1}, '"verbose" of KernelPCA cannot be set|no parameter "verbose"'),
        ("MLPClassifier", {"hidden_layer_sizes": ["a"]}, "the algorithm cannot learn from this table"),
    ],
)
def test_wrong_parameters_are_told_before_and_in_the_run(name, parameters, message, customers, context):
    node = learner(name, parameters=parameters)
    with pytest.raises(DataError, match=message):
        node.run(customers, context)
    if parameters != {"hidden_layer_sizes": ["a"]}:
        with pytest.raises(DataError, match=message):
            node.spec({"table": TableSpec.of(customers)})


def test_a_class_that_is_not_listed_is_refused():
    with pytest.raises(SettingError, match="estimator"):
        ScikitLearnEstimator.from_settings({"estimator": "FunctionTransformer"})


def test_what_scikit_learn_refuses_is_told_in_its_words(customers, context):
    with pytest.raises(DataError, match=r"the algorithm cannot learn from this table: some value\(s\) of y are out"):
        learner("GammaRegressor").run(customers.assign(spent=-customers["spent"]), context)


@pytest.mark.parametrize("setting", ["weight", "class_weight"])
def test_weights_where_there_are_none_are_refused(gappy, context, setting):
    chosen = {"weight": {"weight": "counts"}, "class_weight": {"class_weight": "balanced"}}[setting]
    with pytest.raises(DataError, match="KNeighborsClassifier takes no weights"):
        learner("KNeighborsClassifier", **chosen).run(gappy, context)
    with pytest.raises(DataError, match="KNeighborsClassifier takes no weights"):
        learner("KNeighborsClassifier", **chosen).spec({"table": TableSpec.of(gappy)})


def test_names_of_new_columns_say_what_they_are(customers):
    poly = outputs(learner("PolynomialFeatures", features=["age", "income"]), customers)["table"]
    np.testing.assert_allclose(poly["age income"], customers["age"] * customers["income"])
    assert list(outputs(learner("PCA", features=NUMBERS, column="part"), customers)["table"].columns[-3:]) == [
        "part_1",
        "part_2",
        "part_3",
    ]
    scaled = outputs(learner("MinMaxScaler", features=["age"]), customers)["table"]
    assert list(scaled.columns) == list(customers.columns)
    assert (scaled["age"].min(), scaled["age"].max()) == (0.0, 1.0)


def test_a_new_name_that_the_table_has_is_refused(customers, context):
    with pytest.raises(DataError, match='already has a column "age"'):
        learner("KMeans", column="age").run(customers, context)
    with pytest.raises(DataError, match='already has a column "pca_1"'):
        learner("PCA", features=NUMBERS).run(customers.assign(pca_1=1.0), context)


EXAMPLES = [
    Example({"estimator": "GaussianNB", "target": "left"}, {"table": gappy_customers()}),
    Example({"estimator": "BayesianRidge", "target": "spent", "weight": "counts"}, {"table": gappy_customers()}),
    Example({"estimator": "LinearSVC", "target": "member"}, {"table": new_customers()}),
    Example({"estimator": "KMeans", "parameters": {"n_clusters": 2}}, {"table": gappy_customers()}),
    Example({"estimator": "PCA", "features": NUMBERS}, {"table": new_customers()}),
    Example({"estimator": "LocalOutlierFactor", "column": "odd"}, {"table": gappy_customers()}),
]


@pytest.mark.parametrize("dtype", ["string", "string[pyarrow]"])
@pytest.mark.parametrize("name", ["PCA", "TruncatedSVD", "KMeans"])
def test_missing_texts_of_any_dtype_give_what_the_model_says(name, dtype):
    table = new_customers()[["age", "city"]].reset_index(drop=True)
    table["city"] = table["city"].where(table.index % 5 != 0).astype("str")
    plain, odd = (
        outputs(learner(name, features="*", target=""), one) for one in (table, table.astype({"city": dtype}))
    )
    new = [column for column in plain["table"] if column not in table]
    assert new
    pd.testing.assert_frame_equal(odd["table"][new], plain["table"][new])
