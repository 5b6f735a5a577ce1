"""Distances to centers, on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite
from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.rows import CLOSE, Rows, check_clear, rows_of

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Centers(ArrayStep):
    """How near each of the `points` (centers, numbers) is: less its squared distance, as scikit-learn works it out."""

    rows: Rows
    points: np.ndarray
    single: ClassVar[bool] = False

    def __post_init__(self) -> None:
        import numpy as np

        if self.points.ndim != 2 or self.points.shape[1] != self.rows.width:
            raise ValueError("these arrays are no centers")
        self._lengths = np.einsum("ij,ij->i", self.points, self.points)

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return len(self.points) + self.rows.width

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, centers). Raises TableNeeded where rounding decides which is the nearest."""
        import numpy as np

        rows = self.rows.matrix(numbers, positions)
        lengths = np.einsum("ij,ij->i", rows, rows)
        squares = -2 * (rows @ self.points.T)
        squares += lengths[:, None]
        squares += self._lengths
        if not all_finite(squares):
            raise TableNeeded
        check_clear(-squares, CLOSE * (lengths + self._lengths.max()))
        return -squares

    def measured(self, scores: np.ndarray) -> np.ndarray:
        """(rows) the distance to the nearest center."""
        import numpy as np

        made: np.ndarray = np.sqrt(np.maximum(-scores.max(axis=1), 0.0))
        return made


def centers(estimator: Any, reads: Prepared) -> Centers | None:
    """A fitted KMeans or MiniBatchKMeans."""
    import numpy as np

    rows, points = rows_of(reads), np.asarray(estimator.cluster_centers_, dtype=float)
    return None if rows is None else Centers(rows, points)
