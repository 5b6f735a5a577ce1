"""What an estimator reads, put together as it saw it in training: numbers, and what was made of texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.preparing import Prepared

if TYPE_CHECKING:
    import numpy as np

CLOSE = 1e-12
"""What differs by less, in parts of what was added up, may come out either way round."""


@dataclass
class Rows(ArrayStep):
    """Rows as a matrix. By number that is read: `of` is the number column that it is, or -1 less the text column's place.

    `tables` have by text column what its values become: (values and one for any other, numbers).
    """

    of: np.ndarray
    tables: list[np.ndarray]

    def __post_init__(self) -> None:
        import numpy as np

        self.width = len(self.of)
        self._to = np.flatnonzero(self.of >= 0)
        self._from = self.of[self._to]
        self._plain = not self.tables and self.of.tolist() == list(range(self.width))
        starts = np.cumsum([0, *(len(table) for table in self.tables)])[:-1].tolist()
        self._texts = [
            (np.flatnonzero(self.of == -1 - place), table, start)
            for place, (table, start) in enumerate(zip(self.tables, starts, strict=True))
        ]

    def matrix(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, numbers that the estimator reads)."""
        import numpy as np

        if self._plain:
            return numbers
        made = np.empty((len(numbers), self.width))
        made[:, self._to] = numbers.take(self._from, axis=1)
        for (to, table, start), places in zip(self._texts, positions, strict=True):
            made[:, to] = table.take(places - start, axis=0)
        return made


def rows_of(reads: Prepared) -> Rows | None:
    """None where texts may become missing numbers."""
    import numpy as np

    if reads.gaps:
        return None
    of = [which if text is None else -1 - text for text, which in reads.reads]
    tables = []
    for place, (values, encoded) in enumerate(zip(reads.values, reads.encoded, strict=True)):
        made = [encoded(which) for text, which in reads.reads if text == place]
        tables.append(np.array(made, dtype=float).reshape(len(made), len(values) + 1).T.copy())
    return Rows(np.array(of, dtype=np.intp), tables)


def check_clear(scores: np.ndarray, rounding: float | np.ndarray) -> None:
    """Raise TableNeeded where the two greatest scores of a row differ by rounding only: which is ahead, the node itself says.

    `rounding` is for all rows, or (rows,).
    """
    import numpy as np

    if scores.shape[1] > 1:
        best = np.partition(scores, -2, axis=1)[:, -2:]
        if (best[:, 1] - best[:, 0] <= rounding).any():
            raise TableNeeded
