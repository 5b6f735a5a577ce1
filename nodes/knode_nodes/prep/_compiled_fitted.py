"""What was learnt of columns, as steps on arrays: bins, limits, codes, means of the target, components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete

if TYPE_CHECKING:
    pass


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


@dataclass
class Limited(ArrayStep):
    """Numbers within limits. `columns` are [name, name of what is made, lowest, highest], None for no limit; see `Limits`."""

    columns: list[list[Any]]
    treatment: str

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        if not self.columns:
            return columns
        values = columns.numbers(tuple(name for name, *_ in self.columns))
        lowest = np.array([-np.inf if low is None else low for _, _, low, _ in self.columns])
        highest = np.array([np.inf if high is None else high for _, _, _, high in self.columns])
        if self.treatment == "clip":
            made = np.where(np.isnan(values), values, np.clip(values, lowest, highest))
        else:
            outside = (values < lowest) | (values > highest)
            made = outside.astype("float64") if self.treatment == "mark" else np.where(outside, np.nan, values)
        return columns.with_numbers(tuple(made for _, made, *_ in self.columns), made)
