"""Fit a support vector machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Context, DataError, Example, Model, Spec, Table, quoted, setting
from knode_nodes.learn._learner import Learner
from knode_nodes.learn._lesson import Lesson, data_of, lesson
from knode_nodes.learn._settings import (
    CLASS_WEIGHT,
    CLASS_WEIGHTS,
    MAX_CATEGORIES,
    MISSING,
    ClassWeight,
    ClassWeights,
    Missing,
)
from knode_nodes.learn._targets import on_a_scale
from knode_nodes.learn._task import Task, task_of, task_spec

FOLDS = 5
MANY_ROWS = 20_000
MOST_CLASSES = 200


class SupportVectorMachineLearner(Learner):
    """Learn to predict a class or a number by the border that leaves the widest margin (a support vector machine).

    Strong with some hundred to some thousand rows; the time grows with the square of the rows, so above 20,000
    take Hist Gradient Boosting Learner, or a sample. Example: tell apart kinds of beans by sixteen measures.

    A machine gives no probabilities by itself. They are learnt besides, from five folds of the rows (Platt's
    method); that takes about five times as long, and can be switched off. A predicted number is learnt on a
    scale of deviation 1, in which epsilon counts.

    Numbers, booleans, texts and categories can be features. Numbers are brought to one scale; of a text column
    every value becomes a column of 0 and 1. Missing numbers are filled with the column's median, and a missing
    text is a value of its own. Rows without a target are left out. Dates are left out: make numbers of them
    first, such as the month.
    """

    pack = "learn"
    icon = "margin"
    shelf = "Prediction"
    keywords = (
        "SVM",
        "Support Vector Machine",
        "SVC",
        "SVR",
        "kernel",
        "libsvm",
        "classification",
        "regression",
        "train",
    )
    example = Example({"target": "left"})

    kernel: Literal["rbf", "linear", "poly", "sigmoid"] = setting(
        "rbf",
        "The shape of the border: rbf bends anywhere, linear is straight, poly is a polynomial.",
        labels={
            "rbf": "bends anywhere (RBF)",
            "linear": "straight (linear)",
            "poly": "polynomial",
            "sigmoid": "S-shaped (sigmoid)",
        },
    )
    C: float = setting(1.0, "How closely the model follows the training rows: smaller is simpler.", gt=0, le=1e6)
    gamma: float | None = setting(
        None,
        "How near a row must be to count (all but linear); empty takes what fits the columns.",
        gt=0,
        le=1e6,
        when={"kernel": ("rbf", "poly", "sigmoid")},
    )
    degree: int = setting(3, "The degree of the polynomial (poly).", ge=1, le=20, when={"kernel": ("poly",)})
    epsilon: float = setting(
        0.1,
        "Errors below this are none, in deviations of the target (numbers).",
        ge=0,
        le=100,
        when={"task": ("auto", "regression")},
    )
    probabilities: bool = setting(
        True,
        "Also learn the probability of each class; takes about five times as long.",
        when={"task": ("auto", "classification")},
    )
    class_weight: ClassWeight = CLASS_WEIGHT
    class_weights: ClassWeights = CLASS_WEIGHTS
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = setting(
        None,
        "Number that fixes the random choices; empty takes the run's.",
        ge=0,
        le=2**32 - 1,
        when={"task": ("auto", "classification"), "probabilities": True},
    )

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        task = task_of(self.task, data.target, context)
        given = lesson(self, data, task, context, scale=True)
        if len(given.values) > MANY_ROWS:
            context.warn(
                f"A support vector machine on {len(given.values):,} rows takes long, as its time grows with the square of "
                "the rows: take a sample, or Hist Gradient Boosting Learner."
            )
        if task == "classification":
            self._check_classes(given)
        context.progress(None, "looking for the border")
        estimator = given.fit(self._estimator(given, context))
        return given.model("Support Vector Machine", estimator, {"support_vectors": _support(estimator)})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = (inputs.get("table"), self.target, self.features, self.weight)
        return {"model": task_spec(self.task, *given, probabilities=self.probabilities)}

    def _estimator(self, given: Lesson, context: Context) -> Any:
        machine = self._machine(given.task)
        if given.task == "regression":
            return on_a_scale(machine)
        return self._calibrated(machine, given, context) if self.probabilities else machine

    def _check_classes(self, given: Lesson) -> None:
        classes, target = len(set(given.values)), str(given.data.target.name)
        if classes > MOST_CLASSES:
            raise DataError(
                f"{quoted(target)} has {classes:,} classes, and a support vector machine is fitted to each pair of them, "
                f"which would be {classes * (classes - 1) // 2:,} (at most {MOST_CLASSES:,} classes): take Random Forest "
                "Learner, or put rare classes together before",
                port="table",
                column=target,
            )

    def _machine(self, task: Task) -> Any:
        from sklearn.svm import SVC, SVR

        gamma = "scale" if self.gamma is None else self.gamma
        settings: dict[str, Any] = {"kernel": self.kernel, "C": self.C, "gamma": gamma, "degree": self.degree}
        return SVC(**settings) if task == "classification" else SVR(epsilon=self.epsilon, **settings)

    def _calibrated(self, machine: Any, given: Lesson, context: Context) -> Any:
        import numpy as np
        from sklearn.calibration import CalibratedClassifierCV
        from sklearn.model_selection import StratifiedKFold

        classes, counts = np.unique(given.values, return_counts=True)
        if counts.min() < 2:
            raise DataError(
                f"{quoted(classes[counts.argmin()])} is the target of one row only, so its probability cannot be learnt: "
                "switch `probabilities` off, or leave out such rows",
                port="table",
                column=str(given.data.target.name),
            )
        seed = context.seed if self.seed is None else self.seed
        folds = StratifiedKFold(min(FOLDS, int(counts.min())), shuffle=True, random_state=seed)
        return CalibratedClassifierCV(machine, method="sigmoid", cv=folds, ensemble=False, n_jobs=context.cores)


def _support(estimator: Any) -> int:
    """How many rows hold the border."""
    calibrated = getattr(estimator, "calibrated_classifiers_", None)
    machine = calibrated[0].estimator if calibrated else getattr(estimator, "regressor_", estimator)
    return len(machine.support_)
