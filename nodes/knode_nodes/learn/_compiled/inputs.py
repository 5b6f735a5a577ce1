"""The columns that a model reads, as arrays, refused where Apply Model refuses them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete, TableNeeded
from knode_nodes.learn._inputs import absent_value, endless_value
from knode_nodes.learn._training import beyond_single

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Inputs(ArrayStep):
    """Reads the columns of a model.

    `names` are the model's columns in its order, `required` those that must not be missing; `numbers` and `texts` the same
    columns as the estimator reads them. The values of all text columns are numbered through: those of a column, and after
    them one position for any other value; None is missing. `gaps` says whether the estimator takes missing numbers, `refuses`
    whether bad rows are refused here (else the node decides).
    """

    names: list[str]
    required: list[str]
    numbers: list[str]
    texts: list[str]
    values: list[list[str | None]]
    gaps: bool
    refuses: bool

    def __post_init__(self) -> None:
        self._numbers = tuple(self.numbers)
        self._texts: list[tuple[str, bool, Mapping[str | None, int], int]] = []
        start = 0
        for name, values in zip(self.texts, self.values, strict=True):
            places: dict[str | None, int] = {value: start + place for place, value in enumerate(values)}
            self._texts.append((name, name in self.required, places, start + len(values)))
            start += len(values) + 1

    def matrix(self, columns: Arrays) -> np.ndarray:
        """(rows, numbers) float64. Raises DataError, and TableNeeded."""
        held = columns.numbers(self._numbers)
        if not all_finite(held):
            self._find_bad(columns)
        return held

    def positions(self, columns: Arrays) -> np.ndarray:
        """(texts, rows) whole numbers: the position of each value. Raises DataError."""
        import numpy as np

        found: list[Any] = []
        for name, required, places, other in self._texts:
            column: Discrete = columns.other(name)
            if required and _has_missing(column):
                self._find_bad(columns)
            if column.codes is None:
                found.append([places.get(value, other) for value in column.values])
            else:
                found.append(column.lookup(places, other, "intp"))
        return np.array(found, dtype=np.intp) if found else np.empty((0, columns.rows), dtype=np.intp)

    def refuse_large(self, columns: Arrays) -> None:
        """Raise DataError for the first number that single precision does not hold."""
        import numpy as np

        for name in self.names:
            if name in columns.layout.numbers:
                values = columns.numbers((name,))[:, 0]
                found = np.flatnonzero(np.abs(values) > np.finfo(np.float32).max)
                if len(found):
                    raise beyond_single(name, float(values[found[0]]), int(found[0]))
        raise TableNeeded

    def _find_bad(self, columns: Arrays) -> None:
        """Raise for the first bad value, in the order of the model's columns; come back where there is none."""
        for name in self.names:
            if name in columns.layout.numbers:
                self._check_numbers(name, columns.numbers((name,))[:, 0])
            elif name in self.required:
                missing = columns.other(name).missing()
                if missing.any():
                    raise absent_value(name, int(missing.argmax())) if self.refuses else TableNeeded

    def _check_numbers(self, name: str, values: np.ndarray) -> None:
        import numpy as np

        missing, endless = np.isnan(values), np.isinf(values)
        if name in self.required and missing.any() and self.refuses:
            raise absent_value(name, int(missing.argmax()))
        if endless.any():
            raise endless_value(name, int(endless.argmax())) if self.refuses else TableNeeded
        if missing.any() and not self.gaps:
            raise TableNeeded


def all_finite(values: np.ndarray) -> bool:
    """Whether there is no infinite and no missing number; to be called where overflow is no warning."""
    import numpy as np

    # A sum is quicker, and only large numbers make it infinite without being so themselves.
    return math.isfinite(np.add.reduce(values, axis=None)) or bool(np.isfinite(values).all())


def _has_missing(column: Discrete) -> bool:
    return None in column.values if column.codes is None else bool((column.codes < 0).any())
