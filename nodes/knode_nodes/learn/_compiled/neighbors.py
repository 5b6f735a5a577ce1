"""The training rows that are most alike, on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite
from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.rows import CLOSE, Rows, rows_of

if TYPE_CHECKING:
    import numpy as np

MOST_KEPT = 1_000_000
"""The most numbers of training rows that are gone through for a row; a search tree pays beyond."""
EPSILON = 4e-16
SURE = 1e-10
"""How far off a distance may be, in parts of itself, where rows weigh by it."""
METRICS = ("euclidean", "manhattan")


@dataclass
class Neighbors(ArrayStep):
    """The `count` nearest of the `points` (numbers, points) to each row; they have `values` (points).

    Values are places of `classes`, whose shares are given, or, where `classes` is 0, numbers, whose mean is. Neighbors count
    alike, or by one over their distance (`closer`). `products` says that scikit-learn takes distances from products of
    matrices, which round more. Beyond the `reach` a row has the last of the classes. Where rounding decides who is a
    neighbor, and neighbors differ in their value, the node itself decides.
    """

    rows: Rows
    points: np.ndarray
    values: np.ndarray
    count: int
    classes: int
    metric: str
    closer: bool
    products: bool
    reach: float | None = None
    single: ClassVar[bool] = False

    def __post_init__(self) -> None:
        import numpy as np

        wrong = self.points.shape != (self.rows.width, len(self.values)) or not 0 < self.count <= len(self.values)
        if wrong or self.metric not in METRICS:
            raise ValueError("these arrays are no neighbors")
        self._lengths = (self.points**2).sum(axis=0)
        self._longest = float(self._lengths.max())
        self._of_classes = np.eye(self.classes)

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.classes + 1

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, classes) shares, or (rows, 1) numbers. Raises TableNeeded."""
        import numpy as np

        rows = self.rows.matrix(numbers, positions)
        made = [self._scored(row) for row in rows]
        return np.array(made).reshape(len(rows), self.classes or 1)

    def _scored(self, row: np.ndarray) -> np.ndarray:
        import numpy as np

        squares = self._squares(row)
        # So much at most do products of matrices differ from the sums of squares themselves.
        rounding = EPSILON * (len(row) + 4) * (float(row @ row) + self._longest) if self.products else None
        near = self._nearest(squares, rounding)
        values = self.values[near]
        distances = squares[near] if self.metric == "manhattan" else np.sqrt(squares[near])
        if self.reach is not None and not distances[0] <= np.nextafter(self.reach, np.inf):
            return self._of_classes[-1]
        if self.closer and rounding is not None and (squares[near] * SURE <= rounding).any():
            raise TableNeeded
        weights = _weights(distances) if self.closer else None
        if self.classes:
            return self._shares(values, weights)
        if weights is None:
            return np.mean(values[None, :, None], axis=1)[0]
        return np.array([np.sum(values * weights) / np.sum(weights)])

    def _squares(self, row: np.ndarray) -> np.ndarray:
        """(points) Distances, squared where they are Euclidean, added up as scikit-learn's search trees do it."""
        import numpy as np

        apart = self.points - row[:, None]
        if self.metric == "manhattan":
            np.abs(apart, out=apart)
        else:
            np.multiply(apart, apart, out=apart)
        made: np.ndarray = np.add.reduce(apart, axis=0)
        if not all_finite(made):
            raise TableNeeded
        return made

    def _nearest(self, squares: np.ndarray, rounding: float | None) -> np.ndarray:
        """The nearest points, the nearest first. Raises TableNeeded where rounding decides and it matters."""
        import numpy as np

        if self.count == len(squares):
            return np.argsort(squares, kind="stable")
        near = np.argpartition(squares, self.count)[: self.count]
        near = near[np.argsort(squares[near], kind="stable")]
        last = squares[near[-1]]
        close = CLOSE * last if rounding is None else rounding
        doubtful = self.values[np.abs(squares - last) <= close]
        if len(doubtful) > 1 and (doubtful != doubtful[0]).any() and (squares <= last + close).sum() > self.count:
            raise TableNeeded
        return near

    def _shares(self, values: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
        """Raises TableNeeded where rounding decides which class is ahead."""
        import numpy as np

        made = np.zeros(self.classes)
        np.add.at(made, values, 1.0 if weights is None else weights)
        made /= made.sum()
        if weights is not None and self.classes > 1:
            best = np.partition(made, -2)[-2:]
            if 0 < best[1] - best[0] <= CLOSE:
                raise TableNeeded
        return made


def _weights(distances: np.ndarray) -> np.ndarray:
    """One over each distance; where some are zero, these alone count."""
    import numpy as np

    with np.errstate(divide="ignore"):
        made: np.ndarray = 1.0 / distances
    endless = np.isinf(made)
    return endless.astype(float) if endless.any() else made


def neighbors(estimator: Any, reads: Prepared) -> Neighbors | None:
    """A fitted KNeighborsClassifier or -Regressor; None for other distances, weights of one's own, and very many rows."""
    import numpy as np

    classes = len(getattr(estimator, "classes_", ()))
    targets = np.asarray(estimator._y)
    if estimator.weights not in ("uniform", "distance") or targets.ndim != 1:
        return None
    values = targets.astype(np.intp) if classes else targets.astype(float)
    return _neighbors(estimator, reads, values, classes, closer=estimator.weights == "distance")


def nearest_point(found: Any, reads: Prepared, places: np.ndarray, labels: int) -> Neighbors | None:
    """A `NearestPoint` whose clusters have these places among so many labels."""
    made = _neighbors(found.tree, reads, places[found.clusters], labels, count=1)
    if made is not None:
        made.reach = found.reach
    return made


def _neighbors(
    fitted: Any, reads: Prepared, values: np.ndarray, classes: int, *, closer: bool = False, count: int | None = None
) -> Neighbors | None:
    import numpy as np

    rows, points = rows_of(reads), fitted._fit_X
    metric, method = fitted.effective_metric_, fitted._fit_method
    if rows is None or reads.sparse or metric not in METRICS or method not in ("kd_tree", "ball_tree", "brute"):
        return None
    if not isinstance(points, np.ndarray) or points.size > MOST_KEPT:
        return None
    kept = np.ascontiguousarray(points.T, dtype=float)
    products = method == "brute" and metric == "euclidean"
    return Neighbors(rows, kept, values, count or fitted.n_neighbors, classes, metric, closer, products)
