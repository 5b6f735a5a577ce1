"""Fit a random forest."""

from __future__ import annotations

from typing import Any, Literal

from knode.api import Context, Example, Model, Table, setting
from knode_nodes.learn._fitted import importances
from knode_nodes.learn._growing import growing
from knode_nodes.learn._kinds import NUMERIC
from knode_nodes.learn._learner import Learner
from knode_nodes.learn._lesson import data_of, lesson
from knode_nodes.learn._settings import (
    CLASS_WEIGHT,
    CLASS_WEIGHTS,
    MAX_CATEGORIES,
    SEED,
    ClassWeight,
    ClassWeights,
    Missing,
)
from knode_nodes.learn._task import Task, task_of


class RandomForestLearner(Learner):
    """Learn to predict a class or a number by the vote of many decision trees.

    A strong model that needs little care: it finds curves and combinations by itself. Example: predict the
    species of a penguin from its bill and weight. Give the model to Apply Model to predict new rows.

    Numbers, booleans, texts and categories can be features, and all may have missing values: a tree asks for a
    missing number as for any other, and a missing text is a value of its own. A text that was never seen in
    training counts as none of the known ones. Rows without a target are left out. Dates are left out: make numbers
    of them first, such as the month.
    """

    pack = "learn"
    icon = "forest"
    shelf = "Prediction"
    keywords = (
        "Random Forest",
        "Forest Model",
        "Tree Ensemble",
        "decision trees",
        "classification",
        "regression",
        "train",
    )
    example = Example({"target": "left", "trees": 300})

    trees: int = setting(100, "How many trees vote: more are steadier and slower.", ge=1, le=10_000)
    max_depth: int | None = setting(None, "Most questions a tree asks in a row; empty for no limit.", ge=1, le=1000)
    min_leaf: int = setting(
        1, "Fewest training rows at the end of a branch: more makes the model simpler.", ge=1, le=1_000_000
    )
    max_features: Literal["auto", "sqrt", "log2", "all"] = setting(
        "auto",
        "How many columns a tree may choose from at each question; auto: sqrt for classes, all for numbers.",
        labels={
            "sqrt": "square root of their number",
            "log2": "logarithm of their number (log2)",
            "all": "all columns",
        },
    )
    class_weight: ClassWeight = CLASS_WEIGHT
    class_weights: ClassWeights = CLASS_WEIGHTS
    missing: Missing = setting(
        "fill", "Fill makes missing texts a value of their own; error stops. Missing numbers are learnt from as such."
    )
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context, gaps=NUMERIC)
        task = task_of(self.task, data.target, context)
        given = lesson(self, data, task, context, gaps=NUMERIC, single=True)
        estimator = self._estimator(task, context)
        with growing(context, self.trees):
            given.fit(estimator)
        # One row is slower with more threads than one.
        estimator.set_params(n_jobs=None)
        found = importances(estimator.feature_importances_, given.prepare, given.features)
        return given.model("Random Forest", estimator, {"importances": found})

    def _estimator(self, task: Task, context: Context) -> Any:
        from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

        choice: dict[str, Any] = {"sqrt": "sqrt", "log2": "log2", "all": 1.0}
        settings: dict[str, Any] = {
            "n_estimators": self.trees,
            "max_depth": self.max_depth,
            "min_samples_leaf": self.min_leaf,
            "max_features": choice.get(self.max_features, "sqrt" if task == "classification" else 1.0),
            "random_state": context.seed if self.seed is None else self.seed,
            "n_jobs": context.cores,
        }
        return RandomForestClassifier(**settings) if task == "classification" else RandomForestRegressor(**settings)
