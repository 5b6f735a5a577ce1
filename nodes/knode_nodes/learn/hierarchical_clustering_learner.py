"""Fit clusters by joining the most similar ones again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._grouping import (
    Compared,
    Grouped,
    check_enough,
    cluster_names,
    cluster_outputs,
    compared,
    grouped,
    grouped_spec,
    nearest,
)
from knode_nodes.learn._settings import CLUSTER, COMPARED, MAX_CATEGORIES, MISSING, STANDARDIZE, Missing

MOST_ROWS = 20_000


class HierarchicalClusteringLearner(Node):
    """Put rows into groups by joining the two most similar groups again and again (hierarchical clustering).

    It finds groups of any size and, with single linkage, of any shape. Example: group two hundred countries by
    twenty figures. It compares all rows with each other, so it takes 20,000 rows at most: draw a sample before,
    and give the model to Apply Model for the others. The clusters are called "cluster 1", "cluster 2" and so on, the one
    with most rows first.

    The algorithm itself says nothing of new rows. The model gives a row the cluster of the training row that is
    nearest to it; for a training row that is its own cluster. So the model keeps the training rows.

    Numbers, booleans, texts and categories can be compared. Numbers are brought to one scale, so that each counts
    alike; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the column's
    median, and a missing text is a value of its own. This algorithm takes no weights of rows. Dates are left out:
    make numbers of them first, such as the month.
    """

    pack = "learn"
    icon = "dendrogram"
    shelf = "Clusters and outliers"
    keywords = (
        "Hierarchical Clustering",
        "Agglomerative Clustering",
        "Hierarchical Cluster Assigner",
        "linkage",
        "Ward",
        "dendrogram",
        "segmentation",
    )
    example = Example({"features": {"types": ["number"]}, "clusters": 6})
    fits = "model"

    features: Columns = COMPARED
    clusters: int = setting(3, "How many groups are left at the end.", ge=2, le=10_000)
    column: str = CLUSTER
    linkage: Literal["ward", "average", "complete", "single"] = setting(
        "ward",
        "How far apart two groups are: ward by what joining them adds to their spread, average by the mean distance, "
        "complete by the greatest, single by the smallest.",
    )
    distance: Literal["euclidean", "manhattan"] = setting(
        "euclidean", "How far apart two rows are: in a straight line, or the sum of the differences (not with ward)."
    )
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES

    def run(self, table: Table, context: Context) -> Grouped:
        self._check_settings()
        _check_size(table)
        given = compared(self, table, context, self._new, scale=self.standardize)
        check_enough(given, self.clusters)
        self._check_different(given)
        context.progress(None, "joining groups")
        codes = given.fit(self._estimator()).labels_
        estimator = nearest(given.prepared, codes, self.distance)
        return grouped(self, "Hierarchical Clustering", given, estimator, codes, table, {}, count=self.clusters)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        self._check_settings()
        return grouped_spec(self, inputs.get("table"), self._new)

    @property
    def _new(self) -> TableSpec:
        return cluster_outputs(self.column, cluster_names(self.clusters))

    def _estimator(self) -> Any:
        from sklearn.cluster import AgglomerativeClustering

        return AgglomerativeClustering(self.clusters, linkage=self.linkage, metric=self.distance)

    def _check_settings(self) -> None:
        if self.linkage == "ward" and self.distance != "euclidean":
            raise DataError("ward linkage works with euclidean distance only: change linkage or distance")

    def _check_different(self, given: Compared) -> None:
        import numpy as np

        different = len(np.unique(np.asarray(given.prepared), axis=0))
        if different < self.clusters:
            raise DataError(
                f"{self.clusters:,} clusters need as many different rows, and there are {different:,}: ask for fewer clusters",
                port="table",
            )


def _check_size(table: Any) -> None:
    if len(table) > MOST_ROWS:
        memory = len(table) ** 2 * 8 / 2 / 2**30
        raise DataError(
            f"{len(table):,} rows would be compared with each other, which takes about {memory:,.1f} GB of memory; the "
            f"limit is {MOST_ROWS:,} rows. Draw a sample before, and apply the model to the others; or take k-Means",
            port="table",
        )
