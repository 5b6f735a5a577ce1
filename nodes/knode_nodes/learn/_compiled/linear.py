"""Linear models, and numbers brought to a scale, on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Scale(ArrayStep):
    """Numbers less `subtract`, divided by `divide`, times `multiply`, and `add`; each (columns,), or None.

    Missing ones become `fill`. The order of the operations, and so the last bit, is that of scikit-learn's scalers.
    """

    subtract: np.ndarray | None = None
    divide: np.ndarray | None = None
    multiply: np.ndarray | None = None
    add: np.ndarray | None = None
    fill: np.ndarray | None = None

    def scaled(self, numbers: np.ndarray) -> np.ndarray:
        """(rows, columns) on the new scale; `numbers` stays as it is."""
        import numpy as np

        made = numbers.copy() if self.subtract is None else numbers - self.subtract
        if self.divide is not None:
            made /= self.divide
        if self.multiply is not None:
            made *= self.multiply
        if self.add is not None:
            made += self.add
        return made if self.fill is None else np.where(np.isnan(made), self.fill, made)


@dataclass
class Linear(ArrayStep):
    """Weighted sums: `weights` (numbers, outputs), `texts` (positions of the values of `columns`, outputs), `intercept`."""

    weights: np.ndarray
    texts: np.ndarray
    columns: int
    intercept: np.ndarray
    single: ClassVar[bool] = False

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return (self.columns + 1) * len(self.intercept)

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs). Raises TableNeeded where a sum is too large for a number."""
        import numpy as np

        made: np.ndarray = numbers @ self.weights
        if len(positions):
            made += np.add.reduce(self.texts.take(positions, axis=0), axis=0)
        made += self.intercept
        if not all_finite(made):
            raise TableNeeded
        return made
