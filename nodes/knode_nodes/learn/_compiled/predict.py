"""What Apply Model does, on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete, Layout, TableNeeded
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._compiled.linear import Scale
from knode_nodes.learn._inputs import taken

if TYPE_CHECKING:
    import numpy as np

MOST_CELLS = 100_000
"""So many numbers at a time fit into a core's cache; more rows are taken in turn."""


@dataclass
class Predict(ArrayStep):
    """Gives the outputs of a model, named `made`, in the place of the columns `gone`.

    Those outputs that are `new` must not be there before.

    `scores` makes them of the numbers that the model reads, such as a Linear or a Forest; None for a scaler. `link` makes
    probabilities of scores: "expit" (two classes, one score), "softmax", or "none". `labels` are the classes, None where
    numbers are given; `numbers` says whether they are such themselves. Without probabilities `made` is one name. With
    `measure` there is one number beside the label, which the scores tell.
    """

    inputs: Inputs
    scale: Scale | None
    scores: Any
    link: str
    labels: list[Any] | None
    numbers: bool
    made: list[str]
    new: list[str]
    gone: list[str]
    batches: bool = False
    measure: bool = False

    def __post_init__(self) -> None:
        self._made = tuple(self.made)
        self._chances = self._made[1:]
        self._label_numbers: np.ndarray | None = None
        self._known: tuple[Layout, tuple[str, ...]] | None = None

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        left = self._left(columns.layout)
        with np.errstate(over="ignore", invalid="ignore"):
            made = self._outputs(columns)
        if len(left) < len(columns.names):
            columns = columns.kept(left)
        if self.labels is None:
            return columns.with_numbers(self._made, made)
        return self._labelled(columns, made)

    def _left(self, layout: Layout) -> tuple[str, ...]:
        """The columns that stay; looked at once for all tables of one shape."""
        known = self._known
        if known is None or known[0] is not layout:
            if not set(self.inputs.names) <= set(layout.names):
                raise TableNeeded
            for name in self.new:
                if name in layout.names:
                    raise taken(name)
            known = (layout, tuple(name for name in layout.names if name not in self.gone))
            self._known = known
        return known[1]

    def _outputs(self, columns: Arrays) -> np.ndarray:
        """(rows, outputs): numbers, or probabilities."""
        import numpy as np

        numbers, positions = self.inputs.matrix(columns), self.inputs.positions(columns)
        if self.scale is not None:
            numbers = self.scale.scaled(numbers)
        if self.scores is None:
            return numbers
        if self.scores.single:
            numbers = self._rounded(numbers, columns)
        step = max(1, MOST_CELLS // max(1, self.scores.width))
        if columns.rows <= step:
            return self._linked(self.scores.scores(numbers, positions))
        return np.concatenate(
            [
                self._linked(self.scores.scores(numbers[start : start + step], positions[:, start : start + step]))
                for start in range(0, columns.rows, step)
            ]
        )

    def _rounded(self, numbers: np.ndarray, columns: Arrays) -> np.ndarray:
        """Numbers as single precision holds them, which forests compare."""
        import numpy as np

        narrow = numbers.astype(np.float32)
        if np.isinf(narrow).any():
            self.inputs.refuse_large(columns)
        return narrow.astype(np.float64)

    def _linked(self, scores: np.ndarray) -> np.ndarray:
        import numpy as np

        if self.link == "none" or not self._chances:
            return scores
        if self.link == "expit":
            made = np.empty((len(scores), 2))
            np.divide(1.0, 1.0 + np.exp(-scores[:, 0]), out=made[:, 1])
            np.subtract(1.0, made[:, 1], out=made[:, 0])
            return made
        made = scores - scores.max(axis=1)[:, None]
        np.exp(made, out=made)
        made /= made.sum(axis=1)[:, None]
        return made

    def _labelled(self, columns: Arrays, made: np.ndarray) -> Arrays:
        """The table with the likeliest class, and the probabilities where they are wanted."""
        import numpy as np

        best = made[:, 0] > 0 if made.shape[1] == 1 else made.argmax(axis=1)
        if self.measure:
            made = self.scores.measured(made)[:, None]
        if not self.numbers:
            columns = columns.with_others({self._made[0]: Discrete(self.labels or [], best.astype(np.intp))})
            return columns.with_numbers(self._chances, made) if self._chances else columns
        if self._label_numbers is None:
            self._label_numbers = np.array(self.labels, dtype="float64")
        label = self._label_numbers.take(best)[:, None]
        return columns.with_numbers(self._made, np.concatenate([label, made], axis=1) if self._chances else label)
