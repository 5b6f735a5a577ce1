"""Fit any of many classes of scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast, get_args

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Ports,
    Spec,
    Table,
    TableSpec,
    setting,
)
from knode_nodes.learn._applying import applied
from knode_nodes.learn._encoding import assembled, inner_columns
from knode_nodes.learn._estimators import Name, made, sort_of
from knode_nodes.learn._grouping import (
    Compared,
    Grouped,
    check_free,
    cluster_outputs,
    compared,
    grouped,
    grouped_spec,
    outlier_outputs,
    scored,
)
from knode_nodes.learn._lesson import Lesson, data_of, lesson
from knode_nodes.learn._settings import (
    FEATURES,
    MAX_CATEGORIES,
    MISSING,
    SEED,
    WEIGHT,
    ClassWeight,
    ClassWeights,
    Missing,
    how_classes_count,
    weights_of_classes,
)
from knode_nodes.learn._task import Task, task_spec
from knode_nodes.learn._training import feature_spec
from knode_nodes.learn._weights import UNWEIGHTED

Single = bool | int | float | str
Value = Single | None | list[Single]


def _of(*sorts: str) -> tuple[str, ...]:
    return tuple(name for name in get_args(Name) if sort_of(name) in sorts)


PREDICTORS = _of("classifier", "regressor")
OTHERS = _of("clusterer", "outlier detector", "transformer")


class ScikitLearnEstimator(Node):
    """Fit any of some hundred classes of scikit-learn: classifiers, regressors, clusters, outlier detectors, transformers.

    For what no learner of its own stands for. Choose the class by its name in scikit-learn, and set its parameters
    by their names there; those that are not set keep scikit-learn's defaults. Example: estimator
    ExtraTreesClassifier with parameters {"n_estimators": 300, "min_samples_leaf": 3}.

    Classifiers and regressors need a target and give a model for Apply Model. The others give the table too, with
    a column cluster, or outlier and outlier_score, or the columns that the transformer makes, such as pca_1, in
    the place of the features.

    Any table will do: of a text column every value becomes a column of 0 and 1, missing numbers are filled with
    the column's median, and a missing text is a value of its own. Numbers are brought to one scale before
    classifiers, regressors, clusters and outlier detectors, unless the class takes no negative numbers. Rows
    without a target are left out. Dates are left out: make numbers of them first, such as the month. A column whose
    role is weight weighs the rows where the class takes weights; else it warns, and the column is no feature.
    """

    pack = "learn"
    icon = "estimator"
    shelf = "Prediction"
    keywords = (
        "scikit-learn",
        "sklearn",
        "Python Learner",
        "AdaBoost",
        "Extra Trees",
        "Gaussian Process",
        "SGD",
        "Stochastic Gradient Descent",
        "Linear Discriminant Analysis",
        "PLS",
        "Poisson Regression",
        "One Class SVM",
        "Local Outlier Factor",
        "any estimator",
    )
    example = Example(
        {
            "estimator": "ExtraTreesClassifier",
            "target": "left",
            "parameters": {"n_estimators": 300, "min_samples_leaf": 3},
        }
    )
    fits = "model"

    estimator: Name = setting(..., "The class of scikit-learn.")
    parameters: dict[str, Value] = setting(
        {}, "Its parameters by name, where they shall differ from the defaults.", form="named"
    )
    target: Column = setting(
        Column(""), "Column to predict, for classifiers and regressors.", when={"estimator": PREDICTORS}
    )
    features: Columns = FEATURES
    weight: Column = WEIGHT
    standardize: Literal["auto", "yes", "no"] = setting(
        "auto", "Bring number columns to the same scale; auto does so where help says."
    )
    column: str = setting(
        "",
        "Name of the new column, or start of the new names; empty takes one that fits, such as cluster or pca.",
        when={"estimator": OTHERS},
    )
    class_weight: ClassWeight = how_classes_count(estimator=_of("classifier"))
    class_weights: ClassWeights = weights_of_classes(estimator=_of("classifier"))
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def ports(self) -> Ports:
        """A model, and for all but classifiers and regressors the table."""
        declared = self.declared_ports()
        return replace(declared, outputs=declared.outputs[1:]) if self._predicts else declared

    def run(self, table: Table, context: Context) -> Grouped:
        unfitted = self._made(context.seed if self.seed is None else self.seed)
        context.progress(None, "fitting")
        if self._predicts:
            # One port, one value.
            return cast(Any, self._predictor(unfitted, table, context))
        return self._comparer(unfitted, table, context)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        given = self.parameters or self.weight or self.class_weight != "none"
        unfitted = self._made(0) if given else None
        if not self._predicts:
            return self._compared_spec(table)
        task: Task = "classification" if self._sort == "classifier" else "regression"
        found = task_spec(task, table, self.target, self.features, self.weight or None)
        if found is not None and found.kind == "classifier" and found.outputs is not None:
            likely = hasattr(unfitted if unfitted is not None else self._made(0), "predict_proba")
            found = task_spec(task, table, self.target, self.features, self.weight or None, probabilities=likely)
        return {"model": found}

    @property
    def _sort(self) -> str:
        return sort_of(self.estimator)

    @property
    def _predicts(self) -> bool:
        # Before an estimator is chosen, the ports are those of the most general.
        return bool(self.estimator) and self._sort in ("classifier", "regressor")

    @property
    def _column(self) -> str:
        names = {"clusterer": "cluster", "outlier detector": "outlier"}
        return self.column or names.get(self._sort, self.estimator.lower())

    def _made(self, seed: int) -> Any:
        unfitted = made(self.estimator, dict(self.parameters), seed)
        if self.weight and not _takes_weights(unfitted):
            raise DataError(
                f"{self.estimator} takes no weights of rows: choose no weight", port="table", column=self.weight
            )
        if self._sort == "classifier" and self.class_weight != "none" and not _takes_weights(unfitted):
            raise DataError(
                f"{self.estimator} takes no weights, so classes cannot count differently: set `class_weight` to `none`"
            )
        return unfitted

    def _scale(self, unfitted: Any) -> bool:
        if self.standardize != "auto":
            return self.standardize == "yes"
        return self._sort != "transformer" and not unfitted.__sklearn_tags__().input_tags.positive_only

    def _predictor(self, unfitted: Any, table: Any, context: Context) -> Model:
        data = data_of(self, table, context, weighs=_takes_weights(unfitted))
        task: Task = "classification" if self._sort == "classifier" else "regression"
        given: Lesson = lesson(self, data, task, context, scale=self._scale(unfitted))
        return given.model(self.estimator, given.fit(unfitted), {"parameters": dict(self.parameters)})

    def _comparer(self, unfitted: Any, table: Any, context: Context) -> Grouped:
        node = self.model_copy(update={"column": self._column})
        weighs = _takes_weights(unfitted)
        given = compared(node, table, context, self._new, scale=self._scale(unfitted), weighs=weighs)
        fitted, facts = given.fit(unfitted), {"parameters": dict(self.parameters)}
        if self._sort == "clusterer":
            return _clustered(node, given, fitted, table, facts)
        if self._sort == "transformer":
            return _transformed(self, given, fitted, table, facts)
        return scored(self.estimator, given, fitted, table, self._new, facts)

    def _compared_spec(self, table: Any) -> dict[str, Spec | None]:
        if self._sort != "transformer":
            return grouped_spec(self, table, self._new, weighs=bool(self.weight))
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        used = feature_spec(table, UNWEIGHTED, self.features, self.weight or None)
        return {"table": None, "model": ModelSpec(kind="transformer", inputs=used)}

    @property
    def _new(self) -> TableSpec:
        """The new columns; of a transformer they are not known before."""
        if self._sort == "transformer":
            return TableSpec()
        return cluster_outputs(self._column, None) if self._sort == "clusterer" else outlier_outputs(self._column)


def _takes_weights(unfitted: Any) -> bool:
    from sklearn.utils.validation import has_fit_parameter

    return bool(has_fit_parameter(unfitted, "sample_weight"))


def _clustered(node: Any, given: Compared, fitted: Any, table: Any, facts: Mapping[str, Any]) -> Grouped:
    import numpy as np

    codes = np.asarray(fitted.predict(given.prepared))
    told = (getattr(fitted, name, None) for name in ("n_clusters", "n_components"))
    count = max([int(codes.max()) + 1, len(getattr(fitted, "cluster_centers_", ())), *(one for one in told if one)])
    noise = bool((codes < 0).any())
    return grouped(node, node.estimator, given, fitted, codes, table, facts, count=count, noise=noise)


def _transformed(node: Any, given: Compared, fitted: Any, table: Any, facts: Mapping[str, Any]) -> Grouped:
    import numpy as np

    features = [str(name) for name in given.rows.features.columns]
    width = np.asarray(fitted.transform(given.prepared[:1])).shape[1]
    names = _names(node, fitted, [label for _, label in inner_columns(given.prepare, features)], width)
    outputs = TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in names))
    check_free([name for name in table.columns if name not in features], outputs)
    model = given.model(node.estimator, assembled(given.prepare, fitted), outputs, facts)
    model = replace(model, replaces=tuple(features))
    return Grouped(applied(model, table), model)


def _names(node: Any, fitted: Any, read: list[str], width: int) -> list[str]:
    """Those that scikit-learn gives where they say what a column is; else the chosen name, or the class's, and a number."""
    own = node.estimator.lower()
    if not node.column and hasattr(fitted, "get_feature_names_out"):
        names = [str(name) for name in fitted.get_feature_names_out(read)]
        if len(set(names)) == width and not all(name.startswith(own) for name in names):
            return names
    return [f"{node.column or own}_{place}" for place in range(1, width + 1)]
