"""Fit clusters as a mixture of normal distributions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._grouping import (
    Grouped,
    check_enough,
    cluster_names,
    cluster_outputs,
    compared,
    grouped,
    grouped_spec,
)
from knode_nodes.learn._settings import CLUSTER, COMPARED, MAX_CATEGORIES, MISSING, SEED, STANDARDIZE, Missing


class GaussianMixtureLearner(Node):
    """Put rows into groups that may overlap, and say how sure that is (a mixture of normal distributions).

    Unlike k-means a group may be stretched and of any size, and each row gets the probability of its group. Example:
    tell apart three kinds of measurements whose clouds overlap. To choose how many groups, compare bic in the
    model of several fits: smaller is better. The clusters are called "cluster 1", "cluster 2" and so on, the one with most
    rows first.

    Numbers, booleans, texts and categories can be compared, but it is made for numbers. Numbers are brought to
    one scale; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the
    column's median, and a missing text is a value of its own. This algorithm takes no weights of rows: a column whose
    role is weight is not compared, and all rows count alike. Dates are left out: make numbers of them first, such as
    the month.
    """

    pack = "learn"
    icon = "mixture"
    shelf = "Clusters and outliers"
    keywords = (
        "Gaussian Mixture",
        "EM Clustering",
        "expectation maximization",
        "GMM",
        "soft clustering",
        "segmentation",
    )
    example = Example({"clusters": 3})
    fits = "model"

    features: Columns = COMPARED
    clusters: int = setting(3, "How many groups.", ge=1, le=1000)
    column: str = CLUSTER
    probability: bool = setting(True, "Also give the probability of each row's cluster.")
    shape: Literal["full", "tied", "diag", "spherical"] = setting(
        "full",
        "Full lets each group be stretched in any direction, tied all in the same one, diag along columns only, "
        "spherical not at all.",
        labels={
            "full": "stretched in any direction (full)",
            "tied": "all stretched the same way (tied)",
            "diag": "stretched along columns (diagonal)",
            "spherical": "round (spherical)",
        },
    )
    attempts: int = setting(5, "How often groups are looked for anew; the best attempt counts.", ge=1, le=1000)
    max_iterations: int = setting(200, "Most steps of an attempt.", ge=1, le=100_000)
    regularization: float = setting(
        0.001, "Added to every variance, so that no group shrinks to a point.", ge=0, le=1e6
    )
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Grouped:
        from threadpoolctl import threadpool_limits

        given = compared(self, table, context, self._new, scale=self.standardize)
        check_enough(given, max(2, self.clusters))
        context.progress(None, "looking for groups")
        try:
            with threadpool_limits(context.cores):
                estimator = given.fit(self._estimator(context))
        except DataError as error:
            if "covariance" not in str(error):
                raise
            raise DataError(
                "a group shrank to a point or a line, so its shape is not defined: raise `regularization`, ask for fewer "
                "clusters, or take `shape` `diag`",
                port="table",
            ) from error
        if not estimator.converged_:
            context.warn(
                f"The search stopped after {self.max_iterations:,} steps before it had settled: raise `max_iterations`."
            )
        codes = estimator.predict(given.prepared)
        facts = {
            "bic": float(estimator.bic(given.prepared)),
            "aic": float(estimator.aic(given.prepared)),
            "steps": int(estimator.n_iter_),
        }
        measure: Any = "probability" if self.probability else ""
        return grouped(
            self, "Gaussian Mixture", given, estimator, codes, table, facts, count=self.clusters, measure=measure
        )

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return grouped_spec(self, inputs.get("table"), self._new)

    @property
    def _new(self) -> TableSpec:
        return cluster_outputs(self.column, cluster_names(self.clusters), "probability" if self.probability else "")

    def _estimator(self, context: Context) -> Any:
        from sklearn.mixture import GaussianMixture

        return GaussianMixture(
            self.clusters,
            covariance_type=self.shape,
            n_init=self.attempts,
            max_iter=self.max_iterations,
            reg_covar=self.regularization,
            random_state=context.seed if self.seed is None else self.seed,
        )
