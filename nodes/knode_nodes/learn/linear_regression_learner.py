"""Fit a linear regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Column, Columns, Context, Example, Model, Node, Spec, Table, setting
from knode_nodes.learn._fitted import coefficients
from knode_nodes.learn._lesson import data_of, lesson
from knode_nodes.learn._settings import FEATURES, MAX_CATEGORIES, MISSING, WEIGHT, Missing
from knode_nodes.learn._task import task_spec


class LinearRegressionLearner(Node):
    """Learn to predict a number as a weighted sum of the other columns.

    A good first model: quick, and its coefficients show how much each column adds. Example: predict a fare
    from the distance and the number of passengers. Give the model to Apply Model to predict new rows.

    Numbers, booleans, texts and categories can be features. Of a text column every value has a coefficient of
    its own; a value that was never seen in training adds nothing. Missing numbers
    are filled with the column's median, and a missing text is a value of its own; to treat them otherwise, put
    Missing Values before. Rows without a target are left out. Dates are left out: make numbers of them first,
    such as the month.
    """

    pack = "learn"
    icon = "linear"
    shelf = "Prediction"
    keywords = ("Linear Regression", "Ridge", "Lasso", "least squares", "OLS", "regression", "fit", "train")
    example = Example({"target": "price"})
    fits = "model"

    target: Column = setting(Column(""), "Column of numbers to predict.")
    features: Columns = FEATURES
    weight: Column = WEIGHT
    penalty: Literal["none", "ridge", "lasso"] = setting(
        "none", "What keeps coefficients small: ridge shrinks all, lasso sets many to zero, none leaves them free."
    )
    alpha: float = setting(
        1.0,
        "Strength of the penalty: greater gives smaller coefficients.",
        gt=0,
        le=1e9,
        when={"penalty": ("ridge", "lasso")},
    )
    intercept: bool = setting(True, "Let the sum start at a fitted number instead of 0.")
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        # A penalty is only fair between columns of one scale; without one the scale changes nothing.
        given = lesson(self, data, "regression", context, scale=self.penalty != "none")
        estimator = given.fit(self._estimator())
        if self.penalty == "lasso" and estimator.n_iter_ >= estimator.max_iter:
            context.warn("The search stopped before it had settled: raise alpha.")
        own, start = coefficients(estimator.coef_, float(estimator.intercept_), given.prepare, given.features)
        facts = {"training_r2": given.score(estimator), "coefficients": own, "intercept": start}
        return given.model("Linear Regression", estimator, facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec("regression", inputs.get("table"), self.target, self.features, self.weight)}

    def _estimator(self) -> Any:
        from sklearn.linear_model import Lasso, LinearRegression, Ridge

        if self.penalty == "ridge":
            return Ridge(alpha=self.alpha, fit_intercept=self.intercept)
        if self.penalty == "lasso":
            return Lasso(alpha=self.alpha, fit_intercept=self.intercept, max_iter=10_000)
        return LinearRegression(fit_intercept=self.intercept)
