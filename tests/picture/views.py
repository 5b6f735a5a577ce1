"""What nodes that judge and explain models show, of tables whose answers are drawn from fixed numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from knode.core.check import QuietContext
from knode.core.plot import Drawing, read
from knode_nodes.evaluate.calibration_curve import CalibrationCurve
from knode_nodes.evaluate.cluster_scorer import ClusterScorer
from knode_nodes.evaluate.confusion_matrix import ConfusionMatrix
from knode_nodes.evaluate.errors_by_segment import ErrorsBySegment
from knode_nodes.evaluate.lift_and_gain import LiftAndGain
from knode_nodes.evaluate.residuals import Residuals
from knode_nodes.evaluate.roc_curve import RocCurve
from knode_nodes.evaluate.threshold_tuner import ThresholdTuner
from knode_nodes.explain._measure import Measure
from knode_nodes.explain.shap_bar import ShapBar
from knode_nodes.explain.shap_beeswarm import ShapBeeswarm
from knode_nodes.explain.shap_waterfall import ShapWaterfall
from knode_nodes.learn.hierarchical_clustering_learner import HierarchicalClusteringLearner

ROWS = 400
CONTEXT = QuietContext()
NAMES = [f"{part} of {what}" for part in ("mean", "error", "worst") for what in "abcdefghij"]


def _answers(*models: str) -> pd.DataFrame:
    """Customers who left or not, and how probable models found it."""
    random = np.random.default_rng(7)
    left = random.random(ROWS) < 0.3
    made = pd.DataFrame({"left": np.where(left, "yes", "no")})
    for place, model in enumerate(models, 1):
        scores = 1 / (1 + np.exp(-(2.0 * left - 1 + random.normal(0, 0.5 + place / 2, ROWS))))
        made[f"{model}probability_yes"] = scores
        made[f"{model}probability_no"] = 1 - scores
    return made


def _classes() -> pd.DataFrame:
    random = np.random.default_rng(3)
    names = np.array(["Penn Station/Madison Sq West", "Union Sq", "Köln", "Murray Hill", "Upper East Side South"])
    true = random.integers(5, size=ROWS)
    wrong = random.random(ROWS) < 0.35
    return pd.DataFrame(
        {"zone": names[true], "prediction": names[np.where(wrong, random.integers(5, size=ROWS), true)]}
    )


def _fares() -> pd.DataFrame:
    random = np.random.default_rng(5)
    fare = random.gamma(2.0, 8.0, ROWS)
    payment = np.where(random.random(ROWS) < 0.7, "card", "cash")
    error = random.normal(0, 1 + fare / 20) + (payment == "cash") * 3
    table = {"fare": fare, "prediction": fare + error, "payment": payment, "hour": random.integers(24, size=ROWS)}
    return pd.DataFrame(table)


def _groups() -> pd.DataFrame:
    random = np.random.default_rng(9)
    place = random.integers(3, size=ROWS)
    numbers = place[:, None] * [3.0, 2.0] + random.normal(size=(ROWS, 2))
    return pd.DataFrame(
        {"length": numbers[:, 0], "width": numbers[:, 1], "cluster": [f"cluster {one + 1}" for one in place]}
    )


def _customers() -> pd.DataFrame:
    random = np.random.default_rng(17)
    names = ["Ada", "a customer whose name is long", "Björn", "$5 Ltd", "Chen", "Dede"]
    table = pd.DataFrame(random.normal(size=(12, 2)), columns=["visits", "spent"]).round(1)
    table += 3 * random.integers(2, size=(12, 1))
    # Two of them are equal.
    table.iloc[7] = table.iloc[1]
    return table.assign(name=[f"{names[row % 6]} {row // 6 + 1}" for row in range(12)])


def _explained() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of 30 columns, each of which matters less than the one before."""
    random = np.random.default_rng(11)
    table = pd.DataFrame(random.normal(size=(ROWS // 4, len(NAMES))), columns=NAMES)
    effects = table.to_numpy() * 2.0 * 0.85 ** np.arange(len(NAMES)) * random.choice([-1, 1], len(NAMES))
    made = pd.DataFrame(effects, columns=[f"shap_{name}" for name in NAMES]).assign(base_value=-0.5)
    made.attrs = Measure("prediction", "fare", "$").attrs
    return made, table


def _shown(cls: Any, *tables: pd.DataFrame, context: bool = True, **settings: Any) -> Drawing:
    given = [CONTEXT] if context else []
    made = cls.from_settings(settings).run(tables[0], *given, *tables[1:])
    return read(getattr(made, "view", made).content)


THREE = ("forest_", "logistic_", "boosting_")
VIEWS: dict[str, Callable[[], Drawing]] = {
    "confusion": lambda: _shown(ConfusionMatrix, _classes(), target="zone"),
    "roc": lambda: _shown(RocCurve, _answers(*THREE), target="left"),
    "gain": lambda: _shown(LiftAndGain, _answers(*THREE), target="left"),
    "calibration": lambda: _shown(CalibrationCurve, _answers(*THREE), target="left"),
    "threshold": lambda: _shown(ThresholdTuner, _answers(""), target="left", cost_false_negative=3.0),
    "residuals": lambda: _shown(Residuals, _fares(), target="fare"),
    "errors": lambda: _shown(ErrorsBySegment, _fares(), target="fare", bins=8),
    "silhouettes": lambda: _shown(ClusterScorer, _groups()),
    "dendrogram": lambda: _shown(HierarchicalClusteringLearner, _customers(), names="name", linkage="average"),
    "dendrogram-cut": lambda: _shown(
        HierarchicalClusteringLearner, _groups(), features=["length", "width"], column="kind"
    ),
    "importance": lambda: _shown(ShapBar, _explained()[0], context=False, most_columns=30),
    "beeswarm": lambda: _shown(ShapBeeswarm, *_explained()),
    "waterfall": lambda: _shown(ShapWaterfall, *_explained(), context=False, row=3),
}
