"""Neural networks of dense layers, on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite
from knode_nodes.learn._compiled.linear import Linear

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Network(ArrayStep):
    """Sums `first` of what comes in, and by further layer `weights` (numbers, outputs) and `intercepts` (outputs).

    Before each further layer stands the `activation`: relu, tanh, logistic or identity.
    """

    first: Linear
    weights: list[np.ndarray]
    intercepts: list[np.ndarray]
    activation: str
    single: ClassVar[bool] = False

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.first.width + sum(len(layer) for layer in self.intercepts)

    def rescale(self, factor: np.ndarray, add: np.ndarray) -> None:
        """Multiply what comes out, and add to it."""
        self.weights[-1] = self.weights[-1] * factor
        self.intercepts[-1] = self.intercepts[-1] * factor + add

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs). Raises TableNeeded where a sum is too large for a number."""
        made = self.first.scores(numbers, positions)
        for weights, intercept in zip(self.weights, self.intercepts, strict=True):
            made = self._active(made) @ weights
            made += intercept
        if not all_finite(made):
            raise TableNeeded
        return made

    def _active(self, sums: np.ndarray) -> np.ndarray:
        import numpy as np

        if self.activation == "relu":
            return np.maximum(sums, 0.0, out=sums)
        if self.activation == "tanh":
            return np.tanh(sums, out=sums)
        made: np.ndarray = 1.0 / (1.0 + np.exp(-sums)) if self.activation == "logistic" else sums
        return made
