"""Fit a random forest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, Context, Model, Node, Spec, Table, setting
from knode_nodes.learn._encoding import assembled, preparation
from knode_nodes.learn._fitted import classifier, importances, quiet, regressor
from knode_nodes.learn._task import Task, TaskChoice, task_of, task_spec
from knode_nodes.learn._training import NUMERIC, Training, class_labels, large_number, numbers, too_large, training_data

if TYPE_CHECKING:
    import numpy as np

STEPS = 20


class RandomForestLearner(Node):
    """Learn to predict a class or a number by the vote of many decision trees.

    A strong model that needs little care: it finds curves and combinations by itself. Example: predict the
    species of a penguin from its bill and weight. Give the model to Apply Model to predict new rows.

    Numbers, booleans, texts and categories can be features. Numbers and booleans may have missing values;
    texts and categories may not. A text that was never seen in training counts as none of the known ones.
    Rows without a target are left out. Dates are left out: make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "forest"
    keywords = (
        "Random Forest",
        "Forest Model",
        "Tree Ensemble",
        "decision trees",
        "classification",
        "regression",
        "train",
    )
    fits = "model"

    target: Column = setting(Column(""), "Column to predict.")
    features: Columns = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
    task: TaskChoice = setting(
        "auto",
        "Predict a class or a number; auto takes a number for targets with decimals or more than 20 different numbers.",
    )
    trees: int = setting(100, "How many trees vote: more are steadier and slower.", ge=1, le=10_000)
    max_depth: int | None = setting(None, "Most questions a tree asks in a row; empty for no limit.", ge=1, le=1000)
    min_leaf: int = setting(
        1, "Fewest training rows at the end of a branch: more makes the model simpler.", ge=1, le=1_000_000
    )
    max_features: Literal["auto", "sqrt", "log2", "all"] = setting(
        "auto", "How many columns a tree may choose from at each question; auto: sqrt for classes, all for numbers."
    )
    class_weight: Literal["none", "balanced"] = setting(
        "none", "Balanced gives rare classes as much weight as frequent ones."
    )
    max_categories: int = setting(
        100, "Most values of a text column told apart; rarer ones count as the same.", ge=2, le=10_000
    )
    seed: int | None = setting(None, "Number that fixes the random choices; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, table: Table, context: Context) -> Model:
        data = training_data(table, self.target, self.features, context, missing=NUMERIC)
        _check_single_precision(data)
        task = task_of(self.task, data.target, context)
        values = (
            class_labels(data.target, data.positions, context)
            if task == "classification"
            else numbers(data.target, data.positions)
        )
        prepare = preparation(data.features, self.max_categories, context)
        estimator = self._estimator(task, context)
        with quiet():
            prepared = data.features if prepare is None else prepare.fit_transform(data.features)
            weights = self._row_weights(values) if task == "classification" else None
            self._grow(estimator, prepared, values, weights, context)
            found = importances(estimator.feature_importances_, prepare, list(data.features.columns))
        make = classifier if task == "classification" else regressor
        return make("Random Forest", data, assembled(prepare, estimator), {"importances": found})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec(self.task, inputs.get("table"), self.target, self.features)}

    def _estimator(self, task: Task, context: Context) -> Any:
        from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

        choice: dict[str, Any] = {"sqrt": "sqrt", "log2": "log2", "all": 1.0}
        settings: dict[str, Any] = {
            "max_depth": self.max_depth,
            "min_samples_leaf": self.min_leaf,
            "max_features": choice.get(self.max_features, "sqrt" if task == "classification" else 1.0),
            "random_state": context.seed if self.seed is None else self.seed,
            "n_jobs": context.cores,
        }
        return RandomForestClassifier(**settings) if task == "classification" else RandomForestRegressor(**settings)

    def _grow(self, estimator: Any, prepared: Any, values: np.ndarray, weights: Any, context: Context) -> None:
        """Fit in steps, so that progress shows and the person can stop it; the same trees as in one go."""
        steps = min(STEPS, self.trees)
        for step in range(1, steps + 1):
            context.progress((step - 1) / steps, "growing trees")
            estimator.set_params(n_estimators=self.trees * step // steps, warm_start=step > 1)
            estimator.fit(prepared, values, sample_weight=weights)
        estimator.set_params(warm_start=False, n_jobs=None)

    def _row_weights(self, values: np.ndarray) -> Any:
        """What class_weight="balanced" gives to each row, which scikit-learn does not take together with "
        "steps."""
        from sklearn.utils.class_weight import compute_sample_weight

        return compute_sample_weight("balanced", values) if self.class_weight == "balanced" else None


def _check_single_precision(data: Training) -> None:
    for name in data.features.columns:
        position = too_large(data.features[name])
        if position is not None:
            raise large_number(data.features[name], position, int(data.positions[position]))
