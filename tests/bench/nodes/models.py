"""Learners beside the same pipeline by hand, and explaining beside shap by hand."""

from __future__ import annotations

import functools
import os
import warnings
from typing import Any

import numpy as np
import pandas as pd

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.bench.nodes.case import Case, Tables

NUMBERS = ["customer", "quantity", "price", "discount", "score"]
TEXTS = ["city", "kind"]
WHOLE = ["customer", "quantity", "small", "score"]
"""Without texts, whose columns of 0 and 1 shap takes apart, and without missing values."""
TARGET = "large"
TREES = 20
LEARNER = {"target": TARGET, "features": [*NUMBERS, *TEXTS], "seed": 0}
FOREST = {**LEARNER, "trees": TREES}


def lesson(table: pd.DataFrame) -> Tables:
    """A tenth of the rows, with something to learn."""
    few = table.head(max(100, len(table) // 10))
    noise = np.random.default_rng(0).normal(size=len(few))
    large = few["score"] + few["price"].fillna(0) / 40 + (few["city"] == "Genoa") + noise > 1
    return {"table": few.assign(**{TARGET: np.where(large, "yes", "no")})}


def explained(table: pd.DataFrame, learner: str = "RandomForestLearner", **settings: Any) -> dict[str, Any]:
    """A fitted model, and a thousandth of the rows."""
    given = lesson(table)["table"]
    chosen: Any = REGISTRY.get(f"learn.{learner}").from_settings({**LEARNER, **settings, "features": WHOLE})
    context = QuietContext()
    context.cores = os.cpu_count() or 1
    return {"model": chosen.run(given, context), "table": given.head(max(20, len(table) // 1000))}


def by_hand(kind: str, table: pd.DataFrame) -> Any:
    """The fitted pipeline of an estimator."""
    return _pipeline(kind).fit(table[[*NUMBERS, *TEXTS]], table[TARGET])


def _pipeline(kind: str) -> Any:
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

    texts: Any = OneHotEncoder(handle_unknown="ignore", sparse_output=kind == "logistic")
    numbers: Any = "passthrough"
    if kind == "logistic":
        numbers, model = (
            make_pipeline(StandardScaler(), SimpleImputer(strategy="median")),
            LogisticRegression(max_iter=1000),
        )
    elif kind == "forest":
        model = RandomForestClassifier(TREES, random_state=0, n_jobs=os.cpu_count())
    else:
        texts = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
        model = HistGradientBoostingClassifier(
            categorical_features=list(range(len(TEXTS))), early_stopping=False, random_state=0
        )
    sparse = 1.0 if kind == "logistic" else 0.0
    parts = ColumnTransformer([("texts", texts, TEXTS), ("numbers", numbers, NUMBERS)], sparse_threshold=sparse)
    return make_pipeline(parts, model)


def chances(fitted: Any) -> pd.DataFrame:
    """What a Model or a pipeline says of some rows."""
    from tests.bench.nodes.table import mixed

    rows = mixed(200, seed=1)[[*NUMBERS, *TEXTS]]
    return pd.DataFrame(getattr(fitted, "estimator", fitted).predict_proba(rows), columns=["no", "yes"])


def shap_by_hand(model: Any, table: pd.DataFrame) -> pd.DataFrame:
    """shap's values for the class yes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import shap

    values = shap.TreeExplainer(model.estimator).shap_values(table[WHOLE])
    # Of boosting there are those of the second class alone.
    values = values[..., 1] if values.ndim == 3 else values
    return pd.DataFrame(values, columns=[f"shap_{name}" for name in WHOLE])


def shares(made: pd.DataFrame) -> pd.DataFrame:
    """The columns of values, without base value and class."""
    return made[[f"shap_{name}" for name in WHOLE]]


def _learner(node: str, kind: str, settings: dict[str, Any]) -> Case:
    return Case(
        f"{node}, a tenth of the rows", f"learn.{node}", settings, functools.partial(by_hand, kind), inputs=lesson,
        output="model", told=chances, most=1.05,
    )  # fmt: skip


MODELS = (
    _learner("LogisticRegressionLearner", "logistic", LEARNER),
    _learner("RandomForestLearner", "forest", FOREST),
    _learner("HistGradientBoostingLearner", "boosting", LEARNER),
    Case(
        "ShapExplainer, a forest, a thousandth of the rows", "explain.ShapExplainer", {"for_class": "yes"}, shap_by_hand,
        inputs=functools.partial(explained, trees=TREES), told=shares, part="wall",
    ),
    Case(
        "ShapExplainer, boosting, a thousandth of the rows", "explain.ShapExplainer", {"for_class": "yes"}, shap_by_hand,
        inputs=functools.partial(explained, learner="HistGradientBoostingLearner"), told=shares, part="wall",
    ),
)  # fmt: skip
