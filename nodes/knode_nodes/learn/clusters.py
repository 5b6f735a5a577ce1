"""Fitted clusters as estimators that can be stored and applied to new rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knode.api import ArrayStep, TableSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Measure = Literal["", "distance", "probability"]
ROUNDING = 1e-12


class Clusters:
    """Gives each row the name of its cluster; follows scikit-learn's `transform`.

    Its state is plain data and estimators.

    Args:
        prepare: the fitted transformer that makes numbers of the features, None where the estimator takes them as they are.
        estimator: fitted; its `predict` gives the number of a cluster, -1 for none.
        places: by number of a cluster the place of its name.
        names: of the clusters; the last one stands for none where `noise`.
        noise: whether a row may be in no cluster.
        measure: "distance" adds that to the cluster's center, "probability" that of the cluster.
    """

    def __init__(
        self, prepare: Any, estimator: Any, places: np.ndarray, names: list[str], noise: bool, measure: Measure
    ) -> None:
        self.prepare = prepare
        self.estimator = estimator
        self.places = places
        self.names = names
        self.noise = noise
        self.measure = measure

    def transform(self, table: pd.DataFrame) -> pd.DataFrame:
        """The cluster of each row, a category, and what is measured of it, if anything."""
        numbers = table if self.prepare is None else self.prepare.transform(table)
        return self.told(self.estimator.predict(numbers), numbers, table.index)

    def told(self, found: np.ndarray, numbers: Any, index: pd.Index) -> pd.DataFrame:
        """The same of rows whose numbers of clusters were found already."""
        import numpy as np
        import pandas as pd

        # The place of none is the last one, where -1 looks.
        places = np.append(self.places, len(self.names) - 1)[np.asarray(found)]
        made: dict[str, Any] = {"cluster": pd.Categorical.from_codes(places, categories=pd.Index(self.names))}
        if self.measure == "distance":
            made["distance"] = self.estimator.transform(numbers).min(axis=1).astype("float64")
        elif self.measure == "probability":
            made["probability"] = self.estimator.predict_proba(numbers).max(axis=1).astype("float64")
        return pd.DataFrame(made, index=index)

    def compiled(self, columns: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for estimators that are not known there."""
        from knode_nodes.learn._compiled.unsupervised import clusters_step

        return clusters_step(self, columns, outputs)


class NearestPoint:
    """Gives each row the cluster of the nearest of some points; follows scikit-learn's `predict`.

    Args:
        tree: a fitted NearestNeighbors of the points.
        clusters: (points) whole numbers.
        reach: rows further away than this are in no cluster, -1; None for any distance.
    """

    def __init__(self, tree: Any, clusters: np.ndarray, reach: float | None = None) -> None:
        self.tree = tree
        self.clusters = clusters
        self.reach = reach

    def predict(self, numbers: np.ndarray) -> np.ndarray:
        """(rows) the number of the cluster."""
        import numpy as np

        distances, points = self.tree.kneighbors(numbers, 1)
        found: np.ndarray = self.clusters[points[:, 0]]
        if self.reach is None:
            return found
        # A distance is a rounded root: one that is the reach may come out above it.
        return np.where(distances[:, 0] <= np.nextafter(self.reach, np.inf), found, -1)


class NoCluster:
    """Stands for clusters where there are none: every row is in none."""

    def predict(self, numbers: np.ndarray) -> np.ndarray:
        """(rows) -1."""
        import numpy as np

        return np.full(len(numbers), -1)


class OutlierScores:
    """Says how unusual each row is; follows scikit-learn's `transform`.

    Args:
        prepare: the fitted transformer that makes numbers of the features, None where the forest takes them as they are.
        forest: a fitted detector of scikit-learn, with `score_samples` and `offset_`.
    """

    def __init__(self, prepare: Any, forest: Any) -> None:
        self.prepare = prepare
        self.forest = forest

    def transform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Whether a row is an outlier, and its score: the greater, the more unusual."""
        return self.told(table if self.prepare is None else self.prepare.transform(table), table.index)

    def told(self, numbers: Any, index: pd.Index) -> pd.DataFrame:
        """The same of rows that are prepared already."""
        import pandas as pd

        scores = self.forest.score_samples(numbers)
        # Scores are means over trees: where all rows are alike, they differ from the limit by rounding only.
        unusual = scores < self.forest.offset_ - ROUNDING
        return pd.DataFrame({"outlier": unusual, "score": -scores.astype("float64")}, index=index)

    def compiled(self, columns: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays for an isolation forest; None for others."""
        from knode_nodes.learn._compiled.unsupervised import outliers_step

        return outliers_step(self, columns, outputs)
