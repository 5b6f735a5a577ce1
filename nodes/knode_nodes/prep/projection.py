"""Components of numbers: weighted sums of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, DataError, TableSpec, quoted
from knode_nodes.prep._blocks import BLOCK, blocks
from knode_nodes.prep._numbers import matrix

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FEW_WEIGHTS = 64


class Projection:
    """Weighted sums of columns that are brought to a scale before.

    Follows scikit-learn's `transform` and `inverse_transform`. Its state is plain data: `columns` read and `names` made;
    `mean` and `scale` of the columns; `components`, for each name the weights of the columns; and `missing`: a missing number
    counts as the "mean" of its column, makes the row "missing", or is an "error".
    """

    def __init__(
        self,
        columns: list[str],
        names: list[str],
        mean: list[float],
        scale: list[float],
        components: list[list[float]],
        missing: str,
    ) -> None:
        self.columns = columns
        self.names = names
        self.mean = mean
        self.scale = scale
        self.components = components
        self.missing = missing

    def get_feature_names_out(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return list(self.names)

    def transform(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, components) float64. Raises DataError for missing numbers when those are refused."""
        return self.of(matrix(rows, self.columns))

    def of(self, values: np.ndarray) -> np.ndarray:
        """The same of numbers (rows, columns)."""
        import numpy as np

        if self.missing == "error":
            check_complete(values, self.columns)
        return projected(values, np.array(self.mean), np.array(self.scale), np.array(self.components), self.missing)

    def inverse_transform(self, components: Any) -> np.ndarray:
        """(rows, columns) the numbers that components stand for, as far as these tell them."""
        import numpy as np

        made: np.ndarray = np.asarray(components, dtype="float64") @ np.array(self.components)
        return made * np.array(self.scale) + np.array(self.mean)

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        import numpy as np

        from knode_nodes.prep._compiled_fitted import Projected

        numbers = np.array(self.mean), np.array(self.scale), np.array(self.components)
        return Projected(list(self.columns), list(self.names), *numbers, self.missing, list(replaces))


def projected(
    values: np.ndarray, mean: np.ndarray, scale: np.ndarray, components: np.ndarray, missing: str
) -> np.ndarray:
    """(rows, components) of numbers (rows, columns); see `Projection`."""
    import numpy as np

    centred = values - mean
    centred /= scale
    gaps = np.isnan(centred)
    if not gaps.any():
        return weighted_sums(centred, components)
    made = weighted_sums(np.where(gaps, 0.0, centred), components)
    if missing == "missing":
        made[gaps.any(axis=1)] = np.nan
    return made


def weighted_sums(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(rows, sums) of the columns of numbers (rows, columns) by weights (sums, columns).

    A few of many rows are added up column by column, which takes BLAS with its threads up to five times as long.
    """
    import numpy as np

    if len(values) < BLOCK or weights.size > FEW_WEIGHTS:
        made: np.ndarray = values @ weights.T
        return made
    made, room = np.empty((len(values), len(weights)), order="F"), np.empty(BLOCK)
    for place in blocks(len(values)):
        columns = values[place].T
        for number, of in enumerate(weights):
            own = made[place, number]
            product = room[: len(own)]
            # As BLAS, nothing is said of numbers that become infinite, or are none.
            with np.errstate(all="ignore"):
                np.multiply(columns[0], of[0], out=own)
                for column, weight in zip(columns[1:], of[1:], strict=True):
                    np.add(own, np.multiply(column, weight, out=product), out=own)
    return made


def check_complete(values: np.ndarray, columns: list[str]) -> None:
    """Raise DataError where a number (rows, columns) is missing."""
    import numpy as np

    gaps = np.isnan(values)
    if gaps.any():
        row, place = (int(found) for found in np.argwhere(gaps)[0])
        raise DataError(
            f"{quoted(columns[place])} is missing in row {row}: fill it before, or set `missing` to `mean`",
            port="table",
            column=columns[place],
            row=row,
        )
