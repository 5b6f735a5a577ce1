"""What nodes show that ask models again and again: learning curves, dependence, comparisons, searches."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from knode.core.check import QuietContext
from knode.core.plot import Drawing, read
from knode_nodes.evaluate.learning_curve import LearningCurve
from knode_nodes.explain.partial_dependence import PartialDependence
from knode_nodes.explain.shap_dependence import ShapDependence
from knode_nodes.learn._search import Candidate, Searched
from knode_nodes.learn._trials import Tried, best_of, history
from knode_nodes.learn.compare_models import CompareModels
from knode_nodes.learn.random_forest_learner import RandomForestLearner

ROWS = 300
CONTEXT = QuietContext(seed=1)
PLANS = ("basic", "pro", "with everything that there is, and more", "$5 a month")


@functools.cache
def _customers() -> pd.DataFrame:
    random = np.random.default_rng(21)
    age, fee = random.integers(18, 90, ROWS), random.gamma(3.0, 12.0, ROWS).round(2)
    plan = random.choice(PLANS, ROWS, p=(0.5, 0.3, 0.15, 0.05))
    lean = (age - 50) / 12 * np.where(plan == "pro", -1, 1) + (fee - 36) / 20 + random.normal(size=ROWS)
    spent = fee * 12 + age + np.where(plan == "pro", 90, 0) + random.normal(0, 20, ROWS)
    left = np.where(lean > 0, "yes", "no")
    return pd.DataFrame({"age": age, "monthly fee": fee, "plan": plan, "spent": spent, "left": left})


@functools.cache
def _forest(target: str) -> Any:
    features = ["age", "monthly fee", "plan"]
    settings = {"target": target, "features": [name for name in features if name != target], "trees": 15, "seed": 8}
    return RandomForestLearner.from_settings(settings).run(_customers(), CONTEXT)


def _learning() -> Drawing:
    made = LearningCurve.from_settings({"seed": 3}).run(_forest("left"), _customers(), CONTEXT)
    return read(made.view.content)


def _partial(target: str, **settings: Any) -> Drawing:
    node = PartialDependence.from_settings({"lines": 12, "most_rows": 200, "seed": 2, **settings})
    return read(node.run(_forest(target), _customers(), CONTEXT).view.content)


def _effect(**settings: Any) -> Drawing:
    """Effects that change with another column, as an explainer would find them."""
    table = _customers()
    fee = (table["monthly fee"] - 36) / 20 * np.where(table["plan"] == "pro", -1.0, 1.0)
    age = (table["age"] - 50) / 12 * (table["monthly fee"] - 36) / 30
    plans = table["plan"].map(dict(zip(PLANS, (0.4, -1.2, 0.1, 2.0), strict=True))) * (1 + age / 4)
    explanation = pd.DataFrame({"shap_age": age, "shap_plan": plans, "shap_monthly fee": fee, "base_value": 0.2})
    return read(ShapDependence.from_settings(settings).run(explanation, table, CONTEXT).content)


def _compared() -> Drawing:
    random = np.random.default_rng(4)
    luck = random.normal(0, 0.01, 10)
    models = {
        "Hist Gradient Boosting Learner": 0.912, "Random Forest Learner": 0.905, "Logistic Regression Learner": 0.87,
        "Naive Bayes Learner of all columns, not prepared": 0.78,
    }  # fmt: skip
    scores = [
        pd.DataFrame(
            {"model": name, "repeat": 1, "fold": range(1, 11), "trained": 270, "rows": 30,
             "accuracy": mean + luck + random.normal(0, 0.008, 10)}
        )
        for name, mean in models.items()
    ]  # fmt: skip
    return read(CompareModels().run(CONTEXT, scores=scores).view.content)


def _searched() -> Drawing:
    random = np.random.default_rng(8)
    space = (
        Searched(name="learning_rate", kind="number", lowest=0.001, highest=1.0, log=True),
        Searched(name="max_depth", kind="whole number", lowest=1, highest=12),
        Searched(name="kernel", values=("linear", "a kernel of a long name", "rbf")),
        Searched(name="balanced", values=(True, False)),
    )
    tried = []
    for number in range(1, 25):
        values = {
            "learning_rate": float(10 ** random.uniform(-3, 0)),
            "max_depth": int(random.integers(1, 13)),
            "kernel": str(random.choice(["linear", "a kernel of a long name", "rbf"])),
            "balanced": bool(random.integers(2)),
        }
        mean = 0.9 - 0.04 * abs(np.log10(values["learning_rate"]) + 1.5) - 0.004 * abs(values["max_depth"] - 6)
        scores = (mean + random.normal(0, 0.012, 5)).tolist()
        tried.append(Tried(number, Candidate(values), scores, failure="fold 1: it broke" if number == 9 else ""))
    best = best_of(tried, "roc_auc")
    assert best is not None
    return read(history(tried, space, best, "roc_auc").content)


LEARNT: dict[str, Callable[[], Drawing]] = {
    "learning": _learning,
    "effect": functools.partial(_effect, column="age"),
    "effect-groups": functools.partial(_effect, column="monthly fee", shade="plan"),
    "effect-words": functools.partial(_effect, column="plan"),
    "partial": functools.partial(_partial, "left", column="age"),
    "partial-centred": functools.partial(_partial, "spent", column="monthly fee", center=True),
    "partial-words": functools.partial(_partial, "spent", column="plan"),
    "partial-classes": functools.partial(_partial, "plan", column="age"),
    "partial-pair": functools.partial(_partial, "left", column="age", other="monthly fee", steps=12),
    "comparison": _compared,
    "search": _searched,
}
