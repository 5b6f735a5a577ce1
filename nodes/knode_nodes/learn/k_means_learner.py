"""Fit clusters around centers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Column, Columns, Context, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._grouping import (
    Grouped,
    check_enough,
    cluster_names,
    cluster_outputs,
    compared,
    grouped,
    grouped_spec,
)
from knode_nodes.learn._settings import (
    CLUSTER,
    COMPARED,
    MAX_CATEGORIES,
    MISSING,
    SEED,
    STANDARDIZE,
    WEIGHT,
    Missing,
)


class KMeansLearner(Node):
    """Put rows that are alike into a given number of groups, each around a center (k-means).

    The usual way to find segments. Example: find five kinds of customers by age, spending and visits, and look at
    the means of each kind in the model. The clusters are called "cluster 1", "cluster 2" and so on, the one with most rows
    first. The model gives new rows the cluster of the nearest center.

    Numbers, booleans, texts and categories can be compared. Numbers are brought to one scale, so that each counts
    alike; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the column's
    median, and a missing text is a value of its own. Leave out columns that only identify rows. Dates are left
    out: make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "clusters"
    shelf = "Clusters and outliers"
    keywords = ("k-Means", "K-Centroids Cluster Analysis", "Append Cluster", "clustering", "segmentation", "KMeans")
    example = Example({"clusters": 4})
    fits = "model"

    features: Columns = COMPARED
    weight: Column = WEIGHT
    clusters: int = setting(3, "How many groups.", ge=2, le=10_000)
    column: str = CLUSTER
    center_distance: bool = setting(False, "Also give each row's distance to the center of its cluster.")
    attempts: int = setting(10, "How often centers are looked for anew; the best attempt counts.", ge=1, le=1000)
    max_iterations: int = setting(300, "Most times that the centers of an attempt move.", ge=1, le=100_000)
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = SEED

    def run(self, table: Table, context: Context) -> Grouped:
        from sklearn.cluster import KMeans
        from threadpoolctl import threadpool_limits

        given = compared(self, table, context, self._new, scale=self.standardize)
        check_enough(given, self.clusters)
        context.progress(None, "looking for centers")
        seed = context.seed if self.seed is None else self.seed
        kind = KMeans(self.clusters, n_init=self.attempts, max_iter=self.max_iterations, random_state=seed)
        with threadpool_limits(context.cores):
            estimator = given.fit(kind)
            # As the model will say: fitting takes the means off before, and rounds otherwise where rows hardly differ.
            codes = estimator.predict(given.prepared)
        if estimator.n_iter_ >= self.max_iterations:
            context.warn(f"The centers still moved after {self.max_iterations:,} steps: raise max_iterations.")
        found = len(set(codes.tolist()))
        if found < self.clusters:
            context.warn(
                f"The rows differ too little for {self.clusters:,} clusters: those that have a row are {found:,}."
            )
        facts = {"inertia": float(estimator.inertia_), "steps": int(estimator.n_iter_)}
        measure: Any = "distance" if self.center_distance else ""
        return grouped(self, "k-Means", given, estimator, codes, table, facts, count=self.clusters, measure=measure)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return grouped_spec(self, inputs.get("table"), self._new)

    @property
    def _new(self) -> TableSpec:
        return cluster_outputs(self.column, cluster_names(self.clusters), "distance" if self.center_distance else "")
