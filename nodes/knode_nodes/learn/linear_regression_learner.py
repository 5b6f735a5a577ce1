"""Fit a linear regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from knode.api import Column, Columns, Context, Example, Model, Node, Spec, Table, setting
from knode_nodes.learn._fitted import coefficients
from knode_nodes.learn._lesson import data_of, lesson
from knode_nodes.learn._settings import FEATURES, MAX_CATEGORIES, MISSING, WEIGHT, Missing
from knode_nodes.learn._task import task_spec

PENALIZED = (
    "Ridge and lasso are penalties of Regularized Regression Learner: put learn.RegularizedRegressionLearner in the place "
    "of this node, with penalty and alpha. For no penalty take both settings away."
)


class LinearRegressionLearner(Node):
    """Learn to predict a number as a weighted sum of the other columns.

    A good first model: quick, and its coefficients show how much each column adds. Example: predict a fare
    from the distance and the number of passengers. Give the model to Apply Model to predict new rows. With many
    columns, or few rows, Regularized Regression Learner (ridge, lasso) predicts better.

    Numbers, booleans, texts and categories can be features. Of a text column every value has a coefficient of
    its own; a value that was never seen in training adds nothing. Missing numbers
    are filled with the column's median, and a missing text is a value of its own; to treat them otherwise, put
    Missing Values before. Rows without a target are left out. Dates are left out: make numbers of them first,
    such as the month.
    """

    pack = "learn"
    icon = "linear"
    shelf = "Prediction"
    keywords = ("Linear Regression", "least squares", "OLS", "regression", "fit", "train")
    example = Example({"target": "price"})
    fits = "model"
    gone: ClassVar[Mapping[str, str]] = {"penalty": PENALIZED, "alpha": PENALIZED}

    target: Column = setting(Column(""), "Column of numbers to predict.")
    features: Columns = FEATURES
    weight: Column = WEIGHT
    intercept: bool = setting(True, "Let the sum start at a fitted number instead of 0.")
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES

    def run(self, table: Table, context: Context) -> Model:
        from sklearn.linear_model import LinearRegression

        data = data_of(self, table, context)
        given = lesson(self, data, "regression", context)
        estimator = given.fit(LinearRegression(fit_intercept=self.intercept))
        own, start = coefficients(estimator.coef_, float(estimator.intercept_), given.prepare, given.features)
        facts = {"training_r2": given.score(estimator), "coefficients": own, "intercept": start}
        return given.model("Linear Regression", estimator, facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec("regression", inputs.get("table"), self.target, self.features, self.weight)}
