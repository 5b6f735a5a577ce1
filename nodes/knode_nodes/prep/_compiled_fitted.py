"""What was learnt of columns, as steps on arrays: bins, limits, codes, means of the target, components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, DataError, Discrete, TableNeeded

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Binned(ArrayStep):
    """Numbers as bins. `columns` are [name, name of the bins, edges, labels]; see `Bins`."""

    columns: list[list[Any]]
    closed: str
    bounded: bool
    as_numbers: bool

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        from knode_nodes.prep.bins import bin_codes

        numbers: dict[str, Any] = {}
        others: dict[str, Any] = {}
        for name, made, edges, labels in self.columns:
            codes = bin_codes(columns.numbers((name,))[:, 0], np.array(edges), self.closed, self.bounded)
            if self.as_numbers:
                numbers[made] = np.where(codes < 0, np.nan, codes + 1.0)
            else:
                others[made] = Discrete(list(labels), codes)
        if numbers:
            return columns.with_numbers(tuple(numbers), np.stack(list(numbers.values()), axis=1))
        return columns.with_others(others)
