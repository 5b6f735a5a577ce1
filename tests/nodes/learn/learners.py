"""The learners of a target, and tables that are hard to learn from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from knode.api import Node
from knode_nodes.learn.decision_tree_learner import DecisionTreeLearner
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.naive_bayes_learner import NaiveBayesLearner
from knode_nodes.learn.nearest_neighbors_learner import NearestNeighborsLearner
from knode_nodes.learn.neural_network_learner import NeuralNetworkLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.regularized_regression_learner import RegularizedRegressionLearner
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from tests.nodes.learn.conftest import new_customers

FEATURES = ["age", "city", "plan", "member", "income", "visits"]
QUICK: dict[type[Node], dict[str, Any]] = {
    DecisionTreeLearner: {},
    HistGradientBoostingLearner: {"iterations": 5},
    LinearRegressionLearner: {},
    LogisticRegressionLearner: {},
    NaiveBayesLearner: {},
    NearestNeighborsLearner: {},
    NeuralNetworkLearner: {"layers": [5], "max_iterations": 20},
    RandomForestLearner: {"trees": 5},
    RegularizedRegressionLearner: {"alpha": 0.1},
    SupportVectorMachineLearner: {"probabilities": False},
}
"""Every learner of a target, with settings that make it quick."""
NUMBERS_ONLY = (LinearRegressionLearner, RegularizedRegressionLearner)
CLASSES_ONLY = (LogisticRegressionLearner, NaiveBayesLearner)


def cases() -> dict[str, tuple[type[Node], str]]:
    """By name each learner with a target that it can predict."""
    made = {}
    for cls in QUICK:
        if cls not in NUMBERS_ONLY:
            made[f"{cls.__name__} classes"] = cls, "left"
        if cls not in CLASSES_ONLY:
            made[f"{cls.__name__} numbers"] = cls, "spent"
    return made


CASES = cases()


def made(name: str, **settings: Any) -> Any:
    """The learner of a case."""
    cls, target = CASES[name]
    return cls.from_settings({"target": target, "features": FEATURES, **QUICK[cls], **settings})


def gappy_customers() -> pd.DataFrame:
    """Customers of whom some values are not known, in every column but the targets, and how much they count."""
    table = new_customers()
    random = np.random.default_rng(3)
    table["age"] = table["age"].astype("float64")
    table["member"] = table["member"].astype("boolean")
    for name in FEATURES:
        table.loc[random.random(len(table)) < 0.15, name] = np.nan if name == "age" else pd.NA
    table["counts"] = random.integers(0, 4, len(table))
    return table
