"""Fit a logistic regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, Context, Example, Model, Node, Spec, Table, setting
from knode_nodes.learn._fitted import coefficients, greatest
from knode_nodes.learn._lesson import data_of, lesson
from knode_nodes.learn._settings import (
    BALANCED,
    FEATURES,
    MAX_CATEGORIES,
    MISSING,
    OWN_WEIGHTS,
    WEIGHT,
    ClassWeight,
    ClassWeights,
    Missing,
)
from knode_nodes.learn._task import task_spec

if TYPE_CHECKING:
    import numpy as np


class LogisticRegressionLearner(Node):
    """Learn to predict a class, such as yes or no, from the other columns.

    A good first model: quick, and its coefficients show what speaks for which class. Example: predict whether
    a customer leaves from age, contract and number of calls. Give the model to Apply Model to predict new
    rows.

    Numbers, booleans, texts and categories can be features. Of a text column every value counts on its own; a
    value that was never seen in training speaks for no class. Missing numbers are filled with the
    column's median, and a missing text is a value of its own; to treat them otherwise, put Missing Values
    before. Rows without a target are left out. Dates are left out: make numbers of them first, such as the
    month.
    """

    pack = "learn"
    icon = "logistic"
    shelf = "Prediction"
    keywords = (
        "Logistic Regression",
        "Logistic Regression Tool",
        "Logit",
        "classification",
        "classifier",
        "fit",
        "train",
    )
    example = Example({"target": "left"})
    fits = "model"

    target: Column = setting(Column(""), "Column to predict: texts, categories, booleans or whole numbers.")
    features: Columns = FEATURES
    weight: Column = WEIGHT
    C: float = setting(
        1.0,
        "How closely the model follows the training rows: smaller is simpler and steadier.",
        gt=0,
        le=1e6,
        when={"penalty": ("l2", "l1")},
    )
    penalty: Literal["l2", "l1", "none"] = setting(
        "l2",
        "What keeps coefficients small: l2 shrinks all, l1 sets many to zero, none leaves them free.",
        labels={"l2": "shrinks all (L2, ridge)", "l1": "sets many to 0 (L1, lasso)", "none": "no penalty"},
    )
    class_weight: ClassWeight = BALANCED
    class_weights: ClassWeights = OWN_WEIGHTS
    standardize: bool = setting(True, "Bring number columns to the same scale before fitting.")
    max_iterations: int = setting(1000, "Most steps of the search for the coefficients.", ge=1, le=100_000)
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = setting(
        None,
        "Number that fixes random choices (penalty l1); empty takes the run's.",
        ge=0,
        le=2**32 - 1,
        when={"penalty": ("l1",)},
    )

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        given = lesson(self, data, "classification", context, scale=self.standardize, sparse=True)
        estimator = given.fit_to_codes(self._estimator(context))
        if estimator.n_iter_.max() >= self.max_iterations:
            context.warn(
                f"The search stopped after {self.max_iterations:,} steps before it had settled: raise "
                "max_iterations, standardize the columns, or lower C."
            )
        facts = {"training_accuracy": given.score(estimator)}
        told = _coefficient_facts(estimator, given.prepare, given.features)
        return given.model("Logistic Regression", estimator, {**facts, **told})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec("classification", inputs.get("table"), self.target, self.features, self.weight)}

    def _estimator(self, context: Context) -> Any:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(
            C=np.inf if self.penalty == "none" else self.C,
            l1_ratio=1.0 if self.penalty == "l1" else 0.0,
            solver="saga" if self.penalty == "l1" else "lbfgs",
            max_iter=self.max_iterations,
            random_state=context.seed if self.seed is None else self.seed,
        )


def _coefficient_facts(estimator: Any, prepare: Any, features: list[str]) -> dict[str, Any]:
    """Two classes: those that speak for the second class; more: by class, at most 50 in all."""
    weights: np.ndarray = estimator.coef_
    if len(weights) == 1:
        own, intercept = coefficients(weights[0], float(estimator.intercept_[0]), prepare, features)
        return {"coefficients": own, "intercept": intercept}
    by_class = {
        str(label): coefficients(row, float(start), prepare, features)
        for label, row, start in zip(estimator.classes_, weights, estimator.intercept_, strict=True)
    }
    ranked = greatest(
        {f"{label}: {name}": value for label, (own, _) in by_class.items() for name, value in own.items()}
    )
    return {"coefficients": ranked, "intercept": {label: start for label, (_, start) in by_class.items()}}
