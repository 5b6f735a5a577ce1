"""Fit gradient boosted trees on histograms."""

from __future__ import annotations

from typing import Any

from knode.api import Context, Example, Model, Table, column_type, setting
from knode_nodes.learn._growing import boosting
from knode_nodes.learn._kinds import ENCODED, LABELS
from knode_nodes.learn._learner import Learner
from knode_nodes.learn._lesson import check_set_aside, data_of, lesson
from knode_nodes.learn._settings import CLASS_WEIGHT, CLASS_WEIGHTS, SEED, ClassWeight, ClassWeights
from knode_nodes.learn._task import Task, task_of
from knode_nodes.learn._training import Training

MOST_CATEGORIES = 255
"""scikit-learn's limit for columns that are split by groups of values."""
ROWS_FOR_THREADS = 10_000
"""Below, threads gain nothing; where other work has the cores, they wait for each other for seconds."""


class HistGradientBoostingLearner(Learner):
    """Learn to predict a class or a number by decision trees that each correct those before.

    Often the best model for tables, and quick for many rows. Example: predict which customers leave from
    their contract, age and bills. Give the model to Apply Model to predict new rows.

    Numbers, booleans, texts and categories can be features, and all may have missing values. Texts and
    categories are split into groups of values; of a column with more than 255 values the most frequent are
    told apart. A rarer one, or one that was never seen in training, counts as missing. Rows without a target
    are left out. Dates are left out: make numbers of them first with Date Parts or Date Difference.
    """

    pack = "learn"
    icon = "boosting"
    shelf = "Prediction"
    keywords = (
        "Gradient Boosted Trees",
        "Gradient Boosting",
        "Boosted Model",
        "XGBoost Tree Ensemble",
        "LightGBM",
        "CatBoost",
        "decision trees",
        "classification",
        "regression",
        "train",
    )
    example = Example({"target": "left"})

    iterations: int = setting(
        100, "How many times trees are added: more fit the training rows closer.", ge=1, le=10_000
    )
    learning_rate: float = setting(
        0.1, "How much each tree corrects: smaller is steadier and needs more iterations.", gt=0, le=10
    )
    max_leaves: int = setting(31, "Most leaves of a tree: fewer make the model simpler.", ge=2, le=10_000)
    max_depth: int | None = setting(None, "Most questions a tree asks in a row; empty for no limit.", ge=1, le=1000)
    min_leaf: int = setting(20, "Fewest training rows in a leaf: more makes the model simpler.", ge=1, le=1_000_000)
    l2: float = setting(0.0, "How strongly large corrections are held back.", ge=0, le=1e9)
    early_stopping: bool = setting(
        False, "Set some training rows aside, and stop when they are no longer predicted better."
    )
    validation_share: float = setting(
        0.1, "The share of the rows set aside for early stopping.", gt=0, lt=1, when={"early_stopping": True}
    )
    patience: int = setting(
        10,
        "After how many iterations without gain early stopping stops.",
        ge=1,
        le=10_000,
        when={"early_stopping": True},
    )
    class_weight: ClassWeight = CLASS_WEIGHT
    class_weights: ClassWeights = CLASS_WEIGHTS
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Model:
        from threadpoolctl import threadpool_limits

        data = data_of(self, table, context, gaps=LABELS)
        task = task_of(self.task, data.target, context)
        given = lesson(self, data, task, context, gaps=LABELS, codes=True, most_values=MOST_CATEGORIES)
        if self.early_stopping:
            check_set_aside(self, given)
        estimator = self._estimator(task, data, context)
        threads = context.cores if len(given.values) >= ROWS_FOR_THREADS else 1
        with threadpool_limits(threads, user_api="openmp"), boosting(context, estimator, self.iterations):
            given.fit_to_codes(estimator)
        if estimator.n_iter_ < self.iterations:
            context.info(f"Stopped after {estimator.n_iter_:,} of {self.iterations:,} iterations: no further gain.")
        return given.model("Gradient Boosting", estimator, {"iterations": int(estimator.n_iter_)})

    def _estimator(self, task: Task, data: Training, context: Context) -> Any:
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        # The preparation puts the texts first.
        texts = sum(column_type(dtype) in ENCODED for dtype in data.features.dtypes)
        settings: dict[str, Any] = {
            "max_iter": self.iterations,
            "learning_rate": self.learning_rate,
            "max_leaf_nodes": self.max_leaves,
            "max_depth": self.max_depth,
            "min_samples_leaf": self.min_leaf,
            "l2_regularization": self.l2,
            "categorical_features": list(range(texts)) or None,
            "early_stopping": self.early_stopping,
            "validation_fraction": self.validation_share,
            "n_iter_no_change": self.patience,
            "random_state": context.seed if self.seed is None else self.seed,
        }
        kind = HistGradientBoostingRegressor if task == "regression" else HistGradientBoostingClassifier
        return kind(**settings)
