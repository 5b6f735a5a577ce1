"""Fitted models of each kind, and the customers whom they predict."""

from __future__ import annotations

from typing import Any

from knode.api import Model
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from knode_nodes.prep.normalizer import Normalizer
from tests.nodes.learn.conftest import NotingContext, new_customers

MIXED = ["age", "city", "plan", "member", "income", "visits"]
TABLE = new_customers()


def fitted(cls: Any, target: str = "left", features: Any = MIXED, table: Any = TABLE, **settings: Any) -> Model:
    """What a learner makes of the customers."""
    made: Model = cls.from_settings({"target": target, "features": list(features), **settings}).run(
        table, NotingContext()
    )
    return made


LOGISTIC = fitted(LogisticRegressionLearner)
FOREST = fitted(RandomForestLearner, trees=5, min_leaf=3)
CITIES = fitted(RandomForestLearner, "city", ["age", "plan", "member", "spent"], trees=5, min_leaf=3)
NUMBERS = fitted(HistGradientBoostingLearner, "spent", iterations=15)
LINEAR = fitted(LinearRegressionLearner, "spent")
MACHINE = fitted(SupportVectorMachineLearner, "plan", ["age", "city", "member", "income"], probabilities=False)
SCALES = Normalizer().run(TABLE[["age"]]).model
