"""Models come back with the same predictions, in the same bytes everywhere, and no file chooses what is run."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn import (
    calibration,
    cluster,
    compose,
    decomposition,
    ensemble,
    feature_selection,
    impute,
    linear_model,
    model_selection,
    naive_bayes,
    neighbors,
    neural_network,
    pipeline,
    preprocessing,
    svm,
    tree,
)

from knode.core.errors import StoreDamaged, TrustRequired, ValueRefused
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.values import Model
from knode.store import Store, trusted
from knode.store.skops_file import canonical, states
from tests.dtypes import COLUMNS
from tests.store.conftest import output

pytestmark = pytest.mark.uncovered
random = np.random.default_rng(0)
X = pd.DataFrame(random.normal(size=(80, 5)), columns=list("abcde"))
y = (X["a"] + X["b"] > 0).to_numpy()
words = X.assign(
    colour=pd.Series(random.choice(["red", "blue"], 80), dtype="str"),
    size=pd.Categorical(random.choice(["s", "m"], 80), ordered=True),
)
words.loc[3, "a"] = np.nan


def spec(*names: str) -> TableSpec:
    return TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in names))


def model(estimator: Any, **more: Any) -> Model:
    return Model("classifier", estimator, spec(*X.columns), spec("prediction"), **more)


def prepared(estimator: Any) -> Any:
    numbers = pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler())
    texts = pipeline.make_pipeline(
        impute.SimpleImputer(strategy="most_frequent"), preprocessing.OneHotEncoder(handle_unknown="ignore")
    )
    columns = compose.ColumnTransformer([("n", numbers, list("abcde")), ("t", texts, ["colour", "size"])])
    return pipeline.make_pipeline(columns, estimator)


lr = linear_model.LogisticRegression
ESTIMATORS: dict[str, Callable[[], Any]] = {
    "logistic": lambda: lr().fit(X, y),
    "text classes": lambda: lr().fit(X, np.where(y, "yes", "no")),
    "ridge": lambda: linear_model.Ridge().fit(X, y),
    "sgd": lambda: linear_model.SGDClassifier(random_state=np.random.RandomState(3)).fit(X, y),
    "tweedie": lambda: linear_model.TweedieRegressor(power=1.5).fit(X, y + 0.1),
    "tree": lambda: tree.DecisionTreeClassifier(random_state=0).fit(X, y),
    "forest": lambda: ensemble.RandomForestClassifier(5, random_state=np.random.RandomState(0)).fit(X, y),
    "extra trees": lambda: ensemble.ExtraTreesRegressor(5, random_state=0).fit(X, y),
    "boosting": lambda: ensemble.GradientBoostingClassifier(n_estimators=5, random_state=0).fit(X, y),
    "three classes": lambda: ensemble.GradientBoostingClassifier(n_estimators=3).fit(X, np.arange(80) % 3),
    "hgb": lambda: ensemble.HistGradientBoostingClassifier(max_iter=5, random_state=0).fit(X, y),
    "hgb categories": lambda: ensemble.HistGradientBoostingClassifier(
        max_iter=5, random_state=0, categorical_features="from_dtype"
    ).fit(words.drop(columns="colour"), y),
    "isolation": lambda: ensemble.IsolationForest(n_estimators=5, random_state=0).fit(X),
    "ada": lambda: ensemble.AdaBoostClassifier(n_estimators=3, random_state=0).fit(X, y),
    "voting": lambda: ensemble.VotingClassifier([("a", lr()), ("b", naive_bayes.GaussianNB())]).fit(X, y),
    "stacking": lambda: ensemble.StackingClassifier([("a", lr()), ("b", tree.DecisionTreeClassifier())], cv=3).fit(
        X, y
    ),
    "calibrated": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC(), cv=3).fit(X, y),
    "isotonic": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC(), method="isotonic", cv=3).fit(X, y),
    "svc": lambda: svm.SVC().fit(X, y),
    "knn": lambda: neighbors.KNeighborsClassifier(algorithm="kd_tree").fit(X, y),
    "ball": lambda: neighbors.KNeighborsRegressor(algorithm="ball_tree", metric="manhattan").fit(X, y),
    "mlp": lambda: neural_network.MLPClassifier(solver="lbfgs", max_iter=50, random_state=0).fit(X, y),
    "mlp adam": lambda: neural_network.MLPRegressor(hidden_layer_sizes=(3,), max_iter=400, tol=0.1, random_state=0).fit(
        X, y
    ),
    "search": lambda: model_selection.GridSearchCV(lr(), {"C": [0.1, 1]}, scoring="roc_auc", cv=3).fit(X, y),
    "k best": lambda: pipeline.make_pipeline(feature_selection.SelectKBest(k=2), lr()).fit(X, y),
    "spline": lambda: pipeline.make_pipeline(preprocessing.SplineTransformer(), lr()).fit(X, y),
    "bins": lambda: pipeline.make_pipeline(
        preprocessing.KBinsDiscretizer(3, quantile_method="averaged_inverted_cdf"), lr()
    ).fit(X, y),
    "prepared": lambda: prepared(lr()).fit(words, y),
    "prepared forest": lambda: prepared(ensemble.RandomForestClassifier(5, random_state=0)).fit(words, y),
    "pca": lambda: decomposition.PCA(2).fit(X),
    "k means": lambda: cluster.KMeans(3, n_init=1, random_state=0).fit(X),
    "quantiles": lambda: preprocessing.QuantileTransformer(n_quantiles=10).fit(X),
    "target encoder": lambda: preprocessing.TargetEncoder(random_state=0, cv=3).fit(words[["colour"]], y),
}


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_comes_back_with_the_same_answers_and_the_same_bytes(store: Store, name: str) -> None:
    fitted = ESTIMATORS[name]()
    names = list(fitted.feature_names_in_)
    rows = X if set(names) <= set(X.columns) and name != "hgb categories" else words
    payload = json.loads(json.dumps(store.dump("model", model(fitted, name=name))))
    loaded = store.load(output("model", payload))
    for method in ("predict", "predict_proba", "transform", "score_samples"):
        if hasattr(fitted, method):
            left, right = (getattr(each, method)(rows[names]) for each in (fitted, loaded.estimator))
            np.testing.assert_array_equal(
                *(each.toarray() if hasattr(each, "toarray") else each for each in (left, right))
            )
    assert loaded.name == name
    # Loaded anew: search trees count how often they were asked.
    assert store.dump("model", store.load(output("model", payload))) == payload


def test_all_else_about_a_model_comes_back_type_by_type(store: Store) -> None:
    categories = (1, 2.5, "x", None, True, pd.Timestamp("2020").as_unit("s"), datetime.date(2020, 1, 1), np.int64(3))
    inputs = TableSpec(
        columns=(
            ColumnSpec(name="a", dtype="category", role="target", categories=categories, ordered=True),
            ColumnSpec(name="b", dtype="float64", nullable=False, range=(0.0, float("inf"))),
        )
    )
    made = Model(
        "transformer",
        None,
        inputs,
        spec("c"),
        name="n",
        target="a",
        classes=(np.int64(1), np.str_("b"), False, np.float64("inf"), datetime.datetime(2020, 1, 1)),
        replaces=("a", "b"),
        facts={"$": 1, "rows": 3, "nested": {"t": (1, [2, {"$": "x"}])}, "none": None},
    )
    loaded = store.load(output("model", json.loads(json.dumps(store.dump("model", made)))))
    assert loaded == made
    for left, right in ((made.classes, loaded.classes), (categories, loaded.inputs["a"].categories)):
        assert [type(each) for each in left] == [type(each) for each in right]


CATEGORIES = (
    "dates",
    "zoned dates",
    "durations",
    "periods",
    "small numbers",
    "Arrow texts",
    "ranges",
    "exact decimals",
)


@pytest.mark.parametrize("name", CATEGORIES)
def test_a_model_of_categories_of_any_type_comes_back(store: Store, name: str) -> None:
    inputs = TableSpec.of(pd.DataFrame({"x": COLUMNS[f"category of {name}"]}))
    made = Model("transformer", None, inputs, spec("c"), name="n", replaces=("x",))
    loaded = store.load(output("model", json.loads(json.dumps(store.dump("model", made)))))
    if name in ("ranges", "exact decimals"):
        assert loaded.inputs["x"].categories is None
    else:
        assert loaded == made


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"classes": (pd.Interval(0, 1),)}, "in its classes, holds a Interval"),
        ({"facts": {"f": print}}, "in its facts, holds a builtin_function_or_method"),
        ({"facts": {1: 2}}, "keys must be texts"),
    ],
)
def test_facts_that_cannot_be_kept_are_refused(store: Store, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueRefused, match=reason.replace("(", r"\(")):
        store.dump("model", model(None, name="m", **more))


FIT = """
import hashlib, sys
import numpy as np, pandas as pd
from pathlib import Path
sys.path.insert(0, "{root}")
from tests.store.test_models import ESTIMATORS, model
from knode.store import Store
store = Store(Path(sys.argv[1]))
for name in ("forest", "hgb", "hgb categories", "prepared", "search", "boosting", "mlp"):
    fitted = ESTIMATORS[name]()
    for results in (getattr(fitted, "cv_results_", {{}}),):
        for key in [key for key in results if "time" in key]:
            results[key] = np.zeros(len(results[key]))
    if hasattr(fitted, "refit_time_"):
        fitted.refit_time_ = 0.0
    print(name, store.dump("model", model(fitted))["objects"])
store.close()
"""


def test_the_same_fitted_model_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    said = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", FIT.format(root=root), str(tmp_path / seed)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": root, "PATH": "", "OMP_NUM_THREADS": "1"},
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == 7


class Unknown:
    """No list has it."""

    def __init__(self) -> None:
        self.value = 1


def test_an_unknown_type_is_named_when_it_is_stored_and_can_be_vouched_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "Unknown", Unknown)
    name = f"{Unknown.__module__}.Unknown"
    with pytest.raises(TrustRequired) as caught:
        store.dump("model", model(Unknown(), name="m"))
    assert name in caught.value.message
    assert caught.value.facts["type"] == name
    monkeypatch.setattr(trusted, "_trusted", set())
    trusted.trust(name)
    payload = store.dump("model", model(Unknown()))
    monkeypatch.setitem(sys.modules, Unknown.__module__, sys.modules[__name__])
    assert store.load(output("model", payload)).estimator.value == 1
    monkeypatch.setattr(trusted, "_trusted", set())
    with pytest.raises(TrustRequired, match="Unknown"):
        store.load(output("model", payload))
    with pytest.raises(ValueError, match="no full name"):
        trusted.trust("Unknown")


@pytest.mark.parametrize(
    "estimator",
    [
        preprocessing.FunctionTransformer(eval),
        preprocessing.FunctionTransformer(subprocess.run),
        preprocessing.FunctionTransformer(__import__("functools").partial(np.add, 1)),
        preprocessing.FunctionTransformer(__import__("functools").partial(eval, "1")),
        preprocessing.FunctionTransformer(__import__("operator").methodcaller("system", "true")),
        preprocessing.FunctionTransformer(Path("x").unlink),
    ],
)
def test_functions_that_nobody_reviewed_are_refused(store: Store, estimator: Any) -> None:
    with pytest.raises((TrustRequired, ValueRefused)):
        store.dump("model", model(estimator.fit(X)))
    assert not list(store.objects)


def test_an_estimator_that_skops_cannot_write_is_refused(store: Store) -> None:
    with pytest.raises(ValueRefused, match="cannot be stored"):
        store.dump("model", model(cluster.Birch().fit(X), name="m"))
    with pytest.raises(ValueRefused, match="cannot be stored"):
        store.dump("model", model(item for item in ()))


def smuggled(store: Store, content: bytes) -> dict[str, Any]:
    """A payload that refers to `content` as if a model had been stored so."""
    payload = store.dump("model", model(ESTIMATORS["forest"]()))
    sha256 = store.objects.put(lambda file: file.write(content) and None)
    payload["data"]["estimator"] = {"object": sha256}
    payload["objects"] = {sha256: len(content)}
    return payload


class Bomb:
    def __reduce__(self) -> Any:
        return (pytest.fail, ("a pickle was loaded",))


def test_a_pickle_in_the_place_of_a_model_is_refused(store: Store) -> None:
    import pickle

    with pytest.raises(StoreDamaged, match="no stored model"):
        store.load(output("model", smuggled(store, pickle.dumps(Bomb()))))


def rewritten(edit: Callable[[dict[str, Any], dict[str, bytes]], None], estimator: Any) -> bytes:
    """A skops file with its schema and members edited."""
    import skops.io

    with zipfile.ZipFile(io.BytesIO(canonical(skops.io.dumps(estimator)))) as file:
        members = {name: file.read(name) for name in file.namelist()}
    schema = json.loads(members["schema.json"])
    edit(schema, members)
    members["schema.json"] = json.dumps(schema).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def test_a_pickle_in_an_array_of_a_model_is_refused(store: Store) -> None:
    import pickle

    def edit(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        array = io.BytesIO()
        np.save(array, np.array([Bomb()], dtype=object), allow_pickle=True)
        for name in members:
            if name.endswith(".npy"):
                members[name] = array.getvalue()

    with pytest.raises(StoreDamaged, match="cannot be loaded"):
        store.load(output("model", smuggled(store, rewritten(edit, ESTIMATORS["ridge"]()))))

    def plain_pickle(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        for name in members:
            if name.endswith(".npy"):
                members[name] = pickle.dumps(Bomb())

    with pytest.raises(StoreDamaged, match="cannot be loaded"):
        store.load(output("model", smuggled(store, rewritten(plain_pickle, ESTIMATORS["ridge"]()))))


def test_a_file_that_asks_for_a_call_of_its_own_is_refused(store: Store) -> None:
    def call(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        schema.update(__class__="system", __module__="os", __loader__="ObjectNode")

    with pytest.raises(TrustRequired, match=r"os\.system"):
        store.load(output("model", smuggled(store, rewritten(call, ESTIMATORS["ridge"]()))))

    def partial(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        found = next(state for state in states(schema) if state["__loader__"] == "PartialNode")
        found["content"]["func"].update(__class__="add", __module__="numpy")

    with pytest.raises(TrustRequired, match=r"numpy\.add"):
        store.load(output("model", smuggled(store, rewritten(partial, ESTIMATORS["hgb categories"]()))))

    def alias(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        found = next(state for state in states(schema) if state["__loader__"] == "PartialNode")
        found["content"]["func"]["__id__"] = 1

    with pytest.raises((TrustRequired, StoreDamaged)):
        store.load(output("model", smuggled(store, rewritten(alias, ESTIMATORS["hgb categories"]()))))


def test_a_file_that_claims_an_older_protocol_is_refused(store: Store) -> None:
    def older(schema: dict[str, Any], members: dict[str, bytes]) -> None:
        schema["protocol"] = 1

    with pytest.raises(StoreDamaged, match="never wrote"):
        store.load(output("model", smuggled(store, rewritten(older, ESTIMATORS["ridge"]()))))


def test_a_model_that_was_changed_on_the_disk_is_refused_by_its_hash(store: Store) -> None:
    payload = store.dump("model", model(ESTIMATORS["forest"]()))
    (sha256,) = payload["objects"]
    path = store.objects.path(sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert hashlib.sha256(content).hexdigest() != sha256
    from knode.store.models import ModelCodec

    with pytest.raises(StoreDamaged, match="changed"):
        ModelCodec().load(payload["data"], store.objects)
    with pytest.raises(StoreDamaged, match="changed"):
        store.load(output("model", payload))
    assert not list(store.objects)


def test_sets_in_a_model_have_one_order() -> None:
    import skops.io

    encoder = preprocessing.StandardScaler().fit(X)
    encoder.names = {"a", "b", "c", "d", "e", "f"}
    content = canonical(skops.io.dumps(encoder))
    encoder.names = {"f", "e", "d", "c", "b", "a"}
    assert canonical(skops.io.dumps(encoder)) == content
