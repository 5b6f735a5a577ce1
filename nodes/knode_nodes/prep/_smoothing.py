"""Means of a target by group, drawn towards the mean of all where a group says little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Sums:
    """What the means of groups are made of, by fold.

    `rows` are (groups, folds), the sums of the target and of its squares (groups, folds, outputs), both less `shift`:
    squares of numbers far from zero would leave no digits for their variance.
    """

    rows: np.ndarray
    sums: np.ndarray
    squares: np.ndarray
    shift: np.ndarray

    @classmethod
    def of(cls, codes: np.ndarray, groups: int, target: np.ndarray, folds: np.ndarray, count: int) -> Sums:
        """Of rows in the groups `codes` and the folds `folds`, both (rows) from 0; `target` is (rows, outputs)."""
        import numpy as np

        # Codes may be of a small type, in which their multiples have no room.
        place, size = codes.astype(np.intp) * count + folds, groups * count
        shift = target.mean(axis=0)
        centred = target - shift

        def summed(values: np.ndarray) -> np.ndarray:
            parts = [np.bincount(place, column, minlength=size) for column in values.T]
            return np.stack(parts, axis=1).reshape(groups, count, -1)

        rows = np.bincount(place, minlength=size).reshape(groups, count)
        return cls(rows, summed(centred), summed(centred**2), shift)

    def means(self, smoothing: float | None, without: int | None = None) -> np.ndarray:
        """(groups, outputs) the means, of the rows that are not in the fold `without`.

        Without `smoothing` the weight of the mean of all rows follows from the variances (empirical Bayes); otherwise it
        counts as much as so many rows. Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes
        (2001), as in scikit-learn's TargetEncoder.
        """
        import numpy as np

        kept = np.arange(self.rows.shape[1]) != without
        rows, sums, squares = (part[:, kept].sum(axis=1) for part in (self.rows, self.sums, self.squares))
        overall = sums.sum(axis=0) / rows.sum()
        if smoothing is None:
            weight = self._weight(rows[:, None], sums, squares, overall)
        else:
            weight = rows[:, None] / np.maximum(rows + smoothing, 1e-300)[:, None]
        own = sums / np.maximum(rows, 1)[:, None]
        made: np.ndarray = weight * own + (1 - weight) * overall + self.shift
        return made

    def _weight(self, rows: np.ndarray, sums: np.ndarray, squares: np.ndarray, overall: np.ndarray) -> np.ndarray:
        """(groups, outputs) how much the mean of a group counts beside that of all."""
        import numpy as np

        filled = np.maximum(rows, 1)
        within = np.maximum(squares / filled - (sums / filled) ** 2, 0)
        between = np.maximum(squares.sum(axis=0) / rows.sum() - overall**2, 0)
        spread = between * rows + within
        return np.where(spread > 0, between * rows / np.where(spread > 0, spread, 1), 0)
