"""Learners beside fitting the same estimator of scikit-learn directly."""

from __future__ import annotations

import functools
import json
import os
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import clone

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.bench.nodes.case import Case, Tables
from tests.bench.nodes.models import NUMBERS, TARGET, TEXTS, chances, lesson
from tests.bench.nodes.table import mixed

FEATURES = [*NUMBERS, *TEXTS]
FORECAST = "amount"
"""The column of numbers that is learnt."""


def few(table: pd.DataFrame, part: int = 10, most: int = 1_000_000) -> Tables:
    """A part of the rows, with something to learn, also a number."""
    rows = lesson(table)["table"].head(max(100, min(len(table) // part, most)))
    noise = np.random.default_rng(1).normal(size=len(rows))
    return {"table": rows.assign(**{FORECAST: rows["score"] + rows["price"].fillna(0) / 40 + noise})}


@functools.cache
def _model(node: str, settings: str) -> Any:
    """What a learner has fitted to some rows: its preparation and estimator are those that are fitted directly."""
    chosen: Any = REGISTRY.get(node).from_settings(json.loads(settings))
    context = QuietContext()
    context.cores = os.cpu_count() or 1
    return chosen.outputs(chosen.run(few(mixed(3_000))["table"], context))["model"].estimator


def _directly(node: str, settings: Mapping[str, Any], table: pd.DataFrame) -> Any:
    return clone(_model(node, json.dumps(settings))).fit(table[FEATURES], table[settings["target"]])


def _grouped(node: str, settings: Mapping[str, Any], estimator: Any, table: pd.DataFrame) -> pd.DataFrame:
    found = _model(node, json.dumps(settings))
    rows = clone(found.prepare).fit_transform(table[FEATURES])
    fitted = clone(estimator or found.estimator).fit(rows)
    return _sizes(fitted.labels_ if hasattr(fitted, "labels_") else fitted.predict(rows))


def _sizes(codes: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"rows": np.sort(np.unique(codes, return_counts=True)[1])})


def _unusual(node: str, settings: Mapping[str, Any], table: pd.DataFrame) -> pd.DataFrame:
    found = _model(node, json.dumps(settings))
    rows = clone(found.prepare).fit_transform(table[FEATURES])
    forest = clone(found.forest).fit(rows)
    return pd.DataFrame({"rows": [int((forest.score_samples(rows) < forest.offset_).sum())]})


def _told(made: Any) -> pd.DataFrame:
    """What is compared of a Model."""
    if isinstance(made, pd.DataFrame):
        return made
    facts = getattr(made, "facts", {})
    if "clusters" in facts or "outliers" in facts:
        counts = facts["clusters"].values() if "clusters" in facts else [facts["outliers"]]
        return pd.DataFrame({"rows": sorted(count for count in counts if count)})
    fitted = getattr(made, "estimator", made)
    if hasattr(fitted, "predict_proba"):
        return chances(made)
    return pd.DataFrame({"predicted": fitted.predict(mixed(200, seed=1)[FEATURES])})


def _learner(name: str, target: str = TARGET, part: int = 10, most: int = 1_000_000, **more: Any) -> Case:
    node = f"learn.{name}"
    settings = {"target": target, "features": FEATURES, **more}
    return _case(name, node, settings, functools.partial(_directly, node, settings), part, most)


def _clusterer(name: str, part: int = 10, most: int = 1_000_000, estimator: Any = None, **more: Any) -> Case:
    node = f"learn.{name}"
    settings = {"features": FEATURES, **more}
    return _case(name, node, settings, functools.partial(_grouped, node, settings, estimator), part, most)


def _case(name: str, node: str, settings: dict[str, Any], by_hand: Any, part: int, most: int) -> Case:
    def quietly(table: pd.DataFrame) -> Any:
        # Few rows are too few for some, who say so.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return by_hand(table)

    return Case(
        f"{name}, a {PARTS[part]} of the rows", node, settings, quietly, inputs=functools.partial(few, part=part, most=most),
        output="model", told=_told, most=1.05,
    )  # fmt: skip


PARTS = {10: "tenth", 50: "fiftieth", 100: "hundredth"}


def _joining() -> Any:
    from sklearn.cluster import AgglomerativeClustering

    return AgglomerativeClustering(3, compute_distances=True)


def _dense() -> Any:
    from sklearn.cluster import DBSCAN

    return DBSCAN(eps=0.5, min_samples=5, algorithm="kd_tree", n_jobs=os.cpu_count())


FOREST = {"features": FEATURES, "seed": 0}
LEARNERS = (
    _learner("LinearRegressionLearner", FORECAST),
    _learner("RegularizedRegressionLearner", FORECAST, alpha=1.0),
    _learner("DecisionTreeLearner", seed=0),
    _learner("SupportVectorMachineLearner", part=100, most=20_000, probabilities=False),
    _learner("NearestNeighborsLearner"),
    _learner("NaiveBayesLearner"),
    _learner("NeuralNetworkLearner", part=100, seed=0, max_iterations=50),
    _clusterer("KMeansLearner", seed=0),
    _clusterer("GaussianMixtureLearner", seed=0),
    _clusterer("DbscanLearner", part=100, most=50_000, estimator=_dense(), reach=0.5),
    _clusterer("HierarchicalClusteringLearner", part=50, most=20_000, estimator=_joining()),
    _case(
        "IsolationForestLearner", "learn.IsolationForestLearner", FOREST,
        functools.partial(_unusual, "learn.IsolationForestLearner", FOREST), 10, 1_000_000,
    ),
)  # fmt: skip
