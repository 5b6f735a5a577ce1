"""Predict by the rows that are most alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Column, Columns, Context, DataError, Example, Model, Node, Spec, Table, setting
from knode_nodes.learn._lesson import check_distances, data_of, lesson
from knode_nodes.learn._settings import FEATURES, MAX_CATEGORIES, MISSING, STANDARDIZE, TARGET, TASK, Missing
from knode_nodes.learn._task import Task, TaskChoice, task_of, task_spec


class NearestNeighborsLearner(Node):
    """Predict a class or a number from the training rows that are most alike.

    A class is the one that most of the neighbors have, a number their mean. Example: guess the price of a flat
    from the five flats most like it. Good with few columns that all matter; slow to predict with many rows, and
    misled by columns that do not matter, so choose the features.

    Numbers, booleans, texts and categories can be features. Numbers are brought to one scale, so that each counts
    alike; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the column's
    median, and a missing text is a value of its own. Rows without a target are left out. The model keeps the
    training rows. This algorithm takes no weights of rows: repeat rows, or take another learner; a column whose role
    is weight is no feature, and all rows are learnt from alike, but Cross Validate measures by it. Dates are left out:
    make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "neighbors"
    shelf = "Prediction"
    keywords = ("K Nearest Neighbor", "kNN", "k-NN", "nearest neighbour", "classification", "regression", "train")
    example = Example({"target": "price"})
    fits = "model"

    target: Column = TARGET
    features: Columns = FEATURES
    task: TaskChoice = TASK
    neighbors: int = setting(5, "How many of the most similar rows decide.", ge=1, le=100_000)
    closer_counts: Literal["alike", "more"] = setting(
        "alike", "Whether all neighbors count alike, or closer ones more, by one over their distance."
    )
    distance: Literal["euclidean", "manhattan"] = setting(
        "euclidean",
        "How far apart two rows are: in a straight line, or the sum of the differences.",
        labels={"euclidean": "straight line (Euclidean)", "manhattan": "sum of differences (Manhattan)"},
    )
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        task = task_of(self.task, data.target, context)
        given = lesson(self, data, task, context, scale=self.standardize)
        check_distances(data, given.prepared)
        rows = len(given.values)
        if rows < self.neighbors:
            raise DataError(
                f"{self.neighbors:,} neighbors need as many rows to learn from, and there are {rows:,}: set neighbors lower",
                port="table",
            )
        estimator = given.fit_to_codes(self._estimator(task, context))
        # One row is slower with more threads than one.
        estimator.set_params(n_jobs=None)
        return given.model("Nearest Neighbors", estimator, {"neighbors": self.neighbors})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec(self.task, inputs.get("table"), self.target, self.features)}

    def _estimator(self, task: Task, context: Context) -> Any:
        from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

        kind = KNeighborsClassifier if task == "classification" else KNeighborsRegressor
        weights = "uniform" if self.closer_counts == "alike" else "distance"
        return kind(self.neighbors, weights=weights, metric=self.distance)
