"""Fit a linear regression whose coefficients are kept small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Column, Columns, Context, DataError, Example, Model, Node, Spec, Table, setting
from knode_nodes.learn._fitted import coefficients, quiet
from knode_nodes.learn._lesson import Lesson, data_of, lesson, refusing
from knode_nodes.learn._ridge import best_alpha
from knode_nodes.learn._settings import FEATURES, MAX_CATEGORIES, MISSING, STANDARDIZE, WEIGHT, Missing
from knode_nodes.learn._task import task_spec

STRENGTHS = 100
"""So many strengths of a penalty are tried for each mix."""
MIXES = (0.1, 0.5, 0.9)


class RegularizedRegressionLearner(Node):
    """Learn to predict a number as a weighted sum of many columns, with weights that are kept small.

    Better than Linear Regression Learner where there are many columns, few rows, or columns that say nearly the
    same. Ridge shrinks all weights; lasso sets many to zero and so chooses columns; elastic net does some of
    both. Without a strength (alpha) the one is taken that predicts best rows left out of the fit: for lasso and
    elastic net one of several folds at a time, for ridge each row in turn, which costs no more. Example: predict
    the price of a house from a hundred measures, and see in the model which few matter.

    Numbers, booleans, texts and categories can be features. Of a text column every value has a weight of its
    own; a value that was never seen in training adds nothing. Numbers are brought to one scale, as the penalty
    is only fair between such. Missing numbers are filled with the column's median, and a missing text is a value
    of its own. Rows without a target are left out. Dates are left out: make numbers of them first, such as the
    month.
    """

    pack = "learn"
    icon = "regularized"
    shelf = "Prediction"
    keywords = (
        "Ridge",
        "Lasso",
        "Elastic Net",
        "glmnet",
        "Linear Regression with regularization",
        "Regularized Regression",
        "shrinkage",
        "regression",
        "train",
    )
    example = Example({"target": "price"})
    fits = "model"

    target: Column = setting(Column(""), "Column of numbers to predict.")
    features: Columns = FEATURES
    weight: Column = WEIGHT
    penalty: Literal["ridge", "lasso", "elastic_net"] = setting(
        "ridge",
        "Ridge shrinks all weights, lasso sets many to zero, elastic net does some of both.",
        labels={
            "ridge": "shrinks all weights (ridge)",
            "lasso": "sets many weights to 0 (lasso)",
            "elastic_net": "some of both (elastic net)",
        },
    )
    alpha: float | None = setting(
        None,
        "Strength of the penalty: greater gives smaller weights; empty finds it by cross-validation.",
        gt=0,
        le=1e9,
    )
    l1_ratio: float | None = setting(
        None,
        "Of elastic net: 1 is lasso, near 0 is ridge; empty tries 0.1, 0.5 and 0.9, or takes 0.5 where alpha is given.",
        gt=0,
        le=1,
        when={"penalty": ("elastic_net",)},
    )
    folds: int = setting(
        5,
        "Into how many parts the rows are cut to find alpha (lasso, elastic net).",
        ge=2,
        le=100,
        when={"penalty": ("lasso", "elastic_net"), "alpha": False},
    )
    intercept: bool = setting(True, "Let the sum start at a fitted number instead of 0.")
    standardize: bool = STANDARDIZE
    max_iterations: int = setting(
        10_000,
        "Most steps of the search (lasso, elastic net).",
        ge=1,
        le=1_000_000,
        when={"penalty": ("lasso", "elastic_net")},
    )
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = setting(
        None,
        "Number that fixes the random choices; empty takes the run's.",
        ge=0,
        le=2**32 - 1,
        when={"penalty": ("lasso", "elastic_net"), "alpha": False},
    )

    def run(self, table: Table, context: Context) -> Model:
        data = data_of(self, table, context)
        given = lesson(self, data, "regression", context, scale=self.standardize)
        found = self._search(given, context) if self.alpha is None else {}
        estimator = given.fit(self._estimator(**found))
        if self.penalty != "ridge" and estimator.n_iter_ >= self.max_iterations:
            context.warn(
                f"The search stopped after {self.max_iterations:,} steps before it had settled: raise max_iterations "
                "or alpha."
            )
        own, start = coefficients(estimator.coef_, float(estimator.intercept_), given.prepare, given.features)
        facts = {
            "penalty": self.penalty,
            "alpha": float(estimator.alpha),
            **({"l1_ratio": float(estimator.l1_ratio)} if self.penalty == "elastic_net" else {}),
            "training_r2": given.score(estimator),
            "used": int((estimator.coef_ != 0).sum()),
            "coefficients": own,
            "intercept": start,
        }
        return given.model("Regularized Regression", estimator, facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"model": task_spec("regression", inputs.get("table"), self.target, self.features, self.weight)}

    def _estimator(self, alpha: float | None = None, l1_ratio: float | None = None) -> Any:
        from sklearn.linear_model import ElasticNet, Lasso, Ridge

        strength = self.alpha if alpha is None else alpha
        if self.penalty == "ridge":
            return Ridge(alpha=strength, fit_intercept=self.intercept)
        settings = {"alpha": strength, "fit_intercept": self.intercept, "max_iter": self.max_iterations}
        if self.penalty == "lasso":
            return Lasso(**settings)
        return ElasticNet(l1_ratio=l1_ratio or self.l1_ratio or 0.5, **settings)

    def _search(self, given: Lesson, context: Context) -> dict[str, float]:
        """The strength, and the mix of an elastic net, that predict best rows that they did not see."""
        import numpy as np

        rows = len(given.values)
        if rows < self.folds and self.penalty != "ridge":
            raise DataError(
                f"{rows:,} rows cannot be cut into {self.folds} parts to find alpha: set alpha, or fewer folds",
                port="table",
            )
        context.progress(None, "looking for alpha")
        if self.penalty == "ridge":
            numbers, alphas = np.asarray(given.prepared, dtype="float64"), np.logspace(-4, 6, STRENGTHS)
            with quiet(), refusing(given.data):
                found = {"alpha": best_alpha(numbers, given.values, given.weights, alphas, self.intercept)}
        else:
            searched = given.fit(self._searching(context))
            found = {"alpha": float(searched.alpha_)}
            found |= {"l1_ratio": float(searched.l1_ratio_)} if self.penalty == "elastic_net" else {}
        context.info(
            "Cross-validation found " + ", ".join(f"{name} {value:.4g}" for name, value in found.items()) + "."
        )
        return found

    def _searching(self, context: Context) -> Any:
        from sklearn.linear_model import ElasticNetCV, LassoCV
        from sklearn.model_selection import KFold

        # Sorted tables are common: folds of neighbours would each be of another kind.
        folds = KFold(self.folds, shuffle=True, random_state=context.seed if self.seed is None else self.seed)
        settings: dict[str, Any] = {
            "alphas": STRENGTHS,
            "fit_intercept": self.intercept,
            "cv": folds,
            "max_iter": self.max_iterations,
            "n_jobs": context.cores,
        }
        if self.penalty == "lasso":
            return LassoCV(**settings)
        return ElasticNetCV(l1_ratio=list(MIXES) if self.l1_ratio is None else self.l1_ratio, **settings)
