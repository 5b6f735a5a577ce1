"""Decision trees on arrays: all trees of all rows go down one level at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from knode.api import ArrayStep, TableNeeded

if TYPE_CHECKING:
    import numpy as np

STRETCH = 4
"""After so many levels the rows that are at a leaf are set aside."""
FEW_NODES = 20_000
MOST_LEVELS = 10_000
"""Deeper trees are refused, so that no file can keep a server busy for long."""


@dataclass
class Trees(ArrayStep):
    """Trees flattened into arrays with one place a node.

    A row goes from a node to `following[node]`, and one further where its value in `column[node]` is at most
    `threshold[node]`. A leaf follows itself, and its threshold is not a number, so that no value is below it: who is there
    stays there. `depth` steps lead from any of the `roots` to a leaf.

    The values of a row are its numbers (missing ones are below no threshold), then the numbers `low` once more with missing
    ones below all thresholds, and then by text column what `tables` (positions, questions) has for the row's value:
    0 or 1 for each question that a node asks about it.
    """

    roots: np.ndarray
    column: np.ndarray
    threshold: np.ndarray
    following: np.ndarray
    depth: int
    low: np.ndarray
    tables: list[np.ndarray]

    def __post_init__(self) -> None:
        shapes = {self.column.shape, self.threshold.shape, self.following.shape}
        if len(shapes) != 1 or self.column.ndim != 1 or self.roots.ndim != 1 or self.depth > MOST_LEVELS:
            raise ValueError("these arrays are no trees")
        self._starts = [0]
        for table in self.tables:
            self._starts.append(self._starts[-1] + len(table))
        self._asked = [table.shape[1] for table in self.tables]

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return max(len(self.roots), sum(self._asked) + 1)

    def leaves(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(trees, rows): the leaf that each row comes to. Raises IndexError for places that do not exist."""
        import numpy as np

        values = self._values(numbers, positions)
        rows, wide = values.shape
        if rows == 1 and len(self.column) <= FEW_NODES:
            return self._by_all_answers(values[0])
        flat = values.reshape(-1)
        nodes = np.repeat(self.roots, rows)
        start = np.tile(np.arange(0, rows * wide, wide), len(self.roots))
        found, going = nodes, np.arange(len(nodes))
        for level in range(1, self.depth + 1):
            below = flat[self.column[nodes] + start] <= self.threshold[nodes]
            following = self.following[nodes]
            following += below
            if level % STRETCH == 0 or level == self.depth:
                moved = np.flatnonzero(following != nodes)
                found[going] = following
                if not len(moved):
                    break
                # Those that have arrived need not be looked at again.
                going, start, following = going[moved], start[moved], following[moved]
            nodes = following
        return found.reshape(len(self.roots), rows)

    def _by_all_answers(self, values: np.ndarray) -> np.ndarray:
        """The same for one row: where few nodes are, all are asked at once."""
        following = self.following + (values[self.column] <= self.threshold)
        nodes = self.roots
        for _ in range(self.depth):
            nodes = following[nodes]
        return nodes[:, None]

    def _values(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        import numpy as np

        rows, count = numbers.shape
        first = count + len(self.low)
        made = np.zeros((rows, max(first + sum(self._asked), 1)))
        made[:, :count] = numbers
        if len(self.low):
            again = numbers.take(self.low, axis=1)
            made[:, count:first] = np.where(np.isnan(again), -np.inf, again)
        for table, start, asked, places in zip(self.tables, self._starts, self._asked, positions, strict=False):
            made[:, first : first + asked] = table.take(places - start, axis=0)
            first += asked
        return made


@dataclass
class Forest(ArrayStep):
    """The mean over trees of what their leaves hold: `values` (nodes, outputs)."""

    trees: Trees
    values: np.ndarray
    single: ClassVar[bool] = True

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.trees.width * self.values.shape[1]

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs)."""
        return _in_turn(self.values.take(self.trees.leaves(numbers, positions), axis=0)) / len(self.trees.roots)


@dataclass
class Boosting(ArrayStep):
    """The sum of what the leaves of trees hold: `values` (nodes,), from `start` (outputs,) on; a tree per output in turn."""

    trees: Trees
    values: np.ndarray
    start: np.ndarray
    single: ClassVar[bool] = False

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.trees.width

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs)."""
        import numpy as np

        outputs, rows = len(self.start), len(numbers)
        held = self.values.take(self.trees.leaves(numbers, positions)).reshape(
            len(self.trees.roots) // outputs, outputs, rows
        )
        start = np.broadcast_to(self.start[:, None], (1, outputs, rows))
        return _in_turn(np.concatenate([start, held])).T


@dataclass
class Stages(ArrayStep):
    """The same of trees that compare numbers in single precision, as GradientBoosting of scikit-learn has them."""

    boosting: Boosting
    single: ClassVar[bool] = True

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.boosting.width

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs). Raises TableNeeded for a sum of zero, which is above the border there and on it here."""
        made = self.boosting.scores(numbers, positions)
        if not made.all():
            raise TableNeeded
        return made


@dataclass
class Isolation(ArrayStep):
    """How quickly trees set a row apart: `depths` (nodes,) of their leaves, in parts of what is `usual`, summed up over trees.

    A row is an outlier below the `limit`. As IsolationForest of scikit-learn scores rows.
    """

    trees: Trees
    depths: np.ndarray
    usual: float
    limit: float
    single: ClassVar[bool] = True

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.trees.width

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, 2): 1 for an outlier, and the score."""
        import numpy as np

        depths = _in_turn(self.depths.take(self.trees.leaves(numbers, positions)))
        unusual = 2 ** -(depths / self.usual if self.usual else np.ones_like(depths))
        return np.stack([-unusual < self.limit, unusual], axis=1).astype(float)


def _in_turn(terms: np.ndarray) -> np.ndarray:
    """The sum over the first axis, one term after the other as scikit-learn adds up trees, so that ties stay ties."""
    import numpy as np

    made: np.ndarray = np.add.accumulate(terms, axis=0)[-1]
    return made
