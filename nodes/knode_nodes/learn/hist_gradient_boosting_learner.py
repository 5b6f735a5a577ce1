"""Fit gradient boosted trees on histograms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, Context, DataError, Model, Node, Spec, Table, column_type, quoted, setting
from knode_nodes.learn._encoding import assembled, preparation
from knode_nodes.learn._fitted import classifier, quiet, regressor
from knode_nodes.learn._task import Task, TaskChoice, task_of, task_spec
from knode_nodes.learn._training import ENCODED, LABELS, Training, class_labels, numbers, training_data

if TYPE_CHECKING:
    import numpy as np

MOST_CATEGORIES = 255
"""scikit-learn's limit for columns that are split by groups of values."""
STEPS = 4
ROWS_FOR_THREADS = 10_000
"""Below, threads gain nothing; where other work has the cores, they wait for each other for seconds."""


class HistGradientBoostingLearner(Node):
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
    fits = "model"

    target: Column = setting(Column(""), "Column to predict.")
    features: Columns = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
    task: TaskChoice = setting(
        "auto",
        "Predict a class or a number; auto takes a number for targets with decimals or more than 20 different numbers.",
    )
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
    validation_share: float = setting(0.1, "The share of the rows set aside for early stopping.", gt=0, lt=1)
    patience: int = setting(10, "After how many iterations without gain early stopping stops.", ge=1, le=10_000)
    class_weight: Literal["none", "balanced"] = setting(
        "none", "Balanced gives rare classes as much weight as frequent ones."
    )
    seed: int | None = setting(
        None, "Number that fixes which rows are set aside; empty takes the run's.", ge=0, le=2**32 - 1
    )

    def run(self, table: Table, context: Context) -> Model:
        data = training_data(table, self.target, self.features, context, missing=LABELS)
        _check_known(data)
        task = task_of(self.task, data.target, context)
        values = (
            class_labels(data.target, data.positions, context)
            if task == "classification"
            else numbers(data.target, data.positions)
        )
        if self.early_stopping:
            self._check_shares(task, values)
        prepare = preparation(data.features, MOST_CATEGORIES, context, codes=True)
        estimator = self._estimator(task, data, context)
        with quiet():
            prepared = data.features if prepare is None else prepare.fit_transform(data.features)
            self._grow(estimator, prepared, values, context)
        if estimator.n_iter_ < self.iterations:
            context.info(f"Stopped after {estimator.n_iter_:,} of {self.iterations:,} iterations: no further gain.")
        make = classifier if task == "classification" else regressor
        return make("Gradient Boosting", data, assembled(prepare, estimator), {"iterations": int(estimator.n_iter_)})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec(self.task, inputs.get("table"), self.target, self.features)}

    def _estimator(self, task: Task, data: Training, context: Context) -> Any:
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        # The preparation puts the texts first.
        texts = sum(column_type(dtype) in ENCODED for dtype in data.features.dtypes)
        settings: dict[str, Any] = {
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
        if task == "regression":
            return HistGradientBoostingRegressor(**settings)
        weight = None if self.class_weight == "none" else self.class_weight
        return HistGradientBoostingClassifier(class_weight=weight, **settings)

    def _grow(self, estimator: Any, prepared: Any, values: np.ndarray, context: Context) -> None:
        """Fit in steps, so that progress shows and the person can stop it; the same trees as in one go.

        With early stopping in one step: scikit-learn forgets between two fits that it wanted to stop.
        """
        from threadpoolctl import threadpool_limits

        steps = 1 if self.early_stopping else min(STEPS, self.iterations)
        threads = context.cores if len(values) >= ROWS_FOR_THREADS else 1
        for step in range(1, steps + 1):
            context.progress((step - 1) / steps, "growing trees")
            estimator.set_params(max_iter=self.iterations * step // steps, warm_start=step > 1)
            with threadpool_limits(threads, user_api="openmp"):
                estimator.fit(prepared, values)
        estimator.set_params(warm_start=False)

    def _check_shares(self, task: Task, values: np.ndarray) -> None:
        """Raise DataError where early stopping cannot set rows of each class aside."""
        import numpy as np

        aside = round(len(values) * self.validation_share)
        classes, counts = np.unique(values, return_counts=True) if task == "classification" else ((), ())
        rare = [str(label) for label, count in zip(classes, counts, strict=True) if count < 2]
        if rare:
            raise DataError(
                f"{quoted(rare[0])} is the target of one row only, so early stopping cannot set rows of it aside: "
                "switch early stopping off, or leave out such rows",
                port="table",
                column=str(self.target),
            )
        if not max(1, len(classes)) <= aside <= len(values) - max(1, len(classes)):
            raise DataError(
                f"a share of {self.validation_share:g} sets aside {aside:,} of {len(values):,} rows, too few or too many "
                "to stop by: change the share, or switch early stopping off",
                port="table",
            )


def _check_known(data: Training) -> None:
    for name in data.features.columns:
        if not data.features[name].notna().any():
            raise DataError(
                f"the feature {quoted(name)} has no values at all: leave it out of the features",
                port="table",
                column=str(name),
            )
