"""Fit a logistic regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, Context, Model, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._encoding import assembled, preparation
from knode_nodes.learn._fitted import classifier, classifier_spec, coefficients, greatest, quiet
from knode_nodes.learn._training import check_class_target, class_labels, feature_names, training_data

if TYPE_CHECKING:
    import numpy as np


class LogisticRegressionLearner(Node):
    """Learn to predict a class, such as yes or no, from the other columns.

    A good first model: quick, and its coefficients show what speaks for which class. Example: predict whether
    a customer leaves from age, contract and number of calls. Give the model to Apply Model to predict new
    rows.

    Numbers, booleans, texts and categories can be features. Of a text column every value counts on its own; a
    value that was never seen in training speaks for no class. Rows without a target are left out. Features
    must have no missing values: put Missing Values before. Dates are left out: make numbers of them first,
    such as the month.
    """

    pack = "learn"
    icon = "logistic"
    keywords = (
        "Logistic Regression",
        "Logistic Regression Tool",
        "Logit",
        "classification",
        "classifier",
        "fit",
        "train",
    )
    fits = "model"

    target: Column = setting(Column(""), "Column to predict: texts, categories, booleans or whole numbers.")
    features: Columns = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
    C: float = setting(
        1.0, "How closely the model follows the training rows: smaller is simpler and steadier.", gt=0, le=1e6
    )
    penalty: Literal["l2", "l1", "none"] = setting(
        "l2", "What keeps coefficients small: l2 shrinks all, l1 sets many to zero, none leaves them free."
    )
    class_weight: Literal["none", "balanced"] = setting(
        "none", "Balanced gives rare classes as much weight as frequent ones."
    )
    standardize: bool = setting(True, "Bring number columns to the same scale before fitting.")
    max_iterations: int = setting(1000, "Most steps of the search for the coefficients.", ge=1, le=100_000)
    max_categories: int = setting(
        100, "Most values of a text column told apart; rarer ones count as the same.", ge=2, le=10_000
    )
    seed: int | None = setting(
        None, "Number that fixes random choices (penalty l1); empty takes the run's.", ge=0, le=2**32 - 1
    )

    def run(self, table: Table, context: Context) -> Model:
        data = training_data(table, self.target, self.features, context)
        labels = class_labels(data.target, data.positions, context)
        prepare = preparation(data.features, self.max_categories, context, scale=self.standardize, sparse=True)
        estimator = self._estimator(context)
        with quiet():
            prepared = data.features if prepare is None else prepare.fit_transform(data.features)
            estimator.fit(prepared, labels)
            accuracy = float((estimator.predict(prepared) == labels).mean())
        if estimator.n_iter_.max() >= self.max_iterations:
            context.warn(
                f"The search stopped after {self.max_iterations:,} steps before it had settled: raise "
                "max_iterations, standardize the columns, or lower C."
            )
        facts = {"training_accuracy": accuracy, **_coefficient_facts(estimator, prepare, list(data.features.columns))}
        return classifier("Logistic Regression", data, assembled(prepare, estimator), facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"model": None}
        target = table[self.target.of(table, port="table")]
        check_class_target(target)
        return {"model": classifier_spec(target, table.select(feature_names(table, self.target, self.features)))}

    def _estimator(self, context: Context) -> Any:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(
            C=np.inf if self.penalty == "none" else self.C,
            l1_ratio=1.0 if self.penalty == "l1" else 0.0,
            solver="saga" if self.penalty == "l1" else "lbfgs",
            class_weight=None if self.class_weight == "none" else self.class_weight,
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
