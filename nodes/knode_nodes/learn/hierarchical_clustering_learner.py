"""Fit clusters by joining the most similar ones again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from knode.api import (
    Column,
    Columns,
    Context,
    DataError,
    Example,
    Model,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    row_number,
    setting,
)
from knode_nodes.learn._dendrogram import JOINS, Words, dendrogram, joins_of
from knode_nodes.learn._grouping import (
    Compared,
    check_enough,
    check_free,
    cluster_names,
    cluster_outputs,
    compared,
    grouped,
    grouped_spec,
    nearest,
)
from knode_nodes.learn._lesson import refusing
from knode_nodes.learn._settings import CLUSTER, COMPARED, MAX_CATEGORIES, MISSING, STANDARDIZE, Missing
from knode_nodes.visualize._values import MISSING as NO_NAME
from knode_nodes.visualize._values import named

MOST_ROWS = 20_000


class Joined(NamedTuple):
    """The table with the cluster of each row, the model that says the same of other rows, and how rows were joined."""

    table: Table
    model: Model
    view: View
    joins: Table


class HierarchicalClusteringLearner(Node):
    """Put rows into groups by joining the two most similar groups again and again (hierarchical clustering).

    It finds groups of any size and, with single linkage, of any shape. Example: group two hundred countries by
    twenty figures. It compares all rows with each other, so it takes 20,000 rows at most: draw a sample before,
    and give the model to Apply Model for the others. The clusters are called "cluster 1", "cluster 2" and so on, the one
    with most rows first.

    The view is a dendrogram: rows stand at the left, and where two groups are joined, further right the less similar they
    are. The dashed line cuts it into the clusters, each in its colour: where it meets long branches, the clusters are
    distinct, and another number of them may be read off. A click on a point of the cut opens the rows of its cluster. Above
    50 rows it shows the last joins only, and a leaf says how many rows it holds: "(12)". The table `joins` has all joins, with
    the numbers that SciPy's linkage gives them: of a hundred rows 0 to 99 are the rows in their order, 100 is what the first
    join has made, 101 the second.

    The algorithm itself says nothing of new rows. The model gives a row the cluster of the training row that is
    nearest to it; for a training row that is its own cluster. So the model keeps the training rows.

    Numbers, booleans, texts and categories can be compared. Numbers are brought to one scale, so that each counts
    alike; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the column's
    median, and a missing text is a value of its own. This algorithm takes no weights of rows: a column whose role is
    weight is not compared, and all rows count alike. Dates are left out: make numbers of them first, such as the month.
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
        labels={
            "ward": "least added spread (Ward)",
            "average": "mean distance (average)",
            "complete": "greatest distance (complete)",
            "single": "smallest distance (single)",
        },
    )
    distance: Literal["euclidean", "manhattan"] = setting(
        "euclidean",
        "How far apart two rows are: in a straight line, or the sum of the differences (not with ward).",
        labels={"euclidean": "straight line (Euclidean)", "manhattan": "sum of differences (Manhattan)"},
    )
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    names: Column = setting(
        Column(""),
        "Column of what rows are called in the dendrogram, not compared unless chosen by name; empty for their numbers.",
    )

    def run(self, table: Table, context: Context) -> Joined:
        self._check_settings()
        _check_size(table)
        check_free(table.columns, self._new)
        given = compared(self, self._compared(table), context, self._new, scale=self.standardize)
        check_enough(given, self.clusters)
        self._check_different(given)
        context.progress(None, "joining groups")
        fitted = given.fit(self._estimator())
        with refusing(given.rows):
            joins = joins_of(fitted)
        codes = fitted.labels_
        estimator = nearest(given.prepared, codes, self.distance)
        made = grouped(self, "Hierarchical Clustering", given, estimator, codes, table, {}, count=self.clusters)
        return Joined(made.table, made.model, dendrogram(joins, self._words(table, made.table[self.column])), joins)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        self._check_settings()
        table, new = inputs.get("table"), self._new
        if not isinstance(table, TableSpec):
            return {**grouped_spec(self, table, new), "view": None, "joins": JOINS}
        check_free(table.names, new)
        told = grouped_spec(self, self._compared(table), new)
        whole = table.replace(**{column.name: column for column in new.columns})
        return {**told, "table": whole, "view": None, "joins": JOINS}

    @property
    def _new(self) -> TableSpec:
        return cluster_outputs(self.column, cluster_names(self.clusters))

    def _estimator(self) -> Any:
        from sklearn.cluster import AgglomerativeClustering

        # Distances cost nothing: without a limit to what may be joined, scikit-learn makes the whole tree in any case.
        return AgglomerativeClustering(
            self.clusters, linkage=self.linkage, metric=self.distance, compute_distances=True
        )

    def _compared(self, table: Any) -> Any:
        """A table, or its spec, less the column of the names, which says nothing of how alike rows are."""
        if not self.names:
            return table
        spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
        called = self.names.of(spec, port="table")
        if self.features.by == "names" or called not in self.features.of_spec(spec, port="table"):
            return table
        kept = [name for name in spec.names if name != called]
        return table.select(kept) if isinstance(table, TableSpec) else table[kept]

    def _words(self, table: Any, clusters: Any) -> Words:
        called, codes = table[str(self.names)].array if self.names else None, clusters.cat.codes.to_numpy()
        return Words(
            distances=f"distance ({self.linkage} linkage, {self.distance})",
            leaves=str(self.names) or "row",
            clusters=self.column,
            names=clusters.cat.categories.tolist(),
            row=lambda row: _name(row_number(table, row) if called is None else called[row]),
            cluster=lambda row: int(codes[row]),
        )

    def _check_settings(self) -> None:
        if self.linkage == "ward" and self.distance != "euclidean":
            raise DataError("`linkage` `ward` works with `distance` `euclidean` only: change the one or the other")

    def _check_different(self, given: Compared) -> None:
        import numpy as np

        rows = np.asarray(given.prepared)
        # A few rows are sorted sooner than all, and mostly differ enough.
        if len(np.unique(rows[: 2 * self.clusters], axis=0)) >= self.clusters:
            return
        different = len(np.unique(rows, axis=0))
        if different < self.clusters:
            raise DataError(
                f"{self.clusters:,} clusters need as many different rows, and there are {different:,}: ask for fewer clusters",
                port="table",
            )


def _name(value: Any) -> str:
    from pandas import isna
    from pandas.api.types import is_scalar

    return NO_NAME if is_scalar(value) and isna(value) else named(value)


def _check_size(table: Any) -> None:
    if len(table) > MOST_ROWS:
        memory = len(table) ** 2 * 8 / 2 / 2**30
        raise DataError(
            f"{len(table):,} rows would be compared with each other, which takes about {memory:,.1f} GB of memory; the "
            f"limit is {MOST_ROWS:,} rows. Draw a sample before, and apply the model to the others; or take k-Means",
            port="table",
        )
