"""Fit a linear regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Column, Columns, Context, Model, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._encoding import assembled, preparation
from knode_nodes.learn._fitted import coefficients, quiet, regressor, regressor_spec
from knode_nodes.learn._training import check_number_target, feature_names, numbers, training_data


class LinearRegressionLearner(Node):
    """Learn to predict a number as a weighted sum of the other columns.

    A good first model: quick, and its coefficients show how much each column adds. Example: predict a fare
    from the distance and the number of passengers. Give the model to Apply Model to predict new rows.

    Numbers, booleans, texts and categories can be features. Of a text column every value has a coefficient of
    its own; a value that was never seen in training adds nothing. Rows without a target are left out.
    Features must have no missing values: put Missing Values before. Dates are left out: make numbers of them
    first, such as the month.
    """

    pack = "learn"
    icon = "linear"
    keywords = ("Linear Regression", "Ridge", "Lasso", "least squares", "OLS", "regression", "fit", "train")
    fits = "model"

    target: Column = setting(Column(""), "Column of numbers to predict.")
    features: Columns = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
    penalty: Literal["none", "ridge", "lasso"] = setting(
        "none", "What keeps coefficients small: ridge shrinks all, lasso sets many to zero, none leaves them free."
    )
    alpha: float = setting(1.0, "Strength of the penalty: greater gives smaller coefficients.", gt=0, le=1e9)
    intercept: bool = setting(True, "Let the sum start at a fitted number instead of 0.")
    max_categories: int = setting(
        100, "Most values of a text column told apart; rarer ones count as the same.", ge=2, le=10_000
    )

    def run(self, table: Table, context: Context) -> Model:
        data = training_data(table, self.target, self.features, context)
        values = numbers(data.target, data.positions)
        # A penalty is only fair between columns of one scale; without one the scale changes nothing.
        prepare = preparation(data.features, self.max_categories, context, scale=self.penalty != "none")
        estimator = self._estimator()
        with quiet():
            prepared = data.features if prepare is None else prepare.fit_transform(data.features)
            estimator.fit(prepared, values)
            r2 = float(estimator.score(prepared, values))
        if self.penalty == "lasso" and estimator.n_iter_ >= estimator.max_iter:
            context.warn("The search stopped before it had settled: raise alpha.")
        own, start = coefficients(estimator.coef_, float(estimator.intercept_), prepare, list(data.features.columns))
        facts = {"training_r2": r2, "coefficients": own, "intercept": start}
        return regressor("Linear Regression", data, assembled(prepare, estimator), facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"model": None}
        target = table[self.target.of(table, port="table")]
        check_number_target(target)
        return {"model": regressor_spec(target, table.select(feature_names(table, self.target, self.features)))}

    def _estimator(self) -> Any:
        from sklearn.linear_model import Lasso, LinearRegression, Ridge

        if self.penalty == "ridge":
            return Ridge(alpha=self.alpha, fit_intercept=self.intercept)
        if self.penalty == "lasso":
            return Lasso(alpha=self.alpha, fit_intercept=self.intercept, max_iter=10_000)
        return LinearRegression(fit_intercept=self.intercept)
