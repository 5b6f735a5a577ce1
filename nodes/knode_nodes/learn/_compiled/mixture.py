"""Mixtures of normal distributions, on arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite
from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.rows import CLOSE, Rows, check_clear, rows_of

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Mixture(ArrayStep):
    """Logarithms of how likely each group made a row, as scikit-learn's GaussianMixture works them out.

    `means` (groups, numbers); `precisions` are the Cholesky factors of the inverse covariances: (groups, numbers, numbers) for
    the `shape` full, (numbers, numbers) for tied, (groups, numbers) for diag, (groups) for spherical. `volumes` (groups, or 1)
    are the logarithms of their determinants, `shares` (groups) those of the groups' weights.
    """

    rows: Rows
    shape: str
    means: np.ndarray
    precisions: np.ndarray
    volumes: np.ndarray
    shares: np.ndarray
    single: ClassVar[bool] = False

    def __post_init__(self) -> None:
        groups, numbers = self.means.shape
        shapes = {
            "full": (groups, numbers, numbers),
            "tied": (numbers, numbers),
            "diag": (groups, numbers),
            "spherical": (groups,),
        }
        if shapes.get(self.shape) != self.precisions.shape or numbers != self.rows.width:
            raise ValueError("these arrays are no mixture")

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.means.size

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, groups). Raises TableNeeded where rounding decides which is the likeliest."""
        rows = self.rows.matrix(numbers, positions)
        away = self._away(rows)
        made = -0.5 * (rows.shape[1] * math.log(2 * math.pi) + away) + self.volumes
        made += self.shares
        if not all_finite(made):
            raise TableNeeded
        check_clear(made, CLOSE * (away.max(axis=1, initial=1.0) + 1.0))
        return made

    def measured(self, scores: np.ndarray) -> np.ndarray:
        """(rows) the probability of the likeliest group."""
        import numpy as np

        made = np.exp(scores - scores.max(axis=1)[:, None])
        chance: np.ndarray = 1.0 / made.sum(axis=1)
        return chance

    def _away(self, rows: np.ndarray) -> np.ndarray:
        """(rows, groups) the squared distance to each group's mean, by its own shape."""
        import numpy as np

        means, precisions = self.means, self.precisions
        if self.shape in ("full", "tied"):
            shapes = precisions if self.shape == "full" else [precisions] * len(means)
            pairs = zip(means, shapes, strict=True)
            apart = [(rows @ shape) - (mean @ shape) for mean, shape in pairs]
            return np.stack([np.square(one).sum(axis=1) for one in apart], axis=1)
        exact = precisions**2
        if self.shape == "diag":
            made: np.ndarray = (means**2 * exact).sum(axis=1) - 2.0 * (rows @ (means * exact).T) + (rows**2 @ exact.T)
            return made
        lengths = np.einsum("ij,ij->i", rows, rows)
        round_ones: np.ndarray = (
            (means**2).sum(axis=1) * exact - 2 * (rows @ means.T * exact) + np.outer(lengths, exact)
        )
        return round_ones


def mixture(estimator: Any, reads: Prepared) -> Mixture | None:
    """A fitted GaussianMixture."""
    import numpy as np

    rows, shape = rows_of(reads), estimator.covariance_type
    precisions, numbers = np.asarray(estimator.precisions_cholesky_, dtype=float), estimator.means_.shape[1]
    if rows is None:
        return None
    if shape == "full":
        volumes = np.log(precisions.reshape(len(precisions), -1)[:, :: numbers + 1]).sum(axis=1)
    elif shape == "tied":
        volumes = np.log(np.diagonal(precisions)).sum(keepdims=True)
    else:
        volumes = np.log(precisions).sum(axis=1) if shape == "diag" else numbers * np.log(precisions)
    shares = np.log(np.asarray(estimator.weights_, dtype=float))
    return Mixture(rows, shape, np.asarray(estimator.means_, dtype=float), precisions, volumes, shares)
