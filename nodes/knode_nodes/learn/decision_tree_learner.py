"""Fit a decision tree."""

from __future__ import annotations

from typing import Any, Literal

from knode.api import Context, Example, Model, Table, setting
from knode_nodes.learn._fitted import importances
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


class DecisionTreeLearner(Learner):
    """Learn to predict a class or a number by a tree of questions, such as whether age is at most 40.

    The model that is easiest to read: every prediction is a path of a few questions. Example: predict whether a
    customer leaves, with max_depth 4, and look at the tree. One tree alone predicts less well than Random Forest
    Learner, and a deep one learns its training rows by heart: keep max_depth small, or raise min_leaf.

    Numbers, booleans, texts and categories can be features, and all may have missing values: the tree sends a
    missing number to the side where it fits better, and a missing text is a value of its own. Every question on
    a text asks for one of its values; a text that was never seen in training is none of them. Rows without a
    target are left out. Dates are left out: make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "decision-tree"
    shelf = "Prediction"
    keywords = (
        "Decision Tree",
        "Tree",
        "Simple Regression Tree",
        "CART",
        "C4.5",
        "rpart",
        "classification",
        "regression",
        "train",
    )
    example = Example({"target": "left", "max_depth": 4})

    max_depth: int | None = setting(None, "Most questions in a row; empty for no limit.", ge=1, le=1000)
    min_leaf: int = setting(
        5, "Fewest training rows at the end of a branch: more makes the tree simpler.", ge=1, le=1_000_000
    )
    max_leaves: int | None = setting(None, "Most ends of branches; empty for no limit.", ge=2, le=1_000_000)
    criterion: Literal["gini", "entropy"] = setting(
        "gini",
        "How the best question for classes is found: by Gini impurity, or by the gain of information.",
        when={"task": ("auto", "classification")},
        labels={"gini": "Gini impurity", "entropy": "gain of information (entropy)"},
    )
    prune: float = setting(
        0.0, "Cut branches that gain less than this (cost of complexity): more makes the tree smaller.", ge=0, le=1e9
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
        tree = given.fit_to_codes(self._estimator(task, context))
        found = importances(tree.feature_importances_, given.prepare, given.features)
        facts = {"depth": int(tree.get_depth()), "leaves": int(tree.get_n_leaves()), "importances": found}
        return given.model("Decision Tree", tree, facts)

    def _estimator(self, task: Task, context: Context) -> Any:
        from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

        settings: dict[str, Any] = {
            "max_depth": self.max_depth,
            "min_samples_leaf": self.min_leaf,
            "max_leaf_nodes": self.max_leaves,
            "ccp_alpha": self.prune,
            "random_state": context.seed if self.seed is None else self.seed,
        }
        if task == "regression":
            return DecisionTreeRegressor(**settings)
        return DecisionTreeClassifier(criterion=self.criterion, **settings)
