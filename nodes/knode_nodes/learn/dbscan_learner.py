"""Fit clusters as regions where rows are dense."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, Context, DataError, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._grouping import Compared, Grouped, cluster_outputs, compared, grouped, grouped_spec, nearest
from knode_nodes.learn._settings import (
    CLUSTER,
    COMPARED,
    MAX_CATEGORIES,
    MISSING,
    STANDARDIZE,
    WEIGHT,
    Missing,
)

if TYPE_CHECKING:
    import numpy as np

MOST_NEIGHBORS = 200_000_000
"""So many pairs of neighbors take about 2 GB."""
SAMPLE = 5_000
TOLD_BY = 20_000


class DbscanLearner(Node):
    """Put rows into groups where they are dense, of any shape and number, and call the others noise (DBSCAN).

    Nobody has to say how many groups there are. Example: find the places where many accidents happened, from
    their coordinates; those far from any other are noise. The clusters are called "cluster 1", "cluster 2" and so on, the
    one with most rows first, and rows in none are "noise".

    A row is dense when at least min_rows rows, itself included, are within the distance. Dense rows within the
    distance of each other are in one cluster. Any other row is in the cluster of the nearest dense row, if that
    is within the distance, else it is noise. The same rule holds for new rows, to which the algorithm itself
    says nothing; so the model keeps the dense rows. Without a distance one is looked for, where the distance to
    the min_rows-th neighbor begins to rise steeply, and told: a first guess, to be looked at.

    Numbers, booleans, texts and categories can be compared. Numbers are brought to one scale, so that each counts
    alike; of a text column every value becomes a column of 0 and 1. Missing numbers are filled with the column's
    median, and a missing text is a value of its own. Dates are left out: make numbers of them first, such as the
    month.
    """

    pack = "learn"
    icon = "density"
    shelf = "Clusters and outliers"
    keywords = ("DBSCAN", "density based clustering", "OPTICS", "spatial clustering", "noise", "segmentation")
    example = Example({"features": ["latitude", "longitude"], "min_rows": 20})
    fits = "model"

    features: Columns = COMPARED
    weight: Column = WEIGHT
    reach: float | None = setting(
        None,
        "Within which distance rows are neighbors, on the scale of the numbers; empty looks for one.",
        gt=0,
        le=1e12,
    )
    min_rows: int = setting(
        5, "How many rows, or how much weight, must be near for a row to be dense.", ge=1, le=1_000_000
    )
    column: str = CLUSTER
    distance: Literal["euclidean", "manhattan"] = setting(
        "euclidean",
        "How far apart two rows are: in a straight line, or the sum of the differences.",
        labels={"euclidean": "straight line (Euclidean)", "manhattan": "sum of differences (Manhattan)"},
    )
    standardize: bool = STANDARDIZE
    missing: Missing = MISSING
    max_categories: int = MAX_CATEGORIES
    seed: int | None = setting(
        None,
        "Number that fixes the rows by which the reach is looked for; empty takes the run's.",
        ge=0,
        le=2**32 - 1,
        when={"reach": False},
    )

    def run(self, table: Table, context: Context) -> Grouped:
        import numpy as np
        from sklearn.cluster import DBSCAN

        from knode_nodes.learn.clusters import NoCluster

        given = compared(self, table, context, self._new, scale=self.standardize)
        reach = self._reach(given, context)
        context.progress(None, "looking for dense rows")
        kind = DBSCAN(
            eps=reach, min_samples=self.min_rows, metric=self.distance, algorithm="kd_tree", n_jobs=context.cores
        )
        found = given.fit(kind)
        dense, codes = found.core_sample_indices_, found.labels_
        count = int(codes.max()) + 1
        if count:
            points = np.asarray(given.prepared, dtype="float64")
            estimator: Any = nearest(np.ascontiguousarray(points[dense]), codes[dense], self.distance, reach)
            # The algorithm gives a row that is near two clusters to the one that it meets first.
            near = codes >= 0
            near[dense] = False
            if near.any():
                codes[near] = estimator.predict(points[near])
        else:
            context.warn("No row is dense, so all are noise: raise the reach, or lower min_rows.")
            estimator = NoCluster()
        facts = {"reach": reach, "dense_rows": len(dense)}
        return grouped(self, "DBSCAN", given, estimator, codes, table, facts, count=count, noise=True)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return grouped_spec(self, inputs.get("table"), self._new)

    @property
    def _new(self) -> TableSpec:
        return cluster_outputs(self.column, None)

    def _reach(self, given: Compared, context: Context) -> float:
        """The reach that is set, or one that fits the rows. Raises DataError where too many rows would be neighbors."""
        import numpy as np
        from sklearn.neighbors import KDTree

        points = np.asarray(given.prepared, dtype="float64")
        if self.reach is not None and len(points) ** 2 <= MOST_NEIGHBORS:
            return self.reach
        random = np.random.default_rng(context.seed if self.seed is None else self.seed)
        sample = random.choice(len(points), min(SAMPLE, len(points)), replace=False)
        reach = self.reach
        # Of how many neighbors there are, some of the rows tell enough.
        some = points if reach is None else points[random.choice(len(points), min(TOLD_BY, len(points)), replace=False)]
        tree = KDTree(some, metric=self.distance)
        if reach is None:
            reach = _knee(tree.query(points[sample], min(self.min_rows, len(points)))[0][:, -1])
            context.info(
                f"The reach is {reach:.4g}, where distances to the {self.min_rows}. neighbor begin to rise steeply."
            )
        few = points[sample[:500]]
        neighbors = float(tree.query_radius(few, reach, count_only=True).mean()) * len(points) / len(some)
        if neighbors * len(points) > MOST_NEIGHBORS:
            raise DataError(
                f"within a reach of {reach:.4g} a row has about {neighbors:,.0f} neighbors, and {len(points):,} rows "
                "have more than memory holds: lower the reach, or draw a sample before and apply the model to the others",
                port="table",
            )
        return reach


def _knee(distances: np.ndarray) -> float:
    """Where sorted distances bend most: furthest below the line from the first to the last."""
    import numpy as np

    ordered = np.sort(distances)
    line = np.linspace(ordered[0], ordered[-1], len(ordered))
    found = float(ordered[int((line - ordered).argmax())])
    positive = ordered[ordered > 0]
    # Rows that are all the same have no distance; any reach joins them.
    return found if found > 0 else float(positive[0]) if len(positive) else 1.0
